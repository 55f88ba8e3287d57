"""What editors hand in is kept until it is an article: joined, opened, asked about, refused, tried again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlmodel import SQLModel, func, select

from storage import inbox
from storage.db import Store
from storage.migrate import migrate
from storage.model import Article, Extraction, Handed, Piece, Refusal, Stage, Submission
from storage.submissions import arriving, opening, telling
from storage.submissions.arriving import Arrival
from storage.tables import FileRow, PieceRow, SubmissionRow
from storage.taking_out.backup import back_up, restore

NOW = datetime(2025, 1, 15, 18, 0, tzinfo=UTC)
LATER = NOW + timedelta(seconds=5)
CHAT, EDITOR, DAY = 7, 7, date(2025, 1, 14)


def piece(number: int = 1, text: str = "نص", **more: object) -> Piece:
    return replace(Piece(CHAT, number, text, NOW), **more)  # type: ignore[arg-type]


def hand_in(store: Store, *pieces: Piece, said: bool = True, **about: object) -> int:
    """Hand in the pieces as one submission that can be opened at once."""
    arrival = replace(Arrival(Handed.TEXT, NOW), **about)  # type: ignore[arg-type]
    first, *rest = pieces or (piece(),)
    with store.writing() as session:
        number = arriving.hand_in(session, arrival, first, dossier="gaza", chat_id=CHAT, user_id=EDITOR)
        for one in rest:
            arriving.join(session, number, one, arrival.kind, ready_at=arrival.ready_at)
        if said:
            telling.received_said(session, number, 70)
    return number


def ready(store: Store, now: datetime = NOW) -> list[int]:
    with store.reading() as session:
        return list(opening.ready(session, "gaza", now=now))


def open_(store: Store, number: int, found: Article) -> None:
    with store.writing() as session:
        assert opening.begin(session, number, now=NOW)
    with store.writing() as session:
        opening.opened(session, number, found, now=NOW)


def to_show(store: Store) -> list[Submission]:
    with store.reading() as session:
        return list(telling.to_show(session))


def rows(store: Store, table: type[SQLModel]) -> int:
    with store.reading() as session:
        return session.exec(select(func.count()).select_from(table)).one()


def articles(store: Store) -> list[Article]:
    with store.reading() as session:
        return [replace(one, id=None) for one in inbox.waiting(session, "gaza")]


def test_nothing_is_opened_before_its_last_message_can_have_come(store: Store) -> None:
    number = hand_in(store, ready_at=LATER)
    assert ready(store) == []
    assert ready(store, LATER) == [number]


def test_nothing_is_opened_before_it_was_said_that_it_came(store: Store) -> None:
    number = hand_in(store, said=False)
    assert ready(store) == []
    with store.writing() as session:
        telling.release(session)
    assert ready(store) == [number]


def test_a_message_is_added_to_what_waits_for_it_and_to_nothing_else(store: Store) -> None:
    number = hand_in(store, ready_at=LATER, key="c5")
    with store.writing() as session:
        assert arriving.unfinished(session, "c6", user_id=EDITOR) is None
        assert arriving.unfinished(session, "c5", user_id=8) is None
        found = arriving.unfinished(session, "c5", user_id=EDITOR)
        assert found and found.id == number
        arriving.join(session, number, piece(2, "بقية"), Handed.TEXT, ready_at=LATER)
        assert arriving.submission_of(session, CHAT, 2) == number
    with store.writing() as session:
        begun = opening.begin(session, number, now=LATER)
        assert begun and [one.text for one in begun.pieces] == ["نص", "بقية"]
    with store.writing() as session:
        assert arriving.unfinished(session, "c5", user_id=EDITOR) is None


def test_a_cut_sentence_goes_on_in_its_line_and_a_whole_one_does_not(store: Store) -> None:
    number = hand_in(store, piece(1, "وصل وفد إلى "), piece(2, " الدوحة."), piece(3, "وقال مصدر."))
    with store.writing() as session:
        begun = opening.begin(session, number, now=NOW)
        assert begun and opening.words(begun) == "وصل وفد إلى الدوحة.\nوقال مصدر."


def test_a_file_is_fetched_before_it_is_opened_and_is_gone_with_its_submission(store: Store) -> None:
    number = hand_in(store, piece(1, "", file_id="F1", file_name="خبر.pdf"), kind=Handed.FILE)
    assert ready(store) == []
    with store.writing() as session:
        ((of, wanted),) = arriving.files_to_fetch(session, now=NOW)
        assert (of, wanted.file_id) == (number, "F1")
        arriving.keep_file(session, wanted, b"%PDF")
        arriving.keep_file(session, wanted, b"again")
        assert arriving.files_to_fetch(session, now=NOW) == []
        assert opening.files(session, number) == [("خبر.pdf", b"%PDF")]
    assert ready(store) == [number]
    open_(store, number, Article("نص الملف", published=DAY))
    assert [rows(store, table) for table in (SubmissionRow, PieceRow, FileRow)] == [0, 0, 0]


def test_pictures_beside_an_articles_words_are_not_fetched(store: Store) -> None:
    number = hand_in(
        store, piece(1, "", file_id="P1"), piece(2, "", file_id="P2"), kind=Handed.PHOTO, key="a1"
    )
    with store.writing() as session:
        arriving.join(session, number, piece(3, "نص تحت الصور", file_id="P3"), Handed.TEXT, ready_at=NOW)
        assert arriving.files_to_fetch(session, now=NOW) == []
    assert ready(store) == [number]


def test_an_article_with_a_day_goes_to_the_inbox_and_its_sender_hears_of_it(store: Store) -> None:
    number = hand_in(store)
    found = Article("نص طويل", "صحيفة", DAY, "https://paper.example/1")
    open_(store, number, found)
    assert articles(store) == [found] and to_show(store) == []
    with store.writing() as session:
        (article,) = inbox.waiting(session, "gaza")
        assert article.id
        inbox.mark_failed(session, article.id, inbox.Remark.EMPTY, now=NOW)
    with store.reading() as session:
        (due,) = inbox.answers_due(session)
    assert (due.article_id, due.chat_id, due.message_id, due.known) == (article.id, CHAT, 70, False)


def test_a_known_article_is_known(store: Store) -> None:
    for number in (1, 2):
        open_(store, hand_in(store, piece(number)), Article("نص طويل", published=DAY))
    with store.writing() as session:
        (article,) = inbox.waiting(session, "gaza")
        assert article.id
        inbox.mark_failed(session, article.id, inbox.Remark.EMPTY, now=NOW)
        assert [due.known for due in inbox.answers_due(session)] == [False, True]


def test_without_a_day_the_article_waits_for_an_editors_word(store: Store) -> None:
    number = hand_in(store)
    open_(store, number, Article("نص طويل"))
    (shown,) = to_show(store)
    assert (shown.stage, shown.message_id) == (Stage.ASKING_DAY, 70) and articles(store) == []
    with store.writing() as session:
        telling.shown(session, shown, None, now=NOW)
        assert telling.to_show(session) == []
        assert telling.say_day(session, number, 8, DAY, by=EDITOR, now=NOW) is None
        assert telling.say_day(session, number, CHAT, DAY, by=EDITOR, now=NOW)
        assert telling.say_day(session, number, CHAT, DAY, by=EDITOR, now=NOW) is None
    assert articles(store) == [Article("نص طويل", published=DAY)]


def test_a_day_that_is_not_to_be_known_is_not_asked_for_twice(store: Store) -> None:
    number = hand_in(store)
    open_(store, number, Article("نص طويل"))
    with store.writing() as session:
        assert telling.say_day(session, number, CHAT, None, by=EDITOR, now=NOW)
    assert articles(store) == [Article("نص طويل")]


def test_words_off_a_picture_are_confirmed_first_and_keep_their_mark(store: Store) -> None:
    number = hand_in(store)
    open_(store, number, Article("نص مصور", extraction=Extraction.OCR))
    assert [one.stage for one in to_show(store)] == [Stage.ASKING_TEXT]
    with store.writing() as session:
        assert telling.say_day(session, number, CHAT, DAY, by=EDITOR, now=NOW) is None
        asked = telling.confirm_text(session, number, CHAT, by=EDITOR, now=NOW)
        assert isinstance(asked, Submission) and asked.stage is Stage.ASKING_DAY
        assert telling.to_show(session) == []
        assert telling.say_day(session, number, CHAT, DAY, by=EDITOR, now=NOW)
    assert articles(store) == [Article("نص مصور", published=DAY, extraction=Extraction.OCR)]


def test_what_is_refused_for_good_is_forgotten_once_that_was_said(store: Store) -> None:
    number = hand_in(store)
    with store.writing() as session:
        opening.refuse(session, number, Refusal.WRONG_KIND)
        (shown,) = telling.to_show(session)
        assert shown.refusal is Refusal.WRONG_KIND
        assert not telling.retry(session, number, CHAT, now=NOW)
        telling.shown(session, shown, 70, now=NOW)
    assert rows(store, SubmissionRow) == 0


def test_what_is_refused_for_a_passing_cause_can_be_tried_again_for_a_week(store: Store) -> None:
    number = hand_in(store, kind=Handed.LINK, link="https://paper.example/1")
    with store.writing() as session:
        opening.refuse(session, number, Refusal.UNREACHABLE)
        telling.shown(session, telling.to_show(session)[0], 70, now=NOW)
        assert telling.retry(session, number, CHAT, now=NOW)
        assert telling.to_show(session) == []
    assert ready(store) == [number]
    with store.writing() as session:
        opening.refuse(session, number, Refusal.UNREACHABLE)
        telling.shown(session, telling.to_show(session)[0], 70, now=NOW + timedelta(days=8))
    assert rows(store, SubmissionRow) == 0


def test_what_a_killed_process_was_opening_is_opened_again(store: Store) -> None:
    number = hand_in(store)
    with store.writing() as session:
        opening.begin(session, number, now=NOW)
    assert ready(store) == [number] and [one.stage for one in to_show(store)] == [Stage.OPENING]
    open_(store, number, Article("نص", published=DAY))
    assert len(articles(store)) == 1


def test_of_a_quiet_one_nothing_is_shown(store: Store) -> None:
    number = hand_in(store, quiet=True, said=False)
    assert ready(store) == [number]
    with store.writing() as session:
        opening.begin(session, number, now=NOW)
        assert telling.to_show(session) == []
        opening.refuse(session, number, Refusal.NOT_ARABIC)
    assert rows(store, SubmissionRow) == 0


def test_an_editor_can_drop_what_they_are_asked_about(store: Store) -> None:
    number = hand_in(store)
    open_(store, number, Article("نص طويل"))
    with store.writing() as session:
        assert not telling.discard(session, number, 8, by=EDITOR, now=NOW)
        assert telling.discard(session, number, CHAT, by=EDITOR, now=NOW)
        assert not telling.discard(session, number, CHAT, by=EDITOR, now=NOW)
    assert rows(store, SubmissionRow) == 0


def test_a_files_bytes_come_back_from_a_backup(store: Store, tmp_path: Path) -> None:
    number = hand_in(store, piece(1, "", file_id="F1"), kind=Handed.FILE)
    with store.writing() as session:
        arriving.keep_file(session, piece(1, "", file_id="F1"), bytes(range(256)))
    back_up(store, tmp_path / "all.gz", now=NOW)
    anew = Store(f"sqlite:///{tmp_path / 'anew.db'}")
    migrate(anew)
    restore(anew, tmp_path / "all.gz")
    with anew.reading() as session:
        assert opening.files(session, number) == [("", bytes(range(256)))]
    anew.close()
