"""Loaded words in clauses: what our own voice says instead, and that nothing is said twice."""

from __future__ import annotations

import pytest

from bot.views.clauses import begun
from storage.catalog import load_dossier
from storage.catalog.voice import Voice


@pytest.fixture(scope="module")
def voice() -> Voice:
    return Voice(load_dossier("gaza").wordings)


@pytest.mark.parametrize(
    ("loaded", "neutral"),
    [
        ("وقف إطلاق النار وتبادل المحتجزين والأسرى", "وقف إطلاق النار وتبادل المحتجزين والسجناء"),
        ("صفقة لتبادل الأسرى", "صفقة لتبادل المحتجزين والسجناء"),
        ("الإفراج عن الرهائن والأسرى", "الإفراج عن المحتجزين والسجناء"),
        ("إطلاق سراح الأسرى المحتجزين في غزة", "إطلاق سراح المحتجزين في غزة"),
        ("الإفراج عن الرهائن والمحتجزين", "الإفراج عن المحتجزين"),
        ("الإفراج عن 33 أسيرا", "الإفراج عن 33 محتجزا"),
        ("الإفراج عن 90 أسيرا فلسطينيا", "الإفراج عن 90 سجينا فلسطينيا"),
        ("الإفراج عن عشرة أسرى", "الإفراج عن عشرة محتجزين"),
        ("الإفراج عن مئات الأسرى من السجون", "الإفراج عن مئات السجناء من السجون"),
        ("أشخاص كانت تحتجزهم كرهائن في غزة", "أشخاص كانت تحتجزهم  في غزة"),
        ("قبول حكم الجماعة المسلحة في غزة", "قبول حكم الحركة في غزة"),
        ("تهدئة الأوضاع في القطاع المحاصر", "تهدئة الأوضاع في القطاع"),
        ("إدخال المساعدات إلى قطاع غزة المحاصر", "إدخال المساعدات إلى قطاع غزة"),
        ("السيد الرئيس شدد على فتح المعبر", "الرئيس شدد على فتح المعبر"),
        ("لقاء بمعالي رئيس الوزراء", "لقاء برئيس الوزراء"),
        ("الهدنة بعد اغتيال إسرائيل قائد الحركة", "الهدنة بعد قتل إسرائيل قائد الحركة"),
        ("الرهائن سيعودون في مرحلتين", "المحتجزون سيعودون في مرحلتين"),
        ("مصير الرهائن مرهون بالهدنة", "مصير المحتجزين مرهون بالهدنة"),
    ],
)
def test_a_loaded_word_gives_way(voice: Voice, loaded: str, neutral: str) -> None:
    assert voice.neutral(loaded, attributed=True) == neutral


def test_names_that_hold_a_loaded_word_stay(voice: Voice) -> None:
    for name in (
        "هيئة شؤون الأسرى والمحررين",
        "نادي الأسير الفلسطيني",
        "مكتب إعلام الأسرى",
        "منتدى عائلات الرهائن",
    ):
        assert voice.neutral(f"بيان {name}", attributed=False) == f"بيان {name}"


def test_what_the_text_says_twice_itself_is_left_alone(voice: Voice) -> None:
    assert voice.neutral("مباحثات خطوة خطوة", attributed=False) == "مباحثات خطوة خطوة"


def test_only_what_stands_free_at_the_beginning_is_in_the_nominative(voice: Voice) -> None:
    assert voice.neutral("عائلات الرهائن") == "عائلات المحتجزين"
    assert voice.neutral("الرهائن الإسرائيليين") == "المحتجزون الإسرائيليون"


@pytest.mark.parametrize(
    ("outlets", "ours"),
    [
        ("16 رهينة إسرائيلي من أصل 33", "16 محتجزًا إسرائيليًا من أصل 33"),
        ("وزارة الصحة التابعة لحماس", "وزارة الصحة في غزة"),
    ],
)
def test_an_outlets_tag_is_not_ours(voice: Voice, outlets: str, ours: str) -> None:
    assert voice.neutral(outlets) == ours


def test_reported_speech_begins_without_its_that_behind_our_colon() -> None:
    assert begun("إن المجتمعين ناقشوا") == "إن المجتمعين ناقشوا"
    assert begun("إن الحركة لم ترد بعد") == "الحركة لم ترد بعد"
    assert begun("إن لم يُفرج عنهم") == "إن لم يُفرج عنهم"
