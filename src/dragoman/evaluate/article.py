"""Score whole reports against what a careful coder would write down of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from dragoman.acquire import report_from_text
from dragoman.errors import GoldMissingError
from dragoman.evaluate.gold import Record, read
from dragoman.evaluate.scores import share
from dragoman.lexicons.furniture import load_furniture
from dragoman.pipeline import Kit, read_report
from dragoman.records import Assertion, Participant, Reading, Report


def score_articles(folder: Path, kit: Kit) -> dict[str, object]:
    """Score every ``NAME-YYYY-MM-DD.txt`` that has a ``.expected.jsonl`` beside it.

    Raises:
        GoldMissingError: There is none.
    """
    pages = [path for path in sorted(folder.glob("*.txt")) if expected_of(path).exists()]
    if not pages:
        raise GoldMissingError(
            str(folder), "no article with its expected rows", "name the folder with --gold DIR"
        )
    cards = {page.stem: score_article(page, kit) for page in pages}
    if len(cards) == 1:
        return next(iter(cards.values()))
    return {"articles": cards}


def expected_of(page: Path) -> Path:
    """The file of expected rows beside an article."""
    return page.with_suffix(".expected.jsonl")


def score_article(page: Path, kit: Kit) -> dict[str, object]:
    """Score one article; its name ends in its date."""
    report = report_from_text(
        page.read_text(encoding="utf-8"),
        furniture=load_furniture(),
        published=date.fromisoformat(page.stem[-10:]),
    )
    if not isinstance(report, Report):
        raise GoldMissingError(str(page), report.reason, report.remedy)
    return article_card(read(expected_of(page)), read_report(report, kit))


def article_card(rows: Sequence[Record], reading: Reading) -> dict[str, object]:
    """Compare expected rows with what was found.

    A row is found when an assertion has its type, its actor and recipient countries, and evidence
    that overlaps the row's; each assertion answers one row at the most.
    """
    left = list(reading.assertions)
    found: list[tuple[Record, Assertion]] = []
    missed: list[Record] = []
    for row in rows:
        hit = next((one for one in left if is_match(row, one)), None)
        if hit is None:
            missed.append(row)
        else:
            left.remove(hit)
            found.append((row, hit))
    required = [row for row in rows if row["required"]]
    hits = [(row, one) for row, one in found if row["required"]]
    return {
        "items": len(rows),
        "metrics": {
            "required rows found": share(len(hits), len(required)),
            "with the right status": share(
                sum(one.status == row["status"] for row, one in hits), len(required)
            ),
            "with the right speaker": share(
                sum(speaker_countries(one) == row["speaker"] for row, one in hits), len(required)
            ),
            "assertions in no row": share(len(left), len(reading.assertions)),
        },
        "errors": [
            *({"missed": _row_words(row)} for row in missed if row["required"]),
            *(
                {
                    "row": _row_words(row),
                    "status": one.status.value,
                    "speaker": speaker_countries(one),
                }
                for row, one in hits
                if one.status != row["status"] or speaker_countries(one) != row["speaker"]
            ),
            *({"in no row": _words(one)} for one in left),
        ],
    }


def is_match(row: Record, one: Assertion) -> bool:
    """Type, actor and recipient countries, evidence overlapping."""
    return (
        one.event_type == row["event_type"]
        and _countries(one.actors) == set(row["actors"])
        and _countries(one.recipients) == set(row["recipients"])
        and one.evidence.start < row["end"]
        and one.evidence.end > row["start"]
    )


def speaker_countries(one: Assertion) -> list[str | None]:
    """Countries of the speakers, outermost first; [] is the report's own word."""
    return [speaker.actor.country for speaker in one.speakers]


def _countries(parties: Sequence[Participant]) -> set[str | None]:
    return {one.actor.country for one in parties}


def _row_words(row: Record) -> str:
    sides = f"{','.join(row['actors'])} → {','.join(row['recipients'])}"
    return f"{row['event_type']} {sides} {row['status']} {row['speaker']} “{row['anchor']}”"


def _words(one: Assertion) -> str:
    sides = (
        f"{','.join(p.actor.code or '?' for p in one.actors)} → "
        f"{','.join(p.actor.code or '?' for p in one.recipients)}"
    )
    return (
        f"{one.event_type} {sides} {one.status} {speaker_countries(one)} “{one.evidence.text}” "
        f"{one.sense} {','.join(one.rules)}"
    )
