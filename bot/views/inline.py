"""What stands in Telegram's list of inline results, and what is sent when one is chosen."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.views import digest as digest_view
from bot.views.context import Context
from bot.views.days import day_name, local_day
from bot.views.lines import Liner
from bot.views.plain import words_of
from bot.views.reply import Reply
from bot.views.tellings import of_event
from bot.views.templates import page
from storage.model import Digest, Event

# What fits beside a picture of nothing on a phone.
_TITLE, _DESCRIPTION = 60, 120
_NUMBERS = re.compile(r"(?: \[\d+\])+")


@dataclass(frozen=True, slots=True)
class Offer:
    """One result: `key` names it (up to 64 bytes), `title` and `description` are what one chooses by, `text` is sent."""

    key: str
    title: str
    description: str
    reply: Reply
    text: str = ""


def card(event: Event, context: Context) -> Offer:
    """Return an event as its line with its sources: complete in itself, for people who do not know the bot."""
    liner = Liner(context)
    line = liner.line(of_event(event, context.today))
    reply = page("shared", line=line, sources=liner.citations.listed, name=context.bot_name)
    return Offer(f"event {event.id}", line.button[:_TITLE], _cut(_told(reply)), reply)


def digest(told: Digest, context: Context) -> Offer:
    day = day_name(local_day(told.slot, context.timezone), weekday=True)
    reply = digest_view.digest(told, context)
    return Offer("digest", "📰 الموجز", _cut(day), reply)


def mediator(name: str, reply: Reply) -> Offer:
    return Offer("mediator", f"🕊 {name}", "صفحة الوسيط: من فيه وماذا فعل", reply)


def _told(reply: Reply) -> str:
    """Return a card's first line without its markup, its links and their numbers: nobody can press them there."""
    return _NUMBERS.sub("", words_of(reply.parts[0]).split("\n", 1)[0])


def _cut(text: str) -> str:
    return text if len(text) <= _DESCRIPTION else text[: _DESCRIPTION - 1].rsplit(" ", 1)[0] + "…"
