"""What editors hear of what they handed in, and what they answer; the rights to answer are the bot's matter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from storage import audit
from storage.audit import Deed
from storage.model import PASSING, Refusal, Stage, Submission
from storage.submissions import rows as nouns
from storage.submissions.arriving import pieces_of
from storage.submissions.opening import settle
from storage.tables import SubmissionRow

# How long what was refused for a passing cause can be tried again.
_KEPT = timedelta(days=7)


def received_said(session: Session, submission_id: int, message_id: int | None) -> None:
    """Keep that the chat was told "received" in `message_id`, or that it could not be (None): now it may be opened."""
    row = session.get(SubmissionRow, submission_id)
    if row is not None:
        row.message_id, row.said = message_id, True


def release(session: Session) -> None:
    """At the bot's start: no "received" is on its way, whatever an earlier run left so."""
    session.exec(update(SubmissionRow).where(col(SubmissionRow.said).is_(False)).values(said=True))


def to_show(session: Session, limit: int = 20) -> Sequence[Submission]:
    """Return those whose message does not say yet how far they have come, the longest waiting first."""
    rows = session.exec(
        select(SubmissionRow)
        .where(
            col(SubmissionRow.said).is_(True),
            col(SubmissionRow.quiet).is_(False),
            SubmissionRow.stage != SubmissionRow.shown,
        )
        .order_by(col(SubmissionRow.id))
        .limit(limit)
    )
    return [nouns.submission(row, pieces_of(session, row)) for row in rows]


def shown(session: Session, submission: Submission, message_id: int | None, *, now: datetime) -> None:
    """Keep what its message says now, and which message that is; what is refused for good is forgotten with that."""
    row = session.get(SubmissionRow, submission.id)
    if row is None:
        return
    row.shown, row.message_id = submission.stage, message_id or row.message_id
    if submission.stage is Stage.REFUSED and submission.refusal not in PASSING:
        session.delete(row)
    refused_long_ago = (col(SubmissionRow.stage) == Stage.REFUSED) & (
        col(SubmissionRow.ready_at) < now - _KEPT
    )
    session.exec(delete(SubmissionRow).where(refused_long_ago))


def asked(session: Session, submission_id: int, chat_id: int) -> Submission | None:
    """Return a submission that this chat is asked about, None for any other."""
    row = _row(session, submission_id, chat_id, Stage.ASKING_DAY, Stage.ASKING_TEXT)
    return None if row is None else nouns.submission(row, pieces_of(session, row))


def say_day(
    session: Session, submission_id: int, chat_id: int, day: date | None, *, by: int, now: datetime
) -> int | None:
    """Take an editor's word for the day on which it was published, None: not to be known; returns the article's id.

    None where this chat was not asked, or was and has answered.
    """
    row = _row(session, submission_id, chat_id, Stage.ASKING_DAY)
    if row is None:
        return None
    row.published, row.undated = day, day is None
    article_id = settle(session, row, now=now)
    after = {"published": day.isoformat()} if day else {}
    audit.record(
        session, by=by, deed=Deed.ARTICLE_DATED, subject=f"article {article_id}", after=after, now=now
    )
    return article_id


def confirm_text(
    session: Session, submission_id: int, chat_id: int, *, by: int, now: datetime
) -> Submission | int | None:
    """Take an editor's word that the text is right; returns the article's id, or the submission with what is asked next.

    None where this chat was not asked, or was and has answered.
    """
    row = _row(session, submission_id, chat_id, Stage.ASKING_TEXT)
    if row is None:
        return None
    row.confirmed = True
    audit.record(session, by=by, deed=Deed.TEXT_CONFIRMED, subject=f"submission {submission_id}", now=now)
    done = settle(session, row, now=now)
    if done is not None:
        return done
    # Whoever pressed sees the next question at once.
    row.shown = row.stage
    return nouns.submission(row, pieces_of(session, row))


def discard(session: Session, submission_id: int, chat_id: int, *, by: int, now: datetime) -> bool:
    """Forget it; False where there was nothing to forget."""
    row = _row(session, submission_id, chat_id, Stage.ASKING_DAY, Stage.ASKING_TEXT, Stage.REFUSED)
    if row is None:
        return False
    session.delete(row)
    audit.record(session, by=by, deed=Deed.SUBMISSION_DROPPED, subject=f"submission {submission_id}", now=now)
    return True


def retry(session: Session, submission_id: int, chat_id: int, *, now: datetime) -> Submission | None:
    """Open once more what was refused for a passing cause, and return it; None where there is nothing of that kind."""
    row = _row(session, submission_id, chat_id, Stage.REFUSED)
    if row is None or row.refusal is None or Refusal(row.refusal) not in PASSING:
        return None
    row.stage = row.shown = Stage.WAITING
    row.refusal, row.detail, row.ready_at = None, "", now
    return nouns.submission(row, pieces_of(session, row))


def _row(session: Session, submission_id: int, chat_id: int, *stages: Stage) -> SubmissionRow | None:
    row = session.get(SubmissionRow, submission_id, with_for_update=True)
    return row if row is not None and row.chat_id == chat_id and row.stage in stages else None
