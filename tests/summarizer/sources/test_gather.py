from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from storage.db import Store
from storage.inbox import mark_failed, waiting
from storage.model import Article
from summarizer.sources.errors import UnknownHostError
from summarizer.sources.gather import Fate, Outcome, into_inbox
from summarizer.sources.html import Page
from summarizer.sources.web import Policy, fetch

NOW = datetime(2024, 10, 25, 9, tzinfo=UTC)
DAY = date(2024, 10, 24)
NEWS = "وصل وفد مصري إلى الدوحة لاستئناف المشاورات بشأن وقف إطلاق النار."
OTHER = "أعلنت الخارجية القطرية أن المشاورات مستمرة مع الأطراف كافة."

Ingest = Callable[..., list[tuple[str, Outcome]]]


def no_page(url: str) -> Page:
    raise UnknownHostError


@pytest.fixture
def ingest(store: Store) -> Ingest:
    def run(*sources: str | Path, fetch: Any = no_page, **given: Any) -> list[tuple[str, Outcome]]:
        published, publisher = given.get("published"), given.get("publisher")
        return list(
            into_inbox(store, "gaza", list(map(str, sources)), published, publisher, now=NOW, fetch=fetch)
        )

    return run


def stored(store: Store) -> list[Article]:
    with store.reading() as session:
        return list(waiting(session, "gaza", 100))


def fates(found: list[tuple[str, Outcome]]) -> list[Fate]:
    return [outcome.fate for _, outcome in found]


def test_a_file_is_new_once_and_known_after_that(store: Store, ingest: Ingest, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(NEWS, "utf-8")
    assert ingest(path) == [(str(path), Outcome(Fate.NEW, "article 1", 1))]
    assert ingest(path) == [(str(path), Outcome(Fate.KNOWN, "article 1, it waits to be read", 1))]
    assert [article.text for article in stored(store)] == [NEWS]


def test_a_known_article_says_what_became_of_it(store: Store, ingest: Ingest, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NEWS, "utf-8")
    ingest(tmp_path / "a.txt")
    with store.writing() as session:
        mark_failed(session, 1, "a reason", now=NOW)
    [(_, outcome)] = ingest(tmp_path / "a.txt")
    assert str(outcome) == "known: article 1, it could not be read"


def test_a_folder_gives_its_texts_as_its_manifest_tells_of_them(
    store: Store, ingest: Ingest, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text(NEWS, "utf-8")
    (tmp_path / "b.txt").write_text(OTHER, "utf-8")
    manifest = {"a.txt": {"published": "2024-10-20", "publisher": "قنا", "url": "https://qna.example/1"}}
    (tmp_path / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    found = ingest(tmp_path, published=DAY, publisher="الساحل")
    assert [name for name, _ in found] == [f"{tmp_path} › a", f"{tmp_path} › b"]
    assert stored(store) == [
        Article(NEWS, "قنا", date(2024, 10, 20), "https://qna.example/1", 1),
        Article(OTHER, "الساحل", DAY, None, 2),
    ]


def test_one_bad_text_in_a_folder_leaves_the_others(store: Store, ingest: Ingest, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xff\xfe\x00\x01")
    (tmp_path / "b.txt").write_text(NEWS, "utf-8")
    (tmp_path / "c.txt").write_bytes(b"\x81")
    found = ingest(tmp_path)
    assert fates(found) == [Fate.REFUSED, Fate.NEW, Fate.REFUSED]
    assert found[0][1].sentence == f"{tmp_path / 'a.txt'}: this is not UTF-8 text"


def test_one_bad_line_leaves_the_others(store: Store, ingest: Ingest, tmp_path: Path) -> None:
    lines = [json.dumps({"id": "one", "text": NEWS}), "{", json.dumps({"id": 2}), json.dumps({"text": OTHER})]
    (tmp_path / "some.jsonl").write_text("\n".join(lines), "utf-8")
    found = ingest(tmp_path / "some.jsonl")
    assert fates(found) == [Fate.NEW, Fate.REFUSED, Fate.REFUSED, Fate.NEW]
    assert found[1][1].sentence.startswith("some.jsonl, line 2: not JSON")
    assert len(stored(store)) == 2


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The article is empty"),
        (b" \n\t ", "The article is empty"),
        (b"Nothing here is in Arabic.", "The article is not in Arabic"),
        (NEWS.encode() + b"\0", "this is a binary file"),
        (b"\x89PNG\r\n\x1a\n", "this is not UTF-8 text"),
    ],
)
def test_what_no_reading_could_use_is_refused_in_a_sentence_and_not_stored(
    content: bytes, sentence: str, store: Store, ingest: Ingest, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_bytes(content)
    [(_, outcome)] = ingest(tmp_path / "a.txt")
    assert outcome.refused
    assert sentence in outcome.sentence
    assert not stored(store)


def test_a_hidden_null_in_json_is_refused_too(store: Store, ingest: Ingest, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"text": NEWS + "\0"}), "utf-8")
    assert fates(ingest(tmp_path / "a.json")) == [Fate.REFUSED]


def test_sources_that_are_not_there_stop_none_of_the_rest(
    store: Store, ingest: Ingest, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text(NEWS, "utf-8")
    (tmp_path / "empty").mkdir()
    gone = [tmp_path / "gone.txt", tmp_path / "gone.html", tmp_path / "empty", "https://gone.example/a"]
    found = ingest(*gone, tmp_path / "a.txt")
    assert fates(found) == [Fate.REFUSED] * 4 + [Fate.NEW]
    assert str(found[3][1]) == "refused: There is no site of this name, or its name could not be looked up."


@pytest.mark.parametrize(
    "address", ["ftp://sahel.example/a", "file:///etc/passwd", "http://127.0.0.1/", "HTTP://[::1]/"]
)
def test_addresses_that_are_not_fetched_are_refused_not_opened_as_files(
    address: str, store: Store, ingest: Ingest
) -> None:
    assert fates(ingest(address, fetch=fetch)) == [Fate.REFUSED]


def page(title: str = "وفد مصري يصل إلى الدوحة", head: str = "") -> bytes:
    return f"<html><head><title>{title}</title>{head}</head><body><article><p>{NEWS}</p><p>{OTHER}</p></article>".encode()


def test_a_page_of_the_web_is_fetched_and_its_article_stored(store: Store, ingest: Ingest, site: Any) -> None:
    site.page("/a", page(head='<meta property="og:site_name" content="الساحل">'))
    policy = Policy(lambda host, port: ["127.0.0.1"], lambda address: True, frozenset({site.port}))
    url = f"http://sahel.example:{site.port}/a"
    [(name, outcome)] = ingest(url, fetch=lambda address: fetch(address, policy), published=DAY)
    assert (name, outcome.fate) == (url, Fate.NEW)
    assert stored(store) == [Article(f"وفد مصري يصل إلى الدوحة\n\n{NEWS}\n{OTHER}", "الساحل", DAY, url, 1)]


def test_a_persons_word_stands_above_what_a_page_says_of_itself(store: Store, ingest: Ingest) -> None:
    body = page(head='<meta name="date" content="2024-10-01"><meta property="og:site_name" content="الساحل">')
    ingest("https://sahel.example/a", fetch=lambda url: Page(url, body), published=DAY, publisher="قنا")
    [article] = stored(store)
    assert (article.published, article.publisher) == (DAY, "قنا")


def test_a_saved_page_is_read_as_a_page(store: Store, ingest: Ingest, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(page())
    assert fates(ingest(tmp_path / "a.html")) == [Fate.NEW]
    assert "<" not in stored(store)[0].text


def test_each_article_is_safe_before_the_next_is_looked_at(store: Store, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NEWS, "utf-8")
    (tmp_path / "b.txt").write_text(OTHER, "utf-8")
    going = into_inbox(store, "gaza", [str(tmp_path)], None, None, now=NOW)
    next(going)
    assert [article.text for article in stored(store)] == [NEWS]
