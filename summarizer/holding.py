"""What becomes of an event's review when its reports change: seen by readers, held, or held in part; knows no store.

What readers see stays as it is until an editor has looked at what new reports would change about it in a doubtful
way. Only what is newly denied is held whole: telling it as done would be the worse error.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from storage.model import Doubt, Edits, Event, Regrouped, Review, ReviewState, Status
from summarizer.doubts import Rule

_CHANGED = (Doubt.CHANGED,)
# What only an editor can settle: no further report does.
_STAYING = frozenset({Doubt.CHANGED, Doubt.DECIDED_AGAINST})


def held(regrouped: Regrouped, known: Iterable[Event], rule: Rule, *, now: datetime) -> Regrouped:
    """Return the events with what becomes of their reviews; `known` are the events whose reports they are made of."""
    before = {report.id: event for event in known for report in event.reports}
    families = tuple(
        replace(
            family,
            events=tuple(reviewed(event, _parts(event, before), rule, now=now) for event in family.events),
        )
        for family in regrouped.families
    )
    return replace(regrouped, families=families)


def reviewed(event: Event, parts: Sequence[Event], rule: Rule, *, now: datetime) -> Event:
    """Return `event`, as its reports tell it, with its review; `parts` are the events that its reports were of."""
    found = rule(event)
    against = [part for part in parts if not part.for_readers and _is_decided(part)]
    heir = next((part for part in parts if part.id == event.id), None)
    if against and (heir is None or len(against) < len(parts)):
        # What an editor took out is not told again because it turned up in another event.
        return _with(event, _held(event.review, (*found, Doubt.DECIDED_AGAINST)))
    if heir is None:
        return _with(event, _first(found))
    if against:
        return _with(event, _still_out(heir, event, found))
    base = heir if heir.for_readers else next((part for part in parts if part.for_readers), heir)
    edits = event.edits.over(base.edits)
    event = replace(event, edits=edits)
    if base.for_readers:
        return _with(event, _seen(base, event, found))
    found = (*found, *(doubt for doubt in base.review.doubts if doubt in _STAYING))
    return _with(event, _held(base.review, found) if found else _let_go(now))


def _parts(event: Event, before: Mapping[int | None, Event]) -> list[Event]:
    found = (before[report.id] for report in event.reports if report.id in before)
    return list({part.id: part for part in found}.values())


def _is_decided(part: Event) -> bool:
    return part.withdrawn or part.review.state is ReviewState.REJECTED


def _with(event: Event, review: Review) -> Event:
    """Return the event with its next version."""
    return replace(event, review=replace(review, version=event.review.version + 1))


def _first(found: tuple[Doubt, ...]) -> Review:
    return Review(ReviewState.HELD, found, waits=True) if found else Review()


def _held(review: Review, found: tuple[Doubt, ...]) -> Review:
    found = tuple(dict.fromkeys(found))
    return replace(
        review, state=ReviewState.HELD, doubts=found, accepted=(), waits=True, pinned=Edits(), seen_until=None
    )


def _let_go(now: datetime) -> Review:
    """What held it is gone: another source has come, say."""
    return Review(released_at=now)


def _still_out(heir: Event, event: Event, found: tuple[Doubt, ...]) -> Review:
    """What was withdrawn stays so; what was rejected is looked at once more where it is told otherwise now."""
    review = heir.review
    if heir.withdrawn or review.state is not ReviewState.REJECTED:
        return review
    if _differs(event, review.judged) or not set(review.accepted) <= set(found):
        return _held(review, (*found, *_CHANGED))
    return replace(review, doubts=found)


def _seen(base: Event, event: Event, found: tuple[Doubt, ...]) -> Review:
    """The review of an event that readers see."""
    review = base.review
    if not found:
        return Review(released_at=review.released_at)
    judged = review.judged or review.agreed or base.telling
    if event.status is Status.DENIED and base.status is not Status.DENIED:
        return _held(review, (*found, *_CHANGED))
    if set(found) <= set(review.accepted) and not _differs(event, judged):
        return replace(review, doubts=found, waits=False)
    changed = _CHANGED if _differs(event, judged) else ()
    return replace(
        review,
        doubts=(*found, *changed),
        judged=judged,
        pinned=review.pinned or base.telling,
        seen_until=review.seen_until or _last_learned(base),
        waits=True,
    )


def _last_learned(event: Event) -> datetime | None:
    return max((report.learned_at for report in event.reports if report.learned_at), default=None)


def _differs(event: Event, judged: Edits) -> bool:
    """True where the reports tell another kind of thing, elsewhere, at another time, or as more or less sure."""
    told = event.telling
    return any(getattr(told, name) != getattr(judged, name) for name in ("type", "status", "when", "place"))
