"""Inputs that are broken on purpose, each with what should become of it."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

from benchmarks.corpus.inputs import pack

TEXT = (
    "The harbour board of the town met and talked about the crane that has stood still for a year. "
    "It will be repaired by the summer, the chairman said after the meeting."
)
FRENCH = (
    "Le conseil du port s'est réuni mardi pour parler de la grue qui ne tourne plus depuis un an. "
    "Elle sera réparée avant l'été, a déclaré le président à la sortie de la réunion, et les "
    "pêcheurs pourront de nouveau décharger leurs caisses le long du quai."
)


def write_broken(folder: Path, rng: Random) -> list[dict[str, str]]:
    """Write the broken files and records.

    Returns:
        For each: ``place`` as a drop names it (path below the corpus, line where a file holds
        records), ``why``, and ``expect``: drop, or read for what can be mended.
    """
    below = folder / "broken"
    below.mkdir(parents=True, exist_ok=True)
    noise = bytes(rng.randrange(256) for _ in range(6000))
    files: list[tuple[str, bytes, str, str]] = [
        ("latin1.txt", f"Café owners met. {TEXT}".encode("latin-1"), "not UTF-8", "read"),
        ("noise.txt", b"\x00\x01" + noise, "binary", "drop"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + noise, "binary", "drop"),
        ("empty.txt", b"", "empty", "drop"),
        ("blank.txt", b" \n\n \t\n", "empty text", "drop"),
        ("cut.jsonl.gz", pack(_line("b-cut").encode() * 40)[:60], "truncated gzip", "drop"),
        ("french.txt", FRENCH.encode(), "French", "drop"),
        ("notext.html", _page("<nav><a href='/'>Home</a></nav>"), "HTML without text", "drop"),
        ("numbers.txt", b"12 34 56\n78 90\n", "no words", "drop"),
    ]
    found = []
    for name, raw, why, expect in files:
        (below / name).write_bytes(raw)
        found.append({"place": f"broken/{name}", "why": why, "expect": expect})
    return [*found, *_records(below)]


def _line(name: str, **fields: object) -> str:
    return json.dumps({"id": name, "text": TEXT, "published": "2024-03-09"} | fields) + "\n"


def _page(inner: str) -> bytes:
    return f"<!doctype html><html><body>{inner}</body></html>".encode()


def _records(below: Path) -> list[dict[str, str]]:
    """A JSONL and a CSV file in which single records are broken."""
    lines = [
        (_line("b-good-1", text=f"{TEXT} A first vote was held at noon."), "sound", "read"),
        ('{"id": "b-half", "text": "The board met\n', "broken JSON", "drop"),
        (_line("b-future", published="2199-01-01"), "future date", "drop"),
        (_line("b-empty", text=""), "empty text", "drop"),
        (_line("b-french", text=FRENCH, published="2024-03-09"), "French", "drop"),
        (_line("b-list", text=["no", "string"]), "text is a list", "drop"),
        (_line("b-notext", text=None), "no text", "drop"),
        (_line("b-date", published="soon"), "not a date", "drop"),
        ("[1, 2, 3]\n", "not an object", "drop"),
        (_line("b-good-2", text=f"{TEXT} A second vote was held at three."), "sound", "read"),
    ]
    (below / "records.jsonl").write_text("".join(line for line, _, _ in lines), encoding="utf-8")
    rows = [
        (f'b-row-1,2024-03-09,"{TEXT} Nobody voted against."', "sound", "read"),
        (f"b-row-2,2024-03-09,{TEXT},one,two,three,four", "too many cells", "drop"),
        ("b-row-3,2024-03-09,", "empty text", "drop"),
        (f'b-row-4,2199-03-09,"{TEXT}"', "future date", "drop"),
    ]
    table = "\n".join(("id,published,text", *(row for row, _, _ in rows))) + "\n"
    (below / "records.csv").write_text(table, encoding="utf-8")
    return [
        {"place": f"broken/{name}:{number}", "why": why, "expect": expect}
        for name, kept, first in (("records.jsonl", lines, 1), ("records.csv", rows, 2))
        for number, (_, why, expect) in enumerate(kept, start=first)
    ]
