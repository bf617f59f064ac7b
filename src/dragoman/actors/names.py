"""Find the words of a report that the actor tables know: names, nationalities, demonyms."""

from __future__ import annotations

from dragoman.actors.drafts import Hit
from dragoman.lexicons.actor_names import pieces
from dragoman.lexicons.actor_records import Entry
from dragoman.lexicons.actors import ActorLexicon
from dragoman.records import Parse

HYPHENS = frozenset("-‐‑–")
SHOUTING = 0.7  # share of capital words from which a sentence is set in capitals


def find_hits(parse: Parse, lexicon: ActorLexicon) -> dict[int, Hit]:
    """Match the longest names from left to right.

    Returns:
        Every covered token with its hit.
    """
    found: dict[int, Hit] = {}
    for sentence in parse.sentences:
        _sentence_hits(parse, sentence.first, sentence.last, lexicon, found)
    return found


def _sentence_hits(
    parse: Parse, first: int, last: int, lexicon: ActorLexicon, found: dict[int, Hit]
) -> None:
    words: list[str] = []
    owners: list[int] = []
    tokens = parse.tokens
    loud = _is_shouted(parse, first, last)
    for i in range(first, last):
        text = tokens[i].text
        if text.isalpha() and text.isascii():
            words.append(text.capitalize() if loud and len(text) > 1 else text)
            owners.append(i)
        elif text not in HYPHENS:
            for piece in pieces(text):
                words.append(piece.capitalize() if loud and piece.isupper() else piece)
                owners.append(i)
    starts = lexicon.starts
    position, size = 0, len(words)
    while position < size:
        word = words[position]
        longest = starts.get(word)
        if longest is None and word.isupper() and len(word) > len("NATO"):
            words[position] = word = word.capitalize()  # "TEHRAN" among small letters
            longest = starts.get(word)
        if longest is None or (position and owners[position - 1] == owners[position]):
            position += 1
            continue
        hit, used = _longest(words, owners, position, min(longest, size - position), lexicon)
        if hit is None and loud and len(word) > len("IS"):
            upper = word.upper()  # "NATO SAYS …": acronyms keep their capitals
            entries = lexicon.find(upper) if upper in starts else ()
            if entries:
                hit, used = Hit(owners[position], owners[position] + 1, "name", upper, entries), 1
        if hit is None or _is_first_name(parse, hit):
            position += 1
            continue
        for i in range(hit.first, hit.last):
            found[i] = hit
        position += used


def _is_first_name(parse: Parse, hit: Hit) -> bool:
    """Whether a people's adjective is somebody's name here: "Karen", not "Karen guerrillas"."""
    entry = hit.entries[0]
    if hit.kind != "adjective" or entry.terms[0].office != "people":
        return False
    return hit.last >= len(parse.tokens) or parse.tokens[hit.last].upos not in {"NOUN", "ADJ"}


def _is_shouted(parse: Parse, first: int, last: int) -> bool:
    words = [t.text for t in parse.tokens[first:last] if t.text.isalpha() and len(t.text) > 1]
    if not words or (not words[0].isupper() and not words[-1].isupper()):
        return False
    return len(words) > 1 and sum(w.isupper() for w in words) / len(words) >= SHOUTING


def _longest(
    words: list[str], owners: list[int], position: int, longest: int, lexicon: ActorLexicon
) -> tuple[Hit | None, int]:
    for used in range(longest, 0, -1):
        end = position + used
        if end < len(words) and owners[end] == owners[end - 1] and words[end] != "s":
            continue  # the name would end inside a token
        key = words[position] if used == 1 else " ".join(words[position:end])
        kind, entries = _look_up(key, lexicon)
        if entries:
            return Hit(owners[position], owners[end - 1] + 1, kind, key, entries), used
    return None, 0


def _look_up(key: str, lexicon: ActorLexicon) -> tuple[str, tuple[Entry, ...]]:
    if key in lexicon.hand:
        return "name", lexicon.find(key)
    entries = lexicon.adjectives.get(key)
    if entries:  # before the towns and provinces of the compact file: "Somali", "Lao"
        return "adjective", entries
    entries = lexicon.demonyms.get(key)
    if entries:
        return "demonym", entries
    return "name", lexicon.find(key)
