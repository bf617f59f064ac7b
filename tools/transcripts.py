"""Run the commands that the documentation shows, and compare or renew what it shows of them.

A block fenced as ``console`` holds commands after ``$`` and their output; one fenced as ``pycon``
Python after ``>>>``.  All blocks of all pages are run in order in one new folder that holds the
tutorial's reports, so that a page may use the desk that the tutorial made::

    python -m tools.transcripts            # says what differs; exit status 1
    python -m tools.transcripts --write    # puts the real output into the pages
"""

from __future__ import annotations

import argparse
import contextlib
import difflib
import doctest
import io
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DOCS = Path(__file__).resolve().parent.parent / "docs"
PAGES = (
    "tutorial.md",
    "how-to/words.md",
    "how-to/ontology.md",
    "how-to/feeds.md",
    "how-to/serve.md",
    "how-to/python.md",
    "how-to/reproduce.md",
    "how-to/evaluate.md",
)
PICTURE = "dyads.svg"  # that the tutorial draws and shows
PORT = "8750"  # in the pages; a free one is used
FENCE = re.compile(r"^```(console|pycon)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# How far ingest and watch are: now and then a line, which a terminal writes over.
PROGRESS = re.compile(
    r"^\d+ reports, .*\n|^linking: .*\n|^\d+ feeds · .* [1-9]\d* waiting, .*\n", re.MULTILINE
)
BLOCK_S = 300  # longest that one block may take
# What differs from run to run, and what is shown of it: clock times, and hashes of all tables.
CHANGING = (
    (
        re.compile(
            r"\b20(?:2[4-9]|[3-9]\d)-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|\+00:00)?"
        ),
        "TIME",
    ),
    (re.compile(r"\b\d\d:\d\d:\d\d UTC\b"), "TIME"),
    (re.compile(r"\b\d+(?:\.\d+)? s\b"), "N s"),
)


@dataclass(frozen=True, slots=True)
class Shown:
    """One block of a page."""

    kind: str  # console or pycon
    body: str  # between the fences


def blocks(text: str) -> list[Shown]:
    """The blocks of a page that can be run."""
    return [Shown(found[1], found[2]) for found in FENCE.finditer(text)]


def commands(body: str) -> list[str]:
    """The commands of a console block; lines after a trailing backslash or in a here-document."""
    found: list[str] = []
    end = ""  # of a here-document, or "\\" inside a continued line
    for line in body.splitlines():
        if end:
            found[-1] += f"\n{line}"
            done = line.strip() == end if end != "\\" else not line.endswith("\\")
            end = "" if done else end
        elif line.startswith("$ "):
            found.append(line[2:])
            here = re.search(r"<<'?(\w+)'?", line)
            end = here[1] if here else "\\" if line.endswith("\\") else ""
    return found


def run_console(body: str, folder: Path, environment: Mapping[str, str]) -> str:
    """The block as a terminal would show it."""
    asked = commands(body)
    parts = (f"printf '\\n@@@ %d\\n' {number}\n{_waited(one)}" for number, one in enumerate(asked))
    script = "\n".join((*parts, "wait")).replace(PORT, environment["PORT"])
    with tempfile.TemporaryFile() as out:
        subprocess.run(
            ["bash", "-c", script],
            cwd=folder, env=dict(environment), timeout=BLOCK_S, check=False,
            stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT,
        )  # fmt: skip
        out.seek(0)
        text = PROGRESS.sub("", out.read().decode("utf-8", "replace"))
    outputs = re.split(r"\n@@@ \d+\n", text.replace(environment["PORT"], PORT))[1:]
    shown = (f"$ {command}\n{output}" for command, output in zip(asked, outputs, strict=True))
    return "".join(one if one.endswith("\n") else f"{one}\n" for one in shown)


def _waited(command: str) -> str:
    """A server in the background is given the time to listen."""
    if not command.endswith("&"):
        return command
    ask = f"curl -s -o /dev/null http://127.0.0.1:{PORT}/"
    return f"{command}\nfor _ in $(seq 150); do {ask} && break; sleep 0.2; done"


def run_python(body: str, names: dict[str, Any]) -> str:
    """The block as Python's prompt would show it."""
    shown = []
    for example in doctest.DocTestParser().get_examples(body):
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            try:
                exec(compile(example.source, "<docs>", "single"), names)  # our own pages
            except Exception as error:  # noqa: BLE001  shown as the prompt shows it
                print(f"{type(error).__name__}: {error}")
        lines = example.source.rstrip("\n").split("\n")
        shown += [f">>> {lines[0]}\n", *(f"... {line}\n" for line in lines[1:]), out.getvalue()]
    return "".join(shown)


def steady(text: str) -> str:
    """A transcript without what changes from run to run."""
    for pattern, instead in CHANGING:
        text = pattern.sub(instead, text)
    return "\n".join(line.rstrip() for line in text.splitlines())


def run_pages(folder: Path, pages: Sequence[str] = PAGES) -> Iterator[tuple[str, str, str]]:
    """Run every block of the pages in one folder.

    Yields:
        The page, its text, and its text with what the commands really print.
    """
    shutil.copytree(DOCS / "tutorial" / "reports", folder / "reports")
    environment = _environment(folder)
    for page in pages:
        text = (DOCS / page).read_text(encoding="utf-8")
        names: dict[str, Any] = {"__name__": "__main__"}

        def renewed(found: re.Match[str], names: dict[str, Any] = names) -> str:
            if found[1] == "console":
                real = run_console(found[2], folder, environment)
            else:
                with contextlib.chdir(folder):
                    real = run_python(found[2], names)
            kept = found[2] if steady(found[2]) == steady(real) else real
            return f"```{found[1]}\n{kept.replace(str(folder), '.')}```"

        yield page, text, FENCE.sub(renewed, text)


def difference(page: str, shown: str, real: str) -> str:
    """What differs, as a unified diff; empty where nothing does."""
    lines = difflib.unified_diff(
        steady(shown).splitlines(),
        steady(real).splitlines(),
        f"{page} shows",
        "really",
        lineterm="",
    )
    return "\n".join(lines)


def _environment(folder: Path) -> dict[str, str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    beside = str(Path(sys.executable).parent)
    return {
        "PATH": os.pathsep.join((beside, os.environ.get("PATH", os.defpath))),
        "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "COLUMNS": "100",
        "PORT": str(port),
    }


def main() -> int:
    """Compare or renew; exit status 1 where a page shows something else."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--write", action="store_true", help="put the real output into the pages")
    parser.add_argument("pages", nargs="*", default=PAGES)
    asked = parser.parse_args()
    differs = 0
    with tempfile.TemporaryDirectory() as folder:
        for page, shown, real in run_pages(Path(folder), asked.pages):
            found = difference(page, shown, real)
            differs += bool(found)
            if found:
                print(found)
            if found and asked.write:
                (DOCS / page).write_text(real, encoding="utf-8")
        if asked.write and (Path(folder) / PICTURE).exists():
            shutil.copy(Path(folder) / PICTURE, DOCS / "tutorial" / PICTURE)
    return int(bool(differs) and not asked.write)


if __name__ == "__main__":
    sys.exit(main())
