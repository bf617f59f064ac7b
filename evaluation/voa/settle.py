"""Readers' labels → ids and offsets; agreement between two readers by field.

    python evaluation/voa/settle.py READER.jsonl reader_a.jsonl    # words become offsets
    python evaluation/voa/settle.py --agree                        # F1 between the readers

A reader's file has ``n`` (place in ids.tsv) and ``assertions`` whose words are quoted; what is
written here has ``id``, ``part`` and offsets, and none of the text.
"""

from __future__ import annotations

import argparse
import gzip
import json
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
FIELDS = ("type", "mode", "actors", "recipients", "status", "speakers", "place", "time")


def drawn() -> list[tuple[str, str]]:
    """Id and part of every sentence, in the order drawn."""
    lines = (HERE / "ids.tsv").read_text().splitlines()[1:]
    return [(line.split("\t")[0], line.split("\t")[1]) for line in lines]


def texts(gold: Path) -> dict[str, str]:
    """Sentences by id."""
    with gzip.open(gold / "raw_voa.jsonl.gz", "rt", encoding="utf-8") as lines:
        return {one["id"]: one["text"] for one in map(json.loads, lines)}


def place(words: str | None, text: str) -> list[int] | None:
    """Offsets of quoted words."""
    if not words:
        return None
    start = text.index(words)
    return [start, start + len(words)]


def convert(source: Path, target: Path, gold: Path) -> None:
    """Write a reader's labels without the text."""
    known, ids = texts(gold), drawn()
    rows = sorted(map(json.loads, source.read_text().splitlines()), key=lambda row: row["n"])
    lines = []
    for row in rows:
        identity, part = ids[row["n"]]
        text = known[identity]
        assertions = [
            {k: (place(v, text) if k in {"words", "place", "time"} else v) for k, v in one.items()}
            for one in row["assertions"]
        ]
        line: dict[str, Any] = {"id": identity, "part": part, "assertions": assertions}
        if "reason" in row:
            line["reason"] = row["reason"]
        lines.append(json.dumps(line))
    target.write_text("\n".join(lines) + "\n")


def agree() -> None:
    """Print F1 between the readers: assertions matched by overlapping words, then by field."""
    readers = [
        {row["id"]: row["assertions"] for row in map(json.loads, (HERE / name).open())}
        for name in ("reader_a.jsonl", "reader_b.jsonl")
    ]
    first, second = readers
    sizes = [sum(map(len, reader.values())) for reader in readers]
    pairs = []
    for identity, ours in first.items():
        left = list(second[identity])
        for one in ours:
            hits = [
                o
                for o in left
                if o["words"][0] < one["words"][1] > o["words"][0]
                and one["words"][0] < o["words"][1]
            ]
            hits.sort(key=lambda o: o["type"] != one["type"])
            if hits:
                left.remove(hits[0])
                pairs.append((one, hits[0]))
    print(
        f"assertions {sizes[0]} and {sizes[1]}, matched {len(pairs)}, "
        f"F1 {2 * len(pairs) / sum(sizes):.3f}"
    )
    quiet = [{i for i, rows in reader.items() if not rows} for reader in readers]
    both = len(quiet[0] & quiet[1])
    print(f"sentences without any: {len(quiet[0])} and {len(quiet[1])}, both {both}")
    for field in FIELDS:
        same = sum(a.get(field) == b.get(field) for a, b in pairs)
        f1 = 2 * same / sum(sizes)
        print(f"{field:<12} same in {same / len(pairs):.3f} of matched, F1 {f1:.3f}")


def main() -> None:
    """Convert or compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--agree", action="store_true")
    parser.add_argument("--gold", type=Path, default=Path("../shared/gold"))
    given = parser.parse_args()
    if given.agree:
        agree()
    else:
        convert(given.files[0], HERE / given.files[1].name, given.gold)


if __name__ == "__main__":
    main()
