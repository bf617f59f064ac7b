"""Where an export goes: an open stream, or a file that appears only when it is whole."""

from __future__ import annotations

import errno
import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TextIO

from dragoman.errors import UsageError

Target = Path | BinaryIO

_FULL = (errno.ENOSPC, errno.EDQUOT)


@contextmanager
def opened(out: Target) -> Iterator[BinaryIO]:
    """Open a target for bytes.

    A path is written under a temporary name in the same folder and renamed at the end, so that a
    broken run leaves what was there before; a stream is written to and left open.

    Raises:
        UsageError: The folder cannot be written.
    """
    if not isinstance(out, Path):
        yield out
        out.flush()
        return
    part = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        stream = part.open("wb")
    except OSError as error:
        raise UsageError(
            str(out), error.strerror or str(error), "name a file in a folder that can be written"
        ) from error
    try:
        with stream:
            yield stream
        part.replace(out)
    except OSError as error:
        if error.errno not in _FULL:
            raise
        raise UsageError(
            str(out), error.strerror or str(error), "make room, or name another file"
        ) from error
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def opened_text(out: Target) -> Iterator[TextIO]:
    """Open a target for UTF-8 text with plain line feeds; as :func:`opened`."""
    with opened(out) as stream:
        text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=False)
        try:
            yield text
            text.flush()
        finally:
            text.detach()
