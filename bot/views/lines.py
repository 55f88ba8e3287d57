"""One event as one line: its pieces in words, for the templates to lay out; knows neither store nor clock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.views.arabic import feminine, genitive, joined
from bot.views.clauses import SPOKEN, in_our_words, joint
from bot.views.context import Context
from bot.views.days import period_words
from bot.views.differences import Difference, differences
from bot.views.names import Names
from bot.views.sources import Citations, Cited
from storage.model import (
    Decision,
    Digest,
    DigestLine,
    Disagreement,
    Event,
    EventType,
    Participant,
    Period,
    Source,
    Status,
)

# After this long, an undated plan is said to have been one.
AN_UNDATED_PLANS_LIFE = timedelta(days=14)

# What is said of an event that is not simply so, beside a masculine and a feminine label.
WAS_PLANNED = ("كان مقررًا", "كانت مقررة")
_STATUS: Mapping[Status, tuple[str, str]] = {
    Status.PLANNED: ("مقرر", "مقررة"),
    Status.DENIED: ("نُفي", "نُفيت"),
    Status.CONDITIONAL: ("إن تم", "إن تمت"),
}
_STATUS_NAMES: Mapping[Status, str] = {
    Status.HAPPENED: "وقع",
    Status.PLANNED: "مقرر",
    Status.CLAIMED: "رواية طرف واحد",
    Status.DENIED: "منفي",
    Status.CONDITIONAL: "مشروط",
}
_DECIDED: Mapping[Decision, str] = {Decision.WITHDRAWN: "سُحب الخبر", Decision.CORRECTED: "صُحّح الخبر"}
# Types that say by themselves on what matter they are: "a truce, on the ceasefire" tells nothing more.
SELF_EVIDENT = frozenset({EventType.RELEASE, EventType.TRUCE, EventType.ESCALATION})
# Of a list of five matters nobody learns what was spoken of.
MOST_ISSUES = 2
UNNAMED_SOURCE = "مصدر لم يُسمَّ"


@dataclass(frozen=True, slots=True)
class Telling:
    """What a line says, whether it comes from a stored event or from a published digest.

    `decision` is what an editor decided of it since it was told.
    """

    event_id: int
    type: EventType
    status: Status
    when: Period
    place: str | None
    participants: tuple[Participant, ...]
    issues: tuple[str, ...]
    substance: str | None
    attribution: str | None
    sources: tuple[Source, ...]
    past: bool
    disagreements: tuple[Disagreement, ...] = ()
    decision: Decision | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """The pieces of a line in words; what is unknown is None or empty."""

    icon: str
    label: str
    where: str
    when: str
    dated: bool
    status: str | None
    who: str
    lead: str
    mediators: str
    substance: str | None
    joint: str
    issues: str
    attribution: str | None
    cited: tuple[Cited, ...]
    differences: tuple[Difference, ...]
    event_id: int
    link: str | None
    published: date | None
    struck: bool = False

    @property
    def button(self) -> str:
        """The event in a few words: what and where, or else what and who."""
        rest = f" {self.where}" if self.where else f": {self.lead}" if self.lead else ""
        return f"{self.icon} {self.label}{rest}"


def of_event(event: Event, today: date) -> Telling:
    """Return what to tell of a stored event; it is attributed where no report tells it in its own voice."""
    said = [report.attribution for report in event.reports]
    unsure = event.status is Status.CLAIMED or all(said)
    return Telling(
        event_id=event.id or 0,
        type=event.type,
        status=event.status,
        when=event.when,
        place=event.place,
        participants=event.participants,
        issues=event.issues,
        substance=event.substance,
        attribution=next(filter(None, said), None) if unsure else None,
        sources=event.sources,
        past=_lies_behind(event, today),
        disagreements=event.disagreements,
    )


def _lies_behind(event: Event, today: date) -> bool:
    """True where the event's day is over; an undated plan is taken to be, some time after it was told."""
    if event.when.last:
        return event.when.last < today
    told = [source.published for source in event.sources if source.published]
    # The difference of two days is always one; a sum may lie beyond the last day that there is.
    return bool(told) and today - max(told) > AN_UNDATED_PLANS_LIFE


def of_digest(line: DigestLine, digest: Digest) -> Telling:
    """Return what to tell of a line of `digest`; what it does not list as planned lies behind us."""
    return Telling(
        event_id=line.event_id,
        type=line.type,
        status=line.status,
        when=line.when,
        place=line.place,
        participants=line.participants,
        issues=line.issues,
        substance=line.substance,
        attribution=line.attribution,
        sources=tuple(digest.sources[index] for index in line.sources),
        past=line not in digest.planned,
        disagreements=line.disagreements,
        decision=next((one.decision for one in digest.corrections if one.event_id == line.event_id), None),
    )


class Liner:
    """Puts events into words, one after the other, within one reply."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._issues = {issue.code: issue.label for issue in context.dossier.issues}
        self.names = Names(context.dossier)
        self.citations = Citations()

    def line(self, told: Telling) -> Line:
        """Return the pieces of one line; cites its sources."""
        kind = self._context.kinds[told.type]
        attribution = self.teller(said_by(told))
        # What somebody says is attributed by its very line.
        attributed = attribution is not None or told.type in SPOKEN
        substance = self.clause(told.substance, attributed=attributed)
        return Line(
            icon=kind.icon,
            label=kind.label,
            where=where(told.type, told.place),
            when=when_words(told),
            dated=bool(told.when.first or told.when.last),
            status="، ".join(filter(None, (status_words(kind.label, told), _decided(told)))) or None,
            who=self.own_name(self.names.who(told.type, told.participants, told.place, day_of(told))),
            lead=self.own_name(self.names.lead(told.type, told.participants, told.place)),
            mediators=self.names.mediators(told.participants),
            substance=substance,
            joint=joint(told.type, substance),
            issues=self.issue_words(told.issues[:MOST_ISSUES]) if told.type not in SELF_EVIDENT else "",
            attribution=attribution,
            cited=self.citations.cite(told.sources),
            differences=tuple(differences(told.disagreements, told.sources, self.citations)),
            event_id=told.event_id,
            link=self._context.event_link(told.event_id),
            published=max((one.published for one in told.sources if one.published), default=None),
            struck=told.decision is Decision.WITHDRAWN,
        )

    def own_name(self, names: str) -> str:
        """Return the names of those who act in our own words: also a body's name may hold a loaded one."""
        return self._context.voice.neutral(names) or names

    def clause(self, text: str | None, *, attributed: bool) -> str | None:
        """Return a clause from an article as we may say it, or None where its words are not ours to say."""
        return in_our_words(text, self._context.voice, attributed=attributed) if text else None

    def teller(self, name: str | None) -> str | None:
        """Return who says so in our own words: an outlet's loaded name for an army is not ours."""
        return in_our_words(name, self._context.voice, attributed=True) if name else None

    def issue_words(self, codes: Sequence[str]) -> str:
        """Return the issues' labels after "بشأن", or an empty text."""
        return joined([genitive(self._issues[code]) for code in codes if code in self._issues], comma=True)

    def issue_label(self, code: str) -> str:
        return self._issues.get(code, code)


def where(kind: EventType, place: str | None) -> str:
    """Return the place with its preposition, or an empty text."""
    if not place:
        return ""
    return f"إلى {place}" if kind is EventType.VISIT else f"في {place}"


def when_words(told: Telling) -> str:
    """Return the day in words; a plan has an appointed time rather than a day."""
    if told.status is Status.PLANNED and told.when.first is None and told.when.last is None:
        return "الموعد غير مذكور"
    return period_words(told.when, weekday=True)


def status_words(label: str, told: Telling) -> str | None:
    """Return what must be said of an event that is not simply so, agreeing with its label."""
    was_planned = told.status is Status.PLANNED and told.past
    words = WAS_PLANNED if was_planned else _STATUS.get(told.status)
    return words[feminine(label)] if words else None


def status_name(status: Status) -> str:
    """Return a status as a word that stands by itself: "مقرر"."""
    return _STATUS_NAMES[status]


def _decided(told: Telling) -> str | None:
    return _DECIDED.get(told.decision) if told.decision else None


def day_of(told: Telling) -> date | None:
    """Return a day of the event, for telling who held which office; near enough where only the report is dated."""
    return told.when.first or next((source.published for source in told.sources if source.published), None)


def said_by(told: Telling) -> str | None:
    """Return who says so, after "بحسب", or None where the line may stand without."""
    name = told.attribution
    if name is None and told.status is Status.CLAIMED:
        name = next((source.publisher for source in told.sources if source.publisher), UNNAMED_SOURCE)
    if name is None or (told.type in SPOKEN and _is_speaker(name, told.participants)):
        return None
    return genitive(name)


def _is_speaker(name: str, participants: Sequence[Participant]) -> bool:
    return any(one.name in name or name in one.name for one in participants)
