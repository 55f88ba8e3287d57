"""The day of writing as an article itself gives it, for one that came without; knows no events."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from summarizer.reading.calendar import named
from summarizer.reading.dates import DateMention, find
from summarizer.reading.draft import Draft, LineKind
from summarizer.reading.fold import Token, tokens
from summarizer.reading.moments import Reference, period

# Datelines stand among the first lines or the last; the lead is the first sentences of the body.
_HEAD, _FOOT, _LEAD = 8, 3, 3


def written_on(draft: Draft) -> date | None:
    """Return the article's date, else the full date of its dateline, else that of its lead's today or yesterday."""
    if draft.article.published is not None:
        return draft.article.published
    return next(_datelines(draft), None) or next(_leads(draft), None)


def _datelines(draft: Draft) -> Iterator[date]:
    for line in (*draft.lines[:_HEAD], *draft.lines[-_FOOT:]):
        if line.kind is LineKind.NOISE:
            for mention in find(tokens(draft.text, line.start, line.end)):
                yield from _full(mention)


def _leads(draft: Draft) -> Iterator[date]:
    """'Today, Sunday 23 November 2025' is the day of writing, 'yesterday, Tuesday 4 March 2025' the day before it."""
    for sentence in [s for s in draft.sentences if not s.title][:_LEAD]:
        for mention in find(sentence.tokens):
            back = _back(sentence.tokens, mention)
            for day in _full(mention) if back is not None else ():
                yield day + timedelta(days=back or 0)


def _back(found: tuple[Token, ...], mention: DateMention) -> int | None:
    """How many days before the day of writing the words say that the date was, None where they do not say."""
    forms = [token.form for token in found[max(0, mention.first - 1) : mention.last]]
    if any(form in named("today") for form in forms):
        return 0
    return 1 if any(form in named("yesterday") for form in forms) else None


def _full(mention: DateMention) -> Iterator[date]:
    moment = mention.moment
    if moment.day is not None and moment.month is not None and moment.year is not None:
        found = period(moment, Reference(None)).first
        if found is not None:
            yield found
