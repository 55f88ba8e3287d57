"""Why an article was read as it was, for editors: rules and words recorded while reading, as text; reads nothing itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from storage.model import Period, Report
from summarizer.reading.found import Found
from summarizer.reading.mention import Mention
from summarizer.reading.parsed import Parsed
from summarizer.reading.predicate import Predicate
from summarizer.reading.reader import Grounded

# What the rules of status say, in words.
_BECAUSE = {
    "question": "it is asked, not told",
    "negated": "a word of negation stands before it",
    "denied": "who tells it denies it",
    "ordered": "it is an order",
    "condition": "a word of condition stands before it",
    "doubted": "these words take it back or put it in doubt",
    "planned": "a word of plan stands before it",
    "wished": "it is wished or asked for",
    "future": "the verb is in the future",
    "purpose": "it is what something else was done for",
    "noun": "a noun tells it, and nothing takes it back",
    "perfect": "the verb is in the perfect, and nothing takes it back",
    "headline": "a headline tells in the present what has happened",
    "announced": "it is done by being announced",
    "became": "it has come about",
    "round": "the present tells a round that goes on",
    "present": "the verb is in the present",
}


def explained(grounded: Grounded) -> Iterator[str]:
    """Yield lines that say of each event, position and figure by which rule and which words it was found."""
    reading = grounded.reading
    if reading.remark is not None:
        yield "  nothing was looked for: the article is about another matter"
    for report, found in zip(reading.reports, grounded.found, strict=True):
        yield from _event(report, found, grounded)
    for position, ground in zip(reading.positions, grounded.stances, strict=True):
        parsed = grounded.parsed[ground.sentence]
        yield f"  position: {position.party} {position.stance} {position.issue}"
        yield f"    words     {_quoted(parsed, ground.first, ground.last)}"
        yield f"    issue     {_quoted(parsed, ground.issue, ground.issue + 1)}"
        yield from _persons((*position.people, position.party), [parsed])
        yield f"    sentence  {_quoted(parsed)}"
    for figure, parsed, told in grounded.numbers:
        planned = ", planned" if figure.planned else ""
        yield f"  figure: {figure.what} {figure.value:,}{planned}"
        yield f"    number    {_quoted(parsed, told.count.place, told.count.after)}"
        yield f"    given by  {figure.attribution or 'nobody who is named: the article itself'}"
        yield f"    sentence  {_quoted(parsed)}"


def _event(report: Report, found: Found, grounded: Grounded) -> Iterator[str]:
    parsed, p = grounded.parsed[found.sentence], found.predicate
    told = [grounded.parsed[n] for n in dict.fromkeys((found.sentence, *found.also))]
    yield f"  event: {report.type}, {report.status} · {_days(report.when)} · {report.place or 'no place'}"
    yield f"    rule      {report.rule}: {_verb(parsed, p)}"
    yield f"    status    {_status(report, parsed, p)}"
    yield f"    date      {_date(found, grounded)}"
    yield from _persons((*report.people, *report.parties), told)
    if report.attribution:
        yield f"    told by   {report.attribution}"
    for sentence in told:
        yield f"    sentence  {_quoted(sentence)}"


def _verb(parsed: Parsed, p: Predicate) -> str:
    verb = _quoted(parsed, p.place, p.place + 1)
    return verb if p.noun == p.place else f"{verb} with {_quoted(parsed, p.noun, p.noun + 1)}"


def _status(report: Report, parsed: Parsed, p: Predicate) -> str:
    because = p.because
    if because is None:
        return f"{report.status}: by the rule itself"
    words = ", ".join(_quoted(parsed, i, i + 1) for i in because.places)
    reason = f"{_BECAUSE[because.rule]}{f': {words}' if words else ''}"
    if p.status is report.status:
        return f"{report.status}: {reason}"
    governed = "" if p.governor is None else f", told by {_quoted(parsed, p.governor, p.governor + 1)}"
    return f"{report.status}: who tells it, or its date, makes it so{governed}; by its words alone {p.status} ({reason})"


def _date(found: Found, grounded: Grounded) -> str:
    dating = found.dating
    if found.when.first is None:
        return "none: no words give one that can be known"
    if dating is None or dating.when != found.when:
        return f"{_days(found.when)}: that of what is told beside it, which it shares"
    words = _quoted(grounded.parsed[dating.sentence], dating.first, dating.last)
    if dating.anchor is None:
        return f"{_days(found.when)}: {words}, as it is written"
    since = "the day of what is told before" if dating.told_before else "the day of writing"
    return f"{_days(found.when)}: {words}, counted from {dating.anchor}, {since}"


def _persons(names: Sequence[str], told: Sequence[Parsed]) -> Iterator[str]:
    for name in names:
        yield f"    who       {name}: {_mentioned(name, told)}"


def _mentioned(name: str, told: Sequence[Parsed]) -> str:
    for parsed in told:
        for mention in parsed.mentions:
            if name == mention.person or (name in mention.parties and mention.person is None):
                return _named(parsed, mention, name)
    for parsed in told:
        acting = next((m for m in parsed.mentions if name in m.parties), None)
        if acting is not None:
            return f"{acting.person} acts for it"
    return "not named here: carried on from what was told before"


def _named(parsed: Parsed, mention: Mention, name: str) -> str:
    words = _quoted(parsed, mention.first, mention.last)
    office = next((o for person, o in mention.offices if person.name == name), None)
    if office is None:
        return words
    return f"{words}, an office held from {office.since or '?'} to {office.until or 'now'}"


def _quoted(parsed: Parsed, first: int = 0, last: int | None = None) -> str:
    return f"«{parsed.quote(first, len(parsed.forms) if last is None else last)}»"


def _days(when: Period) -> str:
    if when.first is None:
        return "no date"
    return f"{when.first}" if when.first == when.last else f"{when.first} to {when.last}"
