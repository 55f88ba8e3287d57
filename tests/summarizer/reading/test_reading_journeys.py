"""Who travels to meet somebody, and whether they met."""

from __future__ import annotations

from datetime import date

import pytest

from storage.catalog import load_dossier
from storage.model import Article, EventType, Report, Status
from summarizer.reading import read

GAZA = load_dossier("gaza")


def meetings(text: str) -> list[Report]:
    reading = read(Article(f"تتواصل المساعي بشأن غزة.\n{text}", published=date(2025, 3, 20)), GAZA)
    return [report for report in reading.reports if report.type is EventType.MEETING]


def test_a_journey_to_meet_somebody_is_a_meeting_that_was_meant() -> None:
    (meeting,) = meetings("سافر بدر عبد العاطي أمس الأربعاء إلى روما للقاء ستيف ويتكوف.")
    assert (meeting.status, meeting.place, meeting.when.first) == (Status.PLANNED, "روما", date(2025, 3, 19))
    assert set(meeting.people) == {"بدر عبد العاطي", "ستيف ويتكوف"}


@pytest.mark.parametrize("talked", ["حيث ناقش الجانبان مقترح الهدنة", "وبحث معه مقترح الهدنة"])
def test_it_was_held_where_they_are_said_to_have_talked(talked: str) -> None:
    meeting = meetings(f"توجه بدر عبد العاطي أمس الأربعاء إلى روما للقاء ستيف ويتكوف، {talked}.")[0]
    assert (meeting.status, meeting.place, meeting.when.first) == (Status.HAPPENED, "روما", date(2025, 3, 19))


def test_who_met_people_of_two_states_met_each_by_himself() -> None:
    found = meetings(
        "التقى ستيف ويتكوف رئيس الوزراء الإسرائيلي بنيامين نتنياهو ووزير الخارجية المصري بدر عبد العاطي."
    )
    assert [set(meeting.people) for meeting in found] == [
        {"ستيف ويتكوف", "بنيامين نتنياهو"},
        {"ستيف ويتكوف", "بدر عبد العاطي"},
    ]


def test_who_met_people_of_one_state_met_them_together() -> None:
    (meeting,) = meetings(
        "التقى ستيف ويتكوف الرئيس المصري عبد الفتاح السيسي ووزير الخارجية المصري بدر عبد العاطي."
    )
    assert len(meeting.people) == 3


def test_where_officials_come_from_is_not_where_they_met() -> None:
    (meeting,) = meetings(
        "اجتمع مسؤولون من مصر وإسرائيل والولايات المتحدة في العاصمة الفرنسية باريس لبحث هدنة."
    )
    assert meeting.place == "باريس"
    assert {"مصر", "إسرائيل", "الولايات المتحدة"} <= set(meeting.parties)


def test_who_met_one_and_then_another_held_two_meetings() -> None:
    found = meetings(
        "اجتمع محمد بن عبد الرحمن آل ثاني في الدوحة بوفد حماس، ثم بالمبعوث الأمريكي ستيف ويتكوف."
    )
    assert [set(meeting.parties) & {"حماس", "الولايات المتحدة"} for meeting in found] == [
        {"حماس"},
        {"الولايات المتحدة"},
    ]


def test_what_was_said_of_the_strip_was_not_said_there() -> None:
    reading = read(
        Article("قال بدر عبد العاطي إن الهدنة في قطاع غزة أولوية.", published=date(2025, 3, 20)), GAZA
    )
    assert [report.place for report in reading.reports] == [None]
