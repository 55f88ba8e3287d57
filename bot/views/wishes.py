"""Which news a chat is sent: what is chosen, with buttons that choose more or less of it, and what is typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.views.choices import issue_names, listed, quoted, wished
from bot.views.context import Context
from bot.views.reply import Button, Question, Reply, rows
from bot.views.templates import say
from bot.views.timing import marked
from storage.model import Wishes

# What is done with what is typed; its subject is the field: "parties", "words" or "without".
WISH = "wish"
# What one may choose, each a page of its own.
FIELDS: Mapping[str, str] = {
    "parties": "الأطراف والأشخاص",
    "issues": "القضايا",
    "types": "أنواع الأحداث",
    "words": "كلمات مطلوبة",
    "without": "كلمات مستبعدة",
}
_PRESSED = "تُختار بالضغط، وتُلغى بضغطة أخرى."
_BACK = (Button("رجوع", "wishes"),)


def overview(wishes: Wishes, context: Context) -> Reply:
    """Return what is chosen in all, and the ways to choose."""
    pages = rows((Button(words, f"wishes {field}") for field, words in FIELDS.items()), 2)
    anew = () if wishes.empty else ((Button("كل الأخبار بلا اختيار", "wish all"),),)
    return say(
        "أي الأخبار تصل في الموجز والعاجل؟\nالآن: {{ words or 'كل الأخبار' }}.\n"
        "إذا اختير طرفان كفى أن يكون أحدهما في الخبر، وكذلك القضايا والأنواع والكلمات؛ "
        "وإذا اختير طرف وقضية لزم اجتماعهما.",
        (*pages, *anew, (Button("رجوع", "settings"),)),
        words=wished(wishes, context),
    )


def parties(wishes: Wishes, offered: Sequence[tuple[str, str]]) -> Reply:
    """Return the choice of those whose news comes; `offered` are their keys and names."""
    buttons = [Button(marked(name, name in wishes.parties), f"wish parties {key}") for key, name in offered]
    return say(
        "أخبار من تصل؟ {{ pressed }}\nالآن: {{ chosen or 'الجميع' }}.",
        (*rows(buttons, 3), (Button("طرف أو شخص آخر", "ask_wish parties"),), _BACK),
        pressed=_PRESSED,
        chosen=listed(wishes.parties),
    )


def issues(wishes: Wishes, context: Context) -> Reply:
    """Return the choice of what the news is about."""
    buttons = [
        Button(marked(issue.label, issue.code in wishes.issues), f"wish issues {issue.code}")
        for issue in context.dossier.issues
    ]
    return say(
        "أخبار أي القضايا تصل؟ {{ pressed }}\nالآن: {{ chosen or 'كلها' }}.",
        (*rows(buttons, 2), _BACK),
        pressed=_PRESSED,
        chosen=listed(issue_names(wishes.issues, context)),
    )


def types(wishes: Wishes, context: Context) -> Reply:
    """Return the choice of the types of events."""
    buttons = [
        Button(marked(known.label, kind in wishes.types), f"wish types {kind}")
        for kind, known in context.kinds.items()
    ]
    return say(
        "أي أنواع الأحداث تصل؟ {{ pressed }}\nالآن: {{ chosen or 'كلها' }}.",
        (*rows(buttons, 3), _BACK),
        pressed=_PRESSED,
        chosen=listed(context.kinds[kind].label for kind in wishes.types),
    )


def words(wishes: Wishes, field: str) -> Reply:
    """Return the words that are asked for, or those `without` which the news shall be."""
    chosen = wishes.without if field == "without" else wishes.words
    deleting = (Button(f"حذف «{word}»", f"wish {field} {word}") for word in chosen)
    return say(
        "{% if without %}لا يصل خبر وردت فيه كلمة من هذه.{% else %}لا يصل إلا خبر وردت فيه كلمة من هذه.{% endif %}"
        "\nالآن: {{ chosen or 'لا كلمات' }}.",
        (*rows(deleting, 2), (Button("إضافة كلمة", f"ask_wish {field}"),), _BACK),
        without=field == "without",
        chosen=quoted(chosen),
    )


def ask(field: str) -> Reply:
    """Ask for words to be typed."""
    sentence, hint = QUESTIONS[field]
    return say(sentence, asks=Question(WISH, field, hint))


# What is typed: the question for each field, and an example of an answer.
QUESTIONS = {
    "parties": ("من الطرف أو الشخص؟ يُكتب اسمه، أو عدة أسماء بينها فاصلة.", "تركيا، ستيف ويتكوف"),
    "words": ("ما الكلمة المطلوبة؟ تُكتب كلمة أو عبارة قصيرة، أو عدة منها بينها فاصلة.", "معبر كرم أبو سالم، نتساريم"),
    "without": ("ما الكلمة المستبعدة؟ تُكتب كلمة أو عبارة قصيرة، أو عدة منها بينها فاصلة.", "لبنان"),
}  # fmt: skip


def unknown(names: Sequence[str]) -> Reply:
    """Ask again for who is known by no name."""
    return say(
        "لا يُعرف في هذا الملف: {{ names }}. يُكتب الاسم مرة أخرى، أو يُختار كلمةً مطلوبة من صفحة «أي الأخبار».",
        asks=Question(WISH, "parties", QUESTIONS["parties"][1]),
        names=quoted(name[:60] for name in names[:3]),
    )


def unfit(field: str, most: int, longest: int) -> Reply:
    """Ask again for words that are too long, too many, or none."""
    return say(
        "تُكتب كلمات أو عبارات قصيرة بينها فاصلة: حتى {{ most }} كلمات، في كل منها حتى {{ longest }} حرفًا.",
        asks=Question(WISH, field, QUESTIONS[field][1]),
        most=most,
        longest=longest,
    )


def too_many(most: int) -> Reply:
    return say(
        "اختير {{ most }}، وهذا أقصى ما يُختار من باب واحد. يُلغى غيره أولًا.",
        ((Button("أي الأخبار", "wishes"),),),
        most=most,
    )
