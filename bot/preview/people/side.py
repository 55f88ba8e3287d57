"""The people's side over HTTP: each route reads a request, lets a person do something, and shows what came of it."""

from __future__ import annotations

import asyncio
from collections import OrderedDict

from starlette.datastructures import UploadFile
from starlette.requests import Request

from bot.preview.botapi.refusals import bad
from bot.preview.botapi.wire import user_json
from bot.preview.people import asks, doings
from bot.preview.people.routes import asked, person_of, route
from bot.preview.people.views import message_view
from bot.preview.world import topics
from bot.preview.world.model import Chat, Content, Json, User
from bot.preview.world.queries import Query
from bot.preview.world.state import World

KEPT_INLINE = 1000


async def set_bot(world: World, request: Request) -> Json:
    """Say who the bot is."""
    ask = await asked(request, asks.BotAsk)
    world.reads_all, world.inline = ask.reads_all, ask.inline
    return user_json(world.set_bot(ask.token, ask.username, ask.first_name)) | {"token": world.token}


async def get_bot(world: World, request: Request) -> Json:
    """Tell who the bot is, with its token: this server is a loopback stand-in and the token is made up."""
    return user_json(world.bot) | {"token": world.token}


async def add_person(world: World, request: Request) -> Json:
    """Add a person."""
    ask = await asked(request, asks.PersonAsk)
    told = ask.model_dump(exclude={"id", "started"})
    user = User(ask.id or world.next_person_id(), **told)
    return user_json(world.add_person(user, started=ask.started))


async def add_crowd(world: World, request: Request) -> Json:
    """Add many people."""
    ask = await asked(request, asks.CrowdAsk)
    for number in range(ask.first_id, ask.first_id + ask.count):
        world.add_person(User(number, f"Reader {number}"), started=True)
    return {"count": ask.count}


async def get_people(world: World, request: Request) -> list[Json]:
    """List the people, up to a thousand."""
    return [user_json(person) for _, person in zip(range(1000), world.people.values(), strict=False)]


async def add_chat(world: World, request: Request) -> Json:
    """Make a group or a channel, with its members; the bot, if it is let in, is told so."""
    ask = await asked(request, asks.ChatAsk)
    owners = [world.people[number] for number in ask.members]
    if not owners:
        raise bad("a chat needs an owner")
    chat = Chat(ask.id or world.next_chat_id(ask.type), ask.type, ask.title, ask.username)
    chat.members.update(dict.fromkeys((user.id for user in owners), "member"))
    chat.members[owners[0].id] = "creator"
    world.add_chat(chat)
    if ask.forum:
        topics.open_forum(chat)
    if ask.bot != "left":
        doings.set_member(world, chat, owners[0], world.bot, ask.bot)
    return doings.told_chat(chat)


async def set_standing(world: World, request: Request) -> Json:
    """Let a person or the bot join, leave, run, or be thrown out of a chat."""
    ask = await asked(request, asks.StandingAsk)
    chat = world.chats[int(request.path_params["chat"])]
    user = world.bot if ask.user_id is None else world.people[ask.user_id]
    actor = _actor(world, chat, ask.by)
    if ask.can_send is not None:
        chat.can_send = ask.can_send
    doings.set_member(world, chat, actor, user, ask.standing)
    return doings.told_chat(chat)


async def add_topic(world: World, request: Request) -> Json:
    """Make a topic in a forum; the bot is told so."""
    ask = await asked(request, asks.TopicAsk)
    chat = world.chats[int(request.path_params["chat"])]
    topic = topics.create(world, chat, _actor(world, chat, ask.by), ask.name)
    return {"topic": topic.id, "name": topic.name}


async def change_topic(world: World, request: Request) -> Json:
    """Close a topic, open it again, or delete it."""
    ask = await asked(request, asks.ClosingAsk)
    chat = world.chats[int(request.path_params["chat"])]
    if ask.deleted:
        topics.delete(world, chat, ask.topic)
    else:
        topics.set_closed(world, chat, _actor(world, chat, ask.by), ask.topic, closed=ask.closed)
    return {str(topic.id): topic.closed for topic in chat.topics.values()}


def _actor(world: World, chat: Chat, user_id: int | None) -> User:
    return world.people[user_id or next(iter(chat.members))]


async def upgrade_chat(world: World, request: Request) -> Json:
    """Turn a group into a supergroup."""
    chat = world.chats[int(request.path_params["chat"])]
    return doings.told_chat(doings.upgrade(world, chat, world.people[next(iter(chat.members))]))


async def write_message(world: World, request: Request) -> Json:
    """Write or forward a message."""
    person = person_of(world, request)
    ask = await asked(request, asks.MessageAsk)
    chat = doings.chat_for(world, person, ask.chat)
    origin = _origin(world, ask.origin) if ask.origin else None
    content, holds = Content(), None
    if ask.contact:
        holds = {
            "contact": ask.contact.model_dump(exclude_defaults=True)
            | {"phone_number": ask.contact.phone_number}
        }
    elif ask.location:
        holds = {"location": ask.location.model_dump()}
    else:
        content = Content(doings.written(ask.html or ask.text, marked_up=bool(ask.html)))
    message = doings.write(
        world,
        person,
        chat,
        content,
        origin=origin,
        reply_to=ask.reply_to,
        holds=holds,
        topic=ask.topic,
        anonymous=ask.anonymous,
    )
    return message_view(message)


def _origin(world: World, ask: asks.OriginAsk) -> Json:
    date = int(ask.date.timestamp())
    if ask.type == "channel":
        return doings.channel_origin(
            ask.title or ask.username, ask.username, ask.message_id, date, ask.channel_id, ask.signature
        )
    if ask.type == "hidden_user":
        return doings.hidden_origin(ask.name, date)
    known = world.user(ask.user_id)
    return doings.user_origin(known or User(ask.user_id, ask.name, username=ask.username), date)


async def send_file(world: World, request: Request) -> Json:
    """Send, or forward, a photo or a document: a form with `file`, and `about`, which is a MessageAsk."""
    person = person_of(world, request)
    async with request.form() as form:
        part, about = form["file"], form.get("about", "{}")
        if not isinstance(part, UploadFile):
            raise bad("there is no file in the request")
        ask = asks.MessageAsk.model_validate_json(str(about))
        caption = doings.written(ask.html or ask.text, marked_up=bool(ask.html), caption=True)
        kind = "photo" if form.get("kind") == "photo" else "document"
        name, mime = part.filename or "file", part.content_type or ""
        content = doings.file_content(world, kind, name, mime, await part.read(), caption)
    chat = doings.chat_for(world, person, ask.chat)
    origin = _origin(world, ask.origin) if ask.origin else None
    message = doings.write(
        world,
        person,
        chat,
        content,
        origin=origin,
        reply_to=ask.reply_to,
        album=ask.album,
        topic=ask.topic,
    )
    return message_view(message)


async def edit_message(world: World, request: Request) -> Json:
    """Change what was written."""
    person = person_of(world, request)
    ask = await asked(request, asks.EditAsk)
    chat = doings.chat_for(world, person, ask.chat)
    return message_view(doings.edit(world, person, chat, ask.message_id, doings.written(ask.text)))


async def tap_button(world: World, request: Request) -> Json:
    """Press a button, and wait for what the bot says to it."""
    person = person_of(world, request)
    ask = await asked(request, asks.TapAsk)
    chat = doings.chat_for(world, person, ask.chat)
    query = doings.tap(world, person, chat, ask.message_id, ask.button, forged=ask.forged)
    if not isinstance(query, Query):
        return {"answered": False, "text": "", "show_alert": False} | query
    answer = await _answer(world, query, ask.timeout)
    return {
        "query_id": query.id,
        "answered": answer is not None,
        "text": "",
        "show_alert": False,
        "url": "",
    } | (answer or {})


async def ask_inline(world: World, request: Request) -> Json:
    """Ask the bot inline, and wait for its results."""
    ask = await asked(request, asks.InlineAsk)
    query = doings.ask_inline(world, person_of(world, request), ask.text, ask.offset)
    answer = await _answer(world, query, ask.timeout)
    _remember_inline(request, query)
    shown = [_result_view(one) for one in (answer or {}).get("results", [])]
    rest = {"next_offset": answer["next_offset"]} if answer else {}
    return {"query_id": query.id, "answered": answer is not None, "results": shown} | rest


def _remember_inline(request: Request, query: Query) -> None:
    asked_before: OrderedDict[str, Query] = request.app.state.inline
    asked_before[query.id] = query
    while len(asked_before) > KEPT_INLINE:
        asked_before.popitem(last=False)


def _result_view(result: Json) -> Json:
    shown = {key: result[key] for key in ("id", "title", "description", "url")}
    return shown | {"text": result["formatted"].text}


async def pick_result(world: World, request: Request) -> Json:
    """Send a result of an inline query."""
    person = person_of(world, request)
    ask = await asked(request, asks.PickAsk)
    query = request.app.state.inline[ask.query_id]
    chat = doings.chat_for(world, person, ask.chat)
    return message_view(doings.pick(world, person, chat, query, ask.result_id, ask.topic))


async def _answer(world: World, query: Query, seconds: float) -> Json | None:
    deadline = asyncio.get_running_loop().time() + seconds
    while query.answer is None:
        if not await world.wait(("query", query.id), deadline - asyncio.get_running_loop().time()):
            break
    return query.answer


async def set_blocked(world: World, request: Request) -> Json:
    """Block the bot, or let it in again."""
    ask = await asked(request, asks.SwitchAsk)
    doings.set_blocked(world, person_of(world, request), blocked=ask.on)
    return {"blocked": ask.on}


async def set_deactivated(world: World, request: Request) -> Json:
    """Delete the person's account, or undo it."""
    ask = await asked(request, asks.SwitchAsk)
    person_of(world, request).deactivated = ask.on
    return {"deactivated": ask.on}


ROUTES = [
    route("/bot", set_bot),
    route("/bot", get_bot, "GET"),
    route("/people", add_person),
    route("/people", get_people, "GET"),
    route("/people/crowd", add_crowd),
    route("/people/{person:int}/messages", write_message),
    route("/people/{person:int}/files", send_file),
    route("/people/{person:int}/edits", edit_message),
    route("/people/{person:int}/taps", tap_button),
    route("/people/{person:int}/inline", ask_inline),
    route("/people/{person:int}/picks", pick_result),
    route("/people/{person:int}/blocked", set_blocked),
    route("/people/{person:int}/deactivated", set_deactivated),
    route("/chats", add_chat),
    route("/chats/{chat}/members", set_standing),
    route("/chats/{chat}/topics", add_topic),
    route("/chats/{chat}/topics/changes", change_topic),
    route("/chats/{chat}/upgrade", upgrade_chat),
]
