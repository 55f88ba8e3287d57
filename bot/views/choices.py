"""A reader's choices as one sentence, and what they wish for in a few words; knows no clock and no buttons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from markupsafe import Markup

from bot.views.clean import isolated
from bot.views.context import Context
from bot.views.timing import city, quiet_words, rhythm_words
from storage.model import Digits, Habits, Months, Subscriber, Wishes

MONTHS: Mapping[Months, str] = {
    Months.COMMON: "نوفمبر",
    Months.LEVANTINE: "تشرين الثاني",
    Months.BOTH: "كلاهما",
}
DIGITS: Mapping[Digits, str] = {Digits.WESTERN: "123", Digits.EASTERN: "١٢٣"}

_WRITTEN: Mapping[Months, str] = {
    Months.LEVANTINE: "الشهر «تشرين الثاني» لا «نوفمبر»",
    Months.BOTH: "الشهر «نوفمبر» و«تشرين الثاني» معًا",
}


def sentence(reader: Subscriber, context: Context) -> Markup:
    """Return all that a chat chose, that it is turned off among it; what it left as it was is not said."""
    heard = bool(reader.timing.hours or reader.timing.urgent)
    said = Markup("؛ ").join([_digest(reader), *_besides(reader, context)]) + "."
    if reader.active:
        return said
    return (
        Markup("الموجز متوقف. ") + (Markup("عند الاشتراك يصل ") if heard else Markup("الاختيارات: ")) + said
    )


def _digest(reader: Subscriber) -> Markup:
    timing, where = reader.timing, Markup("بتوقيت {}").format(isolated(city(reader.timing)))
    if timing.hours:
        form = "مختصر" if reader.habits.short else "كامل"
        return Markup("موجز {} {} {}").format(form, rhythm_words(timing), where)
    told = "العاجل وحده، بلا موجز" if timing.urgent else "بلا موجز ولا عاجل"
    return Markup("{}، {}").format(told, where)


def _besides(reader: Subscriber, context: Context) -> Iterator[Markup]:
    if types := [context.kinds[kind].label for kind in reader.timing.urgent]:
        yield Markup("عاجل: {}").format("، ".join(types))
    if quiet := quiet_words(reader.timing):
        yield Markup("ساعات الهدوء: {}").format(quiet)
    if words := wished(reader.wishes, context):
        yield words
    yield from map(Markup, _writing(reader.habits))


def _writing(habits: Habits) -> Iterator[str]:
    if habits.months is not Months.COMMON:
        yield _WRITTEN[habits.months]
    if habits.digits is not Digits.WESTERN:
        yield f"الأرقام {DIGITS[habits.digits]}"
    if not habits.pictures:
        yield "بلا صور"


def wished(wishes: Wishes, context: Context) -> Markup:
    """Return what of the news is wished for: "فقط ما فيه قطر أو مصر، ونوعه لقاء", or an empty text for all of it."""
    only = Markup("، و").join(_conditions(wishes, context))
    but = Markup("دون ما ورد فيه {}").format(quoted(wishes.without)) if wishes.without else Markup()
    if only:
        return Markup("، ").join(filter(None, [Markup("فقط ما {}").format(only), but]))
    return Markup("كل الأخبار {}").format(but) if but else Markup()


def _conditions(wishes: Wishes, context: Context) -> Iterator[Markup]:
    """Give each as what stands behind "that which": names, labels and words are all subjects there."""
    if wishes.parties:
        yield Markup("فيه {}").format(_either(wishes.parties))
    if wishes.issues:
        yield Markup("موضوعه {}").format(_either(issue_names(wishes.issues, context)))
    if wishes.types:
        yield Markup("نوعه {}").format(_either(context.kinds[kind].label for kind in wishes.types))
    if wishes.words:
        yield Markup("ورد فيه {}").format(quoted(wishes.words))


def issue_names(codes: Sequence[str], context: Context) -> list[str]:
    """Return the labels of issues; one that the dossier has no more by its code."""
    known = {issue.code: issue.label for issue in context.dossier.issues}
    return [known.get(code, code) for code in codes]


def listed(words: Iterable[str]) -> Markup:
    """Return "أ وب وج"."""
    return Markup(" و").join(map(isolated, words))


def quoted(words: Iterable[str]) -> Markup:
    """Return "«أ» أو «ب»"."""
    return Markup(" أو ").join(Markup("«{}»").format(isolated(word)) for word in words)


def _either(words: Iterable[str]) -> Markup:
    return Markup(" أو ").join(map(isolated, words))
