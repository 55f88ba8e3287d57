"""From what was read in one article to the store's events: asks for the neighbours, lets merging decide, writes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cache, partial

import structlog
from sqlmodel import Session

from storage.catalog import load_event_kinds, load_outlets
from storage.catalog.schema import Dossier
from storage.db import Store
from storage.model import Article, Event, EventType, Period, Reading, Report, Reviewing
from storage.read import neighbours
from storage.read.remembered import Nearby, Neighbour
from storage.read.sources import sources
from storage.turns import Work, in_turn
from storage.write.reading import keep_bands, mark_copies, mark_rulings_applied, save_regrouped
from summarizer.copies import bands, is_copy
from summarizer.doubts import Rule, doubts
from summarizer.gazetteer import Gazetteer, outlet_names
from summarizer.holding import held
from summarizer.kinds import people
from summarizer.merging import fresh, merge, nearby_types, placed, resembles
from summarizer.sameness import may_resemble

_A_MONTH = timedelta(days=31)

_log = structlog.get_logger(__name__)


def find_copies(session: Session, dossier: str, article: Article) -> Collection[int]:
    """Keep an article's prints and mark it and its copies; returns all of these, by id, none where it has no copy."""
    assert article.id is not None
    prints = bands(article.text)
    keep_bands(session, article.id, prints)
    alike = neighbours.alike(session, dossier, article.id, prints)
    copies = [key for key, text in alike.items() if is_copy(article.text, text)]
    return mark_copies(session, [article.id, *copies]) if copies else ()


def take_in(
    session: Session,
    dossier: Dossier,
    article_id: int,
    reading: Reading,
    copies: Collection[int] = (),
    *,
    now: datetime,
    reviewing: Reviewing = Reviewing.DOUBTFUL,
) -> int:
    """Put an article's reports among the stored events; returns how many of them are new.

    `reviewing` says which of what they tell an editor is to see before any reader.
    """
    source = sources(session, [article_id])[article_id]
    names = gazetteer(dossier)
    reports = [placed(report, source, reading.figures) for report in reading.reports]
    alike = _resembling(session, dossier.code, reports, names)
    known = neighbours.families(session, alike, {article_id, *copies})
    new = fresh(reports, known)
    regrouped = merge(new, known, names, _rulings(session, known))
    judged = held(regrouped, known, _rule(reviewing), now=now)
    save_regrouped(session, dossier.code, article_id, judged, now=now)
    return len(new)


def apply_rulings(
    store: Store, dossier: Dossier, *, now: datetime, reviewing: Reviewing = Reviewing.DOUBTFUL
) -> None:
    """Put those events together anew of which an editor has ruled something since the last look."""
    with store.reading() as session:
        if not neighbours.ruled_since_merging(session, dossier.code):
            return
    with in_turn(store, Work.FACTS) as session:
        ruled = neighbours.ruled_since_merging(session, dossier.code)
        seen = regroup(session, dossier, ruled, now=now, reviewing=reviewing)
        mark_rulings_applied(session, seen)
    _log.info("rulings applied", events=len(ruled))


def regroup(
    session: Session,
    dossier: Dossier,
    report_ids: Collection[int],
    *,
    now: datetime,
    reviewing: Reviewing = Reviewing.DOUBTFUL,
) -> Collection[int]:
    """Put the families of these reports together anew; returns the ids of all their reports."""
    known = neighbours.families(session, report_ids)
    regrouped = merge([], known, gazetteer(dossier), _rulings(session, known))
    judged = held(regrouped, known, _rule(reviewing), now=now)
    save_regrouped(session, dossier.code, None, judged, now=now)
    return _report_ids(known)


def gazetteer(dossier: Dossier) -> Gazetteer:
    """Return what belongs to what in this dossier, with the names of the outlets."""
    return Gazetteer.of(dossier, _outlets())


@cache
def _rule(reviewing: Reviewing) -> Rule:
    sensitive = frozenset(kind for kind, known in load_event_kinds().items() if known.sensitive)
    return partial(doubts, sensitive=sensitive, reviewing=reviewing)


@cache
def _outlets() -> Mapping[str, str]:
    return outlet_names(load_outlets().values())


def _resembling(session: Session, dossier: str, reports: Sequence[Report], names: Gazetteer) -> set[int]:
    """The ids of the stored reports that any of the reports resembles, copies apart; one question for a stretch of days."""
    found: set[int] = set()
    for days, asking in _stretches(reports):
        types = frozenset[EventType]().union(*(nearby_types(report.type) for report in asking))
        stored = neighbours.near(session, dossier, types, days)
        for report in asking:
            mine = people(report)
            found.update(
                one.id
                for one in _possible(report, mine, stored)
                if one.report.window.meets(report.window)
                and may_resemble(report, one.report, shared=not mine.isdisjoint(one.people))
                and resembles(report, one.report, names)
            )
    return found


def _possible(report: Report, people: Collection[str], stored: Nearby) -> Iterator[Neighbour]:
    """What `may_resemble` may let through, found without looking at the others."""
    for kind in nearby_types(report.type):
        if report.type is EventType.TRUCE:
            yield from stored.of(kind)
        else:
            yield from stored.sharing(kind, people, report.when)


def _stretches(reports: Sequence[Report]) -> Sequence[tuple[Period, Sequence[Report]]]:
    """Put together the reports whose windows meet, and the stretch of days that they cover, but none of more than a month.

    So a year of which one report speaks is searched for that one alone.
    """
    found: list[tuple[Period, list[Report]]] = []
    for report in sorted(
        (one for one in reports if one.window.first), key=lambda one: one.window.first or date.max
    ):
        if found and (joined := _joined(found[-1][0], report.window)):
            found[-1] = (joined, [*found[-1][1], report])
        else:
            found.append((report.window, [report]))
    return found


def _joined(one: Period, later: Period) -> Period | None:
    if not (one.first and one.last and later.last and one.meets(later)):
        return None
    last = max(one.last, later.last)
    return Period(one.first, last) if last - one.first <= _A_MONTH else None


def _rulings(session: Session, known: Sequence[Event]) -> dict[frozenset[int], bool]:
    return dict(neighbours.rulings(session, _report_ids(known))) if known else {}


def _report_ids(known: Sequence[Event]) -> list[int]:
    return [report.id for event in known for report in event.reports if report.id is not None]
