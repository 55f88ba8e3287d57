"""From what was read in one article to the store's events: asks for the neighbours, lets merging decide, writes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache

import structlog
from sqlmodel import Session

from storage.catalog import load_outlets
from storage.catalog.schema import Dossier
from storage.db import Store
from storage.model import Article, Event, EventType, Period, Reading, Report, Source
from storage.read import neighbours
from storage.read.sources import sources
from storage.turns import Work, in_turn
from storage.write.reading import keep_bands, mark_copies, mark_rulings_applied, save_regrouped
from summarizer.copies import bands, is_copy
from summarizer.gazetteer import Gazetteer, outlet_names
from summarizer.merging import fresh, merge, nearby_types, resembles, window

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
    reports = [_placed(report, reading, source) for report in reading.reports]
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


def _placed(report: Report, reading: Reading, source: Source) -> Report:
    """The report with its source, its window and the figures of its sentences."""
    placed = replace(report, source=source)
    figures = tuple(
        figure
        for figure in reading.figures
        if any(
            mine.start < span.end and span.start < mine.end for mine in report.spans for span in figure.spans
        )
    )
    return replace(placed, window=window(placed), figures=figures)


def _resembling(session: Session, dossier: str, reports: Sequence[Report], names: Gazetteer) -> set[int]:
    """The ids of the stored events that any of the reports resembles."""
    found: set[int] = set()
    asked: dict[tuple[frozenset[EventType], Period], Sequence[tuple[int, Report]]] = {}
    for report in reports:
        question = nearby_types(report.type), report.window
        if question not in asked:
            asked[question] = neighbours.near(session, dossier, *question)
        found.update(key for key, told in asked[question] if resembles(report, told, names))
    return found


def _rulings(session: Session, known: Sequence[Event]) -> dict[frozenset[int], bool]:
    return dict(neighbours.rulings(session, _report_ids(known))) if known else {}


def _report_ids(known: Sequence[Event]) -> list[int]:
    return [report.id for event in known for report in event.reports if report.id is not None]
