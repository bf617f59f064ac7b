"""The codebook of PLOVER: a page for the whole, a page for every type."""

# ruff: noqa: E501  one sentence of the page a line

from __future__ import annotations

from dragoman.lexicons.ontology import Code, MapRow, Reduction
from tools.site import tables
from tools.site.markdown import cell, code, made, number, table

INTRO = """
Words map to **senses**, neutral names of acts; senses map to **codes**.
Sixteen types of PLOVER, their modes and scores stand here, each with the senses that lead to it.
The definitions are ours, written from how the tables code; the codes, quad classes and scores are PLOVER 2.0's.
All of it is made from the tables that the coder itself reads, so that it cannot differ from them.

- [Status, certainty, and what they mean for counting](status.md)
- [All senses](senses.md), from A to Z
- [CAMEO codes](cameo.md) with Goldstein values
"""
REDUCING = """
## Acts that have not happened {#reductions}

PLOVER gives some acts another type when they are still to come.
The sense stays what it was: talks next week are an `AGREE` with the sense `hold-talks`.
"""
CONTEXTS = """
## Contexts {#contexts}

A context says in what field an act stands.
An act may have several or none.
They come from the words of the sentence, and from some senses.
"""


def pages() -> dict[str, str]:
    """The page of the whole and one a type."""
    return {"codebook/index.md": _whole(), **{_path(one): _type(one) for one in tables.types()}}


def _path(one: Code) -> str:
    return f"codebook/{one.code.lower()}.md"


def _whole() -> str:
    rows = []
    for one in tables.types():
        modes = ", ".join(
            f"[{mode.mode}]({one.code.lower()}.md#{mode.mode})" for mode in _modes(one.code)
        )
        link = f"[**{one.code}**]({one.code.lower()}.md)"
        told = cell(tables.definitions()[one.code, None])
        rows.append((link, told, one.quad or "", number(one.score), modes or "—"))
    contexts = [(code(name), cell(told)) for name, told in sorted(tables.context_words().items())]
    return "\n".join(
        (
            made("Codebook", INTRO),
            "## Types {#types}\n",
            table(("type", "meaning", "quad class", "score", "modes"), rows),
            REDUCING,
            table(("type", "status", "when", "becomes"), _reductions()),
            CONTEXTS,
            table(("context", "field"), contexts),
        )
    )


def _modes(type_: str) -> list[Code]:
    return [one for one in tables.plover().codes.values() if one.code == type_ and one.mode]


def _reductions() -> list[tuple[str, str, str, str]]:
    found: dict[tuple[str, str, str, str], None] = {}
    for rows in tables.plover().reductions.values():
        for row in rows:
            found[
                _named(row.code, row.mode), row.status, _when(row), _named(row.to_code, row.to_mode)
            ] = None
    return list(found)


def _named(type_: str, mode: str | None) -> str:
    return code(f"{type_} {mode}" if mode else type_)


def _when(row: Reduction) -> str:
    doer = "the doer itself says so" if row.doer else "whoever says so"
    return f"{doer}, under a condition" if row.condition else doer


def _type(one: Code) -> str:
    told = tables.definitions()[one.code, None]
    intro = f"{told}\n\nQuad class: {one.quad}. PLOVER score: {number(one.score)}."
    modes = _modes(one.code)
    if modes:
        links = ", ".join(f"[{mode.mode}](#{mode.mode})" for mode in modes)
        intro += f" Modes: {links}."
    parts = [made(one.code, intro)]
    bare = "Without a mode" if modes else "Senses"
    parts.append(f"## {bare} {{#no-mode}}\n")
    parts.append(_senses(one.code, None))
    for mode in modes:
        parts.append(f"## {mode.mode} {{#{mode.mode}}}\n")
        meaning = tables.definitions()[one.code, mode.mode]
        parts.append(f"{cell(meaning)} Score: {number(mode.score)}.\n")
        parts.append(_senses(one.code, mode.mode))
    return "\n".join(parts)


def _senses(type_: str, mode: str | None) -> str:
    by_sense: dict[str, list[MapRow]] = {}
    for row in tables.rows_of(tables.plover(), type_, mode):
        by_sense.setdefault(row.sense, []).append(row)
    if not by_sense:
        return "No sense maps here: the words must say more.\n"
    rows = []
    for sense, found in sorted(by_sense.items(), key=lambda pair: (_asks(pair[1]), pair[0])):
        known = tables.senses().get(sense, {})
        always = next((row for row in found if not tables.conditional(row)), None)
        when = "" if always else tables.conditions(found)
        contexts = ", ".join(map(code, (always or found[0]).contexts))
        rows.append(
            (
                tables.sense_link(sense),
                cell(known.get("definition", "")),
                f"<q>{cell(known.get('example', '')).rstrip('.')}.</q>",
                when or "always",
                contexts,
            )
        )
    head = ("sense", "the party …", "example", "when", "contexts")
    shown = len(head) if any(row[-1] for row in rows) else len(head) - 1
    return table(head[:shown], [row[:shown] for row in rows])


def _asks(rows: list[MapRow]) -> bool:
    return all(map(tables.conditional, rows))
