"""Whether two assertions tell of one event: features with names, a logistic model, vetoes.

The weights are fitted by ``python -m training.linking`` on ECB+ (Cybulska and Vossen 2014), which
has no dates of publication: those for days are set by hand and say so in their row.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from dragoman.lexicons.linking import LinkingTables
from dragoman.linking.claims import SCALE, Claim
from dragoman.linking.parties import Match, is_proper, match_parties, name_words
from dragoman.records import Precision, Status, Where

FAR_DAYS = 4  # known days further apart than this are two events
FAR_REPORTS = 14  # reports further apart than this, of an act whose day neither tells
FAR_KM = 100  # two towns further apart than this are two places
NEAR_KM = 25  # a town and its suburb
LONG_DAYS = 10  # a range longer than this ("in 2005") pins nothing

_MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE"})
_MUTUAL_SENSES = frozenset({"fight", "wage-war", "exchange-fire", "sign-agreement"})
_AHEAD = frozenset({Status.FUTURE, Status.HYPOTHETICAL})
_MATERIAL = "material"
_EARTH_KM = 6371.0


@dataclass(frozen=True, slots=True)
class Pair:
    """How likely it is that two claims tell of one event."""

    score: float  # 0 to 1; 0 = ruled out
    reasons: tuple[str, ...]  # what speaks for and against, or what rules it out
    vetoed: bool = False


def score(a: Claim, b: Claim, tables: LinkingTables) -> Pair:
    """Score two claims of any two sentences; their order does not matter."""
    kinship = kin(a, b, tables)
    if kinship is None:
        return Pair(0.0, (f"{a.sense} is not {b.sense}",), vetoed=True)
    why = days_veto(a, b)
    if why:
        return Pair(0.0, (why,), vetoed=True)
    if a.retracts is not b.retracts:
        return Pair(0.0, ("one takes back a word, the other does not",), vetoed=True)
    noted = features(a, b, kinship, tables)
    why = veto(a, b, noted)
    if why:
        return Pair(0.0, (why,), vetoed=True)
    return Pair(round(chance(noted, tables.weights), 4), tuple(_words(noted)))


def chance(noted: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Probability by the logistic model."""
    total = sum(weights.get(name, 0.0) * value for name, value in noted.items())
    return 1.0 / (1.0 + math.exp(-total))


# ── the act ─────────────────────────────────────────────────────────────────────────────────


def kin(a: Claim, b: Claim, tables: LinkingTables) -> str | None:
    """``sense-same``, ``sense-kin``, ``sense-family``, or None for two kinds of act.

    "Agreed to meet" and "will meet" are kin: one is about what the other is, both are an AGREE.
    """
    if a.sense == b.sense:
        return "sense-same"
    if b.sense in tables.kin.get(a.sense, ()):
        return "sense-kin"
    one_type = a.event_type is not None and a.event_type == b.event_type
    for speech, deed in ((a, b), (b, a)):
        if (one_type or deed.status in _AHEAD) and tells_of(speech, deed.sense, tables):
            return "sense-kin"
    family = tables.family.get(a.sense)
    same_family = bool(family) and family == tables.family.get(b.sense)
    return "sense-family" if one_type or same_family else None


def tells_of(speech: Claim, deed: str, tables: LinkingTables) -> bool:
    """Whether a claim is of a word about that deed: "agreed to meet" of meeting."""
    about = speech.about_sense
    return deed in tables.deeds.get(speech.sense, ()) or bool(
        about and kin_senses(about, deed, tables)
    )


def is_mutual(claim: Claim, tables: LinkingTables) -> bool:
    """Whether both sides do it: who met whom says nothing about who began."""
    return tables.family.get(claim.sense) in _MUTUAL or claim.sense in _MUTUAL_SENSES


# ── features ────────────────────────────────────────────────────────────────────────────────


def features(a: Claim, b: Claim, kinship: str, tables: LinkingTables) -> dict[str, float]:
    """All that the model weighs, by name."""
    noted = {"bias": 1.0, kinship: 1.0}
    actors, recipients = match_sides(a, b, tables)
    noted[f"actor-{actors.name.lower()}"] = 1.0
    noted[f"recipient-{recipients.name.lower()}"] = 1.0
    noted["words"] = _shared(a.words, b.words, tables)
    noted["evidence"] = _shared(a.evidence, b.evidence, tables)
    if a.names and b.names:
        noted["names"] = _shared(a.names, b.names, tables)
        if not a.names & b.names:
            noted["names-none"] = 1.0
    seen = [_is_named(x, y) for x, y in ((a, b), (b, a))]
    if True in seen:
        noted["party-named"] = 1.0
    elif False in seen:
        noted["party-unnamed"] = 1.0
    if a.numbers & b.numbers:
        noted["numbers"] = 1.0
    if a.vector is not None and b.vector is not None:
        dot = float(np.dot(a.vector.astype(np.float32), b.vector.astype(np.float32)))
        noted["likeness"] = dot / (SCALE * SCALE)
    if a.about_sense and b.about_sense:
        noted[match_about(a.about_sense, b.about_sense, tables)] = 1.0
    sizes = sizes_of_pair(a, b)
    if sizes is not None:
        noted["size-same" if sizes else "size-other"] = 1.0
    where = match_places(a.place, b.place)
    if where:
        noted[where] = 1.0
    noted[match_days(a, b)] = 1.0
    if where == "place-same" and "days-same" in noted and min(actors, recipients) >= Match.STATE:
        noted["scene"] = 1.0
    if (
        kinship != "sense-family"
        and "days-same" in noted
        and min(actors, recipients) >= Match.STATE
    ):
        noted["dyad-day"] = 1.0  # the one-a-day rule of event data sets
    if a.report_id == b.report_id and a.sentence == b.sentence:
        noted["sentence-same"] = 1.0
    return noted


def kin_senses(a: str, b: str, tables: LinkingTables) -> bool:
    """Whether two senses may tell of one act."""
    return a == b or b in tables.kin.get(a, ())


def _is_named(a: Claim, b: Claim) -> bool | None:
    """Whether the other's sentence has the name of a party; None where no name can be missed."""
    parties = (*a.actors, *a.recipients)
    words = {word for one in parties if is_proper(one) for word in name_words(one.name)}
    return bool(words & b.names) if words and b.names else None


def match_about(a: str, b: str, tables: LinkingTables) -> str:
    """``about-same``, ``about-family`` or ``about-other``: what two speech acts speak of."""
    if kin_senses(a, b, tables):
        return "about-same"
    family = tables.family.get(a)
    return "about-family" if family and family == tables.family.get(b) else "about-other"


def match_sides(a: Claim, b: Claim, tables: LinkingTables) -> tuple[Match, Match]:
    """How actors and recipients go together; the better way round where both sides do it."""
    if not (is_mutual(a, tables) and is_mutual(b, tables)):
        return match_parties(a.actors, b.actors), match_parties(a.recipients, b.recipients)
    all_a, all_b = (*a.actors, *a.recipients), (*b.actors, *b.recipients)
    few, many = sorted((all_a, all_b), key=len)
    best = sorted((match_parties((one,), many) for one in few), reverse=True)
    return (*best, Match.UNKNOWN, Match.UNKNOWN)[0], (*best, Match.UNKNOWN, Match.UNKNOWN)[1]


def _shared(a: frozenset[str], b: frozenset[str], tables: LinkingTables) -> float:
    """Rarity shared, as a share of the lesser of both (overlap coefficient), 0 to 1."""
    both = _weight(a & b, tables)
    if not both:
        return 0.0
    return both / min(_weight(a, tables), _weight(b, tables))


def _weight(words: Iterable[str], tables: LinkingTables) -> float:
    return sum(map(tables.rarity_of, words))


def sizes_of_pair(a: Claim, b: Claim) -> bool | None:
    """Whether numbers of one kind agree; None where they count nothing alike."""
    verdicts = [
        is_compatible(x.low, x.high, y.low, y.high)
        for x in a.sizes
        for y in b.sizes
        if x.what == y.what and x.unit == y.unit
    ]
    return None if not verdicts else any(verdicts)


def is_compatible(
    low: float | None, high: float | None, other_low: float | None, other_high: float | None
) -> bool:
    """Whether two ranges meet; an open end meets everything beyond."""
    top = math.inf if high is None else high
    other_top = math.inf if other_high is None else other_high
    return (low or 0.0) <= other_top and (other_low or 0.0) <= top


# ── days ────────────────────────────────────────────────────────────────────────────────────


def match_days(a: Claim, b: Claim) -> str:
    """``days-same``, ``days-near``, ``days-apart``, ``days-loose`` or ``days-unknown``."""
    if not (_is_pinned(a) and _is_pinned(b)):
        if a.published is None or b.published is None:
            return "days-unknown"
        return "days-loose" if _reports_gap(a, b) <= 1 else "days-open"
    gap = _gap(a, b)
    return "days-same" if gap == 0 else "days-near" if gap == 1 else "days-apart"


def days_veto(a: Claim, b: Claim) -> str:
    """Why their days rule it out; "" where they do not."""
    if _is_pinned(a) and _is_pinned(b):
        gap = _gap(a, b)
        return f"{gap} days apart" if gap > FAR_DAYS else ""
    if a.published is None or b.published is None:
        return _weekdays_veto(a, b)
    if _is_pinned(a) or _is_pinned(b):
        pinned, loose = (a, b) if _is_pinned(a) else (b, a)
        assert pinned.first
        assert pinned.last
        assert loose.published
        early = loose.published + timedelta(days=FAR_DAYS) < pinned.first
        late = loose.published - timedelta(days=FAR_REPORTS) > pinned.last
        if (early and pinned.status.value != "future") or late:
            return "reported at another time than the other says it happened"
        return ""
    gap = _reports_gap(a, b)
    return f"reported {gap} days apart, day not known" if gap > FAR_REPORTS else ""


def _weekdays_veto(a: Claim, b: Claim) -> str:
    """Without dates of publication a weekday is no date, but Monday is not Tuesday."""
    for left, right in ((_part(a, x), _part(b, x)) for x in (False, True)):
        if left and right and not left & right:
            return f"{min(left)} is not {min(right)}"
    return ""


def _part(claim: Claim, numbered: bool) -> set[str]:  # noqa: FBT001  one of two kinds
    return {word for word in claim.weekdays if word[-1].isdigit() is numbered}


def _is_pinned(claim: Claim) -> bool:
    if claim.first is None or claim.last is None:
        return False
    return (claim.last - claim.first).days <= LONG_DAYS


def _gap(a: Claim, b: Claim) -> int:
    assert a.first
    assert a.last
    assert b.first
    assert b.last
    return max((a.first - b.last).days, (b.first - a.last).days, 0)


def _reports_gap(a: Claim, b: Claim) -> int:
    assert a.published
    assert b.published
    return abs((a.published - b.published).days)


# ── places ──────────────────────────────────────────────────────────────────────────────────


def match_places(a: Where | None, b: Where | None) -> str:
    """``place-same``, ``place-inside``, ``place-other``; "" where one is not known."""
    if a is None or b is None:
        return ""
    if a.geonames_id is not None and a.geonames_id == b.geonames_id:
        return "place-same" if a.precision is not Precision.COUNTRY else "place-inside"
    if a.country and b.country and a.country != b.country:
        return "place-other"
    if Precision.COUNTRY in (a.precision, b.precision):
        return "place-inside"
    distance = distance_km(a, b)
    if distance is None:
        return "place-same" if a.name == b.name else ""
    if distance <= NEAR_KM:
        return "place-same"
    wide = Precision.PROVINCE in (a.precision, b.precision)
    if wide and a.admin1 and a.admin1 == b.admin1:
        return "place-inside"
    return "" if distance <= FAR_KM or wide else "place-other"


def distance_km(a: Where, b: Where) -> float | None:
    """Great-circle distance; None where a place has no coordinates."""
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return None
    north, south = math.radians(a.latitude), math.radians(b.latitude)
    half = math.sin((north - south) / 2) ** 2
    turn = math.sin(math.radians(a.longitude - b.longitude) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(math.sqrt(half + math.cos(north) * math.cos(south) * turn))


# ── what rules it out ───────────────────────────────────────────────────────────────────────


def veto(a: Claim, b: Claim, noted: Mapping[str, float]) -> str:
    """Why parties or place rule it out; "" where they do not."""
    if "actor-clash" in noted:
        return f"{_names(a.actors)} is not {_names(b.actors)}"
    if "recipient-clash" in noted:
        return f"{_names(a.recipients)} is not {_names(b.recipients)}"
    if "place-other" in noted and _MATERIAL in (a.quad or "") and _MATERIAL in (b.quad or ""):
        assert a.place
        assert b.place
        return f"{a.place.name} is not {b.place.name}"
    if "about-other" in noted:
        return f"about {a.about_sense}, not {b.about_sense}"
    if "sentence-same" in noted:
        return "two acts of one sentence"
    return ""


def _names(actors: Iterable[object]) -> str:
    return " and ".join(str(getattr(one, "name", one)) for one in actors) or "nobody"


def _words(noted: Mapping[str, float]) -> Iterable[str]:
    """The features that hold, as they are kept: the name, and the figure where there is one."""
    for name, value in noted.items():
        if name != "bias" and value:
            yield name if value == 1.0 else f"{name} {value:.2f}"
