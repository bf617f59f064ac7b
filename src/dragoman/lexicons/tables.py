"""Read the tab-separated tables that hold the words.

Every table is UTF-8, tab-separated, has a header line and no quoting; ``id`` is stable and unique,
``source`` is never blank.  Tables of a user's own folder override the built-in ones by id.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from dragoman.errors import DataFileError

BUILT_IN = Path(__file__).resolve().parent.parent / "data"


def read_rows(path: Path, *, columns: Sequence[str]) -> Iterator[dict[str, str]]:
    """Read one table.

    Args:
        path: A ``.tsv`` or ``.tsv.gz`` file.
        columns: Names that the header must have, in any order; others are passed through.

    Yields:
        One dictionary a row, every header name in it; missing cells at the end of a line are "".

    Raises:
        DataFileError: A column is missing, a line has too many cells, an id is used twice, or
            ``source`` is blank.
    """
    header: list[str] = []
    seen: dict[str, int] = {}
    for number, line in enumerate(_lines(path), start=1):
        cells = line.split("\t")
        if not header:
            header = cells
            missing = [name for name in columns if name not in header]
            if missing:
                raise DataFileError(
                    f"{path}:1", f"no column {', '.join(missing)}", f"the header is {header}"
                )
            continue
        if len(cells) > len(header):
            raise DataFileError(
                f"{path}:{number}",
                f"{len(cells)} cells under {len(header)} columns",
                "remove the extra tab",
            )
        row = dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=True))
        key = row.get("id")
        if key is not None:
            if not key or key in seen:
                what = f"id {key!r} is already used in line {seen[key]}" if key else "no id"
                raise DataFileError(f"{path}:{number}", what, "choose a new id")
            seen[key] = number
        if "source" in row and not row["source"]:
            raise DataFileError(f"{path}:{number}", "source is blank", "say where the row is from")
        yield row


def _lines(path: Path) -> Iterator[str]:
    try:
        raw = path.read_bytes()
        text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8")
    except OSError as error:
        raise DataFileError(str(path), error.strerror or str(error), "check the path") from error
    except UnicodeDecodeError as error:
        raise DataFileError(
            str(path), f"byte {error.start} is not UTF-8", "save the table as UTF-8"
        ) from error
    for line in text.split("\n"):
        stripped = line.rstrip("\r")
        if stripped and not stripped.startswith("#"):
            yield stripped


def find_tables(
    folder: str, *, overlays: Sequence[Path] = (), pattern: str = "*.tsv"
) -> list[Path]:
    """List the tables of a data folder, the built-in ones first, each folder sorted by name.

    Args:
        folder: Folder below ``data/``, such as ``verbs/en``.
        overlays: Users' own folders of the same shape; later ones override by id.
        pattern: Which files.
    """
    found: list[Path] = []
    for root in (BUILT_IN, *overlays):
        found.extend(sorted((root / folder).glob(pattern)))
    return found


def read_overlaid(
    folder: str, *, columns: Sequence[str], overlays: Sequence[Path] = (), pattern: str = "*.tsv"
) -> dict[str, dict[str, str]]:
    """Read all tables of a folder into one, rows of later folders overriding by id.

    Raises:
        DataFileError: As :func:`read_rows`, or one id in two tables of the same folder.
    """
    rows: dict[str, dict[str, str]] = {}
    origin: dict[str, Path] = {}
    for path in find_tables(folder, overlays=overlays, pattern=pattern):
        for row in read_rows(path, columns=columns):
            key = row["id"]
            if key in rows and origin[key].parent == path.parent:
                raise DataFileError(
                    str(path), f"id {key!r} is also in {origin[key].name}", "choose a new id"
                )
            rows[key] = row
            origin[key] = path
    return rows


def content_hash(paths: Sequence[Path]) -> str:
    """Hash the bytes of tables, in the order given: 16 hexadecimal digits."""
    digest = hashlib.blake2b(digest_size=8)
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()
