"""Updates as a server of Telegram's could send them, and as none ever would: hypothesis builds them, PTB reads them.

Each strategy gives JSON objects with the Bot API's own field names; ids are those of people and chats that the
stand-in knows, so that every reply has somewhere to go.
"""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from telegram import MessageEntity

from bot.commands import BUTTONS, COMMANDS

Json = dict[str, Any]
Some = st.SearchStrategy[Json]

OWNER, EDITOR, READER, FORMER, STRANGER = 700, 701, 800, 801, 802
PEOPLE = (OWNER, EDITOR, READER, FORMER, STRANGER)
GROUP, SUPERGROUP, CHANNEL = -400, -1001000000400, -1001000000500
MOMENTS = st.integers(0, 2**31 - 1)
NUMBERS = st.integers(1, 2**31 - 1)
NAMES = st.text(min_size=1, max_size=64)
# Beside any text: what turns directions around, what nobody sees, half of a letter's signs, markup of ours.
TRICKS = st.sampled_from(
    ["\u202e", "\u200b", "\u2066", "<b>", "&lt;", "\0", "ـ", "\u0301" * 9, "/", "@", "🏳️‍🌈"]
)
WORDS = st.lists(st.one_of(st.text(max_size=30), TRICKS, st.sampled_from(["12", "القاهرة", "أمس", "add", "800", "all"])), max_size=8).map(" ".join)  # fmt: skip
ARTICLE = st.tuples(WORDS, st.just("التقى وزير الخارجية المصري نظيره القطري في القاهرة أمس لبحث الهدنة. " * 4)).map(" ".join)  # fmt: skip
# What changes something where it is allowed: without it few commands would reach as far as their check.
ARGS = st.one_of(
    st.sampled_from(["1", "add 800", "dismiss 701", "link", "1 place القاهرة", "on bbc", "all", "1 1"]), WORDS
)
COMMAND = st.tuples(st.sampled_from([one.name for one in COMMANDS]), st.sampled_from(["", "", "@preview_bot", "@x"]), ARGS).map(lambda said: f"/{said[0]}{said[1]} {said[2]}")  # fmt: skip
LINK = WORDS.map(lambda words: f"/start join_{words}")
TEXTS = st.one_of(WORDS, COMMAND, COMMAND, COMMAND, LINK, ARTICLE, st.text(max_size=200))


def made(optional: dict[str, st.SearchStrategy[Any]] | None = None, /, **fields: Any) -> Some:
    """Return objects with these fields, constants or strategies, and any of the optional ones."""
    told = {name: one if isinstance(one, st.SearchStrategy) else st.just(one) for name, one in fields.items()}
    return st.fixed_dictionaries(told, optional=optional or {})


def user(ids: tuple[int, ...] = PEOPLE) -> Some:
    return made({"last_name": NAMES, "username": NAMES}, id=st.sampled_from(ids), is_bot=False, first_name=NAMES)  # fmt: skip


BOT = {"id": 1, "is_bot": True, "first_name": "Preview", "username": "preview_bot"}
CHANNEL_CHAT = made({"username": NAMES}, id=CHANNEL, type="channel", title=NAMES)
ANY_CHAT = st.one_of(CHANNEL_CHAT, made(id=SUPERGROUP, type="supergroup", title=NAMES))
ENTITY = made(
    {"url": st.text(max_size=40), "user": user(), "language": NAMES, "custom_emoji_id": NAMES},
    type=st.sampled_from([*MessageEntity.ALL_TYPES, "something_new"]),
    offset=st.integers(-5, 5000),
    length=st.integers(-5, 5000),
)
ORIGIN = st.one_of(
    made(type="user", date=MOMENTS, sender_user=user()),
    made(type="hidden_user", date=MOMENTS, sender_user_name=NAMES),
    made({"author_signature": NAMES}, type="chat", date=MOMENTS, sender_chat=ANY_CHAT),
    made({"author_signature": NAMES}, type="channel", date=MOMENTS, chat=CHANNEL_CHAT, message_id=NUMBERS),
)
FILE: dict[str, Any] = {"file_id": NAMES, "file_unique_id": NAMES}
SIZED: dict[str, Any] = FILE | {"width": NUMBERS, "height": NUMBERS}
LASTING: dict[str, Any] = FILE | {"duration": NUMBERS}
ABOUT: dict[str, st.SearchStrategy[Any]] = {"file_name": st.text(max_size=40), "mime_type": st.sampled_from(["text/plain", "application/pdf", "x/y", ""]), "file_size": st.integers(0, 2**40)}  # fmt: skip
STICKER = made(**SIZED, type="regular", is_animated=False, is_video=False)
OPTION = made(text=NAMES, voter_count=st.integers(0, 9), persistent_id=NAMES)
POLL = made(
    id=NAMES, question=NAMES, options=st.lists(OPTION, min_size=1, max_size=3), total_voter_count=st.integers(0, 9),
    is_closed=st.booleans(), is_anonymous=True, type="regular", allows_multiple_answers=False, allows_revoting=False, members_only=False,
)  # fmt: skip
SPOT = made(longitude=st.floats(-180, 180), latitude=st.floats(-90, 90))
CONTACT = made({"last_name": NAMES, "user_id": st.sampled_from(PEOPLE)}, phone_number=NAMES, first_name=NAMES)
HELD: dict[str, st.SearchStrategy[Any]] = {
    "photo": st.lists(made(**SIZED), max_size=3),
    "document": made(ABOUT, **FILE),
    "audio": made(ABOUT, **LASTING),
    "voice": made(ABOUT, **LASTING),
    "video": made(ABOUT, **LASTING, width=NUMBERS, height=NUMBERS),
    "animation": made(ABOUT, **LASTING, width=NUMBERS, height=NUMBERS),
    "video_note": made(**LASTING, length=NUMBERS),
    "sticker": STICKER,
    "contact": CONTACT,
    "location": SPOT,
    "venue": made(location=SPOT, title=NAMES, address=NAMES),
    "poll": POLL,
    "dice": made(emoji="🎲", value=st.integers(1, 6)),
    "story": made(id=NUMBERS, chat=CHANNEL_CHAT),
    "game": made(title=NAMES, description=NAMES, photo=st.lists(made(**SIZED), max_size=1)),
    "invoice": made(title=NAMES, description=NAMES, start_parameter=NAMES, currency="USD", total_amount=NUMBERS),
    "new_chat_members": st.lists(user(), min_size=1, max_size=2),
    "left_chat_member": user(),
    "new_chat_title": NAMES,
    "delete_chat_photo": st.just(True),
    "group_chat_created": st.just(True),
    "message_auto_delete_timer_changed": made(message_auto_delete_time=NUMBERS),
    "write_access_allowed": made(),
    "users_shared": made(request_id=NUMBERS, users=st.lists(made(user_id=st.sampled_from(PEOPLE)), max_size=2)),
    "web_app_data": made(data=NAMES, button_text=NAMES),
    "forum_topic_created": made(name=NAMES, icon_color=NUMBERS),
    "boost_added": made(boost_count=NUMBERS),
    "video_chat_started": made(),
    "paid_media": made(star_count=NUMBERS, paid_media=st.lists(made(type="preview"), max_size=2)),
}  # fmt: skip
HOLDING = st.one_of(
    made(
        {"entities": st.lists(ENTITY, max_size=4), "link_preview_options": made({"url": NAMES})}, text=TEXTS
    ),
    st.sampled_from(sorted(HELD)).flatmap(
        lambda name: made({"caption": TEXTS, "caption_entities": st.lists(ENTITY, max_size=3)}, **{name: HELD[name]})
    ),
    made(),
)  # fmt: skip
PLAIN = made(text=TEXTS)
BUTTON = st.tuples(st.sampled_from(sorted(BUTTONS)), ARGS).map(lambda pressed: " ".join(pressed)[:60])
DATA = st.one_of(BUTTON, BUTTON, st.text(max_size=64))


def keyboard(data: str) -> Json:
    return {"inline_keyboard": [[{"text": "زر", "callback_data": data}]]}


REPLIED = st.tuples(made(message_id=NUMBERS, date=MOMENTS), HOLDING, st.sampled_from(PEOPLE), st.booleans()).map(
    lambda told: told[0] | told[1] | {"chat": {"id": told[2], "type": "private"}}
    | {"from": BOT if told[3] else {"id": told[2], "is_bot": False, "first_name": "س"}}
)  # fmt: skip
ASIDE: dict[str, st.SearchStrategy[Any]] = {
    "forward_origin": ORIGIN, "reply_to_message": REPLIED, "media_group_id": st.sampled_from(["1", "2"]),
    "via_bot": st.just(BOT), "edit_date": MOMENTS, "has_protected_content": st.just(True), "author_signature": NAMES,
    "quote": made(text=NAMES, position=NUMBERS), "external_reply": made(origin=ORIGIN), "is_automatic_forward": st.just(True),
    "sender_boost_count": NUMBERS, "business_connection_id": NAMES, "effect_id": NAMES,
}  # fmt: skip


@st.composite
def message(draw: st.DrawFn, kind: str = "") -> Json:
    """A message of a person alone with the bot, in a group, as the group itself, or a channel's post."""
    # Most are plain: what is forwarded, or no text, is no command.
    holding, aside = draw(
        st.sampled_from([(PLAIN, st.just({})), (PLAIN, st.just({})), (HOLDING, made(ASIDE))])
    )
    told = draw(made(message_id=NUMBERS, date=MOMENTS)) | draw(holding) | draw(aside)
    kind = kind or draw(st.sampled_from(["private", "private", "private", "group", "supergroup"]))
    who = draw(user())
    if kind == "private":
        return told | {"chat": {"id": who["id"], "type": "private", "first_name": "س"}, "from": who}
    ids = {"group": GROUP, "supergroup": SUPERGROUP, "channel": CHANNEL}
    chat = {"id": ids[kind], "type": kind, "title": draw(NAMES)}
    told |= {"chat": chat}
    if kind == "channel" or draw(st.booleans()):
        told |= {"sender_chat": chat}
    return told if kind == "channel" else told | {"from": who}


@st.composite
def press(draw: st.DrawFn) -> Json:
    """A button that is pressed: one that the message has, one that it has not, or under a message long gone."""
    data, under = draw(DATA), draw(message())
    told = {"id": draw(NAMES), "from": draw(user()), "chat_instance": "1"}
    if under["chat"]["type"] == "private":
        told["from"] = under["from"]
    under["from"] = BOT
    shape = draw(st.sampled_from(["its own", "its own", "forged", "gone", "inline", "game"]))
    if shape == "inline":
        return told | {"inline_message_id": "1", "data": data}
    if shape == "game":
        return told | {"message": under, "game_short_name": "x"}
    if shape == "gone":
        return told | {
            "message": {"message_id": under["message_id"], "chat": under["chat"], "date": 0},
            "data": data,
        }
    return told | {"message": under | ({"reply_markup": keyboard(data)} if shape == "its own" else {}), "data": data}  # fmt: skip


def _member(status: str) -> Some:
    rights = ("can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories", "can_delete_stories")  # fmt: skip
    more = dict.fromkeys(rights, False) if status == "administrator" else {}
    return made(status=status, user=BOT, **more, **({"until_date": MOMENTS} if status == "kicked" else {}))


MEMBER = st.sampled_from(["administrator", "member", "left", "kicked"]).flatmap(_member)
CHANGE = st.tuples(message(), message("channel"), st.booleans(), user(), MEMBER, MEMBER).map(
    lambda one: {"chat": one[one[2]]["chat"], "from": one[3], "date": 1, "old_chat_member": one[4], "new_chat_member": one[5]}
)  # fmt: skip
REACTION = made(type="emoji", emoji="👍")
CONNECTION = made(id=NAMES, user=user(), user_chat_id=READER, date=MOMENTS, is_enabled=True)

KINDS: dict[str, Some] = {
    "message": message(),
    "edited_message": message(),
    "channel_post": message("channel"),
    "edited_channel_post": message("channel"),
    "business_connection": CONNECTION,
    "business_message": message(),
    "edited_business_message": message(),
    "deleted_business_messages": made(business_connection_id=NAMES, chat=ANY_CHAT, message_ids=st.lists(NUMBERS, max_size=3)),
    "message_reaction": made(chat=ANY_CHAT, message_id=NUMBERS, user=user(), date=MOMENTS, old_reaction=st.just([]), new_reaction=st.lists(REACTION, max_size=2)),
    "message_reaction_count": made(chat=ANY_CHAT, message_id=NUMBERS, date=MOMENTS, reactions=st.lists(made(type=REACTION, total_count=NUMBERS), max_size=2)),
    "inline_query": made(id=NAMES, **{"from": user()}, query=TEXTS, offset=NAMES),
    "chosen_inline_result": made(result_id=NAMES, **{"from": user()}, query=TEXTS),
    "callback_query": press(),
    "shipping_query": made(id=NAMES, **{"from": user()}, invoice_payload=NAMES, shipping_address=made(country_code="QA", state=NAMES, city=NAMES, street_line1=NAMES, street_line2=NAMES, post_code=NAMES)),
    "pre_checkout_query": made(id=NAMES, **{"from": user()}, currency="USD", total_amount=NUMBERS, invoice_payload=NAMES),
    "poll": POLL,
    "poll_answer": made(poll_id=NAMES, option_ids=st.lists(st.integers(0, 3), max_size=2), option_persistent_ids=st.just([]), user=user()),
    "my_chat_member": CHANGE,
    "chat_member": CHANGE,
    "chat_join_request": made(chat=ANY_CHAT, **{"from": user()}, date=MOMENTS, user_chat_id=READER),
    "removed_chat_boost": made(chat=ANY_CHAT, boost_id=NAMES, remove_date=MOMENTS, source=made(source="premium", user=user())),
    "purchased_paid_media": made(**{"from": user()}, paid_media_payload=NAMES),
}  # fmt: skip

# Those that the bot asks for come most often.
ASKED_FOR = ("message",) * 24 + ("callback_query",) * 16 + ("channel_post",) * 5 + ("my_chat_member",) * 3


def update() -> Some:
    """Any update; its number is the caller's to give."""
    return st.sampled_from([*KINDS, *ASKED_FOR]).flatmap(lambda kind: made(**{kind: KINDS[kind]}))
