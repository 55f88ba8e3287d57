"""From what was read in one article to the store's events: asks for the neighbours, lets merging decide, writes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from itertools import groupby

import structlog
from sqlmodel import Session

from storage.catalog import load_outlets
from storage.catalog.schema import Dossier
from storage.db import Store
from storage.model import Article, Event, EventType, Reading, Report
from storage.read import neighbours
from storage.read.neighbours import Neighbour
from storage.read.sources import sources
from storage.turns import Work, in_turn
from storage.write.reading import keep_bands, mark_copies, mark_rulings_applied, save_regrouped
from summarizer.copies import bands, is_copy
from summarizer.gazetteer import Gazetteer, outlet_names
from summarizer.kinds import people
from summarizer.merging import fresh, merge, nearby_types, placed, resembles
from summarizer.sameness import may_resemble

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
) -> int:
    """Put an article's reports among the stored events; returns how many of them are new."""
    source = sources(session, [article_id])[article_id]
    names = gazetteer(dossier)
    reports = [placed(report, source, reading.figures) for report in reading.reports]
    near = _resembling(session, dossier.code, reports, names)
    known = neighbours.families(session, near | set(neighbours.told_by(session, {article_id, *copies})))
    new = fresh(reports, known)
    regrouped = merge(new, known, names, _rulings(session, known))
    save_regrouped(session, dossier.code, article_id, regrouped, now=now)
    return len(new)


def apply_rulings(store: Store, dossier: Dossier, *, now: datetime) -> None:
    """Put those events together anew of which an editor has ruled something since the last look."""
    with store.reading() as session:
        if not neighbours.ruled_since_merging(session, dossier.code):
            return
    with in_turn(store, Work.FACTS) as session:
        ruled = neighbours.ruled_since_merging(session, dossier.code)
        known = neighbours.families(session, ruled)
        regrouped = merge([], known, gazetteer(dossier), _rulings(session, known))
        save_regrouped(session, dossier.code, None, regrouped, now=now)
        mark_rulings_applied(session, _report_ids(known))
    _log.info("rulings applied", events=len(ruled))


def gazetteer(dossier: Dossier) -> Gazetteer:
    """Return what belongs to what in this dossier, with the names of the outlets."""
    return Gazetteer.of(dossier, _outlets())


@cache
def _outlets() -> Mapping[str, str]:
    return outlet_names(load_outlets().values())


def _resembling(session: Session, dossier: str, reports: Sequence[Report], names: Gazetteer) -> set[int]:
    """The ids of the stored events that any of the reports resembles; one question for each window of days."""
    found: set[int] = set()
    for _, some in groupby(sorted(reports, key=_days), key=_days):
        asking = list(some)
        types = frozenset[EventType]().union(*(nearby_types(report.type) for report in asking))
        stored: dict[EventType, list[Neighbour]] = {kind: [] for kind in types}
        for one in neighbours.near(session, dossier, types, asking[0].window):
            stored[one.report.type].append(one)
        for report in asking:
            mine = people(report)
            found.update(
                one.event_id
                for kind in nearby_types(report.type)
                for one in stored[kind]
                if may_resemble(report, one.report, shared=not mine.isdisjoint(one.people))
                and resembles(report, one.report, names)
            )
    return found


def _days(report: Report) -> tuple[date, date]:
    return report.window.first or date.max, report.window.last or date.max


def _rulings(session: Session, known: Sequence[Event]) -> dict[frozenset[int], bool]:
    return dict(neighbours.rulings(session, _report_ids(known))) if known else {}


def _report_ids(known: Sequence[Event]) -> list[int]:
    return [report.id for event in known for report in event.reports if report.id is not None]
