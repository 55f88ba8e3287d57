"""The demo as a page: wasit's processes run behind the stand-in's chat page until somebody ends them."""

from __future__ import annotations

import os
import sys
import webbrowser
from pathlib import Path

from bot.preview.page.scene import Scene, Step
from bot.preview.posts import post_of
from bot.preview.stage import MORNING, ZONE, Stage, newest_day, staged, usable
from bot.preview.transcript import Say
from processes import supervise

GROUP, TOPIC = "غرفة المتابعة", "المفاوضات"


def run_chat(folder: Path, say: Say, *, port: int = 0, opens: bool = True) -> int:
    """Serve the page with the articles in `folder` at hand, until a signal; returns an exit status.

    `port` 0 is a free one; `opens` shows the page in a browser where there is one.
    Raises DemoError or FileError where the articles or the port cannot be used.
    """
    articles = usable(folder, say)
    day = newest_day(articles)
    with staged(day, port) as stage:
        _people_the_page(stage)
        stage.api.app.scene = Scene(
            zone=ZONE.key,
            morning=f"{MORNING:%H:%M}",
            roles={person.id: _role(stage, person.id) for person in stage.people},
            posts=[post_of(named, day) for named in articles],
            steps=_steps(stage),
        )
        address = f"{stage.api.url}/"
        say(f"The chat page: {address}")
        say("The bot and the summarizer run behind it. Ctrl-C ends all of it, and nothing is left.")
        if opens and _has_screen():
            webbrowser.open(address)
        return supervise(stage.children, say)


def _people_the_page(stage: Stage) -> None:
    """Make a group in which all of them are, with the bot, and which has a topic beside the general one."""
    group = stage.preview.chat(GROUP, stage.reader, stage.guest, stage.editor, bot="member", forum=True)
    stage.preview.topic(group, TOPIC)


def _steps(stage: Stage) -> list[Step]:
    """What shows the most in a minute: an article in, its card, a reader's question, a subscription, the digest."""
    editor, reader = stage.editor.id, stage.reader.id
    return [
        Step("forward", editor),
        Step("press", editor),
        Step("say", reader, "/latest"),
        Step("say", reader, "/subscribe"),
        Step("clock"),
    ]


def _role(stage: Stage, person: int) -> str:
    return "editor" if person == stage.editor.id else "reader"


def _has_screen() -> bool:
    """Tell whether a browser could show itself; on a bare Linux only those for terminals would come."""
    named = ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in named)
