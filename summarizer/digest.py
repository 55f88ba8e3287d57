"""Events, figures and positions → a Digest as structure; knows no store, no clock and no wording.

A plan whose day is past when the digest is made is no longer "next": it stands among what happened, on its
day, with its status, and the line says that it had been planned. So does an undated plan that is two weeks old,
where an article was mainly about it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from storage.model import (
    Digest,
    DigestLine,
    Event,
    Figure,
    Position,
    Report,
    Source,
    Status,
    Stop,
)
from summarizer.facts import Sources, by_article, counted, is_retold, moved
from summarizer.folding import SPEECH, fold
from summarizer.selection import FLOOR_AHEAD, NOBODY, Cast, Item, choose, is_news, reasons

# What fits into one look at a phone.
MOST_HAPPENED, MOST_PLANNED = 18, 3
# How long an undated plan is taken to lie ahead.
_AHEAD = timedelta(days=14)


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
    history: Sequence[Event] = (),
) -> Digest:
    """Return what is new from `since` until `slot`.

    `events` are those about which something was learned in that window, `figures` and `positions` what its
    articles gave, `earlier` the positions known before it: one that a party only repeats has not moved.
    `history` is older matter that the articles retell: figures and positions out of its sentences are no news.
    """
    old, fresh = by_article(history), by_article(events)
    positions = [position for position in positions if not is_retold(position, old, fresh)]
    figures = [figure for figure in figures if not is_retold(figure, old, fresh)]
    ahead: list[Item] = []
    behind: list[Item] = []
    for item in fold([event for event in events if is_news(event, cast)], cast):
        if _lies_ahead(item.event, slot.date()):
            ahead.append(item)
        elif not _is_stale(item.event):
            behind.append(item)
    sources = Sources()
    happened = sorted(choose(behind, MOST_HAPPENED, cast), key=_newest_first)
    planned = sorted(choose(ahead, MOST_PLANNED, cast, FLOOR_AHEAD), key=_soonest_first)
    lines = [_line(item, sources, cast) for item in (*happened, *planned)]
    said = by_article(event for item in (*happened, *planned) for event in item.events)
    return Digest(
        dossier=dossier_code,
        slot=slot,
        since=since,
        happened=tuple(lines[: len(happened)]),
        planned=tuple(lines[len(happened) :]),
        positions=tuple(moved(positions, earlier, said, sources, cast)),
        figures=tuple(counted(figures, sources)),
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


def _is_stale(event: Event) -> bool:
    """True for an old plan that never had a day and that nobody wrote an article about."""
    return event.status is Status.PLANNED and event.when.first is None and not event.headline


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


def _line(item: Item, sources: Sources, cast: Cast) -> DigestLine:
    event = item.event
    weighed = reasons(event, cast)
    reports = [report for some in item.events for report in some.reports]
    return DigestLine(
        event_id=event.id or 0,
        type=event.type,
        status=event.status,
        when=event.when,
        place=event.place,
        participants=event.participants,
        issues=event.issues,
        substance=_substance(item),
        attribution=_attribution(event),
        sources=sources.number(item.sources),
        report_ids=tuple(report.id for report in reports if report.id is not None),
        reasons=tuple(weighed),
        weight=sum(weighed.values()),
        disagreements=event.disagreements,
        rule=event.rule,
        stops=tuple(Stop(stop.people[0], stop.place) for stop in item.stops if stop.place),
    )


def _substance(item: Item) -> str | None:
    """What the line is about: the event's own clause, else that of a lesser one; what was said is no happening's."""
    lesser = (some for some in item.also if some.type not in SPEECH)
    return next((some.substance for some in (item.event, *lesser) if some.substance), None)


def _attribution(event: Event) -> str | None:
    """Who says so; nobody needs to be named once an outlet tells the event on its own word."""
    own_word = [r for r in event.reports if r.attribution is None and r.status is event.status]
    if own_word and event.status is not Status.CLAIMED:
        return None
    said = (r for r in event.reports if r.attribution and r.status is event.status)
    return next((report.attribution for report in sorted(said, key=_by_weight)), None)


def _by_weight(report: Report) -> tuple[bool, int]:
    return (not report.headline, report.id or 0)
