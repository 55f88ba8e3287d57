"""What people do: write, forward, press, ask, join, block. It turns their doings into updates for the bot."""

from __future__ import annotations

import zlib
from typing import Any

from bot.preview.botapi.refusals import bad
from bot.preview.botapi.wire import chat_json, is_present, user_json
from bot.preview.text import html
from bot.preview.text.cleaning import cleaned
from bot.preview.text.entities import Formatted
from bot.preview.text.finding import with_found
from bot.preview.text.limits import check_caption_length, check_text_length
from bot.preview.text.markup import buttons
from bot.preview.world import topics
from bot.preview.world.files import photo_size
from bot.preview.world.model import GENERAL, Chat, Content, Json, Media, Message, Standing, User
from bot.preview.world.queries import Query
from bot.preview.world.state import World

# As whom Telegram shows bots an admin who writes as the group itself.
GROUP_ANONYMOUS = User(1_087_968_824, "Group", username="GroupAnonymousBot", is_bot=True)
_FOREIGN_CHANNELS = -1_001_000_000_000


def written(text: str, *, marked_up: bool = False, caption: bool = False) -> Formatted:
    """Return what a person typed, with the entities that Telegram finds; `marked_up` texts are its HTML."""
    formatted = cleaned(html.parse(text) if marked_up else Formatted(text))
    (check_caption_length if caption else check_text_length)(formatted.text)
    return with_found(formatted)


def channel_origin(
    title: str, username: str, message_id: int, date: int, channel_id: int = 0, signature: str = ""
) -> Json:
    """Return the origin of a post of a channel; one without an id gets one that stays the same."""
    known = channel_id or _FOREIGN_CHANNELS - zlib.crc32((username or title).lower().encode()) % 10**9
    chat: Json = {"id": known, "type": "channel", "title": title}
    if username:
        chat["username"] = username
    origin: Json = {"type": "channel", "date": date, "chat": chat, "message_id": message_id}
    return origin | ({"author_signature": signature} if signature else {})


def user_origin(user: User, date: int) -> Json:
    """Return the origin of a message of somebody who lets others see who wrote it."""
    return {"type": "user", "date": date, "sender_user": user_json(user)}


def hidden_origin(name: str, date: int) -> Json:
    """Return the origin of a message of somebody who hides behind a name."""
    return {"type": "hidden_user", "date": date, "sender_user_name": name}


def chat_for(world: World, person: User, chat_id: int | None) -> Chat:
    """Return the chat that a person means: their own with the bot, or one that they are in."""
    if chat_id is None or chat_id in (person.id, world.bot.id):
        return world.chats[person.id]
    chat = world.chats.get(chat_id)
    if chat is None or (chat.type != "private" and not is_present(chat.members.get(person.id, "left"))):
        raise bad("this person is in no such chat")
    if chat.type == "private":
        raise bad("this chat is somebody else's")
    return chat


def write(
    world: World,
    person: User,
    chat: Chat,
    content: Content,
    *,
    origin: Json | None = None,
    reply_to: int | None = None,
    via_bot: bool = False,
    holds: Json | None = None,
    album: str = "",
    topic: int | None = None,
    anonymous: bool = False,
) -> Message:
    """Put a message of `person` into `chat`, or into a `topic` of it, and tell the bot, if it may see it.

    Who runs a group may write as the group itself, `anonymous`.
    """
    if chat.type == "private" and chat.blocked:
        set_blocked(world, person, blocked=False)
    chat.started = True
    answered = chat.messages.get(reply_to) if reply_to else None
    if chat.forum:
        topic = topic or (answered.topic if answered else None)
        _check_open(chat, person, topic)
    posted = chat if chat.type == "channel" or anonymous else None
    if anonymous:
        _check_runs(chat, person)
        person = GROUP_ANONYMOUS
    message = world.post(
        chat,
        content,
        sender=None if chat.type == "channel" else person,
        sender_chat=posted,
        origin=origin,
        reply_to=answered,
        via_bot=via_bot,
        holds=holds,
        album=album,
        topic=topic if chat.forum else None,
    )
    _tell_bot(world, message, "channel_post" if chat.type == "channel" else "message")
    return message


def _check_open(chat: Chat, person: User, topic: int | None) -> None:
    if topics.found(chat, topic or GENERAL).closed and not _runs(chat, person):
        raise bad("TOPIC_CLOSED")


def _check_runs(chat: Chat, person: User) -> None:
    if chat.type == "private" or not _runs(chat, person):
        raise bad("only who runs a group writes as the group")


def _runs(chat: Chat, person: User) -> bool:
    return chat.members.get(person.id) in ("creator", "administrator")


def edit(world: World, person: User, chat: Chat, message_id: int, text: Formatted) -> Message:
    """Let a person change what they wrote."""
    message = chat.messages.get(message_id)
    if message is None or (message.sender is not person and chat.type != "channel"):
        raise bad("message can't be edited")
    world.edit(message, Content(text, message.content.media))
    _tell_bot(world, message, "edited_channel_post" if chat.type == "channel" else "edited_message")
    return message


def _tell_bot(world: World, message: Message, kind: str) -> None:
    if _bot_sees(world, message):
        world.update_bot(kind, world.told_message(message))


def _bot_sees(world: World, message: Message) -> bool:
    """In groups a bot in privacy mode sees commands, answers to it, and what announces."""
    chat = message.chat
    if chat.type == "private":
        return True
    if not is_present(chat.bot):
        return False
    if chat.type == "channel" or chat.bot != "member" or world.reads_all or message.service:
        return True
    answers_bot = message.reply_to is not None and message.reply_to.sender is world.bot
    return answers_bot or _addresses_bot(world, message.content.text)


def _addresses_bot(world: World, text: Formatted) -> bool:
    mine = f"@{world.bot.username}".lower()
    for entity in text.entities:
        if entity.type in ("bot_command", "mention"):
            units = text.text.encode("utf-16-le")[2 * entity.offset : 2 * entity.end]
            _, at, name = units.decode("utf-16-le").partition("@")
            if (not at and entity.type == "bot_command") or f"@{name}".lower() == mine:
                return True
    return False


def file_content(
    world: World, kind: str, name: str, mime_type: str, data: bytes, caption: Formatted
) -> Content:
    """Keep a file that a person sends; return the content for its message."""
    stored = world.files.put(data, "photos" if kind == "photo" else "documents", name, mime_type)
    if kind == "photo":
        width, height = photo_size(data)
        return Content(caption, Media("photo", stored.id, name, stored.mime_type, len(data), width, height))
    return Content(caption, Media("document", stored.id, name, stored.mime_type, len(data)))


def tap(
    world: World, person: User, chat: Chat, message_id: int, button: str, *, forged: bool = False
) -> Query | Json:
    """Press the button with that data, or else that text; a button with a url just gives the url.

    A `forged` press sends the data though the message has no such button: the Bot API does not vouch for it.
    """
    message = chat.messages.get(message_id)
    if message is None:
        raise bad("there is no such message")
    shown = [{"text": button, "callback_data": button}] if forged else list(buttons(message.content.markup))
    pressed = next((b for b in shown if b.get("callback_data") == button), None) or next(
        (b for b in shown if b["text"] == button), None
    )
    if pressed is None:
        raise bad("there is no such button")
    if "callback_data" not in pressed:
        return {"url": pressed.get("url", "")}
    query = world.queries.ask("callback", person.id)
    world.tell(chat, "tap", person_id=person.id, message_id=message_id, button=pressed["text"])
    told: Json = {"id": query.id, "from": user_json(person), "message": world.told_message(message)}
    # The instance says which of the bot's chats it was, without telling which.
    told |= {"chat_instance": str(zlib.crc32(str(chat.id).encode())), "data": pressed["callback_data"]}
    world.update_bot("callback_query", told)
    return query


def ask_inline(world: World, person: User, text: str, offset: str = "") -> Query:
    """Type `@bot text` in some chat."""
    query = world.queries.ask("inline", person.id, text)
    told: Json = {"id": query.id, "from": user_json(person), "query": text, "offset": offset}
    world.update_bot("inline_query", told | {"chat_type": "sender"})
    return query


def pick(
    world: World, person: User, chat: Chat, query: Query, result_id: str, topic: int | None = None
) -> Message:
    """Send one of the results that the bot gave to an inline query."""
    results = (query.answer or {}).get("results", [])
    result = next((one for one in results if one["id"] == result_id), None)
    if result is None:
        raise bad("there is no such result")
    content = Content(result["formatted"], markup=result["markup"])
    chosen: Json = {"result_id": result_id, "from": user_json(person), "query": query.text}
    world.update_bot("chosen_inline_result", chosen)
    return write(world, person, chat, content, via_bot=True, topic=topic)


def set_blocked(world: World, person: User, *, blocked: bool) -> None:
    """Block the bot, or let it in again."""
    chat = world.chats[person.id]
    chat.blocked = blocked
    world.set_bot_standing(chat, person, "kicked" if blocked else "member")


def set_member(world: World, chat: Chat, actor: User, user: User, standing: Standing) -> None:
    """Make a person, or the bot, something in a chat; who joins or leaves is announced in groups."""
    is_bot = user is world.bot
    before = chat.bot if is_bot else chat.members.get(user.id, "left")
    if is_bot:
        world.set_bot_standing(chat, actor, standing)
    else:
        chat.members[user.id] = standing
    service: dict[str, Any] | None = None
    if is_present(standing) and not is_present(before):
        service = {"new_chat_members": [user_json(user)]}
    elif is_present(before) and not is_present(standing):
        service = {"left_chat_member": user_json(user)}
    if service and chat.type != "channel":
        message = world.post(chat, Content(), sender=actor, service=service)
        _tell_bot(world, message, "message")


def upgrade(world: World, chat: Chat, actor: User) -> Chat:
    """Turn a group into a supergroup with a new id, and announce it in both."""
    if chat.type != "group":
        raise bad("only a group can become a supergroup")
    new = Chat(
        world.next_chat_id("supergroup"), "supergroup", chat.title, members=dict(chat.members), bot=chat.bot
    )
    world.add_chat(new)
    for where, service in (
        (chat, {"migrate_to_chat_id": new.id}),
        (new, {"migrate_from_chat_id": chat.id}),
    ):
        message = world.post(where, Content(), sender=actor, service=service)
        world.update_bot("message", world.told_message(message))
    chat.migrated_to = new.id
    return new


def told_chat(chat: Chat) -> Json:
    """Return a chat as its creator is told of it."""
    return chat_json(chat) | {"bot": chat.bot, "members": {str(k): v for k, v in chat.members.items()}}
