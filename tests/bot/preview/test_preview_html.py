"""Telegram's HTML: what is refused and where, what becomes of the rest, and that writing undoes reading."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.preview.text.cleaning import cleaned
from bot.preview.text.entities import Entity, Formatted, normalised, utf16_length, utf16_slice
from bot.preview.text.finding import with_found
from bot.preview.text.html import HtmlFault, parse
from bot.preview.text.rendering import escaped, plain_text, render


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b ", 'Empty attribute name in the tag "b" at byte offset 0'),
        ("<b />", 'Empty attribute name in the tag "b" at byte offset 0'),
        ("<br/>", 'Unsupported start tag "br/" at byte offset 0'),
        ("قبل <script>x</script>", 'Unsupported start tag "script" at byte offset 7'),
        ("5 < 6", 'Unsupported start tag "" at byte offset 2'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<i><b>x</b>", 'Can\'t find end tag corresponding to start tag "i"'),
        ("<a href", 'Unclosed start tag "a" at byte offset 0'),
        ("<a href=", 'Unclosed start tag "a" at byte offset 0'),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ("<a href=x/y>z</a>", "Unexpected end of name token at byte offset 8"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<tg-emoji emoji-id="x">x</tg-emoji>', "Invalid custom emoji identifier specified"),
    ],
)
def test_what_telegram_refuses_is_refused_at_the_same_byte(source: str, fault: str) -> None:
    with pytest.raises(HtmlFault) as raised:
        parse(source)
    assert str(raised.value) == fault


def test_a_lone_surrogate_is_refused() -> None:
    with pytest.raises(HtmlFault, match="unmatched surrogate"):
        parse("&#xD83D;")


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("&lt;&gt;&amp;&quot;&#1605;&#x645;", '<>&"مم', []),
        ("&nbsp; &copy; R&D &amp", "&nbsp; &copy; R&D &", []),
        ("<B>x</B>", "x", [("bold", 0, 1, "")]),
        ("<strong>x</>", "x", [("bold", 0, 1, "")]),
        (
            "<em>a</em><ins>b</ins><del>c</del>",
            "abc",
            [("italic", 0, 1, ""), ("underline", 1, 1, ""), ("strikethrough", 2, 1, "")],
        ),
        ('<span class="tg-spoiler">x</span>', "x", [("spoiler", 0, 1, "")]),
        ("😀<b>😀</b>", "😀😀", [("bold", 2, 2, "")]),
        ("<b></b>x", "x", []),
        ("<b>a</b><b>b</b>", "ab", [("bold", 0, 2, "")]),
        ('<a href="https://example.org">x</a>', "x", [("text_link", 0, 1, "https://example.org/")]),
        ("<a>example.org/x</a>", "example.org/x", [("text_link", 0, 13, "http://example.org/x")]),
        ('<a href="javascript:alert(1)">x</a>', "x", []),
        ('<a href="nonsense">x</a>', "x", []),
        ('<a href="tg://user?id=77">x</a>', "x", [("text_mention", 0, 1, "77")]),
        ('<a href="https://e.org/?a=1&amp;b=2">x</a>', "x", [("text_link", 0, 1, "https://e.org/?a=1&b=2")]),
        ('<pre><code class="language-py">x</code></pre>', "x", [("pre", 0, 1, "py")]),
        ("<pre>x</pre><code>y</code>", "xy", [("pre", 0, 1, ""), ("code", 1, 1, "")]),
        ("<code>a <b>b</b></code>", "a b", [("code", 0, 3, "")]),
        ("<blockquote expandable>q</blockquote>", "q", [("expandable_blockquote", 0, 1, "")]),
        ("<blockquote>a<blockquote>b</blockquote></blockquote>", "ab", [("blockquote", 0, 2, "")]),
    ],
)
def test_what_telegram_reads_is_read_the_same(
    source: str, text: str, entities: list[tuple[str, int, int, str]]
) -> None:
    formatted = parse(source)
    found = [(e.type, e.offset, e.length, e.argument) for e in formatted.entities]
    assert (formatted.text, found) == (text, entities)


_words = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), min_size=1, max_size=6)
_openers = st.sampled_from(
    [
        *("b", "i", "u", "s", "tg-spoiler", "code", "pre", "blockquote", "blockquote expandable"),
        'a href="https://example.org/?a=1&amp;b=2"',
        'a href="tg://user?id=5"',
        'code class="language-x"',
    ]
)


def _wrap(opener: str, inner: str) -> str:
    return f"<{opener}>{inner}</{opener.split()[0]}>"


_html = st.recursive(
    _words.map(escaped),
    lambda inner: st.builds(_wrap, _openers, inner) | st.lists(inner, min_size=1, max_size=4).map("".join),
    max_leaves=12,
)


@given(_html)
def test_what_was_read_is_written_so_that_it_reads_the_same(source: str) -> None:
    formatted = parse(source)
    assert parse(render(formatted)) == formatted


@given(_html)
def test_cleaning_twice_changes_nothing_more_and_entities_stay_inside(source: str) -> None:
    once = cleaned(parse(source))
    assert cleaned(once) == once
    assert all(e.offset >= 0 and e.length > 0 and e.end <= utf16_length(once.text) for e in once.entities)


@given(_html)
def test_entities_never_cross(source: str) -> None:
    entities = with_found(cleaned(parse(source))).entities
    for one in entities:
        for other in entities:
            assert not one.offset < other.offset < one.end < other.end


@given(_words)
def test_escaped_text_stands_for_itself(text: str) -> None:
    assert parse(escaped(text)) == Formatted(text)


def test_old_direction_marks_and_control_characters_are_taken_out_and_offsets_follow() -> None:
    kept = cleaned(Formatted("  \u202bأ\r\nب\u202c\tج  ", (Entity("bold", 7, 3),)))
    assert kept.text == "أ\nب ج"
    assert [utf16_slice(kept.text, e.offset, e.end) for e in kept.entities] == [" ج"]


def test_the_newer_isolates_and_the_rtl_mark_stay() -> None:
    assert cleaned(Formatted("\u2067أ\u2069\u200f")).text == "\u2067أ\u2069\u200f"


def test_bold_is_cut_where_italic_begins_as_telegram_does() -> None:
    cut = normalised([Entity("bold", 0, 9), Entity("italic", 5, 2)])
    assert [(e.type, e.offset, e.length) for e in cut] == [("bold", 0, 5), ("bold", 5, 4), ("italic", 5, 2)]


def test_commands_links_mentions_and_hashtags_are_found() -> None:
    text = "/latest@wasit_bot و #غزة_اليوم عند @someone، انظر https://example.org/a?b=1. a/b name@example.org"
    found = [(e.type, utf16_slice(text, e.offset, e.end)) for e in with_found(Formatted(text)).entities]
    assert found == [
        ("bot_command", "/latest@wasit_bot"),
        ("hashtag", "#غزة_اليوم"),
        ("mention", "@someone"),
        ("url", "https://example.org/a?b=1"),
        ("email", "name@example.org"),
    ]


def test_a_screen_without_links_shows_addresses_in_brackets() -> None:
    formatted = parse('😀 <a href="https://e.org/a">هنا</a> و<a href="https://e.org/">https://e.org</a>')
    assert plain_text(formatted) == "😀 هنا (https://e.org/a) وhttps://e.org"
