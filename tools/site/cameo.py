"""The codes of CAMEO with their Goldstein values and the senses that lead to them."""

# ruff: noqa: E501  one sentence of the page a line

from __future__ import annotations

from dragoman.lexicons.ontology import Code, MapRow
from tools.site import tables
from tools.site.markdown import anchor, cell, code, made, number, table

INTRO = """
Every assertion also carries a CAMEO code in `cameo` and its Goldstein value in `goldstein`.
`--ontology cameo` and `dragoman recode` put CAMEO codes in the place of PLOVER's types.
The code is read off the sense and what it is about: a request about military aid is 0232.
Quad classes and Goldstein values are those of GDELT; what each is drawn from stands in `DATA.md`.
A sense in brackets leads there only when it is about something that makes it so.
"""


def pages() -> dict[str, str]:
    """One page: a section for each of the twenty roots."""
    roots = [one for one in tables.cameo().codes.values() if len(one.code) == len("01")]
    links = ", ".join(f"[{one.code}](#c{one.code})" for one in roots)
    parts = [made("CAMEO codes", f"{INTRO.strip()}\n\nRoots: {links}.")]
    parts += [_root(root) for root in roots]
    return {"codebook/cameo.md": "\n".join(parts)}


def _root(root: Code) -> str:
    under = [one for one in tables.cameo().codes.values() if one.code.startswith(root.code)]
    rows = [
        (
            (anchor(f"c{one.code}") if one is not root else "") + code(one.code),
            cell(one.name),
            number(one.score),
            _senses(one.code),
        )
        for one in under
    ]
    name = root.name.capitalize()
    head = ("code", "label", "Goldstein", "senses")
    return f"## {root.code} {name} {{#c{root.code}}}\n\nQuad class: {root.quad}.\n\n{table(head, rows)}"


def _senses(wanted: str) -> str:
    by_sense: dict[str, list[MapRow]] = {}
    for row in tables.rows_of(tables.cameo(), wanted, None):
        by_sense.setdefault(row.sense, []).append(row)
    told = []
    for sense, rows in sorted(by_sense.items()):
        link = tables.sense_link(sense)
        told.append(f"({link})" if all(map(tables.conditional, rows)) else link)
    return ", ".join(told) or "—"
