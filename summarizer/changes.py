"""What of an event is otherwise than a follower knew it; knows no store, no clock and no wording."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from storage.model import (
    Change,
    ChangeKind,
    Correction,
    Decision,
    DigestFigure,
    DigestLine,
    Edits,
    Event,
    Figure,
    Known,
    Matter,
    Number,
    Period,
    Precision,
    Report,
    Status,
)
from summarizer.facts import FIGURES, PLANNED, Sources

# Fields that change by what is read, and those that only an editor's hand makes worth a message.
_READ: Mapping[str, ChangeKind] = {
    "status": ChangeKind.STATUS,
    "when": ChangeKind.DAYS,
    "place": ChangeKind.PLACE,
}
_WRITTEN: Mapping[str, ChangeKind] = {
    "type": ChangeKind.TYPE,
    "substance": ChangeKind.SUBSTANCE,
    "participants": ChangeKind.PARTICIPANTS,
}


def changes(
    before: Known, event: Event, sources: Sources, decided: Sequence[Correction] = ()
) -> tuple[Change, ...]:
    """Return in what `event`, as readers may see it, is another than `before`, what matters most first.

    `decided` is what editors decided of it. Sources are numbered by `sources`.
    """
    reason = decided[-1].reason if decided else None
    if event.withdrawn:
        return () if before.withdrawn else (Change(ChangeKind.WITHDRAWN, by_editor=True, reason=reason),)
    found = [Change(ChangeKind.REINSTATED, by_editor=True)] if before.withdrawn else []
    found += _fields(before, event, sources, decided)
    # That somebody still says what was known is the other half of the change.
    turned = {Matter.STATUS} if any(one.kind is ChangeKind.STATUS for one in found) else set()
    differing = [one for one in event.disagreements if one.matter not in turned and not before.names(one)]
    cited = {source.article_id: source for source in event.sources}
    for one in differing:
        said = [cited[key] for version in one.versions for key in version.article_ids if key in cited]
        found.append(Change(ChangeKind.DISAGREEMENT, disagreement=one, sources=sources.number(said)))
    told = {one.what for one in differing if one.matter is Matter.FIGURE}
    found += _figures(before, event, sources, told)
    return tuple(found)


def _fields(before: Known, event: Event, sources: Sources, decided: Sequence[Correction]) -> Iterator[Change]:
    now = event.telling
    for name, kind in {**_READ, **_WRITTEN}.items():
        was, is_ = getattr(before.telling, name), getattr(now, name)
        # What editors wrote is theirs, also where an article says it too.
        written = getattr(event.edits, name)
        by_editor = written is not None and written != getattr(before.edits, name)
        if was == is_ or not (by_editor or _matters(name, was, event)):
            continue
        bearing = () if by_editor else _bearing(name, is_, event, before)
        yield Change(
            kind,
            Edits(**{name: was}),
            Edits(**{name: is_}),
            sources=sources.number(report.source for report in bearing),
            attribution=_attribution(bearing),
            by_editor=by_editor,
            reason=_reason(name, decided) if by_editor else None,
        )


def _matters(name: str, was: Any, event: Event) -> bool:
    """True for what a follower wants to be told when articles tell it otherwise."""
    if name == "when":
        return _is_another_time(was, event.when, event.status)
    if name == "place":
        return bool(event.place) and event.status is Status.PLANNED
    return name in _READ


def _is_another_time(was: Period, now: Period, status: Status) -> bool:
    """True for a first day, another day, or a plan's new one; where reports were parted a day may only be lost."""
    if now.first is None:
        return False
    closer = now.precision is Precision.DAY and was.precision is not Precision.DAY
    return closer or not was.meets(now) or status is Status.PLANNED


def _reason(name: str, decided: Sequence[Correction]) -> str | None:
    writing = (one for one in reversed(decided) if one.decision is Decision.CORRECTED)
    return next((one.reason for one in writing if getattr(one.edits, name) is not None), None)


def _bearing(name: str, value: object, event: Event, before: Known) -> Sequence[Report]:
    """Return the reports that say so, those that the follower has not read first; all of the event's if none does."""
    saying = [report for report in event.reports if getattr(report, name, None) == value]
    fresh = [report for report in saying if report.id not in before.report_ids]
    return fresh or saying or event.reports


def _attribution(reports: Sequence[Report]) -> str | None:
    """Return who says so, where no outlet says it in its own voice."""
    said = [report.attribution for report in reports]
    return next(filter(None, said), None) if all(said) else None


def _figures(before: Known, event: Event, sources: Sources, told: set[str | None]) -> Iterator[Change]:
    """Give each kind of number of which there are new ones, with those that were known."""
    given = [replace(one, source=report.source) for report in event.reports for one in report.figures]
    for what, planned in (*((what, False) for what in FIGURES), *((what, True) for what in PLANNED)):
        same = [one for one in given if one.what == what and one.planned is planned]
        fresh = [one for one in same if _number(one) not in before.numbers]
        if fresh and what not in told:
            earlier = [one for one in same if _number(one) in before.numbers]
            yield Change(
                ChangeKind.FIGURE,
                figures=_once(fresh, sources),
                earlier=_once(earlier, sources),
                sources=sources.number(one.source for one in fresh),
            )


def _once(given: Sequence[Figure], sources: Sources) -> tuple[DigestFigure, ...]:
    """Return each number once, with all who give it."""
    found: dict[Number, list[Figure]] = {}
    for one in given:
        found.setdefault(_number(one), []).append(one)
    return tuple(
        DigestFigure(
            number.what,
            number.value,
            number.qualifier,
            next((one.attribution for one in same if one.attribution), None),
            max((one.as_of for one in same if one.as_of), default=None),
            sources.number(one.source for one in same),
            number.planned,
        )
        for number, same in found.items()
    )


def _number(one: Figure) -> Number:
    return Number(one.what, one.value, one.qualifier, one.planned)


def line_of(event: Event, sources: Sources) -> DigestLine:
    """Return the event as a line, with all who tell it."""
    saying = [report for report in event.reports if report.status is event.status] or list(event.reports)
    return DigestLine(
        event_id=event.id or 0,
        type=event.type,
        status=event.status,
        when=event.when,
        place=event.place,
        participants=event.participants,
        issues=event.issues,
        substance=event.substance,
        attribution=_attribution(saying),
        sources=sources.number(event.sources),
        report_ids=tuple(report.id for report in event.reports if report.id is not None),
        rule=event.rule,
    )


def line_of_known(event_id: int, known: Known) -> DigestLine:
    """Return as a line what a follower knew of an event that is gone."""
    was = known.telling
    assert was.status is not None and was.when is not None
    return DigestLine(
        event_id,
        known.type,
        was.status,
        was.when,
        was.place or None,
        was.participants or (),
        (),
        was.substance or None,
        None,
        (),
        tuple(sorted(known.report_ids)),
    )
