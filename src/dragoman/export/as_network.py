"""The network of actors: who did how much to whom, as GraphML and as GEXF 1.2.

Nodes are actors, edges directed dyads; an event counts once for each of its pairs.  Only the dyads
are held in memory, not the events.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from dragoman.export.cells import clean
from dragoman.export.eventrows import Told, told_events
from dragoman.export.parties import Pair, Party
from dragoman.export.source import Source
from dragoman.export.target import Target, opened
from dragoman.export.written import Written

QUADS: Final = (
    "verbal cooperation",
    "material cooperation",
    "verbal conflict",
    "material conflict",
)
# Attribute → type; both formats know these names.
NODE_ATTRIBUTES: Final = {
    "label": "string",
    "country": "string",
    "sector": "string",
    "known": "boolean",
    "count": "long",
}
EDGE_ATTRIBUTES: Final = {
    "count": "long",
    **{quad.replace(" ", "_"): "long" for quad in QUADS},
    "score": "double",
    "first_day": "string",
    "last_day": "string",
}
_GRAPHML: Final = "http://graphml.graphdrawing.org/xmlns"
_GEXF: Final = "http://www.gexf.net/1.2draft"

Attributes = Mapping[str, str]


@dataclass(slots=True)
class _Dyad:
    count: int = 0
    quads: Counter[str] = field(default_factory=Counter)
    score: float = 0.0
    scored: int = 0
    first: date = date.max
    last: date = date.min


@dataclass(slots=True)
class _Network:
    parties: dict[str, Party] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)  # events a party takes part in
    dyads: dict[tuple[str, str], _Dyad] = field(default_factory=dict)

    def add(self, told: Told) -> None:
        present = [one for pair in told.pairs for one in (pair.actor, pair.recipient) if one]
        for party in present:
            self.parties.setdefault(party.key, party)
        self.counts.update({party.key for party in present})
        for pair in told.pairs:
            self._count(told, pair)

    def _count(self, told: Told, pair: Pair) -> None:
        if pair.actor is None or pair.recipient is None:
            return
        dyad = self.dyads.setdefault((pair.actor.key, pair.recipient.key), _Dyad())
        dyad.count += 1
        dyad.quads[told.row.get("quad") or ""] += 1
        score = told.row.get("plover_score")
        if score is not None:
            dyad.score += score
            dyad.scored += 1
        dyad.first, dyad.last = min(dyad.first, told.day), max(dyad.last, told.day)


def write_graphml(
    source: Source, out: Target, *, statuses: Collection[str], text: bool = False
) -> Written:
    """Write GraphML.

    Source:
        GraphML 1.0, graphml.graphdrawing.org.
    """
    del text
    return _write(source, out, statuses, _graphml)


def write_gexf(
    source: Source, out: Target, *, statuses: Collection[str], text: bool = False
) -> Written:
    """Write GEXF, in the version that Gephi and networkx both read.

    Source:
        GEXF 1.2draft, gexf.net.
    """
    del text
    return _write(source, out, statuses, _gexf)


def _write(
    source: Source,
    out: Target,
    statuses: Collection[str],
    put: Callable[[Any, _Network], None],
) -> Written:
    from lxml import etree  # noqa: PLC0415  heavy, and only these formats need it

    left_out: Counter[str] = Counter()
    network = _Network()
    for told in told_events(source.events(), statuses, "event_type", left_out):
        network.add(told)
    with opened(out) as stream, etree.xmlfile(stream, encoding="utf-8") as xml:
        xml.write_declaration()
        put(xml, network)
    return Written(len(network.dyads), dict(sorted(left_out.items())))


def _nodes(network: _Network) -> Iterator[tuple[str, Attributes]]:
    for key, party in sorted(network.parties.items()):
        yield (
            key,
            {
                "label": clean(party.name),
                "country": clean(party.country or ""),
                "sector": clean(party.sectors[0]) if party.sectors else "",
                "known": "true" if party.id else "false",
                "count": str(network.counts[key]),
            },
        )


def _edges(network: _Network) -> Iterator[tuple[str, str, Attributes]]:
    for (actor, recipient), dyad in sorted(network.dyads.items(), key=lambda item: item[0]):
        attributes = {
            "count": str(dyad.count),
            **{quad.replace(" ", "_"): str(dyad.quads[quad]) for quad in QUADS},
            "first_day": dyad.first.isoformat(),
            "last_day": dyad.last.isoformat(),
        }
        if dyad.scored:
            attributes["score"] = f"{dyad.score / dyad.scored:.4f}"
        yield actor, recipient, attributes


def _graphml(xml: Any, network: _Network) -> None:
    with xml.element("graphml", xmlns=_GRAPHML):
        for scope, names in (("node", NODE_ATTRIBUTES), ("edge", EDGE_ATTRIBUTES)):
            for name, kind in names.items():
                _empty(
                    xml,
                    "key",
                    {
                        "id": f"{scope}-{name}",
                        "for": scope,
                        "attr.name": name,
                        "attr.type": kind,
                    },
                )
        with xml.element("graph", {"id": "actors", "edgedefault": "directed"}):
            for key, values in _nodes(network):
                with xml.element("node", {"id": key}):
                    _data(xml, "node", values)
            for number, (actor, recipient, values) in enumerate(_edges(network)):
                ends = {"id": f"e{number}", "source": actor, "target": recipient}
                with xml.element("edge", ends):
                    _data(xml, "edge", values)


def _data(xml: Any, scope: str, values: Attributes) -> None:
    for name, value in values.items():
        with xml.element("data", {"key": f"{scope}-{name}"}):
            xml.write(value)


def _gexf(xml: Any, network: _Network) -> None:
    with (
        xml.element("gexf", {"xmlns": _GEXF, "version": "1.2"}),
        xml.element("graph", {"mode": "static", "defaultedgetype": "directed"}),
    ):
        for scope, names in (("node", NODE_ATTRIBUTES), ("edge", EDGE_ATTRIBUTES)):
            with xml.element("attributes", {"class": scope, "mode": "static"}):
                for name, kind in names.items():
                    _empty(xml, "attribute", {"id": name, "title": name, "type": kind})
        with xml.element("nodes"):
            for key, values in _nodes(network):
                with xml.element("node", {"id": key, "label": values["label"]}):
                    _values(xml, values)
        with xml.element("edges"):
            for number, (actor, recipient, values) in enumerate(_edges(network)):
                ends = {
                    "id": str(number),
                    "source": actor,
                    "target": recipient,
                    "weight": values["count"],
                }
                with xml.element("edge", ends):
                    _values(xml, values)


def _values(xml: Any, values: Attributes) -> None:
    with xml.element("attvalues"):
        for name, value in values.items():
            _empty(xml, "attvalue", {"for": name, "value": value})


def _empty(xml: Any, name: str, attributes: Attributes) -> None:
    context: AbstractContextManager[None] = xml.element(name, dict(attributes))
    with context:
        pass
