"""Pictures of series: dyads and timelines as PNG, SVG or one HTML file.

The only module that knows Altair.  Up to twelve dyads are drawn as a panel each, stacked by quad
class; more as a heat map with a row each.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Protocol

from dragoman.errors import UsageError

Row = Mapping[str, Any]

PANELS = 12  # dyads drawn as a panel each
ROWS = 200  # dyads of a heat map; the busiest
SUFFIXES = (".png", ".svg", ".html")

# Okabe and Ito's colours, which people with any colour vision tell apart; blue for cooperation,
# orange for conflict, the stronger one for deeds.
QUADS = {
    "verbal_cooperation": ("verbal cooperation", "#56B4E9"),
    "material_cooperation": ("material cooperation", "#0072B2"),
    "verbal_conflict": ("verbal conflict", "#E69F00"),
    "material_conflict": ("material conflict", "#D55E00"),
    "none": ("no quad class", "#BBBBBB"),
}
_WIDTH, _FONT = 860, 12  # pixels
_FEW = 5  # counts up to here get a tick each
_SHORT_DAYS = 120  # a window whose days are told with their year
_SHARPNESS = 2  # pixels of a PNG for one of the drawing


class Series(Protocol):
    """Rows with ``period``, counts by quad class, and for dyads ``actor`` and ``recipient``."""

    def rows(self) -> Sequence[Row]:
        """All rows, periods without anything included."""


def draw(
    what: str,
    series: Series,
    out: Path,
    *,
    by: str,
    counted: str = "assertions",
    subtitle: str = "",
    names: Mapping[str, str] | None = None,
) -> Path:
    """Draw a series into a file.

    Args:
        what: A key of :data:`PLOTS`.
        series: What to draw.
        out: A file; its suffix says the format.
        by: ``day``, ``week`` or ``month``.
        counted: What one is: "assertions".
        subtitle: What was asked, for the reader of the picture.
        names: Names of country codes.

    Raises:
        UsageError: Nothing to draw, another suffix, a folder that is not there, or the extra
            ``plot`` is not installed.
    """
    if out.suffix.lower() not in SUFFIXES:
        raise UsageError(str(out), "no such kind of picture", f"end in {', '.join(SUFFIXES)}")
    if not out.parent.is_dir():
        raise UsageError(str(out.parent), "no such folder", "make it first")
    altair = _altair()
    rows = [row for row in series.rows() if row["period"]]
    if not any(row["count"] for row in rows):
        raise UsageError("plot", "nothing was found to draw", "ask for more, or other days")
    unit = f"{counted} per {by}"
    chart = PLOTS[what](altair, rows, by, unit, subtitle, names or {})
    styled = chart.configure(font="sans-serif", background="white").configure_view(stroke=None)
    _save(styled, out)
    return out


def _altair() -> Any:
    try:
        import altair  # noqa: ICN001, PLC0415  an extra
        import vl_convert  # noqa: F401, PLC0415  draws without a browser
    except ImportError:
        raise UsageError(
            "plot", "Altair is not installed", "pip install 'dragoman[plot]'"
        ) from None
    return altair


def _save(chart: Any, out: Path) -> None:
    kind = out.suffix.lower()[1:]
    if kind == "html":
        # Everything inside the file: it opens without asking any other host.
        actions = {"export": True, "source": False, "compiled": False, "editor": False}
        chart.save(str(out), format="html", inline=True, embed_options={"actions": actions})
    elif kind == "png":
        chart.save(str(out), format="png", scale_factor=_SHARPNESS)
    else:
        chart.save(str(out), format="svg")


def _draw_timeline(
    altair: Any, rows: Sequence[Row], by: str, unit: str, subtitle: str, _: Mapping[str, str]
) -> Any:
    title = altair.TitleParams(
        unit.capitalize(), subtitle=_subtitle(rows, by, subtitle), anchor="start"
    )
    counts = _bars(altair, _stacked(rows, by), unit, _x(altair, rows, by)).properties(
        width=_WIDTH, height=260
    )
    return altair.vconcat(counts, _scores(altair, rows, by), title=title).resolve_scale(x="shared")


def _scores(altair: Any, rows: Sequence[Row], by: str) -> Any:
    """The mean score under the counts; a gap where nothing was counted."""
    data = altair.Data(values=[{"period": row["period"], "score": row["score"]} for row in rows])
    line = (
        altair.Chart(data)
        .mark_line(color="#333333", point={"color": "#333333", "size": 12})
        .encode(
            x=_x(altair, rows, by),
            y=altair.Y("score:Q", title="mean PLOVER score"),
        )
    )
    zero = (
        altair.Chart(altair.Data(values=[{"zero": 0}]))
        .mark_rule(color="#999999")
        .encode(y="zero:Q")
    )
    return (zero + line).properties(width=_WIDTH, height=110)


def _draw_dyads(
    altair: Any, rows: Sequence[Row], by: str, unit: str, subtitle: str, names: Mapping[str, str]
) -> Any:
    busiest = list(dict.fromkeys(_pair(row, names) for row in rows))
    shown = busiest[: PANELS if len(busiest) <= PANELS else ROWS]
    kept = set(shown)
    rows = [row for row in rows if _pair(row, names) in kept]
    told = _subtitle(rows, by, subtitle)
    if len(busiest) > len(shown):
        told.append(f"the busiest {len(shown)} of {len(busiest):,} dyads")
    title = altair.TitleParams(f"Dyads: {unit}", subtitle=told, anchor="start")
    if len(shown) <= PANELS:
        return _panels(altair, rows, by, unit, shown, names).properties(title=title)
    return _heat_map(altair, rows, by, unit, shown, names).properties(title=title)


def _panels(
    altair: Any,
    rows: Sequence[Row],
    by: str,
    unit: str,
    shown: Sequence[str],
    names: Mapping[str, str],
) -> Any:
    columns = 1 if len(shown) <= 3 else 2  # noqa: PLR2004  more than three would scroll
    width = _WIDTH if columns == 1 else _WIDTH // 2 - 30
    chart = _bars(altair, _stacked(rows, by, names), unit, _x(altair, rows, by)).properties(
        width=width, height=260 if len(shown) == 1 else 110
    )
    header = altair.Header(labelFontSize=_FONT, labelFontWeight="bold", labelAnchor="start")
    return chart.facet(
        altair.Facet("dyad:N", title=None, sort=list(shown), header=header), columns=columns
    )


def _heat_map(
    altair: Any,
    rows: Sequence[Row],
    by: str,
    unit: str,
    shown: Sequence[str],
    names: Mapping[str, str],
) -> Any:
    data = altair.Data(
        values=[
            {
                "dyad": _pair(row, names),
                "period": row["period"],
                "end": _end(row["period"], by),
                "count": row["count"],
            }
            for row in rows
            if row["count"]
        ]
    )
    axis = altair.Axis(labelFontSize=_FONT - 2, labelLimit=320, ticks=False, domain=False)
    return (
        altair.Chart(data)
        .mark_rect()
        .encode(
            x=_x(altair, rows, by),
            x2="end:T",
            y=altair.Y("dyad:N", title=None, sort=list(shown), axis=axis),
            color=altair.Color(
                "count:Q",
                title=unit,
                scale=altair.Scale(scheme="viridis", reverse=True, type="sqrt"),
                legend=altair.Legend(orient="top", gradientLength=240),
            ),
            tooltip=["dyad:N", "period:T", "count:Q"],
        )
        .properties(width=_WIDTH, height=altair.Step(14))
    )


def _bars(altair: Any, stacked: Sequence[Row], unit: str, x: Any) -> Any:
    """Bars from the first to the last day of each period, stacked by quad class."""
    used = {row["quad"] for row in stacked}
    shown = [(name, colour) for name, colour in QUADS.values() if name in used]
    scale = altair.Scale(domain=[name for name, _ in shown], range=[colour for _, colour in shown])
    most = max(row["high"] for row in stacked)
    whole = {"values": list(range(most + 1))} if most <= _FEW else {}
    axis = altair.Axis(format="d", grid=True, **whole)
    return (
        altair.Chart(altair.Data(values=list(stacked)))
        .mark_rect()
        .encode(
            x=x,
            x2="end:T",
            y=altair.Y("low:Q", title=unit, axis=axis),
            y2="high:Q",
            color=altair.Color(
                "quad:N", title=None, scale=scale, legend=altair.Legend(orient="top")
            ),
            tooltip=["period:T", "quad:N", "count:Q"],
        )
    )


def _x(altair: Any, rows: Sequence[Row], by: str) -> Any:
    """The days, the same on every machine: in UTC, from the first period to the last."""
    first, last = min(row["period"] for row in rows), _end(max(row["period"] for row in rows), by)
    domain = [_moment(altair, day) for day in (first, last)]
    scale = altair.Scale(type="utc", domain=domain, nice=False)
    days = (date.fromisoformat(last) - date.fromisoformat(first)).days
    form = {"format": "%-d %b %Y", "tickCount": 8} if days <= _SHORT_DAYS else {}
    axis = altair.Axis(
        labelOverlap="greedy", labelSeparation=8, labelFlush=False, grid=False, **form
    )
    return altair.X("period:T", title=None, scale=scale, axis=axis)


def _moment(altair: Any, day: str) -> Any:
    found = date.fromisoformat(day)
    return altair.DateTime(year=found.year, month=found.month, date=found.day, utc=True)


def _stacked(
    rows: Sequence[Row], by: str, names: Mapping[str, str] | None = None
) -> list[dict[str, Any]]:
    """One row for each period and quad class that has anything, from where to where it reaches."""
    found = []
    for row in rows:
        counts = {key: row[key] for key in QUADS if key != "none"}
        counts["none"] = row["count"] - sum(counts.values())
        low = 0
        for key, (name, _) in QUADS.items():
            if counts[key]:
                low += counts[key]
                found.append(
                    {
                        "dyad": _pair(row, names) if names is not None else "",
                        "period": row["period"],
                        "end": _end(row["period"], by),
                        "quad": name,
                        "count": counts[key],
                        "low": low - counts[key],
                        "high": low,
                    }
                )
    return found


def _pair(row: Row, names: Mapping[str, str]) -> str:
    actor, recipient = row["actor"], row["recipient"]
    return f"{names.get(actor, actor)} → {names.get(recipient, recipient)}"


def _end(period: str, by: str) -> str:
    """The day after the last day of a period."""
    first = date.fromisoformat(period)
    if by == "month":
        following = first.replace(day=28) + timedelta(days=4)
        return following.replace(day=1).isoformat()
    return (first + timedelta(days=7 if by == "week" else 1)).isoformat()


def _subtitle(rows: Sequence[Row], by: str, asked: str) -> list[str]:
    last = date.fromisoformat(_end(max(row["period"] for row in rows), by)) - timedelta(days=1)
    days = f"{min(row['period'] for row in rows)} to {last}"
    weeks = "; weeks begin on Monday" if by == "week" else ""
    return [days + weeks, *([asked] if asked else [])]


# What can be drawn; the command line, the docs and the tests read it.
PLOTS: dict[str, Callable[..., Any]] = {"dyads": _draw_dyads, "timeline": _draw_timeline}
