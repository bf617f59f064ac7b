"""One typed settings record, from a TOML file and the environment.

The file is ``dragoman.toml`` in the working folder, or the one that ``DRAGOMAN_SETTINGS`` names.
A variable ``DRAGOMAN_<NAME>`` overrides the file; an option of the command overrides both.
"""

from __future__ import annotations

import dataclasses
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dragoman.errors import SettingError


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run can be told."""

    lexicons: tuple[Path, ...] = ()  # users' own folders; later ones override by id
    ontology: str = "plover"  # of event types: a name, or a folder of one's own
    parser: str = "dragoman"  # or "spacy:NAME" for any installed Universal Dependencies pipeline
    threads: int = 1  # of the analyser
    allow_private: bool = False  # fetch from private, loopback and link-local addresses
    learned: bool = True  # let the learned classifier judge predicates that no row knows
    shared: Path = Path("../shared")  # where evaluation sets and reference tables lie


def load_settings(
    file: Path | None = None, environment: Mapping[str, str] | None = None
) -> Settings:
    """Read the settings.

    Args:
        file: A TOML file; None looks for ``DRAGOMAN_SETTINGS``, then ``dragoman.toml``.
        environment: Variables; None reads the process's own.

    Raises:
        SettingError: The file is not there or not TOML, a key is unknown, or a value has the
            wrong type.
    """
    variables = os.environ if environment is None else environment
    named = variables.get("DRAGOMAN_SETTINGS")
    path = file or (Path(named) if named else Path("dragoman.toml"))
    given: dict[str, object] = {}
    if file or named or path.exists():
        given.update(_read(path))
    names = [spec.name for spec in dataclasses.fields(Settings)]
    for name in names:
        value = variables.get(f"DRAGOMAN_{name.upper()}")
        if value is not None:
            given[name] = value.split(os.pathsep) if name == "lexicons" else value
    unknown = sorted(set(given) - set(names))
    if unknown:
        raise SettingError(
            str(path), f"no setting is called {unknown[0]!r}", f"use one of {', '.join(names)}"
        )
    return _typed(given, where=str(path))


def _read(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingError(
            str(path), error.strerror or str(error), "name a settings file that exists"
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingError(str(path), f"not TOML: {error}", "mend the line it names") from error


def _typed(given: Mapping[str, object], *, where: str) -> Settings:
    default = Settings()
    folders = given.get("lexicons", default.lexicons)
    if isinstance(folders, str):
        folders = [folders]
    if not isinstance(folders, (list, tuple)):
        raise SettingError(where, f"lexicons is {folders!r}", 'write a list: lexicons = ["words/"]')
    for folder in folders:
        if not Path(folder).is_dir():
            raise SettingError(str(folder), "no such lexicon folder", "check the path")
    return Settings(
        lexicons=tuple(Path(folder) for folder in folders),
        ontology=str(given.get("ontology", default.ontology)),
        parser=str(given.get("parser", default.parser)),
        threads=_whole(given.get("threads", default.threads), where=where),
        allow_private=_truth(
            given.get("allow_private", default.allow_private), "allow_private", where=where
        ),
        learned=_truth(given.get("learned", default.learned), "learned", where=where),
        shared=Path(str(given.get("shared", default.shared))),
    )


def _whole(value: object, *, where: str) -> int:
    try:
        number = int(str(value))
    except ValueError:
        number = 0
    if number < 1 or isinstance(value, bool):
        raise SettingError(where, f"threads is {value!r}", "write a whole number from 1 up")
    return number


def _truth(value: object, name: str, *, where: str) -> bool:
    if isinstance(value, bool):
        return value
    if str(value).lower() in {"1", "true", "yes"}:
        return True
    if str(value).lower() in {"0", "false", "no"}:
        return False
    raise SettingError(where, f"{name} is {value!r}", "write true or false")
