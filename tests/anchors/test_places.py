"""The gazetteer and which of its places a name means."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from dragoman.anchors.resolve import Named, resolve
from dragoman.errors import DataFileError
from dragoman.lexicons.gazetteer import Gazetteer, fold
from dragoman.lexicons.places import Place, Places, load_places

HEADER = "id\tname\taliases\tkind\tcountry\tadmin1\tlatitude\tlongitude\tweight\tgeonames\tsource\n"


@cache
def places() -> Places:
    return load_places()


def picks(text: str, *names: str, **options: tuple[str, ...]) -> list[Place | None]:
    """What each name means, in text order."""
    found, at = [], 0
    for name in names:
        at = text.index(name, at)
        found.append(Named(at, at + len(name), name))
        at += len(name)
    return list(resolve(text, found, places(), **options))


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Khān Yūnis", "khan yunis"),
        ("Al-Ḩudaydah", "al hudaydah"),
        ("Côte d’Ivoire", "cote divoire"),
        ("The Gambia", "gambia"),
        ("U.S.", "us"),
        ("Łódź", "lodz"),
    ],
)
def test_names_fold_to_one_key(name: str, key: str) -> None:
    assert fold(name) == key


def test_a_famous_place_needs_no_context() -> None:
    (place,) = picks("They met in Paris.", "Paris")
    assert place
    assert (place.country, place.kind) == ("FRA", "capital")


def test_the_place_that_holds_it_decides() -> None:
    """Paris, Texas is not Paris."""
    paris, texas = picks("They met in Paris, Texas.", "Paris", "Texas")
    assert paris
    assert (paris.country, paris.admin1) == ("USA", "Texas")
    assert texas
    assert texas.kind == "admin1"


def test_one_name_means_one_place_in_a_report() -> None:
    first, _, again = picks("Paris, Texas, burned. Paris wept.", "Paris", "Texas", "Paris")
    assert first == again


def test_the_reports_other_places_decide() -> None:
    tripoli, beirut, sidon = picks("Tripoli, Beirut and Sidon.", "Tripoli", "Beirut", "Sidon")
    assert [p.country for p in (tripoli, beirut, sidon) if p] == ["LBN"] * 3


def test_the_adjective_of_a_nation_decides() -> None:
    (place,) = picks("The city of Tripoli.", "Tripoli", nations=("LBN",))
    assert place
    assert place.country == "LBN"


def test_the_outlets_country_is_a_weak_hint() -> None:
    with_hint = picks("A fire in Hamilton.", "Hamilton", hints=(".nz",))
    assert with_hint[0]
    assert with_hint[0].country in {"NZL", "CAN"}


def test_an_unknown_name_is_no_place() -> None:
    assert picks("They met in Zendaburg.", "Zendaburg") == [None]


def test_a_province_by_name_and_word() -> None:
    (place,) = places().find("Akita Prefecture")[:1]
    assert place.kind == "admin1"


def test_loading_is_quick_and_the_file_small() -> None:
    """Mapped, not read: the file is shared between processes and stays under 100 MB by far."""
    gazetteer = places().gazetteer
    assert gazetteer is not None
    assert len(gazetteer) > 200_000


def write(folder: Path, rows: str) -> Path:
    (folder / "places").mkdir()
    (folder / "places" / "own.tsv").write_text(HEADER + rows)
    return folder


def test_a_users_place_is_found_and_wins(tmp_path: Path) -> None:
    row = "p1\tStrelsau\tOld Strelsau\tcity\tDEU\t\t50.5\t14.1\t\t\town\n"
    mine = load_places((write(tmp_path, row),))
    assert mine.find("Old Strelsau")[0].row == "p1"


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("p1\tX\t\tcastle\tDEU\t\t50.5\t14.1\t\t\town\n", "castle"),
        ("p1\tX\t\tcity\tDEU\t\t150.5\t14.1\t\t\town\n", "globe"),
        ("p1\tX\t\tcity\tDEU\t\tnorth\t14.1\t\t\town\n", "number"),
    ],
)
def test_a_row_that_cannot_be_a_place_is_refused_at_load(
    tmp_path: Path, row: str, what: str
) -> None:
    with pytest.raises(DataFileError, match=what):
        load_places((write(tmp_path, row),))


def test_a_file_that_is_no_gazetteer_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.idx"
    path.write_bytes(b"not a gazetteer at all")
    with pytest.raises(DataFileError, match="version"):
        Gazetteer(path)
    with pytest.raises(DataFileError, match="build_places"):
        Gazetteer(tmp_path / "missing.idx")
