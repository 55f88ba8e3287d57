"""A sentence that is taken out of its article stands by itself, or it is not taken."""

from __future__ import annotations

from datetime import date

import pytest

from storage.catalog import load_dossier, load_outlets
from storage.model import Passage, Period, Precision, Source, Span, Status
from summarizer.reading.discourse import Discourse
from summarizer.reading.fold import words
from summarizer.reading.reader import names_of
from summarizer.writing.cutting import Cut, cut
from summarizer.writing.faithfulness.ground import hear
from summarizer.writing.protocol import Telling
from summarizer.writing.standing import LOST

WRITTEN = date(2025, 1, 16)
MONDAY, TUESDAY = date(2025, 1, 13), date(2025, 1, 14)


def _cut(text: str, *days: date, written: date | None = WRITTEN) -> Cut:
    dossier = load_dossier("gaza")
    names = names_of(dossier, load_outlets())
    telling = Telling(
        text, Passage(1, Span(0, len(text))), Source(1, "وكالة", None, written), Status.HAPPENED
    )
    heard = hear(text, names, Discourse(names.actors, written))
    feminine = frozenset(words(party.name) for party in dossier.parties if party.gender == "f")
    told = [Period(day, day, Precision.DAY) for day in days]
    return cut(telling, heard.parsed, frozenset(("x",)), (), WRITTEN, told, feminine)


def test_what_joins_two_days_stays_and_what_joins_the_sentence_to_another_goes() -> None:
    made = _cut("ويوم الاثنين هاتف بايدن الأمير تميم، والثلاثاء عبد الفتاح السيسي.", MONDAY, TUESDAY)

    assert made.text == "يوم الاثنين 13 يناير هاتف بايدن الأمير تميم، والثلاثاء 14 يناير عبد الفتاح السيسي."
    assert made.leans < LOST


def test_and_yesterday_keeps_its_and() -> None:
    made = _cut("زار ويتكوف القاهرة الثلاثاء، وأمس وصل إلى الدوحة.", TUESDAY, date(2025, 1, 15))

    assert "، وفي 15 يناير وصل إلى الدوحة" in made.text


@pytest.mark.parametrize("written", [None, WRITTEN])
def test_a_day_that_the_reader_cannot_know_is_not_told(written: date | None) -> None:
    text = "التقى ويتكوف نتنياهو في القدس أمس."
    assert (_cut(text, written=written).leans >= LOST) is (written is None)


@pytest.mark.parametrize(
    "text",
    [
        "وأيّده مكتب رئيس الوزراء الإسرائيلي بنيامين نتنياهو، فقال إن إسرائيل وافقت على المقترح.",
        "توعد حماس بأنها ستواجه الجحيم ما لم تتخل عن سلاحها.",
        "نعم، استقبل وزير الخارجية التركي هاكان فيدان وفدا منا في أنقرة، وبحثنا إدخال المساعدات.",
        "أكد رفض المملكة تهجير السكان تحت أي مسمى.",
        "جاء البيان بعد يوم من استدعاء إسرائيل وفدها من الدوحة.",
        "وبحسب المصدر، ألغى ويتكوف رحلة إلى الدوحة.",
        "اجتمع الوزير الأميركي قبل ذلك بأمير قطر الشيخ تميم بن حمد.",
        "أكد عضو مكتبها السياسي عزت الرشق التزام حماس الاتفاق.",
        "وصلوا إلى الدوحة للقاء رئيس الوزراء القطري محمد بن عبد الرحمن آل ثاني.",
    ],
)
def test_what_means_somebody_named_before_is_not_taken(text: str) -> None:
    assert _cut(text).leans >= LOST


@pytest.mark.parametrize(
    "text",
    [
        "أكدت حماس تمسك الحركة بوقف دائم لإطلاق النار.",
        "واجه نتنياهو ضغوطا من ترامب لقبول الصفقة.",
        "قال القيادي في حماس باسم نعيم إن الحركة مستعدة لتسليم إدارة القطاع.",
        'قال باسم نعيم: "نحن ملتزمون بما أعلنه الوسطاء".',
        "أكد مصدر في المخابرات المصرية أن التسليم تم في رفح.",
        "زار ويتكوف القاهرة ثم التقى السيسي، وبعد ذلك سافر إلى الدوحة.",
        "اتهم نتنياهو حماس بالتراجع عن أجزاء من الاتفاق.",
    ],
)
def test_what_names_whom_it_means_is_taken(text: str) -> None:
    assert _cut(text).leans < LOST


@pytest.mark.parametrize(
    "text",
    [
        "التقى رئيس حكومة الاحـ.ـتلال في القدس ستيف ويتكوف.",
        "واختلفت الروايات بشأن سبب الخلاف بين إسرائيل وحماس.",
    ],
)
def test_what_is_masked_or_joined_to_another_sentence_is_not_taken(text: str) -> None:
    assert _cut(text).leans >= LOST


@pytest.mark.parametrize(
    "text", ["وزير الخارجية المصري بدر عبد العاطي يزور الدوحة.", "وصل ويتكوف إلى الدوحة."]
)
def test_a_word_that_begins_like_an_and_is_taken_whole(text: str) -> None:
    assert (_cut(text).text, _cut(text).leans) == (text, 0)


def test_the_signs_that_open_a_line_of_a_post_are_left_out() -> None:
    assert _cut("🇶🇦 وقال السيسي إن مصر تدعم الاتفاق.").text == "قال السيسي إن مصر تدعم الاتفاق."
