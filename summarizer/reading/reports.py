"""Merged happenings to the nouns of the store: spans, roles, issues, headline and background; finds nothing new."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from storage.model import Participant, Report, Role
from summarizer.reading.draft import Draft
from summarizer.reading.found import Found
from summarizer.reading.gazetteer import Gazetteer
from summarizer.reading.parsed import Parsed
from summarizer.reading.subjects import issues_of

# Older than this, measured from the day of writing, an event is retold.
_OLD = timedelta(days=14)


def reports_of(
    draft: Draft, parsed: Sequence[Parsed], found: Sequence[Found], names: Gazetteer
) -> tuple[Report, ...]:
    """Return one report for each happening, in the order of the text."""
    lead = next((p.sentence.line for p in parsed if not p.sentence.title), 0)
    return tuple(_report(draft, parsed, event, names, lead) for event in found)


def _report(draft: Draft, parsed: Sequence[Parsed], event: Found, names: Gazetteer, lead: int) -> Report:
    spans = tuple(parsed[n].sentence.span for n in dict.fromkeys((event.sentence, *event.also)))
    issues = tuple(
        dict.fromkeys(
            code for n in (event.sentence, *event.also) for code in issues_of(draft.dossier, parsed[n].forms)
        )
    )
    return Report(
        type=event.kind,
        status=event.status,
        when=event.when,
        place=event.place,
        participants=_participants(event, draft, names),
        issues=issues,
        spans=spans,
        substance=event.substance,
        attribution=event.attribution,
        headline=event.title or parsed[event.sentence].sentence.line == lead,
        background=_is_old(event, draft),
        rule=event.rule,
    )


def _participants(event: Found, draft: Draft, names: Gazetteer) -> tuple[Participant, ...]:
    people = []
    for name in event.who.people:
        party = next(iter(names.actors.of_person(name, draft.article.published)), None)
        people.append(Participant(name, _role(event, name), person=True, party=party))
    return (*(Participant(name, _role(event, name)) for name in event.who.parties), *people)


def _role(event: Found, name: str) -> Role:
    if name == event.host:
        return Role.HOST
    return Role.MEDIATOR if name in event.mediators.names else Role.ACTOR


def _is_old(event: Found, draft: Draft) -> bool:
    published, last = draft.article.published, event.when.last
    return published is not None and last is not None and published - last > _OLD
