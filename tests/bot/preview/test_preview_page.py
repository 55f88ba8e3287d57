"""The chat page's own side over HTTP: what it is made of, what it begins with, what it hears."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from telegram import (
    Bot,
    BotCommandScopeAllGroupChats,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from bot.preview.client import Person, Preview
from bot.preview.page.scene import Scene, Step
from bot.preview.posts import Post
from bot.preview.server import RunningPreview

FOLDER = Path(__file__).resolve().parents[3] / "bot" / "preview" / "page"
PARTS = sorted(path.name for path in FOLDER.iterdir() if path.suffix in (".html", ".css", ".js", ".svg"))


def get(preview: Preview, path: str, **headers: str) -> httpx.Response:
    return httpx.get(f"{preview.url}{path}", headers=headers, trust_env=False)


@contextmanager
def stream(preview: Preview, after: int, **headers: str) -> Iterator[Iterator[dict[str, Any]]]:
    """Give what a page hears after an event, one telling after the other."""
    address = f"{preview.url}/page/stream?after={after}"
    with httpx.stream("GET", address, headers=headers, trust_env=False, timeout=5) as heard:
        assert heard.headers["content-type"].startswith("text/event-stream")
        yield (json.loads(line[6:]) for line in heard.iter_lines() if line.startswith("data: "))


def test_the_page_runs_nothing_but_its_own_files(preview: Preview) -> None:
    page = get(preview, "/")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "script-src 'self'" in policy and "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    named = re.findall(r'(?:src|href)="([^"#]+)"', page.text)
    assert named and all(get(preview, name).status_code == 200 for name in named)
    assert not re.search(r"<script[^>]*>[^<]|<style|\son\w+=|\sstyle=", page.text)


@pytest.mark.parametrize("part", PARTS)
def test_no_part_of_the_page_names_another_server_or_reads_text_as_html(part: str) -> None:
    text = (FOLDER / part).read_text("utf-8")
    assert set(re.findall(r"https?://[\w.]+", text)) <= {"http://www.w3.org"}
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", text
    )


@pytest.mark.parametrize(
    "path", ["/page/serving.py", "/page/..%2f..%2fserver.py", "/page/no.js", "/page/%2e%2e"]
)
def test_only_the_parts_of_the_page_are_handed_out(preview: Preview, path: str) -> None:
    assert get(preview, path).status_code == 404


@pytest.mark.parametrize("path", ["/", "/page/main.js", "/page/start", "/page/stream"])
def test_other_pages_and_host_names_are_kept_out_of_the_page(preview: Preview, path: str) -> None:
    for headers in (
        {"Origin": "https://example.org"},
        {"Origin": "http://127.0.0.1:1"},
        {"Host": "rebound.example"},
    ):
        assert get(preview, path, **headers).status_code == 403, headers


def test_another_page_of_this_machine_writes_nothing(preview: Preview, nur: Person) -> None:
    ask = {"headers": {"Origin": "http://localhost:3000"}, "json": {"text": "x"}, "trust_env": False}
    assert httpx.post(f"{preview.url}/people/{nur.id}/messages", **ask).status_code == 403  # type: ignore[arg-type]
    assert nur.read() == []


def test_a_page_begins_with_the_people_the_scene_and_the_time(
    preview: Preview, running: RunningPreview, nur: Person
) -> None:
    post = Post(
        "1",
        "قصير\nعنوان طويل بما يكفي ليُعرف به المقال\nنص",
        "صحيفة",
        "paper",
        7,
        datetime(2025, 1, 16, tzinfo=UTC),
    )
    running.app.scene = Scene(
        "Asia/Qatar", "07:00", {nur.id: "reader"}, [post], [Step("say", nur.id, "/latest")]
    )
    try:
        start = get(preview, "/page/start").json()
    finally:
        running.app.scene = Scene()
    assert start["people"][0]["name"] == "Nur" and start["roles"] == {str(nur.id): "reader"}
    assert start["posts"][0]["headline"] == "عنوان طويل بما يكفي ليُعرف به المقال"
    assert start["posts"][0]["parts"] == [post.text]
    assert start["steps"] == [{"does": "say", "person": nur.id, "text": "/latest", "post": 0}]
    assert abs(start["now"] - preview.now()) < 5


async def test_a_page_hears_what_happens_and_goes_on_where_it_was(
    bot: Bot, preview: Preview, nur: Person
) -> None:
    first = await bot.send_message(nur.id, "أول")
    with stream(preview, 0) as heard:
        told = next(heard)
        assert [event["message"]["message_id"] for event in told["events"]] == [first.message_id]
        await bot.send_message(nur.id, "<b>ثان</b>", parse_mode="HTML")
        message = next(heard)["events"][0]["message"]
        assert (message["text"], message["entities"][0]["type"]) == ("ثان", "bold")
    with stream(preview, 0, **{"Last-Event-ID": str(told["events"][-1]["number"])}) as heard:
        assert [event["message"]["text"] for event in next(heard)["events"]] == ["ثان"]


def test_a_page_hears_that_the_clock_was_moved(preview: Preview) -> None:
    with stream(preview, 0) as heard:
        before = next(heard)["now"]
        preview.move_clock(forward=3600)
        assert 3600 <= next(heard)["now"] - before < 3610


async def test_a_page_hears_of_the_bots_own_keyboard(bot: Bot, nur: Person) -> None:
    keyboard = ReplyKeyboardMarkup([[KeyboardButton("نعم")]])
    await bot.send_message(nur.id, "؟", reply_markup=keyboard)
    await bot.send_message(nur.id, "!", reply_markup=ReplyKeyboardRemove())
    shown = [event["keyboard"] for event in nur.events() if event["kind"] == "keyboard"]
    assert shown[0]["keyboard"] == [[{"text": "نعم"}]] and shown[1] is None


async def test_the_menu_is_that_of_the_chat_one_is_in(bot: Bot, preview: Preview, nur: Person) -> None:
    group = preview.chat("Group", nur, bot="member")
    await bot.set_my_commands([("latest", "x")])
    await bot.set_my_commands([("help", "y")], scope=BotCommandScopeAllGroupChats())
    shown = [preview.look(f"/people/{nur.id}/menu", chat=chat) for chat in (nur.id, group)]
    assert [[one["command"] for one in menu] for menu in shown] == [["latest"], ["help"]]


COLOURS = (FOLDER / "colours.css").read_text("utf-8")
# Words and what they stand on.
PAIRS = [
    *[("ink", back) for back in ("panel", "sunk", "theirs")],
    *[("soft", back) for back in ("panel", "sunk", "theirs", "accent-soft")],
    *[("accent", back) for back in ("panel", "sunk", "theirs", "accent-soft")],
    *[(f"tint{number}", "theirs") for number in range(6)],
    *[
        ("accent-ink", "accent"),
        ("accent-ink", "badge"),
        ("own-ink", "own"),
        ("link", "theirs"),
        ("link", "own"),
    ],
    *[("key-ink", "key"), ("notice", "notice-back"), ("panel", "bad")],
]


def light_of(colour: str) -> float:
    """Return a colour's relative luminance, as WCAG 2 counts it."""
    whole = colour if len(colour) == 7 else "#" + "".join(2 * one for one in colour[1:])
    parts = [int(whole[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "back"), PAIRS)
def test_words_stand_out_from_what_they_stand_on(scheme: str, ink: str, back: str) -> None:
    """At least 4.5 to 1, WCAG 2's level AA."""
    light, dark = COLOURS.split("@media (prefers-color-scheme: dark)")
    named = dict(
        re.findall(r"--([\w-]+): (#[0-9a-f]{3,6})\b", light if scheme == "light" else dark.split("*,")[0])
    )
    bright, dim = sorted((light_of(named[ink]), light_of(named[back])), reverse=True)
    assert (bright + 0.05) / (dim + 0.05) >= 4.5


def test_a_page_sees_a_forums_topics_and_sends_files_into_them(preview: Preview, nur: Person) -> None:
    forum = preview.chat("Forum", nur, bot="member", forum=True)
    topic = preview.topic(forum, "محادثات")
    assert [(one["id"], one["closed"]) for one in nur.look(forum)["topics"]] == [(0, False), (topic, False)]
    assert nur.look()["topics"] == []
    assert nur.send_file("a.txt", b"x", chat=forum, topic=topic).topic == topic
