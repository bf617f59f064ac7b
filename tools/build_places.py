"""Compile the gazetteer from reference tables into one file that is mapped into memory.

Usage::

    python -m tools.build_places REF OUT

``REF`` holds ``gazetteer_cities500.tsv.gz``, ``admin1.tsv``, ``admin2.tsv.gz``,
``countries.tsv``, ``country_bounds.tsv`` and ``places_features.tsv``; ``OUT`` is the file to
write, ``src/dragoman/data/places/gazetteer.idx`` in this repository.  The same tables give the
same bytes.
"""

from __future__ import annotations

import gzip
import math
import struct
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dragoman.lexicons.gazetteer import (
    ADJECTIVE,
    ALTERNATE,
    ENTRY,
    HEADER,
    KINDS,
    MAGIC,
    fold,
    name_hash,
)
from dragoman.lexicons.tables import BUILT_IN, read_rows

# Names of a unit's kind that news leaves out or writes in English: "Idlib Governorate" is found
# under "idlib" too.
UNIT_WORDS = frozenset(
    "governorate province region oblast state county parish district department prefecture "
    "municipality krai republic wilaya canton voivodeship division city territory capital "
    "special autonomous okrug urban rural rayon raion of".split()
)
US_STATES_SHORT = {
    "AL": "Ala.", "AZ": "Ariz.", "AR": "Ark.", "CA": "Calif.", "CO": "Colo.", "CT": "Conn.",
    "DE": "Del.", "FL": "Fla.", "GA": "Ga.", "IL": "Ill.", "IN": "Ind.", "KS": "Kan.",
    "KY": "Ky.", "LA": "La.", "MD": "Md.", "MA": "Mass.", "MI": "Mich.", "MN": "Minn.",
    "MS": "Miss.", "MO": "Mo.", "MT": "Mont.", "NE": "Neb.", "NV": "Nev.", "NH": "N.H.",
    "NJ": "N.J.", "NM": "N.M.", "NY": "N.Y.", "NC": "N.C.", "ND": "N.D.", "OK": "Okla.",
    "OR": "Ore.", "PA": "Pa.", "RI": "R.I.", "SC": "S.C.", "SD": "S.D.", "TN": "Tenn.",
    "TX": "Tex.", "VT": "Vt.", "VA": "Va.", "WA": "Wash.", "WV": "W.Va.", "WI": "Wis.",
    "WY": "Wyo.", "DC": "D.C.",
}  # fmt: skip
SHORTEST, LONGEST = 3, 40  # letters of an alternate name
TOWN, KNOWN = 5000, 2000  # people
# Countries whose places English news spells as they are: no other spellings of villages, and no
# places without people.
WELL_SPELLED = frozenset(
    "US GB IE CA AU NZ FR DE AT CH IT ES PT NL BE LU DK NO SE FI IS MX BR AR CL PE CO".split()
)
SEA_KINDS = frozenset("sea ocean gulf bay strait sound channel lagoon fjord inlet river".split())
AREA_KINDS = frozenset(
    "island|island group|range/mtn|plateau|desert|pen/cape|geoarea|coast|plain|delta|peninsula"
    "|basin|valley|lake|isthmus|lowland|mountain|disputed_area".split("|")
)


@dataclass(slots=True)
class Entry:
    """A place on its way into the file."""

    name: str
    kind: str
    country: str  # ISO3, "" when the place lies in none
    latitude: float
    longitude: float
    population: int
    geonames: int = 0
    admin1: str = ""
    admin2: str = ""
    names: dict[str, int] = field(default_factory=dict)  # folded name → bits

    def add(self, name: str, bits: int = 0) -> None:
        """Let the place be found under a name; the plainest bits win."""
        key = fold(name)
        if key:
            self.names[key] = min(self.names.get(key, bits), bits)


def tidy(name: str) -> str:
    """One apostrophe for all, so that a unit is called the same in every table."""
    return name.translate({0x2018: "'", 0x2019: "'", 0x02BB: "'", 0x02BC: "'"})


def rows(path: Path) -> Iterator[dict[str, str]]:
    """Read a reference table; these have no ids of ours and no blank-source rule."""
    raw = path.read_bytes()
    lines = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8").split("\n")
    header = lines[0].split("\t")
    for line in lines[1:]:
        if line:
            cells = line.split("\t")
            yield dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=False))


def stripped(name: str) -> str:
    """Leave out the words for the unit: "Muhafazat" stays, "Governorate" goes."""
    words = [w for w in name.split() if w.casefold() not in UNIT_WORDS]
    return " ".join(words)


def usable(alternate: str) -> bool:
    """Tell a name that English news may print from a machine transliteration."""
    return (
        alternate[:1].isupper() and SHORTEST <= len(alternate) <= LONGEST and "  " not in alternate
    )


def countries(ref: Path, centres: dict[str, tuple[float, float]]) -> Iterator[Entry]:
    """Countries, territories and the parts of states that news treats as places."""
    bounds = {r["iso3"]: r for r in rows(ref / "country_bounds.tsv")}
    for row in rows(ref / "countries.tsv"):
        code = row["iso3"]
        if not row["iso2"]:
            continue  # dissolved states and parts of states: rows of our own
        at = centres.get(code)
        if at is None:
            if code not in bounds:
                continue
            at = float(bounds[code]["centre_lat"]), float(bounds[code]["centre_lon"])
        population = 50_000_000 if row["status"] == "state" else 1_000_000
        entry = Entry(
            row["name"], "country", code, at[0], at[1], population, int(row["geonames_id"] or 0)
        )
        for name in [row["name"], *row["names"].split("|")]:
            entry.add(name)
        for column in ("adjectives", "demonym_sg", "demonym_pl"):
            for name in filter(None, row[column].split("|")):
                entry.add(name, ADJECTIVE)
        yield entry


def cities(ref: Path) -> Iterator[Entry]:
    """Populated places, without those that have no people, no office and no other name."""
    for row in rows(ref / "gazetteer_cities500.tsv.gz"):
        population = int(float(row["population"] or 0))
        unnamed = row["iso2"] in WELL_SPELLED or not row["altnames_latin"]
        if population == 0 and not row["ne_class"] and unnamed:
            continue
        kind = "village" if population < TOWN else "city"
        if row["ne_class"] == "Admin-0 capital":
            kind = "capital"
        entry = Entry(
            row["name"], kind, row["iso3"], float(row["lat"]), float(row["lon"]), population,
            int(row["geonameid"]), tidy(row["admin1_name"]), tidy(row["admin2_name"]),
        )  # fmt: skip
        entry.add(row["name"])
        if population >= KNOWN or row["iso2"] not in WELL_SPELLED:
            for name in row["altnames_latin"].split("|"):
                if usable(name):
                    entry.add(name, ALTERNATE)
        yield entry


def first_level(
    ref: Path, centres: dict[str, tuple[float, float]], towns: Sequence[Entry]
) -> Iterator[Entry]:
    """States, provinces, governorates; as many people as in their towns."""
    people: dict[tuple[str, str], int] = defaultdict(int)
    for town in towns:
        people[town.country, town.admin1] += town.population
    for row in rows(ref / "admin1.tsv"):
        if not row["lat_approx"] or not row["iso3"]:
            continue
        at = centres.get(row["code"], (float(row["lat_approx"]), float(row["lon_approx"])))
        population = people[row["iso3"], tidy(row["name"])] + 100_000
        entry = Entry(
            row["name"], "admin1", row["iso3"], at[0], at[1], population,
            int(row["geonameid"] or 0), tidy(row["name"]),
        )  # fmt: skip
        entry.add(row["name"])
        entry.add(row["ascii"])
        entry.add(stripped(row["name"]), ALTERNATE)
        short = US_STATES_SHORT.get(row["code"][3:]) if row["iso3"] == "USA" else None
        if short:
            entry.add(short)
        yield entry


def second_level(ref: Path, towns: Sequence[Entry]) -> Iterator[Entry]:
    """Counties and districts, each at the mean of its towns."""
    names = {r["code"]: r for r in rows(ref / "admin2.tsv.gz")}
    ids: dict[tuple[str, str], list[int]] = defaultdict(list)
    for code, row in names.items():
        ids[code[:2], row["name"]].append(int(row["geonameid"] or 0))
    inside: dict[tuple[str, str, str], list[Entry]] = defaultdict(list)
    for town in towns:
        if town.admin2:
            inside[town.country, town.admin1, town.admin2].append(town)
    for (country, admin1, name), members in inside.items():
        entry = Entry(
            name, "admin2", country,
            math.fsum(m.latitude for m in members) / len(members),
            math.fsum(m.longitude for m in members) / len(members),
            sum(m.population for m in members), 0, admin1, name,
        )  # fmt: skip
        entry.add(name)
        entry.add(stripped(name), ALTERNATE)
        yield entry


def features(ref: Path, centres: dict[str, tuple[float, float]]) -> Iterator[Entry]:
    """Seas, islands, mountains and continents of Natural Earth; rows of our own come elsewhere."""
    for row in rows(ref / "places_features.tsv"):
        kind = row["kind"]
        if not row["source"].startswith("natural-earth") or kind in {"port", "pole"}:
            continue
        at = centres.get(f"ZZ.{row['name']}", (float(row["lat"]), float(row["lon"])))
        if kind == "continent":
            if row["name"] == "Australia":
                continue
            made = "continent"
        elif kind in SEA_KINDS:
            made = "sea"
        elif kind in AREA_KINDS:
            made = "area"
        else:
            made = "site"
        weight = {"continent": 90_000_000, "sea": 1_000_000}.get(made, 2000)
        entry = Entry(row["name"].title() if row["name"].isupper() else row["name"], made,
                      row["iso3"], at[0], at[1], weight)  # fmt: skip
        for name in [row["name"], *filter(None, row["aliases"].split("|"))]:
            entry.add(name)
        yield entry


def gather(ref: Path) -> list[Entry]:
    """All places, the heaviest first."""
    centres = {
        r["id"]: (float(r["latitude"]), float(r["longitude"]))
        for r in read_rows(
            BUILT_IN / "places" / "centres.tsv", columns=["id", "latitude", "longitude", "source"]
        )
    }
    towns = list(cities(ref))
    found = [
        *countries(ref, centres),
        *first_level(ref, centres, towns),
        *second_level(ref, towns),
        *towns,
        *features(ref, centres),
    ]
    found.sort(key=lambda e: (-e.population, KINDS.index(e.kind), e.geonames, e.name, e.admin1))
    return found


def write(entries: Sequence[Entry], out: Path) -> None:
    """Write the file."""
    labels: dict[str, int] = {"": 0}
    for entry in entries:
        for label in (entry.country, entry.admin1, entry.admin2):
            labels.setdefault(label, len(labels))
    names = [e.name.encode() for e in entries]
    offsets = [0]
    for name in names:
        offsets.append(offsets[-1] + len(name))
    keys = sorted(
        (*name_hash(key), n, bits) for n, e in enumerate(entries) for key, bits in e.names.items()
    )
    buckets = [0] * 65537
    for bucket, _, _, _ in keys:
        buckets[bucket + 1] += 1
    for n in range(65536):
        buckets[n + 1] += buckets[n]

    def pack(code: str, values: Sequence[int]) -> bytes:
        return struct.pack(f"<{len(values)}{code}", *values)

    # Population 0 means that nobody counted.
    weights = [min(255, round(12 * math.log((e.population or 500) + 1))) for e in entries]
    sections = {
        "id": pack("I", [e.geonames for e in entries]),
        "la": pack("h", [round(e.latitude / 90 * 32767) for e in entries]),
        "lo": pack("h", [round(e.longitude / 180 * 32767) for e in entries]),
        "pop": pack("B", weights),
        "kind": pack("B", [KINDS.index(e.kind) for e in entries]),
        "co": pack("H", [labels[e.country] for e in entries]),
        "a1": pack("H", [labels[e.admin1] for e in entries]),
        "a2": pack("H", [labels[e.admin2] for e in entries]),
        "nameat": pack("I", offsets),
        "names": b"".join(names),
        "labels": "\n".join(labels).encode(),
        "bkt": pack("I", buckets),
        "hash": pack("I", [k[1] for k in keys]),
        "plc": pack("I", [k[2] | k[3] for k in keys]),
    }
    at = -(-(HEADER.size + len(sections) * ENTRY.size) // 8) * 8
    table, body = [], bytearray()
    for name, data in sections.items():
        table.append(ENTRY.pack(name.encode(), at + len(body), len(data)))
        body += data + b"\0" * (-len(data) % 8)
    head = HEADER.pack(MAGIC, len(sections)) + b"".join(table)
    # Other processes may have the old file mapped: it is replaced, never written over.
    fresh = out.with_suffix(".new")
    fresh.write_bytes(head.ljust(at, b"\0") + bytes(body))
    fresh.replace(out)


def main() -> None:
    """Build the file and say what is in it."""
    ref, out = Path(sys.argv[1]), Path(sys.argv[2])
    entries = gather(ref)
    write(entries, out)
    names = sum(len(e.names) for e in entries)
    print(f"{len(entries):,} places, {names:,} names, {out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
