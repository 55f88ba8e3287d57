"""The audit trail: written with the deed, found again, and never written over."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlmodel import select

from storage import audit, editors
from storage.audit import AuditError, Deed, Entry, Wanted
from storage.db import Store
from storage.tables import AuditRow

NOW = datetime(2024, 10, 25, 4, 0, tzinfo=UTC)
ROOT = Path(__file__).resolve().parents[2]


def trail(store: Store, wanted: Wanted | None = None) -> list[Entry]:
    with store.reading() as session:
        return list(audit.entries(session, limit=20, wanted=wanted))


def deeds(entries: list[Entry]) -> list[tuple[Deed, str]]:
    return [(one.deed, one.subject) for one in entries]


def note(store: Store, deed: Deed, subject: str, by: int | None = 1, **after: str) -> None:
    with store.writing() as session:
        audit.record(session, by=by, deed=deed, subject=subject, after=after, now=NOW)


def test_a_deed_and_its_entry_are_kept_together(store: Store) -> None:
    with store.writing() as session:
        editors.name_editor(session, 801, named_by=1, now=NOW)
        editors.name_editor(session, 801, named_by=1, now=NOW)
    with pytest.raises(ZeroDivisionError), store.writing() as session:
        editors.dismiss_editor(session, 801, by=1, now=NOW)
        _ = 1 / 0
    (entry,) = trail(store)
    assert (entry.by, entry.at, entry.deed) == (1, NOW, Deed.EDITOR_NAMED)
    assert entry.subject == "editor 801"


def test_the_latest_comes_first_and_older_ones_behind_it(store: Store) -> None:
    for number in range(5):
        note(store, Deed.EVENT_WITHDRAWN, f"event {number}")
    with store.reading() as session:
        first = audit.entries(session, limit=2)
        rest = audit.entries(session, limit=20, older_than=first[-1].id)
    assert [one.subject for one in (*first, *rest)] == [f"event {number}" for number in (4, 3, 2, 1, 0)]


def test_it_is_found_by_number_by_person_by_deed_and_by_word(store: Store) -> None:
    note(store, Deed.EVENT_WITHDRAWN, "event 12", reason="أعلنه الطرف الآخر")
    note(store, Deed.EVENT_WITHDRAWN, "event 120")
    note(store, Deed.EDITOR_NAMED, "editor 12", by=77)
    note(store, Deed.DELIVERY_RESENT, "delivery 3", by=None)
    assert deeds(trail(store, Wanted("12"))) == [
        (Deed.EDITOR_NAMED, "editor 12"),
        (Deed.EVENT_WITHDRAWN, "event 12"),
    ]
    assert deeds(trail(store, Wanted("77", people=(77,)))) == [(Deed.EDITOR_NAMED, "editor 12")]
    assert deeds(trail(store, Wanted("x", deeds=(Deed.DELIVERY_RESENT,)))) == [
        (Deed.DELIVERY_RESENT, "delivery 3")
    ]
    # With or without the signs above a letter.
    assert deeds(trail(store, Wanted("اعلنه"))) == [(Deed.EVENT_WITHDRAWN, "event 12")]
    assert trail(store, Wanted("%")) == []


def test_an_entry_cannot_be_changed_or_taken_out(store: Store) -> None:
    note(store, Deed.EVENT_WITHDRAWN, "event 12")
    with pytest.raises(AuditError), store.writing() as session:
        session.exec(select(AuditRow)).one().by = 2
    with pytest.raises(AuditError), store.writing() as session:
        session.delete(session.exec(select(AuditRow)).one())
    assert [one.by for one in trail(store)] == [1]


def test_no_other_file_touches_the_trails_table() -> None:
    known = {"storage/audit.py", "storage/tables/__init__.py", "storage/tables/people.py"}
    sources = [path for room in ("storage", "bot", "summarizer") for path in (ROOT / room).rglob("*.py")]
    naming = {
        str(path.relative_to(ROOT)) for path in sources if re.search(r"\bAuditRow\b", path.read_text("utf-8"))
    }
    assert naming == known
    assert not re.search(r"\b(update|delete)\(", (ROOT / "storage" / "audit.py").read_text("utf-8"))
