"""Words are matched in one form and quoted as they were written."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from summarizer.reading.fold import fold, tokens, words


def told(text: str) -> list[tuple[str, str]]:
    return [(token.form, text[token.start : token.end]) for token in tokens(text) if token.kind == "word"]


def test_letters_pulled_apart_with_tatweel_are_one_word_quoted_as_written() -> None:
    text = "ردّت لحـ ـمـ ـاس في غـ ـزة على الاحـ.ـتلال"
    assert [form for form, _ in told(text)] == ["ردت", "لحماس", "في", "غزه", "علي", "الاحتلال"]
    assert ("لحماس", "لحـ ـمـ ـاس") in told(text)
    assert ("الاحتلال", "الاحـ.ـتلال") in told(text)


def test_a_prefix_written_apart_joins_its_word() -> None:
    assert [form for form, _ in told("قال لـ حماس وبـ غزة")] == ["قال", "لحماس", "وبغزه"]


def test_a_stroke_between_two_names_joins_nothing() -> None:
    assert [form for form, _ in told("القاهرة ـ الدوحة ـ غزةـ خاص")] == ["القاهره", "الدوحه", "غزه", "خاص"]


def test_the_year_of_the_hijra_keeps_its_letter_to_itself() -> None:
    assert [form for form, _ in told("14 شعبان 1446 هـ الموافق")] == ["شعبان", "ه", "الموافق"]


def test_what_a_page_left_between_words_is_no_word() -> None:
    assert words("توصلتا&nbsp;إلى <b>ثلاث مراحل</b>") == ("توصلتا", "الي", "ثلاث", "مراحل")


@given(st.text(alphabet="غزة حماسـ.*-َ\u200f12،«»&;<b>", max_size=60))
def test_every_token_lies_in_order_inside_its_text(text: str) -> None:
    found = tokens(text)
    assert all(0 <= token.start < token.end <= len(text) and token.form for token in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(st.text(max_size=80))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
