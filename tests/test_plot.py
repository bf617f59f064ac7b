"""Pictures: what is in them, where they go, what is said when they cannot be drawn."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from lxml import html
from tests.query.desks import crisis

import dragoman
from dragoman import plot
from dragoman.errors import UsageError
from dragoman.query import Row


class Series:
    """Rows as an answer gives them."""

    def __init__(self, dyads: int, periods: int = 3) -> None:
        """So many dyads, the first the busiest."""
        self._rows = [
            {
                "actor": f"A{dyad}",
                "recipient": "BBB",
                "period": f"2015-{month + 1:02}-01",
                "count": 4 if month else 0,
                "verbal_cooperation": 1 if month else 0,
                "material_cooperation": 0,
                "verbal_conflict": 0,
                "material_conflict": 2 if month else 0,
                "score": -1.0 if month else None,
            }
            for dyad in range(dyads)
            for month in range(periods)
        ]

    def rows(self) -> list[Row]:
        """All rows."""
        return self._rows


def drawn(tmp_path: Path, dyads: int, what: str = "dyads") -> str:
    """The text of an SVG."""
    out = plot.draw(
        what, Series(dyads), tmp_path / "out.svg", by="month", names={"A0": "Ruritania"}
    )
    return out.read_text(encoding="utf-8")


@pytest.mark.parametrize("dyads", [1, 10])
def test_few_dyads_are_a_panel_each(tmp_path: Path, dyads: int) -> None:
    """With title, days, unit, legend, and a name a panel."""
    text = drawn(tmp_path, dyads)

    for part in ("Dyads: assertions per month", "2015-01-01 to 2015-03-31", "material conflict"):
        assert part in text
    assert "Ruritania → BBB" in text
    assert len(set(re.findall(r">(A\d+|Ruritania) → BBB<", text))) == dyads
    assert "no quad class" in text
    assert "verbal conflict" not in text


def test_many_dyads_are_a_heat_map_of_the_busiest(tmp_path: Path) -> None:
    """What is left out is said."""
    text = drawn(tmp_path, 210)

    assert "the busiest 200 of 210 dyads" in text
    assert "A199 → BBB" in text
    assert "A200 → BBB" not in text


def test_a_timeline_shows_counts_and_scores(tmp_path: Path) -> None:
    """Both with their unit."""
    text = drawn(tmp_path, 1, "timeline")

    assert "assertions per month" in text
    assert "mean PLOVER score" in text


def test_an_html_file_asks_no_other_host(tmp_path: Path) -> None:
    """Opened on a train, or by somebody who must not be seen asking."""
    out = dragoman.open(crisis(tmp_path / "d.duckdb")).plot("timeline", tmp_path / "out.html")

    page = html.fromstring(out.read_text(encoding="utf-8"))
    assert page.xpath("//script")
    assert page.xpath("//@src | //link/@href | //img | //iframe") == []


def test_a_png_is_a_png(tmp_path: Path) -> None:
    """By its suffix."""
    out = plot.draw("dyads", Series(2), tmp_path / "out.png", by="month")

    assert out.read_bytes().startswith(b"\x89PNG")


def test_what_cannot_be_drawn_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where, what, what to do."""
    with pytest.raises(UsageError, match=r"\.png, \.svg, \.html"):
        plot.draw("dyads", Series(1), tmp_path / "out.pdf", by="week")
    with pytest.raises(UsageError, match="no such folder"):
        plot.draw("dyads", Series(1), tmp_path / "absent" / "out.png", by="week")
    with pytest.raises(UsageError, match="nothing was found"):
        plot.draw("dyads", Series(1, periods=1), tmp_path / "out.png", by="week")
    monkeypatch.setitem(sys.modules, "altair", None)
    with pytest.raises(UsageError, match=r"dragoman\[plot\]"):
        plot.draw("dyads", Series(1), tmp_path / "out.png", by="week")


def test_colours_differ_for_every_eye() -> None:
    """Okabe and Ito's palette, one colour a class."""
    colours = [colour for _, colour in plot.QUADS.values()]

    assert len(set(colours)) == len(colours) == 5
