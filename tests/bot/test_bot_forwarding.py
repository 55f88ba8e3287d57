"""Articles that editors forward, over HTTP: what is kept of their origin, and what the editor is told."""

from __future__ import annotations

import re
import struct
import zlib
from datetime import UTC, date, datetime

import pytest
from botroom import Newsroom, RunningBot, eventually, meeting_report
from handroom import dismiss, name

from bot.preview.client import Person, Preview, Seen
from storage import inbox
from storage.db import Store
from storage.model import Article, ArticleState, Figure, Period, Reading, Remark, Span, Status
from storage.tables import ArticleRow
from storage.write import reading

LATE_EVENING = datetime(2024, 10, 24, 21, 30, tzinfo=UTC)
TEXT = "أمير قطر يلتقي وزير الخارجية الأميركي\nالتقى أمير قطر وزير الخارجية الأميركي في الدوحة لبحث الوساطة."


def picture() -> bytes:
    """Return the smallest PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0\x80")) + chunk(b"IEND", b"")


def waiting(store: Store) -> list[Article]:
    with store.reading() as session:
        return list(inbox.waiting(session, "gaza"))


def still_due(store: Store) -> bool:
    with store.reading() as session:
        return bool(inbox.answers_due(session))


def answer_to(person: Person, sent: Seen) -> Seen:
    """Return the bot's first message behind what a person sent."""
    return eventually(lambda: next((one for one in person.read() if one.from_bot and one.id > sent.id), None))


def forward(person: Person, text: str = TEXT, **details: object) -> Seen:
    usual = {"title": "قناة الأخبار", "username": "news_channel", "message_id": 41, "date": LATE_EVENING}
    return answer_to(person, person.forward_from_channel(text, **(usual | details)))  # type: ignore[arg-type]


def test_a_public_channels_post_gives_publisher_link_and_the_day_where_the_dossier_is(
    bot: RunningBot, owner: Person, store: Store
) -> None:
    assert "استلمت المقال (قناة الأخبار، 25 أكتوبر 2024)" in forward(owner).text
    (article,) = waiting(store)
    # 21:30 in UTC is half past midnight in Doha.
    assert article == Article(
        TEXT, "قناة الأخبار", date(2024, 10, 25), "https://t.me/news_channel/41", article.id
    )


def test_a_private_channels_post_has_no_link(bot: RunningBot, owner: Person, store: Store) -> None:
    forward(owner, username="")
    assert [article.url for article in waiting(store)] == [None]


def test_an_outlets_own_channel_is_named_as_the_catalog_names_it(
    bot: RunningBot, owner: Person, store: Store
) -> None:
    forward(owner, title="شبكة الجزيرة")
    assert [article.publisher for article in waiting(store)] == ["الجزيرة"]


def test_a_link_to_an_outlets_site_names_the_outlet(bot: RunningBot, owner: Person, store: Store) -> None:
    text = f"{TEXT}\n{TEXT}\n{TEXT}\nhttps://www.aljazeera.net/news/1"
    answer_to(owner, owner.forward_from_hidden(text, name="مجهول", date=LATE_EVENING))
    (article,) = waiting(store)
    assert (article.publisher, article.url) == ("الجزيرة", "https://www.aljazeera.net/news/1")


def test_a_person_is_no_publisher(bot: RunningBot, owner: Person, store: Store) -> None:
    answer_to(owner, owner.forward_from_hidden(TEXT, name="كاتب مجهول", date=LATE_EVENING))
    answer_to(owner, owner.forward_from_user(TEXT + " ثانيًا.", name="سعاد", user_id=9, date=LATE_EVENING))
    assert [(one.publisher, one.published) for one in waiting(store)] == [(None, date(2024, 10, 25))] * 2


def test_a_caption_is_an_article_and_a_picture_alone_is_not(
    bot: RunningBot, owner: Person, store: Store
) -> None:
    assert "استلمت المقال" in forward(owner, photo=picture()).text
    assert "استلمت الصورة" in forward(owner, "", photo=picture()).text
    assert [article.text for article in waiting(store)] == [TEXT]


def test_a_pasted_article_waits_for_its_day_and_a_word_is_none(
    bot: RunningBot, owner: Person, store: Store
) -> None:
    assert "استلمت المقال، وتجري قراءته" in owner.ask(TEXT * 3).text
    # A few words are a question.
    assert "لم يُسجَّل ما يطابق «ملاحظة قصيرة»" in owner.ask("ملاحظة قصيرة").text
    assert waiting(store) == []


def test_strangers_are_refused_politely_and_nothing_is_kept(
    bot: RunningBot, reader: Person, store: Store
) -> None:
    refusal = forward(reader)
    assert "لمحرري البوت" in refusal.text and "/latest" in refusal.text
    assert "لمحرري البوت" in forward(reader, "", photo=picture()).text
    assert waiting(store) == []


def test_the_right_to_add_articles_ends_when_it_is_taken_back(
    bot: RunningBot, owner: Person, reader: Person, store: Store
) -> None:
    name(owner, reader)
    assert "استلمت" in forward(reader).text
    dismiss(owner, reader)
    assert "لمحرري البوت" in forward(reader, TEXT + " مرة أخرى.").text
    assert len(waiting(store)) == 1


def test_received_becomes_what_was_understood(
    bot: RunningBot, owner: Person, store: Store, newsroom: Newsroom
) -> None:
    received = forward(owner)
    (article,) = waiting(store)
    assert article.id is not None
    newsroom.tell(article.id, meeting_report(TEXT))
    newsroom.tell(
        article.id,
        meeting_report(
            TEXT, place="لندن", when=Period(), status=Status.PLANNED, substance=None, attribution=None
        ),
    )
    with store.writing() as session:
        figure = Figure("hostages_held", 101, (Span(0, 4),))
        understood = Reading("أمير قطر يلتقي وزير الخارجية الأميركي", "", None, None, (), figures=(figure,))
        reading.mark_read(session, article.id, understood, now=LATE_EVENING)
    card = eventually(lambda: next((one for one in owner.read() if "تمت قراءة المقال" in one.text), None))
    assert card.id == received.id and card.history[0].startswith("📥 استلمت المقال")
    assert card.text == (
        "✅ تمت قراءة المقال\n\n"
        "أمير قطر يلتقي وزير الخارجية الأميركي\n"
        "قناة الأخبار، 25 أكتوبر 2024\n\n"
        "فُهم منه حدثان:\n"
        "🤝 الخميس 24 أكتوبر 2024 — التقى أمير قطر تميم بن حمد آل ثاني ووزير الخارجية الأمريكي"
        " أنتوني بلينكن في الدوحة، وبحثا الجهود المشتركة للوساطة، بحسب الديوان الأميري القطري\nلقاء · جديد\n"
        "🤝 الموعد غير مذكور — من المقرر أن يلتقي تميم بن حمد آل ثاني وأنتوني بلينكن في لندن، بشأن وقف إطلاق النار\nلقاء · جديد\n\n"
        "وفيه أيضًا: رقم واحد."
    )
    before = owner.last_event()
    owner.tap(card, "🤝 لقاء في لندن")
    assert "مقرر، ولم يتم بعد" in owner.wait_for(after=before).text


def test_an_article_that_cannot_be_read_says_why(
    bot: RunningBot, owner: Person, store: Store, newsroom: Newsroom
) -> None:
    forward(owner, "Only Latin letters here.")
    (article,) = waiting(store)
    assert article.id is not None
    newsroom.fail(article.id, Remark.NOT_ARABIC)
    card = eventually(lambda: next((one for one in owner.read() if "تعذّرت" in one.text), None))
    assert "المقال ليس بالعربية" in card.text


def test_a_known_article_says_since_when_and_with_what(
    bot: RunningBot, owner: Person, newsroom: Newsroom
) -> None:
    forward(owner)
    assert "معروف منذ الجمعة 25 أكتوبر 2024، وما زال في انتظار القراءة" in forward(owner).text
    newsroom.meeting(text="نص آخر عن لقاء الدوحة.")
    known = forward(owner, "نص  آخر عن\nلقاء الدوحة.")
    assert "معروف منذ الجمعة 25 أكتوبر 2024" in known.text and "فُهم منه حدث واحد" in known.text


def test_markup_in_an_article_is_shown_and_never_obeyed(
    bot: RunningBot, owner: Person, newsroom: Newsroom
) -> None:
    event = newsroom.meeting(
        "<b>عاجل</b> <a href='https://bad.example'>هنا</a> \u202eمقلوب", substance="<i>مائل</i> & \u200bخفي"
    )
    card = owner.ask(f"/event {event.id}")
    assert "عاجل هنا مقلوب" in card.text
    assert "<i>مائل</i> & خفي" in card.text
    assert re.findall('href="([^"]*)"', card.html) == ["https://example.org/doha"]


@pytest.mark.parametrize("kind", ["server_error", "drop_before"])
def test_the_card_comes_also_when_telegram_fails_for_a_moment(
    bot: RunningBot, owner: Person, store: Store, newsroom: Newsroom, telegram: Preview, kind: str
) -> None:
    forward(owner)
    (article,) = waiting(store)
    assert article.id is not None
    telegram.fault(kind, method="editMessageText")
    newsroom.read(article.id)
    assert eventually(lambda: [one for one in owner.read() if "لم يُعثر فيه على حدث" in one.text])


@pytest.mark.parametrize("kind", ["server_error", "drop_before", "drop_after"])
def test_the_card_comes_also_when_received_could_not_be_said(
    bot: RunningBot, owner: Person, store: Store, newsroom: Newsroom, telegram: Preview, kind: str
) -> None:
    telegram.fault(kind, method="sendMessage", times=4 if kind == "server_error" else 1)
    owner.forward_from_channel(TEXT, title="قناة", date=LATE_EVENING)
    (article,) = eventually(lambda: waiting(store))
    assert article.id is not None
    newsroom.read(article.id)
    assert eventually(lambda: [one for one in owner.read() if "لم يُعثر فيه على حدث" in one.text], 20)


def test_all_who_send_an_article_that_waits_get_its_card(
    bot: RunningBot, owner: Person, reader: Person, store: Store, newsroom: Newsroom
) -> None:
    name(owner, reader)
    forward(owner)
    assert "ما زال في انتظار القراءة" in forward(reader).text
    (article,) = waiting(store)
    assert article.id is not None
    newsroom.read(article.id)
    for person in (owner, reader):
        assert eventually(lambda who=person: [one for one in who.read() if "تمت قراءة المقال" in one.text])


def test_a_card_that_cannot_be_made_is_said_so_and_keeps_no_other(
    bot: RunningBot, owner: Person, store: Store, newsroom: Newsroom
) -> None:
    forward(owner)
    forward(owner, f"{TEXT} ثانيًا.")
    broken, whole = (article.id for article in waiting(store))
    assert broken is not None and whole is not None
    with store.writing() as session:
        # A remark of a version of the program that we do not know.
        row = session.get_one(ArticleRow, broken)
        row.state, row.remark = ArticleState.FAILED, "unheard of"
    newsroom.read(whole)
    assert eventually(lambda: [one for one in owner.read() if "لم يُعثر فيه على حدث" in one.text])
    assert eventually(lambda: [one for one in owner.read() if "تعذّر عرض ما فُهم منه" in one.text])
    assert eventually(lambda: not still_due(store))


def test_a_pasted_article_may_begin_like_a_command(bot: RunningBot, owner: Person) -> None:
    assert "استلمت المقال" in owner.ask("/digest " + TEXT * 3).text


def test_a_few_characters_are_no_article_though_they_were_forwarded(
    bot: RunningBot, owner: Person, store: Store
) -> None:
    assert "أقصر من أن يكون مقالًا" in forward(owner, "مرحبا").text
    assert waiting(store) == []
