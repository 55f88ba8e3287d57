"""A server that speaks the chat interface, and every way in which it can let us down; over HTTP on loopback."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from briefs import MEETING, TALKS, brief
from pydantic import TypeAdapter

from storage.model import Setback, Writing
from summarizer.writing.checking import written
from summarizer.writing.endpoint import Endpoint
from summarizer.writing.extractive import Extractive

# Both are borne out by the sentences that are sent.
GOOD = {
    MEETING: "بحث محمد بن عبد الرحمن آل ثاني وستيف ويتكوف وقف إطلاق النار في غزة خلال لقاء في الدوحة الأحد 12 يناير 2025.",
    TALKS: "قال مسؤول مصري إن جولة جديدة من المفاوضات ستعقد في القاهرة الأسبوع المقبل.",
}
Answer = Callable[[BaseHTTPRequestHandler, dict[str, Any]], None]


class Server:
    """A model server: `answer` says what becomes of each request, which are kept."""

    def __init__(self, answer: Answer) -> None:
        self.asked: list[dict[str, Any]] = []
        self.headers: list[str | None] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                outer.asked.append(body)
                outer.headers.append(self.headers["Authorization"])
                answer(self, body)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        threading.Thread(target=self.http.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.http.server_port}/v1"


@contextmanager
def serving(answer: Answer) -> Iterator[Server]:
    server = Server(answer)
    try:
        yield server
    finally:
        server.http.shutdown()
        server.http.server_close()


def give(handler: BaseHTTPRequestHandler, body: bytes, status: int = 200) -> None:
    handler.send_response(status)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def says(text: str | None) -> bytes:
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": text}}]}).encode()


def saying(text: str | None) -> Answer:
    return lambda handler, _: give(handler, says(text))


def faithful(handler: BaseHTTPRequestHandler, asked: dict[str, Any]) -> None:
    sent = asked["messages"][1]["content"]
    give(handler, says(next(good for source, good in GOOD.items() if source in sent)))


def endpoint(server: Server, **more: Any) -> Endpoint:
    return Endpoint(server.url, "a-model", more.pop("key", None), pause=lambda _: None, **more)


def test_what_a_server_writes_goes_out_when_the_articles_bear_it_out() -> None:
    with serving(faithful) as server:
        made = written(brief(), endpoint(server, key="a-key"))
    assert (made.writer, made.setback) == ("endpoint", None)
    assert [one.text for one in made.groups] == list(GOOD.values())
    assert made.lead[0].text == GOOD[MEETING]
    assert made.dropped == ()
    assert server.headers == ["Bearer a-key"] * 2
    for asked in server.asked:
        assert (asked["model"], asked["stream"], asked["temperature"]) == ("a-model", False, 0)


def test_the_same_brief_is_asked_in_the_same_words() -> None:
    with serving(faithful) as server:
        first, second = endpoint(server).write(brief()), endpoint(server).write(brief())
    assert first == second and server.asked[:2] == server.asked[2:]


def test_what_a_model_thinks_aloud_is_not_told() -> None:
    def aloud(handler: BaseHTTPRequestHandler, asked: dict[str, Any]) -> None:
        give(handler, says(f"<think>بنيامين نتنياهو؟ لا.</think>\n{GOOD[MEETING]}"))

    with serving(aloud) as server:
        made = written(brief(), endpoint(server))
    assert GOOD[MEETING] in [one.text for one in made.groups]


@pytest.mark.parametrize("broken", ["\ud800", "\x00", "\x07", "\ue000"])
def test_what_is_no_character_never_reaches_the_store(broken: str) -> None:
    """Half of a pair of UTF-16 is valid JSON; the database refuses it, and with it the digest, each second again."""

    def breaking(handler: BaseHTTPRequestHandler, asked: dict[str, Any]) -> None:
        source, good = next(one for one in GOOD.items() if one[0] in asked["messages"][1]["content"])
        give(handler, says(f"{good[:-1]}{broken}." if source == MEETING else good))

    with serving(breaking) as server:
        made = written(brief(), endpoint(server))
    assert broken not in TypeAdapter(Writing).dump_json(made).decode()
    assert broken not in str([made.groups, made.lead, made.dropped])
    assert GOOD[TALKS] in [one.text for one in made.groups]


def test_marks_that_nobody_sees_are_taken_out_of_what_a_model_says() -> None:
    with serving(saying(f"\u202e{GOOD[MEETING][:20]}\u200b{GOOD[MEETING][20:]}\u202c")) as server:
        made = written(brief(), endpoint(server))
    assert GOOD[MEETING] in [one.text for one in made.groups]


@pytest.mark.parametrize(
    "text",
    [
        "The Qatari prime minister met Steve Witkoff in Doha.",
        "**التقى** محمد بن عبد الرحمن ستيف ويتكوف.",
        "<b>التقى</b> محمد بن عبد الرحمن ستيف ويتكوف.",
        "كلمة " * 10_000,
        "",
        None,
        "123 456",
    ],
)
def test_english_markup_floods_and_silence_are_nonsense(text: str | None) -> None:
    with serving(saying(text)) as server:
        assert_extractive(server, Setback.NONSENSE)


def test_what_the_articles_do_not_say_is_dropped_and_kept_for_editors() -> None:
    with serving(saying("التقى بنيامين نتنياهو ستيف ويتكوف في واشنطن.")) as server:
        made = written(brief(), endpoint(server))
    assert made.setback is Setback.UNFAITHFUL and made.writer == "extractive"
    assert any("نتنياهو" in one.text for one in made.dropped)


@pytest.mark.parametrize(
    ("body", "status", "why"),
    [
        (b"not json", 200, Setback.NONSENSE),
        (b"[]", 200, Setback.NONSENSE),
        (b'{"choices": []}', 200, Setback.NONSENSE),
        (b'{"choices": [{"message": {"content": 7}}]}', 200, Setback.NONSENSE),
        (b"[" * 100_000, 200, Setback.NONSENSE),
        (b"x" * 2_000_000, 200, Setback.NONSENSE),
        (b"{}", 401, Setback.REFUSED),
        (b"{}", 500, Setback.REFUSED),
        (b"{}", 503, Setback.REFUSED),
        (b"{}", 302, Setback.REFUSED),
        (b"{}", 404, Setback.WRONG_MODEL),
    ],
)
def test_each_refusal_and_each_nonsense_has_its_name(body: bytes, status: int, why: Setback) -> None:
    with serving(lambda handler, _: give(handler, body, status)) as server:
        assert_extractive(server, why)


def test_a_server_that_is_busy_is_asked_once_more() -> None:
    turns = iter([503, 200, 503, 200])

    def busy(handler: BaseHTTPRequestHandler, asked: dict[str, Any]) -> None:
        if next(turns) == 503:
            give(handler, b"{}", 503)
        else:
            faithful(handler, asked)

    with serving(busy) as server:
        made = written(brief(), endpoint(server))
    assert made.setback is None and len(server.asked) == 4


def test_a_server_that_is_not_there_is_no_answer() -> None:
    with serving(faithful) as server:
        pass
    assert_extractive(server, Setback.NO_ANSWER)


def test_a_server_that_breaks_off_is_no_answer() -> None:
    with serving(lambda handler, _: handler.connection.close()) as server:
        assert_extractive(server, Setback.NO_ANSWER)


def test_a_server_that_never_answers_is_too_late() -> None:
    done = threading.Event()
    with serving(lambda handler, _: give(handler, b"") if done.wait(10) else None) as server:
        assert_extractive(server, Setback.TOO_LATE, one=0.2)
        done.set()


def test_a_server_that_sends_a_byte_now_and_then_is_too_late() -> None:
    blink = threading.Event()

    def drip(handler: BaseHTTPRequestHandler, _: dict[str, Any]) -> None:
        handler.send_response(200)
        handler.end_headers()
        try:
            while True:
                handler.wfile.write(b" ")
                handler.wfile.flush()
                blink.wait(0.02)
        except OSError:
            return

    with serving(drip) as server:
        assert_extractive(server, Setback.TOO_LATE, one=0.3)


def test_what_was_answered_before_the_server_went_away_is_kept() -> None:
    turns = iter([True, False])

    def once(handler: BaseHTTPRequestHandler, asked: dict[str, Any]) -> None:
        faithful(handler, asked) if next(turns) else give(handler, b"{}", 500)

    with serving(once) as server:
        made = written(brief(), endpoint(server))
    assert made.writer == "endpoint" and made.groups[0].event_ids == (1,)
    assert made.groups[0].text == GOOD[MEETING]


def assert_extractive(server: Server, why: Setback, **more: Any) -> None:
    """The extractive text goes out, and it is said why."""
    made, plain = written(brief(), endpoint(server, **more)), written(brief(), Extractive())
    assert (made.writer, made.asked, made.setback) == ("extractive", "endpoint", why)
    assert (made.lead, made.groups) == (plain.lead, plain.groups) and made.lead
