"""Messages of editors come in: kept before anything is said, joined where they belong together, their files beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import update
from sqlmodel import Session, col, select

from storage.model import Handed, Piece, Stage, Submission
from storage.submissions import rows as nouns
from storage.tables import FileRow, PieceRow, SubmissionRow


@dataclass(frozen=True, slots=True)
class Arrival:
    """What a first message says of a submission; see `storage.model.Submission`. Not opened before `ready_at`."""

    kind: Handed
    ready_at: datetime
    publisher: str | None = None
    published: date | None = None
    url: str | None = None
    link: str | None = None
    key: str | None = None
    quiet: bool = False


def hand_in(
    session: Session, arrival: Arrival, piece: Piece, *, dossier: str, chat_id: int, user_id: int
) -> int:
    """Keep a submission with its first message, of which `chat_id` is to hear; returns its id."""
    row = SubmissionRow(
        dossier=dossier,
        chat_id=chat_id,
        user_id=user_id,
        kind=arrival.kind,
        key=arrival.key,
        ready_at=arrival.ready_at,
        publisher=arrival.publisher,
        published=arrival.published,
        url=arrival.url,
        link=arrival.link,
        quiet=arrival.quiet,
        # Nothing is said of a quiet one, so there is nothing to wait for.
        said=arrival.quiet,
    )
    session.add(row)
    session.flush()
    assert row.id is not None
    session.add(nouns.piece_row(piece, row.id))
    return row.id


def submission_of(session: Session, chat_id: int, message_id: int) -> int | None:
    """Return the open submission that this message is part of already: Telegram gives some messages twice."""
    row = session.get(PieceRow, (chat_id, message_id))
    return row.submission_id if row else None


def unfinished(session: Session, key: str, *, user_id: int) -> Submission | None:
    """Return the last submission of this person that waits for more of what comes from `key`."""
    row = session.exec(
        select(SubmissionRow)
        .where(
            SubmissionRow.user_id == user_id,
            SubmissionRow.key == key,
            SubmissionRow.stage == Stage.WAITING,
        )
        .order_by(col(SubmissionRow.id).desc())
        .with_for_update()
        .limit(1)
    ).first()
    return None if row is None else nouns.submission(row, pieces_of(session, row))


def join(session: Session, submission_id: int, piece: Piece, kind: Handed, *, ready_at: datetime) -> None:
    """Add a message to a submission, which is now `kind`."""
    row = session.get_one(SubmissionRow, submission_id)
    row.kind, row.ready_at = kind, ready_at
    session.add(nouns.piece_row(piece, submission_id))
    if kind is Handed.TEXT:
        session.flush()
        # Pictures beside an article's words are not opened.
        pictures = update(PieceRow).where(col(PieceRow.submission_id) == submission_id)
        session.exec(pictures.values(file_id=None))


def pieces_of(session: Session, row: SubmissionRow) -> Sequence[PieceRow]:
    """Return the messages of a submission in their order."""
    mine = select(PieceRow).where(PieceRow.submission_id == row.id)
    return session.exec(mine.order_by(col(PieceRow.message_id))).all()


def files_to_fetch(session: Session, *, now: datetime, limit: int = 4) -> Sequence[tuple[int, Piece]]:
    """Return messages whose files are wanted and not here yet, each with its submission's id."""
    rows = session.exec(
        select(PieceRow)
        .join(SubmissionRow, col(SubmissionRow.id) == PieceRow.submission_id)
        .outerjoin(
            FileRow,
            (col(FileRow.chat_id) == PieceRow.chat_id) & (col(FileRow.message_id) == PieceRow.message_id),
        )
        .where(
            col(PieceRow.file_id).is_not(None),
            col(FileRow.message_id).is_(None),
            SubmissionRow.stage == Stage.WAITING,
            col(SubmissionRow.ready_at) <= now,
        )
        .order_by(col(PieceRow.submission_id), col(PieceRow.message_id))
        .limit(limit)
    )
    return [(row.submission_id, nouns.piece(row)) for row in rows]


def keep_file(session: Session, piece: Piece, data: bytes) -> None:
    """Keep the bytes of a message's file, where its submission still wants them."""
    row = session.get(PieceRow, (piece.chat_id, piece.message_id))
    known = session.get(FileRow, (piece.chat_id, piece.message_id))
    if row is not None and row.file_id is not None and known is None:
        session.add(
            FileRow(
                chat_id=row.chat_id, message_id=row.message_id, submission_id=row.submission_id, data=data
            )
        )
