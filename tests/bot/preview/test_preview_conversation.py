"""A whole conversation between people and a real python-telegram-bot Application through the stand-in."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest_asyncio
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from bot.preview.client import Person, Preview
from bot.preview.server import RunningPreview

Context = ContextTypes.DEFAULT_TYPE


async def greet(update: Update, context: Context) -> None:
    assert update.message
    button = InlineKeyboardButton("اشترك", callback_data="subscribe")
    await update.message.reply_html(
        "<b>أهلاً</b> <a href='https://example.org/a'>المصدر</a>",
        reply_markup=InlineKeyboardMarkup([[button]]),
    )


async def subscribe(update: Update, context: Context) -> None:
    assert update.callback_query
    await update.callback_query.answer("تم الاشتراك", show_alert=True)
    await update.callback_query.edit_message_text("مشترك")


async def describe_forward(update: Update, context: Context) -> None:
    assert update.message and update.message.forward_origin
    origin = update.message.forward_origin
    name = getattr(origin, "chat", None) or getattr(origin, "sender_user", None)
    said = getattr(origin, "sender_user_name", None) or (name.username if name else "")
    text = update.message.text or update.message.caption or ""
    await update.message.reply_text(f"{origin.type} {said} {origin.date:%Y-%m-%d} {text}")


@pytest_asyncio.fixture
async def application(running: RunningPreview) -> AsyncIterator[Application]:
    url = running.url
    builder = (
        ApplicationBuilder().token(running.token).base_url(f"{url}/bot").base_file_url(f"{url}/file/bot")
    )
    application = builder.build()
    application.add_handler(CommandHandler("start", greet))
    application.add_handler(CallbackQueryHandler(subscribe))
    application.add_handler(MessageHandler(filters.FORWARDED, describe_forward))
    async with application:
        await application.start()
        assert application.updater
        await application.updater.start_polling()
        yield application
        await application.updater.stop()
        await application.stop()


async def test_a_command_is_answered_with_text_links_and_buttons(
    application: Application, nur: Person
) -> None:
    answer = await asyncio.to_thread(nur.ask, "/start")
    assert answer.text == "أهلاً المصدر"
    assert answer.plain == "أهلاً المصدر (https://example.org/a)"
    assert answer.html == '<b>أهلاً</b> <a href="https://example.org/a">المصدر</a>'
    assert answer.labels == ["اشترك"]


async def test_a_pressed_button_brings_an_alert_and_an_edit(application: Application, nur: Person) -> None:
    answer = await asyncio.to_thread(nur.ask, "/start")
    before = nur.last_event()
    alert = await asyncio.to_thread(nur.tap, answer, "subscribe")
    assert (alert.answered, alert.text, alert.show_alert) == (True, "تم الاشتراك", True)
    edited = await asyncio.to_thread(nur.wait_for, lambda seen: seen.text == "مشترك", after=before)
    assert edited.id == answer.id
    assert edited.history == ["أهلاً المصدر"]
    assert edited.buttons == []


async def test_a_channel_post_is_forwarded_with_its_origin(application: Application, nur: Person) -> None:
    before = nur.last_event()
    moment = datetime(2024, 3, 5, 12, tzinfo=UTC)
    post = {"title": "قناة الأخبار", "username": "akhbar", "message_id": 91, "date": moment}
    await asyncio.to_thread(lambda: nur.forward_from_channel("خبر", **post))
    answer = await asyncio.to_thread(nur.wait_for, after=before)
    assert answer.text == "channel akhbar 2024-03-05 خبر"


async def test_forwards_of_people_show_a_user_or_only_a_name(application: Application, nur: Person) -> None:
    before = nur.last_event()
    moment = datetime(2024, 3, 5, tzinfo=UTC)
    await asyncio.to_thread(lambda: nur.forward_from_hidden("سر", name="مجهول", date=moment))
    answer = await asyncio.to_thread(nur.wait_for, after=before)
    assert answer.text == "hidden_user مجهول 2024-03-05 سر"


async def test_every_chat_is_told_in_one_feed(
    application: Application, preview: Preview, nur: Person
) -> None:
    await asyncio.to_thread(nur.ask, "/start")
    kinds = [(event["kind"], event["message"]["from"]["is_bot"]) for event in preview.events()]
    assert kinds == [("message", False), ("message", True)]
