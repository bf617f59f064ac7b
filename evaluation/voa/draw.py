"""Draw the 600 sentences of the real-news set: at random, no picking; ids only are kept.

Usage: python evaluation/voa/draw.py [--gold ../shared/gold] → writes ids.tsv beside this file.
The first 300 drawn tune, the other 300 are the test.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from pathlib import Path

SEED = 20261122


def main() -> None:
    """Draw and write the ids."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, default=Path("../shared/gold"))
    gold = parser.parse_args().gold
    with gzip.open(gold / "raw_voa.jsonl.gz", "rt", encoding="utf-8") as lines:
        ids = sorted({json.loads(line)["id"] for line in lines})
    drawn = random.Random(SEED).sample(ids, 600)
    rows = [f"{name}\t{'tune' if n < 300 else 'test'}" for n, name in enumerate(drawn)]
    Path(__file__).with_name("ids.tsv").write_text("id\tpart\n" + "\n".join(rows) + "\n")


if __name__ == "__main__":
    main()
