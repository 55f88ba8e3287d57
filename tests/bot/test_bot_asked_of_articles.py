"""What editors are asked about what they handed in, who may answer, and channels that are read by themselves."""

from __future__ import annotations

from datetime import date

from botroom import Newsroom, RunningBot, eventually
from handroom import (
    FROM_CHANNEL,
    LINES,
    LINK,
    LONG,
    Summarizer,
    dismiss,
    from_bot,
    name,
    page,
    pieces,
    said,
)

from bot.preview.client import Person, Preview
from storage.db import Store
from storage.tables import SubmissionRow


def test_without_a_day_the_editor_is_asked_and_a_button_answers(
    owner: Person, summarizer: Summarizer, newsroom: Newsroom
) -> None:
    summarizer.pages[LINK] = page(day=None)
    received = owner.ask(LINK)
    summarizer.open()
    asked = said(owner, "متى نُشر هذا المقال؟")
    assert asked.id == received.id and "وفد مصري في الدوحة" in asked.text
    assert asked.labels == ["أمس (24 أكتوبر)", "اليوم (25 أكتوبر)", "غير معروف", "يوم آخر", "إهمال"]
    assert summarizer.articles() == []
    owner.tap(asked, "أمس (24 أكتوبر)")
    assert said(owner, "حُفظ تاريخ النشر: 24 أكتوبر 2024").id == received.id
    assert [one.published for one in summarizer.articles()] == [date(2024, 10, 24)]
    newsroom.read(1)
    assert said(owner, "تمت قراءة المقال").id == received.id


def test_another_day_is_typed(owner: Person, summarizer: Summarizer) -> None:
    owner.ask(LONG)
    summarizer.open()
    owner.tap(said(owner, "متى نُشر"), "يوم آخر")
    said(owner, "في أي يوم نُشر؟")
    assert "لم أفهم اليوم" in owner.ask("قبل مدة").text
    assert "لم أفهم اليوم" in owner.ask("24/10/2034").text
    assert "حُفظ تاريخ النشر: 20 أكتوبر 2024" in owner.ask("20 أكتوبر").text
    assert [one.published for one in summarizer.articles()] == [date(2024, 10, 20)]


def test_a_day_may_stay_unknown_and_an_article_may_be_dropped(
    owner: Person, summarizer: Summarizer, store: Store
) -> None:
    owner.ask(LONG)
    summarizer.open()
    asked = said(owner, "متى نُشر")
    owner.tap(asked, "غير معروف")
    said(owner, "بلا تاريخ نشر")
    assert [one.published for one in summarizer.articles()] == [None]
    owner.ask(f"{LONG} ثم {LINES[0]}")
    summarizer.open()
    owner.tap(said(owner, "متى نُشر"), "إهمال")
    said(owner, "أُهمل")
    with store.reading() as session:
        assert session.get(SubmissionRow, 2) is None
    assert len(summarizer.articles()) == 1


def test_who_is_no_editor_any_more_answers_nothing(
    owner: Person, reader: Person, summarizer: Summarizer
) -> None:
    name(owner, reader)
    reader.ask(LONG)
    summarizer.open()
    asked = said(reader, "متى نُشر")
    dismiss(owner, reader)
    before = reader.last_event()
    reader.tap(asked, "أمس (24 أكتوبر)")
    assert "للمحررين" in reader.wait_for(after=before).text
    assert summarizer.articles() == []


def test_what_was_handed_in_outlives_a_bot_that_is_stopped(
    owner: Person,
    bot: RunningBot,
    store: Store,
    summarizer: Summarizer,
    bot_settings: object,
    telegram: Preview,
) -> None:
    telegram.fault("server_error", method="getFile", times=50)
    owner.send_file("خبر.txt", "\n".join(LINES).encode(), origin=FROM_CHANNEL)
    said(owner, "استلمت الملف")
    bot.stop()
    telegram.clear_faults()
    again = RunningBot(bot_settings, store)  # type: ignore[arg-type]
    again.start()
    try:
        summarizer.open()
        assert [one.published for one in summarizer.articles()] == [date(2024, 10, 24)]
    finally:
        again.stop()


def test_an_articles_tricks_do_not_reach_what_we_say(owner: Person, summarizer: Summarizer) -> None:
    trick = "\u202eكتبه البوت\u202c <b>عاجل</b> \u200b" + LONG
    owner.ask(trick)
    summarizer.open()
    asked = said(owner, "متى نُشر")
    assert "\u202e" not in asked.text and "\u200b" not in asked.text
    assert "&lt;b&gt;عاجل" in asked.html


def test_a_channel_is_read_once_an_editor_makes_the_bot_its_admin(
    owner: Person, reader: Person, telegram: Preview, summarizer: Summarizer, newsroom: Newsroom
) -> None:
    channel = telegram.chat(
        "قناة المفاوضات", owner, type="channel", username="talks_news", bot="administrator"
    )
    said(owner, "يُقرأ من الآن ما يُنشر في قناة «قناة المفاوضات»")
    post = owner.say(LONG, chat=channel)
    summarizer.open()
    (found,) = summarizer.articles()
    assert (found.publisher, found.url) == ("قناة المفاوضات", f"https://t.me/talks_news/{post.id}")
    event = newsroom.meeting(text=found.text)
    assert event.id
    said(owner, "تمت قراءة المقال")
    assert not any(one.from_bot for one in owner.read(channel))
    telegram.set_standing(channel, "member")
    owner.say(f"{LONG} ثانيًا", chat=channel)
    owner.ask("/status")
    assert pieces(summarizer.store) == 0


def test_a_channel_of_somebody_who_is_no_editor_is_not_read(
    owner: Person, reader: Person, telegram: Preview, summarizer: Summarizer
) -> None:
    channel = telegram.chat("قناة غريبة", reader, type="channel", bot="administrator")
    reader.say(LONG, chat=channel)
    reader.ask("/help")
    assert pieces(summarizer.store) == 0
    name(owner, reader)
    telegram.set_standing(channel, "member")
    telegram.set_standing(channel, "administrator")
    said(reader, "يُقرأ من الآن")
    reader.say(f"{LONG} أولًا", chat=channel)
    eventually(lambda: pieces(summarizer.store) == 1)
    dismiss(owner, reader)
    reader.say(f"{LONG} ثانيًا", chat=channel)
    reader.ask("/help")
    assert pieces(summarizer.store) == 1


def test_what_an_editor_says_of_it_is_in_the_audit_trail(owner: Person, summarizer: Summarizer) -> None:
    for text in (LONG, f"{LONG} ثانيًا"):
        owner.ask(text)
        summarizer.open()
    eventually(lambda: len([one for one in from_bot(owner) if "متى نُشر" in one.text]) == 2)
    first, second = from_bot(owner)
    owner.tap(first, "أمس (24 أكتوبر)")
    owner.tap(second, "إهمال")
    said(owner, "أُهمل")
    trail = owner.ask("/audit").text
    assert "تأريخ مقال" in trail and "2024-10-24" in trail and "إهمال ما أُرسل" in trail
