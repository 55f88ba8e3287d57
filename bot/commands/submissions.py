"""The buttons under what was handed in: its day, whether its text is right, another try, or drop it."""

from __future__ import annotations

from datetime import date, timedelta

from bot.commands.days import asked_days
from bot.commands.request import Request
from bot.views import submission as view
from bot.views.days import local_day
from bot.views.reply import Reply
from storage.db import Session
from storage.files import FileError, check_published
from storage.model import Submission
from storage.submissions import telling


def published(request: Request, session: Session) -> Reply:
    """Take a day from a button: "12 2024-10-24", or "12 -" where it is not to be known."""
    number, word = _number(request.args), request.args.partition(" ")[2]
    try:
        day = None if word == "-" else date.fromisoformat(word)
    except ValueError:
        return view.gone()
    return _date(request, session, number, day)


def other_day(request: Request, session: Session) -> Reply:
    number = _number(request.args)
    asked = telling.asked(session, number, request.chat_id)
    return view.ask_other_day(number) if asked else view.gone()


def day_typed(request: Request, session: Session, subject: str) -> Reply:
    """Take a day as it was typed; a month or a span of days is asked about once more."""
    number, today = _number(subject), _today(request)
    if telling.asked(session, number, request.chat_id) is None:
        return view.gone()
    days = asked_days(request.args, today)
    if days is None or days[0] != days[1] or not _possible(days[0], today):
        return view.ask_other_day(number, again=True)
    return _date(request, session, number, days[0])


def text_right(request: Request, session: Session) -> Reply:
    done = telling.confirm_text(
        session, _number(request.args), request.chat_id, by=request.user_id, now=request.now
    )
    if isinstance(done, Submission):
        return view.progress(done, _today(request))
    return view.gone() if done is None else view.confirmed()


def open_again(request: Request, session: Session) -> Reply:
    number = _number(request.args)
    done = telling.retry(session, number, request.chat_id, now=request.now)
    return view.opened_again(done.kind) if done else view.gone()


def drop(request: Request, session: Session) -> Reply:
    done = telling.discard(
        session, _number(request.args), request.chat_id, by=request.user_id, now=request.now
    )
    return view.dropped() if done else view.gone()


def _date(request: Request, session: Session, number: int, day: date | None) -> Reply:
    if day is not None and not _possible(day, _today(request)):
        return view.gone()
    done = telling.say_day(session, number, request.chat_id, day, by=request.user_id, now=request.now)
    return view.gone() if done is None else view.dated(day)


def _possible(day: date, today: date) -> bool:
    try:
        check_published(day, today, "")
    except FileError:
        return False
    # What is typed for tomorrow is a slip.
    return day <= today + timedelta(days=1)


def _today(request: Request) -> date:
    return local_day(request.now, request.defaults.timezone)


def _number(words: str) -> int:
    head = words.partition(" ")[0]
    # Beyond that no database counts.
    return int(head) if head.isdecimal() and len(head) < 10 else 0
