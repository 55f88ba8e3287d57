"""Who changed what, and when: written in the transaction of the deed itself, read by owners, never written over."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, event, or_
from sqlmodel import Session, col, select

from storage.catalog.checks import folded
from storage.errors import StorageError
from storage.tables import AuditRow


class AuditError(StorageError):
    """What was written into the audit trail stays as it is."""


class Deed(StrEnum):
    """What can be done to the service by those who look after it; `bot.views.audit` has the words."""

    EDITOR_NAMED = "editor named"
    EDITOR_DISMISSED = "editor dismissed"
    LINK_MADE = "link made"
    LINK_REVOKED = "link revoked"
    ARTICLE_DATED = "article dated"
    TEXT_CONFIRMED = "text confirmed"
    SUBMISSION_DROPPED = "submission dropped"
    CHANNEL_FOLLOWED = "channel followed"
    CHANNEL_LEFT = "channel left"
    EVENT_WITHDRAWN = "event withdrawn"
    EVENT_REINSTATED = "event reinstated"
    EVENT_CORRECTED = "event corrected"
    EVENT_APPROVED = "event approved"
    EVENT_REJECTED = "event rejected"
    ARTICLE_WITHDRAWN = "article withdrawn"
    EVENTS_JOINED = "events joined"
    EVENT_SPLIT = "event split"
    DECISION_UNDONE = "decision undone"
    DELIVERY_RESENT = "delivery resent"
    DELIVERY_SETTLED = "delivery settled"
    FEED_STARTED = "feed started"
    FEED_STOPPED = "feed stopped"
    PUBLISHING_HELD = "publishing held"
    PUBLISHING_RELEASED = "publishing released"
    BROADCAST_SENT = "broadcast sent"
    BROADCAST_STOPPED = "broadcast stopped"


# Fields by name, in the form in which the store keeps them: codes, ISO days, texts.
Fields = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """One deed: by whom (a Telegram user id, None: the service itself), about what, and what it changed."""

    id: int
    at: datetime
    by: int | None
    deed: Deed
    subject: str
    before: Fields
    after: Fields


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries are looked for: those that hold the words, or are one of these deeds, or by one of these people."""

    words: str
    deeds: Collection[Deed] = ()
    people: Collection[int] = ()


def record(
    session: Session,
    *,
    by: int | None,
    deed: Deed,
    subject: str,
    before: Fields | None = None,
    after: Fields | None = None,
    now: datetime,
) -> None:
    """Keep a deed, in the transaction that does it: either both are kept or neither is.

    `subject` is a noun and a number, "event 12", "editor 801". `before` and `after` hold the fields that changed.
    """
    was, became = dict(before or {}), dict(after or {})
    words = folded(" ".join((subject, *was.values(), *became.values())))
    session.add(AuditRow(at=now, by=by, deed=deed, subject=subject, before=was, after=became, words=words))


def entries(
    session: Session, *, limit: int, older_than: int | None = None, wanted: Wanted | None = None
) -> Sequence[Entry]:
    """Return up to `limit` deeds, the latest first; `older_than` is the id of the entry behind which to begin."""
    asked = select(AuditRow).order_by(col(AuditRow.id).desc()).limit(limit)
    if older_than is not None:
        asked = asked.where(col(AuditRow.id) < older_than)
    if wanted is not None:
        asked = asked.where(_holds(wanted))
    return [_entry(row) for row in session.exec(asked)]


def _holds(wanted: Wanted) -> ColumnElement[bool]:
    number = wanted.words.split()[-1]
    # A number is one whole, "event 12" is not in "event 120".
    holds = (
        col(AuditRow.subject).endswith(f" {number}", autoescape=True)
        if number.isdecimal()
        else col(AuditRow.words).contains(folded(wanted.words), autoescape=True)
    )
    return or_(
        holds,
        col(AuditRow.deed).in_(list(wanted.deeds)),
        col(AuditRow.by).in_(list(wanted.people)),
    )


def _entry(row: AuditRow) -> Entry:
    assert row.id is not None
    return Entry(row.id, row.at, row.by, Deed(row.deed), row.subject, row.before, row.after)


@event.listens_for(AuditRow, "before_update")
@event.listens_for(AuditRow, "before_delete")
def _refuse(mapper: object, connection: object, row: AuditRow) -> None:
    raise AuditError(f"entry {row.id} of the audit trail is not to be changed")
