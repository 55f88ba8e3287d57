"""Merged happenings to the nouns of the store: spans, roles, issues, headline and background; finds nothing new."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from storage.model import EventType, Participant, Report, Role
from summarizer.reading.draft import Draft
from summarizer.reading.found import Found
from summarizer.reading.gazetteer import Gazetteer
from summarizer.reading.parsed import Parsed
from summarizer.reading.unresolved import open_titles

# Older than this, measured from the day of writing, an event is retold.
_OLD = timedelta(days=14)
# The subject of these verbs is the one who is called.
_RECEIVING = ("تلقي", "تلقت", "تتلقي")


def reports_of(
    draft: Draft, parsed: Sequence[Parsed], found: Sequence[Found], names: Gazetteer
) -> tuple[Report, ...]:
    """Return one report for each happening, in the order of the text."""
    lead = next((p.sentence.line for p in parsed if not p.sentence.title), 0)
    return tuple(_report(draft, parsed, event, names, lead) for event in found)


def _report(
    draft: Draft,
    parsed: Sequence[Parsed],
    event: Found,
    names: Gazetteer,
    lead: int,
) -> Report:
    told = tuple(dict.fromkeys((event.sentence, *event.also)))
    return Report(
        type=event.kind,
        status=event.status,
        when=event.when,
        place=event.place,
        participants=_participants(event, draft, parsed[event.sentence].forms, names),
        issues=event.issues,
        spans=tuple(parsed[n].sentence.span for n in told),
        substance=event.substance,
        attribution=event.attribution,
        headline=event.title or parsed[event.sentence].sentence.line == lead,
        background=_is_old(event, draft),
        rule=event.rule,
        unresolved=open_titles(event, parsed[event.sentence]),
    )


def _participants(
    event: Found, draft: Draft, forms: tuple[str, ...], names: Gazetteer
) -> tuple[Participant, ...]:
    day = event.when.last or draft.article.published
    told = _told(event, forms)
    people = []
    for name in event.who.people:
        party = next(iter(names.actors.of_person(name, day)), None)
        people.append(Participant(name, _role(event, name, told), person=True, party=party))
    return (*(Participant(name, _role(event, name, told)) for name in event.who.parties), *people)


def _told(event: Found, forms: tuple[str, ...]) -> frozenset[str]:
    """Who is called or spoken to, where one side does it: the others, or the one who "received a call"."""
    directed = event.kind is EventType.CALL or event.predicate.rule.recipients
    others = event.who.names - event.doer.names
    if not directed or not event.doer or not others:
        return frozenset()
    received = event.kind is EventType.CALL and forms[event.predicate.place].lstrip("وي").startswith(
        _RECEIVING
    )
    return event.doer.names & event.who.names if received else others


def _role(event: Found, name: str, told: frozenset[str]) -> Role:
    if name == event.host:
        return Role.HOST
    if name in event.mediators.names:
        return Role.MEDIATOR
    return Role.RECIPIENT if name in told else Role.ACTOR


def _is_old(event: Found, draft: Draft) -> bool:
    published, last = draft.article.published, event.when.last
    return published is not None and last is not None and published - last > _OLD
