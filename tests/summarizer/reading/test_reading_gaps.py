"""One verb for two happenings, and encounters that open a sentence: who, where and on which day."""

from __future__ import annotations

from datetime import date

from storage.catalog import load_dossier
from storage.model import Article, Report
from summarizer.reading import read

GAZA = load_dossier("gaza")
WRITTEN = date(2025, 7, 8)


def told(text: str, kind: str) -> list[Report]:
    reading = read(Article(f"تتواصل المساعي بشأن غزة.\n{text}", published=WRITTEN), GAZA)
    return [report for report in reading.reports if report.type == kind]


def test_a_second_meeting_has_its_own_day_and_place() -> None:
    text = "التقى السيسي الأحد في جدة ولي العهد السعودي، والاثنين في عمّان الملك عبد الله الثاني."
    first, second = told(text, "meeting")
    assert (first.place, first.when.first) == ("جدة", date(2025, 7, 6))
    assert (second.place, second.when.first) == ("عمان", date(2025, 7, 7))
    assert set(second.people) == {"عبد الفتاح السيسي", "عبد الله الثاني"}


def test_a_second_release_has_its_own_day() -> None:
    days = [r.when.first for r in told("أفرجت حماس السبت عن ثلاثة رهائن، والخميس عن ثمانية.", "release")]
    assert days == [date(2025, 7, 5), date(2025, 7, 3)]


def test_a_second_partner_without_a_day_was_at_the_same_call() -> None:
    assert len(told("هاتف السيسي ماكرون الأحد، وبحث معه سبل الهدنة.", "call")) == 1


def test_a_call_that_opens_a_sentence_is_of_who_spoke_and_of_that_day() -> None:
    text = "وفي اتصال هاتفي مع الرئيس دونالد ترامب، شدد السيسي الأحد على وقف الحرب."
    (call,) = told(text, "call")
    assert set(call.people) == {"دونالد ترامب", "عبد الفتاح السيسي"}
    assert call.when.first == date(2025, 7, 6)


def test_who_follows_others_goes_where_they_went() -> None:
    text = "وصل ستيف ويتكوف إلى تل أبيب الاثنين، على أن يلحق به غدا الأربعاء جاريد كوشنر."
    assert [(r.place, r.when.first) for r in told(text, "visit")] == [
        ("تل أبيب", date(2025, 7, 7)),
        ("تل أبيب", date(2025, 7, 9)),
    ]


def test_a_meeting_that_is_called_scheduled_is_to_come() -> None:
    (meeting,) = told("وتتجه الأنظار إلى لقاء ترامب ونتنياهو المرتقب الاثنين في البيت الأبيض.", "meeting")
    assert (meeting.status, meeting.when.first) == ("planned", date(2025, 7, 14))


def test_before_the_press_together_they_are_where_they_met() -> None:
    text = "التقى السيسي ماكرون في القاهرة الاثنين. وفي مؤتمر صحفي مشترك، قال ماكرون إن الهدنة ضرورة."
    assert [r.place for r in told(text, "statement")] == ["القاهرة"]


def test_a_strike_is_known_by_its_day_and_a_deed_by_its_welcome() -> None:
    text = "أسف نتنياهو لسقوط شرطي في غارة 3 يوليو. ورحبت قطر بمصادقة الحكومة الإسرائيلية على الاتفاق."
    assert [r.when.first for r in told(text, "escalation")] == [date(2025, 7, 3)]
    assert [p.name for r in told(text, "acceptance") for p in r.participants] == ["إسرائيل"]


def test_a_doubled_letter_makes_a_verb() -> None:
    text = "وفي وقت سابق من الشهر وقّع الوسطاء في شرم الشيخ وثيقة إنهاء الحرب."
    assert [r.place for r in told(text, "agreement")] == ["شرم الشيخ"]


def test_what_was_scheduled_and_put_off_was_not_held() -> None:
    text = "أُرجئ الاجتماع الذي كان مقررا عقده في القاهرة الاثنين بين الوسطاء ووفد حماس."
    assert not told(text, "meeting")
