"""Cue rows: the words that decide whose word a thing is, and whether it happened.

A cue either **governs** what it judges (``deny`` governs its clause) or **marks** it (``not``,
``if``, ``may``, ``alleged`` stand below the word that they judge).  The table says which by its
``frame``; see :data:`MARKING`.  What the cue does is its ``polarity``: one sign for an affirmed
cue, one for a negated one (Nairn, Condoravdi and Karttunen 2006, "Computing relative polarity for
textual inference"), ``+/-`` for *managed to*, ``-/+`` for *failed to*.
"""

from __future__ import annotations

import enum
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.errors import DataFileError
from dragoman.lexicons.tables import find_tables, read_overlaid
from dragoman.records import Certainty, SpeakerStance, Status

COLUMNS = (
    "id",
    "lemma",
    "upos",
    "frame",
    "polarity",
    "certainty",
    "status",
    "speaker",
    "stance",
    "source",
    "note",
)

# Frames of cues that stand below what they judge; every other frame names the place of the
# judged word below the cue.
MARKING = frozenset(
    {
        "aux",
        "aux:reported",
        "aux:perfect",
        "adv",
        "det",
        "arg",
        "amod",
        "amod-time",
        "mark",
        "case",
        "cond",
        "cond:modal",
        "end",
        "time",
        "invert",
        "answers:accepts",
        "answers:refuses",
        "answered",
    }
)


class Sign(enum.StrEnum):
    """What a cue makes of the thing it judges."""

    TRUE = "+"  # as true as the cue itself: "managed to"
    FALSE = "-"  # false where the cue is true: "failed to"
    OPEN = "o"  # neither; the row's status says which way it leans
    GIVEN = "!"  # taken for granted whatever happens to the cue: "condemned", "after"
    SAME = "="  # passes everything on: "carry out", "reports that"


@dataclass(frozen=True, slots=True)
class Cue:
    """One row."""

    id: str
    words: tuple[str, ...]  # lemma or word form, lower case, then what follows it
    upos: frozenset[str]  # empty = any
    frames: frozenset[str]
    affirmed: Sign  # what it does when it is affirmed itself
    negated: Sign  # … and when it is negated
    # What an open thing counts as; for frame "time", what the words say; for a claim held true,
    # what its future counts as ("warned it would").  None = the row says nothing.
    status: Status | None
    status_negated: Status | None  # the same under a negated cue
    certainty: Certainty
    speaker: tuple[str, ...]  # slots of the source, first found wins; empty = nobody's word
    stance: SpeakerStance | None  # None = an attitude that is no claim about the content
    note: str

    @property
    def opens_to(self) -> Status:
        """Status of what an affirmed cue leaves open."""
        return self.status or Status.HYPOTHETICAL

    @property
    def name(self) -> str:
        """The words as printed."""
        return " ".join(self.words)


@dataclass(frozen=True, slots=True)
class CueLexicon:
    """All cue rows, by the word that finds them."""

    governing: Mapping[str, Mapping[str, tuple[Cue, ...]]]  # words → frame → rows
    marking: Mapping[str, tuple[Cue, ...]]  # last word → rows, most words first
    months: Mapping[str, int]  # "september" → 9
    rows: Mapping[str, Cue]  # by id

    def governor(self, words: Iterable[str], upos: str, frames: Iterable[str]) -> Cue | None:
        """Find the row of a governing cue.

        Args:
            words: Ways to call the cue, the most telling first: "rule out", "rule".
            upos: Part of speech of the cue's head.
            frames: Places where the judged word stands, the most telling first.

        Returns:
            The row, or None where the word judges nothing in that place.
        """
        for word in words:
            by_frame = self.governing.get(word)
            if by_frame is None:
                continue
            for frame in frames:
                for cue in by_frame.get(frame, ()):
                    if not cue.upos or upos in cue.upos:
                        return cue
        return None


def load_cues(overlays: Sequence[Path] = ()) -> CueLexicon:
    """Load the built-in cue tables and those of users' own folders.

    Args:
        overlays: Folders of the same shape as ``data/``; rows override by id.

    Raises:
        DataFileError: A table cannot be read, or a row holds a value that is in no closed list.
    """
    rows: dict[str, Cue] = {}
    governing: dict[str, dict[str, list[Cue]]] = defaultdict(lambda: defaultdict(list))
    marking: dict[str, list[Cue]] = defaultdict(list)
    for key, row in read_overlaid("cues/en", columns=COLUMNS, overlays=overlays).items():
        for cue in _cues(key, row):
            rows.setdefault(key, cue)
            if cue.frames & MARKING:
                marking[cue.words[-1]].append(cue)
            for frame in cue.frames - MARKING:
                governing[cue.name][frame].append(cue)
    return CueLexicon(
        governing={
            word: {frame: tuple(found) for frame, found in by_frame.items()}
            for word, by_frame in governing.items()
        },
        marking={
            word: tuple(sorted(found, key=lambda cue: -len(cue.words)))
            for word, found in marking.items()
        },
        months=_months(overlays),
        rows=rows,
    )


def _cues(key: str, row: Mapping[str, str]) -> Iterable[Cue]:
    where = f"cues/en: row {key}"
    affirmed, _, negated = row["polarity"].partition("/")
    first, _, second = row["status"].partition("/")
    try:
        for lemma in row["lemma"].split("|"):
            yield Cue(
                id=key,
                words=tuple(lemma.split()),
                upos=frozenset(filter(None, row["upos"].split("|"))),
                frames=frozenset(row["frame"].split("|")),
                affirmed=Sign(affirmed),
                negated=Sign(negated or affirmed),
                status=Status(first) if first else None,
                status_negated=Status(second or first) if first else None,
                certainty=Certainty(row["certainty"] or "certain"),
                speaker=tuple(filter(None, row["speaker"].split("|"))),
                stance=SpeakerStance(row["stance"]) if row["stance"] else None,
                note=row["note"],
            )
    except ValueError as error:
        raise DataFileError(where, str(error), "see the column's closed list") from error


def _months(overlays: Sequence[Path]) -> dict[str, int]:
    months: dict[str, int] = {}
    rows = read_overlaid(
        "cues/calendar", columns=("id", "word", "month", "source"), overlays=overlays
    )
    for key, row in rows.items():
        if not row["month"].isdigit():
            raise DataFileError(
                f"cues/calendar: row {key}", f"month is {row['month']!r}", "write 1 to 12"
            )
        for word in row["word"].split("|"):
            months[word] = int(row["month"])
    return months


def tables(overlays: Sequence[Path] = ()) -> list[Path]:
    """Files that :func:`load_cues` reads, for the hash of the lexicons."""
    return [
        *find_tables("cues/en", overlays=overlays),
        *find_tables("cues/calendar", overlays=overlays),
    ]
