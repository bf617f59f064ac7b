"""Score cards: one dict that lists the sets, one call that scores, one that prints."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from dragoman.errors import GoldMissingError, UsageError
from dragoman.evaluate import gold as sets
from dragoman.evaluate.card import card
from dragoman.settings import Settings

Result = dict[str, Any]
Scorer = Callable[[Path, Settings], Result]


def _plover(path: Path, settings: Settings) -> Result:
    from dragoman.evaluate.events import score_plover  # noqa: PLC0415  loads the whole kit
    from dragoman.pipeline import load_kit  # noqa: PLC0415

    return score_plover(sets.read(path), load_kit(settings))


def _cameo(path: Path, settings: Settings) -> Result:
    from dragoman.evaluate.events import score_cameo  # noqa: PLC0415
    from dragoman.pipeline import load_kit  # noqa: PLC0415

    return score_cameo(sets.read(path), load_kit(settings))


def _muc4(path: Path, settings: Settings) -> Result:
    from dragoman.evaluate.muc4 import score_muc4  # noqa: PLC0415
    from dragoman.pipeline import load_kit  # noqa: PLC0415

    return score_muc4(sets.read(path), load_kit(settings))


def _article(path: Path, settings: Settings) -> Result:
    from dragoman.evaluate.article import score_articles  # noqa: PLC0415
    from dragoman.pipeline import load_kit  # noqa: PLC0415

    return score_articles(path, load_kit(settings))


# Each set, and what scores a file (or folder) of its format.
SCORERS: dict[str, Scorer] = {
    "article": _article,
    "plover_gsr": _plover,
    "petr2_gsr": _cameo,
    "muc4": _muc4,
}

# Sets that are folders beside the gold folder.
_FOLDERS = {"article": "articles", "analyser": "treebanks"}


def score_set(
    name: str, *, kind: str | None = None, gold: Path | None = None, settings: Settings
) -> Result:
    """Score one set.

    Args:
        name: A set's name, or a file when ``kind`` says of which set's format.
        kind: Format of the file.
        gold: Folder that holds the sets; None takes it from the settings.
        settings: Tables and parser.

    Raises:
        UsageError: No such set.
        GoldMissingError: Its file is not there.
    """
    wanted = kind or name
    if wanted not in SCORERS:
        raise UsageError(
            "evaluate", f"no set is called {wanted!r}", f"use one of {', '.join(sorted(SCORERS))}"
        )
    if kind:
        path = Path(name)
        if not path.exists():
            raise GoldMissingError(name, "no such file", "check the path")
    elif wanted in _FOLDERS:
        path = gold or settings.shared / _FOLDERS[wanted]
        if not path.is_dir():
            raise GoldMissingError(str(path), "no such folder", "name it with --gold DIR")
    else:
        path = sets.locate(gold or settings.shared / "gold", wanted)
    result = SCORERS[wanted](path, settings)
    head = {"set": wanted, "file": path.name}
    if path.is_file():
        head["hash"] = sets.fingerprint(path)
    return {**head, **result}


def read_result(path: Path) -> Result:
    """An earlier ``--format json``.

    Raises:
        UsageError: It is not one.
    """
    try:
        result = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(str(path), str(error), "name an earlier --format json output") from error
    if not isinstance(result, dict):
        raise UsageError(str(path), "not a score card", "name an earlier --format json output")
    return result


__all__ = ["SCORERS", "card", "read_result", "score_set"]
