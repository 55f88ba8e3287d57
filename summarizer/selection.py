"""Which events a digest tells, and why: reasons that can be shown, not a hidden score; knows no store and no clock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from storage.catalog.schema import Dossier
from storage.model import ENCOUNTERS, Event, EventType, Role, Source, Status

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
# An event with fewer points than this is left out even where there is room; of what lies ahead little is known.
FLOOR, FLOOR_AHEAD = 4, 2
# Parties that are a part of another one, not a side of their own.
_SERVING = frozenset({"ministry", "office", "agency"})


@dataclass(frozen=True, slots=True)
class Cast:
    """Who leads in a negotiation: its principals and its mediators, by their canonical names; and who serves whom."""

    principals: frozenset[str] = field(default_factory=frozenset)
    mediators: frozenset[str] = field(default_factory=frozenset)
    serves: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, dossier: Dossier) -> Cast:
        return cls(
            principals=frozenset(party.name for party in dossier.parties if party.principal),
            mediators=frozenset(party.name for party in dossier.parties if party.mediator),
            serves={p.name: p.parent for p in dossier.parties if p.parent and p.kind in _SERVING},
        )

    def sides(self, event: Event) -> frozenset[str]:
        """Return those who take part, an agency or an office as the state or movement that it serves."""
        return frozenset(self._served(side) for side in event.sides)

    def _served(self, name: str) -> str:
        while name in self.serves:
            name = self.serves[name]
        return name


NOBODY = Cast()


@dataclass(frozen=True, slots=True)
class Item:
    """What one line tells: an event, the lesser ones that its line says as well, and other stops of the journey."""

    event: Event
    also: tuple[Event, ...] = ()
    stops: tuple[Event, ...] = ()

    @property
    def events(self) -> tuple[Event, ...]:
        return (self.event, *self.also, *self.stops)

    @property
    def sources(self) -> tuple[Source, ...]:
        return tuple(dict.fromkeys(source for event in self.events for source in event.sources))


def weight(kind: EventType) -> int:
    """How much a kind of happening matters; a type that nobody has weighed yet counts as a visit does."""
    return WEIGHT.get(kind, WEIGHT[EventType.VISIT])


def reasons(event: Event, cast: Cast = NOBODY) -> dict[str, int]:
    """Return what speaks for telling `event`, each reason with its points.

    The keys are `type:<type>`, `headline`, `sources:<n>`, `principal:<party>`, `mediator:<party>`, `people`,
    `dated`, `substance`, `status:denied` and `status:planned`.
    """
    found = {f"type:{event.type}": weight(event.type)}
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


def is_news(event: Event, cast: Cast = NOBODY) -> bool:
    """True for what a digest may tell: no history, no mere possibility, a denial only of what was told before.

    Nor an encounter of one side with itself: an envoy and the team that sent him.
    """
    if event.background or event.status is Status.CONDITIONAL:
        return False
    if event.type in ENCOUNTERS and len(cast.sides(event)) < 2:
        return False
    if event.status is not Status.DENIED:
        return True
    return event.headline or any(report.status is not Status.DENIED for report in event.reports)


def _leading(event: Event, cast: Cast) -> dict[str, int]:
    names = {who.party if who.person else who.name for who in event.participants}
    mediating = {who.name for who in event.participants if who.role is Role.MEDIATOR and not who.person}
    found = {f"principal:{name}": 1 for name in sorted(cast.principals & names)}
    # Some mediator takes part in nearly everything: one counts as much as all of them.
    return found | {f"mediator:{name}": 1 for name in sorted((cast.mediators & names) | mediating)[:1]}


def _crowd(item: Item, told: Counter[int], types: Counter[EventType]) -> int:
    from_its_articles = min((told[source.article_id] for source in item.sources), default=0)
    return _CROWDING * from_its_articles + types[item.event.type] // _ALIKE
