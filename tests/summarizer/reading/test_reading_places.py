"""Where a happening was, where no "in" right behind its verb says so."""

from __future__ import annotations

from datetime import date

import pytest

from storage.catalog import load_dossier
from storage.model import Article, EventType, Report
from summarizer.reading import read

GAZA = load_dossier("gaza")
STRIP = "قطاع غزة"


def told(text: str, kind: EventType) -> list[Report]:
    reading = read(Article(f"تتواصل المساعي بشأن غزة.\n{text}", published=date(2025, 8, 20)), GAZA)
    return [report for report in reading.reports if report.type is kind]


def test_who_is_called_back_was_where_they_are_called_from() -> None:
    (recall,) = told("استدعت إسرائيل طاقمها المفاوض من الدوحة مساء الاثنين.", EventType.SUSPENSION)
    assert recall.place == "الدوحة"


def test_those_who_are_brought_back_are_released_where_they_arrive() -> None:
    (release,) = told("وأعادت إسرائيل إلى غزة أمس جثامين 30 فلسطينيا.", EventType.RELEASE)
    assert release.place == STRIP


@pytest.mark.parametrize(
    "text",
    [
        "وشدد هاكان فيدان على أن الهدنة ممكنة، وذلك في مؤتمر صحفي عقده في أنقرة بعد اجتماع استضافه لوزراء من قطر ومصر.",
        "وأعلن هاكان فيدان الأسبوع الماضي، من العاصمة التركية أنقرة، أن الهدنة ممكنة.",
        "هاكان فيدان، وزير الخارجية التركي، من أنقرة: الهدنة ممكنة.",
    ],
)
def test_words_are_said_where_their_speaker_stands(text: str) -> None:
    (statement,) = told(text, EventType.STATEMENT)
    assert statement.place == "أنقرة"


def test_a_stance_is_taken_where_it_is_told() -> None:
    (rejection,) = told("قال نتنياهو في مؤتمر صحفي في القدس إنه رفض مقترح حماس.", EventType.REJECTION)
    assert rejection.place == "القدس"


def test_an_attack_that_no_place_is_told_of_was_where_the_war_is() -> None:
    (attack,) = told("وقتل عشرة فلسطينيين أمس في غارات إسرائيلية.", EventType.ESCALATION)
    assert attack.place == STRIP


@pytest.mark.parametrize(
    "text",
    [
        "وشنت إسرائيل أمس غارات بعد ساعات من إطلاق صواريخ من لبنان.",
        "وأعلنت إسرائيل أمس اغتيال صالح العاروري.",
    ],
)
def test_an_attack_of_which_another_place_or_a_person_is_told_stays_without_one(text: str) -> None:
    assert all(attack.place != STRIP for attack in told(text, EventType.ESCALATION))


def test_each_stop_of_a_journey_has_its_own_day() -> None:
    stops = told("وكان بريت ماكغورك قد زار القاهرة يوم الأحد والدوحة يوم الثلاثاء.", EventType.VISIT)
    assert [(stop.place, stop.when.first) for stop in stops] == [
        ("القاهرة", date(2025, 8, 17)),
        ("الدوحة", date(2025, 8, 19)),
    ]


@pytest.mark.parametrize(
    ("text", "kind", "place"),
    [
        ("في القاهرة، وصل إسماعيل هنية، ومقره قطر، أمس على رأس وفد.", EventType.VISIT, "القاهرة"),
        ("من دبي، حيث حضرت مؤتمرا، قالت كامالا هاريس إن الهدنة ضرورة.", EventType.STATEMENT, "دبي"),
        (
            "وفي القاهرة، قال مصدر إن مصر تستضيف وفدين إسرائيليا وأميركيا لبحث النقاط العالقة.",
            EventType.TALKS,
            "القاهرة",
        ),
    ],
)
def test_the_place_that_opens_a_sentence_is_where_it_all_was(text: str, kind: EventType, place: str) -> None:
    assert [report.place for report in told(text, kind)] == [place]


@pytest.mark.parametrize(
    "text",
    [
        "عقد القادة العرب قمة في بغداد أمس. وعلى هامش القمة التقى السيسي العاهل الأردني عبد الله الثاني.",
        "ترأس أمير قطر في بغداد أمس اجتماعا وزاريا. وعقد بدر عبد العاطي لقاء مع هاكان فيدان على هامش الاجتماع.",
    ],
)
def test_who_meets_on_the_margin_of_a_gathering_is_where_it_is(text: str) -> None:
    assert told(text, EventType.MEETING)[-1].place == "بغداد"


def test_a_meeting_is_where_somebody_goes_to_meet() -> None:
    text = "ويقود رئيس الموساد دافيد برنياع وفدا إلى القاهرة الأحد، حيث يلتقي حسن رشاد."
    assert told(text, EventType.MEETING)[0].place == "القاهرة"


def test_by_whom_and_the_day_after_tomorrow_end_no_clause() -> None:
    (release,) = told("تم تسليم ثلاثة رهائن من قبل مسلحي حماس في دير البلح أمس.", EventType.RELEASE)
    assert release.place == "دير البلح"
    (agreement,) = told("وسيوقع ترامب ونتنياهو الاتفاق بعد غد الجمعة في دافوس.", EventType.AGREEMENT)
    assert agreement.place == "دافوس"


def test_what_is_kept_from_a_place_is_held_up_there() -> None:
    (stop,) = told("وأوقفت إسرائيل أمس دخول البضائع إلى غزة.", EventType.SUSPENSION)
    assert stop.place == STRIP
