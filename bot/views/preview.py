"""A digest before its hour as editors see it: when it goes to how many, and what stands in it; knows no clock."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.views.context import Context
from bot.views.days import moment
from bot.views.digest import digest
from bot.views.holding import HOLD, RELEASE
from bot.views.reply import Button, Reply
from bot.views.templates import page, say
from bot.views.written import account
from storage.holds import Hold
from storage.model import Digest

_AGAIN = Button("🔄 تحديث", "preview")


@dataclass(frozen=True, slots=True)
class Outlook:
    """What awaits a digest: who holds it back, how many readers have it at its slot, how many there are, and how
    many events wait for an editor and are not in it."""

    hold: Hold | None
    at_slot: int
    readers: int
    unseen: int = 0


def being_prepared(number: int) -> Reply:
    """Say that it is on its way; the preview of this number takes the message's place."""
    return replace(say("🔍 تُعدّ معاينة الموجز…"), becomes=number)


def not_made() -> Reply:
    return say("لم تُعدّ المعاينة: لا يجيب برنامج التلخيص. حال الخدمة: /status", ((_AGAIN,),))


def shown(draft: Digest, outlook: Outlook, context: Context) -> Reply:
    """Return the digest as readers will have it, in full, each line with the command that opens its event."""
    head = say(
        "🔍 <b>معاينة، لم تُنشر:</b> موجز {{ slot }}\n"
        "{% if hold %}⏸ النشر متوقف بقرار المحرر {{ hold.by }} منذ {{ at }}: هذا ما يخرج عند الاستئناف، "
        "وينتظره {{ at_slot }} من {{ readers }} من المشتركين.{% else %}"
        "يصل في هذا الموعد إلى {{ at_slot }} من {{ readers }} من المشتركين، وإلى الباقين كلٌّ في موعده وعن مدته.{% endif %}\n"
        "{% if unseen %}ليس فيه ما ينتظر المراجعة ({{ unseen | counted('event') }}): /review\n{% endif %}"
        "قد يتغير حتى موعده بما يرد من مقالات.",
        slot=moment(draft.slot, context.timezone),
        hold=outlook.hold,
        at=moment(outlook.hold.at, context.timezone) if outlook.hold else None,
        at_slot=outlook.at_slot,
        readers=outlook.readers,
        unseen=outlook.unseen,
    )
    # Without links to the bot itself each line ends in its event's command.
    told = digest(draft, replace(context, bot_name=None))
    writing = account(draft.writing)
    noted = page("account", account=writing).parts if writing and writing.worth_telling else ()
    return Reply((*head.parts, *noted, *told.parts), ((_AGAIN, RELEASE if outlook.hold else HOLD),))
