"""What a newcomer reads, the list of commands, and what is said to words that are no command."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.views.context import Context
from bot.views.reply import Button, Reply
from bot.views.templates import say
from storage.model import Ended

_FIRST_STEPS = (
    (Button("الاشتراك في الموجز", "subscribe"),),
    (Button("الوسطاء", "mediators"), Button("آخر الأحداث", "latest")),
)


# Why somebody who did not ask for it has received no digests for a while.
_ENDED = {
    Ended.BLOCKED: "كان البوت محظورًا أو خارج هذه المحادثة",
    Ended.NOT_FOUND: "لم تعد هذه المحادثة موجودة عند تيليغرام",
    Ended.NO_RIGHTS: "لم يكن للبوت حق الكتابة هنا",
    Ended.TOPIC_CLOSED: "كان الموضوع الذي يصل إليه مغلقًا",
}


def start(context: Context, ended: Ended | None = None, *, lost: bool = False) -> Reply:
    """Say what this is, and to one whose digests `ended` unasked, why; `lost` is who came by a link to nothing."""
    return say(
        "{% if lost %}لا يُعرف إلى ماذا يقود هذا الرابط؛ هذا ما يقدمه البوت:\n\n{% endif %}"
        "🕊 <b>وسيط</b> يتابع {{ title }}: من التقى من، وأين، ومتى، ومن عرض أو رفض ماذا، وبحسب أي مصدر.\n"
        "كل سطر مرقّم بمصادره، وما تختلف فيه المصادر يُعرض جنبًا إلى جنب.\n"
        "الموجز اليومي يصل في الساعة المختارة، وكل الأوامر في /help"
        "{% if ended %}\n\nتوقف الموجز هنا لأنه {{ ended }}. الاختيارات محفوظة، وللاستئناف: /subscribe{% endif %}",
        _FIRST_STEPS,
        lost=lost,
        ended=why_ended(ended),
        title=context.dossier.title,
    )


def why_ended(ended: Ended | None) -> str | None:
    """Return the clause that says why digests ended, where nobody here asked for it."""
    return _ENDED.get(ended) if ended else None


def commands(listed: Sequence[tuple[str, str]], *, editor: bool, user_id: int | None) -> Reply:
    """Return the commands (name, description) that this person may use, and, alone with them, their own id."""
    return say(
        "<b>الأوامر</b>\n{% for name, description in listed %}/{{ name }} — {{ description }}\n{% endfor %}"
        "{% if editor %}\nلإضافة مقال: يُعاد توجيهه إلى هذه المحادثة، أو يُلصق نصه كاملًا، أو يُرسل رابطه أو ملفه أو صورة نصه.{% endif %}"
        "{% if user_id %}\nرقم هذا الحساب في تيليغرام: {{ user_id }}{% endif %}",
        user_id=user_id,
        listed=listed,
        editor=editor,
    )


def unknown_command(name: str) -> Reply:
    return say("لا يوجد أمر باسم /{{ name }}. كل الأوامر: /help", name=name[:32])


def free_text() -> Reply:
    return say(
        "هذا البوت يجيب عن الأسئلة المكتوبة (اسم أو مكان أو قضية أو أيام) وعن الأوامر: /latest لآخر الأحداث، "
        "و/mediators للوسطاء، و/digest لآخر موجز. وكل الأوامر في /help",
        _FIRST_STEPS,
    )


def owners_only() -> Reply:
    return say("هذا الأمر لمالكي البوت. الأوامر المتاحة: /help")


def editors_only() -> Reply:
    return say("هذا الأمر للمحررين. الأوامر المتاحة: /help")


def admins_only() -> Reply:
    return say("تغيير إعدادات الموجز في مجموعة متاح لمشرفيها. وفي محادثة خاصة مع البوت متاح للجميع.")


def button_gone() -> Reply:
    return say("هذا الزر لم يعد يعمل. الأوامر المتاحة: /help")


def left_open() -> Reply:
    return replace(say("تُرك السؤال بلا جواب، ولم يتغير شيء."), closes=True)


def nothing_asked() -> Reply:
    return replace(say("لا سؤال ينتظر جوابًا."), closes=True)


def slowed() -> Reply:
    return say("وصل من هذا الحساب الكثير دفعة واحدة. يُنفَّذ كله بالدور وعلى مهل، ولا يضيع منه شيء.")


def store_away() -> Reply:
    return say("تعذّر الوصول إلى البيانات الآن. تُرجى المحاولة بعد دقيقة.")


def failed() -> Reply:
    return say("حدث خطأ غير متوقع ولم يُنفَّذ الطلب. تُرجى المحاولة بعد قليل.")
