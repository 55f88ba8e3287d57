"""The day that a happening shares with what was told just before it; knows no grammar of dates.

Only where the text says so: inside a gathering that has a day, under a heading that names one, beside or right
after a dated deed of the same people. What merely stands in the same article stays without a day.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache, partial
from itertools import pairwise

from storage.model import EventType, Period, Precision, Status
from summarizer.reading.fold import words
from summarizer.reading.found import Found
from summarizer.reading.headings import lead
from summarizer.reading.lexicon import language
from summarizer.reading.moments import Reference, period
from summarizer.reading.news_days import day_of, first_day, headings, is_news
from summarizer.reading.parsed import Parsed
from summarizer.reading.when import RELATIVES, is_retold

_HOUR = re.compile(r"\W{0,4}[\d٠-٩]{1,2}[:.][\d٠-٩]{2}(?!\d)")
# A gathering is meant for this many sentences; what stands beside it follows sooner.
_NEAR, _BESIDE = 4, 2
# The lead is the first sentences of the body: one piece of news, told on one day unless they say otherwise.
_LEAD = 3
# The day that the first sentences name is that of the news, where no other is told.
_OPENING = 6
_DEEDS = frozenset({EventType.MEETING, EventType.CALL, EventType.VISIT, EventType.TALKS, EventType.RELEASE})


def continued(found: Sequence[Found], parsed: Sequence[Parsed], written: date | None) -> list[Found]:
    """Give undated happenings, in the order of the text, the day that they share with what was told before."""
    headed = headings(parsed, written)
    days = [day_of(sentence, written) for sentence in parsed]
    lead = next((day for day in days[:_OPENING] if day is not None and is_news(day, written)), None)
    last: Found | None = None
    news: Found | None = None
    back = False
    for event in found:
        here = parsed[event.sentence]
        if event.status not in (Status.HAPPENED, Status.CLAIMED) or event.title:
            continue
        if written and _is_stamped(here):
            event.when = Period(written, written, Precision.DAY)
        elif event.when.first is None and not _is_aside(here, event):
            near = last if last and _is_beside(parsed, last, event) else news
            shared = _anchored(event, parsed, days) or _shared(event, near if back else last, parsed, written)
            shared = shared or headed.get(event.sentence) or _beside(event, parsed, days, written)
            shared = shared or _among_the_news(event, near, lead, parsed, written)
            event.when = _after_what_it_reports(shared, event, here, written) if shared else event.when
        if event.when.first is not None and event.when.precision in (Precision.DAY, Precision.WEEK):
            last = event
            aside = event.predicate.rule.trigger.presupposed
            back = _looks_back(event, news)
            days[event.sentence] = None if back else days[event.sentence]
            news = news if aside or back or is_retold(here.forms, event.predicate) else event
    opening = next(
        (day for day in map(partial(first_day, written=written), parsed[:_LEAD]) if day is not None), lead
    )
    return [_titled(event, opening) for event in found]


def _titled(event: Found, lead: Period | None) -> Found:
    """A title's own news is of the day that the lead names."""
    if event.title and event.when.first is None and event.status is Status.HAPPENED:
        event.when = lead or event.when
    return event


def _looks_back(event: Found, news: Found | None) -> bool:
    """True where an earlier day opens a sentence in the middle of the news: "وليل الأربعاء، خرج عشرة"."""
    if news is None or news.when.last is None or event.when.last is None or event.dating is None:
        return False
    return event.when.last < news.when.last and event.dating.first <= 1


def _is_beside(parsed: Sequence[Parsed], one: Found, other: Found) -> bool:
    """True for two of one paragraph."""
    return parsed[one.sentence].sentence.line == parsed[other.sentence].sentence.line


def _is_stamped(here: Parsed) -> bool:
    """True for an entry of a live page that names no day: its hour is one of the day of writing."""
    return not here.dates and _HOUR.match(here.text, here.sentence.start) is not None


def _shared(
    event: Found, last: Found | None, parsed: Sequence[Parsed], written: date | None
) -> Period | None:
    if last is None or last.when.last is None or event.predicate.governor is not None:
        return None
    distance = event.sentence - last.sentence
    forms = parsed[event.sentence].forms
    if distance > _NEAR or _is_before(forms):
        return None
    recent = is_news(last.when, written)
    if _is_inside(forms, event) or (distance <= _BESIDE and recent and _opens(forms, "beside")):
        return last.when
    return last.when if distance <= 1 and _goes_on(event, last, parsed) else None


def _anchored(event: Found, parsed: Sequence[Parsed], days: Sequence[Period | None]) -> Period | None:
    """'The next day' after a day that was named without a happening."""
    p, here = event.predicate, parsed[event.sentence]
    mention = next((d for d in here.dates if d.moment.anchored and d.first < max(p.end, p.place)), None)
    told = next((day for day in reversed(days[: event.sentence]) if day is not None), None)
    if mention is None or told is None or p.governor is not None:
        return None
    found = period(mention.moment, Reference(None, told.last))
    return found if found.first is not None else None


def _beside(
    event: Found, parsed: Sequence[Parsed], days: Sequence[Period | None], written: date | None
) -> Period | None:
    """The day that the lead named, for what else the lead tells; that of the sentence before, for a next deed."""
    here = parsed[event.sentence]
    if event.predicate.governor is not None or _is_before(here.forms) or here.dates:
        return None
    if lead(here.forms):
        return None  # an item of a page of updates has its own hour
    first = next((sentence.number for sentence in parsed if not sentence.sentence.title), 0)
    if event.sentence < first + _LEAD:
        named = [day for day in days[first : event.sentence] if day is not None and is_news(day, written)]
        return named[-1] if named else None
    before = days[event.sentence - 1]
    return before if event.kind in _DEEDS and before is not None and is_news(before, written) else None


def _among_the_news(
    event: Found, last: Found | None, lead: Period | None, parsed: Sequence[Parsed], written: date | None
) -> Period | None:
    """What is told as news without a day: the day told just before, else from the lead's day to the day of writing."""
    p = event.predicate
    here = parsed[event.sentence]
    if written is None or p.nominal or _is_before(here.forms):
        return None
    beside = last is not None and event.sentence - last.sentence < _NEAR
    if last is not None and beside and _is_day_of_news(last, parsed[last.sentence].forms, written):
        return last.when
    first = lead.first if lead and lead.first else written - timedelta(days=1)
    return Period(first, written, Precision.DAY if first == written else Precision.WEEK)


def _is_aside(here: Parsed, event: Found) -> bool:
    """True for what is told of a time that is over, or is described in passing: no news, whatever stands around."""
    p = event.predicate
    # "the truce, which has entered its third week": it began at no time that is told.
    if p.place and here.forms[p.place - 1] in RELATIVES and event.kind is EventType.TRUCE:
        return True
    clause = here.forms[p.place : max(p.end, p.place + 1) + 2]
    if _known("during").isdisjoint(clause):
        return False
    return any(one in _known("during") and other in _known("eras") for one, other in pairwise(clause))


def _is_day_of_news(told: Found, forms: tuple[str, ...], written: date) -> bool:
    """True where a happening is news with a day, and no mere description of something else in a relative clause."""
    described = told.predicate.place > 0 and forms[told.predicate.place - 1] in RELATIVES
    return told.when.precision is Precision.DAY and is_news(told.when, written) and not described


def _after_what_it_reports(shared: Period, event: Found, here: Parsed, written: date | None) -> Period:
    """A shared day, unless the sentence names a later one that is past: nobody speaks before what they report."""
    days = (
        period(mention.moment, Reference(written))
        for mention in here.dates
        if mention.first > event.predicate.place
    )
    past = [d.last for d in days if d.precision is Precision.DAY and d.last and written and d.last <= written]
    latest = max(past, default=None)
    says = event.predicate.rule.frame == "speaker"
    if not says or latest is None or written is None or shared.last is None or latest <= shared.last:
        return shared
    return Period(latest, written, Precision.DAY if latest == written else Precision.WEEK)


def _goes_on(event: Found, last: Found, parsed: Sequence[Parsed]) -> bool:
    """True for the next deed of the same people, told in the same paragraph with "and"."""
    here = parsed[event.sentence]
    same = here.sentence.line == parsed[last.sentence].sentence.line
    people = event.doer.names & (last.doer.names or last.who.names)
    return same and bool(people) and here.forms[event.predicate.place][:1] == "و" and not here.dates


def _is_inside(forms: tuple[str, ...], event: Found) -> bool:
    p = event.predicate
    if _known("inside").isdisjoint(forms) and _known("then").isdisjoint(forms):
        return False
    reach = range(p.start, min(max(p.end, p.place), len(forms)))
    pairs = ((forms[i], forms[i + 1] if i + 1 < len(forms) else "") for i in reach)
    inside, gatherings, then = _known("inside"), _known("gatherings"), _known("then")
    return any((one in inside and other in gatherings) or one in then for one, other in pairs)


def _is_before(forms: tuple[str, ...]) -> bool:
    return not _known("before").isdisjoint(forms[:3])


def _opens(forms: tuple[str, ...], kind: str) -> bool:
    return any(" ".join(forms[:n]) in _known(kind) for n in (1, 2, 3))


@cache
def _known(kind: str) -> frozenset[str]:
    return frozenset(" ".join(words(entry)) for entry in language("calendar")["continuity"][kind])
