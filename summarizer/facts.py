"""The figures and positions of a digest, and its numbered sources; knows no store, no clock and no wording."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from storage.model import DigestFigure, DigestPosition, Event, Figure, Position, Source, Span
from summarizer.agreement import HISTORY
from summarizer.selection import Cast

# What fits into one look at a phone: positions, kinds of figures, numbers of one kind, those of one kind in a plan.
MOST_POSITIONS, MOST_KINDS, MOST_FIGURES, MOST_PLANNED = 2, 2, 4, 1
# Counts that change, in the order in which readers ask for them; what never changes again is history.
FIGURES = (
    "hostages_held",
    "hostages_released",
    "prisoners_released",
    "killed_gaza",
    "wounded_gaza",
    "prisoners_held",
)
# What a deal would bring.
PLANNED = ("hostages_released", "prisoners_released", "truce_days")
# What was counted when it happened rather than when an article says it.
_ONCE = frozenset({"hostages_released", "prisoners_released"})

Told = Mapping[int, Sequence[Span]]


@dataclass(slots=True)
class Sources:
    """The numbered list of sources, each once, in the order of first use."""

    numbers: dict[int, int] = field(default_factory=dict)
    listed: list[Source] = field(default_factory=list)

    def number(self, found: Iterable[Source | None]) -> tuple[int, ...]:
        return tuple(dict.fromkeys(self._one(source) for source in found if source))

    def _one(self, source: Source) -> int:
        if source.article_id not in self.numbers:
            self.numbers[source.article_id] = len(self.listed)
            self.listed.append(source)
        return self.numbers[source.article_id]


def moved(
    found: Sequence[Position],
    earlier: Sequence[Position],
    said: Told,
    sources: Sources,
    cast: Cast,
) -> list[DigestPosition]:
    """Positions that moved, one a party, the principals' first; none that an event's line says already."""
    standing = {(p.party, p.issue, p.stance) for p in earlier}
    newest_of: dict[str, Position] = {}
    for position in sorted(found, key=_day_of):
        if (position.party, position.issue, position.stance) not in standing and not is_told(position, said):
            newest_of[position.party] = position
    newest = sorted(newest_of.values(), key=_day_of, reverse=True)
    leading = sorted(newest, key=lambda p: (p.party not in cast.principals, p.party not in cast.mediators))
    return [_told_position(position, sources) for position in leading[:MOST_POSITIONS]]


def counted(found: Sequence[Figure], sources: Sources) -> Iterable[DigestFigure]:
    """Numbers side by side, those of one kind together; no history. Behind them, what a deal would bring."""
    news = [figure for figure in found if not _is_history(figure)]
    facts, plans = ([figure for figure in news if figure.planned is planned] for planned in (False, True))
    kinds = [what for what in FIGURES if any(figure.what == what for figure in facts)]
    for what in kinds[:MOST_KINDS]:
        yield from _side_by_side([figure for figure in facts if figure.what == what], sources)
    for what in PLANNED:
        yield from _side_by_side([figure for figure in plans if figure.what == what], sources)[:MOST_PLANNED]


def by_article(events: Iterable[Event]) -> Told:
    """The sentences that these events rest on, by the id of their article."""
    found: dict[int, list[Span]] = {}
    for report in (report for event in events for report in event.reports):
        if report.source:
            found.setdefault(report.source.article_id, []).extend(report.spans)
    return found


def is_retold(found: Figure | Position, old: Told, fresh: Told) -> bool:
    """True where only the `old` events rest on the sentence that `found` comes from."""
    return is_told(found, old) and not is_told(found, fresh)


def is_told(found: Figure | Position, said: Told) -> bool:
    """True where some of the sentences `said` is the one that `found` comes from."""
    where = found.source.article_id if found.source else 0
    return _overlap(said.get(where, ()), found.spans)


def _overlap(some: Sequence[Span], others: Sequence[Span]) -> bool:
    return any(one.start < other.end and other.start < one.end for one in some for other in others)


def _day_of(position: Position) -> date:
    published = position.source.published if position.source else None
    return position.on or published or date.min


def _told_position(position: Position, sources: Sources) -> DigestPosition:
    return DigestPosition(
        party=position.party,
        issue=position.issue,
        stance=position.stance,
        gist=position.gist,
        attribution=position.attribution,
        sources=sources.number([position.source]),
    )


def _is_history(figure: Figure) -> bool:
    published = figure.source.published if figure.source else None
    return bool(published and figure.as_of and published - figure.as_of > HISTORY)


def _side_by_side(figures: Sequence[Figure], sources: Sources) -> list[DigestFigure]:
    """Numbers of one kind, each once with all its sources, the newest first."""
    grouped: dict[tuple[int, str | None], list[Figure]] = {}
    for figure in sorted(figures, key=_day, reverse=True):
        grouped.setdefault((figure.value, figure.qualifier), []).append(figure)
    return [_number(same, sources) for same in list(grouped.values())[:MOST_FIGURES]]


def _number(same: Sequence[Figure], sources: Sources) -> DigestFigure:
    newest = same[0]
    counted = newest.as_of or (_day(newest) if newest.what not in _ONCE else None)
    said = {figure.attribution for figure in same}
    return DigestFigure(
        what=newest.what,
        value=newest.value,
        qualifier=newest.qualifier,
        attribution=newest.attribution if len(said) == 1 else None,
        as_of=None if counted == date.min else counted,
        sources=sources.number(figure.source for figure in same),
        planned=newest.planned,
    )


def _day(figure: Figure) -> date:
    published = figure.source.published if figure.source else None
    return figure.as_of or published or date.min
