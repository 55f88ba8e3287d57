"""The catalog that ships loads whole, and says the right things about people, posts and words."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest

from storage.catalog import load_dossier, load_event_kinds, load_outlets
from storage.catalog.checks import ISSUE_CODES, folded
from storage.catalog.offices import holder
from storage.model import EventType

GAZA = load_dossier("gaza")


def named(name: str) -> str | None:
    """The canonical name of whom a form names."""
    for person in GAZA.people:
        if folded(name) in {folded(form) for form in (person.name, *person.aliases)}:
            return person.name
    return None


def test_everything_that_ships_loads() -> None:
    assert len(GAZA.people) > 350
    assert len(GAZA.places) > 150
    assert len(load_outlets()) > 100
    assert set(load_event_kinds()) == set(EventType)


def test_a_dossier_is_loaded_once() -> None:
    assert load_dossier("gaza") is GAZA


def test_nothing_of_the_catalog_is_read_on_import() -> None:
    code = "import storage.catalog as c; print(c.load_dossier.cache_info().currsize, c.load_outlets.cache_info().currsize)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["0", "0"]


def test_three_mediate_four_guarantee_and_two_are_parties_to_the_conflict() -> None:
    assert {p.name for p in GAZA.parties if p.mediator} == {"قطر", "مصر", "الولايات المتحدة"}
    assert {p.name for p in GAZA.parties if p.guarantor} == {"قطر", "مصر", "الولايات المتحدة", "تركيا"}
    assert {p.name for p in GAZA.parties if p.principal} == {"إسرائيل", "حماس"}


def test_every_issue_of_the_plan_has_a_label_and_words() -> None:
    assert {issue.code for issue in GAZA.issues} == ISSUE_CODES
    assert all(issue.label and issue.words for issue in GAZA.issues)


@pytest.mark.parametrize(
    ("title", "party", "on", "name"),
    [
        ("وزير الخارجية", "الولايات المتحدة", date(2024, 7, 1), "أنتوني بلينكن"),
        ("وزير الخارجية", "الولايات المتحدة", date(2025, 7, 1), "ماركو روبيو"),
        ("وزير الخارجية الأميركي", "الولايات المتحدة", date(2024, 7, 1), "أنتوني بلينكن"),
        ("رئيس المخابرات المصرية", "مصر", date(2024, 10, 15), "عباس كامل"),
        ("رئيس المخابرات المصرية", "مصر", date(2024, 10, 16), "حسن رشاد"),
        ("مدير وكالة الاستخبارات المركزية", "الولايات المتحدة", date(2024, 1, 10), "وليام بيرنز"),
        ("مدير وكالة المخابرات المركزية الأمريكية", "الولايات المتحدة", date(2025, 2, 10), "جون راتكليف"),
        ("وزير الدفاع الإسرائيلي", "إسرائيل", date(2024, 11, 7), "يوآف غالانت"),
        ("وزير الدفاع الإسرائيلي", "إسرائيل", date(2024, 11, 8), "يسرائيل كاتس"),
        ("رئيس المكتب السياسي لحركة حماس", "حماس", date(2024, 7, 31), "إسماعيل هنية"),
        ("رئيس المكتب السياسي لحركة حماس", "حماس", date(2024, 9, 1), "يحيى السنوار"),
        ("رئيس المكتب السياسي لحركة حماس", "حماس", date(2026, 8, 1), "خليل الحية"),
        ("رئيس الوزراء", "قطر", date(2024, 1, 29), "محمد بن عبد الرحمن آل ثاني"),
        ("وزير الخارجية", "قطر", date(2024, 1, 29), "محمد بن عبد الرحمن آل ثاني"),
        ("وزيرة الخارجية", "بريطانيا", date(2026, 1, 10), "إيفيت كوبر"),
        ("رئيس الموساد", "إسرائيل", date(2024, 11, 24), "ديفيد بارنيا"),
        ("مبعوث ترامب إلى الشرق الأوسط", "الولايات المتحدة", date(2024, 11, 23), "ستيف ويتكوف"),
    ],
)
def test_an_office_is_held_by_whoever_held_it_that_day(title: str, party: str, on: date, name: str) -> None:
    found = holder(GAZA, title, party, on)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize("on", [date(2024, 8, 1), date(2024, 8, 5), date(2024, 10, 17), date(2026, 7, 19)])
def test_nobody_heads_the_bureau_of_hamas_in_a_gap(on: date) -> None:
    assert holder(GAZA, "رئيس المكتب السياسي لحركة حماس", "حماس", on) is None


def test_a_shared_office_is_nobodys() -> None:
    assert holder(GAZA, "القيادي في حركة حماس", "حماس", date(2024, 5, 1)) is None


def test_a_minister_without_a_state_is_nobody() -> None:
    assert holder(GAZA, "وزير الخارجية", "حماس", date(2024, 5, 1)) is None


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("نتانياهو", "بنيامين نتنياهو"),
        ("ترمب", "دونالد ترامب"),
        ("دافيد برنياع", "ديفيد بارنيا"),
        ("بارنيع", "ديفيد بارنيا"),
        ("ويليام بيرنز", "وليام بيرنز"),
        ("الشيخ محمد بن عبدالرحمن", "محمد بن عبد الرحمن آل ثاني"),
        ("عبدالفتاح السيسي", "عبد الفتاح السيسي"),
        ("إسحق هرتسوغ", "إسحاق هرتسوغ"),
        ("هوكشتاين", "عاموس هوكستين"),
    ],
)
def test_a_name_is_known_in_the_spellings_of_the_press(form: str, name: str) -> None:
    assert named(form) == name


@pytest.mark.parametrize(
    "word", ["كامل", "سلام", "بري", "بار", "عودة", "رئيسي", "الضيف", "الشيخ", "حداد", "رشاد"]
)
def test_an_ordinary_word_is_nobodys_name(word: str) -> None:
    assert named(word) is None


def test_adjectives_come_in_both_genders_and_in_the_plural() -> None:
    states = {party.name: set(party.adjectives) for party in GAZA.parties}
    assert {"القطري", "القطرية", "القطريين", "قطريون"} <= states["قطر"]
    assert {"الأمريكي", "الأميركي", "الأميركية", "أمريكيان"} <= states["الولايات المتحدة"]
    assert {"التركية", "الأتراك"} <= states["تركيا"]


def test_every_ambiguous_form_has_a_rule() -> None:
    assert all(entry.rule and entry.candidates for entry in GAZA.ambiguous)


def neutral(loaded: str) -> str | None:
    return next(wording.neutral for wording in GAZA.wordings if wording.loaded == loaded)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("المخربين", "المجاهدين"),
        ("الصهاينة", "الإرهابيين"),
        ("جيش الاحتلال", "المنظمة الإرهابية"),
        ("العدو الصهيوني", "منظمة حماس الإرهابية"),
        ("أسرى الاحتلال", "المختطفين الإسرائيليين"),
        ("حرب الإبادة", "الهجوم الإرهابي"),
    ],
)
def test_the_loaded_words_of_both_sides_are_replaced(one: str, other: str) -> None:
    assert neutral(one)
    assert neutral(other)


@pytest.mark.parametrize("name", ["طوفان الأقصى", "السيوف الحديدية", "عربات جدعون"])
def test_a_side_s_name_for_its_operation_is_left_to_quotations(name: str) -> None:
    assert neutral(name) is None


def test_a_replacement_keeps_the_gender_of_what_it_replaces() -> None:
    assert neutral("الاحتلال") == "الجانب الإسرائيلي"
    assert neutral("دولة الاحتلال") == "إسرائيل"
    assert neutral("المقاومة") == "الفصائل"
    assert neutral("العدوان") == "القتال"
    assert neutral("اغتيال") == neutral("استشهاد") == "مقتل"


def test_names_that_hold_a_loaded_word_stay() -> None:
    kept = {wording.loaded for wording in GAZA.wordings if wording.stays}
    assert {"شهداء الأقصى", "كمال عدوان", "لجان المقاومة الشعبية", "الصهيونية الدينية"} <= kept
