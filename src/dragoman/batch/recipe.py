"""Name what codes the reports: versions of code, data and model, and the settings that matter."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from dragoman.lexicons.tables import BUILT_IN
from dragoman.settings import Settings
from dragoman.store import Run, make_run
from dragoman.version import __version__

# Data that no report's coding depends on.
_APART = {"samples", "README.md", "linking", "feeds", "states"}


def run_of(settings: Settings) -> Run:
    """The run that these settings make, without loading anything."""
    return make_run(
        code_version=__version__,
        data_hash=_data_hash(settings),
        model=_model(settings),
        settings={
            "learned": settings.learned,
            "ontology": Path(settings.ontology).name,
            "parser": settings.parser,
        },
    )


def _model(settings: Settings) -> str:
    kind, _, name = settings.parser.partition(":")
    if kind == "spacy" and name:
        try:
            return f"{settings.parser} {metadata.version(name)}"
        except metadata.PackageNotFoundError:
            return settings.parser
    card = BUILT_IN / "model" / "classes.json"
    try:
        about = json.loads(card.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return settings.parser  # loading the analyser will say what is wrong
    return f"{about.get('name')} {about.get('hash')}"


def _data_hash(settings: Settings) -> str:
    """Hash of the names and bytes of all tables and weights, users' own folders included."""
    digest = hashlib.blake2b(digest_size=8)
    own = [Path(settings.ontology)] if Path(settings.ontology).is_dir() else []
    for root in (BUILT_IN, *settings.lexicons, *own):
        for path in _files(root):
            digest.update(path.relative_to(root).as_posix().encode() + b"\0")
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
        digest.update(b"\0\0")
    return digest.hexdigest()


def _files(root: Path) -> Iterator[Path]:
    for path in sorted(root.rglob("*")):
        inside = path.relative_to(root).parts
        if path.is_file() and inside[0] not in _APART and not path.name.endswith(".cases.toml"):
            yield path
