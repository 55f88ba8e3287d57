"""Which events a digest tells, and why: reasons that can be shown, not a hidden score; knows no store and no clock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from storage.catalog.schema import Dossier
from storage.model import Event, EventType, Report, Role, Source, Status

# How much a kind of happening matters to someone who asks what changed.
WEIGHT = {
    EventType.AGREEMENT: 7,
    EventType.TRUCE: 7,
    EventType.RELEASE: 7,
    EventType.ACCEPTANCE: 6,
    EventType.REJECTION: 6,
    EventType.SUSPENSION: 7,
    EventType.RESUMPTION: 7,
    EventType.MEETING: 5,
    EventType.CALL: 5,
    EventType.TALKS: 5,
    EventType.PROPOSAL: 5,
    EventType.THREAT: 4,
    EventType.VISIT: 2,
    EventType.DEMAND: 3,
    EventType.STATEMENT: 2,
    EventType.ESCALATION: 2,
}
# What did not happen yet weighs less than what did; what was denied may have misled readers.
_BY_STATUS = {Status.DENIED: 1, Status.PLANNED: -2}
# Another line from the same single article is worth this much less than the one before it.
_CROWDING = 1
# After so many lines of one type, a further one weighs a point less, after twice as many two.
_ALIKE = 3
# So many events, the weightiest, are compared with each other; a digest tells a dozen.
_CONSIDERED = 200
# An event with fewer points than this is left out even where there is room; of what lies ahead little is known.
FLOOR, FLOOR_AHEAD = 4, 2
_ENCOUNTERS = frozenset({EventType.MEETING, EventType.TALKS, EventType.CALL})
_SPEECH = frozenset({EventType.STATEMENT, EventType.THREAT})


@dataclass(frozen=True, slots=True)
class Cast:
    """Who leads in a negotiation: its principals and its mediators, by their canonical names."""

    principals: frozenset[str] = field(default_factory=frozenset)
    mediators: frozenset[str] = field(default_factory=frozenset)

    @classmethod
    def of(cls, dossier: Dossier) -> Cast:
        return cls(
            principals=frozenset(party.name for party in dossier.parties if party.principal),
            mediators=frozenset(party.name for party in dossier.parties if party.mediator),
        )


NOBODY = Cast()


@dataclass(frozen=True, slots=True)
class Item:
    """What one line tells: an event, and the lesser ones that its line says as well."""

    event: Event
    also: tuple[Event, ...] = ()

    @property
    def events(self) -> tuple[Event, ...]:
        return (self.event, *self.also)

    @property
    def sources(self) -> tuple[Source, ...]:
        return tuple(dict.fromkeys(source for event in self.events for source in event.sources))


def _weight(kind: EventType) -> int:
    """A type that nobody has weighed yet counts as a visit does."""
    return WEIGHT.get(kind, WEIGHT[EventType.VISIT])


def reasons(event: Event, cast: Cast = NOBODY) -> dict[str, int]:
    """Return what speaks for telling `event`, each reason with its points.

    The keys are `type:<type>`, `headline`, `sources:<n>`, `principal:<party>`, `mediator:<party>`, `people`,
    `dated`, `substance`, `status:denied` and `status:planned`.
    """
    found = {f"type:{event.type}": _weight(event.type)}
    if event.headline:
        found["headline"] = 3
    if (independent := event.witnesses) > 1:
        found[f"sources:{independent}"] = min(2 * (independent - 1), 6)
    found |= _leading(event, cast)
    told = {"people": event.people, "dated": event.when.first, "substance": event.substance}
    found |= {reason: 1 for reason, there in told.items() if there}
    if event.status in _BY_STATUS:
        found[f"status:{event.status}"] = _BY_STATUS[event.status]
    return found


def choose(items: Sequence[Item], room: int, cast: Cast = NOBODY, floor: int = FLOOR) -> list[Item]:
    """Return at most `room` of the items, the weightiest first; no article and no type crowds out the others."""
    left = {number: sum(reasons(item.event, cast).values()) for number, item in enumerate(items)}
    chosen: list[Item] = []
    told: Counter[int] = Counter()
    types: Counter[EventType] = Counter()
    while left and len(chosen) < room:
        best = max(left, key=lambda number: (left[number] - _crowd(items[number], told, types), -number))
        if left.pop(best) < floor:
            continue
        chosen.append(items[best])
        types[items[best].event.type] += 1
        told.update(source.article_id for source in items[best].sources)
    return chosen


def is_news(event: Event) -> bool:
    """True for what a digest may tell: no history, no mere possibility, a denial only of what was told before."""
    if event.background or event.status is Status.CONDITIONAL:
        return False
    if event.status is not Status.DENIED:
        return True
    return event.headline or any(report.status is not Status.DENIED for report in event.reports)


def fold(events: Sequence[Event], cast: Cast = NOBODY) -> list[Item]:
    """Put under each event what its line says as well: the way to a meeting, one speech told twice.

    The slightest events of a flood are left out.
    """
    weighed = sorted(events, key=lambda event: _rank(event, cast)[1:])
    ranked = sorted(weighed[:_CONSIDERED], key=lambda event: _rank(event, cast))
    kept: list[Item] = []
    for event in ranked:
        under = next((n for n, item in enumerate(kept) if _says(item.event, event)), None)
        if under is None:
            kept.append(Item(event))
        else:
            kept[under] = Item(kept[under].event, (*kept[under].also, event))
    return kept


def _rank(event: Event, cast: Cast) -> tuple[bool, int, int]:
    """Encounters first: what was said at one goes under it, not the other way round."""
    return (event.type not in _ENCOUNTERS, -sum(reasons(event, cast).values()), event.id or 0)


def _leading(event: Event, cast: Cast) -> dict[str, int]:
    names = {who.party if who.person else who.name for who in event.participants}
    mediating = {who.name for who in event.participants if who.role is Role.MEDIATOR and not who.person}
    found = {f"principal:{name}": 1 for name in sorted(cast.principals & names)}
    # Some mediator takes part in nearly everything: one counts as much as all of them.
    return found | {f"mediator:{name}": 1 for name in sorted((cast.mediators & names) | mediating)[:1]}


def _crowd(item: Item, told: Counter[int], types: Counter[EventType]) -> int:
    from_its_articles = min((told[source.article_id] for source in item.sources), default=0)
    return _CROWDING * from_its_articles + types[item.event.type] // _ALIKE


def _says(kept: Event, event: Event) -> bool:
    """True where a reader of `kept`'s line learns little more from `event`'s."""
    if kept.status is not event.status or not _may_be_one_day(kept, event):
        return False
    if kept.type in _SPEECH and event.type in _SPEECH:
        return _same_speaker(kept, event)
    if event.type is EventType.VISIT and kept.type in _ENCOUNTERS | {EventType.VISIT}:
        return bool(set(kept.people) & set(event.people)) and _share_article(kept, event)
    if kept.type in _ENCOUNTERS and event.type in _ENCOUNTERS:
        return _same_company(kept, event)
    if kept.type is event.type and _share_sentence(kept, event):
        # Who reached an agreement, and who announced it.
        return True
    if _weight(event.type) > _weight(kept.type) or not _within(event, kept):
        return False
    return _share_sentence(kept, event) or _same_occasion(kept, event)


def _may_be_one_day(one: Event, other: Event) -> bool:
    if one.when.first is None or other.when.first is None:
        return _share_article(one, other)
    return one.when.meets(other.when)


def _same_speaker(one: Event, other: Event) -> bool:
    mine, theirs = _speakers(one), _speakers(other)
    return bool(mine & theirs) if mine and theirs else one.participants == other.participants


def _speakers(event: Event) -> set[str]:
    return {who.name for who in event.participants if who.person and who.role is Role.ACTOR}


def _same_company(one: Event, other: Event) -> bool:
    """The same people, or nobody but parties that the other line names too."""
    if (one.place and other.place and one.place != other.place) or not _share_article(one, other):
        return False
    if other.people:
        return set(other.people) <= set(one.people) and set(other.parties) <= set(one.parties)
    return set(other.parties) <= set(one.parties)


def _within(event: Event, kept: Event) -> bool:
    return {who.name for who in event.participants} <= {who.name for who in kept.participants}


def _same_occasion(kept: Event, event: Event) -> bool:
    """What was put forward or said at a meeting, by an article that tells the meeting."""
    there = kept.place is not None and kept.place == event.place and kept.when == event.when
    return there and kept.type in _ENCOUNTERS and _share_article(kept, event)


def _share_article(one: Event, other: Event) -> bool:
    return bool({s.article_id for s in one.sources} & {s.article_id for s in other.sources})


def _share_sentence(one: Event, other: Event) -> bool:
    return bool(_sentences(one.reports) & _sentences(other.reports))


def _sentences(reports: Sequence[Report]) -> set[tuple[int, int]]:
    return {(r.source.article_id, r.spans[0].start) for r in reports if r.source and r.spans}
