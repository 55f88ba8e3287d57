"""/sources: editors see how the feeds are doing, owners turn them on and off, and every turn is in the trail."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from botroom import NOW, OWNER, READER

from bot.commands.dispatch import answer, perform, pressed
from bot.commands.request import Request
from bot.views.plain import plain
from bot.views.reply import Reply
from storage import audit, editors, feeds
from storage.audit import Deed
from storage.db import Store
from storage.feeds import Look
from storage.model import Fate

EDITOR = 801
Say = Callable[..., Reply]


@pytest.fixture
def say(store: Store, request_: Request) -> Say:
    """Types a command or presses a button (`press`) as somebody."""
    with store.writing() as session:
        editors.name_editor(session, EDITOR, named_by=OWNER, now=NOW)

    def said(text: str, by: int, press: bool = False) -> Reply:
        request = replace(request_, user_id=by)
        if not press:
            return answer(store, text, request)
        action, args = pressed(text)
        assert action is not None
        return perform(store, action, replace(request, args=args))

    return said


def test_at_first_every_source_is_off(say: Say) -> None:
    text = plain(say("/sources", OWNER))
    assert "⚪️ بي بي سي: متوقف" in text and "🟢" not in text


def test_an_owner_turns_a_source_on_and_off_again(store: Store, say: Say) -> None:
    assert "🟢 بي بي سي: يُقرأ" in plain(say("feed on bbc", OWNER, press=True))
    with store.reading() as session:
        assert [state.outlet for state in feeds.due(session, "gaza", NOW)] == ["bbc"]
    off = say("feed off bbc", OWNER, press=True)
    assert "⚪️ بي بي سي: متوقف" in plain(off)
    with store.reading() as session:
        assert not feeds.due(session, "gaza", NOW)
        trail = audit.entries(session, limit=9)
    assert [(one.deed, one.by, one.subject) for one in trail[:2]] == [
        (Deed.FEED_STOPPED, OWNER, "feed bbc"),
        (Deed.FEED_STARTED, OWNER, "feed bbc"),
    ]


def test_pressing_twice_is_one_deed(store: Store, say: Say) -> None:
    for _ in range(2):
        say("feed on bbc", OWNER, press=True)
    with store.reading() as session:
        assert sum(one.deed is Deed.FEED_STARTED for one in audit.entries(session, limit=9)) == 1


@pytest.mark.parametrize("who", [EDITOR, READER])
def test_nobody_but_an_owner_turns_a_source_on(store: Store, say: Say, who: int) -> None:
    say("feed on bbc", who, press=True)
    with store.reading() as session:
        assert not feeds.overview(session, "gaza", now=NOW)


def test_an_editor_sees_them_and_a_reader_does_not(say: Say) -> None:
    seen = say("/sources", EDITOR)
    # The buttons are for those who may press them.
    assert "بي بي سي" in plain(seen) and not seen.buttons and say("/sources", OWNER).buttons
    assert "بي بي سي" not in plain(say("/sources", READER))


@pytest.mark.parametrize("pressed_", ["feed on nothing", "feed", "feed up bbc", "feed on"])
def test_a_button_for_a_source_that_is_no_more_says_so(say: Say, pressed_: str) -> None:
    assert "لم تعد له قائمة" in plain(say(pressed_, OWNER, press=True))


def test_what_a_source_brought_and_what_is_wrong_with_it_is_said(store: Store, say: Say) -> None:
    with store.writing() as session:
        feeds.turn(session, "gaza", "bbc", True, by=OWNER, now=NOW)
        for number, fate in enumerate((Fate.TAKEN, Fate.TAKEN, Fate.ELSEWHERE)):
            feeds.deal_with(session, "gaza", "bbc", f"{number}", fate, now=NOW)
        feeds.looked(
            session, "gaza", "bbc", Look(trouble="StatusError"), every=timedelta(minutes=15), now=NOW
        )
    text = plain(say("/sources", OWNER))
    assert "أُخذ في 24 ساعة: مقالان · تُرك: 1" in text and "الموقع يجيب بخطأ" in text
