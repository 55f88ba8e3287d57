"""The rows of submissions as nouns, and back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from storage.model import Extraction, Handed, Piece, Refusal, Stage, Submission
from storage.tables import PieceRow, SubmissionRow


def piece(row: PieceRow) -> Piece:
    return Piece(
        row.chat_id,
        row.message_id,
        row.text,
        row.handed_at,
        row.posted,
        row.post,
        row.file_id,
        row.file_name,
    )


def piece_row(told: Piece, submission_id: int) -> PieceRow:
    return PieceRow(submission_id=submission_id, **asdict(told))


def submission(row: SubmissionRow, pieces: Sequence[PieceRow]) -> Submission:
    assert row.id is not None
    return Submission(
        id=row.id,
        chat_id=row.chat_id,
        kind=Handed(row.kind),
        stage=Stage(row.stage),
        pieces=tuple(map(piece, pieces)),
        publisher=row.publisher,
        published=row.published,
        url=row.url,
        link=row.link,
        text=row.text,
        extraction=Extraction(row.extraction) if row.extraction else None,
        refusal=Refusal(row.refusal) if row.refusal else None,
        detail=row.detail,
        message_id=row.message_id,
        quiet=row.quiet,
        key=row.key,
    )
