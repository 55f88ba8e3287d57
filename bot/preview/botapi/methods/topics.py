"""What the bot may do with a forum's topics, where it runs the chat."""

from __future__ import annotations

from bot.preview.botapi.api import Result, method
from bot.preview.botapi.calls import Call
from bot.preview.botapi.refusals import bad
from bot.preview.world import topics
from bot.preview.world.access import writable_chat
from bot.preview.world.model import GENERAL, Chat
from bot.preview.world.state import World


def _forum(world: World, call: Call) -> Chat:
    chat = writable_chat(world, call)
    if not chat.forum:
        raise bad("the chat is not a forum")
    if chat.bot not in ("administrator", "creator"):
        raise bad("not enough rights to manage topics")
    return chat


@method("createForumTopic")
def create_forum_topic(world: World, call: Call) -> Result:
    """Make a topic."""
    topic = topics.create(world, _forum(world, call), world.bot, call.string("name"))
    return {"message_thread_id": topic.id, "name": topic.name, "icon_color": topics.COLOUR}


@method("closeForumTopic")
def close_forum_topic(world: World, call: Call) -> Result:
    """Close a topic."""
    chat = _forum(world, call)
    return bool(topics.set_closed(world, chat, world.bot, call.integer("message_thread_id"), closed=True))


@method("reopenForumTopic")
def reopen_forum_topic(world: World, call: Call) -> Result:
    """Open a topic again."""
    chat = _forum(world, call)
    return bool(topics.set_closed(world, chat, world.bot, call.integer("message_thread_id"), closed=False))


@method("deleteForumTopic")
def delete_forum_topic(world: World, call: Call) -> Result:
    """Delete a topic with its messages."""
    topics.delete(world, _forum(world, call), call.integer("message_thread_id"))
    return True


@method("closeGeneralForumTopic")
def close_general_forum_topic(world: World, call: Call) -> Result:
    """Close General."""
    return bool(topics.set_closed(world, _forum(world, call), world.bot, GENERAL, closed=True))


@method("reopenGeneralForumTopic")
def reopen_general_forum_topic(world: World, call: Call) -> Result:
    """Open General again."""
    return bool(topics.set_closed(world, _forum(world, call), world.bot, GENERAL, closed=False))
