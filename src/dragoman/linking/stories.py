"""Stories: reports that are copies, cuts or rewrites of one origin, so that it counts once.

A store finds candidates by equal bands; here two signatures are compared, and a new report is
placed among earlier ones.  The past is never placed again: a story's id is its first report's.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from operator import eq

from dragoman.linking.marks import CLASS_BITS, CLASS_MASK, Mark
from dragoman.linking.signatures import (
    FEWEST_SHINGLES,
    LEAD_SHINGLES,
    MOST_MARKS,
    Signature,
    unpack_body,
    unpack_lead,
    unpack_marks,
)

# Days between a report and its copy, and between a report and its rewrite: after a week it is a
# follow-up, which has news of its own.
COPIED_WITHIN = timedelta(days=30)
REWRITTEN_WITHIN = timedelta(days=7)

# Of a copy: share of the shorter report's shingles, with and without the same beginning.
SAME_LEAD = 0.3
WITH_LEAD = 0.45
WITHOUT_LEAD = 0.6
# Below 40 shingles a report is two sentences: more of them is asked, and a rewrite cannot be told
# from another report on the same thing.
SHORT = 40
OF_SHORT = 0.75
HALF = 0.5
ALONE = 0.4  # a shorter share of a report, without its beginning, is an item of a round-up
WHOLE = 0.9  # above it neither is cut
MOSTLY = 0.8
# Marks go where their sentences go, so a copy keeps at least as many of them as of its shingles;
# what a house adds to a short cut is names of its own, at most two in five.
LEAST_SHARE = 0.6
FEW = 6
FEW_OF_A_KIND = 4  # small figures agree by chance
# Of a rewrite, which has four tenths of its origin's length or more.  Of 840
# newspaper articles no two independent ones shared more than a tenth of their wording, so more is
# evidence by itself.
LEAST_RATIO = 0.4
SOME_WORDING = 0.1
SAME_AGENCY = 0.05  # less is asked when both credit the same agency


@dataclass(frozen=True, slots=True)
class _Need:
    """Marks that make a rewrite."""

    both: int  # in both reports
    share: float  # of the report with fewer
    jaccard: float  # of those in either
    numbers: float  # share of the figures


_WORDED = _Need(both=6, share=0.75, jaccard=0.38, numbers=0.65)
_UNWORDED = _Need(both=10, share=0.9, jaccard=0.5, numbers=0.7)

# Of a story's first report and a report that joins by another's likeness.
RELATED_WORDS = 0.5
RELATED_MARKS = 0.6


class Kinship(enum.StrEnum):
    """How one report comes from another."""

    COPY = "copy"  # with additions, another title, small edits
    CUT = "cut"  # one is the beginning of the other
    REWRITE = "rewrite"  # other sentences, the same names and figures


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two signatures have in common; shares from 0 to 1, those of shingles estimated."""

    kinship: Kinship | None  # None = two origins
    score: float  # share that the kinship rests on: of shingles, or of marks
    jaccard: float  # shingles in both, of those in either
    contained: float  # shingles in both, of those in the shorter report
    lead: float  # the same of the first 60 shingles
    marks: float  # names, numbers and days in both, of those in the report with fewer
    reason: str  # in words; "" without kinship


@dataclass(frozen=True, slots=True)
class Story:
    """Where a report belongs."""

    report_id: str
    story_id: str  # id of the story's first report; its own for a first report
    copy_of: str | None  # the earlier report it is most like; None for a first report
    likeness: float  # 0 to 1, as :attr:`Likeness.score`; 1 for a first report
    reason: str  # "copy of R: 0.97 of its shingles"; "" for a first report


@dataclass(frozen=True, slots=True)
class _Shared:
    """Marks of two reports, as counts."""

    fewer: int  # of the report with fewer, capitals at the head of a sentence left out
    both: int
    numbers: int  # figures of the report with fewer
    numbers_both: int
    days: int  # of the report with fewer
    days_both: int
    days_more: int  # of the other report
    either: int  # marks of both reports together, all of them
    common: int  # those in both

    @property
    def share(self) -> float:
        return self.both / self.fewer if self.fewer else 0.0

    @property
    def jaccard(self) -> float:
        return self.common / self.either if self.either else 0.0


def compare(a: Signature, b: Signature) -> Likeness:
    """Compare a report with an earlier one.

    Args:
        a: The later report.
        b: The earlier one, which the reason names.

    Returns:
        A likeness without kinship when the signatures are of two versions.
    """
    if a.version != b.version or min(a.shingles, b.shingles) < FEWEST_SHINGLES:
        return Likeness(None, 0.0, 0.0, 0.0, 0.0, 0.0, "")
    jaccard = _equal(unpack_body(a), unpack_body(b))
    contained = _contained(jaccard, a.shingles, b.shingles)
    lead = _contained(
        _equal(unpack_lead(a), unpack_lead(b)),
        min(a.shingles, LEAD_SHINGLES),
        min(b.shingles, LEAD_SHINGLES),
    )
    shared = _share(unpack_marks(a), unpack_marks(b))
    ratio = min(a.shingles, b.shingles) / max(a.shingles, b.shingles)
    short = min(a.shingles, b.shingles) < SHORT
    kinship: Kinship | None = None
    score, reason = 0.0, ""
    if _is_copy(contained, lead, ratio, shared, short=short) and _within(a, b, COPIED_WITHIN):
        kinship = Kinship.CUT if _is_cut(contained, lead, ratio) else Kinship.COPY
        score = contained
        reason = _copy_reason(a, b, kinship, contained)
    elif (
        not short
        and _is_rewrite(a, b, contained, ratio, shared)
        and _within(a, b, REWRITTEN_WITHIN)
    ):
        kinship, score = Kinship.REWRITE, shared.share
        reason = _rewrite_reason(a, b, shared)
    return Likeness(kinship, score, jaccard, contained, lead, shared.share, reason)


def place(
    new: Signature, candidates: Sequence[Signature], *, stories: Mapping[str, str] | None = None
) -> Story:
    """Find the story of a report among earlier ones.

    It joins the story of the report it is most like, provided that it has something in common
    with that story's first report, too: chains of likeness do not drift from their origin.

    Args:
        new: The report to place.
        candidates: Earlier reports that share a band with it, in any order, and the first
            reports of their stories, whether these share one or not.
        stories: Story ids by report id; a candidate that is not listed is its own story.
    """
    stories = stories or {}
    known = {c.report_id: c for c in candidates if c.report_id != new.report_id}
    found = [
        (likeness, candidate)
        for candidate in known.values()
        if (likeness := compare(new, candidate)).kinship is not None
    ]
    for likeness, candidate in sorted(found, key=_first_best):
        story_id = stories.get(candidate.report_id, candidate.report_id)
        origin = known.get(story_id)
        if origin is None or origin is candidate or _is_related(compare(new, origin)):
            score = round(likeness.score, 4)
            return Story(new.report_id, story_id, candidate.report_id, score, likeness.reason)
    return Story(new.report_id, new.report_id, None, 1.0, "")


def _first_best(pair: tuple[Likeness, Signature]) -> tuple[object, ...]:
    likeness, candidate = pair
    return (
        likeness.kinship is Kinship.REWRITE,
        -round(likeness.score, 4),
        candidate.published or date.max,
        candidate.report_id,
    )


# ── judgement ───────────────────────────────────────────────────────────────────────────────


def _is_copy(contained: float, lead: float, ratio: float, shared: _Shared, *, short: bool) -> bool:
    """Much of the shorter in the longer, and not with other names and figures.

    What shares its wording and not its figures is a form that a house fills in daily.
    """
    least = OF_SHORT if short else WITH_LEAD if lead >= SAME_LEAD else WITHOUT_LEAD
    enough = contained >= least
    # A round-up holds several reports whole; a cut begins as its origin does.
    return enough and (ratio >= ALONE or lead >= SAME_LEAD) and _agree(shared, contained)


def _agree(shared: _Shared, contained: float) -> bool:
    if shared.fewer >= FEW and shared.share < min(contained, LEAST_SHARE):
        return False
    if contained < MOSTLY and not _on_like_days(shared):
        return False
    names = shared.fewer - shared.numbers - shared.days
    names_both = shared.both - shared.numbers_both - shared.days_both
    if names >= FEW_OF_A_KIND and names_both < HALF * names:
        return False
    return shared.numbers < FEW_OF_A_KIND or shared.numbers_both >= LEAST_SHARE * shared.numbers


def _is_cut(contained: float, lead: float, ratio: float) -> bool:
    return ratio < WHOLE and contained >= MOSTLY and lead >= HALF


def _is_rewrite(
    a: Signature, b: Signature, contained: float, ratio: float, shared: _Shared
) -> bool:
    """The same names, figures and days, all but a few, in reports of like size."""
    if a.agency and b.agency and a.agency.casefold() != b.agency.casefold():
        return False  # two agencies, two origins
    if not _within(a, b, REWRITTEN_WITHIN):
        return False
    need = _WORDED if contained >= SOME_WORDING else _UNWORDED
    return (
        ratio >= LEAST_RATIO
        and shared.both >= need.both
        and shared.share >= need.share - (SAME_AGENCY if a.agency and b.agency else 0.0)
        and shared.jaccard >= need.jaccard
        and shared.numbers_both >= need.numbers * shared.numbers
        and _on_like_days(shared)
    )


def _on_like_days(shared: _Shared) -> bool:
    """Whether one day or month is named in both, or none in one of them."""
    return shared.days_both > 0 or not (shared.days and shared.days_more)


def _is_related(likeness: Likeness) -> bool:
    """Something in common: what keeps a chain of likeness near its origin."""
    return likeness.contained >= RELATED_WORDS or likeness.marks >= RELATED_MARKS


def _within(a: Signature, b: Signature, span: timedelta) -> bool:
    return a.published is None or b.published is None or abs(a.published - b.published) <= span


# ── estimates ───────────────────────────────────────────────────────────────────────────────


def _equal(x: Sequence[int], y: Sequence[int]) -> float:
    """Likeness of two sets, estimated from their MinHash values (Broder 1997)."""
    same: int = sum(map(eq, x, y))
    return same / len(x)


def _contained(jaccard: float, a: int, b: int) -> float:
    """Share of the smaller of two sets of sizes ``a`` and ``b`` that is in the larger."""
    return min(1.0, jaccard / (1 + jaccard) * (a + b) / min(a, b))


def _share(a: Sequence[int], b: Sequence[int]) -> _Shared:
    """Count common marks; of reports with more than are kept, only where both are complete."""
    most = min((x[-1] for x in (a, b) if len(x) == MOST_MARKS), default=None)
    if most is not None:
        a, b = [m for m in a if m <= most], [m for m in b if m <= most]
    fewer, more = (a, b) if len(a) <= len(b) else (b, a)
    sure = [m for m in fewer if m & CLASS_MASK != Mark.HEAD]
    marks, names = set(more), _names(more)
    both = [
        m for m in sure if m in marks or (m & CLASS_MASK == Mark.NAME and m >> CLASS_BITS in names)
    ]
    fewer_names = _names(fewer)
    return _Shared(
        fewer=len(sure),
        both=len(both),
        numbers=_count(sure, Mark.NUMBER),
        numbers_both=_count(both, Mark.NUMBER),
        days=_count(sure, Mark.DAY),
        days_both=_count(both, Mark.DAY),
        days_more=_count(more, Mark.DAY),
        either=len(fewer_names | names),
        common=len(fewer_names & names),
    )


def _names(marks: Iterable[int]) -> set[int]:
    """Hashes without their class: a name is one, inside of a sentence or at its head."""
    return {mark >> CLASS_BITS for mark in marks}


def _count(marks: Iterable[int], kind: Mark) -> int:
    return sum(mark & CLASS_MASK == kind for mark in marks)


# ── words ───────────────────────────────────────────────────────────────────────────────────


def _copy_reason(a: Signature, b: Signature, kinship: Kinship, contained: float) -> str:
    if kinship is Kinship.COPY:
        whose = "its" if a.shingles <= b.shingles else "the other's"
        words = f"copy of {b.report_id}: {contained:.2f} of {whose} shingles"
    elif a.shingles <= b.shingles:
        words = f"cut from {b.report_id}: its first {a.shingles / b.shingles:.0%}"
    else:
        words = f"longer than {b.report_id}, which is its first {b.shingles / a.shingles:.0%}"
    return words + _both_agency(a, b)


def _rewrite_reason(a: Signature, b: Signature, shared: _Shared) -> str:
    counted = f"{shared.both} of {shared.fewer} names, numbers and days"
    return f"rewrite of {b.report_id}: {counted}{_both_agency(a, b)}"


def _both_agency(a: Signature, b: Signature) -> str:
    same = a.agency and b.agency and a.agency.casefold() == b.agency.casefold()
    return f", both {a.agency}" if same else ""
