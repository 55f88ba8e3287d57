"""What the bot may ask about chats and their members."""

from __future__ import annotations

from bot.preview.botapi.api import Result, method
from bot.preview.botapi.calls import Call
from bot.preview.botapi.refusals import bad
from bot.preview.botapi.wire import full_chat_json, is_present, member_json
from bot.preview.world.access import find_chat, readable_chat
from bot.preview.world.model import Chat, Standing, User
from bot.preview.world.state import World


@method("getChat")
def get_chat(world: World, call: Call) -> Result:
    """Return what is known of a chat."""
    return full_chat_json(readable_chat(world, call))


@method("getChatMember")
def get_chat_member(world: World, call: Call) -> Result:
    """Return what a user is in a chat."""
    chat = readable_chat(world, call)
    user_id = call.integer("user_id", 0, 0)
    if not user_id:
        raise bad("invalid user_id specified")
    user = world.user(user_id)
    if user is None:
        raise bad("PARTICIPANT_ID_INVALID" if chat.type != "private" else "member not found")
    return member_json(user, _standing(world, chat, user))


def _standing(world: World, chat: Chat, user: User) -> Standing:
    if user is world.bot:
        return chat.bot
    if chat.type == "private":
        if chat.id != user.id:
            raise bad("member not found")
        return "member"
    return chat.members.get(user.id, "left")


@method("getChatAdministrators")
def get_chat_administrators(world: World, call: Call) -> Result:
    """Return the people who run a group or a channel, and the bot if it does."""
    chat = readable_chat(world, call)
    if chat.type == "private":
        raise bad("there are no administrators in the private chat")
    running: tuple[Standing, ...] = ("creator", "administrator")
    found = [(world.user(user_id), standing) for user_id, standing in chat.members.items()]
    found.append((world.bot, chat.bot))
    return [member_json(user, standing) for user, standing in found if user and standing in running]


@method("leaveChat")
def leave_chat(world: World, call: Call) -> Result:
    """Leave a group or a channel."""
    chat = find_chat(world, call)
    if chat.type == "private":
        raise bad("chat member status can't be changed in private chats")
    readable_chat(world, call)
    if is_present(chat.bot):
        world.set_bot_standing(chat, world.bot, "left")
    return True
