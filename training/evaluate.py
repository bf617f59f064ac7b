"""Score the exported model on the development or the test files.

python -m training.evaluate --config training/config.toml
"""

from __future__ import annotations

import sys
from pathlib import Path

from dragoman.analyse import load_parser
from dragoman.evaluate.analyser import score, table
from training.settings import read_config


def main() -> None:
    """Print the table; ``--part dev`` while tuning."""
    part = "test"
    arguments = sys.argv[1:]
    if "--part" in arguments:
        at = arguments.index("--part")
        part = arguments[at + 1]
        del arguments[at : at + 2]
    config = read_config("Score the exported model.", arguments)
    parser = load_parser(Path(config["export"]["target"]))
    print(table(score(Path(config["data"]["treebanks"]), part=part, parser=parser)))


if __name__ == "__main__":
    main()
