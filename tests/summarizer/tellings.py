"""Short ways to write reports and events down, for the tests of merging and of the digest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import count

from storage.model import (
    Event,
    EventType,
    Figure,
    Participant,
    Period,
    Position,
    Precision,
    Regrouped,
    Report,
    Source,
    Span,
    Stance,
    Status,
)
from summarizer.gazetteer import NOWHERE, Gazetteer
from summarizer.likenesses import Likenesses
from summarizer.merging import combine, fresh, merge

QATAR, EGYPT, AMERICA, ISRAEL, HAMAS = "قطر", "مصر", "الولايات المتحدة", "إسرائيل", "حماس"
EMIR, PREMIER, BLINKEN, NETANYAHU, BURNS = (
    Participant("تميم بن حمد آل ثاني", person=True, party=QATAR),
    Participant("محمد بن عبد الرحمن آل ثاني", person=True, party=QATAR),
    Participant("أنتوني بلينكن", person=True, party=AMERICA),
    Participant("بنيامين نتنياهو", person=True, party=ISRAEL),
    Participant("وليام بيرنز", person=True, party=AMERICA),
)
DAY = date(2024, 10, 24)


def on(first: date, last: date | None = None, precision: Precision = Precision.DAY) -> Period:
    return Period(first, last or first, precision)


def source(article: int = 1, published: date | None = DAY, publisher: str | None = None) -> Source:
    return Source(article, publisher or f"صحيفة {article}", f"https://news.example/{article}", published)


def report(
    kind: EventType = EventType.MEETING,
    *who: Participant | str,
    when: Period | None = None,
    place: str | None = None,
    status: Status = Status.HAPPENED,
    issues: tuple[str, ...] = (),
    article: int = 1,
    published: date | None = DAY,
    publisher: str | None = None,
    spans: tuple[Span, ...] | None = None,
    id: int | None = None,
    substance: str | None = None,
    attribution: str | None = None,
    headline: bool = False,
    background: bool = False,
) -> Report:
    """A report of `who` (parties by name, people as themselves, whose parties take part too)."""
    people = [one for one in who if isinstance(one, Participant)]
    parties = dict.fromkeys(
        [one for one in who if isinstance(one, str)] + [p.party for p in people if p.party]
    )
    return Report(
        type=kind,
        status=status,
        when=when or Period(),
        place=place,
        participants=(*(Participant(name) for name in parties), *people),
        issues=issues,
        spans=spans or (Span(0, 10),),
        substance=substance,
        attribution=attribution,
        headline=headline,
        background=background,
        id=id,
        source=source(article, published, publisher),
    )


def event(*reports: Report, id: int = 1) -> Event:
    """The event that these reports tell, as if it had been stored."""
    return replace(combine(reports), id=id)


def figure(
    what: str, value: int, *, article: int = 1, published: date | None = DAY, **more: object
) -> Figure:
    return replace(Figure(what, value, (Span(0, 5),), source=source(article, published)), **more)  # type: ignore[arg-type]


def position(
    party: str,
    issue: str,
    stance: Stance,
    gist: str,
    *,
    start: int = 500,
    article: int = 1,
    day: date | None = DAY,
) -> Position:
    return Position(party, issue, stance, gist, (Span(start, start + 20),), on=day, source=source(article))


def later(days: int) -> Period:
    return on(DAY + timedelta(days=days))


class Ledger:
    """The events that are known, numbered as a store numbers them and their reports."""

    def __init__(self, gazetteer: Gazetteer = NOWHERE) -> None:
        self.events: dict[int, Event] = {}
        self._likenesses = Likenesses(gazetteer)
        self._numbers = count(1)

    def take_in(
        self, reports: Sequence[Report], rulings: Mapping[frozenset[int], bool] | None = None
    ) -> Regrouped:
        known = {number: one.reports for number, one in self.events.items()}
        made = merge(fresh(self._likenesses.traits(reports), known), known, self._likenesses, rulings)
        for one in (one for family in made.families for one in family.events):
            number = one.id or next(self._numbers)
            told = tuple(replace(r, id=r.id or next(self._numbers)) for r in one.reports)
            self.events[number] = replace(one, id=number, reports=told)
        for gone in made.absorbed:
            del self.events[gone]
        return made
