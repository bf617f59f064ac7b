"""Find what the inputs name: files, folders, globs, standard input; open them bounded."""

from __future__ import annotations

import glob
import io
import os
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from dragoman.acquire.limits import Limits
from dragoman.errors import InputError, UsageError

STANDARD_INPUT = "-"
CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Source:
    """One thing to read."""

    where: str  # for messages: the path as given, the address, "-"
    path: Path | None = None
    url: str | None = None


def find_sources(inputs: Sequence[str]) -> tuple[Source, ...]:
    """List what the inputs name, folders and globs spelt out in sorted order.

    Raises:
        UsageError: A file is not there, a glob fits nothing, or an address is not http(s).
    """
    found: list[Source] = []
    for given in inputs:
        if given == STANDARD_INPUT:
            found.append(Source(STANDARD_INPUT))
        elif "://" in given:
            scheme = given.partition("://")[0].casefold()
            if scheme not in {"http", "https"}:
                raise UsageError(given, f"addresses of {scheme} are not read", "give http or https")
            found.append(Source(given, url=given))
        else:
            found.extend(_paths(given))
    return tuple(found)


def _paths(given: str) -> Iterator[Source]:
    path = Path(given)
    if path.is_dir():
        files = list(_walk(path))
        if not files:
            raise UsageError(given, "the folder holds no files", "give a folder with reports")
        yield from files
        return
    if path.exists():
        yield Source(given, path=path)
        return
    if glob.has_magic(given):
        matches = sorted(glob.glob(given, recursive=True))  # noqa: PTH207  "**" from any root
        if not matches:
            raise UsageError(given, "no file fits", "check the pattern")
        for match in matches:
            if Path(match).is_file():
                yield Source(match, path=Path(match))
        return
    raise UsageError(given, "no such file or folder", "check the path")


def _walk(folder: Path) -> Iterator[Source]:
    """Files below a folder, sorted; hidden ones left out, links to folders not followed."""
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(root) / name
            if not name.startswith(".") and path.is_file():
                yield Source(str(path), path=path)


class Gunzip(io.RawIOBase):
    """Unpack a gzip stream piece by piece, so that a bomb fills neither memory nor time."""

    def __init__(self, packed: BinaryIO, *, where: str, limits: Limits) -> None:
        """Wrap an open stream."""
        super().__init__()
        self._packed = packed
        self._where = where
        self._limits = limits
        self._unpacker = zlib.decompressobj(wbits=31)
        self._taken = 0
        self._given = 0
        self._waiting = b""

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fill the buffer with unpacked bytes.

        Raises:
            InputError: Damaged, or unpacking to more than any text would.
        """
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        piece = self._piece(len(view))
        view[: len(piece)] = piece
        return len(piece)

    def _piece(self, most: int) -> bytes:
        while True:
            if not self._waiting:
                self._waiting = self._packed.read(CHUNK)
                self._taken += len(self._waiting)
            if not self._waiting:
                if not self._unpacker.eof and self._taken:
                    raise InputError(self._where, "the gzip file is cut short", "fetch it again")
                return b""
            if self._unpacker.eof:
                if not self._waiting.startswith(b"\x1f\x8b"):
                    self._waiting = b""  # padding behind the last member
                    continue
                self._unpacker = zlib.decompressobj(wbits=31)
            try:
                piece = self._unpacker.decompress(self._waiting, most)
            except zlib.error as error:
                raise InputError(
                    self._where, f"the gzip file is damaged ({error})", "fetch it again"
                ) from None
            self._waiting = self._unpacker.unconsumed_tail or self._unpacker.unused_data
            self._given += len(piece)
            limits = self._limits
            if self._given > max(limits.unpacked_bytes, limits.ratio * self._taken):
                raise InputError(
                    self._where,
                    f"{self._taken:,} bytes unpack to more than {self._given / 1e6:.0f} MB",
                    "this looks like a decompression bomb; unpack it yourself if it is not",
                )
            if piece:
                return piece


def gunzip(packed: BinaryIO, *, where: str, limits: Limits) -> BinaryIO:
    """Open a gzip stream for bounded reading."""
    return io.BufferedReader(Gunzip(packed, where=where, limits=limits), CHUNK)
