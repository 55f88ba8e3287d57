"""Strangers' words: markup and invisible tricks never reach a reader; loaded words are never ours."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.preview.text import html
from bot.views.clean import isolated, shortened, shown, verbatim, web_address
from bot.views.templates import say
from storage.catalog.schema import Wording
from storage.catalog.voice import Voice

OURS = Voice(
    (
        Wording(loaded="العدوان", neutral="الحرب"),
        Wording(loaded="العدوان الإسرائيلي على غزة", neutral="الحرب في غزة"),
        Wording(loaded="استشهاد", neutral="مقتل"),
        Wording(loaded="الحرب", neutral="الحرب في غزة"),
        Wording(loaded="إرهابيين"),
        Wording(loaded="الغاشم", neutral=""),
        Wording(loaded="نادي الأسير", neutral="نادي الأسير"),
        Wording(loaded="الأسير", neutral="السجين"),
    )
)


@given(st.text(max_size=200))
def test_whatever_a_value_holds_it_is_shown_as_text_and_nothing_in_it_is_invisible(value: str) -> None:
    said = html.parse(say("{{ value }}.", value=value).parts[0])
    assert said.entities == ()
    assert not any(unicodedata.category(character) in ("Cc", "Cf", "Zl", "Zp") for character in said.text)


def test_direction_overrides_and_zero_width_marks_are_gone() -> None:
    assert shown("قبل\u202eمقلوب\u200b\u2066 بعد\ufeff\n سطر") == "قبلمقلوب بعد سطر"


def test_what_a_pages_markup_left_in_a_sentence_is_not_shown() -> None:
    assert verbatim("توصلتا&nbsp;إلى <b>اتفاق</b><br/> اليوم &amp; غدًا") == "توصلتا إلى اتفاق اليوم & غدًا"
    assert verbatim("5 < 7 و&") == "5 < 7 و&"
    assert verbatim("&lt;script&gt;") == ""


def test_vowel_marks_stay_and_towers_of_marks_do_not() -> None:
    assert shown("مُحَمَّد") == unicodedata.normalize("NFC", "مُحَمَّد")
    assert len(shown("a" + "\u0301" * 50)) < 6


def test_latin_names_are_isolated_and_arabic_ones_are_left_alone() -> None:
    assert isolated("Axios") == "\u2068Axios\u2069"
    assert isolated("أكسيوس") == "أكسيوس"
    assert isolated("<b>BBC</b>") == "\u2068&lt;b&gt;BBC&lt;/b&gt;\u2069"


def test_a_long_clause_ends_between_words() -> None:
    assert shortened("كلمة أخرى ثم كلمة", 12) == "كلمة أخرى…"
    assert shortened("قصير", 12) == "قصير"
    assert len(shortened("x" * 10_000_000, 100)) == 100


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "https://", "http://localhost/x", "https://a b.example", "ftp://a.example", "x"],
)
def test_only_web_addresses_become_links(url: str) -> None:
    assert web_address(url) is None


def test_a_web_address_is_kept_as_it_is() -> None:
    assert web_address("https://t.me/news/41?a=1&b=2") == "https://t.me/news/41?a=1&b=2"


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        ("وقف العدوان", "وقف الحرب"),
        ("وقفًا للعدوان الاسرائيلي على غزة", "وقفًا للحرب في غزة"),
        ("بعد استشهاده وباستشهاد آخرين", "بعد مقتله وبمقتل آخرين"),
        ("إنهاء الحرب", "إنهاء الحرب في غزة"),
        ("روح عدوانية", "روح عدوانية"),
        ("القصف الغاشم على رفح", "القصف  على رفح"),
        ("قال نادي الأسير عن الأسير", "قال نادي الأسير عن السجين"),
        ("قتل إرهابيين", None),
        ("وقف «العدوان»", None),
    ],
)
def test_a_loaded_word_is_replaced_or_takes_the_clause_with_it(text: str, ours: str | None) -> None:
    assert OURS.neutral(text) == ours


def test_in_an_attributed_line_a_quotation_keeps_its_words() -> None:
    said = "قال إن «العدوان» مستمر وإن العدوان طال"
    assert OURS.neutral(said, attributed=True) == "قال إن «العدوان» مستمر وإن الحرب طال"


def test_an_entity_that_a_page_left_in_its_text_is_read_as_what_it_stands_for() -> None:
    assert shortened("توصلتا&nbsp;إلى اتفاق", 100) == "توصلتا إلى اتفاق"
    assert html.parse(say("{{ value }}", value=shortened("&lt;b&gt;نص", 100)).parts[0]).text == "<b>نص"
