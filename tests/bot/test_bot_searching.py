"""A reader asks in their own words, in the chat and inline, and hands on what they found."""

from __future__ import annotations

from datetime import date

import pytest
from botroom import NOW, Newsroom, RunningBot, on, person

from bot.preview.client import Person, Preview
from storage import corrections
from storage.catalog import load_dossier
from storage.db import Store
from storage.model import Participant
from storage.search.indexing import index_changed


@pytest.fixture
def told(store: Store, newsroom: Newsroom) -> Store:
    """A store in which several meetings were read and indexed."""
    newsroom.meeting()
    newsroom.meeting(
        "بحث مدير المخابرات المركزية وليام بيرنز في القاهرة شحنات الوقود.",
        place="القاهرة",
        when=on(date(2024, 7, 10)),
        participants=(Participant("مصر"), person("وليام بيرنز", "الولايات المتحدة")),
        substance="شحنات الوقود",
    )
    index_changed(store, load_dossier("gaza"))
    return store


@pytest.mark.parametrize(
    ("asked", "understood", "found"),
    [
        ("لقاءات بيرنز", "وليام بيرنز · لقاء", "شحنات الوقود"),
        ("ماذا فعلت مصر في يوليو", "مصر · 1–31 يوليو 2024", "شحنات الوقود"),
        ("/search شحنات الوقود", "المساعدات · كلمة «شحنات»", "بحث مدير المخابرات المركزية"),
        ("لقاء في الدوحه", "لقاء · في الدوحة", "التقى أمير قطر"),
        ("بلنكنن", "أنتوني بلينكن (؟)", "التقى أمير قطر"),
    ],
)
def test_a_question_is_answered_with_how_it_was_understood_and_the_sentence_that_matches(
    bot: RunningBot, reader: Person, told: Store, asked: str, understood: str, found: str
) -> None:
    answer = reader.ask(asked).text
    assert understood in answer and found in answer


def test_the_words_that_were_asked_for_stand_out(bot: RunningBot, reader: Person, told: Store) -> None:
    assert "<b>شحنات</b> <b>الوقود</b>" in reader.ask("شحنات الوقود").html


def test_who_finds_nothing_is_told_how_the_question_was_understood(
    bot: RunningBot, reader: Person, told: Store
) -> None:
    answer = reader.ask("تركيا في مايو").text
    assert "المفهوم من السؤال: تركيا" in answer and "/latest" in answer


def test_more_is_one_tap_away(bot: RunningBot, reader: Person, store: Store, newsroom: Newsroom) -> None:
    for number in range(6):
        newsroom.meeting(f"التقى الطرفان للمرة رقم {number}.", substance=f"البند {number}", url=None)
    index_changed(store, load_dossier("gaza"))
    first = reader.ask("قطر")
    assert "البند 5" in first.text and "البند 0" not in first.text
    before = reader.last_event()
    reader.tap(first, "◀ المزيد")
    more = reader.wait_for(after=before)
    assert more.id == first.id and "البند 0" in more.text and "السابق ▶" in more.labels


def test_what_is_withdrawn_is_found_by_nobody(bot: RunningBot, reader: Person, told: Store) -> None:
    with told.writing() as session:
        corrections.withdraw(session, 1, by=1, now=NOW)
    assert "التقى أمير قطر" not in reader.ask("بلينكن").text
    assert "event 1" not in [one["id"] for one in reader.inline("بلينكن")["results"]]


def test_four_thousand_letters_of_nonsense_are_no_question_and_no_trace(
    bot: RunningBot, reader: Person, told: Store
) -> None:
    assert reader.ask("هراء " * 39).text
    assert reader.ask("ه" * 4096).text


def test_inline_a_name_offers_a_page_and_cards(bot: RunningBot, reader: Person, told: Store) -> None:
    found = reader.inline("مصر")
    assert [one["id"] for one in found["results"]] == ["mediator", "event 2"]


def test_inline_a_card_is_described_by_its_words_alone(bot: RunningBot, reader: Person, told: Store) -> None:
    described = reader.inline("بيرنز")["results"][0]["description"]
    assert described.count("10 يوليو 2024") == 1
    assert "http" not in described and "[1]" not in described


def test_what_is_chosen_inline_stands_complete_in_the_other_chat(
    bot: RunningBot, reader: Person, told: Store, telegram: Preview
) -> None:
    group = telegram.chat("غرفة", reader, type="supergroup", bot="left")
    found = reader.inline("بيرنز")
    sent = reader.pick(found["query_id"], "event 2", chat=group)
    assert "شحنات الوقود" in sent.text and "عربي بوست" in sent.text and "10 يوليو 2024" in sent.text


def test_inline_without_a_word_offers_the_newest(bot: RunningBot, reader: Person, told: Store) -> None:
    assert [one["id"] for one in reader.inline("")["results"]] == ["event 1", "event 2"]


def test_inline_nonsense_offers_nothing_and_breaks_nothing(
    bot: RunningBot, reader: Person, told: Store
) -> None:
    assert reader.inline("ظظظظ")["results"] == []
    assert reader.inline("مصر", offset="99999999999")["answered"]
