"""Pressed buttons, inline queries and the menu of commands."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    Message,
)
from telegram.error import BadRequest

from bot.preview.client import Person, Preview, PreviewError

Refused = Callable[..., str]
TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


async def with_button(bot: Bot, person: Person) -> Message:
    button = InlineKeyboardButton("اقرأ", callback_data="read:1")
    link = InlineKeyboardButton("الأصل", url="https://example.org/a")
    return await bot.send_message(person.id, "نص", reply_markup=InlineKeyboardMarkup([[button, link]]))


async def press(
    bot: Bot, person: Person, message: Message, patience: float = 5
) -> tuple[Any, asyncio.Task[Any]]:
    task = asyncio.create_task(asyncio.to_thread(person.tap, message.message_id, "read:1", timeout=patience))
    (update,) = await bot.get_updates(timeout=5)
    return update.callback_query, task


async def test_a_press_tells_who_where_and_which_and_brings_the_answer_back(bot: Bot, nur: Person) -> None:
    message = await with_button(bot, nur)
    query, task = await press(bot, nur, message)
    assert (query.data, query.from_user.id, query.message.text) == ("read:1", nur.id, "نص")
    await bot.answer_callback_query(query.id, "حسنًا")
    answer = await task
    assert (answer.answered, answer.text, answer.show_alert) == (True, "حسنًا", False)


async def test_a_press_is_answered_once(bot: Bot, nur: Person) -> None:
    query, task = await press(bot, nur, await with_button(bot, nur))
    await bot.answer_callback_query(query.id)
    await task
    with pytest.raises(BadRequest, match="Query is too old"):
        await bot.answer_callback_query(query.id)


async def test_a_press_grows_old(bot: Bot, nur: Person, preview: Preview, refused: Refused) -> None:
    query, task = await press(bot, nur, await with_button(bot, nur), patience=0.2)
    assert not (await task).answered
    preview.move_clock(forward=120)
    assert refused("answerCallbackQuery", callback_query_id=query.id) == TOO_OLD
    assert refused("answerCallbackQuery", callback_query_id="1234") == TOO_OLD


async def test_an_answer_has_two_hundred_characters(bot: Bot, nur: Person, refused: Refused) -> None:
    description = refused("answerCallbackQuery", callback_query_id="1", text="م" * 201)
    assert description == "Bad Request: MESSAGE_TOO_LONG"


async def test_a_link_button_is_followed_and_a_missing_one_cannot_be_pressed(bot: Bot, nur: Person) -> None:
    message = await with_button(bot, nur)
    assert nur.tap(message.message_id, "الأصل").url == "https://example.org/a"
    with pytest.raises(PreviewError, match="no such button"):
        nur.tap(message.message_id, "غير موجود")


def article(number: int) -> InlineQueryResultArticle:
    content = InputTextMessageContent(f"<b>{number}</b>", parse_mode="HTML")
    return InlineQueryResultArticle(str(number), f"حدث {number}", content, description="وصف")


async def test_an_inline_query_brings_results_and_one_can_be_sent(bot: Bot, nur: Person) -> None:
    task = asyncio.create_task(asyncio.to_thread(nur.inline, "الدوحة"))
    (update,) = await bot.get_updates(timeout=5)
    assert update.inline_query and update.inline_query.query == "الدوحة"
    await bot.answer_inline_query(update.inline_query.id, [article(1), article(2)], next_offset="2")
    found = await task
    assert [(r["title"], r["text"]) for r in found["results"]] == [("حدث 1", "1"), ("حدث 2", "2")]
    assert found["next_offset"] == "2"
    sent = await asyncio.to_thread(nur.pick, found["query_id"], "2")
    assert sent.html == "<b>2</b>"


async def test_inline_results_are_refused_in_telegrams_words(bot: Bot, nur: Person, refused: Refused) -> None:
    results = [article(1).to_dict(), article(1).to_dict()]
    duplicate = refused("answerInlineQuery", inline_query_id="1", results=results)
    assert duplicate == "Bad Request: RESULT_ID_DUPLICATE"
    many = [article(n).to_dict() for n in range(51)]
    assert refused("answerInlineQuery", inline_query_id="1", results=many) == "Bad Request: RESULTS_TOO_MUCH"
    assert refused("answerInlineQuery", inline_query_id="1", results=[article(1).to_dict()]) == TOO_OLD


async def test_the_menu_is_set_read_and_deleted_by_scope_and_language(bot: Bot, nur: Person) -> None:
    await bot.set_my_commands([BotCommand("latest", "الجديد")])
    await bot.set_my_commands([("latest", "What is new")], language_code="en")
    await bot.set_my_commands([("help", "مساعدة")], scope=BotCommandScopeAllPrivateChats())
    assert [c.command for c in await bot.get_my_commands()] == ["latest"]
    assert [c.description for c in await bot.get_my_commands(language_code="en")] == ["What is new"]
    assert nur.menu() == [{"command": "help", "description": "مساعدة"}]
    await bot.set_my_commands([("status", "الحال")], scope=BotCommandScopeChat(nur.id))
    assert [one["command"] for one in nur.menu()] == ["status"]
    await bot.delete_my_commands(scope=BotCommandScopeChat(nur.id))
    await bot.delete_my_commands(scope=BotCommandScopeAllPrivateChats())
    assert [one["command"] for one in nur.menu()] == ["latest"]
    assert await bot.get_my_commands(scope=BotCommandScopeAllPrivateChats()) == ()


@pytest.mark.parametrize(
    ("command", "about", "description"),
    [
        ("Latest", "x", "BOT_COMMAND_INVALID"),
        ("أحدث", "x", "BOT_COMMAND_INVALID"),
        ("with space", "x", "BOT_COMMAND_INVALID"),
        ("", "x", "command must be non-empty"),
        ("a" * 33, "x", "command length must not exceed 32"),
        ("latest", " ", "command description must be non-empty"),
        ("latest", "و" * 257, "command description length must not exceed 256"),
    ],
)
def test_bad_commands_are_refused_in_telegrams_words(
    refused: Refused, command: str, about: str, description: str
) -> None:
    commands = [{"command": command, "description": about}]
    assert refused("setMyCommands", commands=commands) == f"Bad Request: {description}"


def test_a_hundred_and_one_commands_are_too_many(refused: Refused) -> None:
    commands = [{"command": f"c{n}", "description": "x"} for n in range(101)]
    assert refused("setMyCommands", commands=commands) == "Bad Request: BOT_COMMANDS_TOO_MUCH"


def test_a_description_of_one_letter_is_enough(raw: Callable[..., dict[str, Any]]) -> None:
    assert raw("setMyCommands", commands=[{"command": "a", "description": "x"}])["ok"]
