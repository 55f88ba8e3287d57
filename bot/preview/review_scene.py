"""The demo's editor at the queue: one card rejected and taken back, then all approved; knows only what a chat shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bot.preview.client import Json, Person, Seen
from bot.preview.transcript import Say

APPROVE, REJECT, UNDO = "✅ إقرار", "🚫 رفض", "تراجع"
# Nobody holds so many back; a bot that never came to the end of its queue would keep us here.
MOST = 500

Answers = Callable[[Person, int], Iterator[Json]]


def look_through(editor: Person, answers: Answers, say: Say) -> int:
    """Walk the queue as an editor does; returns how many events were approved.

    `answers` gives what the bot says after an event of the chat. Where it says nothing, StopIteration ends it.
    """
    before = editor.last_event()
    editor.say("/review")
    card = _answer(editor, answers, before)
    if REJECT in card.labels:
        card = _press(editor, card, REJECT, answers, say)
        card = _press(editor, card, next(one for one in card.labels if UNDO in one), answers, say)
    approved = 0
    while APPROVE in card.labels and approved < MOST:
        card = _press(editor, card, APPROVE, answers, say)
        approved += 1
    return approved


def _press(editor: Person, card: Seen, button: str, answers: Answers, say: Say) -> Seen:
    say(f"  ({editor.name} [ {button} ])")
    before = editor.last_event()
    editor.tap(card, button)
    return _answer(editor, answers, before)


def _answer(editor: Person, answers: Answers, before: int) -> Seen:
    return Seen(next(answers(editor, before))["message"])
