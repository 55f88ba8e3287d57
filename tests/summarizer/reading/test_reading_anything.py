"""Whatever comes in, reading answers or refuses by name, with spans inside the text and in bounded time."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from steps import steps

from storage.catalog import load_dossier
from storage.model import Article
from summarizer.reading import ReadingError, read
from summarizer.reading.answer import as_answer
from summarizer.reading.errors import BinaryArticleError, EmptyArticleError, NotArabicError, TooLongError

STORY = (
    "أعلنت الخارجية القطرية مساء الأحد أن وفد حركة حماس برئاسة خليل الحية وصل إلى الدوحة، حيث التقى رئيس الوزراء القطري "
    "محمد بن عبد الرحمن آل ثاني لبحث سبل استئناف المفاوضات بشأن غزة. وقالت الحركة إنها لن تقبل اتفاقا لا يوقف الحرب. "
)
WORDS = st.sampled_from(
    [
        *STORY.split(),
        "«",
        "“",
        ".",
        "،",
        ":",
        "\n",
        "2024",
        "١٢",
        "أمس",
        "إن",
        "نفى",
        "الأحد",
        "لم",
        "Hamas",
        "🔴",
        "ــ",
    ]
)


def reading(text: str):
    return read(Article(text, published=date(2025, 2, 3)), load_dossier("gaza"))


@pytest.mark.parametrize(
    ("text", "error"),
    [("", EmptyArticleError), (" \n ", EmptyArticleError), ("The talks in Doha resumed.", NotArabicError),
     ("\x00\x01غزة", BinaryArticleError), ("غزة " * 600_000, TooLongError)],
)  # fmt: skip
def test_what_is_no_article_is_refused_by_name(text: str, error: type[ReadingError]) -> None:
    with pytest.raises(error) as caught:
        reading(text)
    assert str(caught.value).endswith((".", "one by one.")) and "\n" not in str(caught.value)


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=60))
def test_any_mixture_of_words_is_read_or_refused(words: list[str]) -> None:
    text = " ".join(words)
    try:
        found = reading(text)
    except ReadingError:
        return
    spans = [
        span
        for part in (found.reports, found.positions, found.figures)
        for item in part
        for span in item.spans
    ]
    assert all(0 <= span.start < span.end <= len(text) for span in (*spans, *found.noise))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        reading(text)
    except ReadingError:
        return


def test_evidence_is_verbatim() -> None:
    article = Article(STORY, published=date(2025, 2, 3))
    answer = as_answer(read(article, load_dossier("gaza")), article, id="a")
    quoted = [sentence for event in answer["events"] for sentence in event["evidence"]]
    assert quoted and all(sentence in STORY for sentence in quoted)


def test_quotation_marks_of_a_substance_come_in_pairs() -> None:
    text = "وقالت حركة حماس اليوم إنها «لن تقبل اتفاقا لا يوقف الحرب في غزة» وإنها تنتظر رد الوسطاء في مصر وقطر على ملاحظاتها."
    for report in reading(text).reports:
        substance = report.substance or ""
        assert substance.count("«") == substance.count("»") and len(substance) <= 140


@pytest.mark.slow
def test_a_megabyte_of_one_word_is_read() -> None:
    assert reading("غزة " * 250_000).reports == ()


def test_an_article_about_another_conflict_tells_nothing() -> None:
    text = (
        "انطلقت في جنيف أمس محادثات بشأن السودان بحضور وفد الدعم السريع وحده، وقال المبعوث الأميركي إن الوسطاء ينتظرون الجيش السوداني. "
        "وهاتف وزير الخارجية الأميركي ماركو روبيو قائد الجيش السوداني عبد الفتاح البرهان، بينما تستمر في الدوحة محادثات بشأن غزة."
    )
    assert reading(text).reports == ()


@pytest.mark.parametrize("piece", ["قال ", "قال إن حماس ", "غزة ", "15 يناير ", "(", "«", "غـ ", "حماس، "])
def test_what_says_one_thing_again_and_again_is_no_more_work_than_an_article(piece: str) -> None:
    size, usual = 20_000, 100
    reading(STORY)
    assert steps(lambda: reading(f"{STORY}\n\n{piece * (size // len(piece))}")) <= usual * size
