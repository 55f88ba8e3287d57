"""/search, and words that are no command: a question, understood, answered with events and the sentences that match."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain

from bot.commands.asking import Meaning, understand
from bot.commands.named import key_of
from bot.commands.request import Request
from bot.views import search as view
from bot.views.following import follow_button
from bot.views.reply import Reply
from storage.catalog.checks import folded
from storage.db import Session
from storage.model import Event, Period, Precision
from storage.read.articles import texts
from storage.search.finding import AnyOf, Asked, Found, find
from storage.search.words import of_issue, of_name, of_place, of_type, of_word, stems, words_of

# How many events a page shows; each comes with a quotation.
SIZE = 4
# A question that is longer is no question.
LONGEST = 200
# So many years back a month may lie that is named without its year.
YEARS = 4
# Far behind anything that a reader turns to.
DEEPEST = 1000

_YEAR = re.compile(r"\d{4}")


def search(request: Request, session: Session) -> Reply:
    """Answer what was typed behind the command, or without one."""
    return _answered(request, session, request.args, 0)


def search_page(request: Request, session: Session) -> Reply:
    """Answer a button's "OFFSET QUESTION" with that page."""
    number, _, text = request.args.partition(" ")
    offset = min(int(number), DEEPEST) if number.isdecimal() and len(number) < 9 else 0
    return _answered(request, session, text, offset)


def _answered(request: Request, session: Session, typed: str, offset: int) -> Reply:
    text = " ".join(typed[:LONGEST].split())
    context = request.context(session)
    meaning = understand(text, request.defaults.dossier, context.today)
    if meaning.empty:
        return view.how()
    meaning, found = _found(session, meaning, text, request.defaults.dossier.code, offset, context.today)
    known = meaning.names[0] if len(meaning.names) == 1 else None
    shown = view.results(
        hits(session, found.events, meaning),
        _understood(text, meaning),
        context,
        offset=offset,
        size=SIZE,
        more=found.more,
        partly=found.partly,
    )
    if known is None or not found.events:
        return shown
    return replace(
        shown, buttons=(*shown.buttons, *follow_button(known, key_of(known, request.defaults.dossier)))
    )


def _found(
    session: Session, meaning: Meaning, text: str, dossier: str, offset: int, today: date
) -> tuple[Meaning, Found]:
    """Ask the index; "in July" is the last July of which there is anything, where no year is named."""
    tries = 1 if _YEAR.search(text) or not (meaning.first or meaning.last) else YEARS
    for back in range(tries):
        # "Since December" goes on until today, whichever December is meant.
        last = meaning.last if meaning.last == today else _earlier(meaning.last, back)
        meant = replace(meaning, first=_earlier(meaning.first, back), last=last)
        found = find(session, asked(meant, dossier), limit=SIZE, offset=offset)
        if found.events:
            return meant, found
    return meaning, found


def _earlier(day: date | None, years: int) -> date | None:
    if day is None or not years:
        return day
    last = calendar.monthrange(day.year - years, day.month)[1]
    return day.replace(year=day.year - years, day=min(day.day, last))


def asked(meaning: Meaning, dossier: str) -> Asked:
    """Return a question's meaning as the index is asked: who and where must be so, the rest as far as possible."""
    words = chain.from_iterable(map(stems, meaning.words))
    needed = (*((of_name(name),) for name in meaning.names), tuple(map(of_place, meaning.places)))
    wished = (
        tuple(map(of_type, meaning.types)),
        *(_about(code, meaning) for code in meaning.issues),
        *((mark,) for mark in dict.fromkeys(map(of_word, words))),
    )
    return Asked(
        dossier,
        tuple(group for group in needed if group),
        tuple(group for group in wished if group),
        meaning.first,
        meaning.last,
    )


def _about(code: str, meaning: Meaning) -> AnyOf:
    """An event is about an issue where it is known to be, or holds the very word by which that was named."""
    named = [list(stems(words)) for issue, words in meaning.spoken if issue == code]
    return of_issue(code), *(of_word(words[0]) for words in named if len(words) == 1)


def hits(session: Session, events: Sequence[Event], meaning: Meaning) -> Sequence[view.Hit]:
    """Return the events, each with the sentence of its reports that holds most of what was asked for."""
    known = texts(session, {source.article_id for event in events for source in event.sources})
    wanted = frozenset(
        chain.from_iterable(map(stems, (*meaning.words, *_said(meaning), *meaning.names, *meaning.places)))
    )
    return [_hit(event, known, wanted) for event in events]


def _said(meaning: Meaning) -> Iterator[str]:
    return (words for _, words in meaning.spoken)


def _hit(event: Event, known: Mapping[int, str], wanted: frozenset[str]) -> view.Hit:
    sentences = list(_sentences(event, known))
    best = max(sentences, key=lambda one: len(wanted & set(stems(one))), default="")
    return view.Hit(event, best, frozenset(word for word in words_of(best) if _stem(word) in wanted))


def _stem(word: str) -> str:
    return next(stems(word), word)


def _sentences(event: Event, known: Mapping[int, str]) -> Iterator[str]:
    for report in event.reports:
        if report.source is not None:
            text = known.get(report.source.article_id, "")
            yield from (" ".join(span.of(text).split()) for span in report.spans)


def _as_typed(word: str, text: str) -> str:
    """Return a folded word as it stands in the question, hamza and all."""
    return next((typed for typed in words_of(text) if folded(typed).lower() == word), word)


def _understood(text: str, meaning: Meaning) -> view.Understood:
    return view.Understood(
        text,
        meaning.names,
        meaning.guessed,
        meaning.places,
        meaning.types,
        meaning.issues,
        tuple(_as_typed(word, text) for word in meaning.words),
        Period(meaning.first, meaning.last, Precision.DAY),
    )
