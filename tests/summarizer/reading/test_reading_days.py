"""A happening has the day that its words give it, or that of what it is told with, or none."""

from __future__ import annotations

from datetime import date

import pytest

from storage.catalog import load_dossier
from storage.model import Article, EventType, Period, Precision, Reading, Remark, Report
from summarizer.reading import read
from summarizer.reading.clean import clean
from summarizer.reading.dateline import written_on
from summarizer.reading.draft import Draft
from summarizer.reading.sentences import split

GAZA = load_dossier("gaza")
THURSDAY = date(2025, 1, 16)
LEAD = "التقى رئيس الوزراء الإسرائيلي بنيامين نتنياهو في القدس أمس الأربعاء المبعوث الأميركي ستيف ويتكوف لبحث صفقة الرهائن في غزة."


def reading(*lines: str, written: date | None = THURSDAY) -> Reading:
    return read(Article("\n".join(("ويتكوف يبحث صفقة غزة في القدس", "", *lines)), None, written), GAZA)


def first(found: Reading, kind: EventType, who: str) -> Report:
    return next(r for r in found.reports if r.type is kind and who in (*r.people, *r.parties))


def day(found: Reading, kind: EventType, who: str) -> date | None:
    return first(found, kind, who).when.first


def test_a_deed_has_the_day_of_its_own_clause() -> None:
    found = reading(
        LEAD, "", "ووصل وفد حماس برئاسة خليل الحية إلى القاهرة يوم الأحد لإجراء مباحثات بشأن الهدنة."
    )
    assert day(found, EventType.MEETING, "ستيف ويتكوف") == date(2025, 1, 15)
    assert day(found, EventType.VISIT, "خليل الحية") == date(2025, 1, 12)


def test_what_was_refused_inside_a_gathering_was_refused_on_its_day() -> None:
    found = reading(LEAD, "", "ورفض نتنياهو خلال اللقاء سحب القوات من محور فيلادلفيا في قطاع غزة.")
    assert day(found, EventType.REJECTION, "بنيامين نتنياهو") == date(2025, 1, 15)


def test_what_was_said_inside_a_gathering_is_part_of_it() -> None:
    found = reading(LEAD, "", "وأكد نتنياهو خلال اللقاء أن إسرائيل ملتزمة بإعادة جميع الرهائن من قطاع غزة.")
    assert [r.type for r in found.reports] == [EventType.MEETING]


def test_a_line_with_a_day_dates_the_items_below_it() -> None:
    found = reading(
        "📍 مكتب نتنياهو، مساء السبت 11/1/2025:",
        "▪️ التقى بنيامين نتنياهو في القدس ستيف ويتكوف لبحث صفقة الرهائن في غزة.",
        "▪️ أكد نتنياهو أن إسرائيل لن تنسحب من محور فيلادلفيا قبل إعادة الرهائن.",
    )
    assert day(found, EventType.MEETING, "ستيف ويتكوف") == date(2025, 1, 11)


def test_the_date_of_an_inner_clause_dates_no_main_verb() -> None:
    found = reading(
        "انتقدت حماس الاتفاق الذي وُقّع في القدس مساء الثلاثاء.", "", "قالت حماس إن المفاوضات في غزة متعثرة."
    )
    tuesday = date(2025, 1, 14)
    assert all(r.when.first != tuesday for r in found.reports if r.type is EventType.STATEMENT)


def test_news_without_a_day_lies_between_the_leads_day_and_the_day_of_writing() -> None:
    away = "وتتواصل الجهود لإدخال المساعدات إلى القطاع عبر المعابر بحسب الأمم المتحدة في ظل نقص الوقود."
    found = reading(
        LEAD,
        "",
        away,
        "",
        away + " منذ أشهر.",
        "",
        "أما السكان ف" + away,
        "",
        "وقالت حماس إن المفاوضات في غزة متعثرة.",
    )
    when = first(found, EventType.STATEMENT, "حماس").when
    assert when == Period(date(2025, 1, 15), THURSDAY, Precision.WEEK)


def test_without_a_day_of_writing_news_without_a_day_has_none() -> None:
    found = reading("قالت حماس إن المفاوضات في غزة متعثرة.", written=None)
    assert day(found, EventType.STATEMENT, "حماس") is None


def test_what_had_been_before_is_no_news_of_today() -> None:
    found = reading(LEAD, "", "وكانت حماس قد رفضت مقترحًا لوقف إطلاق النار في غزة.")
    assert day(found, EventType.REJECTION, "حماس") is None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("وفي ذلك اليوم", date(2025, 1, 12)),
        ("وعشية ذلك", date(2025, 1, 11)),
        ("وفي اليوم التالي", date(2025, 1, 13)),
        ("وقبلها بيوم", date(2025, 1, 11)),
    ],
)
def test_a_day_counted_from_what_was_told_before(words: str, expected: date) -> None:
    found = reading(
        "وصل وفد حماس برئاسة خليل الحية إلى القاهرة يوم الأحد لبحث الهدنة في غزة.",
        f"{words} التقى ستيف ويتكوف رئيس الوزراء الإسرائيلي بنيامين نتنياهو في القدس.",
    )
    assert day(found, EventType.MEETING, "ستيف ويتكوف") == expected


def test_the_day_after_is_also_a_matter_of_politics_and_then_no_day() -> None:
    found = reading("بحث نتنياهو وويتكوف في القدس «اليوم التالي» في غزة، في لقاء عقد أمس الأربعاء.")
    assert day(found, EventType.MEETING, "ستيف ويتكوف") == date(2025, 1, 15)


def test_an_entry_of_a_live_page_is_of_the_day_of_writing() -> None:
    found = reading(
        "09:10 - التقى وفد حماس برئاسة خليل الحية مسؤولين مصريين في القاهرة يوم الأحد.",
        "10:20 - وصول ستيف ويتكوف إلى إسرائيل لبحث صفقة غزة.",
        "11:30 - التقى بنيامين نتنياهو في القدس ستيف ويتكوف.",
    )
    assert day(found, EventType.MEETING, "خليل الحية") == date(2025, 1, 12)
    assert day(found, EventType.MEETING, "ستيف ويتكوف") == THURSDAY


def test_a_year_since_which_something_is_so_dates_nothing() -> None:
    found = reading(
        "أجرى آدم بوهلر في الدوحة محادثات مع حماس بشأن رهائن غزة، وهي الأولى منذ تصنيفها منظمة إرهابية في عام 1997."
    )
    assert all(r.when.first is None or r.when.first.year == 2025 for r in found.reports)


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        (("عنوان الخبر عن وفد غزة", "الأربعاء 15/يناير/2025 - 10:48 م", "", LEAD), date(2025, 1, 15)),
        (
            ("عنوان الخبر عن وفد غزة", "", LEAD.replace("أمس الأربعاء", "أمس الأربعاء 15 يناير 2025")),
            THURSDAY,
        ),
        (
            (
                "عنوان الخبر عن وفد غزة",
                "",
                LEAD.replace("أمس", "اليوم").replace("الأربعاء", "الأربعاء 15 يناير 2025"),
            ),
            date(2025, 1, 15),
        ),
        (("عنوان الخبر عن وفد غزة", "", LEAD), None),
        (("عنوان الخبر عن وفد غزة", "", LEAD + " وكانت الهدنة الأولى في 24 نوفمبر 2023."), None),
    ],
)
def test_the_day_of_writing_is_taken_from_the_text_where_it_stands(
    lines: tuple[str, ...], day: date | None
) -> None:
    assert written_on(split(clean(Draft(Article("\n".join(lines)), GAZA)))) == day


def test_another_matter_is_said_to_be_one() -> None:
    found = read(
        Article(
            "فاز الفريق بالمباراة\n\nسجل اللاعب هدفين في المباراة النهائية أمس، وقال المدرب إن البطولة صعبة على الجميع."
        ),
        GAZA,
    )
    assert not found.reports
    assert found.remark is Remark.ELSEWHERE


def test_what_had_happened_before_leaves_the_day_of_the_news_as_it_was() -> None:
    found = reading(
        LEAD,
        "",
        "وكان وفد حماس برئاسة خليل الحية قد زار القاهرة يوم الأحد لبحث الهدنة في غزة.",
        "",
        "وقال الرئيس المصري عبد الفتاح السيسي في اليوم نفسه إن الحرب في غزة يجب أن تنتهي.",
    )
    assert day(found, EventType.VISIT, "خليل الحية") == date(2025, 1, 12)
    assert day(found, EventType.STATEMENT, "عبد الفتاح السيسي") == date(2025, 1, 15)


def test_a_day_of_this_month_needs_no_name_of_it() -> None:
    found = reading(LEAD, "", "وتستضيف مصر في 27 الجاري قمة عربية بشأن غزة.")
    assert day(found, EventType.MEETING, "مصر") == date(2025, 1, 27)


@pytest.mark.parametrize("joined", ["بعد أن شن", "بعدما شن", "عندما شن", "حين شن"])
def test_what_was_when_something_else_was_has_its_day(joined: str) -> None:
    words = f"وفقدت البلدات 251 من سكانها في 7 أكتوبر 2023 {joined} مقاتلو حماس هجومًا على جنوب إسرائيل."
    assert day(reading(LEAD, "", words), EventType.ESCALATION, "حماس") == date(2023, 10, 7)


def test_the_day_of_an_agreement_is_not_that_of_what_follows_from_it() -> None:
    found = reading(LEAD, "", "واستأنفت حماس تسليم الرهائن بموجب الاتفاق المعلن يوم الأحد في غزة.")
    assert day(found, EventType.RESUMPTION, "حماس") == date(2025, 1, 15)


def test_the_day_of_those_who_followed_is_not_that_of_those_before() -> None:
    found = reading(
        "زار إسماعيل هنية القاهرة في 8 يناير الجاري والتقى عباس كامل، وتلاه الأحد الماضي وفد من الجهاد الإسلامي لبحث الهدنة في غزة."
    )
    assert day(found, EventType.MEETING, "عباس كامل") == date(2025, 1, 8)


@pytest.mark.parametrize(
    "words",
    [
        "ويذكر أن حماس أفرجت عن 33 رهينة من قطاع غزة.",
        "وتجدر الإشارة إلى أن حماس أفرجت عن 33 رهينة من قطاع غزة.",
        "وأفرجت حماس عن 105 رهائن خلال هدنة استمرت أسبوعًا.",
        "وأطلقت حماس سراح 33 رهينة أثناء المرحلة الأولى من الاتفاق.",
    ],
)
def test_what_is_recalled_of_an_earlier_time_is_no_news(words: str) -> None:
    assert day(reading(LEAD, "", words), EventType.RELEASE, "حماس") is None


def test_a_truce_described_by_its_age_did_not_begin_with_the_news() -> None:
    found = reading(LEAD, "", "وتراقب مصر وقف إطلاق النار في غزة الذي دخل الآن أسبوعه الثالث.")
    assert all(r.when.first is None for r in found.reports if r.type is EventType.TRUCE)


def test_nobody_speaks_before_the_day_of_what_they_report() -> None:
    found = reading(
        "وصل وفد حماس برئاسة خليل الحية إلى القاهرة يوم الاثنين لبحث الهدنة في غزة.",
        "",
        "وقال نتنياهو إن الأسرى الذين ماتوا الأربعاء في غزة لن يُنسوا وإن الحرب مستمرة.",
    )
    when = first(found, EventType.STATEMENT, "بنيامين نتنياهو").when
    assert when == Period(date(2025, 1, 15), THURSDAY, Precision.WEEK)


def test_a_night_looked_back_to_dates_nothing_in_the_next_paragraph() -> None:
    found = reading(
        "أفرجت حماس الخميس عن ثلاثة رهائن في غزة مقابل ثلاثين أسيرًا. وليل الأربعاء، سلمت حماس عشرة رهائن إلى الصليب الأحمر.",
        "",
        "وصباحًا، التقى بنيامين نتنياهو في القدس المبعوث ستيف ويتكوف لبحث الهدنة.",
    )
    assert day(found, EventType.MEETING, "ستيف ويتكوف") == THURSDAY


def test_a_night_looked_back_to_is_not_the_day_of_a_meeting_told_next() -> None:
    found = reading(
        "أفرجت حماس الخميس عن ثلاثة رهائن في غزة مقابل ثلاثين أسيرًا. وليل الثلاثاء، سلمت حماس عشرة رهائن إلى الصليب الأحمر.",
        "",
        "واجتمع بنيامين نتنياهو في القدس مع المبعوث ستيف ويتكوف لبحث الهدنة في غزة.",
    )
    assert day(found, EventType.MEETING, "ستيف ويتكوف") == THURSDAY
