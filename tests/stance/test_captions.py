"""Pictures from the archive show what happened before the news."""

from __future__ import annotations

import pytest

from dragoman.pipeline import Kit, read_report
from dragoman.records import Block, BlockKind, Report, Status

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("FILE - Police arrest a protester in Minsk, Belarus.", Status.HISTORICAL),
        ("Police arrest a protester in Minsk, Belarus.", Status.ACTUAL),
    ],
)
def test_a_picture_from_the_archive_is_history(text: str, status: Status, kit: Kit) -> None:
    """Agencies mark archive pictures with FILE; their captions are in the present tense."""
    block = Block(0, len(text), BlockKind.PARAGRAPH, "given")

    reading = read_report(Report("r", text, (block,)), kit)

    assert [one.status for one in reading.assertions if one.event_type == "COERCE"] == [status]
