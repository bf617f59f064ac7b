"""Tables that linking across reports needs: kin senses, what fulfils what, rarity of words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.errors import DataFileError
from dragoman.lexicons.ontology import load_ontology
from dragoman.lexicons.senses import load_senses
from dragoman.lexicons.tables import BUILT_IN, read_overlaid

FOLDER = "linking"
UNSEEN = 8.5  # rarity of a word that the table does not list: rarer than one sentence in 4,000

_LEMMAS = BUILT_IN / "model" / "lemmas.tsv"
_ORDER = ("VERB", "NOUN", "ADJ", "AUX", "ADV")  # which lemma a form has, when it has several


@dataclass(frozen=True, slots=True)
class LinkingTables:
    """All that linking looks up."""

    weights: Mapping[str, float]  # of the model that scores a pair, by feature
    rarity: Mapping[str, float]  # −ln of the share of sentences with the lemma; 0 = no content
    kin: Mapping[str, frozenset[str]]  # sense → senses that may tell of the same act
    family: Mapping[str, str]  # sense → PLOVER code before any condition; "" = none
    deeds: Mapping[str, frozenset[str]]  # speech act → deeds that carry it out
    opposites: Mapping[str, frozenset[str]]  # sense → senses that undo or refuse it
    withdrawing: frozenset[str]  # lemmas that call something off: "drop", "go back"
    given: frozenset[str]  # lemmas of a word that was given: "offer", "threat"
    lemmas: Mapping[str, str]  # form → lemma, where they differ

    def rarity_of(self, lemma: str) -> float:
        """How much it says that two sentences share the word."""
        return self.rarity.get(lemma, UNSEEN)


def load_linking(overlays: Sequence[Path] = ()) -> LinkingTables:
    """Read ``data/linking/*.tsv``, the senses and the PLOVER map.

    Raises:
        DataFileError: A table cannot be read, or names a sense that no table has.
    """
    senses = load_senses(overlays)
    kin: dict[str, set[str]] = {}
    for where, row in _rows("kin", ("id", "senses", "source"), overlays):
        group = _senses(row["senses"], senses, where)
        for sense in group:
            kin.setdefault(sense, set()).update(group)
    deeds = {
        sense: _senses(row["deeds"], senses, where)
        for where, row in _rows("fulfilment", ("id", "deeds", "source"), overlays)
        for sense in _senses(row["id"], senses, where)
    }
    opposites: dict[str, set[str]] = {}
    for where, row in _rows("opposites", ("id", "senses", "opposites", "source"), overlays):
        against = _senses(row["opposites"], senses, where)
        for sense in _senses(row["senses"], senses, where):
            opposites.setdefault(sense, set()).update(against)
    return LinkingTables(
        weights=_numbers("weights", overlays),
        rarity=_numbers("words", overlays),
        kin={sense: frozenset(group) for sense, group in kin.items()},
        family=_families(senses, overlays),
        deeds=deeds,
        opposites={sense: frozenset(found) for sense, found in opposites.items()},
        withdrawing=_withdrawal("verb", overlays),
        given=_withdrawal("noun", overlays),
        lemmas=_lemmas(),
    )


def _rows(
    name: str, columns: Sequence[str], overlays: Sequence[Path]
) -> Iterable[tuple[str, dict[str, str]]]:
    found = read_overlaid(FOLDER, columns=columns, overlays=overlays, pattern=f"{name}.tsv")
    for key, row in found.items():
        yield f"{FOLDER}/{name}.tsv: {key}", row


def _withdrawal(role: str, overlays: Sequence[Path]) -> frozenset[str]:
    rows = _rows("withdrawal", ("id", "lemma", "role", "source"), overlays)
    return frozenset(row["lemma"] for _, row in rows if row["role"] == role)


def _numbers(name: str, overlays: Sequence[Path]) -> dict[str, float]:
    found = {}
    for where, row in _rows(name, ("id", "weight", "source"), overlays):
        try:
            found[row["id"]] = float(row["weight"])
        except ValueError as error:
            raise DataFileError(
                where, f"weight {row['weight']!r} is no number", "write a number"
            ) from error
    return found


def _senses(cell: str, known: Iterable[str], where: str) -> frozenset[str]:
    """Senses of a cell; ``demonstrate-*`` stands for all that begin so."""
    found: set[str] = set()
    for name in cell.split("|"):
        stem = name.removesuffix("*")
        hits = [one for one in known if one == name or (stem != name and one.startswith(stem))]
        if not hits:
            raise DataFileError(where, f"sense {name!r} is in no table", "add it to data/senses")
        found.update(hits)
    return frozenset(found)


def _families(senses: Iterable[str], overlays: Sequence[Path]) -> dict[str, str]:
    book = load_ontology("plover", overlays)
    plain = {}
    for sense in senses:
        rows = book.rows.get(sense, ())
        asks = (
            (row, (row.about, row.status, row.actor_sector, row.recipient_sector)) for row in rows
        )
        free = [row for row, conditions in asks if not any(conditions)]
        plain[sense] = free[0].code if free else ""
    return plain


def _lemmas() -> dict[str, str]:
    best: dict[str, tuple[int, str]] = {}
    for line in _LEMMAS.read_text(encoding="utf-8").splitlines()[1:]:
        form, upos, lemma = line.split("\t")
        rank = _ORDER.index(upos) if upos in _ORDER else len(_ORDER)
        if form not in best or rank < best[form][0]:
            best[form] = (rank, lemma or form)
    return {form: lemma.lower() for form, (_, lemma) in best.items() if lemma}
