"""Find and read the evaluation sets; none of them ships with the package."""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path
from typing import Any

from dragoman.errors import GoldMissingError

Record = dict[str, Any]


def locate(folder: Path, name: str) -> Path:
    """Path of a set in a folder, gzipped or not.

    Raises:
        GoldMissingError: It is not there.
    """
    for ending in (".jsonl.gz", ".jsonl"):
        path = folder / f"{name}{ending}"
        if path.exists():
            return path
    raise GoldMissingError(
        str(folder), f"no evaluation set {name}.jsonl.gz", "name its folder with --gold DIR"
    )


def read(path: Path) -> list[Record]:
    """All records of a JSONL file, gzipped or not.

    Raises:
        GoldMissingError: The file is not there or not JSONL.
    """
    try:
        raw = path.read_bytes()
        text = (gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw).decode("utf-8")
        return [json.loads(line) for line in text.split("\n") if line.strip()]
    except (OSError, ValueError) as error:
        raise GoldMissingError(
            str(path), str(error), "name a JSONL file, gzipped or not"
        ) from error


def fingerprint(path: Path) -> str:
    """Hash of the set's content, the same gzipped or not: 16 hexadecimal digits."""
    raw = path.read_bytes()
    content = gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw
    return hashlib.blake2b(content, digest_size=8).hexdigest()
