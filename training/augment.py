"""Make treebank sentences look like news: datelines, capitals, headlines, missing full stops."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from dragoman.analyse.treebank import Sentence

_LISTS = "forms lemmas upos xpos feats relations spaced entity".split()
CITIES = [
    *"""
    Moscow Kabul Baghdad Damascus Beirut Tehran Cairo Ankara London Paris Berlin Brussels Geneva
    Vienna Washington Ottawa Havana Caracas Bogota Lima Santiago Brasilia Nairobi Abuja Lagos
    Khartoum Juba Mogadishu Tripoli Tunis Algiers Rabat Dakar Bamako Islamabad Karachi Delhi Mumbai
    Dhaka Colombo Kathmandu Yangon Bangkok Hanoi Manila Jakarta Beijing Shanghai Seoul Pyongyang
    Tokyo Taipei Canberra Sydney Kiev Kyiv Warsaw Prague Budapest Athens Rome Madrid Lisbon Dublin
    Riyadh Sanaa Doha Amman Jerusalem Gaza Aleppo Mosul Donetsk Minsk Tbilisi Yerevan Baku Astana
    Harare Pretoria
    """.split(),
    *("New York", "New Delhi", "United Nations", "Hong Kong", "Mexico City", "San Salvador"),
    "Tel Aviv",
]
COUNTRIES = "Russia Iraq Syria Iran Egypt Turkey Ukraine Nigeria Kenya India Libya Yemen".split()
AGENCIES = "AP Reuters AFP Xinhua UPI CNN VOA IRNA ITAR-TASS Interfax ANI PTI DPA Bloomberg".split()
MONTHS = "Jan. Feb. March April May June July Aug. Sept. Oct. Nov. Dec.".split()


class Changer:
    """Applies the ``[augment]`` table of the settings with one random source."""

    def __init__(self, shares: dict[str, Any], chance: random.Random) -> None:
        """Keep both."""
        self.shares = shares
        self.chance = chance

    def window(
        self, sentences: list[Sentence], numbers: list[int]
    ) -> tuple[list[Sentence], list[int]]:
        """Change a window; ``numbers`` are the sentences' places in the file, -1 for a made one."""
        roll = self.chance.random
        share = self.shares
        changed = []
        for given in sentences:
            sentence = given
            if len(sentence) > 4 and roll() < share["headline"]:
                sentence = headline(sentence, titled=roll() < 0.4)
            elif len(sentence) > 2 and roll() < share["no_stop"]:
                sentence = without_stop(sentence)
            changed.append(sentence)
        if changed[0].paragraph and roll() < share["dateline"]:
            changed[0] = changed[0].copy()
            changed[0].paragraph = False
            changed.insert(0, dateline(self.chance))
            numbers = [-1, *numbers]
        case = roll()
        for name, change in (("upper", str.upper), ("lower", str.lower), ("title", str.title)):
            if case < share[name]:
                changed = [recased(sentence, change) for sentence in changed]
                break
            case -= share[name]
        return changed, numbers


def recased(sentence: Sentence, change: Callable[[str], str]) -> Sentence:
    """The same sentence in other letters; lemmas and labels stay."""
    new = sentence.copy()
    new.forms = [change(form) if len(change(form)) == len(form) else form for form in new.forms]
    return new


def without(sentence: Sentence, gone: set[int]) -> Sentence:
    """Take out words that nothing hangs on."""
    new = sentence.copy()
    kept = [place for place in range(len(sentence)) if place not in gone]
    number = {old + 1: now + 1 for now, old in enumerate(kept)}
    number[0] = 0
    for name in _LISTS:
        old = getattr(sentence, name)
        setattr(new, name, [old[place] for place in kept])
    new.heads = [number[sentence.heads[place]] for place in kept]
    before: str | None = "O"
    for place, label in enumerate(new.entity):  # a name that lost its first word begins again
        if label and label.startswith("I-") and (before or "O")[1:] != label[1:]:
            new.entity[place] = "B" + label[1:]
        before = new.entity[place]
    return new


def _leaves(sentence: Sentence) -> set[int]:
    return set(range(len(sentence))) - {head - 1 for head in sentence.heads}


def without_stop(sentence: Sentence) -> Sentence:
    """Drop the final full stop."""
    last = len(sentence) - 1
    if sentence.forms[last] in {".", "!", "?"} and last in _leaves(sentence):
        return without(sentence, {last})
    return sentence


def headline(sentence: Sentence, *, titled: bool) -> Sentence:
    """Drop articles, forms of *be* beside another verb, and the final stop."""
    leaves = _leaves(sentence)
    gone = {
        place
        for place in leaves
        if sentence.forms[place].lower() in {"the", "a", "an"}
        or (
            sentence.relations[place] in {"aux:pass", "cop"}
            and sentence.forms[place].lower() in {"is", "are", "was", "were"}
        )
        or (place == len(sentence) - 1 and sentence.forms[place] == ".")
    }
    if len(gone) + 2 > len(sentence):
        return sentence
    short = without(sentence, gone)
    return recased(short, _title) if titled else short


def _title(form: str) -> str:
    return form[:1].upper() + form[1:] if len(form) > 3 else form


def dateline(chance: random.Random) -> Sentence:
    """Make "KABUL, Sept. 18 (Xinhua) --" as a sentence of its own, labelled as EWT labels them."""
    new = Sentence(paragraph=True, document=True)
    city = chance.choice(CITIES)
    upper = chance.random() < 0.8
    for place, part in enumerate(city.split()):
        form = part.upper() if upper else part
        relation, head = ("root", 0) if place == 0 else ("flat", 1)
        _name(new, form, head, relation, ("I" if place else "B") + "-place", lemma=part)
    if chance.random() < 0.25:
        _mark(new, ",", ",", len(new) + 2, spaced=False)
        _name(new, chance.choice(COUNTRIES), 1, "appos", "B-place")
    if chance.random() < 0.3:
        _mark(new, ",", ",", len(new) + 2, spaced=False)
        _name(new, chance.choice(MONTHS), 1, "list", "O")
        day, digits = str(chance.randint(1, 31)), "NumForm=Digit|NumType=Card"
        _add(new, (day, day, "NUM", "CD", digits, "nummod", True, "O"), len(new))
    if chance.random() < 0.75:
        bracket = len(new) + 2
        _mark(new, "(", "-LRB-", bracket)
        _name(new, chance.choice(AGENCIES), 1, "list", "B-organization", spaced=False)
        _mark(new, ")", "-RRB-", bracket, spaced=False)
    mark = chance.choice(["--", "—", "–", "-", "—", ":"])
    _mark(new, mark, ":", 1, spaced=mark != ":" and chance.random() < 0.9)
    return new


def _name(
    new: Sentence,
    form: str,
    head: int,
    relation: str,
    entity: str,
    *,
    lemma: str = "",
    spaced: bool = True,
) -> None:
    values = (form, lemma or form, "PROPN", "NNP", "Number=Sing", relation, spaced, entity)
    _add(new, values, head)


def _mark(new: Sentence, form: str, xpos: str, head: int, *, spaced: bool = True) -> None:
    _add(new, (form, form, "PUNCT", xpos, "_", "punct", spaced, "O"), head)


def _add(new: Sentence, values: tuple[str | bool, ...], head: int) -> None:
    for name, value in zip(_LISTS, values, strict=True):
        getattr(new, name).append(value)
    new.heads.append(head)
