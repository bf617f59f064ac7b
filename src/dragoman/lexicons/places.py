"""Load the places: the compiled gazetteer and the rows of our own on top of it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from dragoman.errors import DataFileError
from dragoman.lexicons.gazetteer import ADJECTIVE, ALTERNATE, KINDS, PLACE_BITS, Gazetteer, fold
from dragoman.lexicons.tables import BUILT_IN, read_overlaid
from dragoman.lexicons.times import load_links
from dragoman.records import Precision

COLUMNS: Final = (
    "id", "name", "aliases", "kind", "country", "admin1", "latitude", "longitude", "weight",
    "geonames", "source",
)  # fmt: skip
PRECISION: Final = {
    "country": Precision.COUNTRY,
    "continent": Precision.COUNTRY,
    "admin1": Precision.PROVINCE,
    "region": Precision.PROVINCE,
    "sea": Precision.PROVINCE,
    "area": Precision.PROVINCE,
    "admin2": Precision.DISTRICT,
}
# Weight is 12 × ln(population + 1); a row of our own without one counts as a town of 200,000.
ROW_WEIGHT: Final = 146
OF_WORDS: Final = 3  # "city of Tripoli"


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the gazetteer."""

    name: str
    kind: str  # one of gazetteer.KINDS
    country: str | None  # ISO3; None on the high seas and for continents
    latitude: float
    longitude: float
    weight: int  # 12 × ln(population + 1), at most 255
    geonames: int | None
    admin1: str | None
    admin2: str | None
    row: str  # "geonames" or the id of a row of our own
    alternate: bool = False  # found by a name that is not its first
    adjective: bool = False  # found by its adjective: "Syrian"

    @property
    def precision(self) -> Precision:
        """How finely the place is known."""
        return PRECISION.get(self.kind, Precision.PLACE)


class Places:
    """All places by name."""

    def __init__(
        self,
        gazetteer: Gazetteer | None,
        own: dict[str, tuple[Place, ...]],
        words: dict[str, frozenset[str]],
        links: Mapping[str, frozenset[str]],
        domains: Mapping[str, str],
    ) -> None:
        """Keep the tables; ``own`` goes by folded name, ``words`` and ``links`` by class."""
        self.gazetteer = gazetteer
        self._own = own
        self._known: dict[str, tuple[Place, ...]] = {}
        self.words = words
        self.domains = domains  # last part of a web address → ISO3
        self.links = links  # steps between acts, of the time words
        # First words of rows that news prints in lower case: "eastern Congo".
        self._spelled = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
        self.openers = frozenset(k.split()[0] for k in own if " " in k)

    def find(self, name: str) -> tuple[Place, ...]:
        """Places that go by a name, rows of our own first, then by weight; () when unknown."""
        key = fold(name)
        found = self._known.get(key)
        if found is None:
            own = self._own.get(key, ())
            found = own + self._compiled(key, own) or self._by_parts(key)
            if len(self._known) < 50_000:  # noqa: PLR2004  bounds a worker's memory
                self._known[key] = found
        return found

    def _by_parts(self, key: str) -> tuple[Place, ...]:
        """Find a name that carries more words than the gazetteer's own, or shorter ones.

        "Akita Prefecture" is the unit Akita, "St. Marc" is Saint Marc, "Da Nang International
        Airport" lies at Da Nang, "North Dallas" in Dallas.
        """
        words = key.split()
        if len(words) < 2:  # noqa: PLR2004
            return ()
        spelled = [self._spelled.get(word, word) for word in words]
        if spelled != words:
            return self.find(" ".join(spelled))
        last, first = words[-1], words[0]
        found: tuple[Place, ...] = ()
        if last in self.words["unit-admin"]:
            found = tuple(
                p for p in self._plain(words[:-1]) if p.kind in {"admin1", "admin2", "region"}
            )
        elif last in self.words["unit-town"]:
            found = tuple(p for p in self._plain(words[:-1]) if p.precision is Precision.PLACE)
        elif (
            words[1] == "of"
            and len(words) >= OF_WORDS
            and (first in self.words["unit-admin"] or first in self.words["unit-town"])
        ):
            found = self._plain(words[2:])
        elif last in self.words["site"]:
            names = words[:-2] if words[-2] in self.words["site-before"] else words[:-1]
            found = self._plain(names)
        elif first in self.words["direction"]:
            found = self._plain(words[1:])
        return tuple(replace(p, alternate=True) for p in found if not p.adjective)

    def _plain(self, words: Sequence[str]) -> tuple[Place, ...]:
        """Places of a name as it stands."""
        key = " ".join(words)
        own = self._own.get(key, ())
        return own + self._compiled(key, own)

    def _compiled(self, key: str, own: tuple[Place, ...]) -> tuple[Place, ...]:
        gazetteer = self.gazetteer
        if gazetteer is None or not key:
            return ()
        taken = {p.geonames for p in own if p.geonames}
        found = []
        for value in gazetteer.find(key):
            n = value & PLACE_BITS
            if gazetteer.ids[n] in taken:
                continue
            found.append(
                Place(
                    gazetteer.name(n),
                    KINDS[gazetteer.kinds[n]],
                    gazetteer.label(gazetteer.countries[n]) or None,
                    gazetteer.latitude(n),
                    gazetteer.longitude(n),
                    gazetteer.weights[n],
                    gazetteer.ids[n] or None,
                    gazetteer.label(gazetteer.admin1[n]) or None,
                    gazetteer.label(gazetteer.admin2[n]) or None,
                    "geonames",
                    bool(value & ALTERNATE),
                    bool(value & ADJECTIVE),
                )
            )
        found.sort(key=lambda p: -p.weight)
        return tuple(found)


def load_places(overlays: Sequence[Path] = ()) -> Places:
    """Map the gazetteer and read ``data/places``.

    Raises:
        DataFileError: A table or the compiled file cannot be used.
    """
    own: dict[str, list[Place]] = {}
    for row in read_overlaid(
        "places", columns=COLUMNS, overlays=overlays, pattern="own*.tsv"
    ).values():
        place = _place(row)
        names = [row["name"], *filter(None, row["aliases"].split("|"))]
        for key in dict.fromkeys(fold(name) for name in names):
            own.setdefault(key, []).append(place)
    words: dict[str, set[str]] = {}
    for row in read_overlaid(
        "places", columns=("id", "class", "word", "source"), overlays=overlays, pattern="words*.tsv"
    ).values():
        words.setdefault(row["class"], set()).add(row["word"])
    return Places(
        Gazetteer(BUILT_IN / "places" / "gazetteer.idx"),
        {k: tuple(v) for k, v in own.items()},
        {k: frozenset(v) for k, v in words.items()},
        load_links(overlays),
        {
            row["domain"]: row["country"]
            for row in read_overlaid(
                "places",
                columns=("id", "domain", "country", "source"),
                overlays=overlays,
                pattern="domains*.tsv",
            ).values()
        },
    )


def _place(row: dict[str, str]) -> Place:
    where = f"places row {row['id']}"
    if row["kind"] not in KINDS:
        raise DataFileError(where, f"kind {row['kind']!r} is unknown", f"one of {', '.join(KINDS)}")
    try:
        latitude, longitude = float(row["latitude"]), float(row["longitude"])
        weight = int(row["weight"] or ROW_WEIGHT)
        geonames = int(row["geonames"] or 0)
    except ValueError as error:
        raise DataFileError(where, f"not a number ({error})", "mend the cell") from error
    if not (math.fabs(latitude) <= 90 and math.fabs(longitude) <= 180):  # noqa: PLR2004
        raise DataFileError(where, "is not on the globe", "latitude first, then longitude")
    return Place(
        row["name"], row["kind"], row["country"] or None, latitude, longitude, weight,
        geonames or None, row["admin1"] or None, None, row["id"],
    )  # fmt: skip
