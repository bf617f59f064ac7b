"""From names, offices and roles to actors, on the report's date."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dragoman.actors.codes import code_of
from dragoman.lexicons.actor_records import NEVER, Entry, Role, Term
from dragoman.lexicons.actors import ActorLexicon
from dragoman.records import Actor

BUILT = ("par-", "gro-", "for-", "igo-", "ngo-", "bod-")  # ids of the compact file's bodies
FORMER = ("ELI",)  # what PLOVER calls those who held office once
NATIONS = frozenset({"country", "metonym", "place"})
LAWMAKER = "legislator"


@dataclass(frozen=True, slots=True)
class Setting:
    """What the words around a name say about it."""

    day: int  # of the report: 20150918
    countries: tuple[str, ...] = ()  # nationality, possessor, "of …"
    role: Role | None = None  # title or apposition
    former: bool = False


def nation_of(entries: Iterable[Entry], day: int, near: Sequence[str] = ()) -> Entry | None:
    """Which state, seat of power or town a name stands for.

    Args:
        entries: Candidates, the likeliest first.
        day: Day of the report; a state of that day goes before one of the past, and a state of
            any day before a town.
        near: Countries that the report has named; they settle "Congolese" and "Korean".
    """
    nations = [entry for entry in entries if entry.kind in NATIONS]
    if not nations:
        return None
    # A state's name is that state's at any date: Montenegro is no Brazilian town before 2006.
    states = [entry for entry in nations if entry.kind == "country"] or nations
    valid = [entry for entry in states if entry.on(day)] or states
    kind = valid[0].kind
    same = [entry for entry in valid if entry.kind == kind]
    if len(same) > 1:
        for entry in same:
            if entry.terms[0].country in near:
                return entry
    return valid[0]


def body_of(
    entries: Iterable[Entry], day: int, near: Sequence[str] = (), key: str = ""
) -> Entry | None:
    """Which organisation a name stands for: one of that day, and of a country nearby if told."""
    bodies = [
        e
        for e in entries
        if e.kind not in NATIONS
        and e.kind != "person"
        # Three letters may be anybody's: the hand-written tables say whose they are, or the
        # country must have been named.
        and (" " in key or not e.id.startswith(BUILT) or _near(e, near))
    ]
    if not bodies:
        return None
    local = [e for e in bodies if any(t.country in near for t in e.terms)]
    for entry in (*local, *bodies):
        if entry.on(day):
            return entry
    return (*local, *bodies)[0]


def _near(entry: Entry, near: Sequence[str]) -> bool:
    return any(term.country in near for term in entry.terms)


def person_of(entries: Iterable[Entry], setting: Setting) -> Entry | None:
    """Which person a full name stands for on the report's date.

    Somebody of the nationality told goes first, then somebody in office that day, then the
    weightiest office; namesakes who only ever sat in a parliament need the nationality or an office
    held about that time.  Heads of state and their ministers are known at any date.
    """
    people = [e for e in entries if e.kind == "person"]
    if not people:
        return None

    if setting.day == UNDATED:  # without a date people are what they are known for
        people = [e for e in people if any(t.office != PUBLIC for t in e.terms)] or people

    def order(entry: Entry) -> tuple[bool, bool, int]:
        told = any(term.country in setting.countries for term in entry.terms)
        term = entry.on(setting.day)
        gap = min(_distance(t, setting.day) for t in entry.terms)
        return (bool(setting.countries) and not told, term is None, gap)

    best = min(people, key=order)
    wrong, absent, gap = order(best)
    if wrong and all(t.office == LAWMAKER for t in best.terms):
        return None
    # Of lesser people a name long out of office, with no nationality to hold on to, is a namesake.
    strange = absent and gap > LONG_AGO and not setting.countries and setting.day != UNDATED
    if not strange:
        return best
    return next((e for e in people if any(t.office in FAMOUS for t in e.terms)), None)


def _distance(term: Term, day: int) -> int:
    if term.first <= day <= term.last:
        return 0
    return term.first - day if day < term.first else day - term.last


def holder_of(lexicon: ActorLexicon, country: str, office: str, day: int) -> Entry | None:
    """Who held an office on a day; None when nobody is known or two began together."""
    in_office: dict[str, tuple[int, Entry]] = {}
    for entry in lexicon.find(f"@{country}:{office}"):
        for term in entry.terms:
            here = term.office == office and term.country == country
            if here and term.first <= day <= term.last and term.first:
                in_office[entry.id] = (term.first, entry)
    if not in_office:
        return None
    # Where tables overlap, the one who came last holds the office: elections replace presidents,
    # but not every table closes the term before.
    latest = max(first for first, _ in in_office.values())
    fresh = [entry for first, entry in in_office.values() if first == latest]
    return fresh[0] if len(fresh) == 1 else None


def surname_of(
    lexicon: ActorLexicon, surname: str, setting: Setting, *, titled: bool
) -> Entry | None:
    """Who is meant by a surname that no full name in the report explains.

    Args:
        lexicon: Tables; surnames of leading office holders are in it.
        surname: As written, "Lavrov".
        setting: Nationality and title, if any.
        titled: Whether a title stands before it; without one only heads of state, of government
            and of armed groups are known by surname, and those whom the tables call public figures.
    """
    entries = lexicon.find(f"~{surname}")
    office = setting.role.office if setting.role else ""
    found: list[Entry] = []
    for entry in entries:
        for term in entry.terms:
            if not term.first <= setting.day <= term.last:
                continue
            if setting.countries and term.country not in setting.countries:
                continue
            if titled and office and term.office != office:
                continue
            if not titled and term.office not in ALONE:
                continue
            if term.office == PUBLIC and setting.day == UNDATED:
                continue  # without a date people are what they are known for
            if titled and not office and not _suits(term, setting.role):
                continue
            if all(entry.id != other.id for other in found):
                found.append(entry)
    if not titled and not any(_leads(entry, setting.day) for entry in found):
        public = [e for e in found if any(
            t.office == PUBLIC and t.first <= setting.day <= t.last for t in e.terms)]  # fmt: skip
        if len(public) == 1:
            return public[0]
        late = _late_head(entries, setting)
        if late is not None or any(_led(e) and e not in found for e in entries):
            # A name that heads of state have borne is not a foreign minister's alone.
            return late or (None if found else _only_head(entries, setting))
    if len(found) == 1:
        return found[0]
    if not found and titled:
        return _titled_head(entries, setting) if office else _only_head(entries, setting)
    heads = [e for e in found if any(
        t.office in HEADS and t.first <= setting.day <= t.last for t in e.terms)]  # fmt: skip
    # One head of state under two spellings is still one.
    seats = {t.country for e in heads for t in e.terms if t.office in HEADS}
    return heads[0] if heads and (len(heads) == 1 or len(seats) == 1) else None


def _suits(term: Term, role: Role | None) -> bool:
    """Whether a noun before a surname may speak of a term: no minister is "Jihadi John"."""
    if role is None or not role.sectors or role.transparent or term.office in ALONE:
        return True
    return bool(set(role.sectors) & set(term.sectors))


def _leads(entry: Entry, day: int) -> bool:
    return any(t.office in HEADS and t.first <= day <= t.last for t in entry.terms)


def _led(entry: Entry) -> bool:
    return any(term.office in HEADS for term in entry.terms)


def _late_head(entries: Sequence[Entry], setting: Setting) -> Entry | None:
    """The one head of state or government of that name who left office not long before."""
    found = {
        entry.id: entry
        for entry in entries
        for term in entry.terms
        if term.office in HEADS
        and setting.day - RECENT <= term.last < setting.day
        and (not setting.countries or term.country in setting.countries)
    }
    return next(iter(found.values())) if len(found) == 1 else None


def _only_head(entries: Sequence[Entry], setting: Setting) -> Entry | None:
    """A head of state long past or soon to come, where nobody else in the tables has that name."""
    if len({entry.id for entry in entries}) != 1:
        return None
    for entry in entries:
        for term in entry.terms:
            if term.office not in HEADS or (
                setting.countries and term.country not in setting.countries
            ):
                continue
            if setting.day == UNDATED or term.first - SOON <= setting.day <= term.last + LONG_AGO:
                return entry
    return None


def _titled_head(entries: Sequence[Entry], setting: Setting) -> Entry | None:
    """Whom "President X" means outside his dates: the nearest in time, if all are of one state."""
    office = setting.role.office if setting.role else ""
    held = [
        (_distance(term, setting.day), n, entry)
        for n, entry in enumerate(entries)
        for term in entry.terms
        if term.office == office
        and office in HEADS
        and (not setting.countries or term.country in setting.countries)
    ]
    seats = {t.country for _, _, e in held for t in e.terms if t.office == office}
    if len(seats) != 1:
        return None
    gap, _, entry = min(held)[:3]
    return entry if gap <= LONG_AGO or setting.day == UNDATED else None


UNDATED = NEVER - 1  # day of a report without a date
LONG_AGO = 20_0000  # twenty years, as day numbers go
RECENT = 5_0000  # five years, as day numbers go
SOON = 1_0000  # one year, as day numbers go
HEADS = frozenset({"head_of_state", "head_of_government"})
PUBLIC = "public_figure"  # in the news without an office: candidates, leaders of oppositions
ALONE = HEADS | {"rebel_leader", "foreign_minister", "igo_head", "opposition_leader", PUBLIC}
FAMOUS = ALONE | {"defence_minister", "vice_president"}  # full names known at any date


def actor_of_entry(lexicon: ActorLexicon, entry: Entry, setting: Setting) -> Actor:
    """Make the actor that an entry is on the report's date.

    A title or apposition in the text outranks the table's office; somebody whose terms have all
    ended is ``ELI``.
    """
    term = entry.nearest(setting.day)
    sectors, cameo = term.sectors, term.cameo
    if entry.kind == "person":
        if setting.former:
            sectors, cameo = FORMER, ""
        elif setting.role and setting.role.sectors:
            sectors, cameo = setting.role.sectors, ""
        elif term.last < setting.day != UNDATED:
            sectors, cameo = FORMER, ""
        elif term.first > setting.day:
            sectors, cameo = (), ""  # not in office yet
    if entry.place:
        cameo = ""
    if entry.kind in {"metonym", "place"}:
        return Actor(
            id=f"act-{term.country.lower()}{'-gov' if sectors == ('GOV',) else ''}",
            name=entry.name,
            code=code_of(lexicon, term.country or None, sectors, cameo),
            country=term.country or None,
            sectors=sectors,
        )
    if entry.kind == "country":
        cameo = term.cameo
    return Actor(
        id=entry.id,
        name=entry.name,
        code=code_of(lexicon, term.country or None, sectors, cameo),
        country=term.country or None,
        sectors=sectors,
        wikidata=entry.wikidata,
    )
