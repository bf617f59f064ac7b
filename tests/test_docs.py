"""The documentation names all there is, shows what really happens, and builds without a warning."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tools import transcripts
from tools.site import columns, errors, http_api, made_pages, python_api, settings, tables
from tools.site.commands import commands, options

import dragoman
from dragoman.export import EXPORTS, WRITERS
from dragoman.lexicons.senses import NONE
from dragoman.query import FIELDS
from dragoman.query.legal import contexts
from dragoman.records import Assertion

ROOT = Path(__file__).resolve().parent.parent
HAND = sorted((ROOT / "docs").rglob("*.md"))
BUILDER = importlib.util.find_spec("mkdocs")


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    """Every page, made or written."""
    found = {str(path.relative_to(ROOT / "docs")): path.read_text("utf-8") for path in HAND}
    return {**found, **made_pages()}


@pytest.fixture(scope="module")
def written(pages: dict[str, str]) -> str:
    """The words of all pages that people write."""
    return "\n".join(text for path, text in pages.items() if path not in made_pages())


def test_every_command_is_shown_in_use(written: str) -> None:
    """A table made from the help teaches nobody; each command also stands on a page by hand."""
    missing = [path for path, _ in commands() if not re.search(rf"\b{path}\b", written)]

    assert not missing


def test_every_option_is_in_the_reference(pages: dict[str, str]) -> None:
    """Under its command: a name that another command has too is not enough."""
    text = pages["reference/commands.md"]
    missing = []
    for path, command in commands():
        section = text.partition(f"\n## {path} {{")[2].partition("\n## ")[0]
        names = (name for one in options(command) for name in one.opts if name.startswith("--"))
        missing += [(path, name) for name in names if not re.search(rf"{name}(?![\w-])", section)]

    assert not missing


def test_every_filter_has_a_section(pages: dict[str, str]) -> None:
    """Other pages lead to it by its name."""
    text = pages["reference/filters.md"]

    assert [name for name in FIELDS if f"{{#{name}}}" not in text] == []


def test_every_setting_says_what_it_is_for(pages: dict[str, str]) -> None:
    """The meaning comes from the comment beside the field; without one there is no row."""
    text = pages["reference/settings.md"]

    assert settings.listed()
    for name, _, told in settings.listed():
        assert f"`{name}`" in text
        assert len(told) > len(name)


def test_every_error_has_a_row(pages: dict[str, str]) -> None:
    """Whoever catches errors must know which there are."""
    text = pages["reference/errors.md"]

    assert [one.__name__ for one in errors.classes() if f"`{one.__name__}`" not in text] == []


def test_every_format_is_explained(pages: dict[str, str]) -> None:
    """What ``read`` prints in the table of formats, each export also on its own page by hand."""
    assert [name for name in WRITERS if f"`{name}` | |" in pages["reference/formats.md"]] == []
    assert [name for name in EXPORTS if f"`{name}`" not in pages["exports.md"]] == []


def test_every_column_has_a_meaning(pages: dict[str, str]) -> None:
    """A field whose name says too little gets its words in ``tools/site/columns.py``."""
    top = pages["reference/columns.md"].partition("\n## ")[0]
    rows = dict(re.findall(r"^\| `(\w+)` \| [^|]+ \| (.*) \|$", top, re.MULTILINE))

    assert set(columns.schema()["properties"]) == set(rows)
    assert [name for name, told in rows.items() if not told] == []


def test_every_address_has_a_section(pages: dict[str, str]) -> None:
    """As the server itself describes them."""
    text = pages["reference/http.md"]
    paths = http_api.description()["paths"]

    assert "/api/assertions" in paths
    assert [path for path in paths if f" {path}\n" not in text] == []


def test_every_record_and_method_is_in_the_python_reference(pages: dict[str, str]) -> None:
    """With its docstring."""
    text = pages["reference/python.md"]
    methods = [f"Desk.{name}" for name in vars(python_api.MEMBERS["Desk"]) if name[0] != "_"]

    assert [name for name in python_api.listed_records() if f"{{#{name}}}" not in text] == []
    assert [name for name in methods if f"### {name}\n" not in text] == []


def test_codebook_defines_every_code_and_context() -> None:
    """And nothing that the tables no longer have."""
    assert set(tables.definitions()) == set(tables.plover().codes)
    assert set(tables.context_words()) == set(contexts())
    assert "" not in tables.definitions().values()


def test_codebook_has_every_type_mode_sense_and_cameo_code(pages: dict[str, str]) -> None:
    """Each with an anchor that others can link to."""
    for one in tables.types():
        assert f"codebook/{one.code.lower()}.md" in pages
    for code, mode in tables.plover().codes:
        assert not mode or f"{{#{mode}}}" in pages[f"codebook/{code.lower()}.md"]
    for sense in tables.senses():
        assert sense == NONE or f'<a id="{sense}"></a>' in pages["codebook/senses.md"]
    for code, _ in tables.cameo().codes:
        assert re.search(rf'id="c{code}"|{{#c{code}}}', pages["codebook/cameo.md"])


def test_a_transcript_is_taken_apart_and_put_together_again(tmp_path: Path) -> None:
    """Continued lines, here-documents, output without an end of line; both channels."""
    body = "$ cat <<'END'\none\nEND\nold\n$ printf two; echo three >&2\n$ echo \\\n  four\nfive\n"
    environment = {"PATH": os.environ["PATH"], "PORT": "1"}

    real = transcripts.run_console(body, tmp_path, environment)

    assert real == (
        "$ cat <<'END'\none\nEND\none\n$ printf two; echo three >&2\ntwothree\n"
        "$ echo \\\n  four\nfour\n"
    )
    assert transcripts.difference("page", body, real)
    assert not transcripts.difference("page", real, real)


def test_python_in_the_docs_runs_as_at_the_prompt() -> None:
    """Values are shown, statements are not, errors are told in a line."""
    real = transcripts.run_python(">>> a = 2\n>>> a + 1\n7\n>>> a / 0\n", {})

    assert real == ">>> a = 2\n>>> a + 1\n3\n>>> a / 0\nZeroDivisionError: division by zero\n"


@pytest.fixture(scope="module")
def differences(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What differs on each page when all its commands are run."""
    folder = tmp_path_factory.mktemp("docs")
    return {
        page: transcripts.difference(page, shown, real)
        for page, shown, real in transcripts.run_pages(folder)
    }


@pytest.mark.model
@pytest.mark.parametrize("page", transcripts.PAGES)
def test_page_shows_what_its_commands_print(page: str, differences: dict[str, str]) -> None:
    """``python -m tools.transcripts --write`` puts the real output into the pages."""
    assert differences[page] == ""


def _sentences(text: str) -> list[dict[str, str]]:
    """Rows of the tables that have a column ``sentence``, by the names of their columns."""
    found: list[dict[str, str]] = []
    names: list[str] = []
    for line in text.splitlines():
        cells = [cell.strip(" `") for cell in line.strip().strip("|").split("|")]
        if not line.startswith("|"):
            names = []
        elif not names:
            names = cells
        elif "sentence" in names and not cells[0].startswith("---"):
            found.append(dict(zip(names, cells, strict=True)))
    return found


@pytest.mark.model
def test_sentences_of_the_status_page_are_coded_as_it_says(pages: dict[str, str]) -> None:
    """An example that the coder does not bear out would teach the wrong thing."""
    rows = _sentences(pages["codebook/status.md"])
    wrong = []
    for row in rows:
        reading = dragoman.read_text(row["sentence"], published="2017-03-07")
        wanted = {name: row[name] for name in SAID if row.get(name)}
        if not any(wanted.items() <= _said(one).items() for one in reading.assertions):
            wrong.append((row["sentence"], wanted, [_said(one) for one in reading.assertions]))

    assert len(rows) >= 19
    assert not wrong


SAID = ("type", "status", "certainty", "about", "its status", "stance")


def _said(one: Assertion) -> dict[str, str | None]:
    stances = [speaker.stance.value for speaker in one.speakers]
    return {
        "type": one.event_type,
        "status": one.status.value,
        "certainty": one.certainty.value,
        "about": one.about.event_type if one.about else None,
        "its status": one.about.status.value if one.about else None,
        "stance": stances[-1] if stances else None,
    }


def test_the_first_page_shows_what_the_tutorial_shows(pages: dict[str, str]) -> None:
    """Its table is no picture of what we wish for: the tutorial's is run."""
    shown = pages["index.md"].partition("```text\n")[2].partition("```")[0]

    assert shown.strip()
    assert shown.strip() in pages["tutorial.md"]


def test_every_page_with_commands_is_run() -> None:
    """A transcript that no test runs grows old."""
    shown = {
        path.relative_to(ROOT / "docs").as_posix()
        for path in HAND
        if transcripts.blocks(path.read_text("utf-8"))
    }

    assert shown <= set(transcripts.PAGES)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site."""
    if BUILDER is None:
        pytest.skip("mkdocs is not installed")
    out = tmp_path_factory.mktemp("site")
    # Not --quiet: mkdocs does not count the warnings that it does not print.
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(out)],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return out


def test_site_builds_without_a_broken_link(site: Path) -> None:
    """Links and anchors that lead nowhere are errors."""
    assert (site / "index.html").is_file()
    assert (site / "codebook" / "threaten.html").is_file()


def test_site_asks_no_other_host(site: Path) -> None:
    """Links may lead away; scripts, styles, fonts and pictures come from the site."""
    asked = re.compile(
        r"<(?:script|img|iframe|source)[^>]+src=[\"']?(?:https?:)?//"
        r"|<link[^>]+href=[\"']?(?:https?:)?//"
        r"|url\([\"']?(?:https?:)?//|@import [\"'](?:https?:)?//"
    )
    texts = (
        (path, path.read_text("utf-8"))
        for path in site.rglob("*")
        if path.suffix in {".html", ".css"}
    )

    assert [path.name for path, text in texts if asked.search(text)] == []
