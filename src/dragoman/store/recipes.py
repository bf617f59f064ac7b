"""What coded the reports: a run is a recipe, not a moment."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """All that decides what a report's assertions are, besides the report."""

    id: str  # hash of the other fields: 16 hexadecimal digits
    code_version: str
    data_hash: str  # of tables and weights
    model: str  # parser and hash of its weights
    settings: str  # JSON; only what changes results


def make_run(
    *, code_version: str, data_hash: str, model: str, settings: Mapping[str, object]
) -> Run:
    """Name a recipe by what is in it."""
    written = json.dumps(settings, sort_keys=True, ensure_ascii=False)
    digest = hash_of(code_version, data_hash, model, written)
    return Run(digest, code_version, data_hash, model, written)


def hash_of(*parts: str | None) -> str:
    """16 hexadecimal digits for a sequence of strings; None is unlike ""."""
    written = json.dumps(parts, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(written, digest_size=8).hexdigest()
