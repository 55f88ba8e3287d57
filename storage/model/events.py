"""Happenings as all their reports tell them, with what the reports disagree on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from storage.model.corrections import NO_EDITS, Edits
from storage.model.facts import Participant, Period, Report, Source
from storage.model.kinds import ANSWERS, ENCOUNTERS, WORDS, EventType, Matter, Status
from storage.model.reviews import NO_REVIEW, Review, ReviewState


@dataclass(frozen=True, slots=True)
class Version:
    """What some of an event's reports say of the matter in question: only the field of that matter is filled.

    `article_ids` name who says it, as in the event's `sources`.
    """

    article_ids: tuple[int, ...]
    status: Status | None = None
    when: Period | None = None
    place: str | None = None
    names: tuple[str, ...] = ()
    value: int | None = None
    qualifier: str | None = None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What the reports of an event tell differently, a version each; `what` names what a figure counts."""

    matter: Matter
    versions: tuple[Version, ...]
    what: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One real-world happening, with the reports that tell it; its fields are what the reports agree on best.

    `witnesses` is how many independent sources tell it: copies of one article, and outlets that quote
    another, are one. `disagreements` are what the reports tell differently. One that an editor has `withdrawn`
    is told to no reader any more, and of one that is held or rejected in its `review` none hears. `edits` are what
    editors wrote over what the reports tell.
    """

    type: EventType
    status: Status
    when: Period
    place: str | None
    participants: tuple[Participant, ...]
    issues: tuple[str, ...]
    reports: tuple[Report, ...]
    substance: str | None = None
    headline: bool = False
    background: bool = False
    witnesses: int = 1
    disagreements: tuple[Disagreement, ...] = ()
    id: int | None = None
    created_at: datetime | None = None
    withdrawn: bool = False
    review: Review = NO_REVIEW
    edits: Edits = NO_EDITS

    @property
    def for_readers(self) -> bool:
        """True where readers may see it."""
        return self.review.open and not self.withdrawn

    @property
    def as_told(self) -> Event:
        """The event with those of its reports alone that readers may see: none that waits, or was decided against."""
        until = self.review.seen_until
        if until is None:
            return self
        seen = tuple(one for one in self.reports if one.learned_at is None or one.learned_at <= until)
        articles = {one.source.article_id for one in seen if one.source}
        versions = (
            (one, tuple(v for v in one.versions if articles.issuperset(v.article_ids)))
            for one in self.disagreements
        )
        return replace(
            self,
            reports=seen,
            witnesses=min(self.witnesses, max(1, len(articles))),
            disagreements=tuple(replace(one, versions=left) for one, left in versions if len(left) > 1),
        )

    @property
    def telling(self) -> Edits:
        """All that is told of it, as what could be written over another telling."""
        return Edits(
            self.type, self.status, self.when, self.place or "", self.substance or "", self.participants
        )

    @property
    def written_over(self) -> Edits:
        """What stands above its reports: what editors wrote, and what readers are told until they have decided."""
        return self.edits.over(self.review.pinned)

    @property
    def waits(self) -> bool:
        """True where it belongs into the editors' queue: held, or changed, and told to readers if they agree."""
        review = self.review
        out = self.withdrawn and review.open
        return (
            (review.waits or review.state is ReviewState.HELD)
            and self.whole
            and not self.background
            and not out
        )

    @property
    def as_reported(self) -> Event:
        """The event as its reports tell it, whatever was written over it."""
        return replace(self, **self.review.agreed.written)

    @property
    def proposed(self) -> Event:
        """The event as it would be told if an editor agreed: as reported, under what editors wrote."""
        return replace(self.as_reported, **self.edits.written)

    @property
    def parties(self) -> tuple[str, ...]:
        return tuple(p.name for p in self.participants if not p.person)

    @property
    def people(self) -> tuple[str, ...]:
        return tuple(p.name for p in self.participants if p.person)

    @property
    def sides(self) -> frozenset[str]:
        """The states and organisations that take part, by themselves or in a person; a person of none is one."""
        people = [p for p in self.participants if p.person]
        # "The United States" beside its secretary of state is one side, and so is their delegation of five.
        named = {p.party or p.name for p in people}
        return frozenset(named | {p.name for p in self.participants if not p.person})

    @property
    def whole(self) -> bool:
        """True where enough is known for a line of its own: two for an encounter, a content for words."""
        if self.type in ENCOUNTERS:
            return len(self.sides) > 1
        if self.type in WORDS:
            return bool(self.participants and self.substance)
        if self.type is EventType.AGREEMENT:
            return len(self.sides) > 1 or bool(self.participants and self.substance)
        if self.type in ANSWERS:
            return bool(self.participants and (self.substance or self.issues))
        return bool(self.participants)

    @property
    def rule(self) -> str:
        """The trigger that found what is told of it: that of the report whose clause says it, else of the first."""
        telling = [r for r in self.reports if r.type is self.type and r.status is self.status] or self.reports
        saying = [r for r in telling if r.substance == self.substance] or telling
        return min((r.rule for r in saying if r.headline), default=min((r.rule for r in saying), default=""))

    @property
    def sources(self) -> tuple[Source, ...]:
        """The articles behind the event, each once, in the order of its reports."""
        return tuple({r.source.article_id: r.source for r in self.reports if r.source}.values())


@dataclass(frozen=True, slots=True)
class Family:
    """Events that resemble each other: those that are new (without id) or changed, and the ids of those that are not."""

    events: tuple[Event, ...]
    unchanged: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Regrouped:
    """What new reports made of the events: families in which something changed, and what was absorbed.

    `absorbed` are events that turned out to be others: their old ids, and the ids of what they are now.
    """

    families: tuple[Family, ...]
    absorbed: Mapping[int, int]
