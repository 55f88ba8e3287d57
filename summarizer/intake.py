"""From what was read in one article to the store's events: asks for the neighbours, lets merging decide, writes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache, partial
from typing import Any
from weakref import WeakKeyDictionary

import structlog
from sqlmodel import Session

from storage.catalog import load_event_kinds, load_outlets
from storage.catalog.schema import Dossier
from storage.db import Store
from storage.model import Article, EventType, Reading, Regrouped, Report, Reviewing
from storage.read import neighbours
from storage.read.neighbours import Kin
from storage.read.remembered import Remembered
from storage.read.sources import sources
from storage.turns import Work, in_turn
from storage.write.reading import keep_bands, mark_copies, mark_rulings_applied, save_regrouped
from summarizer.copies import bands, is_copy
from summarizer.doubts import Rule, doubts
from summarizer.gazetteer import Gazetteer, outlet_names
from summarizer.holding import held
from summarizer.likenesses import Likenesses
from summarizer.merging import fresh, merge, nearby_types, placed, settled, without_mere_denials
from summarizer.traits import Traits

# What comparing has given, by database and dossier.
_compared: WeakKeyDictionary[Any, dict[str, Likenesses]] = WeakKeyDictionary()

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
    likenesses = _likenesses(session, dossier)
    likenesses.forget_new()
    # What an article denies is no event of its own: it speaks against one that is known.
    reports = likenesses.traits(
        placed(report, source, reading.figures) for report in (*reading.reports, *reading.denials)
    )
    alike = _resembling(session, dossier.code, reports, likenesses, copies)
    known = neighbours.kin(session, dossier.code, alike, {article_id, *copies})
    new = fresh(reports, known.reports)
    rulings = neighbours.rulings(session, known)
    anew = known.told_by({article_id, *copies}) if copies else ()
    regrouped = without_mere_denials(merge(new, known.reports, likenesses, rulings, anew))
    judged = _judged(session, known, regrouped, reviewing, now)
    save_regrouped(session, dossier.code, article_id, judged, known.families, now=now)
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
        regroup(session, dossier, ruled, now=now, reviewing=reviewing)
        mark_rulings_applied(session, ruled)
    _log.info("rulings applied", events=len(ruled))


def regroup(
    session: Session,
    dossier: Dossier,
    report_ids: Collection[int],
    *,
    now: datetime,
    reviewing: Reviewing = Reviewing.DOUBTFUL,
) -> None:
    """Put the families of these reports together anew, and work out their events anew."""
    known = neighbours.kin(session, dossier.code, report_ids)
    rulings = neighbours.rulings(session, known)
    regrouped = merge([], known.reports, _likenesses(session, dossier), rulings, known.reports)
    judged = _judged(session, known, regrouped, reviewing, now)
    save_regrouped(session, dossier.code, None, judged, known.families, now=now)


def _judged(
    session: Session, known: Kin, regrouped: Regrouped, reviewing: Reviewing, now: datetime
) -> Regrouped:
    """Return the regrouped events with what editors decided, and what they are to see before any reader."""
    told = (report.id for family in regrouped.families for event in family.events for report in event.reports)
    standing = neighbours.standing(session, known, known.events_of({key for key in told if key}))
    return held(settled(regrouped, standing), standing.values(), _rule(reviewing), now=now)


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


def _likenesses(session: Session, dossier: Dossier) -> Likenesses:
    of_store = _compared.setdefault(session.get_bind(), {})
    if dossier.code not in of_store:
        of_store[dossier.code] = Likenesses(gazetteer(dossier))
    return of_store[dossier.code]


def _resembling(
    session: Session,
    dossier: str,
    reports: Sequence[Traits],
    likenesses: Likenesses,
    copies: Collection[int],
) -> set[int]:
    """Return the ids of the stored reports that any of these new ones resembles."""
    stored = neighbours.near(
        session, dossier, [(nearby_types(report.type), report.window) for report in reports]
    )
    _mark_copies(stored, reports, copies)
    found: set[int] = set()
    for mine in reports:
        possible = likenesses.traits(
            report for report in _possible(mine, stored, copies) if report.id not in found
        )
        found.update(theirs.key for theirs in possible if likenesses.points(mine, theirs) > 0)
    return found


def _mark_copies(stored: Remembered, reports: Sequence[Traits], copies: Collection[int]) -> None:
    """Let the reports of those articles be copies of what these new ones are copies of."""
    for new in reports[:1]:
        for report in list(stored.of_articles(copies)):
            if report.id is not None:
                stored.mark_copies(report.id, new.copies)


def _possible(told: Traits, stored: Remembered, copies: Collection[int]) -> Iterator[Report]:
    """What `may_resemble` may let through, found without looking at the others."""
    yield from stored.of_articles(copies)
    for kind in told.nearby:
        if told.type is EventType.TRUCE:
            yield from stored.of_window(kind, told.window)
        else:
            yield from stored.sharing(kind, told.people, told.when, told.window)
