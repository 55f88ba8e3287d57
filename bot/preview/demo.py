"""A whole day without Telegram: the real processes, people who write to them, and a clock that is moved.

It starts `wasit bot` and `wasit summarizer` as they are started for real, against the stand-in, on a database
of their own; it speaks to them through chats alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from time import monotonic

from bot.preview.client import Json, Person, PreviewError
from bot.preview.posts import Post, post_of
from bot.preview.review_scene import look_through
from bot.preview.stage import MORNING, ZONE, DemoError, Stage, newest_day, staged, usable
from bot.preview.transcript import Say, Transcript
from processes import stop_all
from storage.inbox import content_hash

# The machine may be slow and busy; nobody waits this long on a usual day.
PATIENCE_SECONDS = 60.0
# How often we look whether the bot and the summarizer are still there.
LOOK_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Cast:
    """Who takes part, and the transcript of what they say."""

    stage: Stage
    transcript: Transcript

    def answers(self, person: Person, after: int) -> Iterator[Json]:
        """Give what the bot says to this person after an event, edits too, for as long as our patience lasts.

        Raises DemoError when the bot or the summarizer is no longer there to say anything.
        """
        deadline = monotonic() + PATIENCE_SECONDS
        while (left := deadline - monotonic()) > 0:
            for event in person.events(after, min(left, LOOK_SECONDS)):
                after = event["number"]
                if event["kind"] in ("message", "edited") and event["message"]["from"]["is_bot"]:
                    yield event
            for child in self.stage.children:
                if (status := child.ended()) is not None:
                    raise DemoError(f"`wasit {child.arguments[0]}` ended with status {status}")

    def wait_for_answer(self, person: Person, after: int) -> None:
        """Wait until the bot has said anything after an event; raises DemoError where it does not."""
        if next(self.answers(person, after), None) is None:
            raise DemoError(f"an answer to {person.name} did not come in {PATIENCE_SECONDS:.0f} s")


def run_demo(folder: Path, say: Say) -> int:
    """Play the day with the articles in `folder`, printing the chats line by line; returns an exit status.

    Raises DemoError or FileError, in one sentence, where the articles cannot be used, an answer stays out
    or a process ends.
    """
    articles = usable(folder, say)
    newest = newest_day(articles)
    with _cast(newest, say) as cast:
        _play(cast, [post_of(named, newest) for named in articles], newest, say)
    say("")
    say("That was a day. Nothing is left of it but what you read here: `wasit run` is the real thing.")
    return 0


@contextmanager
def _cast(day: date, say: Say) -> Iterator[Cast]:
    """Set up the stage, print what happens on it, and run the two processes; end all of it afterwards."""
    with ExitStack() as stack:
        stage = stack.enter_context(staged(day))
        transcript = Transcript(stage.preview, {one.id: one.name for one in stage.people}, ZONE, say)
        stack.callback(transcript.close)
        stack.callback(stop_all, stage.children)
        for child in stage.children:
            child.start()
        yield Cast(stage, transcript)


def _play(cast: Cast, posts: Sequence[Post], day: date, say: Say) -> None:
    scenes: list[tuple[str, Callable[[], object]]] = [
        ("A reader says hello", lambda: _ask(cast, cast.stage.reader, "/start")),
        (
            f"The editor forwards {len(posts)} articles",
            lambda: _forward_all(cast, posts, say),
        ),
        ("Somebody who is no editor forwards one", lambda: _forward_as_guest(cast, posts[0])),
        ("What may readers see of it so far?", lambda: _ask(cast, cast.stage.reader, "/latest")),
        ("The editor looks through what is doubtful", lambda: _review(cast, say)),
        ("What is new?", lambda: _ask(cast, cast.stage.reader, "/latest")),
        ("What do the mediators do?", lambda: _ask(cast, cast.stage.reader, "/mediators")),
        ("One event, with the sentences that tell it", lambda: _ask(cast, cast.stage.guest, "/event 1")),
        (
            "A reader subscribes",
            lambda: _subscribe(cast),
        ),
        ("The next morning, seven o'clock in Doha: the digest comes by itself", lambda: _digest(cast, day)),
    ]
    for number, (title, play) in enumerate(scenes, 1):
        say("")
        say(f"━━ {number}. {title} ━━")
        play()
        cast.transcript.catch_up()


def _ask(cast: Cast, person: Person, text: str) -> None:
    before = person.last_event()
    person.say(text)
    cast.wait_for_answer(person, before)


def _review(cast: Cast, say: Say) -> None:
    def in_order(line: str) -> None:
        cast.transcript.catch_up()
        say(line)

    try:
        look_through(cast.stage.editor, cast.answers, in_order)
    except StopIteration:
        raise DemoError(f"the queue did not answer in {PATIENCE_SECONDS:.0f} s") from None


def _subscribe(cast: Cast) -> None:
    _ask(cast, cast.stage.reader, "/subscribe")
    _ask(cast, cast.stage.reader, "/settings")


def _forward_all(cast: Cast, posts: Sequence[Post], say: Say) -> None:
    """Forward the articles as the editor; wait after each until the bot has said what there is to say."""
    editor = cast.stage.editor
    sent: set[str] = set()
    for post in posts:
        before = editor.last_event()
        try:
            for number, part in enumerate(post.parts()):
                post.forwarded_by(editor, part, number)
        except PreviewError as refusal:
            say(f"Left out: {post.name}: Telegram would not take it ({refusal})")
            continue
        _await_understanding(cast, before, is_new=content_hash(post.text) not in sent)
        sent.add(content_hash(post.text))


def _await_understanding(cast: Cast, before: int, *, is_new: bool) -> None:
    """Wait for the bot's word on an article: at first that it came, and where it is new, later what is in it.

    Where it says no more than one thing, that was its last word. A message that ends in dots is not the last.
    """
    answered = False
    for event in cast.answers(cast.stage.editor, before):
        answered = True
        on_its_way = event["message"]["text"].rstrip().endswith("…")
        if (event["kind"] == "edited" and not on_its_way) or not is_new:
            return
    if not answered:
        raise DemoError(f"nothing was said of an article in {PATIENCE_SECONDS:.0f} s")


def _forward_as_guest(cast: Cast, post: Post) -> None:
    guest = cast.stage.guest
    before = guest.last_event()
    post.forwarded_by(guest, next(post.parts()))
    cast.wait_for_answer(guest, before)


def _digest(cast: Cast, day: date) -> None:
    before = cast.stage.reader.last_event()
    cast.stage.move_clock(day + timedelta(days=1), MORNING)
    cast.wait_for_answer(cast.stage.reader, before)
