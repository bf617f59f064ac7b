"""Names of states stand for those states at any date."""

from __future__ import annotations

from dragoman.actors.resolve import nation_of
from dragoman.lexicons.actors import ActorLexicon


def test_every_state_keeps_its_name_at_any_date(lexicon: ActorLexicon) -> None:
    """Montenegro was no Brazilian town before 2006, nor Georgia an American state in 1985."""
    states = [e for e in lexicon.countries.values() if e.terms[0].office == "state"]
    wrong = [
        (entry.name, year)
        for entry in states
        for year in range(1985, 2026)
        if (found := nation_of(lexicon.find(entry.name.replace("-", " ")), year * 10000 + 615))
        is None
        or found.nearest(year * 10000 + 615).country != entry.terms[0].country
    ]

    assert len(states) >= 193
    assert not wrong


def test_dissolved_states_keep_their_codes(lexicon: ActorLexicon) -> None:
    """Also long after their end."""
    for name, code in (
        ("Soviet Union", "SUN"), ("Yugoslavia", "YUG"), ("Czechoslovakia", "CSK"),
        ("East Germany", "DDR"),
    ):  # fmt: skip
        for day in (19860601, 20150601):
            found = nation_of(lexicon.find(name), day)
            assert found is not None
            assert found.nearest(day).country == code, name
