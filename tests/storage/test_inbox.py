from __future__ import annotations

from datetime import UTC, date, datetime

from storage import inbox
from storage.db import Store
from storage.model import Article, ArticleState, Reading, Remark
from storage.read import articles
from storage.write.reading import mark_read

NOW = datetime(2025, 1, 15, 18, 0, tzinfo=UTC)
ARTICLE = Article("نص خبر قصير", "صحيفة", date(2025, 1, 15), "https://paper.example/1")


def submit(store: Store, article: Article = ARTICLE) -> inbox.Submitted:
    with store.writing() as session:
        return inbox.submit(session, article, dossier="gaza", now=NOW)


def test_a_submitted_article_waits_to_be_read(store: Store) -> None:
    made = submit(store)
    with store.reading() as session:
        (waiting,) = inbox.waiting(session, "gaza")
    assert not made.known
    assert (waiting.id, waiting.text, waiting.publisher, waiting.published, waiting.url) == (
        made.article_id,
        *(ARTICLE.text, ARTICLE.publisher, ARTICLE.published, ARTICLE.url),
    )


def test_the_same_text_is_one_article_whatever_its_white_space(store: Store) -> None:
    first = submit(store)
    again = submit(store, Article("  نص\nخبر  قصير "))
    assert again == inbox.Submitted(first.article_id, known=True, state=ArticleState.NEW)


def test_articles_are_read_in_the_order_in_which_they_came(store: Store) -> None:
    ids = [submit(store, Article(f"خبر رقم {number}")).article_id for number in range(5)]
    with store.reading() as session:
        assert [article.id for article in inbox.waiting(session, "gaza", limit=3)] == ids[:3]


def test_a_read_article_waits_no_longer_and_keeps_what_was_known_of_it(store: Store) -> None:
    made = submit(store)
    with store.writing() as session:
        mark_read(session, made.article_id, Reading("عنوان", "نص", "ناشر آخر", date(2020, 1, 1), ()), now=NOW)
    with store.reading() as session:
        assert inbox.waiting(session, "gaza") == []
        found = articles.understood(session, made.article_id)
    assert (found.title, found.source.publisher, found.source.published) == (
        "عنوان",
        "صحيفة",
        date(2025, 1, 15),
    )


def test_what_an_article_came_without_is_taken_from_its_text(store: Store) -> None:
    made = submit(store, Article("خبر بلا مصدر"))
    with store.writing() as session:
        mark_read(session, made.article_id, Reading("عنوان", "نص", "صحيفة", date(2025, 1, 14), ()), now=NOW)
    with store.reading() as session:
        source = articles.understood(session, made.article_id).source
    assert (source.publisher, source.published) == ("صحيفة", date(2025, 1, 14))


def test_a_sender_is_answered_once_and_only_after_the_reading(store: Store) -> None:
    made = submit(store)
    with store.writing() as session:
        answer = inbox.expect_answer(session, made.article_id, chat_id=7)
        inbox.received_said(session, answer, 70)
    with store.reading() as session:
        assert inbox.answers_due(session) == []
    with store.writing() as session:
        inbox.mark_failed(session, made.article_id, Remark.EMPTY, now=NOW)
    with store.reading() as session:
        assert inbox.answers_due(session) == [inbox.AnswerDue(answer, made.article_id, 7, 70)]
        assert articles.understood(session, made.article_id).remark is Remark.EMPTY
    with store.writing() as session:
        inbox.mark_answered(session, answer)
    with store.reading() as session:
        assert inbox.answers_due(session) == []


def test_an_answer_does_not_overtake_the_word_that_is_on_its_way(store: Store) -> None:
    made = submit(store)
    with store.writing() as session:
        answer = inbox.expect_answer(session, made.article_id, chat_id=7)
        inbox.mark_failed(session, made.article_id, Remark.EMPTY, now=NOW)
    with store.reading() as session:
        assert inbox.answers_due(session) == []
    with store.writing() as session:
        # The bot was killed, and the update comes again.
        inbox.release_answers(session)
        assert inbox.answers_due(session) == [inbox.AnswerDue(answer, made.article_id, 7, None)]
        assert inbox.expect_answer(session, made.article_id, chat_id=7) == answer


def test_everybody_who_sent_an_article_waits_for_a_word_of_their_own(store: Store) -> None:
    made = submit(store)
    with store.writing() as session:
        for chat in (7, 8):
            inbox.received_said(
                session, inbox.expect_answer(session, made.article_id, chat_id=chat), chat * 10
            )
        inbox.mark_failed(session, made.article_id, Remark.EMPTY, now=NOW)
    with store.reading() as session:
        due = inbox.answers_due(session)
    assert [(one.chat_id, one.message_id) for one in due] == [(7, 70), (8, 80)]
