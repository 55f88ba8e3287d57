"""What is taken out of the store: records with their proof, and a copy that gives the same answers when it is put back."""

from __future__ import annotations

import csv
import gzip
import json
import stat
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import SQLModel, select

from storage import corrections, editors, inbox, subscribers
from storage.catalog import load_dossier, load_event_kinds
from storage.catalog.codes import Coder
from storage.db import Store
from storage.migrate import migrate
from storage.model import (
    Article,
    Digest,
    Edits,
    Event,
    EventType,
    Figure,
    Participant,
    Period,
    Position,
    Precision,
    Reading,
    Report,
    Role,
    Span,
    Stance,
    Status,
)
from storage.read import events
from storage.tables import EventRow, SubscriberRow
from storage.taking_out import Kind, records
from storage.taking_out.backup import BackupError, back_up, restore
from storage.taking_out.forms import json_lines, table
from storage.taking_out.records import Wanted
from storage.write.publish import publish
from storage.write.reading import mark_read, save_event

NOW = datetime(2024, 10, 25, 4, tzinfo=UTC)
TEXT = "التقى وفدا مصر وقطر في باريس\nوقالت مصر إنها تريد هدنة تشمل 33 محتجزا"
WHO = (Participant("مصر"), Participant("قطر"), Participant("فرنسا", Role.HOST))
DAY = Period(date(2024, 10, 24), date(2024, 10, 24), Precision.DAY)


@pytest.fixture
def coder() -> Coder:
    return Coder.of(load_dossier("gaza"), load_event_kinds())


@pytest.fixture
def filled(store: Store) -> Store:
    """A store with an article, what was read in it, a reader, an editor, a digest and a correction."""
    with store.writing() as session:
        article = inbox.submit(
            session, Article(TEXT, "صحيفة", DAY.first, "https://example.org/1"), dossier="gaza", now=NOW
        ).article_id
        reading = Reading(
            "لقاء باريس", TEXT, "صحيفة", DAY.first, (),
            (Position("مصر", "ceasefire", Stance.DEMANDS, "هدنة", (Span(29, 50),)),),
            (Figure("captives", 33, (Span(51, 69),)),),
        )  # fmt: skip
        mark_read(session, article, reading, now=NOW)
        report = Report(EventType.MEETING, Status.HAPPENED, DAY, "باريس", WHO, (), (Span(0, 28),))
        event = save_event(
            session, "gaza", article,
            Event(EventType.MEETING, Status.HAPPENED, DAY, "باريس", WHO, ("ceasefire",), (report,)), now=NOW,
        )  # fmt: skip
        subscribers.subscribe(session, 7, hour=7, timezone="Asia/Qatar", now=NOW)
        editors.name_editor(session, 701, named_by=1, now=NOW)
        publish(session, Digest("gaza", NOW, NOW - timedelta(days=1), (), (), (), (), ()), [7], now=NOW)
        corrections.correct(session, event.id or 0, Edits(place="القاهرة"), by=701, now=NOW)
    return store


def taken(store: Store, kind: Kind, coder: Coder, wanted: Wanted | None = None) -> list[records.Record]:
    with store.reading() as session:
        found = records.records(session, kind, wanted or Wanted("gaza"), coder)
        return [json.loads(line) for line in json_lines(found)]


def test_an_event_is_taken_out_with_its_codes_and_the_sentence_that_proves_it(
    filled: Store, coder: Coder
) -> None:
    (event,) = taken(filled, Kind.EVENTS, coder)
    assert (event["type"], event["plover"], event["first_day"]) == ("meeting", "CONSULT", "2024-10-24")
    assert (event["place"], event["country"]) == ("القاهرة", "مصر")
    (report,) = event["reports"]
    assert report["evidence"] == ["التقى وفدا مصر وقطر في باريس"]
    assert (report["publisher"], report["url"]) == ("صحيفة", "https://example.org/1")


def test_a_meeting_on_the_ground_of_a_third_has_the_code_for_that(coder: Coder) -> None:
    def met(place: str | None, *who: str) -> str:
        sides = tuple(Participant(name) for name in who)
        return coder.codes(Event(EventType.MEETING, Status.HAPPENED, DAY, place, sides, (), ())).cameo

    assert met("باريس", "مصر", "قطر") == "044"
    assert met("القاهرة", "مصر", "قطر") == "040"
    # A ministry meets on its state's ground.
    assert met("القاهرة", "وزارة الخارجية المصرية", "قطر") == "040"
    assert met(None, "مصر", "قطر") == "040"


def test_positions_and_figures_are_taken_out_with_their_sentences(filled: Store, coder: Coder) -> None:
    (position,) = taken(filled, Kind.POSITIONS, coder)
    assert (position["party"], position["stance"], position["issue"]) == ("مصر", "demands", "ceasefire")
    assert position["evidence"] == [TEXT[29:50]]
    (figure,) = taken(filled, Kind.FIGURES, coder)
    assert (figure["what"], figure["value"], figure["evidence"]) == ("captives", 33, [TEXT[51:69]])


def test_only_what_was_read_in_the_window_is_taken_out(filled: Store, coder: Coder) -> None:
    later, earlier = Wanted("gaza", since=NOW + timedelta(hours=1)), Wanted("gaza", until=NOW)
    within = Wanted("gaza", NOW, NOW + timedelta(seconds=1))
    for kind in Kind:
        assert not taken(filled, kind, coder, later) and not taken(filled, kind, coder, earlier)
        assert len(taken(filled, kind, coder, within)) == 1
        assert not taken(filled, kind, coder, Wanted("sudan"))


def test_many_more_than_a_page_are_all_taken_out_once(
    filled: Store, coder: Coder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, "PAGE", 2)
    with filled.writing() as session:
        article = inbox.submit(session, Article("نص آخر"), dossier="gaza", now=NOW).article_id
        for number in range(5):
            report = Report(EventType.CALL, Status.HAPPENED, DAY, None, WHO, (), (Span(0, 6),))
            told = Event(EventType.CALL, Status.HAPPENED, DAY, None, WHO, (), (report,))
            save_event(session, "gaza", article, told, now=NOW + timedelta(seconds=number))
    found = [event["id"] for event in taken(filled, Kind.EVENTS, coder)]
    assert len(found) == 6 and found == sorted(set(found))


@pytest.mark.parametrize("kind", Kind)
def test_a_table_has_as_many_cells_in_each_line_as_names_above_them(
    filled: Store, coder: Coder, kind: Kind
) -> None:
    with filled.reading() as session:
        lines = list(csv.reader(table(records.records(session, kind, Wanted("gaza"), coder), kind)))
    assert len(lines) == 2 and len(lines[0]) == len(lines[1])
    row = dict(zip(*lines, strict=True))
    assert row["evidence"] and row["id"] == "1"
    if kind is Kind.EVENTS:
        assert (row["actors"], row["hosts"]) == ("مصر | قطر", "فرنسا")


def test_no_cell_is_a_formula_to_a_spreadsheet() -> None:
    record = dict.fromkeys(
        ("id", "party", "people", "issue", "stance", "gist", "day", "attribution", "article_id", "publisher",
         "published", "url", "title", "evidence"), "=cmd|' /C calc'!A0",
    )  # fmt: skip
    (_, line) = csv.reader(table([record | {"id": -5}], Kind.POSITIONS))
    assert line[0] == "-5" and all(cell.startswith("'=") for cell in line[1:])


@pytest.fixture
def new(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Another store, with tables and nothing in them."""
    opened = Store(f"sqlite:///{tmp_path / 'new.db'}")
    migrate(opened)
    yield opened
    opened.close()


def everything(store: Store) -> dict[str, list[object]]:
    with store.reading() as session:
        return {
            name: sorted(map(repr, session.execute(select(found)).all()))
            for name, found in SQLModel.metadata.tables.items()
        }


def test_what_is_put_back_gives_the_same_answers(filled: Store, new: Store, tmp_path: Path) -> None:
    file = tmp_path / "copy"
    rows = back_up(filled, file, now=NOW)
    assert restore(new, file) == rows
    assert everything(new) == everything(filled)
    with filled.reading() as before, new.reading() as after:
        assert events.latest(after, "gaza", limit=9) == events.latest(before, "gaza", limit=9)
        assert subscribers.get(after, 7) == subscribers.get(before, 7)


def test_a_backup_goes_from_one_kind_of_database_into_the_other(
    filled: Store, new: Store, tmp_path: Path
) -> None:
    back_up(filled, tmp_path / "there", now=NOW)
    restore(new, tmp_path / "there")
    before = everything(filled)
    with filled.connection() as connection:
        for found in reversed(SQLModel.metadata.sorted_tables):
            connection.execute(found.delete())
    back_up(new, tmp_path / "back", now=NOW)
    restore(filled, tmp_path / "back")
    assert everything(filled) == before


def test_new_rows_are_numbered_behind_all_that_ever_were(filled: Store, new: Store, tmp_path: Path) -> None:
    with filled.writing() as session:
        article = inbox.submit(session, Article("قصير"), dossier="gaza", now=NOW).article_id
        report = Report(EventType.CALL, Status.HAPPENED, DAY, None, WHO, (), (Span(0, 4),))
        call = Event(EventType.CALL, Status.HAPPENED, DAY, None, WHO, (), (report,))
        gone = save_event(session, "gaza", article, call, now=NOW)
        session.delete(session.get_one(EventRow, gone.id))
    back_up(filled, tmp_path / "copy", now=NOW)
    restore(new, tmp_path / "copy")
    for store in (filled, new):
        with store.writing() as session:
            article = inbox.submit(session, Article("أقصر"), dossier="gaza", now=NOW).article_id
            assert save_event(session, "gaza", article, call, now=NOW).id == (gone.id or 0) + 1


def test_only_its_owner_may_read_a_backup(filled: Store, tmp_path: Path) -> None:
    back_up(filled, tmp_path / "copy", now=NOW)
    assert stat.S_IMODE((tmp_path / "copy").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir() if "copy" in path.name] == ["copy"]


def test_a_file_that_is_there_is_not_written_over(filled: Store, tmp_path: Path) -> None:
    (tmp_path / "copy").write_text("dear to somebody")
    with pytest.raises(BackupError, match="already"):
        back_up(filled, tmp_path / "copy", now=NOW)
    assert (tmp_path / "copy").read_text() == "dear to somebody"
    with pytest.raises(BackupError, match="No such file"):
        back_up(filled, tmp_path / "nowhere" / "copy", now=NOW)


def test_nothing_is_put_into_a_store_that_holds_something(filled: Store, tmp_path: Path) -> None:
    back_up(filled, tmp_path / "copy", now=NOW)
    with pytest.raises(BackupError, match="not empty"):
        restore(filled, tmp_path / "copy")


def _lines(path: Path) -> list[str]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return file.read().splitlines(keepends=True)


def test_of_a_damaged_backup_nothing_is_put_back(filled: Store, new: Store, tmp_path: Path) -> None:
    good, bad = tmp_path / "good", tmp_path / "bad"
    back_up(filled, good, now=NOW)
    lines, packed = _lines(good), good.read_bytes()
    row = next(number for number, line in enumerate(lines) if line.startswith("["))
    damaged = {
        "cut off in the middle": packed[: len(packed) // 2],
        "no backup": b"PK\x03\x04",
        "empty": b"",
        "another program's": gzip.compress(b'{"format": "other"}\n'),
        "not of lines of JSON": gzip.compress(b"[[[[[\n"),
        "without its foot": gzip.compress("".join(lines[:-1]).encode()),
        "with a row fewer": gzip.compress("".join(lines[:row] + lines[row + 1 :]).encode()),
        "with a row twice": gzip.compress("".join(lines[: row + 1] + lines[row:]).encode()),
        "with a row of too few": gzip.compress("".join([*lines[:row], "[1]\n", *lines[row + 1 :]]).encode()),
        "with more behind": gzip.compress("".join([*lines, "[1]\n"]).encode()),
    }
    for what, content in damaged.items():
        bad.write_bytes(content)
        with pytest.raises(BackupError, match="damaged"):
            restore(new, bad)
            pytest.fail(what)
        with new.reading() as session:
            assert session.get(SubscriberRow, 7) is None, what


def test_a_backup_of_other_tables_is_refused_and_says_what_to_do(
    filled: Store, new: Store, tmp_path: Path
) -> None:
    back_up(filled, tmp_path / "copy", now=NOW)
    lines = _lines(tmp_path / "copy")
    head = json.loads(lines[0]) | {"revision": "0000"}
    (tmp_path / "other").write_bytes(gzip.compress("".join([json.dumps(head) + "\n", *lines[1:]]).encode()))
    with pytest.raises(BackupError, match="that version, then upgrade"):
        restore(new, tmp_path / "other")
