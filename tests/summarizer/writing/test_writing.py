"""From a day's articles to the paragraph that opens their digest, whoever writes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest

from storage import inbox
from storage.catalog import load_dossier
from storage.db import Store
from storage.migrate import migrate
from storage.model import Article, Digest, Flaw, Reviewing, Setback
from storage.read import articles
from summarizer import job
from summarizer.windows import window
from summarizer.writing import Brief, Draft, WritingError
from summarizer.writing.checking import for_some, remembered, written
from summarizer.writing.protocol import TooLateError, in_own_words

NOW = datetime(2025, 1, 14, 18, tzinfo=UTC)
TEXTS = (
    "مبعوث أميركي في الدوحة\n\nالتقى رئيس الوزراء القطري الشيخ محمد بن عبد الرحمن آل ثاني أمس الاثنين المبعوث الأميركي ستيف "
    "ويتكوف في الدوحة، وبحثا وقف إطلاق النار في غزة. وأضاف أن المفاوضات بلغت مراحلها الأخيرة.",
    "اتصال بين بايدن والسيسي\n\nبحث الرئيس الأميركي جو بايدن مع الرئيس المصري عبد الفتاح السيسي في اتصال هاتفي الثلاثاء صفقة "
    "تبادل الأسرى والمحتجزين (وفق بيان للبيت الأبيض).",
    "حماس ترفض\n\nرفضت حركة حماس مقترحًا إسرائيليًا لوقف مؤقت لإطلاق النار في غزة، بحسب ما قال القيادي فيها خليل الحية الثلاثاء.",
    "نتنياهو يهدد\n\nهدد رئيس الوزراء الإسرائيلي بنيامين نتنياهو حماس باستئناف القتال في غزة إذا لم تفرج عن المحتجزين.",
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    kept = Store(f"sqlite:///{tmp_path_factory.mktemp('writing') / 'wasit.db'}")
    migrate(kept)
    with kept.writing() as session:
        for text in TEXTS:
            inbox.submit(session, Article(text, "وكالة", date(2025, 1, 14)), dossier="gaza", now=NOW)
    job.read_inbox(kept, load_dossier("gaza"), now=NOW, reviewing=Reviewing.NONE)
    yield kept
    kept.close()


@pytest.fixture
def digest(store: Store) -> Digest:
    return job.digest_between(store, load_dossier("gaza"), NOW - timedelta(1), NOW + timedelta(seconds=1))


@pytest.fixture
def brief(store: Store) -> Brief:
    with store.reading() as session:
        return window(session, load_dossier("gaza"), NOW - timedelta(1), NOW + timedelta(seconds=1)).whole()[
            1
        ]


@dataclass
class Hand:
    """A writer whose draft is given."""

    drafts: Callable[[Brief], Draft]
    name: str = "endpoint"

    def write(self, brief: Brief) -> Draft:
        return self.drafts(brief)


def test_what_is_taken_from_an_article_stands_so_in_it(store: Store, digest: Digest) -> None:
    assert digest.writing is not None and digest.writing.lead
    with store.reading() as session:
        texts = articles.texts(session, [source.article_id for source in digest.sources])
    for one in (*digest.writing.lead, *digest.writing.groups):
        taken = [part for part in one.fragments if part.passage]
        assert taken
        for part in taken:
            assert part.passage is not None
            assert part.passage.span.of(texts[part.passage.article_id]) == part.text


def test_sentences_stand_by_themselves(digest: Digest) -> None:
    assert digest.writing is not None
    said = [one.text for one in (*digest.writing.lead, *digest.writing.groups)]
    assert said and not any(
        "أمس" in text or "(" in text or (text.startswith("و") and " أن " in text[:12]) for text in said
    )
    assert any("الاثنين 13 يناير" in text for text in said)


def test_the_same_window_is_written_the_same_twice(store: Store, digest: Digest) -> None:
    again = job.digest_between(store, load_dossier("gaza"), NOW - timedelta(1), NOW + timedelta(seconds=1))
    assert again.writing == digest.writing


def test_a_false_sentence_is_dropped_with_its_reason_and_the_others_go_out(brief: Brief) -> None:
    def draft(brief: Brief) -> Draft:
        group = next(one for one in brief.groups if "ويتكوف" in one.tellings[0].text)
        true = in_own_words("بحث رئيس الوزراء القطري مع ستيف ويتكوف في الدوحة وقف إطلاق النار في غزة.", group)
        false = in_own_words("التقى رئيس الوزراء القطري ستيف ويتكوف في روما.", group)
        return Draft({group.key: (true, false)}, (true,))

    made = written(brief, Hand(draft))
    assert made.writer == "endpoint" and made.setback is None
    assert [one.flaw for one in made.dropped] == [Flaw.PLACE]
    assert not any("روما" in one.text for one in (*made.lead, *made.groups))


def test_with_most_of_it_false_the_extractive_text_goes_out(brief: Brief) -> None:
    def draft(brief: Brief) -> Draft:
        false = in_own_words("أُعلن في روما اتفاق شامل وقعه إيمانويل ماكرون.", *brief.groups)
        return Draft({}, (false,))

    made = written(brief, Hand(draft))
    assert (made.writer, made.asked, made.setback) == ("extractive", "endpoint", Setback.UNFAITHFUL)
    assert made.lead and made.dropped[0].text.startswith("أُعلن في روما")


@pytest.mark.parametrize(
    ("error", "setback"),
    [
        (TooLateError(), Setback.TOO_LATE),
        (WritingError(), Setback.BROKEN),
        (RuntimeError("…"), Setback.BROKEN),
    ],
)
def test_a_writer_that_fails_keeps_nobody_waiting(brief: Brief, error: Exception, setback: Setback) -> None:
    def fail(_: Brief) -> Draft:
        raise error

    made = written(brief, Hand(fail))
    assert made.setback is setback and made.lead


def test_a_writer_that_says_nothing_or_of_no_event_is_stood_in_for(brief: Brief) -> None:
    assert written(brief, Hand(lambda _: Draft({}))).setback is Setback.NONSENSE
    stray = Draft({99: ()}, (in_own_words("لا شيء من هذا في المقالات كلها."),))
    assert written(brief, Hand(lambda _: stray)).setback is Setback.UNFAITHFUL


def test_what_was_written_before_is_told_where_nothing_has_changed_since(brief: Brief) -> None:
    def draft(brief: Brief) -> Draft:
        group = next(one for one in brief.groups if "ويتكوف" in one.tellings[0].text)
        return Draft(
            {}, (in_own_words("بحث رئيس الوزراء القطري مع ستيف ويتكوف وقف إطلاق النار في غزة.", group),)
        )

    before = written(brief, Hand(draft))
    pen = remembered([(brief, before)])
    assert pen(brief) is before
    assert pen(Brief(brief.dossier, brief.day, brief.groups[:1], brief.texts)).writer == "extractive"


def test_who_wishes_for_some_events_reads_nothing_of_others(digest: Digest) -> None:
    some = Digest(
        digest.dossier,
        digest.slot,
        digest.since,
        digest.happened[:1],
        (),
        (),
        (),
        digest.sources,
        digest.articles_read,
    )
    assert digest.writing is not None
    proofs = [proof for one in (*digest.writing.lead, *digest.writing.groups) for proof in one.passages]
    sentences = {proof.article_id: [one.span for one in proofs] for proof in proofs}
    writing = for_some(digest.writing, some, sentences)
    assert writing is not None and writing.groups
    told = {key for one in (*writing.lead, *writing.groups) for key in one.event_ids}
    assert told <= {digest.happened[0].event_id}
