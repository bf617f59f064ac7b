"""What can be asked for: one definition for Python, the command line and HTTP.

A new filter is one field here and one clause in :mod:`dragoman.query.conditions`; options of
commands, parameters of addresses and the table in ``docs/questions.md`` follow from it.
"""

# ruff: noqa: RUF009  each field is told once, by a call

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any

from dragoman.errors import UsageError
from dragoman.query import legal, values
from dragoman.query.legal import ANY_STATUS, STATUSES


@dataclass(frozen=True, slots=True)
class Field:
    """How one filter is read and told."""

    help: str  # one sentence for --help and the docs
    metavar: str
    read: Callable[[str, Any], Any]  # raises UsageError
    many: bool = True  # several values: any of them
    legal: Callable[[], tuple[str, ...]] | None = None  # the closed list, where there is one


def _many(help_: str, metavar: str, read: Callable[[str, Any], Any], **more: Any) -> Any:
    return dataclasses.field(default=(), metadata={"field": Field(help_, metavar, read, **more)})


def _one(help_: str, metavar: str, read: Callable[[str, Any], Any]) -> Any:
    field = Field(help_, metavar, read, many=False)
    return dataclasses.field(default=None, metadata={"field": field})


_WHO = "country (RUS), beginning of a code (RUSMIL), id, or part of a name"


@dataclass(frozen=True, slots=True)
class Filters:
    """Which assertions are meant; different filters must all hold, values of one any of them.

    Every other question is asked of these assertions: an event or a report is found when one of
    its assertions is.  Built by :meth:`of` or :meth:`from_query`, which check the values.
    """

    actor: tuple[str, ...] = _many(f"Who acts: {_WHO}.", "WHO", values.text)
    recipient: tuple[str, ...] = _many(f"To whom: {_WHO}.", "WHO", values.text)
    either: tuple[str, ...] = _many(f"Actor or recipient: {_WHO}.", "WHO", values.text)
    type: tuple[str, ...] = _many(
        "PLOVER event type, or the first digits of a CAMEO code.",
        "TYPE",
        values.event_type,
        legal=legal.event_types,
    )
    mode: tuple[str, ...] = _many(
        "PLOVER mode.", "MODE", values.listed(legal.modes), legal=legal.modes
    )
    context: tuple[str, ...] = _many(
        "PLOVER context.", "CONTEXT", values.listed(legal.contexts), legal=legal.contexts
    )
    sector: tuple[str, ...] = _many(
        "Sector of an actor or recipient.",
        "SECTOR",
        values.listed(legal.sectors),
        legal=legal.sectors,
    )
    quad: tuple[str, ...] = _many(
        "Quad class.", "QUAD", values.listed(lambda: legal.QUADS), legal=lambda: legal.QUADS
    )
    status: tuple[str, ...] = _many(
        "Did it happen, in the eyes of who says so; any: all of them.",
        "STATUS",
        values.status,
        legal=lambda: (*STATUSES, ANY_STATUS),
    )
    certainty: tuple[str, ...] = _many(
        "How strongly it is put.",
        "CERTAINTY",
        values.listed(lambda: legal.CERTAINTIES),
        legal=lambda: legal.CERTAINTIES,
    )
    speaker: tuple[str, ...] = _many(
        f"On whose word, anywhere in the chain: {_WHO}; report: the report's own word.",
        "WHO",
        values.text,
    )
    country: tuple[str, ...] = _many("Where it happened: three letters.", "ISO3", values.country)
    since: date | None = _one(
        "First day meant: a date, a month, today, or 7d, 2w, 3m, 1y ago.", "DATE", values.first_day
    )
    until: date | None = _one("Last day meant, itself included.", "DATE", values.last_day)
    text: tuple[str, ...] = _many(
        "Words in the sentence or the report's title; capitals and accents do not matter.",
        "WORDS",
        values.text,
    )
    outlet: tuple[str, ...] = _many("Part of the outlet's or agency's name.", "NAME", values.text)
    event: tuple[str, ...] = _many("Event id, or its beginning.", "ID", values.text)
    report: tuple[str, ...] = _many("Report id, or its beginning.", "ID", values.text)
    story: tuple[str, ...] = _many("Story id, or its beginning.", "ID", values.text)
    run: tuple[str, ...] = _many("Run id, or its beginning.", "ID", values.text)
    confidence: float | None = _one("At least so sure, from 0 to 1.", "SHARE", values.share)
    limit: int | None = _one("At most so many rows; of dyads, the busiest.", "N", values.rows)
    cursor: str | None = _one("Where the last page ended; answers give it.", "CURSOR", values.text)

    def __post_init__(self) -> None:
        """Check what one field cannot see alone.

        Raises:
            UsageError: The first day comes after the last.
        """
        if self.since and self.until and self.since > self.until:
            raise UsageError(
                "since", f"{self.since} is later than until {self.until}", "exchange the two"
            )

    @classmethod
    def of(cls, **given: Any) -> Filters:
        """Filters from loose values: one or several, text or dates.

        >>> Filters.of(actor="RUS", status=["negated", "future"], since="2015-09").since
        datetime.date(2015, 9, 1)

        Raises:
            UsageError: No filter is called so, or a value cannot be; names what can.
        """
        read: dict[str, Any] = {}
        for name, value in given.items():
            field = FIELDS.get(name) or _no_such(name)
            wanted = values.as_list(value)
            if field.many:
                read[name] = tuple(dict.fromkeys(field.read(name, one) for one in wanted))
            elif len(wanted) > 1:
                raise UsageError(name, f"{len(wanted)} values", "give it one")
            elif wanted:
                read[name] = field.read(name, wanted[0])
        if ANY_STATUS in read.get("status", ()):
            read["status"] = STATUSES
        return cls(**read)

    @classmethod
    def from_query(
        cls, query: Mapping[str, Sequence[str]], *, ignore: Collection[str] = (), **default: Any
    ) -> Filters:
        """Filters from the parameters of an address, every name with the list of its values.

        Args:
            query: ``{"actor": ["RUS", "UKR"], "limit": ["100"]}``.
            ignore: Parameters of the question itself: ``by``, ``format``.
            default: Values for what the address does not say: ``limit=100``.

        Raises:
            UsageError: As :meth:`of`.
        """
        given = {name: list(value) for name, value in query.items() if name not in ignore}
        return cls.of(**{**default, **{name: value for name, value in given.items() if value}})


FIELDS: dict[str, Field] = {one.name: one.metadata["field"] for one in dataclasses.fields(Filters)}


def _no_such(name: str) -> Field:
    near = get_close_matches(name, FIELDS, n=1)
    remedy = f"did you mean {near[0]}?" if near else f"use one of {', '.join(FIELDS)}"
    raise UsageError(name, "no filter is called so", remedy)


def told(filters: Filters) -> str:
    """What was asked, for titles and messages: "actor RUS or UKR, since 2015-09-01"."""
    parts = []
    for name, field in FIELDS.items():
        value = getattr(filters, name)
        if value in {None, ()} or name in {"limit", "cursor"}:
            continue
        parts.append(f"{name} {' or '.join(value) if field.many else value}")
    return ", ".join(parts)
