"""What editors and Prometheus can see of the service, and the word about a day on which nothing came in."""

from __future__ import annotations

import urllib.request
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
import pytest_asyncio
from botroom import NOW, OWNER, READER, Newsroom, RunningBot, digest_line, digest_of
from postroom import Post, received
from structlog.testing import capture_logs

from bot.commands.dispatch import answer
from bot.commands.request import Defaults, Request
from bot.desk import Desk
from bot.metrics import serve_metrics
from bot.preview.client import Person, Preview
from bot.serving import make_bot
from bot.views.plain import plain
from bot.watch import Watch
from storage import editors, feeds
from storage.db import Store
from storage.model import Fate
from storage.settings import BotSettings

SHORT = digest_of(digest_line(1))


class Watched:
    """A watch whose clock the test moves."""

    def __init__(self) -> None:
        self.ahead = timedelta()
        self.watch: Watch


@pytest_asyncio.fixture
async def watched(store: Store, bot_settings: BotSettings, defaults: Defaults) -> AsyncIterator[Watched]:
    seen = Watched()
    async with make_bot(bot_settings) as client:
        seen.watch = Watch(Desk(store, lambda: NOW + seen.ahead, defaults), client)
        yield seen


@contextmanager
def metrics(store: Store, defaults: Defaults) -> Iterator[dict[str, float]]:
    """Ask for the metrics as Prometheus does."""
    server, thread = serve_metrics(Desk(store, lambda: NOW + timedelta(seconds=30), defaults), "127.0.0.1", 0)
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{server.server_port}/metrics") as answered:
            lines = answered.read().decode().splitlines()
        yield {name: float(value) for name, value in (one.rsplit(" ", 1) for one in lines if one[0] != "#")}
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


async def test_a_day_without_an_article_is_told_to_all_editors_once_a_day(
    watched: Watched, store: Store, newsroom: Newsroom, telegram: Preview, owner: Person, reader: Person
) -> None:
    editor = telegram.person("هدى", started=True)
    with store.writing() as session:
        editors.name_editor(session, editor.id, named_by=OWNER, now=NOW)
    newsroom.article("خبر وصل في السابعة صباحًا.")
    for hours in (0, 12, 23, 24, 25, 47):
        watched.ahead = timedelta(hours=hours)
        await watched.watch.work()
    assert len(received(owner)) == len(received(editor)) == 1 and received(reader) == []
    assert "لم يرد أي مقال منذ الجمعة 25 أكتوبر 2024، 07:00" in received(owner)[0]
    watched.ahead = timedelta(hours=48)
    await watched.watch.work()
    assert len(received(owner)) == 2


async def test_a_service_that_was_never_given_an_article_is_not_called_broken(
    watched: Watched, owner: Person
) -> None:
    watched.ahead = timedelta(days=9)
    await watched.watch.work()
    assert received(owner) == []


async def test_the_word_about_silence_waits_for_the_morning(
    watched: Watched, newsroom: Newsroom, owner: Person
) -> None:
    newsroom.article("خبر وصل في السابعة صباحًا.")
    # Five in the morning, two days on: silent for long, but nobody is woken.
    watched.ahead = timedelta(hours=46)
    await watched.watch.work()
    assert received(owner) == []


async def test_an_editor_who_could_not_be_reached_is_told_at_the_next_look(
    watched: Watched, newsroom: Newsroom, telegram: Preview, owner: Person
) -> None:
    newsroom.article("خبر وصل في السابعة صباحًا.")
    watched.ahead = timedelta(hours=25)
    telegram.fault("flood", method="sendMessage", seconds=3600)
    await watched.watch.work()
    assert received(owner) == []
    telegram.clear_faults()
    await watched.watch.work()
    await watched.watch.work()
    assert len(received(owner)) == 1


async def test_the_log_says_how_it_is_when_that_has_changed(
    watched: Watched, post: Post, reader: Person
) -> None:
    post.queue(SHORT, READER)
    with capture_logs() as log:
        await watched.watch.work()
        await watched.watch.work()
        await post.send()
        await watched.watch.work()
    lines = [line for line in log if line["event"] == "health"]
    assert [(line["deliveries_pending"], line["deliveries_sent"]) for line in lines] == [(1, 0), (0, 1)]


def test_editors_see_the_status_and_readers_do_not(
    store: Store, request_: Request, newsroom: Newsroom
) -> None:
    newsroom.article("خبر ينتظر القراءة.")
    Post(store).queue(SHORT, READER, READER + 1)
    editor = replace(request_, user_id=OWNER, now=NOW + timedelta(minutes=3))
    shown = plain(answer(store, "/status", editor))
    assert "في الانتظار: 2" in shown and "أقدم ما ينتظر: منذ 3 دقائق" in shown
    assert "المشتركون: 2" in shown and "في انتظار القراءة: 1" in shown
    assert "آخر موجز: الجمعة 25 أكتوبر 2024، 07:00" in shown
    assert "للمحررين" in plain(answer(store, "/status", request_))
    assert "في الانتظار" not in plain(answer(store, "/status", replace(editor, private=False)))


async def test_prometheus_reads_what_waits_and_what_went(
    post: Post, reader: Person, store: Store, defaults: Defaults
) -> None:
    post.queue(SHORT, READER)
    with metrics(store, defaults) as before:
        assert before['wasit_deliveries{state="pending"}'] == 1
        assert before["wasit_oldest_pending_seconds"] == 30
    await post.send()
    with metrics(store, defaults) as after:
        assert after['wasit_deliveries{state="sent"}'] == 1
        assert after["wasit_sends_per_second"] == pytest.approx(1 / 60)
        assert after["wasit_last_digest_timestamp_seconds"] == NOW.timestamp()
        assert after["wasit_store_up"] == 1


def test_a_bot_whose_metrics_address_is_taken_works_all_the_same(
    bot_settings: BotSettings, store: Store, reader: Person, defaults: Defaults
) -> None:
    server, thread = serve_metrics(Desk(store, lambda: NOW, defaults), "127.0.0.1", 0)
    settings = bot_settings.model_copy(update={"metrics_addr": ("127.0.0.1", server.server_port)})
    running = RunningBot(settings, store)
    running.start()
    try:
        assert "وسيط" in reader.ask("/start").text
    finally:
        running.stop()
        server.shutdown()
        server.server_close()
        thread.join()


def fail_at_each_look(store: Store, looks: int) -> None:
    with store.writing() as session:
        feeds.turn(session, "gaza", "bbc", True, by=OWNER, now=NOW)
        for _ in range(looks):
            failed = feeds.Look(trouble="UnreachableError")
            feeds.looked(session, "gaza", "bbc", failed, every=timedelta(minutes=15), now=NOW)


async def test_a_source_that_does_not_answer_for_long_is_told_to_the_editors_once_a_day(
    watched: Watched, store: Store, owner: Person
) -> None:
    fail_at_each_look(store, 4)
    for hours in (1, 2):
        watched.ahead = timedelta(hours=hours)
        await watched.watch.work()
    (told,) = received(owner)
    assert "بي بي سي: الموقع لا يجيب، في 4 مرات متتالية" in told


async def test_a_source_that_fails_now_and_then_is_nobodys_worry(
    watched: Watched, store: Store, owner: Person
) -> None:
    fail_at_each_look(store, 3)
    watched.ahead = timedelta(hours=1)
    await watched.watch.work()
    assert received(owner) == []


async def test_a_flood_is_told_at_once(watched: Watched, store: Store, owner: Person) -> None:
    with store.writing() as session:
        feeds.turn(session, "gaza", "bbc", True, by=OWNER, now=NOW)
        feeds.deal_with(session, "gaza", "bbc", "x", Fate.TOO_MANY, now=NOW)
    # Two in the morning.
    watched.ahead = timedelta(hours=19)
    await watched.watch.work()
    (told,) = received(owner)
    assert "ورد منه في 24 ساعة أكثر من 100 مقال، وتُرك مقال واحد" in told


async def test_a_source_that_has_been_turned_off_worries_nobody(
    watched: Watched, store: Store, owner: Person
) -> None:
    fail_at_each_look(store, 9)
    with store.writing() as session:
        feeds.turn(session, "gaza", "bbc", False, by=OWNER, now=NOW)
    watched.ahead = timedelta(hours=1)
    await watched.watch.work()
    assert received(owner) == []
