"""What owners are told about who may add articles."""

from __future__ import annotations

from collections.abc import Sequence

from bot.views.reply import Question, Reply
from bot.views.templates import say

# What an owner is asked: who is to become an editor.
NAME_EDITOR = "name_editor"
_HOW = "للإضافة: /editors add 123 — وللإزالة: /editors remove 123"


def listed(owners: Sequence[int], editors: Sequence[int]) -> Reply:
    return say(
        "<b>المالكون:</b>{% for one in owners %} <code>{{ one }}</code>{% else %} لا أحد{% endfor %}\n"
        "<b>المحررون:</b>{% for one in editors %} <code>{{ one }}</code>{% else %} لا أحد بعد{% endfor %}\n\n"
        + _HOW,
        owners=owners,
        editors=editors,
    )


def how() -> Reply:
    return say(
        "يُكتب رقم المستخدم بعد الأمر، أو يُرسل الأمر ردًا على رسالة معاد توجيهها منه.\n"
        "من أخفى حسابه عند إعادة التوجيه يُضاف برقمه.\n" + _HOW
    )


def ask_who(*, again: bool = False) -> Reply:
    return say(
        "{% if again %}هذا ليس رقم مستخدم. {% endif %}ما رقم من يصير محررًا؟ يراه صاحبه في آخر /help. للترك: /cancel",
        asks=Question(NAME_EDITOR, hint="رقم المستخدم"),
        again=again,
    )


def in_private_only() -> Reply:
    return say("هذا الأمر يعمل في محادثة خاصة مع البوت فقط.")


def named(user_id: int, *, fresh: bool) -> Reply:
    return say(
        "{% if fresh %}صار <code>{{ user }}</code> محررًا، ويمكنه إضافة المقالات بإعادة توجيهها إلى البوت."
        "{% else %}<code>{{ user }}</code> محرر من قبل.{% endif %}",
        user=user_id,
        fresh=fresh,
    )


def dismissed(user_id: int, *, fresh: bool) -> Reply:
    return say(
        "{% if fresh %}لم يعد <code>{{ user }}</code> محررًا.{% else %}<code>{{ user }}</code> ليس محررًا.{% endif %}",
        user=user_id,
        fresh=fresh,
    )
