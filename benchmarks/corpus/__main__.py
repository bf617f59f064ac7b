"""Write a corpus: ``python -m benchmarks.corpus OUT_DIR --reports 10000 --seed 1``."""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.corpus.making import make_corpus


def main() -> None:
    """Read the command line and write the corpus."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", type=Path, help="where to write; files of the same name go")
    asked.add_argument("--reports", type=int, default=10_000, help="sound reports to write")
    asked.add_argument("--seed", type=int, default=1, help="the same seed gives the same bytes")
    chosen = asked.parse_args()
    counts = make_corpus(chosen.folder, reports=chosen.reports, seed=chosen.seed)
    print("  ".join(f"{count:,} {name}" for name, count in counts.items()))


if __name__ == "__main__":
    main()
