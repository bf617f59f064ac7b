"""The training settings, read from one TOML file."""

from __future__ import annotations

import argparse
import tomllib
from pathlib import Path
from typing import Any

Config = dict[str, dict[str, Any]]


def read_config(what: str, arguments: list[str] | None = None) -> Config:
    """Read ``--config``; ``what`` describes the command in its help."""
    asked = argparse.ArgumentParser(description=what)
    asked.add_argument("--config", type=Path, default=Path("training/config.toml"))
    path: Path = asked.parse_args(arguments).config
    with path.open("rb") as file:
        return tomllib.load(file)


def out_folder(config: Config) -> Path:
    """The folder for everything a run makes; made when missing."""
    folder = Path(config["data"]["out"])
    folder.mkdir(parents=True, exist_ok=True)
    return folder
