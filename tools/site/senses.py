"""The list of all senses with the codes they usually get."""

# ruff: noqa: E501  one sentence of the page a line

from __future__ import annotations

from dragoman.lexicons.ontology import MapRow
from tools.site import tables
from tools.site.markdown import anchor, cell, code, made, table

INTRO = """
A sense is our neutral name of an act.
Words lead to it ([how](../words.md)), and each ontology has a map from it to its codes.
The codes here are those a sense gets when nothing more is known; a speech act gets a finer one from what it is about.
No PLOVER type means talk that PLOVER does not count.
A *deed* is done, a *speech* act is performed by saying it, a *statement* is talk.
"""


def pages() -> dict[str, str]:
    """One page: every sense."""
    rows = []
    for name, sense in sorted(tables.senses().items()):
        plover, cameo = tables.usual(tables.plover(), name), tables.usual(tables.cameo(), name)
        told = f"{cell(sense['definition']).rstrip('.')}.<br><q>{cell(sense['example']).rstrip('.')}.</q>"
        rows.append(
            (anchor(name) + code(name), sense["kind"], told, _plover(plover), _cameo(cameo))
        )
    head = ("sense", "kind", "meaning and example", "PLOVER", "CAMEO")
    return {"codebook/senses.md": "\n".join((made("Senses", INTRO), table(head, rows)))}


def _plover(row: MapRow | None) -> str:
    if row is None or not row.code:
        return "—"
    page = f"{row.code.lower()}.md"
    return f"[{row.code} {row.mode}]({page}#{row.mode})" if row.mode else f"[{row.code}]({page})"


def _cameo(row: MapRow | None) -> str:
    return f"[{row.code}](cameo.md#c{row.code})" if row and row.code else "—"
