"""Settings come from a file and the environment, and a slip in them is said at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.errors import SettingError
from dragoman.settings import Settings, load_settings


def test_without_file_or_variables_the_defaults_hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fresh install needs no settings."""
    monkeypatch.chdir(tmp_path)

    assert load_settings(environment={}) == Settings()


def test_a_variable_overrides_the_file(tmp_path: Path) -> None:
    """What is nearer to the command wins."""
    file = tmp_path / "dragoman.toml"
    file.write_text('threads = 4\nparser = "spacy:mine"\n')

    found = load_settings(file, {"DRAGOMAN_THREADS": "2", "DRAGOMAN_LEXICONS": str(tmp_path)})

    assert found.threads == 2
    assert found.parser == "spacy:mine"
    assert found.lexicons == (tmp_path,)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("thread = 2", "no setting is called 'thread'"),
        ("threads = 0", "threads is 0"),
        ("threads = true", "threads is True"),
        ('allow_private = "perhaps"', "allow_private is 'perhaps'"),
        ("lexicons = 3", "lexicons is 3"),
        ('lexicons = ["nowhere/"]', "no such lexicon folder"),
        ("threads = = 2", "not TOML"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, content: str, said: str) -> None:
    """A misspelt key must not be ignored in silence."""
    file = tmp_path / "dragoman.toml"
    file.write_text(content)

    with pytest.raises(SettingError) as caught:
        load_settings(file, {})

    assert said in str(caught.value)


def test_a_missing_file_is_an_error_when_it_was_asked_for(tmp_path: Path) -> None:
    """Somebody named it, so they expect it to be read."""
    with pytest.raises(SettingError, match=r"absent\.toml"):
        load_settings(tmp_path / "absent.toml", {})


def test_plain_values_are_understood(tmp_path: Path) -> None:
    """Variables are text; one folder needs no list."""
    file = tmp_path / "dragoman.toml"
    file.write_text(f'lexicons = "{tmp_path}"\n')

    found = load_settings(file, {"DRAGOMAN_ALLOW_PRIVATE": "yes", "DRAGOMAN_SHARED": "/gold"})

    assert found.allow_private
    assert found.shared == Path("/gold")
    assert found.lexicons == (tmp_path,)
