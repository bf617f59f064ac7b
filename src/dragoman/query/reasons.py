"""Say why a stored assertion or event is what it is: the row is the truth, not a new reading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from dragoman.query.answer import Row
from dragoman.records import Status
from dragoman.wording import SIGNS, clean

_ROLES = {
    "asserts": "says that it happened",
    "denies": "denies it",
    "expects": "says that it will",
    "supposes": "says that it might",
}


def explain_assertion(row: Row, *, rejected: Iterable[Row] = ()) -> Iterator[str]:
    """Lines that answer: which words, which rules and rows, on whose word, what was put aside.

    Args:
        row: An assertion as :func:`dragoman.query.single.assertion` gives it.
        rejected: What was tried and put aside in the same sentence.
    """
    yield f"assertion {row['id']}  {heading(row)}"
    yield f"  report     {_report(row['report'])}"
    yield f"  sentence {row['sentence']}: {clean(row['text'])}"
    yield f"  words      {_quoted(row['evidence'])}"
    yield f"  act        {row['sense']}{_about(row['about'])}"
    yield (
        f"  codes      CAMEO {row['cameo'] or '—'}, Goldstein {number(row['goldstein'])}, "
        f"PLOVER score {number(row['plover_score'])}, {row['quad'] or 'no quad class'}"
    )
    for role, parties in (("actor", row["actors"]), ("recipient", row["recipients"])):
        for one in parties:
            yield f"  {role:<10} {_party(one)}"
    sign, _ = SIGNS[Status(row["status"])]
    yield f"  status     {sign} {row['status']}, {row['certainty']}"
    yield from (f"             {step}" for step in row["path"])
    for condition in row["conditions"]:
        named = f" (assertion {condition['assertion_id']})" if condition["assertion_id"] else ""
        yield f"  condition  {_quoted(condition['span'])}{named}"
    yield f"  speakers   {chain(row['speakers'])}"
    for one in row["speakers"]:
        how = f"{one['stance']}, {one['quotation']}"
        yield f"             {_party(one['actor'])}; cue {_quoted(one['cue'])}, {how}"
    yield from _anchors(row)
    yield from _relations(row)
    yield f"  confidence {row['confidence']:.2f}"
    yield f"  rows       {', '.join(row['rules']) or '—'}"
    put_aside = [_put_aside(one) for one in rejected]
    if put_aside:
        yield "  put aside in the same sentence:"
        yield from put_aside


def _anchors(row: Row) -> Iterator[str]:
    if when := row["when"]:
        days = f"{when['first'] or '…'} to {when['last'] or '…'}"
        words = f"“{clean(when['text'])}”" if when["text"] else "the report's own day"
        yield f"  when       {days}, from {words} ({when['rule']})"
    if where := row["where"]:
        country = where["country"] or "no country"
        yield (
            f"  where      {clean(where['name'])}, {country}, {where['precision']} "
            f"({where['rule']})"
        )
    for size in row["sizes"]:
        yield f"  size       {size['what']} {_bounds(size)}, from {_quoted(size['span'])}"


def _relations(row: Row) -> Iterator[str]:
    for answer in row.get("answers", ()):
        yield f"  {answer['relation']:<10} assertion {answer['assertion_id']} of the same report"
    if row.get("event_id"):
        yield f"  event      {row['event_id']}"
    for link in row.get("links", ()):
        yield f"  linked     {_link(link, row['id'])}"
    if commitment := row.get("commitment"):
        settled = commitment["settled_by"]
        by = f", by assertion {settled} on {commitment['settled_day']}" if settled else ""
        why = f" ({commitment['reason']})" if commitment["reason"] else ""
        yield f"  commitment {commitment['kind']}, {commitment['state']}{by}{why}"


def explain_event(row: Row) -> Iterator[str]:
    """Lines that answer: who says so, who denies it, which reports, why they are one event.

    Args:
        row: An event as :func:`dragoman.query.single.event` gives it.
    """
    yield f"event {row['id']}  {heading(row)}"
    days = row["first_day"] or "no day"
    if row["last_day"] and row["last_day"] != row["first_day"]:
        days = f"{row['first_day'] or '…'} to {row['last_day']}"
    place = f", {clean(row['place']['name'])}" if row["place"] else ""
    yield f"  when       {days}{place}"
    yield (
        f"  told by    {_counted(row['assertions'], 'assertion')} in "
        f"{_counted(row['reports'], 'report')} of "
        f"{_counted(row['origins'], 'independent origin')}, "
        f"{row['first_report'] or 'no day'} to {row['last_report'] or 'no day'}"
    )
    for label, sources in (("asserted", row["asserted_by"]), ("denied", row["denied_by"])):
        for one in sources:
            yield f"  {label:<10} by {_voice(one)}"
    for size in row["sizes"]:
        speaker = clean(str(size.get("speaker") or "the report"))
        day = f", {size['day']}" if size.get("day") else ""
        unit = f" {size['unit']}" if size.get("unit") else ""
        yield f"  number     {size['what']} {_bounds(size)}{unit}, says {speaker}{day}"
    for member in row["members"]:
        yield from _member(member)
    for link in row["links"]:
        yield f"  link       {_link(link)}"


def _member(member: Row) -> Iterator[str]:
    sign, _ = SIGNS[Status(member["status"])]
    yield f"  {sign} assertion {member['id']} {_ROLES.get(member['role'], member['role'])}"
    yield f"      {_report(member['report'])}"
    yield f"      {clean(member['text'])}"
    yield f"      on the word of {chain(member['speakers'])}"
    if not member["reasons"]:
        yield "      the event was founded on it"
        return
    score = "" if member["score"] is None else f" ({member['score']:.2f})"
    yield f"      linked because {'; '.join(map(clean, member['reasons']))}{score}"


def heading(row: Row) -> str:
    """Type, mode and parties on one line."""
    kind = " ".join(part for part in (row["event_type"] or "statement", row["mode"]) if part)
    return f"{kind}  {names(row['actors'])} → {names(row['recipients'])}"


def names(parties: Iterable[Row]) -> str:
    """Names with codes, joined: "Russian government (RUSGOV), …"; "—" for none."""
    shown = [clean(one["name"]) + (f" ({one['code']})" if one["code"] else "") for one in parties]
    return ", ".join(dict.fromkeys(shown)) or "—"


def chain(speakers: Iterable[Row]) -> str:
    """The chain of speakers, outermost first: "Reuters > an official (denies)"."""
    said = [
        clean(one["actor"]["name"]) + ("" if one["stance"] == "asserts" else f" ({one['stance']})")
        for one in speakers
    ]
    return " > ".join(said) or "the report"


def number(value: float | None) -> str:
    """A number as short as it can be; "—" for none."""
    return "—" if value is None else f"{value:g}"


def _about(about: Row | None) -> str:
    if not about:
        return ""
    return f", about {about['sense']} ({about['event_type'] or 'no type'}, {about['status']})"


def _party(one: Row) -> str:
    sectors = "/".join(one["sectors"]) or "—"
    code = one["code"] or "no code"
    by = one["resolved_by"] or "its words alone"
    return f"{clean(one['name'])} ({code}, {sectors}) {_quoted(one['mention'])} by {by}"


def _quoted(span: Row) -> str:
    return f"“{clean(span['text'])}” [{span['start']}:{span['end']}]"


def _bounds(size: Row) -> str:
    low, high = size.get("low"), size.get("high")
    if high is None:
        return f"at least {number(low)}"
    if low is None:
        return f"at most {number(high)}"
    return number(low) if low == high else f"{number(low)} to {number(high)}"


def _report(report: Row) -> str:
    named = [report["agency"], report["outlet"], report["published"], report["title"]]
    told = ", ".join(clean(str(part)) for part in named if part)
    return f"{report['id']} ({told})" if told else str(report["id"])


def _voice(one: Any) -> str:
    if not isinstance(one, dict):
        return clean(str(one))
    name = clean(str(one.get("name") or "the reports themselves"))
    days = ", ".join(str(day) for day in one.get("days", ()))
    country = f" ({one['country']})" if one.get("country") else ""
    reports = one.get("reports")
    count = len(reports) if isinstance(reports, list) else reports
    told = f", {_counted(count, 'report')}" if count else ""
    return f"{name}{country}{f' on {days}' if days else ''}{told}"


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def _link(link: Row, own: str | None = None) -> str:
    why = "; ".join(clean(str(one)) for one in link["reasons"]) or "no reason kept"
    score = "" if link["score"] is None else f" ({link['score']:.2f})"
    if own == link["a"]:
        return f"{link['relation']} {link['b']}: {why}{score}"
    if own == link["b"]:
        return f"by {link['a']}, {link['relation']}: {why}{score}"
    return f"{link['a']} {link['relation']} {link['b']}: {why}{score}"


def _put_aside(one: Row) -> str:
    rules = f" ({', '.join(one['rules'])})" if one["rules"] else ""
    return f"    “{clean(one['span']['text'])}”: {one['reason']}{rules}"


def in_sentence(row: Row, report: Row) -> list[Row]:
    """What was tried and put aside in the sentence of an assertion.

    Args:
        row: The assertion.
        report: Its report, with text and rejections.
    """
    sentence, evidence, text = row["text"], row["evidence"], report["text"]
    start = text.rfind(sentence, 0, evidence["start"] + len(sentence))
    if start < 0:
        return []
    end = start + len(sentence)
    return [
        one
        for one in report["rejections"]
        if start <= one["span"]["start"] and one["span"]["end"] <= end
    ]
