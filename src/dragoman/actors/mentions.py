"""Find every noun phrase of a report that may act, and whom it stands for."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.actors.coreference import link
from dragoman.actors.drafts import Draft, Page
from dragoman.actors.names import find_hits
from dragoman.actors.reader import read_page
from dragoman.actors.resolve import UNDATED
from dragoman.grammar import span
from dragoman.lexicons.actor_records import day_number
from dragoman.lexicons.actors import ActorLexicon
from dragoman.records import Mention, Parse, Report


def find_actors(
    report: Report, parse: Parse, lexicon: ActorLexicon, *, near: Sequence[str] = ()
) -> tuple[Mention, ...]:
    """Find who may act in a report.

    Every noun phrase that may act gets one mention, at its head token; a nationality gets its own
    where the noun it goes with is no actor ("Russian equipment").  Names of states and towns that
    only say where carry the rule ``place``.  Pronouns and descriptions carry the actors of their
    antecedent and a rule that begins with ``coref``.

    Args:
        report: The report; its date decides who held office.  Without a date, open terms count.
        parse: Its grammar.
        lexicon: Actor tables.
        near: Countries (ISO3) that the report is known to be about before it is read.

    Returns:
        Mentions in text order of their heads, at most one a token.
    """
    day = day_number(report.published) if report.published else UNDATED
    labels = {
        i: entity.label for entity in parse.entities for i in range(entity.first, entity.last)
    }
    page = Page(report.text, parse, lexicon, day, find_hits(parse, lexicon), labels)
    page.near.extend(near)
    read_page(page)
    link(page)
    return tuple(_mention(page, draft) for _, draft in sorted(page.drafts.items()) if draft.actors)


def _mention(page: Page, draft: Draft) -> Mention:
    return Mention(
        span=span(page.parse, page.text, draft.first, draft.last - 1),
        first=draft.first,
        last=draft.last,
        head=draft.head,
        actors=draft.actors,
        rule=draft.rule,
        antecedent=draft.antecedent,
    )
