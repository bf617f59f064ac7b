"""Fields of life without politics: sport, markets, weather, culture, obituaries.

Words of such a field in a sentence speak against rows that ask for little: "Brazil beat Germany
3-1 in the final" is no assault.
"""

from __future__ import annotations

from collections.abc import Mapping

from dragoman.lexicons.words import Cue, WordLexicon
from dragoman.records import Parse, Sentence

# One sure cue, or three that only hint: rows that ask for nothing are blocked, unless two known
# parties stand on both sides.
BLOCKS = 1.0
# Two sure cues: these as well, "Brazil beat Germany in the World Cup semifinal".
BLOCKS_PARTIES = 2.0
# A sentence full of them: every row.
BLOCKS_ALL = 3.0

# Stands for any number in a cue: "# #" is a score, "3-1".
NUMBER = "#"


def field_of(
    parse: Parse, sentence: Sentence, words: WordLexicon
) -> tuple[str, float, tuple[str, ...]] | None:
    """The field that a sentence belongs to, its weight and the rows that say so."""
    weights, rules = weigh(parse, sentence, words.negatives)
    if not weights:
        return None
    domain = max(weights, key=lambda name: (weights[name], name))
    if weights[domain] < BLOCKS:
        return None
    return domain, weights[domain], tuple(rules[domain])


def weigh(
    parse: Parse, sentence: Sentence, cues: Mapping[str, tuple[Cue, ...]]
) -> tuple[dict[str, float], dict[str, list[str]]]:
    """Add up the cues of each topic in a sentence; each row counts once."""
    tokens = parse.tokens
    weights: dict[str, float] = {}
    rules: dict[str, list[str]] = {}
    for i in range(sentence.first, sentence.last):
        token = tokens[i]
        lemma = token.lemma.lower()
        found = cues.get(lemma, ())
        if token.text[0].isdigit():
            found = (*found, *cues.get(NUMBER, ()))
        text = token.text.lower()
        if text != lemma:
            found = (*found, *cues.get(text, ()))
        for cue in found:
            rows = rules.setdefault(cue.topic, [])
            if cue.id not in rows and _continues(parse, i, sentence.last, cue.words):
                rows.append(cue.id)
                weights[cue.topic] = weights.get(cue.topic, 0.0) + cue.weight
    return weights, rules


def _continues(parse: Parse, i: int, last: int, words: tuple[str, ...]) -> bool:
    """Whether the further words of a cue follow, hyphens passed over."""
    position = i
    for word in words[1:]:
        position += 1
        if position < last and parse.tokens[position].text == "-":
            position += 1
        if position >= last:
            return False
        token = parse.tokens[position]
        if word == NUMBER:
            if not token.text[0].isdigit():
                return False
        elif word not in (token.lemma.lower(), token.text.lower()):
            return False
    return True
