"""The nouns as the Bot API writes them in JSON; it decides nothing."""

from __future__ import annotations

from collections.abc import Callable

from bot.preview.text.entities import Entity, Formatted
from bot.preview.world.model import PRESENT, Chat, Content, Json, Media, Message, Standing, User

FindUser = Callable[[int], User | None]


def user_json(user: User) -> Json:
    """Return a User."""
    shown: Json = {"id": user.id, "is_bot": user.is_bot, "first_name": user.first_name}
    optional = {"last_name": user.last_name, "username": user.username, "language_code": user.language_code}
    return shown | {key: value for key, value in optional.items() if value}


def bot_json(bot: User, *, reads_all: bool, inline: bool) -> Json:
    """Return the User that getMe gives, with what only the bot itself is told."""
    return user_json(bot) | {
        "can_join_groups": True,
        "can_read_all_group_messages": reads_all,
        "supports_inline_queries": inline,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def chat_json(chat: Chat) -> Json:
    """Return a Chat."""
    shown: Json = {"id": chat.id, "type": chat.type}
    if chat.user:
        optional: dict[str, str | bool] = {
            "first_name": chat.user.first_name,
            "last_name": chat.user.last_name,
            "username": chat.user.username,
        }
    else:
        optional = {"title": chat.title, "username": chat.username, "is_forum": chat.forum}
    return shown | {key: value for key, value in optional.items() if value}


def full_chat_json(chat: Chat) -> Json:
    """Return a ChatFullInfo."""
    nothing = dict.fromkeys(
        ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"),
        False,
    )
    full: Json = chat_json(chat) | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": nothing,
    }
    names = [name for name in [chat.username or (chat.user.username if chat.user else "")] if name]
    if names:
        full["active_usernames"] = names
    if chat.type in ("group", "supergroup"):
        full["permissions"] = {"can_send_messages": chat.can_send, "can_invite_users": True}
    return full


def member_json(user: User, standing: Standing) -> Json:
    """Return a ChatMember."""
    member: Json = {"user": user_json(user), "status": standing}
    if standing == "creator":
        return member | {"is_anonymous": False}
    if standing == "kicked":
        return member | {"until_date": 0}
    if standing == "administrator":
        rights = [
            "can_manage_chat",
            "can_delete_messages",
            "can_restrict_members",
            "can_change_info",
            "can_invite_users",
            "can_post_messages",
            "can_edit_messages",
            "can_pin_messages",
            "can_manage_video_chats",
            "can_post_stories",
            "can_edit_stories",
            "can_delete_stories",
            "can_manage_topics",
        ]
        off = {"can_be_edited": False, "is_anonymous": False, "can_promote_members": False}
        return member | off | dict.fromkeys(rights, True)
    return member


def entity_json(entity: Entity, find_user: FindUser) -> Json | None:
    """Return a MessageEntity; None for a mention of nobody."""
    shown: Json = {"type": entity.type, "offset": entity.offset, "length": entity.length}
    if entity.type == "text_mention":
        user = find_user(int(entity.argument))
        return shown | {"user": user_json(user)} if user else None
    names = {"text_link": "url", "pre": "language", "custom_emoji": "custom_emoji_id"}
    if entity.argument and entity.type in names:
        shown[names[entity.type]] = entity.argument
    return shown


def message_json(message: Message, find_user: FindUser, *, with_reply: bool = True) -> Json:
    """Return a Message; the one it replies to is told without its own reply, as Telegram does."""
    shown: Json = {"message_id": message.id, "date": message.date, "chat": chat_json(message.chat)}
    shown |= thread_json(message)
    if message.sender:
        shown["from"] = user_json(message.sender)
    if message.sender_chat:
        shown["sender_chat"] = chat_json(message.sender_chat)
    if message.origin:
        shown["forward_origin"] = message.origin
    if with_reply and (answered := shown_reply(message)):
        shown["reply_to_message"] = message_json(answered, find_user, with_reply=False)
    if message.album:
        shown["media_group_id"] = message.album
    if message.edit_date:
        shown["edit_date"] = message.edit_date
    return shown | _content_json(message.content, find_user) | (message.holds or {}) | (message.service or {})


def thread_json(message: Message) -> Json:
    """Return what a message tells of its thread: its topic, or the first of the messages that answer each other."""
    if message.topic is not None:
        return {"message_thread_id": message.topic, "is_topic_message": True}
    if message.chat.type != "supergroup" or message.reply_to is None:
        return {}
    root = message.reply_to
    while root.reply_to is not None:
        root = root.reply_to
    return {"message_thread_id": root.id}


def shown_reply(message: Message) -> Message | None:
    """Return the message that one answers: in a topic, what answers none answers that which announced the topic."""
    if message.reply_to is not None or message.topic in (None, message.id):
        return message.reply_to
    return message.chat.messages.get(message.topic or 0)


def _content_json(content: Content, find_user: FindUser) -> Json:
    shown = _media_json(content.media) | _text_json(
        content.text, find_user, caption=content.media is not None
    )
    if content.markup:
        shown["reply_markup"] = content.markup
    return shown


def _text_json(formatted: Formatted, find_user: FindUser, *, caption: bool) -> Json:
    if not formatted.text:
        return {}
    prefix = "caption" if caption else "text"
    shown: Json = {prefix: formatted.text}
    told = [told for entity in formatted.entities if (told := entity_json(entity, find_user))]
    if told:
        shown["caption_entities" if caption else "entities"] = told
    return shown


def _media_json(media: Media | None) -> Json:
    if media is None:
        return {}
    file: Json = {
        "file_id": media.file_id,
        "file_unique_id": f"AgAD{media.file_id[-16:]}",
        "file_size": media.size,
    }
    if media.kind == "photo":
        return {"photo": [file | {"width": media.width, "height": media.height}]}
    return {"document": file | {"file_name": media.name, "mime_type": media.mime_type}}


def membership_json(chat: Chat, actor: User, bot: User, before: Standing, after: Standing, date: int) -> Json:
    """Return a ChatMemberUpdated about the bot itself."""
    return {
        "chat": chat_json(chat),
        "from": user_json(actor),
        "date": date,
        "old_chat_member": member_json(bot, before),
        "new_chat_member": member_json(bot, after),
    }


def is_present(standing: Standing) -> bool:
    """Tell whether somebody with this standing is in the chat."""
    return standing in PRESENT
