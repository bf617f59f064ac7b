"""Score cards: one dict that lists the sets, one call that scores, one that prints."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from dragoman.analyse import Parser, load_parser
from dragoman.errors import GoldMissingError, UsageError
from dragoman.evaluate import gold as sets
from dragoman.evaluate.card import card
from dragoman.lexicons.actors import ActorLexicon, load_actors
from dragoman.lexicons.cues import CueLexicon, load_cues
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


def _petrarch_tests(path: Path, settings: Settings) -> Result:
    """PETRARCH's own tests: what imported verbs, actors and agents find by themselves."""
    from dragoman.evaluate.petrarch_tests import score_petrarch_tests  # noqa: PLC0415

    return score_petrarch_tests(sets.read(path), path.parent.parent / "ref" / "petrarch", settings)


def _muc4(path: Path, settings: Settings) -> Result:
    from dragoman.evaluate.muc4 import score_muc4  # noqa: PLC0415
    from dragoman.pipeline import load_kit  # noqa: PLC0415

    return score_muc4(sets.read(path), load_kit(settings))


def _ecbplus(path: Path, settings: Settings) -> Result:
    from dragoman.evaluate.ecbplus import score_ecbplus  # noqa: PLC0415
    from dragoman.lexicons.linking import load_linking  # noqa: PLC0415
    from dragoman.pipeline import load_kit  # noqa: PLC0415

    tables = load_linking(settings.lexicons)
    return score_ecbplus(sets.read(path), load_kit(settings), tables)


def _article(path: Path, settings: Settings) -> Result:
    from dragoman.evaluate.article import score_articles  # noqa: PLC0415
    from dragoman.pipeline import load_kit  # noqa: PLC0415

    return score_articles(path, load_kit(settings))


def _news(path: Path, settings: Settings) -> Result:
    from dragoman.evaluate.news import score_news  # noqa: PLC0415
    from dragoman.pipeline import load_kit  # noqa: PLC0415

    labels = path / "labels.jsonl" if path.is_dir() else path
    texts = sets.locate(settings.shared / "gold", "raw_voa")
    return score_news(labels, texts, load_kit(settings))


def _analyser(path: Path, settings: Settings) -> Result:
    from dragoman.evaluate.analyser import score  # noqa: PLC0415

    del settings  # the treebanks judge the parser that ships
    return dict(score(path))


def _actor_phrases(path: Path, settings: Settings) -> Result:
    from dragoman.evaluate.actor_phrases import score  # noqa: PLC0415

    return score(path, load_actors(settings.lexicons))


def _polnear(path: Path, settings: Settings) -> Result:
    from dragoman.evaluate.polnear import score  # noqa: PLC0415

    return dict(score(path, *_stance_tables(settings)))


def _factuality(path: Path, settings: Settings) -> Result:
    from dragoman.evaluate.factuality import score  # noqa: PLC0415

    return dict(score(path, *_stance_tables(settings)))


def _stance_tables(settings: Settings) -> tuple[Parser, ActorLexicon, CueLexicon]:
    overlays = settings.lexicons
    return load_parser(threads=settings.threads), load_actors(overlays), load_cues(overlays)


def _timex(path: Path, settings: Settings) -> Result:
    from dragoman.evaluate.timex import score_timex  # noqa: PLC0415
    from dragoman.lexicons.times import load_times  # noqa: PLC0415

    parser = load_parser(threads=settings.threads)
    return score_timex(sets.read(path), parser, load_times(settings.lexicons))


def _geo(path: Path, settings: Settings) -> Result:
    from dragoman.evaluate.geo import score_geo  # noqa: PLC0415
    from dragoman.lexicons.places import load_places  # noqa: PLC0415

    places = load_places(settings.lexicons)
    parser = load_parser(threads=settings.threads)
    # LGL's annotators marked nationality adjectives as places, GeoVirus's did not.
    marked = path.name.startswith("geo_lgl")
    return score_geo(sets.read(path), parser, places, adjectives=marked)


# Each set, and what scores a file (or folder) of its format.
SCORERS: dict[str, Scorer] = {
    "actor_phrases": _actor_phrases,
    "analyser": _analyser,
    "article": _article,
    "ecbplus": _ecbplus,
    "factuality_uds": _factuality,
    "geo_geovirus": _geo,
    "geo_lgl": _geo,
    "muc4": _muc4,
    "news": _news,
    "petr2_gsr": _cameo,
    "petr_unittest": _petrarch_tests,
    "plover_gsr": _plover,
    "polnear": _polnear,
    "timex_timebank": _timex,
}

# Sets that are folders beside the gold folder.
_FOLDERS = {"article": "articles", "analyser": "treebanks"}

# Sets whose labels are our own and lie in the repository.
_OWN = {"news": Path("evaluation/voa")}


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
    elif wanted in _OWN:
        path = _OWN[wanted]
        if not path.is_dir():
            raise GoldMissingError(str(path), "no such folder", "run it from the repository")
        settings = replace(settings, shared=gold.parent) if gold else settings
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
