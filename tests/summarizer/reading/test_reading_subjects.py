"""An article is read where it is about the negotiation, and left alone where it is about something else."""

from __future__ import annotations

from datetime import date

import pytest

from storage.catalog import load_dossier
from storage.model import Article, Remark
from summarizer.reading import read
from summarizer.reading.fold import words
from summarizer.reading.subjects import is_about, issue_places

GAZA = load_dossier("gaza")


def about(*sentences: str) -> bool:
    return is_about(GAZA, [words(sentence) for sentence in sentences])


@pytest.mark.parametrize(
    "sentences",
    [
        ("وفد من حماس في القاهرة",),
        ("بحث الجانبان في الدوحة هدنة لغزة.",),
        ("التقى خليل الحية وزير الخارجية التركي في إسطنبول.",),
        ("ردّت لحـ ـمـ ـاس على الورقة.", "يطالب الاحـ.ـتلال بقائمة أسماء."),
        # No name of the negotiation, but both its party and what is negotiated.
        (
            "هاتف الرئيس الأمريكي رئيس الوزراء الإسرائيلي لبحث المحادثات الجارية في الدوحة.",
            "وشدد على وقف إطلاق النار وعودة الرهائن، وقال مبعوث الرئيس المنتخب إن الصفقة قريبة.",
            "ويضم الفريق الإسرائيلي مدير الموساد، وما زال مئة رهينة محتجزين.",
        ),
        # Neighbours are named more often, but the lead is about Gaza.
        (
            "حماس تنعى قائدها بعد اغتياله في طهران",
            "حمّلت حماس إسرائيل المسؤولية، وقالت إيران إنها سترد.",
            "وأعلنت طهران الحداد، وشيّعه الإيرانيون.",
        ),
    ],
)
def test_what_names_the_negotiation_or_its_people_is_read(sentences: tuple[str, ...]) -> None:
    assert about(*sentences)


@pytest.mark.parametrize(
    "sentences",
    [
        ("ختم المنتخب معسكره في الدوحة بحماس كبير.", "وسجل لاعب الوسط هدف المباراة."),
        ("زاد الحماس في الشارع قبل الانتخابات.",),
        ("وقّعت كينشاسا وحركة 23 مارس في الدوحة اتفاق هدنة.", "ويشمل الاتفاق تبادل الأسرى."),
        (
            "طهران تشترط ضمانات قبل العودة إلى طاولة التفاوض",
            "قال الوزير الإيراني إن إيران لن تفاوض تحت الضغط.",
            "وكان الاتصال قد تناول أيضا الوضع في غزة.",
        ),
        (
            "هوكستين في بيروت بمسودة اتفاق",
            "تبحث إسرائيل ولبنان وقف إطلاق النار وانسحاب القوات الإسرائيلية من الجنوب.",
            "ويطالب حزب الله بضمانات.",
        ),
        ("انخفضت أسعار الذهب اليوم.",),
    ],
)
def test_what_names_it_by_the_way_or_not_at_all_is_another_matter(sentences: tuple[str, ...]) -> None:
    assert not about(*sentences)


def test_an_article_about_another_matter_says_so_and_tells_nothing() -> None:
    reading = read(Article("انخفضت أسعار الذهب اليوم.", published=date(2025, 1, 13)), GAZA)
    assert (reading.remark, reading.reports) == (Remark.ELSEWHERE, ())


def test_a_sentence_points_to_its_issues() -> None:
    named = issue_places(GAZA, words("الإفراج عن الرهائن مقابل وقف إطلاق النار"))
    assert list(named) == [(2, "hostages"), (4, "ceasefire")]
