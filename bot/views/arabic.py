"""Arabic grammar for short texts: lists, counted nouns, the genitive, hours; knows no nouns of ours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from babel import Locale


@dataclass(frozen=True, slots=True)
class Counted:
    """A noun beside numbers: one, two (nominative, else), 3–10, 11–99, and the rest; `none` as an object."""

    none: str
    one: str
    two: str
    two_else: str
    few: str
    many: str
    other: str


NOUNS: Mapping[str, Counted] = {
    "article": Counted("أي مقال", "مقال واحد", "مقالان", "مقالين", "مقالات", "مقالًا", "مقال"),
    "event": Counted("أي حدث", "حدث واحد", "حدثان", "حدثين", "أحداث", "حدثًا", "حدث"),
    "figure": Counted("أي رقم", "رقم واحد", "رقمان", "رقمين", "أرقام", "رقمًا", "رقم"),
    "position": Counted("أي موقف", "موقف واحد", "موقفان", "موقفين", "مواقف", "موقفًا", "موقف"),
    "piece": Counted("أي قطعة", "قطعة واحدة", "قطعتان", "قطعتين", "قطع", "قطعة", "قطعة"),
    "report": Counted("أي تقرير", "تقرير واحد", "تقريران", "تقريرين", "تقارير", "تقريرًا", "تقرير"),
    "source": Counted("أي مصدر", "مصدر واحد", "مصدران", "مصدرين", "مصادر", "مصدرًا", "مصدر"),
    "link": Counted("أي رابط", "رابط واحد", "رابطان", "رابطين", "روابط", "رابطًا", "رابط"),
    "delivery": Counted("أي رسالة", "رسالة واحدة", "رسالتان", "رسالتين", "رسائل", "رسالة", "رسالة"),
    "attempt": Counted("أي مرة", "مرة واحدة", "مرتان", "مرتين", "مرات", "مرة", "مرة"),
    "minute": Counted("أي دقيقة", "دقيقة واحدة", "دقيقتان", "دقيقتين", "دقائق", "دقيقة", "دقيقة"),
    "hour": Counted("أي ساعة", "ساعة واحدة", "ساعتان", "ساعتين", "ساعات", "ساعة", "ساعة"),
    "captive": Counted("أي محتجز", "محتجز واحد", "محتجزان", "محتجزين", "محتجزين", "محتجزًا", "محتجز"),
    "prisoner": Counted(
        "أي سجين فلسطيني",
        "سجين فلسطيني واحد",
        "سجينان فلسطينيان",
        "سجينين فلسطينيين",
        "سجناء فلسطينيين",
        "سجينًا فلسطينيًا",
        "سجين فلسطيني",
    ),
    "day": Counted("أي يوم", "يوم واحد", "يومان", "يومين", "أيام", "يومًا", "يوم"),
}


@cache
def _arabic() -> Locale:
    return Locale.parse("ar")


def counted(number: int, noun: str, *, nominative: bool = False) -> str:
    """Return `number` (not negative) of `noun` in words: "مقالين", "3 مقالات", "11 مقالًا", "100 مقال"."""
    forms = NOUNS[noun]
    words = {"zero": forms.none, "one": forms.one, "two": forms.two if nominative else forms.two_else}
    plural = _arabic().plural_form(number)
    if plural in words:
        return words[plural]
    return f"{number:,} {({'few': forms.few, 'many': forms.many}).get(plural, forms.other)}"


def joined(words: Sequence[str], *, comma: bool = False) -> str:
    """Return "أ وب وج"; with `comma`, for longer members, "أ، وب، وج" from three on."""
    between = "، و" if comma and len(words) > 2 else " و"
    return between.join(words)


# Nouns that begin a source or an issue and show their case; the adjectives after them follow.
_OBLIQUE = {
    "مسؤولون": "مسؤولين",
    "مسؤولان": "مسؤولين",
    "المسؤولون": "المسؤولين",
    "مصدران": "مصدرين",
    "المصدران": "المصدرين",
    "دبلوماسيون": "دبلوماسيين",
    "دبلوماسيان": "دبلوماسيين",
    "مفاوضون": "مفاوضين",
    "مطلعون": "مطلعين",
    "محللون": "محللين",
    "مراقبون": "مراقبين",
    "مقربون": "مقربين",
    "مسعفون": "مسعفين",
    "ناشطون": "ناشطين",
    "صحفيون": "صحفيين",
    "صحافيون": "صحافيين",
    "قياديون": "قياديين",
    "قياديان": "قياديين",
    "المحتجزون": "المحتجزين",
    "النازحون": "النازحين",
}
_NO_PLURALS = frozenset({"تلفزيون", "التلفزيون", "مليون", "بليون", "تريليون", "صهيون"})
_ENDINGS = (("يون", "يين"), ("يان", "يين"), ("ون", "ين"), ("ان", "ين"))


def genitive(phrase: str) -> str:
    """Return `phrase` as it stands after a preposition: "مسؤولون مصريون" becomes "مسؤولين مصريين".

    Names are left as they are: only a known noun at the front, or before an adjective, is inflected.
    """
    words = phrase.split(" ")
    described = len(words) > 1 and words[1].endswith("يون") and words[1] not in _NO_PLURALS
    return " ".join(_inflected(words)) if words[0] in _OBLIQUE or described else phrase


def _inflected(words: Sequence[str]) -> Iterable[str]:
    yield _OBLIQUE.get(words[0], words[0])
    agrees = True
    for word in words[1:]:
        ending = next((pair for pair in _ENDINGS if word.endswith(pair[0])), None)
        agrees = agrees and ending is not None
        yield word.removesuffix(ending[0]) + ending[1] if agrees and ending else word


def prefixed(letter: str, phrase: str) -> str:
    """Return `phrase` with a preposition of one letter (ب or ل) written to it: "بوقف", "للهدنة", "بـ29 تعديلًا"."""
    if not phrase[:1].isalpha() or not "\u0621" <= phrase[:1] <= "\u064a":
        return f"{letter}ـ{phrase}"
    return f"لل{phrase[2:]}" if letter == "ل" and phrase.startswith("ال") else letter + phrase


# Endings that show no accusative, and words behind which a noun that has no article is no construct.
_UNMARKED = ("ة", "ات", "اء", "ى", "ا", "ي", "ه", "ها", "هم", "هما", "ين")
_AFTER_A_NOUN = frozenset(
    {
        "من",
        "إلى",
        "على",
        "عن",
        "في",
        "مع",
        "بين",
        "بشأن",
        "حول",
        "ضد",
        "كان",
        "كانت",
        "ينص",
        "يقضي",
        "يشمل",
        "يتضمن",
        "حتى",
    }
)


def accusative(phrase: str) -> str | None:
    """Return a noun phrase as the object of a verb: "اقتراح من حماس" becomes "اقتراحًا من حماس".

    None where its letters would show the case and it cannot be seen whether it is a construct.
    """
    first, _, rest = phrase.partition(" ")
    second = rest.partition(" ")[0]
    bare = first.strip("«»،")
    if not bare.isalpha() or bare.startswith("ال") or bare.endswith(_UNMARKED):
        return phrase
    if second.startswith("ال"):
        return phrase
    if second in _AFTER_A_NOUN or second.startswith(("لل", "بال")):
        return f"{first}ًا {rest}"
    return None


def feminine(label: str) -> bool:
    """True where the first word of `label` is feminine by its form: "جولة مفاوضات"."""
    return label.split(" ", 1)[0].endswith("ة")


_PARTS_OF_DAY = (
    (4, "ليلًا"),
    (6, "فجرًا"),
    (12, "صباحًا"),
    (13, "ظهرًا"),
    (16, "بعد الظهر"),
    (18, "عصرًا"),
    (24, "مساءً"),
)


def hour_words(hour: int) -> str:
    """Return an hour of the day (0-23) as people say it: "7 صباحًا", "12 ظهرًا", "12 ليلًا"."""
    part = next(words for end, words in _PARTS_OF_DAY if hour < end)
    return f"{hour % 12 or 12} {part}"
