"""What was handed in is opened: it becomes an article, or a question, or is refused; each step is one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import exists
from sqlmodel import Session, col, select

from storage import inbox
from storage.model import Article, Extraction, Handed, Refusal, Stage, Submission
from storage.submissions import rows as nouns
from storage.submissions.arriving import pieces_of
from storage.tables import AnswerRow, FileRow, PieceRow, SubmissionRow

_AT_WORK = (Stage.WAITING, Stage.OPENING)


def ready(session: Session, dossier: str, *, now: datetime, limit: int = 20) -> Sequence[int]:
    """Return the ids of what can be opened: nothing more of it is expected, and its files are here.

    What was being opened by a process that is gone is among them.
    """
    missing = (
        exists()
        .where(col(PieceRow.submission_id) == SubmissionRow.id, col(PieceRow.file_id).is_not(None))
        .where(
            ~exists().where(
                col(FileRow.chat_id) == PieceRow.chat_id, col(FileRow.message_id) == PieceRow.message_id
            )
        )
    )
    rows = session.exec(
        select(SubmissionRow.id)
        .where(
            SubmissionRow.dossier == dossier,
            col(SubmissionRow.stage).in_(_AT_WORK),
            col(SubmissionRow.ready_at) <= now,
            col(SubmissionRow.said).is_(True),
            ~missing,
        )
        .order_by(col(SubmissionRow.id))
        .limit(limit)
    )
    return [number for number in rows if number is not None]


def begin(session: Session, submission_id: int, *, now: datetime) -> Submission | None:
    """Keep that it is being opened, and return it; None where it no longer waits for that."""
    row = session.get(SubmissionRow, submission_id, with_for_update=True)
    if row is None or row.stage not in _AT_WORK or row.ready_at > now:
        return None
    row.stage = Stage.OPENING
    return nouns.submission(row, pieces_of(session, row))


def files(session: Session, submission_id: int) -> Sequence[tuple[str, bytes]]:
    """Return the names and the bytes of its files, in the order of their messages."""
    rows = session.exec(
        select(PieceRow.file_name, FileRow.data)
        .join(
            FileRow,
            (col(FileRow.chat_id) == PieceRow.chat_id) & (col(FileRow.message_id) == PieceRow.message_id),
        )
        .where(PieceRow.submission_id == submission_id)
        .order_by(col(PieceRow.message_id))
    )
    return [(name, data) for name, data in rows]


def opened(session: Session, submission_id: int, found: Article, *, now: datetime) -> None:
    """Keep what was found in it; it becomes an article, unless an editor has to say something first."""
    row = session.get(SubmissionRow, submission_id, with_for_update=True)
    if row is None or row.stage != Stage.OPENING:
        return
    row.text, row.extraction = found.text, found.extraction
    row.publisher, row.published, row.url = found.publisher, found.published, found.url
    settle(session, row, now=now)


def settle(session: Session, row: SubmissionRow, *, now: datetime) -> int | None:
    """Make it an article where nothing is missing, else ask; returns the article's id."""
    assert row.text is not None
    if row.extraction == Extraction.OCR and not row.confirmed:
        row.stage = Stage.ASKING_TEXT
        return None
    if row.published is None and not row.undated:
        row.stage = Stage.ASKING_DAY
        return None
    extraction = Extraction(row.extraction) if row.extraction else None
    article = Article(row.text, row.publisher, row.published, row.url, extraction=extraction)
    done = inbox.submit(session, article, dossier=row.dossier, now=now)
    session.add(
        AnswerRow(
            article_id=done.article_id,
            chat_id=row.chat_id,
            message_id=row.message_id,
            said=True,
            known=done.known,
            quiet=row.quiet,
        )
    )
    session.delete(row)
    return done.article_id


def refuse(session: Session, submission_id: int, why: Refusal, detail: str = "") -> None:
    """Keep why nothing can be made of it; of a quiet one nothing stays."""
    row = session.get(SubmissionRow, submission_id, with_for_update=True)
    if row is None or row.stage not in _AT_WORK:
        return
    if row.quiet:
        session.delete(row)
        return
    row.stage, row.refusal, row.detail = Stage.REFUSED, why, detail[:100]


def words(submission: Submission) -> str:
    """Return the texts of its messages as one: where Telegram cut a sentence, it goes on in its line."""
    text = ""
    for piece in submission.pieces:
        part = piece.text.strip()
        if not part:
            continue
        ended = not text or text.endswith((".", "!", "؟", "?", "…", "»", '"', ":"))
        separator = "\n\n" if submission.kind is Handed.PHOTO else "\n" if ended else " "
        text = text + separator + part if text else part
    return text
