"""Long replies are cut into messages that Telegram takes, whatever stands in them."""

from __future__ import annotations

from html import escape

from hypothesis import given
from hypothesis import strategies as st

from bot.preview.text import html
from bot.views.pages import LIMIT, pages, visible_length

plain = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=40)
link = plain.map(lambda words: f'<a href="https://example.org/?q={escape(words)}">[1]</a>')
bold = plain.map(lambda words: f"<b>{escape(words)} <i>{escape(words)}</i></b>")
line = st.lists(st.one_of(plain.map(escape), link, bold), max_size=12).map(" ".join)
texts = st.lists(st.one_of(line, st.just("")), max_size=60).map("\n".join)


def squeezed(message: str) -> str:
    return "".join(html.parse(message).text.split())


@given(texts, st.integers(10, 300))
def test_every_page_parses_and_fits_and_nothing_is_lost(text: str, limit: int) -> None:
    cut = pages(text, limit)
    for page in cut:
        shown = html.parse(page).text
        assert 0 < len(shown.encode("utf-16-le")) // 2 <= limit
    assert "".join(map(squeezed, cut)) == squeezed(text)


def test_a_short_text_is_one_page() -> None:
    assert pages("سطر\n\nسطر آخر") == ("سطر\n\nسطر آخر",)
    assert pages("\n \n") == ()


def test_a_heading_never_ends_a_page() -> None:
    day = "<b>اليوم</b>\n" + "\n".join("س" * 30 for _ in range(3))
    cut = pages("\n\n".join([day] * 6), 100)
    assert len(cut) > 3
    assert not any(page.endswith("<b>اليوم</b>") for page in cut)


def test_a_line_that_is_too_long_is_cut_with_its_tags_closed_and_reopened() -> None:
    cut = pages(f"<b>{'ط' * 5000}</b>")
    assert [visible_length(page) for page in cut] == [LIMIT, 5000 - LIMIT]
    assert all(page.startswith("<b>") and page.endswith("</b>") for page in cut)


def test_letters_outside_the_basic_plane_count_twice_as_telegram_may_count_them() -> None:
    assert visible_length("🕊") == 2 and visible_length("&lt;<b>x</b>") == 2
