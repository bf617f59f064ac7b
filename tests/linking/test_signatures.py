"""Signatures: small, the same everywhere, made of paragraphs alone."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from hashlib import blake2b

import pytest

from dragoman.linking.marks import CLASS_MASK, Mark, find_marks
from dragoman.linking.signatures import (
    BODY_BANDS,
    LEAD_BANDS,
    MARKS_BANDS,
    MOST_MARKS,
    sign,
    unpack_body,
    unpack_marks,
)
from dragoman.records import Block, BlockKind, Report

TEXT = (
    "HENTZAU, Ruritania - Two thousand soldiers of the Ruritanian army crossed the river Elphberg "
    "on Monday and took the customs house, the interior ministry in Strelsau said. General Sapt, "
    "who commands the northern district, said his men met no resistance and that 14 officers of "
    "the border guard had laid down their arms.\n"
    'Foreign Minister Flavia Bersonin called the crossing "a grave breach of the treaty of 1894" '
    "and asked the Council of the Five Rivers to meet within 48 hours. Neighbouring Grafenia "
    "closed its two bridges and sent 300 police to the town of Zenda."
)


def _report(text: str, *, kinds: tuple[BlockKind, ...] = ()) -> Report:
    blocks, start = [], 0
    for number, line in enumerate(text.split("\n")):
        kind = kinds[number] if number < len(kinds) else BlockKind.PARAGRAPH
        blocks.append(Block(start, start + len(line), kind, "test"))
        start += len(line) + 1
    return Report("r1", text, tuple(blocks))


def _digest() -> str:
    signature = sign(_report(TEXT))
    bands = b"".join(band.to_bytes(8, "little") for band in signature.bands)
    return blake2b(signature.body + signature.lead + bands, digest_size=8).hexdigest()


def test_the_bytes_of_a_signature_are_pinned() -> None:
    """Stored signatures must stay comparable: another digest needs another VERSION."""
    assert _digest() == "dcf96ce24339293b"


def test_signatures_do_not_hang_on_hash_randomisation() -> None:
    """Workers are processes of their own."""
    code = "from tests.linking.test_signatures import _digest; print(_digest())"
    seen = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": "src:."},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }

    assert len(seen) == 1


def test_titles_and_furniture_do_not_count() -> None:
    """A copy under another headline, with another credit line, is the same text."""
    plain = sign(_report(TEXT))
    kinds = (BlockKind.TITLE, BlockKind.PARAGRAPH, BlockKind.PARAGRAPH, BlockKind.FURNITURE)

    dressed = sign(_report(f"Army crosses river\n{TEXT}\nRead more on page 7", kinds=kinds))

    assert dressed == plain


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Bersonin", "Bérsonin"),
        ('"a grave breach of the treaty of 1894"', "“a grave breach of the treaty of 1894”"),
        ("river Elphberg", "River Elphberg"),
        ("Two thousand", "2 thousand"),
    ],
    ids=["accent", "quotes", "capital", "figure"],
)
def test_house_style_is_no_edit(old: str, new: str) -> None:
    """Accents, quotation marks, capitals and figures differ from house to house."""
    assert old in TEXT

    styled = sign(_report(TEXT.replace(old, new)))

    assert unpack_body(styled) == unpack_body(sign(_report(TEXT)))


def test_a_signature_is_small() -> None:
    """A million reports must fit on a laptop's disk."""
    names = " ".join(f"the {chr(65 + n % 26)}{chr(97 + n // 26)}rov{n}" for n in range(600))
    long = sign(_report(f"{TEXT}\n{names}"))

    assert len(long.body) + len(long.lead) + 8 * len(long.bands) <= 2048
    assert len(unpack_marks(long)) == MOST_MARKS
    assert len(long.bands) == len(set(long.bands)) == BODY_BANDS + LEAD_BANDS + MARKS_BANDS
    assert all(0 <= band < 2**64 for band in long.bands)


@pytest.mark.parametrize("text", ["", "Story to follow.", "1 2 3"])
def test_a_notice_has_no_bands(text: str) -> None:
    """Else all captions and notices would be candidates of each other."""
    assert sign(_report(text)).bands == ()


def test_an_edit_changes_little() -> None:
    """MinHash values agree as often as the sets of shingles do."""
    edited = sign(_report(TEXT.replace("met no resistance", "met little resistance")))
    whole = sign(_report(TEXT))

    same = sum(map(int.__eq__, unpack_body(edited), unpack_body(whole)))

    assert 100 <= same < len(unpack_body(whole))
    assert set(edited.bands) & set(whole.bands)


def test_marks_tell_names_figures_and_days_apart() -> None:
    """Their classes are judged apart; a capital at the head of a sentence may be no name."""
    words = "rebels said 1200 men of 14 units left hentzau on friday".split()

    marks = find_marks("Rebels said 1200 men of 14 units left Hentzau on Friday.", words)

    kinds = sorted(Mark(mark & CLASS_MASK).name for mark in marks)
    assert kinds == ["DAY", "HEAD", "NAME", "NUMBER", "NUMBER"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("They met the Ruritanian envoy.", "They left Ruritania."),
        ("They met J. Sapt.", "They met Mr Sapt."),
        ("It is in the U.S. Senate.", "It is in the US Senate."),
        ("They left on Mon.", "They left on Monday."),
    ],
)
def test_forms_of_a_name_are_one_mark(one: str, other: str) -> None:
    """Who rewrites a report changes forms of address and adjectives of countries."""
    first = {mark for mark in find_marks(one, []) if mark & CLASS_MASK != Mark.HEAD}
    second = {mark for mark in find_marks(other, []) if mark & CLASS_MASK != Mark.HEAD}

    assert second
    assert second <= first


def test_ids_and_agency_travel_with_the_signature() -> None:
    """Placing needs them, and nothing else of the report."""
    report = replace(_report(TEXT), agency="AP")

    assert (sign(report).report_id, sign(report).agency) == ("r1", "AP")
