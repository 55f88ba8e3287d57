"""An article is told from what a page puts around it, line by line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from steps import steps

from storage.catalog import load_dossier
from storage.model import Article
from summarizer.reading.clean import body, clean
from summarizer.reading.draft import Draft, LineKind

GAZA = load_dossier("gaza")
LEAD = "التقى وزير الخارجية نظيره في القاهرة أمس الاثنين لبحث وقف إطلاق النار في قطاع غزة وتبادل المحتجزين."
MORE = "وقال الوزير في مؤتمر صحفي عقب اللقاء إن بلاده ستواصل جهودها مع الوسطاء حتى يصل الطرفان إلى اتفاق."


def kinds(*lines: str, publisher: str | None = None) -> dict[str, LineKind]:
    draft = clean(Draft(Article("\n".join(lines), publisher), GAZA))
    return {line.span.of(draft.text): line.kind for line in draft.lines}


def dropped(*lines: str, publisher: str | None = None) -> set[str]:
    return {line for line, kind in kinds(*lines, publisher=publisher).items() if kind is LineKind.NOISE}


def title(*lines: str, publisher: str | None = None) -> str | None:
    found = kinds(*lines, publisher=publisher)
    return next((line for line, kind in found.items() if kind is LineKind.TITLE), None)


def test_a_channels_banner_is_no_title() -> None:
    banner, headline = "🔴 #عاجل | نسيم المرفأ", "🕊 وفد إلى القاهرة.. وجولة جديدة الخميس"
    assert title(banner, headline, "", LEAD, publisher="نسيم المرفأ") == headline
    assert banner in dropped(banner, headline, "", LEAD, publisher="نسيم المرفأ")
    assert title("قناة نسيم المرفأ الإخبارية", headline, "", LEAD) == headline


def test_a_line_above_the_headline_is_no_title() -> None:
    headline = "المسودة في أيدي الطرفين.. ووزيران يهددان بالاستقالة"
    assert title("بينما تضيق الفجوات في القاهرة", headline, "خدمة المراسلين", "", LEAD) == headline


def test_a_headline_may_ask() -> None:
    headline = "من هدنة إلى هدنة: كيف عاد مقترح الربيع إلى طاولة المفاوضات بعد كل هذا الوقت؟"
    assert title(headline, "دفتر المرفأ - قسم التحليل", "", LEAD) == headline


def test_a_short_headline_above_a_dateline_stays_the_title() -> None:
    assert (
        title("بيان مشترك من ثلاث دول", "القاهرة - الخميس 8 أغسطس 2024", "", LEAD) == "بيان مشترك من ثلاث دول"
    )


@pytest.mark.parametrize(
    "line",
    [
        "اقرأ أيضا: لماذا تعثرت الجولة السابقة؟",
        "[ad_1]",
        "شارك: فيسبوك | إكس | واتساب",
        "مدة القراءة: 4 دقائق",
        "جنود قرب السياج الحدودي (رويترز)",
        "القاهرة - وكالات",
        "م.ع",
        "لمتابعة آخر الأخبار اشترك في قناتنا على تليغرام.",
        "#غزة #القاهرة",
        "3 أغسطس/آب 2025 - آخر تحديث 21:10",
        '{"value":"1"}',
    ],
)
def test_furniture_is_dropped_wherever_it_stands(line: str) -> None:
    assert line in dropped("وفد إلى القاهرة لبحث الهدنة في غزة", "", LEAD, "", line, "", MORE)


@pytest.mark.parametrize(
    "line",
    [
        "شارك في الجلسة وزير الدفاع وقادة الأجهزة الأمنية.",
        "إعلان القاهرة شمل أربعة بنود أولها وقف النار.",
        "المزيد من الشاحنات دخل أمس عبر المعبر، وفق الهلال الأحمر.",
    ],
)
def test_a_sentence_that_opens_with_a_word_of_furniture_is_kept(line: str) -> None:
    assert line not in dropped("وفد إلى القاهرة لبحث الهدنة في غزة", "", LEAD, "", line, "", MORE)


def test_every_line_under_read_also_is_another_article() -> None:
    links = ["أسعار الذهب تواصل الصعود", "الأرصاد: أمطار غدا", "هل يعود الوفد قريبا؟"]
    assert dropped("وفد إلى القاهرة لبحث الهدنة", "", LEAD, "", "اقرأ أيضا", *links, "", MORE) == {
        "اقرأ أيضا",
        *links,
    }


def test_headings_stand_on_their_paragraphs_and_links_do_not() -> None:
    found = kinds(
        "وفد إلى القاهرة لبحث الهدنة",
        "",
        LEAD,
        "",
        "شروط الوفد",
        MORE,
        "",
        "وزير يزور المعرض",
        "",
        LEAD + " ثم غادر.",
    )
    assert found["شروط الوفد"] is LineKind.SUBHEAD
    assert found["وزير يزور المعرض"] is LineKind.NOISE


def test_items_of_a_post_are_its_body_and_the_line_that_heads_them() -> None:
    head = "📍 مكتب رئيس الحكومة، مساء اليوم السبت 11/1/2025:"
    items = ["▪️ التقى رئيس الحكومة مبعوثا في القدس", "▪️ شارك في الجلسة وزير الدفاع وقادة الأجهزة"]
    found = kinds(
        "🕊 وفد إلى القاهرة.. وجولة جديدة", "", head, *items, "", "✍️ فريق المرفأ", "📲 اشترك في القناة"
    )
    assert [found[line] for line in (head, *items)] == [LineKind.BODY] * 3
    assert found["✍️ فريق المرفأ"] is found["📲 اشترك في القناة"] is LineKind.NOISE


def test_nothing_follows_the_line_that_closes_an_article() -> None:
    late = ["المصدر: وكالات", "كاتب وباحث في شؤون المنطقة.", "هل أعجبك المقال؟"]
    assert dropped(
        "وفد إلى القاهرة لبحث الهدنة", "", LEAD, "", MORE, "", LEAD + " ثم غادر.", "", *late
    ) == set(late)


_AROUND = [
    "[ad_1]",
    "شارك الخبر",
    "القاهرة - وكالات",
    "جنود قرب السياج (رويترز)",
    "اقرأ أيضا: لماذا تعثرت؟",
    "21:10",
    "#غزة",
]
_ARTICLES = st.lists(st.sampled_from([LEAD, MORE]) | st.sampled_from(_AROUND), min_size=1, max_size=8)


@given(_ARTICLES)
def test_cleaning_twice_is_cleaning_once(lines: list[str]) -> None:
    text = "\n\n".join(
        [
            "وفد إلى القاهرة لبحث الهدنة في غزة",
            LEAD,
            *(f"{i} {x}" if x in (LEAD, MORE) else x for i, x in enumerate(lines)),
        ]
    )
    once = body(clean(Draft(Article(text), GAZA)))
    assert body(clean(Draft(Article(once), GAZA))) == once


@given(st.text(alphabet="اب ج.؟:|#•\n12🔴", max_size=200))
def test_lines_lie_in_order_inside_any_text(text: str) -> None:
    lines = clean(Draft(Article(text), GAZA)).lines
    assert all(0 <= line.start < line.end <= len(text) for line in lines)


@pytest.mark.parametrize(
    "piece", ["كلمة ", "كلمة\n", "اقرأ أيضا\n", "-. ", "أ.ب", "| ", "(رويترز)\n", "12:10 ", "ـ ", "🔴\n"]
)
def test_the_cost_grows_with_the_length_alone(piece: str) -> None:
    short, long = (Draft(Article(piece * (size // len(piece))), GAZA) for size in (2_000, 40_000))
    clean(short)
    assert steps(lambda: clean(long)) <= 25 * max(steps(lambda: clean(short)), 100)
