"""Events, figures and positions → a Digest as structure; knows no store, no clock and no wording.

A plan whose day is past when the digest is made is no longer "next": it stands among what happened, on its
day, with its status, and the line says that it had been planned. So does an undated plan that is two weeks old.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from storage.model import (
    Digest,
    DigestFigure,
    DigestLine,
    DigestPosition,
    Event,
    Figure,
    Position,
    Report,
    Source,
    Span,
    Status,
)
from summarizer.agreement import HISTORY
from summarizer.selection import FLOOR_AHEAD, NOBODY, Cast, Item, choose, fold, is_news, reasons

# What fits into one look at a phone.
MOST_HAPPENED, MOST_PLANNED, MOST_POSITIONS, MOST_KINDS, MOST_FIGURES = 12, 3, 2, 2, 4
# How long an undated plan is taken to lie ahead.
_AHEAD = timedelta(days=14)
# Counts that change, in the order in which readers ask for them; what never changes again is history.
FIGURES = (
    "hostages_held",
    "hostages_released",
    "prisoners_released",
    "killed_gaza",
    "wounded_gaza",
    "prisoners_held",
)
# What was counted when it happened rather than when an article says it.
_ONCE = frozenset({"hostages_released", "prisoners_released"})


@dataclass(slots=True)
class _Sources:
    """The numbered list of sources, each once, in the order of first use."""

    numbers: dict[int, int] = field(default_factory=dict)
    listed: list[Source] = field(default_factory=list)

    def number(self, found: Iterable[Source | None]) -> tuple[int, ...]:
        return tuple(dict.fromkeys(self._one(source) for source in found if source))

    def _one(self, source: Source) -> int:
        if source.article_id not in self.numbers:
            self.numbers[source.article_id] = len(self.listed)
            self.listed.append(source)
        return self.numbers[source.article_id]


def compose(
    dossier_code: str,
    slot: datetime,
    since: datetime,
    events: Sequence[Event],
    figures: Sequence[Figure],
    positions: Sequence[Position],
    articles_read: int,
    *,
    cast: Cast = NOBODY,
    earlier: Sequence[Position] = (),
) -> Digest:
    """Return what is new from `since` until `slot`.

    `events` are those about which something was learned in that window, `figures` and `positions` what its
    articles gave, `earlier` the positions known before it: one that a party only repeats has not moved.
    """
    told = fold([event for event in events if is_news(event)], cast)
    ahead = [item for item in told if _lies_ahead(item.event, slot.date())]
    behind = [item for item in told if item not in ahead]
    sources = _Sources()
    happened = sorted(choose(behind, MOST_HAPPENED, cast), key=_newest_first)
    planned = sorted(choose(ahead, MOST_PLANNED, cast, FLOOR_AHEAD), key=_soonest_first)
    lines = [_line(item, sources, cast) for item in (*happened, *planned)]
    said = [report for item in (*happened, *planned) for event in item.events for report in event.reports]
    return Digest(
        dossier=dossier_code,
        slot=slot,
        since=since,
        happened=tuple(lines[: len(happened)]),
        planned=tuple(lines[len(happened) :]),
        positions=tuple(_positions(positions, earlier, said, sources, cast)),
        figures=tuple(_figures(figures, sources)),
        sources=tuple(sources.listed),
        articles_read=articles_read,
    )


def trace(line: DigestLine, events: Iterable[Event], texts: Mapping[int, str]) -> list[tuple[Source, str]]:
    """Return the sentences that `line` rests on, each with its source; `texts` are the originals by article id."""
    reports = {report.id: report for event in events for report in event.reports}
    told = [reports[key] for key in line.report_ids if key in reports]
    return [(r.source, span.of(texts[r.source.article_id])) for r in told if r.source for span in r.spans]


def _lies_ahead(event: Event, today: date) -> bool:
    if event.status is not Status.PLANNED:
        return False
    if event.when.last:
        return event.when.last >= today
    published = [source.published for source in event.sources if source.published]
    return bool(published) and max(published) + _AHEAD >= today


def _newest_first(item: Item) -> tuple[bool, bool, int, bool, int]:
    """Dated ones first, by the day on which they began; undated ones by the day on which they were told."""
    first = item.event.when.first
    old_plan = first is None and item.event.status is Status.PLANNED
    told = max((source.published or date.min for source in item.sources), default=date.min)
    return (
        first is None,
        old_plan,
        -(first or told).toordinal(),
        not item.event.headline,
        item.event.id or 0,
    )


def _soonest_first(item: Item) -> tuple[int, int, int]:
    first = item.event.when.first or date.max
    return (first.toordinal(), -int(item.event.headline), item.event.id or 0)


def _line(item: Item, sources: _Sources, cast: Cast) -> DigestLine:
    event = item.event
    reports = [report for some in item.events for report in some.reports]
    return DigestLine(
        event_id=event.id or 0,
        type=event.type,
        status=event.status,
        when=event.when,
        place=event.place,
        participants=event.participants,
        issues=event.issues,
        substance=next((some.substance for some in item.events if some.substance), None),
        attribution=_attribution(event),
        sources=sources.number(item.sources),
        report_ids=tuple(report.id for report in reports if report.id is not None),
        reasons=tuple(reasons(event, cast)),
    )


def _attribution(event: Event) -> str | None:
    """Who says so; nobody needs to be named once an outlet tells the event on its own word."""
    own_word = [r for r in event.reports if r.attribution is None and r.status is event.status]
    if own_word and event.status is not Status.CLAIMED:
        return None
    said = (r for r in event.reports if r.attribution and r.status is event.status)
    return next((report.attribution for report in sorted(said, key=_by_weight)), None)


def _by_weight(report: Report) -> tuple[bool, int]:
    return (not report.headline, report.id or 0)


def _positions(
    found: Sequence[Position],
    earlier: Sequence[Position],
    said: Sequence[Report],
    sources: _Sources,
    cast: Cast,
) -> list[DigestPosition]:
    """Positions that moved, one a party, the principals' first; none that an event's line says already."""
    standing = {(p.party, p.issue, p.stance) for p in earlier}
    moved: dict[str, Position] = {}
    for position in sorted(found, key=_day_of):
        if (position.party, position.issue, position.stance) not in standing and not _is_told(position, said):
            moved[position.party] = position
    newest = sorted(moved.values(), key=_day_of, reverse=True)
    leading = sorted(newest, key=lambda p: (p.party not in cast.principals, p.party not in cast.mediators))
    return [_told_position(position, sources) for position in leading[:MOST_POSITIONS]]


def _day_of(position: Position) -> date:
    published = position.source.published if position.source else None
    return position.on or published or date.min


def _told_position(position: Position, sources: _Sources) -> DigestPosition:
    return DigestPosition(
        party=position.party,
        issue=position.issue,
        stance=position.stance,
        gist=position.gist,
        attribution=position.attribution,
        sources=sources.number([position.source]),
    )


def _is_told(position: Position, said: Sequence[Report]) -> bool:
    where = position.source.article_id if position.source else None
    same_article = (report for report in said if report.source and report.source.article_id == where)
    return any(_overlap(report.spans, position.spans) for report in same_article)


def _overlap(some: Sequence[Span], others: Sequence[Span]) -> bool:
    return any(one.start < other.end and other.start < one.end for one in some for other in others)


def _figures(found: Sequence[Figure], sources: _Sources) -> Iterable[DigestFigure]:
    facts = [figure for figure in found if not figure.planned and not _is_history(figure)]
    kinds = [what for what in FIGURES if any(figure.what == what for figure in facts)]
    for what in kinds[:MOST_KINDS]:
        yield from _side_by_side([figure for figure in facts if figure.what == what], sources)


def _is_history(figure: Figure) -> bool:
    published = figure.source.published if figure.source else None
    return bool(published and figure.as_of and published - figure.as_of > HISTORY)


def _side_by_side(figures: Sequence[Figure], sources: _Sources) -> list[DigestFigure]:
    """Numbers of one kind, each once with all its sources, the newest first."""
    grouped: dict[tuple[int, str | None], list[Figure]] = {}
    for figure in sorted(figures, key=_day, reverse=True):
        grouped.setdefault((figure.value, figure.qualifier), []).append(figure)
    return [_number(same, sources) for same in list(grouped.values())[:MOST_FIGURES]]


def _number(same: Sequence[Figure], sources: _Sources) -> DigestFigure:
    newest = same[0]
    counted = newest.as_of or (_day(newest) if newest.what not in _ONCE else None)
    said = {figure.attribution for figure in same}
    return DigestFigure(
        what=newest.what,
        value=newest.value,
        qualifier=newest.qualifier,
        attribution=newest.attribution if len(said) == 1 else None,
        as_of=None if counted == date.min else counted,
        sources=sources.number(figure.source for figure in same),
    )


def _day(figure: Figure) -> date:
    published = figure.source.published if figure.source else None
    return figure.as_of or published or date.min
