"""Messages as people see them: plain and marked-up text, buttons, edits; it decides nothing."""

from __future__ import annotations

from bot.preview.text.entities import Entity
from bot.preview.text.rendering import plain_text, render
from bot.preview.world.model import Chat, Content, Json, Media, Message, User


def message_view(message: Message, content: Content | None = None) -> Json:
    """Return a message as its chat shows it; `content` is what it held at the moment that is told of."""
    content = content or message.content
    media = content.media
    return {
        "message_id": message.id,
        "chat_id": message.chat.id,
        "date": message.date,
        "from": sender_view(message),
        "text": content.text.text,
        "plain": plain_text(content.text),
        "html": render(content.text),
        "entities": [_entity_view(entity) for entity in content.text.entities],
        "kind": _kind(message, media),
        "file": _file_view(media) if media else None,
        "album": message.album,
        "via_bot": message.via_bot,
        "holds": message.holds,
        "buttons": button_rows(content.markup),
        "asks": message.asks,
        "reply_to": message.reply_to.id if message.reply_to else None,
        "topic": message.topic,
        "forward_origin": message.origin,
        "service": message.service,
        "edit_date": message.edit_date,
        "history": [{"text": old.text.text, "buttons": button_rows(old.markup)} for old in message.history],
        "deleted": message.deleted,
    }


def _entity_view(entity: Entity) -> Json:
    """Return an entity; places are counted in UTF-16 units, as at Telegram and in scripts of pages."""
    return {
        "type": entity.type,
        "offset": entity.offset,
        "length": entity.length,
        "argument": entity.argument,
    }


def _file_view(media: Media) -> Json:
    shown: Json = {"file_id": media.file_id, "name": media.name, "size": media.size}
    return shown | {"width": media.width, "height": media.height} if media.kind == "photo" else shown


def _kind(message: Message, media: Media | None) -> str:
    if media:
        return media.kind
    return "service" if message.service else next(iter(message.holds or {}), "text")


def sender_view(message: Message) -> Json:
    """Return who is shown above a message."""
    if message.sender_chat:
        return {"id": message.sender_chat.id, "name": message.sender_chat.title, "is_bot": False}
    sender = message.sender or User(0, "")
    return {"id": sender.id, "name": sender.name, "is_bot": sender.is_bot}


def button_rows(markup: Json | None) -> list[list[Json]]:
    """Return the rows of an inline keyboard: each button's text, and its data or its url."""
    rows = (markup or {}).get("inline_keyboard", [])
    return [
        [{"text": b["text"], "data": b.get("callback_data"), "url": b.get("url")} for b in row]
        for row in rows
    ]


def chat_view(chat: Chat) -> Json:
    """Return a chat with its messages, oldest first."""
    return {
        "chat_id": chat.id,
        "type": chat.type,
        "title": chat.title or (chat.user.name if chat.user else ""),
        "username": chat.username,
        "blocked": chat.blocked,
        "bot": chat.bot,
        "migrated_to": chat.migrated_to,
        "keyboard": chat.reply_keyboard,
        "topics": [{"id": one.id, "name": one.name, "closed": one.closed} for one in chat.topics.values()],
        "messages": [message_view(message) for message in chat.messages.values()],
    }
