"""The grammar of frames: where the parties of an act stand, and what must stand beside it.

``docs/words.md`` describes the language; this module reads it.  A frame is a list of parts
separated by blanks: roles (``R=with``) and constraints (``obj:offer|proposal``).  Inside a part a
blank is written ``_``: ``obj:peace_treaty``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from dragoman.errors import DataFileError

ROLES = frozenset({"A", "R", "T", "about"})
# Slots that are relations of the tree; every other slot name is a preposition.
RELATIONS = frozenset(
    {
        "nsubj",
        "obj",
        "iobj",
        "xcomp",
        "ccomp",
        "advcl",
        "acl",
        "poss",
        "amod",
        "compound",
        "prt",
        "speaker",
    }
)
_NAME = re.compile(r"[a-z][a-z_'’-]*\Z")
_TESTS = frozenset({"-", "+", "actor", "person"})


@dataclass(frozen=True, slots=True)
class Slot:
    """One place beside a predicate: ``obj``, ``with``, or inside of it: ``obj.poss``."""

    name: str
    inner: bool  # True: not what stands there, but its nationality, possessor or "of/in" phrase


Role = tuple[tuple[Slot, ...], ...]
"""Places taken together (``+``), each a choice of which the first found wins (``|``)."""


@dataclass(frozen=True, slots=True)
class Constraint:
    """What must, or must not, stand in a slot."""

    slots: tuple[str, ...]  # any of them
    negated: bool
    words: frozenset[str]  # lemmas, classes resolved; several words joined by a blank
    tests: frozenset[str]  # of "-" nothing, "+" something, "actor", "person"


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame that was read."""

    roles: Mapping[str, Role]  # by "A", "R", "T", "about"; a role without places is empty
    constraints: tuple[Constraint, ...]
    voice: str  # "pass", "act" or ""


def read_frame(
    text: str, *, noun: bool, classes: Mapping[str, frozenset[str]], where: str
) -> Frame:
    """Read one frame.

    Args:
        text: The cell, such as ``A=nsubj R=with obj:@agreement``.
        noun: Whether the defaults of nouns hold, not those of verbs.
        classes: Lemmas by class name.
        where: File and line, for the message.

    Raises:
        DataFileError: A part is neither a role nor a constraint, or names an unknown class.
    """
    roles: dict[str, Role] = {}
    constraints: list[Constraint] = []
    voice = ""
    for part in text.split():
        key, equals, value = part.partition("=")
        if equals and key in ROLES:
            if key in roles:
                raise _wrong(where, part, f"role {key} is given twice")
            roles[key] = _role(value, part, where)
            continue
        key, colon, value = part.partition(":")
        if not colon or not value:
            raise _wrong(where, part, "neither a role (A=nsubj) nor a constraint (obj:offer)")
        if key == "voice" and value in {"pass", "act"}:
            voice = value
        else:
            constraints.append(_constraint(key, value, classes, where))
    _fill_defaults(roles, noun=noun)
    return Frame(roles, tuple(constraints), voice)


def _wrong(where: str, part: str, what: str) -> DataFileError:
    return DataFileError(where, f"frame part {part!r}: {what}", "see docs/words.md")


def _role(value: str, part: str, where: str) -> Role:
    if value == "-":
        return ()
    together: list[tuple[Slot, ...]] = []
    for piece in value.split("+"):
        choices: list[Slot] = []
        for choice in piece.split("|"):
            name, dot, inner = choice.partition(".")
            if not _NAME.match(name) or (dot and inner != "poss"):
                raise _wrong(where, part, f"{choice!r} is not a slot")
            choices.append(Slot(name.replace("_", " "), bool(dot)))
        together.append(tuple(choices))
    return tuple(together)


def _constraint(
    key: str, value: str, classes: Mapping[str, frozenset[str]], where: str
) -> Constraint:
    part = f"{key}:{value}"
    negated = key.endswith("!")
    slots = tuple(name.replace("_", " ") for name in key.removesuffix("!").split("|"))
    for name in slots:
        if name in {"aux", "voice"} or not _NAME.match(name.replace(" ", "_")):
            raise _wrong(where, part, f"{name!r} cannot be constrained so")
    words: set[str] = set()
    tests: set[str] = set()
    for item in value.split("|"):
        if item in _TESTS:
            tests.add(item)
        elif item.startswith("@"):
            if item[1:] not in classes:
                raise _wrong(where, part, f"there is no class {item[1:]!r}")
            words |= classes[item[1:]]
        elif item:
            words.add(item.replace("_", " ").lower())
        else:
            raise _wrong(where, part, "an empty alternative")
    return Constraint(slots, negated, frozenset(words), frozenset(tests))


_VERB_ACTOR: Role = ((Slot("nsubj", False),),)
_VERB_RECIPIENT: Role = ((Slot("obj", False),),)
_NOUN_ACTOR: Role = (tuple(Slot(n, False) for n in ("poss", "by", "amod", "compound", "between")),)
_NOUN_RECIPIENT: Role = (tuple(Slot(n, False) for n in ("of", "on", "against", "with", "to")),)


def _fill_defaults(roles: dict[str, Role], *, noun: bool) -> None:
    """Add what the frame leaves unsaid; an object that is already spoken for is no recipient."""
    used = {slot.name for role in roles.values() for piece in role for slot in piece}
    if "A" not in roles:
        default = _NOUN_ACTOR if noun else _VERB_ACTOR
        roles["A"] = tuple(tuple(s for s in piece if s.name not in used) for piece in default)
    if "R" not in roles:
        default = _NOUN_RECIPIENT if noun else _VERB_RECIPIENT
        roles["R"] = tuple(tuple(s for s in piece if s.name not in used) for piece in default)
