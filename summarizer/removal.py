"""Takes an article out of the store with all that hangs on it, and puts together anew what others told with it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete
from sqlmodel import Session, col, select

from storage import corrections
from storage.catalog.schema import Dossier
from storage.db import Store
from storage.tables import ArticleRow, EventRow, ReportRow
from storage.turns import Work, in_turn
from summarizer.intake import regroup


@dataclass(frozen=True, slots=True)
class Removed:
    """What went with an article: events that nobody else told; `told_anew` are those that others tell too.

    `deliveries` is how many chats are told that something they read was taken back.
    """

    events: int
    told_anew: int
    deliveries: int


def remove_article(
    store: Store, dossier: Dossier, article_id: int, *, by: int, now: datetime
) -> Removed | None:
    """Delete an article, its reports, figures and positions, for good; None where this dossier has none of that id.

    An event that it alone told is withdrawn first, so that those who received it hear of that. `by` is the Telegram
    id of whoever decides, 0 at the terminal.
    """
    with in_turn(store, Work.FACTS) as session:
        article = session.get(ArticleRow, article_id)
        if article is None or article.dossier != dossier.code:
            return None
        told, shared = _told_by(session, article_id)
        alone = told - shared
        sent = [corrections.withdraw(session, event_id, by=by, now=now) for event_id in sorted(alone)]
        beside = _reports_beside(session, shared, article_id)
        session.flush()
        session.exec(delete(ArticleRow).where(col(ArticleRow.id) == article_id))
        session.exec(delete(EventRow).where(col(EventRow.id).in_(alone)))
        session.expire_all()
        regroup(session, dossier, beside, now=now)
        return Removed(len(alone), len(shared), sum(one.deliveries for one in sent if one))


def _told_by(session: Session, article_id: int) -> tuple[set[int], set[int]]:
    """Return the events that the article tells, and those of them that others tell too."""
    told = set(session.exec(select(ReportRow.event_id).where(ReportRow.article_id == article_id)))
    others = select(ReportRow.event_id).where(
        col(ReportRow.event_id).in_(told), ReportRow.article_id != article_id
    )
    return told, set(session.exec(others))


def _reports_beside(session: Session, event_ids: Collection[int], article_id: int) -> Collection[int]:
    """Return the reports of the whole families of these events, without the article's own."""
    families = select(EventRow.family).where(col(EventRow.id).in_(event_ids))
    kin = select(EventRow.id).where(col(EventRow.family).in_(families))
    rows = session.exec(
        select(ReportRow.id).where(col(ReportRow.event_id).in_(kin), ReportRow.article_id != article_id)
    )
    return {key for key in rows if key is not None}
