"""What people typed with formatting: plain formatting and web links stay, nothing else does."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.views.typed import typed


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("سطر\n\nوسطر", "سطر\n\nوسطر"),
        ("<b>مهم</b> و<i>مائل</i>", "<b>مهم</b> و<i>مائل</i>"),
        ("<b>مهم <i>جدًا</i></b>", "<b>مهم <i>جدًا</i></b>"),
        (
            '<a href="https://example.org/?a=1&amp;b=2">رابط</a>',
            '<a href="https://example.org/?a=1&amp;b=2">رابط</a>',
        ),
        ('<a href="tg://user?id=5">فلان</a>', "فلان"),
        ('<a href="javascript:x">اضغط</a>', "اضغط"),
        ('<span class="tg-spoiler">سر</span>', '<span class="tg-spoiler">سر</span>'),
        ('<tg-emoji emoji-id="5">🕊</tg-emoji>', "🕊"),
        ("<pre><code class='x'>نص</code></pre>", "نص"),
        ("<blockquote>قول</blockquote>", "قول"),
        ("1 &lt; 2 &amp; 3", "1 &lt; 2 &amp; 3"),
        ("\u202eمقلوب\u200b", "مقلوب"),
        ("</b>بلا بداية", "بلا بداية"),
    ],
)
def test_plain_formatting_and_web_links_stay_and_nothing_else(text: str, shown: str) -> None:
    assert typed(text) == shown


@given(
    st.lists(
        st.sampled_from(["<b>", "</b>", "<i>", "</i>", '<a href="tg://x">', "</a>", "<", ">", "&lt;", "نص"])
    )
)
def test_whatever_is_typed_no_tag_is_closed_that_is_not_open(pieces: list[str]) -> None:
    opened: list[str] = []
    for tag in re.findall(r"</?[a-z]+>", typed("".join(pieces))):
        if tag.startswith("</"):
            assert opened.pop() == tag.replace("/", "")
        else:
            opened.append(tag)
