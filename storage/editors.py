"""Who may add articles besides the owners, who are named in the settings; and the names of both."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from storage import audit
from storage.audit import Deed
from storage.catalog.checks import folded
from storage.tables import EditorRow, PersonRow

# Telegram's names have up to 64 characters, first and last; none is longer here, whoever tells it.
_LONGEST_NAME = 129


@dataclass(frozen=True, slots=True)
class Editor:
    """An editor, by whom they were named (a Telegram user id), and when; the name is empty where nobody told it."""

    user_id: int
    name: str
    named_by: int
    named_at: datetime


# Made once: it is asked with each command.
_THIS_EDITOR = select(EditorRow.user_id).where(col(EditorRow.user_id) == bindparam("user"))


def is_editor(session: Session, user_id: int) -> bool:
    return session.execute(_THIS_EDITOR, {"user": user_id}).first() is not None


def name_editor(
    session: Session, user_id: int, *, named_by: int, now: datetime, name: str = "", link: int | None = None
) -> bool:
    """Make a person an editor; returns False if they were one already.

    `name` is what Telegram calls them, where that is known; `link` the invitation by which they came.
    """
    keep_name(session, user_id, name)
    if is_editor(session, user_id):
        return False
    session.add(EditorRow(user_id=user_id, named_by=named_by, named_at=now))
    after = {"name": name, "link": str(link or "")}
    audit.record(
        session,
        by=named_by,
        deed=Deed.EDITOR_NAMED,
        subject=f"editor {user_id}",
        after={field: value for field, value in after.items() if value},
        now=now,
    )
    return True


def dismiss_editor(session: Session, user_id: int, *, by: int, now: datetime) -> bool:
    """Take the right back; returns False if they had none."""
    row = session.get(EditorRow, user_id)
    if row is None:
        return False
    session.delete(row)
    audit.record(session, by=by, deed=Deed.EDITOR_DISMISSED, subject=f"editor {user_id}", now=now)
    return True


def everyone(session: Session) -> Sequence[int]:
    """Return the editors' Telegram user ids, in the order in which they were named."""
    return session.exec(select(EditorRow.user_id).order_by(col(EditorRow.named_at))).all()


def listed(session: Session) -> Sequence[Editor]:
    """Return the editors in the order in which they were named."""
    rows = session.exec(select(EditorRow).order_by(col(EditorRow.named_at), col(EditorRow.user_id))).all()
    known = names(session, [row.user_id for row in rows])
    return [Editor(row.user_id, known.get(row.user_id, ""), row.named_by, row.named_at) for row in rows]


def keep_name(session: Session, user_id: int, name: str) -> None:
    """Keep what Telegram calls somebody who looks after the service; an empty name says nothing."""
    row = _person(session, user_id)
    if name and row.name != name[:_LONGEST_NAME]:
        row.name = name[:_LONGEST_NAME]


def names(session: Session, user_ids: Collection[int]) -> Mapping[int, str]:
    """Return the names of those of them that have one here."""
    rows = session.exec(select(PersonRow).where(col(PersonRow.user_id).in_(user_ids)))
    return {row.user_id: row.name for row in rows if row.name}


def called(session: Session, word: str) -> Sequence[int]:
    """Return the ids of those in whose name `word` occurs."""
    wanted = folded(word)
    return [row.user_id for row in session.exec(select(PersonRow)) if wanted in folded(row.name)]


def with_menus(session: Session) -> Sequence[int]:
    """Return those to whom Telegram may show a menu of their own."""
    return session.exec(select(PersonRow.user_id).where(col(PersonRow.has_menu).is_(True))).all()


def mark_menu(session: Session, user_id: int, *, has_menu: bool) -> None:
    _person(session, user_id).has_menu = has_menu


def _person(session: Session, user_id: int) -> PersonRow:
    row = session.get(PersonRow, user_id)
    if row is not None:
        return row
    row = PersonRow(user_id=user_id)
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        # Somebody else added them between our look and our insert.
        return session.get_one(PersonRow, user_id)
    return row
