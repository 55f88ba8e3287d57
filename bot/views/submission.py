"""What an editor is told of what they handed in until it is an article: received, opened, asked about, refused."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from bot.views.days import day_name, short_day
from bot.views.reply import Button, Question, Reply, Rows, rows
from bot.views.templates import say
from storage.model import PASSING, Handed, Refusal, Stage, Submission

# What an editor is asked to type: the day on which an article was published.
TYPE_DAY = "type_day"
# So much of a text is shown to be compared with its picture: what a message holds, with room for what we say.
_SHOWN = 3000

_RECEIVED = {
    Handed.TEXT: "📥 استلمت المقال{{ of }}، وتجري قراءته…",
    Handed.LINK: "📥 استلمت الرابط{{ of }}، وتُفتح صفحته…",
    Handed.FILE: "📥 استلمت الملف{{ of }}، ويُفتح…",
    Handed.PHOTO: "📥 استلمت الصورة{{ of }}، ويُقرأ ما كُتب فيها…",
}
_OPENING = {
    Handed.TEXT: "📖 يُقرأ المقال…",
    Handed.LINK: "📖 تُجلب صفحة الرابط وتُقرأ…",
    Handed.FILE: "📖 يُقرأ الملف…",
    Handed.PHOTO: "📖 يُقرأ ما كُتب في الصورة…",
}
# What a person can do about it stands in each.
_REFUSALS: Mapping[Refusal, str] = {
    Refusal.EMPTY: "لا نص فيه.",
    Refusal.NOT_ARABIC: "النص ليس بالعربية، والبوت لا يقرأ غيرها.",
    Refusal.TOO_HEAVY: "فتحه يحتاج وقتًا أو ذاكرة أكثر مما يحتاجه أي مقال. يمكن إرسال النص نفسه.",
    Refusal.BROKEN: "الملف تالف أو ليس ما يقوله اسمه. يمكن إرسال النص نفسه.",
    Refusal.MISSING_PROGRAM: "البرنامج الذي يفتح هذا النوع غير مثبّت على خادم البوت ({{ detail }}). يمكن إرسال النص نفسه.",
    Refusal.ADDRESS: "ليس هذا عنوان صفحة على الويب.",
    Refusal.SCHEME: "لا تُفتح إلا العناوين التي تبدأ بـ http أو https.",
    Refusal.PRIVATE: "الرابط يقود إلى شبكة خاصة، فلا يُفتح.",
    Refusal.UNKNOWN_HOST: "لا موقع بهذا الاسم، أو تعذّر العثور عليه الآن.",
    Refusal.UNREACHABLE: "تعذّر الاتصال بالموقع، أو انقطع.",
    Refusal.NO_PAGE: "لم يعطِ الموقع الصفحة{% if detail %} (رد بالرقم {{ detail }}){% endif %}. يمكن إرسال نص المقال نفسه.",
    Refusal.NOT_A_PAGE: "ليس في هذا العنوان صفحة نص. إن كان ملفًا فيمكن إرسال الملف نفسه.",
    Refusal.NO_ARTICLE: "لم يُعثر في الصفحة على مقال. يمكن إرسال نصه نفسه.",
    Refusal.TOO_SLOW: "تأخر الموقع في الرد أكثر مما يُنتظر.",
    Refusal.TOO_LARGE: "هذا أكبر من أي مقال. أكبر ما يُفتح صفحة من 5 ميغابايت، وملف من 20.",
    Refusal.WRONG_KIND: "هذا النوع من الملفات لا يُقرأ. تُقرأ ملفات txt وhtml وpdf وdocx، والصور.",
    Refusal.OLD_WORD: "صيغة doc القديمة لا تُقرأ. يُحفظ الملف بصيغة docx ثم يُرسل.",
    Refusal.LOCKED: "الملف مقفل بكلمة سر. تُزال ثم يُرسل.",
    Refusal.TOO_MANY_PAGES: "في الملف صفحات أكثر من أي مقال. تُرسل صفحات المقال وحدها.",
    Refusal.NO_TEXT: "لم يُعثر فيه على نص عربي يُقرأ. ملف pdf الممسوح ضوئيًا تُرسل صفحاته صورًا.",
    Refusal.NOT_FETCHED: "تعذّر تنزيل الملف من تيليغرام.",
}


def received(kind: Handed, publisher: str | None, published: date | None, *, whole: bool = True) -> Reply:
    """Return the answer that is given at once and edited later; not `whole`: more of it may come."""
    return say(
        _RECEIVED[kind].replace(
            "{{ of }}",
            "{% if publisher %} ({{ publisher | isolated }}{% if day %}، {{ day }}{% endif %})"
            "{% elif day %} ({{ day }}){% endif %}",
        )
        + "{% if not whole %}\nتُضم إليه بقيته إن وصلت بعده.{% endif %}",
        publisher=publisher,
        day=day_name(published) if published else None,
        whole=whole,
    )


def progress(submission: Submission, today: date) -> Reply:
    """Return what the message about a submission says at its stage; `today` is the editor's."""
    match submission.stage:
        case Stage.ASKING_TEXT:
            return _confirm(submission)
        case Stage.ASKING_DAY:
            return _ask_day(submission, today)
        case Stage.REFUSED:
            return _refused(submission)
        case Stage.WAITING:
            return received(submission.kind, submission.publisher, submission.published)
        case Stage.OPENING:
            return say(_OPENING[submission.kind])


def _confirm(submission: Submission) -> Reply:
    text = submission.text or ""
    return say(
        "🔎 <b>هذا ما قُرئ من الصورة. هل هو كما فيها؟</b>\n\n<blockquote>{{ text | short(limit) }}</blockquote>"
        "{% if cut %}\nهذا أوله، وهو {{ length }} حرفًا.{% endif %}\n"
        "لا يُقرأ منه حدث قبل تأكيده. وإن كان فيه خطأ فيُهمل ويُرسل النص مكتوبًا.",
        rows([Button("نعم، كما هو", f"text_right {submission.id}"), _drop(submission.id)], 2),
        text=text,
        limit=_SHOWN,
        cut=len(text) > _SHOWN,
        length=len(text),
    )


def _ask_day(submission: Submission, today: date) -> Reply:
    return say(
        "🗓 <b>متى نُشر هذا المقال؟</b>\n\n{{ text | short(300) }}\n\n"
        "لا تاريخ له في مصدره ولا في نصه، وبه تُعرف أيام مثل «أمس». ينتظر المقال الجواب.",
        _days(submission.id, today),
        text=submission.text or "",
    )


def _days(number: int, today: date) -> Rows:
    yesterday = today - timedelta(days=1)
    near = rows(
        (
            Button(f"اليوم ({short_day(today)})", f"published {number} {today}"),
            Button(f"أمس ({short_day(yesterday)})", f"published {number} {yesterday}"),
        ),
        2,
    )
    return (
        *near,
        *rows([Button("يوم آخر", f"other_day {number}"), Button("غير معروف", f"published {number} -")], 2),
        (_drop(number),),
    )


def _drop(number: int) -> Button:
    return Button("إهمال", f"drop {number}")


def _refused(submission: Submission) -> Reply:
    assert submission.refusal is not None
    again = submission.refusal in PASSING
    return say(
        "⚠️ " + _REFUSALS[submission.refusal] + "{% if again %} يمكن أن يُحاول مرة أخرى.{% endif %}",
        rows([Button("محاولة أخرى", f"open_again {submission.id}"), _drop(submission.id)], 2)
        if again
        else (),
        detail=submission.detail,
        again=again,
    )


def ask_other_day(number: int, *, again: bool = False) -> Reply:
    return say(
        "{% if again %}لم أفهم اليوم، أو لا يمكن أن يكون يوم نشر. {% endif %}في أي يوم نُشر؟ مثل 24/10/2024 أو 24 أكتوبر. للترك: /cancel",
        asks=Question(TYPE_DAY, str(number), hint="24/10/2024"),
        again=again,
    )


def dated(day: date | None) -> Reply:
    """Say that the article goes on; what was understood of it follows."""
    return say(
        "📥 {% if day %}حُفظ تاريخ النشر: {{ day }}.{% else %}يُقرأ المقال بلا تاريخ نشر، فتبقى أيام مثل «أمس» فيه بلا يوم.{% endif %} تجري قراءته…",
        day=day_name(day) if day else None,
    )


def confirmed() -> Reply:
    return say("📥 تأكد النص، وتجري قراءته…")


def opened_again(submission_kind: Handed) -> Reply:
    return say(_OPENING[submission_kind])


def dropped() -> Reply:
    return say("أُهمل، ولم يُحفظ منه شيء.")


def gone() -> Reply:
    """Say that there is nothing left to answer: it was answered, or dropped."""
    return say("أُجيب عن هذا السؤال من قبل، أو أُهمل ما كان عنه.")


def too_large() -> Reply:
    return say("⚠️ الملف أكبر من 20 ميغابايت، ولا يسمح تيليغرام للبوتات بتنزيله. يمكن إرسال نص المقال نفسه.")


def many_links() -> Reply:
    return say("في الرسالة أكثر من رابط، فلم يُفتح منها شيء. يُرسل كل رابط في رسالة وحده.")


def telegram_link() -> Reply:
    return say("هذا رابط إلى منشور في تيليغرام. يُعاد توجيه المنشور نفسه إلى هنا، فيُعرف منه ناشره ويومه.")
