"""Sending, editing and deleting, with a real Bot where it works and Telegram's exact words where it does not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, MessageEntity, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, InvalidToken

from bot.preview.client import Person, Preview
from bot.preview.server import RunningPreview

Refused = Callable[..., str]
NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly "
    "the same as a current content and reply markup of the message"
)


def keyboard(*data: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(f"زر {one}", callback_data=one)] for one in data])


async def test_the_bot_learns_who_it_is(bot: Bot, running: RunningPreview) -> None:
    me = await bot.get_me()
    assert me.is_bot and str(me.id) == running.token.split(":")[0]
    assert await bot.log_out() and await bot.close()


async def test_a_sent_text_comes_back_with_its_entities_in_utf16_units(bot: Bot, nur: Person) -> None:
    message = await bot.send_message(nur.id, "😀 <b>عاجل</b> /latest", parse_mode=ParseMode.HTML)
    assert message.text == "😀 عاجل /latest"
    kinds = [(entity.type, entity.offset, entity.length) for entity in message.entities]
    assert kinds == [("bold", 3, 4), ("bot_command", 8, 7)]
    assert message.from_user and message.from_user.is_bot and message.chat.id == nur.id


async def test_entities_may_be_given_instead_of_a_parse_mode(bot: Bot, nur: Person) -> None:
    await bot.send_message(nur.id, "abc def", entities=[MessageEntity("italic", 4, 3)])
    assert nur.read()[-1].html == "abc <i>def</i>"


async def test_an_answer_shows_the_message_that_it_answers(bot: Bot, nur: Person) -> None:
    question = nur.say("سؤال")
    message = await bot.send_message(nur.id, "جواب", reply_parameters=ReplyParameters(question.id))
    assert message.reply_to_message and message.reply_to_message.text == "سؤال"
    assert nur.read()[-1].raw["reply_to"] == question.id


async def test_an_edit_replaces_text_and_keyboard_and_keeps_the_history(bot: Bot, nur: Person) -> None:
    message = await bot.send_message(nur.id, "أول", reply_markup=keyboard("a"))
    edited = await bot.edit_message_text("ثان", nur.id, message.message_id, reply_markup=keyboard("b"))
    assert not isinstance(edited, bool) and edited.text == "ثان" and edited.edit_date
    seen = nur.read()[-1]
    assert (seen.text, seen.history, seen.labels) == ("ثان", ["أول"], ["زر b"])


async def test_a_keyboard_can_be_taken_away_alone(bot: Bot, nur: Person) -> None:
    message = await bot.send_message(nur.id, "نص", reply_markup=keyboard("a"))
    edited = await bot.edit_message_reply_markup(nur.id, message.message_id)
    assert not isinstance(edited, bool) and edited.reply_markup is None and edited.edit_date is None
    assert nur.read()[-1].buttons == []


async def test_a_deleted_message_is_gone_and_watchers_see_it_go(bot: Bot, nur: Person) -> None:
    message = await bot.send_message(nur.id, "زائل")
    before = nur.last_event()
    assert await bot.delete_message(nur.id, message.message_id)
    assert nur.read() == []
    assert [event["kind"] for event in nur.events(before)] == ["deleted"]


async def test_people_see_what_the_bot_is_doing(bot: Bot, nur: Person) -> None:
    assert await bot.send_chat_action(nur.id, "typing")
    assert nur.events()[-1]["action"] == "typing"


async def test_message_ids_rise_over_all_private_chats_as_they_do_for_a_bot(
    bot: Bot, preview: Preview
) -> None:
    first, second = (preview.person(name, started=True) for name in ("A", "B"))
    ids = [(await bot.send_message(person.id, "x")).message_id for person in (first, second, first)]
    assert ids == sorted(set(ids))


@pytest.mark.parametrize(
    ("arguments", "description"),
    [
        ({"text": ""}, "Bad Request: message text is empty"),
        ({"text": " \n "}, "Bad Request: text must be non-empty"),
        ({"text": "<b></b>", "parse_mode": "HTML"}, "Bad Request: text must be non-empty"),
        ({"text": "م" * 4097}, "Bad Request: message is too long"),
        ({"text": "x", "parse_mode": "Wiki"}, "Bad Request: unsupported parse_mode"),
        (
            {"text": "*x*", "parse_mode": "MarkdownV2"},
            "Bad Request: can't parse entities: this server reads parse_mode HTML only",
        ),
        (
            {"text": "نص <b>x", "parse_mode": "HTML"},
            "Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"b\"",
        ),
        (
            {"text": "نص <h1>x</h1>", "parse_mode": "HTML"},
            'Bad Request: can\'t parse entities: Unsupported start tag "h1" at byte offset 5',
        ),
        ({"text": "x", "chat_id": ""}, "Bad Request: chat_id is empty"),
        ({"text": "x", "chat_id": 99}, "Bad Request: chat not found"),
        ({"text": "x", "chat_id": "@nobody_at_all"}, "Bad Request: chat not found"),
        (
            {"text": "x", "reply_parameters": {"message_id": 12345}},
            "Bad Request: message to be replied not found",
        ),
        ({"text": "x", "reply_markup": "{"}, "Bad Request: can't parse reply keyboard markup JSON object"),
        (
            {"text": "x", "entities": [{"type": "bold", "offset": 0, "length": 9}]},
            "Bad Request: entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 9",
        ),
    ],
)
def test_a_text_is_refused_in_telegrams_words(
    refused: Refused, nur: Person, arguments: dict[str, Any], description: str
) -> None:
    assert refused("sendMessage", **{"chat_id": nur.id, **arguments}) == description


@pytest.mark.parametrize(
    ("button", "description"),
    [
        ({"text": "x", "callback_data": "د" * 33}, "Bad Request: BUTTON_DATA_INVALID"),
        ({"text": " ", "callback_data": "a"}, "Bad Request: BUTTON_TEXT_INVALID"),
        (
            {"text": "x", "url": "not a link"},
            "Bad Request: inline keyboard button URL 'not a link' is invalid: Wrong HTTP URL",
        ),
        (
            {"text": "x"},
            "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            {"callback_data": "x"},
            "Bad Request: can't parse inline keyboard button: Can't find field \"text\"",
        ),
    ],
)
def test_a_button_is_refused_in_telegrams_words(
    refused: Refused, nur: Person, button: dict[str, str], description: str
) -> None:
    markup = {"inline_keyboard": [[button]]}
    assert refused("sendMessage", chat_id=nur.id, text="x", reply_markup=markup) == description


def test_more_than_a_hundred_buttons_are_too_many(refused: Refused, nur: Person) -> None:
    rows = [[{"text": str(n), "callback_data": str(n)}] for n in range(101)]
    markup = {"inline_keyboard": rows}
    assert refused("sendMessage", chat_id=nur.id, text="x", reply_markup=markup) == (
        "Bad Request: REPLY_MARKUP_TOO_LONG"
    )


async def test_the_limit_is_counted_in_characters_after_the_entities_are_parsed(
    bot: Bot, nur: Person
) -> None:
    text = "<b>" + "&lt;" * 2000 + "😀" * 2096 + "</b>"
    message = await bot.send_message(nur.id, text, parse_mode=ParseMode.HTML)
    assert message.text and len(message.text) == 4096


async def test_callback_data_of_64_bytes_is_allowed(bot: Bot, nur: Person) -> None:
    await bot.send_message(nur.id, "x", reply_markup=keyboard("د" * 32))


async def test_edits_are_refused_in_telegrams_words(bot: Bot, nur: Person, refused: Refused) -> None:
    sent = await bot.send_message(nur.id, "نص", reply_markup=keyboard("a"))
    theirs = nur.say("لي")
    markup = keyboard("a").to_dict()

    def edit(method: str, message_id: int, **arguments: Any) -> str:
        return refused(method, chat_id=nur.id, message_id=message_id, **arguments)

    assert edit("editMessageText", sent.message_id, text="نص", reply_markup=markup) == NOT_MODIFIED
    assert edit("editMessageReplyMarkup", sent.message_id, reply_markup=markup) == NOT_MODIFIED
    assert edit("editMessageText", 999_999, text="x") == "Bad Request: message to edit not found"
    assert edit("editMessageText", theirs.id, text="x") == "Bad Request: message can't be edited"
    assert edit("editMessageText", sent.message_id, text="") == "Bad Request: message text is empty"
    no_caption = "Bad Request: there is no caption in the message to edit"
    assert edit("editMessageCaption", sent.message_id, caption="x") == no_caption
    assert edit("deleteMessage", 999_999) == "Bad Request: message to delete not found"
    unspecified = "Bad Request: message identifier is not specified"
    assert refused("editMessageText", chat_id=nur.id, text="x") == unspecified
    assert refused("sendChatAction", chat_id=nur.id, action="dance") == (
        "Bad Request: wrong parameter action in request"
    )


async def test_a_message_older_than_two_days_can_be_edited_but_not_deleted(
    bot: Bot, nur: Person, preview: Preview, refused: Refused
) -> None:
    message = await bot.send_message(nur.id, "قديم")
    preview.move_clock(forward=49 * 3600)
    await bot.edit_message_text("معدَّل", nur.id, message.message_id)
    description = refused("deleteMessage", chat_id=nur.id, message_id=message.message_id)
    assert description == "Bad Request: message can't be deleted for everyone"


def test_who_cannot_be_written_to_is_told_in_telegrams_words(
    preview: Preview, nur: Person, refused: Refused, running: RunningPreview
) -> None:
    gone, stranger = preview.person("Gone", started=True), preview.person("Stranger")
    acquaintance = preview.person("Acquaintance")
    nur.block()
    gone.deactivate()

    def send(chat: int | str) -> str:
        return refused("sendMessage", chat_id=chat, text="x")

    assert send(nur.id) == "Forbidden: bot was blocked by the user"
    assert send(gone.id) == "Forbidden: user is deactivated"
    assert send(stranger.id) == "Bad Request: chat not found"
    preview.chat("مجموعة", acquaintance, bot="member")
    assert send(acquaintance.id) == "Forbidden: bot can't initiate conversation with a user"
    assert send(running.token.split(":")[0]) == "Forbidden: bot can't send messages to bots"


async def test_python_telegram_bot_raises_its_own_errors_for_these(bot: Bot, nur: Person) -> None:
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(99, "x")
    nur.block()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(nur.id, "x")


async def test_wrong_tokens_and_methods_are_told_apart(
    running: RunningPreview, refused: Refused, bot: Bot
) -> None:
    assert refused("getMe", token="1:nobody") == "Unauthorized"
    assert refused("getMe", token="no-token") == "Not Found"
    assert refused("danceForMe") == "Not Found"
    stranger = Bot("12345:" + "x" * 35, base_url=f"{running.url}/bot")
    with pytest.raises(InvalidToken):
        await stranger.initialize()
    await stranger.shutdown()


async def test_method_names_ignore_case_and_arguments_may_stand_in_the_address(
    running: RunningPreview, nur: Person
) -> None:
    import httpx

    async with httpx.AsyncClient(trust_env=False) as client:
        address = f"{running.url}/bot{running.token}/SENDMESSAGE"
        told = (await client.get(address, params={"chat_id": nur.id, "text": "من العنوان"})).json()
    assert told["result"]["text"] == "من العنوان"
