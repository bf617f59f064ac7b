"""Build ``data/actors/names.bin``: office holders, organisations and places, from reference tables.

Run as ``python tools/build_actors.py ../shared/ref``.  The hand-written tables beside the output
are not read: they come first at load time and override what is built here.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dragoman.lexicons.actor_names import key_of, pieces, plain, write_names

OUT = Path(__file__).resolve().parent.parent / "src/dragoman/data/actors/names.bin"
NEVER = 99999999
Term = tuple[str, str, str, str, int, int]  # country, sector, CAMEO, office, first, last day
# Offices whose holders the news calls by surname alone or by title and surname.
LEADING = {
    "head_of_state", "head_of_government", "foreign_minister", "defence_minister",
    "interior_minister", "finance_minister", "vice_president", "spokesperson", "opposition_leader",
    "rebel_leader", "igo_head", "military_chief", "national_security", "intelligence_chief",
    "justice_minister", "deputy_pm", "militia_leader", "speaker", "minister", "deputy_minister",
    "subnational_head", "envoy", "police_chief", "secretary_general", "party_leader", "un_rep",
}  # fmt: skip
# One holder at a time: an open term ends when the next one begins.
UNIQUE = {
    "head_of_state", "head_of_government", "foreign_minister", "defence_minister",
    "interior_minister", "finance_minister", "justice_minister", "igo_head",
}  # fmt: skip
TOP = {"head_of_state", "head_of_government", "foreign_minister", "rebel_leader"}
FULL = 6  # names longer than this are strings of titles
CROWNS = {"head_of_state", "head_of_state_representative", "royal_or_spouse"}
ORGANS = {"UNO": "United Nations", "EUR": "European"}
SEVERAL = 4  # states that share a monarch
TWO_SURNAMES = set("ESP MEX COL PER CHL VEN ECU BOL CUB GTM HND SLV NIC CRI PAN DOM URY".split())
FAMILY_NAME_FIRST = {"CHN", "KOR", "PRK", "TWN"}
RANK = {c: n for n, c in enumerate(["head_of_state", "head_of_government", "foreign_minister"])}
PHOENIX_END = 20111231  # its cabinets are known to February 2011
LEGISLATURES_CHECKED = 20160000  # open terms that began before are surely over
PEOPLE = (
    "officeholders.tsv.gz",
    "officeholders_phoenix_1960_2011.tsv.gz",
    "organisations_persons_phoenix.tsv",
    "legislators.tsv.gz",
)
CITY_MINIMUM = 50_000  # inhabitants; smaller towns seldom lend their name to a police force


def read(path: Path) -> Iterator[dict[str, str]]:
    """Rows of a tab-separated table, gzipped or not."""
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    lines = io.StringIO(raw.decode("utf-8"), newline="")
    yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def day(text: str, *, last: bool) -> int:
    """Turn "2004", "2004-05" or "2004-05-11" into 20040511; the last day of it when asked."""
    if not text:
        return NEVER if last else 0
    parts = [int(p) for p in text.split("-")[:3]]
    month = parts[1] if len(parts) > 1 else (12 if last else 1)
    return parts[0] * 10000 + month * 100 + (parts[2] if len(parts) > 2 else (31 if last else 1))


def slug(text: str) -> str:
    """ASCII, lower case, hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", plain(text).lower()).strip("-")


class Table:
    """Rows and keys while they are collected."""

    def __init__(self) -> None:
        """Start empty."""
        self.rows: list[str] = []
        self.keys: dict[str, dict[int, int]] = defaultdict(dict)  # key → row → rank
        self.ids: set[str] = set()

    def add(self, actor_id: str, cells: list[str]) -> int:
        """Add an actor; its id is made unique."""
        number, unique = 2, actor_id
        while unique in self.ids:
            unique, number = f"{actor_id}-{number}", number + 1
        self.ids.add(unique)
        self.rows.append("\t".join([unique, *cells]))
        return len(self.rows) - 1

    def name(self, key: str, row: int, rank: int) -> None:
        """Let a key stand for a row; lower ranks are likelier."""
        if key and len(key) > 1:
            self.keys[key][row] = min(rank, self.keys[key].get(row, rank))


def clean(name: str) -> str:
    """Mend a person's name: nicknames and titles out, blanks single, Latin letters only."""
    name = re.sub(r"\s*[\"“][^\"”]*[\"”]|\s*\([^)]*\)", "", name)
    name = re.sub(r"^(Dr|Gen|Lt|Col|Maj|Brig|Sir|Adm|Sheikh|Prof)\.? (Gen\.? |Col\.? )?", "", name)
    name = re.sub(r"\s+", " ", name).strip(" ,")
    latin = all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 or c in "’‘ʼ–" for c in name)
    return name if latin and name and not name.startswith("Q1") else ""


def surnames(name: str, country: str) -> set[str]:
    """What the news calls somebody after the first mention."""
    words = pieces(name)
    if len(words) < 2:
        return {words[0]} if words else set()
    if country in FAMILY_NAME_FIRST:
        return {words[0]}
    found = {words[-1]}
    if words[-2].lower() in {"al", "el", "bin", "ben", "van", "von", "de", "le", "la", "san"}:
        found.add(" ".join(words[-2:]))
    elif len(words) > 2 and country in TWO_SURNAMES:
        found |= {" ".join(words[-2:]), words[-2]}
    elif len(words) > 3:
        found.add(" ".join(words[-2:]))
    return {f for f in found if len(f) > 2 and f[0].isupper()} or {words[-1]}


@dataclass
class Gathered:
    """Everybody in office, while the tables are read."""

    dependent: set[str]  # territories: their head of state is another state's
    titles: set[str]  # words that stand before names
    crowns: Counter[str]  # in how many states one is head of state
    terms: dict[str, set[Term]]
    names: dict[str, dict[str, None]]  # person → spellings, in order
    seen: dict[tuple[str, str], str]  # country and key → person
    open_until: dict[tuple[str, Term], int]  # open terms → last day known to be open


def people(table: Table, ref: Path) -> None:
    """Office holders and members of parliaments, one row a person with all terms."""
    gathered = Gathered(
        dependent={
            r["iso3"] for r in read(OUT.with_name("countries.tsv")) if r["kind"] == "territory"
        },
        titles={
            word
            for row in read(OUT.with_name("roles.tsv"))
            if row["kind"] == "person" and row["source"] == "own"
            if row["sectors"][:3] in {"GOV", "MIL", "LEG", "COP", ""}
            for word in row["noun"].split()
        }
        - {"grand", "field", "foreign", "major", "king", "prince", "marine", "of", "the"},
        crowns=Counter(),
        terms=defaultdict(set),
        names=defaultdict(dict),
        seen={},
        open_until={},
    )
    gathered.crowns.update(
        key_of(clean(row["name"]))
        for row in read(ref / "officeholders.tsv.gz")
        if row["role_class"] == "head_of_state" and row["country"] not in gathered.dependent
    )
    for source in PEOPLE:
        for row in read(ref / source):
            gather(gathered, source, row)
    close_open_terms(gathered.terms, gathered.open_until)
    for person, held in gathered.terms.items():
        if gathered.names[person]:
            add_person(table, person, held, gathered)


def gather(gathered: Gathered, source: str, row: dict[str, str]) -> None:
    """Take in one row: who it is, under which names, and the term it tells of."""
    name, country = clean(row["name"]), row["country"]
    key = key_of(name)
    if not key or is_borrowed(gathered, row, name, key):
        return
    words = key.lower().split()
    phoenix = "phoenix" in source
    if gathered.titles & set(words) and (phoenix or words[0] in gathered.titles):
        return  # "Russian President …": a title where the name should be
    if phoenix and len(words) == 1:
        return
    aliases = row.get("aliases", "").split("|")
    person = row.get("wikidata") or gathered.seen.get((country, key))
    person = person or f"{country.lower()}-{slug(name)}"
    gathered.seen.setdefault((country, key), person)
    if len(words) > 1:
        for alias in aliases:
            gathered.seen.setdefault((country, key_of(alias)), person)
    for alias in [name, *map(clean, aliases)]:
        if alias and key_of(alias).split(" ", 1)[0].lower() not in gathered.titles:
            gathered.names[person][alias] = None
    term = term_of(source, row)
    gathered.terms[person].add(term)
    if term[-1] == NEVER:
        known = day(row.get("open_as_of", ""), last=True)
        gathered.open_until[person, term] = term[-2] if known == NEVER else known


def is_borrowed(gathered: Gathered, row: dict[str, str], name: str, key: str) -> bool:
    """Whether somebody is head of state by another state's constitution."""
    if row.get("role_class") not in CROWNS:
        return False
    country = row["country"]
    shared = gathered.crowns[key] > SEVERAL and country != "GBR"
    co_prince = country == "AND" and "rince" in row["role"] + name
    return country in gathered.dependent or shared or co_prince


def term_of(source: str, row: dict[str, str]) -> Term:
    """What a row says somebody was, and when."""
    country, title = row["country"], row.get("role", "")
    office = row.get("role_class") or (
        "legislator" if source.startswith("legis") else "igo_official"
    )
    if row.get("entity") and office in UNIQUE:
        office = "subnational_head"  # of Abkhazia, not of Georgia
    cameo = row.get("cameo", "").split("|")[0] if "organisations" in source else ""
    if country == "IGO" and office.startswith("igo"):
        organ = next((c for c, words in ORGANS.items() if words in title), country)
        country = "UNO" if cameo.startswith("IGOUNO") else organ
    sector = row.get("sector") or ("LEG" if office == "legislator" else "GOV")
    first, last = day(row["start"], last=False), day(row["end"], last=True)
    if last == NEVER and "phoenix" in source:
        last = PHOENIX_END
    if office == "legislator" and last == NEVER and first < LEGISLATURES_CHECKED:
        last = day(row["open_as_of"], last=True)
    return (country, sector, cameo, office, first, last)


def add_person(table: Table, person: str, held: set[Term], gathered: Gathered) -> None:
    """Add a person's row with the keys of names, surname and offices."""
    ordered = sorted(held, key=lambda t: (t[4], t[5], t))
    cells = ";".join(",".join(map(str, t)) for t in ordered)
    leading = {t[3] for t in held} & LEADING
    wikidata = person if re.fullmatch(r"Q\d+", person) else ""
    shown = next(iter(gathered.names[person]))
    row = table.add(f"per-{person.lower()}", ["person", shown, wikidata, cells])
    rank = 20 + min((RANK.get(t[3], 5 if t[3] in LEADING else 9) for t in held), default=9)
    for name in gathered.names[person]:
        words = pieces(name)
        if len(words) > 1:
            table.name(" ".join(words), row, rank)
            short = [w for w in words if len(w) > 1]
            if 1 < len(short) < len(words):  # George W. Bush → George Bush
                table.name(" ".join(short), row, rank + 1)
        if leading & TOP and 2 < len(words) <= FULL and words[0].lower() not in gathered.titles:
            # Boris Nikolayevich Yeltsin, Vicente Fox Quesada: the news leaves names out
            for other in words[1:]:
                if other.lower() not in gathered.titles and other[0].isupper() and len(other) > 2:
                    table.name(f"{words[0]} {other}", row, rank + 2)
        if leading:
            for surname in surnames(name, ordered[0][0]):
                table.name(f"~{surname}", row, rank)
    for country, _, _, office, _, _ in ordered:
        if office in LEADING:
            table.name(f"@{country}:{office}", row, rank)


def close_open_terms(terms: dict[str, set[Term]], open_until: dict[tuple[str, Term], int]) -> None:
    """End open terms of unique offices when a later holder begins.

    Holders who began while the term was still known to be open do not count: role classes are
    guessed from titles, and a deputy's title may read like a minister's.
    """
    starts: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
    for person, held in terms.items():
        for country, _, _, office, first, _ in held:
            if office in UNIQUE and first:
                starts[country, office].append((first, person))
    for person, held in terms.items():
        for term in list(held):
            country, sector, cameo, office, first, last = term
            if last != NEVER or office not in UNIQUE:
                continue
            known = max(first, open_until.get((person, term), first))
            later = [s for s, other in starts[country, office] if s > known and other != person]
            if later:
                held.discard(term)
                held.add((country, sector, cameo, office, first, min(later)))


def bodies(table: Table, ref: Path) -> None:
    """Armed groups, parties, forces and organisations that the hand-written table lacks."""
    generic = {key_of(row["noun"]) for row in read(OUT.with_name("roles.tsv"))}

    def add(kind: str, name: str, aliases: list[str], country: str, sectors: str, cameo: str,
            first: str, last: str, rank: int) -> None:  # fmt: skip
        cells = ",".join(
            [country, sectors.replace("|", "+"), cameo, "", str(day(first, last=False)),
             str(day(last, last=True))]
        )  # fmt: skip
        name = re.sub(r"^[Tt]he ", "", name)
        row = table.add(f"{kind[:3]}-{slug(name)[:40]}", [kind, name, "", cells])
        for alias in [name, *aliases]:
            words = pieces(re.sub(r"^[Tt]he ", "", alias.strip()))
            if " ".join(words).lower() in generic:
                continue  # "National Guard": any country's
            if len(words) > 1 or (words and words[0].isupper() and 3 <= len(words[0]) <= 8):
                table.name(" ".join(words), row, rank)

    for row in read(ref / "parties.tsv.gz"):
        short = [row["abbr"]] if row["abbr"] else []
        add("party", row["name"], short, row["country"], "PTY", "", "", "", 40)
    for row in read(ref / "security_forces.tsv"):
        name = re.sub(r"\s*\(.*", "", row["name"])
        if row["kind"] == "force" and len(name.split()) > 1:
            add(
                "force",
                name,
                row["aliases"].split("|"),
                row["country"],
                row["sector"],
                "",
                "",
                "",
                30,
            )
    for row in read(ref / "armed_groups_ucdp.tsv"):
        if row["org"] == "government" or row["org"] == "communal":
            continue
        countries = row["country"].split("|")
        name = re.sub(r"\s*\(.*", "", row["name"])
        sector = row["sector"] or "REB"
        add("group", name, row["aliases"].split("|"), countries[0], sector, "", "", "", 35)
    for row in read(ref / "terrorist_groups_factbook.tsv"):
        name = re.sub(r"\s*\(.*", "", row["name"])
        add("group", name, [], row["countries"].split("|")[0], "REB", "", "", "", 36)
    for row in read(ref / "organisations.tsv.gz"):
        if row["source"] == "own" or row["kind"] == "MNC" or len(row["name"].split()) < 2:
            continue
        kind = {"REB": "group", "IGO": "igo", "NGO": "ngo"}.get(row["kind"], "body")
        aliases = [a for a in row["aliases"].split("|") if len(a.split()) > 1]
        cameo = row["cameo"].split("|")[0]
        country = "UNO" if cameo.startswith("IGOUNO") else row["country"]
        add(kind, row["name"], aliases, country, row["sector"] or "SOC", cameo, row["start"],
            row["end"], 50)  # fmt: skip


def places(table: Table, ref: Path) -> None:
    """Cities and provinces, for "Karachi police" and "the governor of Texas"."""
    best: dict[str, tuple[int, str, str]] = {}
    barred = {row["word"] for row in read(OUT.with_name("cues.tsv")) if row["class"] == "not-place"}

    def offer(name: str, size: int, country: str, kind: str) -> None:
        key = key_of(name)
        if (
            len(key) > 2
            and key[0].isupper()
            and key not in barred
            and best.get(key, (0, "", ""))[0] < size
        ):
            best[key] = (size, country, kind)

    for row in read(ref / "gazetteer_cities500.tsv.gz"):
        size = int(row["population"] or 0)
        if size >= CITY_MINIMUM or (row["ne_class"] and size >= CITY_MINIMUM / 5):
            offer(row["name"], size, row["iso3"], "city")
    for row in read(ref / "admin1.tsv"):
        for name in {row["name"], row["ascii"]}:
            offer(re.sub(r" (Province|Oblast|Region|Governorate|State)$", "", name),
                  int(row["n_cities"] or 0) * 20_000, row["iso3"], "province")  # fmt: skip
    iso3 = {row["iso2"]: row["iso3"] for row in read(ref / "countries.tsv") if row["iso2"]}
    for row in read(ref / "place_exonyms.tsv"):
        offer(row["news_form"], 10**9, iso3.get(row["iso2"], ""), "city")
    for key, (_, country, kind) in sorted(best.items()):
        row_number = table.add(f"pla-{country.lower()}-{slug(key)}", [
            "place", key, "", f"{country},,,{kind},0,{NEVER}"])  # fmt: skip
        table.name(key, row_number, 60)


def main() -> None:
    """Build the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ref", type=Path, help="folder of the reference tables")
    parser.add_argument("--out", type=Path, default=OUT)
    arguments = parser.parse_args()
    table = Table()
    people(table, arguments.ref)
    bodies(table, arguments.ref)
    places(table, arguments.ref)
    postings = {key: sorted(rows, key=lambda r: (rows[r], r)) for key, rows in table.keys.items()}
    write_names(arguments.out, table.rows, postings)
    size = arguments.out.stat().st_size / 1e6
    print(f"{arguments.out}: {len(table.rows)} actors, {len(postings)} keys, {size:.1f} MB")


if __name__ == "__main__":
    main()
