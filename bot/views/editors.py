"""What owners are told about who may add articles, and what those are told who are named or dismissed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.views.context import Context
from bot.views.days import day_name, local_day
from bot.views.reply import MAX_BUTTON_BYTES, Button, Question, Reply
from bot.views.templates import say
from storage.editors import Editor

# What an owner is asked: who is to become an editor.
NAME_EDITOR = "name_editor"
# Telegram shows no more than a hundred buttons, and a phone far fewer.
_SHOWN = 30
_HOW = "للإضافة: /editors add 123 — وللإزالة: /editors remove 123 — ورابط دعوة: /editors link"
_BACK = Button("القائمة", "editors")
# Whom a text names: the name, where it is known, and the number.
_WHO = "{% if name %}{{ name | isolated }} ({% endif %}<code>{{ user }}</code>{% if name %}){% endif %}"


def listed(
    owners: Sequence[tuple[int, str]], editors: Sequence[Editor], links: int, context: Context
) -> Reply:
    """Return the owners (id, name), the editors with a button each, and how many links are open."""
    shown = editors[:_SHOWN]
    buttons = [(Button(_label(one), f"editors remove {one.user_id}"),) for one in shown]
    last = [(Button("إلغاء الروابط المفتوحة", "editors revoke"),)] if links else []
    return say(
        "<b>المالكون</b>\n{% for user, name in owners %}" + _WHO + "\n{% else %}لا أحد\n{% endfor %}\n"
        "<b>المحررون</b>\n{% for user, name, by, day in editors %}" + _WHO + " — سمّاه {{ by }} في {{ day }}\n"
        "{% else %}لا أحد بعد\n{% endfor %}{% if more %}وغيرهم: {{ more }}\n{% endif %}"
        "{% if links %}\nروابط دعوة مفتوحة: {{ links }}\n{% endif %}\n" + _HOW,
        (*buttons, (Button("رابط دعوة", "editors link"), Button("إضافة محرر", "editors add")), *last),
        owners=owners,
        editors=[_row(one, dict(owners), context) for one in shown],
        more=len(editors) - len(shown),
        links=links,
    )


def _label(one: Editor) -> str:
    return f"إزالة {one.name or one.user_id}"[:60]


def _row(one: Editor, owners: dict[int, str], context: Context) -> tuple[int, str, str, str]:
    by = owners.get(one.named_by) or str(one.named_by)
    return one.user_id, one.name, by, day_name(local_day(one.named_at, context.timezone))


def how() -> Reply:
    return say(
        "يُكتب رقم المستخدم بعد الأمر، أو يُرسل الأمر ردًا على رسالة معاد توجيهها منه، أو تُرسل جهة اتصاله.\n"
        "من أخفى حسابه عند إعادة التوجيه يُضاف برقمه أو برابط دعوة.\n" + _HOW
    )


def ask_who(*, again: bool = False) -> Reply:
    return say(
        "{% if again %}هذا ليس رقم مستخدم. {% endif %}"
        "من يصير محررًا؟ يُكتب رقمه، ويراه صاحبه في آخر /help، أو تُرسل جهة اتصاله أو رسالة معاد توجيهها منه.\n"
        "للترك: /cancel",
        asks=Question(NAME_EDITOR, hint="رقم المستخدم"),
        again=again,
    )


def hidden() -> Reply:
    """Say that a message or a contact does not tell whose account it is."""
    return say(
        "تيليغرام لا يقول لمن هذا الحساب: أخفاه صاحبه، أو لا حساب لهذا الرقم. يُضاف برقم المستخدم أو برابط: /editors link"
    )


def offer(user_id: int, name: str) -> Reply:
    return say(
        "تسمية " + _WHO + " محررًا؟",
        ((Button("لا", "editors"), Button("نعم", _press(f"editors add {user_id}", name))),),
        user=user_id,
        name=name,
    )


def _press(press: str, name: str) -> str:
    """Return the button's data with as much of the name as it can carry."""
    room = MAX_BUTTON_BYTES - len(press.encode()) - 1
    return f"{press} {name.encode()[:room].decode(errors='ignore')}".rstrip()


def in_private_only() -> Reply:
    return say("هذا الأمر يعمل في محادثة خاصة مع البوت فقط.")


def owner_already(user_id: int) -> Reply:
    return say("<code>{{ user }}</code> من المالكين، وله ما للمحررين.", user=user_id)


def named(user_id: int, name: str, *, fresh: bool) -> Reply:
    """Tell an owner that somebody is an editor now, with a button to undo it, and them too."""
    if not fresh:
        return say(_WHO + " محرر من قبل.", ((_BACK,),), user=user_id, name=name)
    reply = say(
        "صار " + _WHO + " محررًا، ويمكنه إضافة المقالات بإعادة توجيهها إلى البوت.\n"
        "إن لم يكن قد كتب إلى البوت من قبل فليبدأ بـ /start.",
        ((_BACK, Button("تراجع", f"editors dismiss {user_id}")),),
        user=user_id,
        name=name,
    )
    return replace(reply, besides=((user_id, welcome()),))


def welcome() -> Reply:
    """Tell somebody that they are an editor now."""
    return say(
        "صار هذا الحساب محررًا في وسيط. لإضافة مقال: يُعاد توجيهه إلى هذه المحادثة، أو يُلصق نصه كاملًا، أو يُرسل رابطه أو ملفه أو صورة نصه.\nكل الأوامر: /help"
    )


def ask_dismissal(user_id: int, name: str) -> Reply:
    return say(
        "إزالة " + _WHO + " من المحررين؟ لن يعمل بعدها أي زر أو أمر من أوامر المحررين عنده.",
        ((Button("إبقاء", "editors"), Button("إزالة", f"editors dismiss {user_id}")),),
        user=user_id,
        name=name,
    )


def no_editor(user_id: int) -> Reply:
    return say("<code>{{ user }}</code> ليس محررًا.", ((_BACK,),), user=user_id)


def dismissed(user_id: int, name: str) -> Reply:
    """Tell an owner that somebody is an editor no more, and them too."""
    reply = say("لم يعد " + _WHO + " محررًا.", ((_BACK,),), user=user_id, name=name)
    return replace(reply, besides=((user_id, say("لم يعد هذا الحساب محررًا في وسيط.")),))
