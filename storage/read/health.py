"""The question how the service is doing: what waits, what went, when something last came in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func
from sqlmodel import Session, col, select

from storage import holds, outbox, subscribers
from storage.holds import Hold
from storage.model import ArticleState, DeliveryState, Writing
from storage.read.digests import of_a_slot
from storage.tables import ArticleRow, DeliveryRow, DigestRow, SubscriberRow

# Over how long sends a second are counted, and among how many of the newest deliveries: looking stays short.
LATELY = timedelta(minutes=1)
_NEWEST = 60_000
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Health:
    """How the service is doing at `now`; instants are None where there was no such thing yet.

    `oldest_due` is since when the delivery that has waited longest could have been sent, `sent_lately` how many
    were sent within `LATELY`, `read_today` how many articles were read in 24 hours. `hold` says who holds publishing
    back, and `held_back` how many digests wait for that to end, those that are to be made among them. `last_writing` is
    what opens the newest digest.
    """

    now: datetime
    subscribers: int
    deliveries: Mapping[DeliveryState, int]
    oldest_due: datetime | None
    sent_lately: int
    last_digest: datetime | None
    articles_waiting: int
    read_today: int
    last_article: datetime | None
    hold: Hold | None
    held_back: int
    last_writing: Writing | None = None

    @property
    def sends_a_second(self) -> float:
        return self.sent_lately / LATELY.total_seconds()

    @property
    def held_for(self) -> timedelta:
        """How long publishing has been held back; nothing where it is not."""
        return max(self.now - self.hold.at, timedelta()) if self.hold else timedelta()

    @property
    def oldest_age(self) -> timedelta:
        """How long the oldest delivery that is due has waited; nothing where none is."""
        return max(self.now - self.oldest_due, timedelta()) if self.oldest_due else timedelta()


def health(session: Session, dossier: str, *, now: datetime) -> Health:
    """Return how the service is doing."""
    found = outbox.counts(session)
    hold = holds.current(session, dossier)
    waiting = select(func.count()).select_from(ArticleRow)
    read = select(func.count()).select_from(ArticleRow)
    return Health(
        now=now,
        subscribers=session.exec(
            select(func.count()).select_from(SubscriberRow).where(col(SubscriberRow.active).is_(True))
        ).one(),
        deliveries={state: found.get(state, 0) for state in DeliveryState},
        oldest_due=_oldest_due(session, now),
        sent_lately=_sent_since(session, now - LATELY),
        last_digest=session.exec(select(func.max(DigestRow.slot)).where(of_a_slot())).one(),
        articles_waiting=session.exec(
            waiting.where(ArticleRow.dossier == dossier, ArticleRow.state == ArticleState.NEW)
        ).one(),
        read_today=session.exec(
            read.where(ArticleRow.dossier == dossier, col(ArticleRow.read_at) >= now - _A_DAY)
        ).one(),
        last_article=last_article(session, dossier),
        hold=hold,
        held_back=outbox.held_back(session) + subscribers.count_waiting(session, now) if hold else 0,
        last_writing=last_writing(session, dossier),
    )


def last_writing(session: Session, dossier: str) -> Writing | None:
    """Return what was written of the newest digest for all readers, with what was not let through."""
    newest = session.exec(
        select(DigestRow)
        .where(DigestRow.dossier == dossier, DigestRow.subject == "")
        .order_by(col(DigestRow.slot).desc(), col(DigestRow.id).desc())
        .limit(1)
    ).first()
    return newest.content.writing if newest else None


def last_article(session: Session, dossier: str) -> datetime | None:
    """Return when the newest article came in."""
    return session.exec(
        select(ArticleRow.received_at)
        .where(ArticleRow.dossier == dossier)
        .order_by(col(ArticleRow.id).desc())
        .limit(1)
    ).first()


def _oldest_due(session: Session, now: datetime) -> datetime | None:
    return session.exec(
        select(func.min(DeliveryRow.due_at)).where(
            DeliveryRow.state == DeliveryState.PENDING, col(DeliveryRow.due_at) <= now
        )
    ).one()


def _sent_since(session: Session, since: datetime) -> int:
    newest = session.exec(select(func.max(DeliveryRow.id))).one() or 0
    return session.exec(
        select(func.count())
        .select_from(DeliveryRow)
        .where(
            col(DeliveryRow.id) > newest - _NEWEST,
            DeliveryRow.state == DeliveryState.SENT,
            col(DeliveryRow.changed_at) > since,
        )
    ).one()
