"""Topics of forums: made, closed, opened and deleted, and whether the bot may write into one; knows no HTTP."""

from __future__ import annotations

from bot.preview.botapi.calls import Call
from bot.preview.botapi.refusals import bad, named
from bot.preview.world.model import GENERAL, Chat, Content, Json, Message, Topic, User
from bot.preview.world.state import World

# One of the six colours that a topic's sign may have.
COLOUR = 7322096


def open_forum(chat: Chat) -> None:
    """Let a supergroup have topics; what is in none stands in General."""
    if chat.type != "supergroup":
        raise bad("the chat is not a forum")
    chat.topics[GENERAL] = Topic(GENERAL, "General")


def create(world: World, chat: Chat, actor: User, name: str) -> Topic:
    """Make a topic: it has the id of the message that announces it."""
    if not chat.forum:
        raise bad("the chat is not a forum")
    service: Json = {"forum_topic_created": {"name": name, "icon_color": COLOUR}}
    message = world.post(chat, Content(), sender=actor, service=service)
    message.topic = message.id
    topic = chat.topics[message.id] = Topic(message.id, name)
    world.update_bot("message", world.told_message(message))
    return topic


def set_closed(world: World, chat: Chat, actor: User, topic_id: int, *, closed: bool) -> Topic:
    """Close a topic to all but those who run the chat, or open it again, and announce it in it."""
    topic = found(chat, topic_id)
    if topic.closed is closed:
        raise bad("TOPIC_NOT_MODIFIED")
    topic.closed = closed
    service: Json = {"forum_topic_closed" if closed else "forum_topic_reopened": {}}
    message = world.post(chat, Content(), sender=actor, service=service, topic=topic_id or None)
    world.update_bot("message", world.told_message(message))
    return topic


def delete(world: World, chat: Chat, topic_id: int) -> None:
    """Remove a topic with all its messages; nothing announces that."""
    if topic_id == GENERAL:
        raise bad("TOPIC_ID_INVALID")
    del chat.topics[found(chat, topic_id).id]
    for message in [one for one in chat.messages.values() if one.topic == topic_id]:
        world.delete(message)


def found(chat: Chat, topic_id: int) -> Topic:
    """Return a topic; refuse where there is none."""
    if topic_id not in chat.topics:
        raise named("thread_not_found")
    return chat.topics[topic_id]


def topic_of_call(chat: Chat, call: Call, answers: Message | None) -> int | None:
    """Return the topic into which a call writes, None for General; refuse one that is closed to the bot or not there.

    General is written into by naming no topic: by its number it is not found. An answer goes where its question stands.
    """
    asked = call.integer("message_thread_id")
    if not chat.forum:
        if asked and (chat.type != "supergroup" or asked not in chat.messages):
            raise named("thread_not_found")
        return None
    topic_id = asked or (answers.topic if answers else None) or GENERAL
    if asked == GENERAL and call.string("message_thread_id"):
        raise named("thread_not_found")
    topic = found(chat, topic_id)
    if topic.closed and chat.bot not in ("administrator", "creator"):
        raise named("topic_closed")
    return topic_id or None
