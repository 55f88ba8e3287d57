"""Sending, editing and deleting texts and captions."""

from __future__ import annotations

from dataclasses import replace

from bot.preview.botapi.api import Result, method
from bot.preview.botapi.calls import Call
from bot.preview.botapi.refusals import bad, named
from bot.preview.text.limits import DELETE_WINDOW_SECONDS
from bot.preview.text.markup import checked_markup, inline_only
from bot.preview.text.messages import caption_text, message_text
from bot.preview.world.access import find_message, replied_message, writable_chat
from bot.preview.world.model import Chat, Content, Json, Message
from bot.preview.world.state import World
from bot.preview.world.topics import topic_of_call

ACTIONS = frozenset(
    [
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
        "cancel",
        "record_audio",
        "upload_audio",
        "pick_up_location",
    ]
)


@method("sendMessage")
def send_message(world: World, call: Call) -> Result:
    """Send a text."""
    text = message_text(call)
    markup = checked_markup(call.arguments.get("reply_markup"))
    return send(world, call, Content(text, markup=inline_only(markup)), markup)


def send(world: World, call: Call, content: Content, markup: Json | None) -> Json:
    """Put `content` into the chat of a call, from the bot; return the message as the API tells it."""
    chat = writable_chat(world, call)
    reply_to = replied_message(chat, call)
    topic = topic_of_call(chat, call, reply_to)
    _keep_keyboard(world, chat, markup)
    channel = chat if chat.type == "channel" else None
    chat.sent_by_bot += 1
    sender = None if channel else world.bot
    asks = markup if markup and markup.get("force_reply") else None
    message = world.post(
        chat, content, sender=sender, sender_chat=channel, reply_to=reply_to, asks=asks, topic=topic
    )
    return world.told_message(message)


def _keep_keyboard(world: World, chat: Chat, markup: Json | None) -> None:
    if markup and "keyboard" in markup:
        chat.reply_keyboard = markup
    elif markup and markup.get("remove_keyboard"):
        chat.reply_keyboard = None
    else:
        return
    world.tell(chat, "keyboard", keyboard=chat.reply_keyboard)


@method("editMessageText")
def edit_message_text(world: World, call: Call) -> Result:
    """Replace the text, and the inline keyboard, of one of the bot's own messages."""
    text = message_text(call)
    markup = inline_only(checked_markup(call.arguments.get("reply_markup")))
    message = _editable(world, call)
    if message.content.media or not message.content.text.text:
        raise bad("there is no text in the message to edit")
    return _replace(world, message, Content(text, markup=markup))


@method("editMessageCaption")
def edit_message_caption(world: World, call: Call) -> Result:
    """Replace the caption, and the inline keyboard, of one of the bot's own files."""
    text = caption_text(call)
    markup = inline_only(checked_markup(call.arguments.get("reply_markup")))
    message = _editable(world, call)
    if not message.content.media:
        raise bad("there is no caption in the message to edit")
    return _replace(world, message, Content(text, message.content.media, markup))


@method("editMessageReplyMarkup")
def edit_message_reply_markup(world: World, call: Call) -> Result:
    """Replace, or take away, the inline keyboard of one of the bot's own messages."""
    markup = inline_only(checked_markup(call.arguments.get("reply_markup")))
    message = _editable(world, call)
    return _replace(world, message, replace(message.content, markup=markup))


def _editable(world: World, call: Call) -> Message:
    if call.string("inline_message_id"):
        raise bad("MESSAGE_ID_INVALID")
    chat = writable_chat(world, call)
    message = find_message(chat, call, "message_id", "message to edit not found")
    if message.service or not is_own(world, message):
        raise named("message_too_old")
    return message


def is_own(world: World, message: Message) -> bool:
    """Tell whether the bot itself wrote `message`."""
    if message.via_bot:
        return False
    posted = message.chat.type == "channel" and message.sender is None and message.origin is None
    return message.sender is world.bot or posted


def _replace(world: World, message: Message, content: Content) -> Json:
    if content == message.content:
        raise named("not_modified")
    world.edit(message, content)
    return world.told_message(message)


@method("deleteMessage")
def delete_message(world: World, call: Call) -> Result:
    """Delete a message that is less than 48 hours old."""
    chat = writable_chat(world, call)
    message = find_message(chat, call, "message_id", "message to delete not found")
    manages = chat.type == "private" or chat.bot in ("administrator", "creator")
    if not (manages or is_own(world, message)):
        raise bad("message can't be deleted")
    # An administrator of a group or channel may also clear away what is old.
    timeless = chat.own_counter and manages
    if world.clock() - message.date > DELETE_WINDOW_SECONDS and not timeless:
        raise bad("message can't be deleted for everyone")
    world.delete(message)
    return True


@method("sendChatAction")
def send_chat_action(world: World, call: Call) -> Result:
    """Show people that the bot is at work."""
    action = call.string("action").lower()
    if action not in ACTIONS:
        raise bad("wrong parameter action in request")
    chat = writable_chat(world, call)
    topic_of_call(chat, call, None)
    world.tell(chat, "action", action=action)
    return True
