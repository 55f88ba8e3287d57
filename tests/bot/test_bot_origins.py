"""From a message to an article, for the forms that people forward; no server is needed for these."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from telegram import Message

from bot.editors.origins import article_of
from storage.catalog import load_outlets
from storage.model import Article

WHEN = int(datetime(2024, 10, 24, 21, 30, tzinfo=UTC).timestamp())
CHAT = {"id": -1001, "type": "supergroup", "title": "غرفة الأخبار", "username": "newsroom"}


def article(timezone: str = "Asia/Qatar", **message: Any) -> Article:
    usual = {
        "message_id": 1,
        "date": WHEN,
        "chat": {"id": 7, "type": "private"},
        "a_field_of_next_year": {"x": 1},
    }
    read = Message.de_json(usual | message, None)
    assert read is not None
    return article_of(read, load_outlets(), timezone)


def channel(**changes: Any) -> dict[str, Any]:
    chat = {"id": -1002, "type": "channel", "title": "قناة", "username": "news"} | changes
    return {"type": "channel", "date": WHEN, "chat": chat, "message_id": 5, "something_new": True}


def test_a_group_that_speaks_for_itself_is_named_but_has_no_link() -> None:
    origin = {"type": "chat", "date": WHEN, "sender_chat": CHAT}
    assert article(text="نص", forward_origin=origin) == Article(
        "نص", "غرفة الأخبار", date(2024, 10, 25), None
    )


@pytest.mark.parametrize(("timezone", "day"), [("Asia/Qatar", 25), ("Europe/London", 24), ("UTC", 24)])
def test_the_day_is_that_of_the_dossiers_time_zone(timezone: str, day: int) -> None:
    found = article(timezone, text="نص", forward_origin=channel())
    assert found.published == date(2024, 10, day)


def test_a_title_that_nobody_can_see_names_no_publisher() -> None:
    assert article(text="نص", forward_origin=channel(title="\u200b\u2060 \ufeff")).publisher is None


def test_a_link_under_a_word_names_the_outlet_too() -> None:
    entity = {"type": "text_link", "offset": 0, "length": 2, "url": "https://www.aljazeera.net/x"}
    found = article(text="نص", entities=[entity])
    assert (found.publisher, found.url, found.published) == ("الجزيرة", "https://www.aljazeera.net/x", None)


def test_a_channel_that_posts_an_outlets_article_keeps_its_own_link() -> None:
    text = "نص aljazeera.net/news/1"
    found = article(
        text=text, entities=[{"type": "url", "offset": 3, "length": 20}], forward_origin=channel()
    )
    assert (found.publisher, found.url) == ("الجزيرة", "https://t.me/news/5")


def test_links_to_two_outlets_name_neither() -> None:
    links = ["https://aljazeera.net/1", "https://www.reuters.com/2"]
    text = " ".join(links)
    entities = [{"type": "url", "offset": text.index(link), "length": len(link)} for link in links]
    assert article(text=text, entities=entities).publisher is None


@pytest.mark.parametrize(
    "link", ["https://notaljazeera.net/x", "https://aljazeera.net.example/x", "http://[", "x"]
)
def test_a_look_alike_address_is_no_outlets(link: str) -> None:
    entity = {"type": "text_link", "offset": 0, "length": 2, "url": link}
    assert article(text="نص", entities=[entity]).publisher is None


def test_a_message_without_text_has_an_empty_article() -> None:
    assert article(forward_origin=channel(username=None)).text == ""
