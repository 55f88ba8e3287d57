"""Whether the bot may do something in a chat, and in whose words it is refused; it changes nothing."""

from __future__ import annotations

from bot.preview.botapi.calls import Call
from bot.preview.botapi.refusals import Refusal, bad, forbidden, migrated, named
from bot.preview.botapi.wire import is_present
from bot.preview.world.model import Chat, Message
from bot.preview.world.state import World

_KIND_NAMES = {"group": "group chat", "supergroup": "supergroup chat", "channel": "channel chat"}


def find_chat(world: World, call: Call, field: str = "chat_id") -> Chat:
    """Return the chat that a call names by id or @username; refuse one that the bot does not know."""
    name = call.string(field)
    if not name:
        raise bad(f"{field} is empty")
    if name.startswith("@"):
        chat = world.chats.get(world.usernames.get(name[1:].lower(), 0))
        if chat is None or chat.type == "private":
            raise named("chat_not_found")
        return chat
    chat = world.chats.get(_number(name))
    if chat is None:
        bots = name == str(world.bot.id)
        raise forbidden("bot can't send messages to bots") if bots else named("chat_not_found")
    return chat


def readable_chat(world: World, call: Call) -> Chat:
    """Return the chat of a call if the bot may look at it."""
    chat = find_chat(world, call)
    _check_upgrade(chat)
    if chat.type == "private":
        _check_known(world, chat)
    elif chat.bot == "kicked" or not (is_present(chat.bot) or chat.username):
        raise _outside(chat)
    return chat


def writable_chat(world: World, call: Call) -> Chat:
    """Return the chat of a call if the bot may write there."""
    chat = find_chat(world, call)
    _check_upgrade(chat)
    if chat.type == "private":
        _check_private(world, chat)
        return chat
    if not is_present(chat.bot):
        raise _outside(chat)
    if chat.type == "channel" and chat.bot not in ("administrator", "creator"):
        raise named("no_channel_rights")
    if not chat.can_send:
        raise named("no_rights")
    return chat


def _number(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        return 0


def _check_upgrade(chat: Chat) -> None:
    if chat.migrated_to is not None:
        raise migrated(chat.migrated_to)


def _check_private(world: World, chat: Chat) -> None:
    if chat.user and chat.user.deactivated:
        raise named("deactivated")
    if chat.blocked:
        raise named("blocked")
    if not chat.started:
        _check_known(world, chat)
        raise named("cannot_initiate")


def _check_known(world: World, chat: Chat) -> None:
    """The bot knows a person who wrote to it, or who is in a group with it."""
    if chat.started or any(chat.id in other.members and is_present(other.bot) for other in _groups(world)):
        return
    raise named("chat_not_found")


def _groups(world: World) -> list[Chat]:
    return [chat for chat in world.chats.values() if chat.type != "private" and chat.members]


def _outside(chat: Chat) -> Refusal:
    kind = _KIND_NAMES[chat.type]
    if chat.bot == "kicked":
        return forbidden(f"bot was kicked from the {kind}")
    return forbidden(f"bot is not a member of the {kind}")


def find_message(chat: Chat, call: Call, field: str, missing: str) -> Message:
    """Return the message of `chat` that a call names; refuse with `missing` when there is none."""
    if not call.string(field):
        raise bad("message identifier is not specified")
    message = chat.messages.get(call.integer(field))
    if message is None:
        raise bad(missing)
    return message


def replied_message(chat: Chat, call: Call) -> Message | None:
    """Return the message that a call answers, None when it answers none."""
    raw = call.value("reply_parameters", "reply parameters")
    parameters = raw if isinstance(raw, dict) else {}
    number = parameters.get("message_id") or call.string("reply_to_message_id")
    if not number:
        return None
    message = chat.messages.get(_number(str(number)))
    lenient = parameters.get("allow_sending_without_reply") or call.flag("allow_sending_without_reply")
    if message is None and not lenient:
        raise bad("message to be replied not found")
    return message
