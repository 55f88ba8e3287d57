"""A happening has the day that its words give it, or that of what it is told with, or none."""

from __future__ import annotations

from datetime import date

import pytest

from storage.catalog import load_dossier
from storage.model import Article, EventType, Reading, Remark, Report
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
    assert all(r.when.first is None for r in found.reports if r.type is EventType.STATEMENT)


def test_what_stands_far_from_the_lead_without_a_word_of_time_stays_open() -> None:
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
    assert day(found, EventType.STATEMENT, "حماس") is None


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
