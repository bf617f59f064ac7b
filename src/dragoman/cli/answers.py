"""Tables for people of what a desk answered: 100 columns, to be pasted into messages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Any, TextIO

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from dragoman.export.as_table import page_for
from dragoman.query import Row
from dragoman.query.reasons import chain, names, number
from dragoman.records import Status
from dragoman.wording import SIGNS, clean

_LONGEST = 90  # characters of evidence shown
_ID = 8  # characters of an id shown; so many are enough for explain
_SPARK, _BAR = 34, 24  # columns of a series and of its longest bar
_BLOCKS = " ▁▂▃▄▅▆▇█"


def write_table(name: str, rows: Sequence[Row], out: TextIO) -> None:
    """Write rows as the table that belongs to the question.

    Args:
        name: Of the answer: "assertions", "events", …
        rows: At least one.
        out: Where to.
    """
    with page_for(out) as console:
        TABLES[name](console, rows)


def _assertions(console: Console, rows: Sequence[Row]) -> None:
    for place, (_, told) in enumerate(groupby(rows, key=lambda row: row["report_id"])):
        group = list(told)
        _heading(console, group[0]["report"])
        table = _table(
            ("words, id", {"ratio": 30}),
            ("type", {"width": 14}),
            ("who → whom", {"ratio": 20}),
            ("status", {"width": 14, "no_wrap": True}),
            ("on whose word", {"ratio": 14}),
            ("when, where", {"width": 12}),
        )
        table.show_header = not place  # once is enough: the columns stay where they are
        for row in group:
            table.add_row(*_assertion(row))
            table.add_row()
        console.print(table)


def _heading(console: Console, report: Row) -> None:
    console.print(Text(clean(report["title"] or report["id"]), style="bold"))
    parts = [report["agency"], report["outlet"], report["published"] or "no date", report["id"]]
    console.print(Text(" · ".join(clean(part) for part in parts if part)))


def _assertion(row: Row) -> list[Text]:
    words = Text(_short(row["evidence"]["text"], _LONGEST))
    for condition in row["conditions"]:
        words.append(f"\n[{clean(condition['span']['text'])}]")
    words.append(f"\n{row['id'][:_ID]}", style="dim")
    return [
        words,
        Text(_type(row)),
        Text(f"{names(row['actors'])} → {names(row['recipients'])}"),
        _status(row),
        Text(chain(row["speakers"])),
        Text(_time_and_place(row)),
    ]


def _type(row: Row) -> str:
    kind = row["event_type"] or "statement"
    if row["mode"]:
        kind += f"\n{row['mode']}"
    about = row.get("about")
    if about and about["event_type"] not in {None, row["event_type"]}:
        kind += f"\n≈ {about['event_type']}"
    return str(kind)


def _status(row: Row) -> Text:
    sign, style = SIGNS[Status(row["status"])]
    shown = f"{sign} {row['status']}"
    if row["certainty"] not in {"certain", "unknown"}:
        shown += f"\n  {row['certainty']}"
    return Text(shown, style=style)


def _time_and_place(row: Row) -> str:
    when = row["when"] or {}
    lines = [_days(when.get("first"), when.get("last"))] if when else []
    if row["where"]:
        lines.append(clean(row["where"]["name"]))
    return "\n".join(line for line in lines if line) or "—"


def _days(first: str | None, last: str | None) -> str:
    if first and last:
        return first if first == last else f"{first} –\n{last}"
    return f"since\n{first}" if first else f"until\n{last}" if last else ""


def _events(console: Console, rows: Sequence[Row]) -> None:
    table = _table(
        ("event", {"width": 14}),
        ("who → whom", {"ratio": 24}),
        ("statuses", {"width": 14, "no_wrap": True}),
        ("told by", {"width": 13}),
        ("asserted, denied by", {"ratio": 18}),
        ("when, where", {"width": 12}),
    )
    for row in rows:
        kind = Text(_type(row))
        kind.append(f"\n{row['id'][:_ID]}", style="dim")
        told = "\n".join(counted(row[what], what) for what in ("assertions", "reports", "origins"))
        place = f"\n{clean(row['place']['name'])}" if row["place"] else ""
        table.add_row(
            kind,
            Text(f"{names(row['actors'])} → {names(row['recipients'])}"),
            Text("\n").join(_sign(status) for status in row["statuses"]),
            Text(told),
            Text(_voices(row)),
            Text((_days(row["first_day"], row["last_day"]) + place) or "—"),
        )
        table.add_row()
    console.print(table)


def _sign(status: str) -> Text:
    sign, style = SIGNS[Status(status)]
    return Text(f"{sign} {status}", style=style)


def counted(number_: int, what: str) -> str:
    """A number and a noun: "1 report", "2 reports"."""
    return f"{number_:,} {what[:-1] if number_ == 1 else what}"


def _voices(row: Row) -> str:
    lines = [f"● {clean(str(one['name']))}" for one in row["asserted_by"]]
    lines += [f"✕ {clean(str(one['name']))}" for one in row["denied_by"]]
    return "\n".join(lines) or "—"


def _reports(console: Console, rows: Sequence[Row]) -> None:
    table = _table(
        ("published", {"width": 10}),
        ("outlet, agency", {"ratio": 16}),
        ("title, id", {"ratio": 40}),
        ("assertions", {"width": 10, "justify": "right"}),
        ("copy of", {"ratio": 12}),
    )
    for row in rows:
        title = Text(clean(row["title"] or "no title"))
        title.append(f"\n{row['id']}", style="dim")
        outlet = ", ".join(clean(part) for part in (row["outlet"], row["agency"]) if part)
        table.add_row(
            Text(row["published"] or "—"),
            Text(outlet or "—"),
            title,
            Text(str(row["assertions"])),
            Text(row["copy_of"] or "—"),
        )
    console.print(table)


def _commitments(console: Console, rows: Sequence[Row]) -> None:
    table = _table(
        ("commitment", {"width": 12}),
        ("words, id", {"ratio": 30}),
        ("who → whom", {"ratio": 20}),
        ("status", {"width": 14, "no_wrap": True}),
        ("on whose word", {"ratio": 14}),
        ("made, settled", {"width": 13}),
    )
    for row in rows:
        assertion = row["assertion"]
        words, _, who, status, word, _ = _assertion(assertion)
        ended = f"\n{row['settled_day'] or 'no day'}" if row["settled_by"] else ""
        by = f"\nby {row['settled_by'][:_ID]}" if row["settled_by"] else ""
        made = assertion["day"] or "no day"
        table.add_row(
            Text(f"{row['kind']}\n{row['state']}"),
            words,
            who,
            status,
            word,
            Text(made + ended + by),
        )
        table.add_row()
    console.print(table)


_QUADS = (
    ("verbal_cooperation", "verbal\ncoop."),
    ("material_cooperation", "mat.\ncoop."),
    ("verbal_conflict", "verbal\nconfl."),
    ("material_conflict", "mat.\nconfl."),
)


def _dyads(console: Console, rows: Sequence[Row]) -> None:
    first, last = rows[0]["period"], rows[-1]["period"]
    table = _table(
        ("actor → recipient", {"ratio": 1}),
        (f"{first} … {last}", {"width": _SPARK, "no_wrap": True}),
        *((title, {"width": 6, "justify": "right"}) for title in ("count", *_titles(), "score")),
    )
    for (actor, recipient), told in groupby(rows, key=lambda row: (row["actor"], row["recipient"])):
        series = list(told)
        counts = [row["count"] for row in series]
        table.add_row(
            Text(f"{clean(actor)} → {clean(recipient)}"),
            Text(spark(counts)),
            Text(str(sum(counts))),
            *(Text(str(sum(row[key] for row in series))) for key, _ in _QUADS),
            Text(_mean(series)),
        )
    console.print(table)


def _titles() -> tuple[str, ...]:
    return tuple(title for _, title in _QUADS)


def _mean(series: Sequence[Row]) -> str:
    scored = [(row["score"], row["count"]) for row in series if row["score"] is not None]
    whole = sum(count for _, count in scored)
    return f"{sum(score * count for score, count in scored) / whole:.1f}" if whole else "—"


def spark(counts: Sequence[int], width: int = _SPARK) -> str:
    """A series as a line of blocks; neighbouring periods are added up where it is longer."""
    step = -(-len(counts) // width)
    heights = [sum(counts[start : start + step]) for start in range(0, len(counts), step)]
    most = max(heights, default=0) or 1
    # Nothing is a blank; one of many is still seen.
    return "".join(_BLOCKS[-(-height * (len(_BLOCKS) - 1) // most)] for height in heights)


def _timeline(console: Console, rows: Sequence[Row]) -> None:
    most = max(row["count"] for row in rows) or 1
    table = _table(
        ("period", {"width": 10}),
        ("", {"width": _BAR, "no_wrap": True}),
        *(
            (title, {"width": 7, "justify": "right"})
            for title in ("count", "origins", *_titles(), "score")
        ),
    )
    for row in rows:
        counts = [row["count"], row["origins"], *(row[key] for key, _ in _QUADS)]
        table.add_row(
            Text(row["period"]),
            Text("█" * -(-row["count"] * _BAR // most)),
            *(Text(str(count)) for count in counts),
            Text(number(None if row["score"] is None else round(row["score"], 1))),
        )
    console.print(table)


def _short(text: str, longest: int) -> str:
    words = clean(text)
    return words if len(words) <= longest else words[: longest - 1].rstrip() + "…"


def _table(*columns: tuple[str, dict[str, Any]]) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), expand=True)
    for title, options in columns:
        table.add_column(title, **({"overflow": "fold"} | options))
    return table


TABLES: dict[str, Callable[[Console, Sequence[Row]], None]] = {
    "assertions": _assertions,
    "events": _events,
    "reports": _reports,
    "commitments": _commitments,
    "dyads": _dyads,
    "periods": _timeline,
}
