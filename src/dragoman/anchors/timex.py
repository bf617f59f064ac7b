"""Find the time words of a report and the days they mean.

A small grammar, written in rows (``data/times/grammar.tsv``), runs over the words of each sentence;
the longest row wins.  What "Thursday" or "March" means depends on where the verb looks, so the
tense of the governing verb is asked for when it matters.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from dragoman.anchors.atoms import Atom, atoms_of
from dragoman.anchors.calendar import holiday
from dragoman.anchors.days import Moment, Reading, Words
from dragoman.anchors.paths import Reach, reach
from dragoman.anchors.periods import RULES
from dragoman.grammar import ancestors
from dragoman.lexicons.times import Node, TimeWords
from dragoman.records import BlockKind, Parse, Report, Span


@dataclass(frozen=True, slots=True)
class Timex:
    """Words that name a time, and the days they mean."""

    span: Span
    tokens: tuple[int, ...]
    head: int  # the token whose own head lies outside
    sentence: int
    kind: str  # DATE, TIME, DURATION, SET
    value: str  # TIMEX3 value
    first: date | None
    last: date | None
    rule: str  # id of the grammar row
    mod: str | None = None
    ahead: tuple[date, date] | None = None  # the days if the words looked ahead after all
    reach: Mapping[int, Reach] = field(default_factory=dict, compare=False, repr=False)


# Rules for which it matters where the verb looks.
_BY_TENSE: Final = frozenset({"date", "weekday", "holiday", "season", "quarter", "theunit"})
# Phrases whose time is that of another act: "after Monday's attack".
_OTHER: Final = frozenset(
    {
        "after", "before", "following", "over", "about", "ahead of", "despite", "because of", "for",
        "against", "regarding", "amid", "concerning", "like", "than", "as", "because", "prior to",
    }
)  # fmt: skip
_BOUNDS: Final = frozenset({"since", "until", "till", "through"})
_CONTENT: Final = frozenset({"DET", "NOUN", "PROPN", "PRON", "ADJ", "NUM", "VERB", "ADV"})
_NOMINAL: Final = frozenset(
    {"NOUN", "PROPN", "NUM", "ADJ", "PRON", "DET", "ADP", "ADV", "X", "SYM"}
)


def find_times(report: Report, parse: Parse, times: TimeWords) -> tuple[Timex, ...]:
    """Find all times of a report.

    Args:
        report: Its publication date is what weekdays and "last year" count from.
        parse: Its grammar.
        times: Words and grammar rows.

    Returns:
        In text order, not overlapping.  ``first`` and ``last`` are ``None`` where the words do
        not pin any days.
    """
    found: list[Timex] = []
    anchor: date | None = None
    for number, sentence in enumerate(parse.sentences):
        atoms = atoms_of(report, parse, sentence, times)
        n = 0
        while n < len(atoms):
            made = None
            if atoms[n].edges:
                for match in _matches(atoms, n, times):
                    made = _read(report, parse, atoms, n, match, number, times, anchor)
                    if made is not None or _is_dated(match):
                        break  # "February 30, 2014" is no other day either
            if made is None:
                n += 1
                continue
            timex, width = made
            found.append(timex)
            if timex.first is not None and timex.first == timex.last and timex.kind != "DURATION":
                anchor = timex.first
            n += width
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Match:
    width: int  # atoms
    row: tuple[str, str]
    got: tuple[tuple[str, str], ...]


def _is_dated(match: _Match) -> bool:
    labels = {label for label, _ in match.got}
    return match.row[1] == "date" and "YEAR" in labels and bool(labels & {"DAY", "NTH"})


def _matches(atoms: list[Atom], n: int, times: TimeWords) -> list[_Match]:
    """Rows that match from one atom on, the longest first."""
    found: list[_Match] = []

    def walk(node: Node, at: int, got: tuple[tuple[str, str], ...]) -> None:
        if node.row is not None:
            found.append(_Match(at - n, node.row, got))
        if at >= len(atoms):
            return
        edges = node.edges
        for label, value, width in atoms[at].edges:
            step = edges.get(label)
            if step is not None:
                walk(step, at + width, (*got, (label, value)))
        if "," in edges and atoms[at].low == ",":
            walk(edges[","], at + 1, got)

    walk(times.grammar, n, ())
    found.sort(key=lambda m: -m.width)
    return found


def _read(
    report: Report,
    parse: Parse,
    atoms: list[Atom],
    n: int,
    match: _Match,
    sentence: int,
    times: TimeWords,
    anchor: date | None,
) -> tuple[Timex, int] | None:
    used = atoms[n : n + match.width]
    tokens = tuple(dict.fromkeys(a.token for a in used))
    row, rule = match.row
    got: dict[str, list[str]] = {}
    for label, value in match.got:
        got.setdefault(label, []).append(value)
    if not _plausible(parse, atoms, n, match, got):
        return None
    head = _head(parse, tokens)
    direction = _direction(report, parse, head, times) if rule in _BY_TENSE else 0
    moment = Moment(report.published, anchor, direction)
    words = Words(got, " ".join(a.low for a in used))
    reading: Reading | None
    try:
        if rule == "holiday":
            reading = holiday(words, moment, times.holidays)
        else:
            reading = RULES[rule](words, moment)
    except (ValueError, OverflowError):  # a date off the calendar: "March 5, 0000"
        return None
    if reading is None:
        return None
    start, end = used[0].start, used[-1].end
    span = Span(start, end, report.text[start:end])
    timex = Timex(
        span, tokens, head, sentence, reading.kind, reading.value, reading.first, reading.last,
        row, reading.mod, reading.ahead,
        reach(parse, head, times.classes, other=_OTHER, bounds=_BOUNDS),
    )  # fmt: skip
    return timex, match.width


def _plausible(
    parse: Parse, atoms: list[Atom], n: int, match: _Match, got: dict[str, list[str]]
) -> bool:
    """Turn away numbers and nouns that only look like times."""
    rule, atom = match.row[1], atoms[n]
    if rule in {"ago", "unit"} and atoms[n + match.width - 1].low in {"after", "before"}:
        end = n + match.width
        follows = parse.tokens[atoms[end].token] if end < len(atoms) else None
        if follows is not None and follows.upos in _CONTENT:
            return False  # "a day after the president resigned": only as far as "a day"
    token = parse.tokens[atom.token]
    after = atoms[n + match.width] if n + match.width < len(atoms) else None
    before = atoms[n - 1] if n else None
    if rule == "year" and match.width == 1 and "YEAR" in got:
        return _is_year(parse, before, atom, after)
    if rule == "part" and match.width == 1:
        return token.upos == "NOUN"
    if rule == "theunit" and match.width == 1:
        # "day-long" is no time; "week" alone hardly ever is.
        return False
    if rule == "season" and match.width == 1:
        return before is not None and before.low in {"in", "since", "by", "until", "during"}
    if rule in {"duration", "ago"} and after is not None and after.low in {"old", "olds"}:
        return False
    if rule == "date" and set(got) == {"MONTH"} and match.width == 1:
        return token.upos in _NOMINAL
    return True


def _is_year(parse: Parse, before: Atom | None, atom: Atom, after: Atom | None) -> bool:
    """Tell the year in "the 2008 war" from the number in "2008 troops"."""
    token = parse.tokens[atom.token]
    number = int(atom.low) if atom.low.isdigit() else 0
    if before is not None and before.low in {"$", "£", "€", "no.", "number", "#", "a"}:
        return False
    if after is not None and after.low in {"%", "percent", "people", "gmt"}:
        return False
    hour = any(edge.label == "CLOCK" for edge in atom.edges)
    if hour and before is not None and before.low in {"at", "approximately", "about", "around"}:
        return False  # "at 1940"
    if token.deprel == "nummod" and token.head > token.i:
        noun = parse.tokens[token.head]
        determined = any(
            parse.tokens[k].deprel in {"det", "nmod:poss"} for k in parse.children[noun.i]
        )
        return determined and 1800 <= number <= 2100  # noqa: PLR2004
    return 1700 <= number <= 2100  # noqa: PLR2004


def _head(parse: Parse, tokens: tuple[int, ...]) -> int:
    inside = set(tokens)
    for i in tokens:
        if parse.tokens[i].head not in inside or parse.tokens[i].head == i:
            return i
    return tokens[-1]


def _direction(report: Report, parse: Parse, head: int, times: TimeWords) -> int:
    """Whether the verb that governs a token looks back (−1) or ahead (+1); 0 when it is open."""
    classes, tokens = times.classes, parse.tokens
    for i in (head, *ancestors(parse, head)):
        token = tokens[i]
        kids = [tokens[k] for k in parse.children[i]]
        auxiliaries = [k for k in kids if k.deprel in {"aux", "aux:pass", "cop"}]
        if token.upos not in {"VERB", "AUX"} and not auxiliaries:
            continue
        if (
            token.lemma in classes["AHEADVERB"]
            and i != head
            and token.feats.get("VerbForm") == "Part"
        ):
            return 1
        if any(
            k.lemma in classes["FUTUREAUX"] or k.text in classes["FUTUREAUX"] for k in auxiliaries
        ):
            return 1
        if any(k.lemma in classes["MODALAUX"] for k in auxiliaries):
            perfect = any(k.lemma == "have" for k in auxiliaries)
            return -1 if perfect else 1
        form = token.feats.get("VerbForm")
        if form == "Inf" and any(k.lemma == "to" and k.upos == "PART" for k in kids):
            governor = tokens[token.head]
            if token.head != i and governor.lemma in classes["BACKVERB"]:
                continue
            return 1
        if form in {"Ger", "Part", "Inf"} and not auxiliaries and token.head != i:
            if form == "Part" and token.feats.get("Tense") == "Past":
                return -1
            continue
        carrier = next((k for k in auxiliaries if k.feats.get("Tense")), token)
        tense = carrier.feats.get("Tense")
        if tense == "Past" or any(k.lemma == "have" for k in auxiliaries):
            return -1
        if tense == "Pres":
            block = report.blocks[parse.sentences[token.sentence].block]
            if block.kind is BlockKind.TITLE or token.lemma in classes["SAY"]:
                return 0  # "Rebels attack town" in a headline is past
            return 1
        return 0
    return 0
