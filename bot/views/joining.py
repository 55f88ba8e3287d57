"""The words about the links by which editors come: what owners are told, and who opens one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.views.arabic import counted
from bot.views.context import Context
from bot.views.days import day_name
from bot.views.editors import welcome
from bot.views.reply import Button, Reply
from bot.views.templates import say
from storage.invitations import Invitation


def made(link: Invitation, secret: str, context: Context) -> Reply:
    """Show a fresh link, until when it is good, and a button to revoke it."""
    until = link.until.astimezone(ZoneInfo(context.timezone))
    return say(
        "من يفتح هذا الرابط أولًا يصير محررًا:\n{{ address }}\n"
        "يصلح مرة واحدة، وحتى {{ day }}، الساعة {{ until }}. يُرسل إلى صاحبه وحده.",
        ((Button("القائمة", "editors"), Button("إلغاء الرابط", f"editors revoke {link.id}")),),
        address=_address(secret, context),
        day=day_name(until.date()),
        until=f"{until:%H:%M}",
    )


def _address(secret: str, context: Context) -> str:
    asked = f"join_{secret}"
    return f"https://t.me/{context.bot_name}?start={asked}" if context.bot_name else f"/start {asked}"


def revoked(count: int) -> Reply:
    return say(
        "{% if count %}أُلغي {{ links }}، ولا يصير به أحد محررًا.{% else %}لا رابط مفتوحًا: استُعمل أو انتهى أو أُلغي من قبل.{% endif %}",
        ((Button("القائمة", "editors"),),),
        count=count,
        links=counted(count, "link", nominative=True),
    )


def no_good() -> Reply:
    return say("هذا الرابط لا يصلح: استُعمل أو انتهت مدته أو أُلغي. يُطلب رابط جديد ممن أرسله.")


def already() -> Reply:
    return say("هذا الحساب محرر من قبل، ويبقى الرابط صالحًا لغيره.")


def joined(user_id: int, name: str, owners: Sequence[int]) -> Reply:
    """Welcome who came by a link, and tell the owners who it was."""
    told = say(
        "انضم محرر برابط دعوة: {{ name | isolated }} (<code>{{ user }}</code>).",
        ((Button("القائمة", "editors"), Button("إزالة", f"editors remove {user_id}")),),
        user=user_id,
        name=name,
    )
    return replace(welcome(), besides=tuple((owner, told) for owner in owners))
