"""An edited copy is known for what it is, and is no second source."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime

import pytest

from storage import inbox
from storage.catalog import load_dossier
from storage.db import Store
from storage.model import Article, Event, EventType, Reading, Report, Reviewing, Span
from storage.read import events
from summarizer.copies import bands, is_copy
from summarizer.job import read_inbox

from tellings import BLINKEN, DAY, EMIR, on, report  # isort: skip

NOW = datetime(2024, 10, 24, 12, tzinfo=UTC)
WORDS = [f"كلمة{number}" for number in range(500)]
# Prints are kept in the store: another version of the library must not give others.
FIRST_PRINT = -9035327771634360132


def a_text(seed: int, length: int = 300) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=length))


def edited(text: str, each: int) -> str:
    """Every so many words another one, as an editor leaves a text."""
    return " ".join("غيرها" if place % each == 0 else word for place, word in enumerate(text.split()))


@pytest.mark.parametrize("seed", range(20))
def test_an_edited_copy_shares_a_print_with_its_original_and_another_article_none(seed: int) -> None:
    text = a_text(seed)
    copy = edited(text, 30)
    assert is_copy(text, copy) and bands(text) & bands(copy)
    assert not is_copy(text, a_text(seed + 1000)) and not bands(text) & bands(a_text(seed + 1000))


def test_spelling_and_punctuation_make_no_other_text() -> None:
    text = (
        "أعلنت قطر، اليوم، أن الوساطة مستمرّة؛ وقالت مصر إن الجهود قائمة إلى أن يتم الاتفاق على كل شيء. " * 3
    )
    plain = text.replace("أ", "ا").replace("،", "").replace("ّ", "").replace("؛", " -")
    assert bands(text) == bands(plain)


def test_a_text_of_a_few_words_has_no_prints() -> None:
    assert bands("خبر قصير جدا") == frozenset()
    assert not is_copy("خبر", "خبر")


def test_the_prints_of_a_text_are_the_same_on_every_machine_and_day() -> None:
    assert min(bands(a_text(1))) == FIRST_PRINT


def told(store: Store, *articles: tuple[str, str, Report]) -> list[Event]:
    readings = {}
    for text, publisher, one in articles:
        readings[text] = Reading("عنوان", text, publisher, DAY, (one,))
        with store.writing() as session:
            inbox.submit(session, Article(text, publisher, DAY), dossier="gaza", now=NOW)
    read_inbox(
        store,
        load_dossier("gaza"),
        now=NOW,
        reader=lambda article, _: readings[article.text],
        reviewing=Reviewing.NONE,
    )
    with store.reading() as session:
        return list(events.learned_between(session, "gaza", NOW, datetime(2025, 1, 1, tzinfo=UTC)))


def a_meeting() -> Report:
    return report(EventType.MEETING, EMIR, BLINKEN, when=on(DAY), place="الدوحة")


def test_a_copy_adds_a_report_and_no_witness(store: Store) -> None:
    text = a_text(1)
    (one,) = told(
        store,
        (text, "وكالة", a_meeting()),
        (edited(text, 30), "صحيفة", a_meeting()),
        (a_text(2), "قناة", a_meeting()),
    )
    assert (len(one.reports), one.witnesses) == (3, 2)


def test_what_a_copy_says_in_the_same_words_is_the_same_although_it_could_be_known_by_nothing_else(
    store: Store,
) -> None:
    vague = report(
        EventType.STATEMENT, "قطر", substance="جهود الوساطة مستمرة", background=True, spans=(Span(0, 9),)
    )
    text = a_text(1)
    (one,) = told(store, (text, "وكالة", vague), (edited(text, 30), "صحيفة", vague))
    assert (len(one.reports), one.witnesses) == (2, 1)


def test_the_same_words_in_two_articles_of_their_own_are_two_statements(store: Store) -> None:
    vague = report(EventType.STATEMENT, "قطر", substance="جهود الوساطة مستمرة", published=date(2024, 10, 24))
    assert len(told(store, (a_text(1), "وكالة", vague), (a_text(2), "صحيفة", vague))) == 2
