"""Dates and time words that put an act before the news of its report, or after it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from dragoman.grammar import subtree
from dragoman.lexicons.cues import CueLexicon
from dragoman.records import Parse, Status

# Acts older than this are background, not this report's news: features and follow-ups reach back
# half a year before they call a thing history (evaluation/voa, tuning half).
NEWS = timedelta(days=180)
_TIMED = frozenset({"obl", "nmod", "advmod", "nummod", "compound", "amod", "advcl", "appos", "dep"})
_LONG_AGO = frozenset({"year", "decade", "century", "generation"})
_RECENT = frozenset({"minute", "hour", "day", "night", "week", "weekend", "month"})
_SHORT = 8  # tokens of a time phrase
_CENTURY = (1000, 2100)  # bare numbers that can be years


def time_of(
    parse: Parse, i: int, cues: CueLexicon, published: date | None
) -> tuple[Status, str] | None:
    """Read what the time words of a clause or noun say of its status.

    Returns:
        ``HISTORICAL``, ``FUTURE`` or ``ACTUAL`` with the row or rule that decided and the words;
        None where no time is named.
    """
    tokens = parse.tokens
    found: tuple[Status, str] | None = None
    for k in parse.children[i]:
        base = tokens[k].deprel.partition(":")[0]
        if base == "xcomp" and tokens[k].upos == "VERB":
            # "helped the government fight Ebola in 2014": the time may hang on the infinitive
            below = time_of(parse, k, cues, published)
            if below is not None and below[0] is Status.HISTORICAL:
                return below
        if base not in _TIMED:
            continue
        if base == "advcl" and not _is_bare_time(parse, k):
            continue
        for m in _phrase(parse, k):
            verdict = _read(parse, m, cues, published)
            if verdict is None:
                continue
            if verdict[0] is not Status.ACTUAL:
                return verdict
            found = found or verdict
    return found


def _is_bare_time(parse: Parse, k: int) -> bool:
    return parse.tokens[k].upos not in {"VERB", "AUX", "ADJ"}


def _phrase(parse: Parse, k: int) -> Iterator[int]:
    if not parse.children[k]:
        return iter((k,))
    found = subtree(parse, k, without=frozenset({"acl", "acl:relcl", "advcl", "conj", "ccomp"}))
    return iter(found[:_SHORT])


def _read(
    parse: Parse, m: int, cues: CueLexicon, published: date | None
) -> tuple[Status, str] | None:
    token = parse.tokens[m]
    word = token.text.lower()
    if word[:4].isdigit():
        return _year(parse, m, word, published)
    if word in {"ago", "earlier"}:
        unit = parse.tokens[m - 1].lemma.lower() if m else ""
        if unit in _LONG_AGO:
            return Status.HISTORICAL, f"{unit} {word}"
        return (Status.ACTUAL, f"{unit} {word}") if word == "ago" else None
    month = cues.months.get(word)
    if month is not None and token.upos in {"PROPN", "NOUN"}:
        return _month(parse, m, month, published)
    for cue in cues.marking.get(word, ()):
        size = len(cue.words)
        if "time" in cue.frames and _matches(parse, m - size + 1, cue.words):
            if word == "past" and _is_stretch(parse, m):
                return None
            return (cue.status or Status.ACTUAL), cue.id
    return None


def _is_stretch(parse: Parse, m: int) -> bool:
    """A stretch that reaches up to the report: "the past three weeks", "the past year"."""
    tokens = parse.tokens
    for n in range(m + 1, min(m + 4, len(tokens))):
        if tokens[n].lemma.lower() in _RECENT:
            return True
        if tokens[n].lemma.lower() == "year":
            return tokens[n].text.lower() == "year"
    return False


def _matches(parse: Parse, first: int, words: tuple[str, ...]) -> bool:
    if first < 0:
        return False
    tokens = parse.tokens
    return all(
        word in {tokens[first + n].text.lower(), tokens[first + n].lemma.lower()}
        for n, word in enumerate(words)
    )


def _year(parse: Parse, m: int, word: str, published: date | None) -> tuple[Status, str] | None:
    decade = len(word) > 4 and word[4:] in {"s", "'s", "’s"}  # noqa: PLR2004  four digits
    if not (len(word) == 4 or decade) or not _CENTURY[0] <= int(word[:4]) <= _CENTURY[1]:  # noqa: PLR2004
        return None
    if not decade and not _is_year(parse, m):
        return None
    if m and parse.tokens[m - 1].text.lower() == "by":
        return None
    year = int(word[:4])
    if published is None or year < published.year:
        return Status.HISTORICAL, f"year {word}"
    if year > published.year:
        return Status.FUTURE, f"year {word}"
    return None


def _is_year(parse: Parse, m: int) -> bool:
    """A number that counts nothing: "in 1990", "the 1979 war", "March 2014"."""
    token = parse.tokens[m]
    if token.deprel != "nummod":
        return True
    head = parse.tokens[token.head]
    return head.feats.get("Number") != "Plur" or (m > 0 and head.i == m - 1)


def _month(parse: Parse, m: int, month: int, published: date | None) -> tuple[Status, str] | None:
    if published is None:
        return None
    year = day = None
    for n in range(max(0, m - 2), min(len(parse.tokens), m + 4)):
        text = parse.tokens[n].text
        if text.isdigit() and abs(n - m) <= 3:  # noqa: PLR2004  "March 3, 2014"
            if len(text) == 4:  # noqa: PLR2004
                year = int(text)
            elif int(text) <= 31 and abs(n - m) == 1:  # noqa: PLR2004
                day = int(text)
    if year is None:
        year = published.year if month <= published.month else published.year - 1
    try:
        last = date(year, month, day) if day else _end_of(year, month)
    except ValueError:
        return None
    if last < published - NEWS:
        return Status.HISTORICAL, f"date {last.isoformat()[:7]}"
    if last > published and (day or month > published.month):
        return Status.FUTURE, f"date {last.isoformat()[:7]}"
    return None


def _end_of(year: int, month: int) -> date:
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)
