"""One event as one line: its pieces in words, for the templates to lay out; knows neither store nor clock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.views.arabic import feminine, genitive, joined
from bot.views.clauses import SPOKEN, begun, in_our_words, joint
from bot.views.context import Context
from bot.views.days import period_words, short_day
from bot.views.differences import Difference, differences
from bot.views.grammar import SURE, Sentence
from bot.views.names import Names
from bot.views.reply import Button
from bot.views.sentences import composer
from bot.views.sources import Citations, Cited
from bot.views.subjects import Named, listed
from bot.views.tellings import Telling, day_of
from storage.model import (
    Decision,
    EventType,
    Participant,
    Stance,
    Status,
)

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
# Types that say to whom something was said.
ADDRESSING = frozenset({EventType.DEMAND, EventType.THREAT})
# Who does these says so by doing it: "بحسب" them would say it twice.
OWN_WORDS = SPOKEN | {EventType.AGREEMENT, EventType.SUSPENSION, EventType.RESUMPTION}


@dataclass(frozen=True, slots=True)
class Line:
    """The pieces of a line in words; what is unknown is None or empty.

    With a `sentence` the line is that, and what was `decided` of it; else label, place, status, who and clause.
    """

    icon: str
    label: str
    where: str
    when: str
    dated: bool
    status: str | None
    sentence: Sentence | None
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
    stops: str = ""
    decided: str | None = None
    struck: bool = False
    # "24 أكتوبر", where that one day is known.
    day: str = ""

    @property
    def button(self) -> str:
        """The event in a few words: what and where, or else what and who."""
        rest = f" {self.where}" if self.where else f": {self.lead}" if self.lead else ""
        return f"{self.icon} {self.label}{rest}"


def openings(lines: Sequence[Line]) -> Iterator[Button]:
    """Give a button to each event's card; those that would be called alike are told apart by day or else by number."""
    alike = Counter(line.button for line in lines)
    days = Counter((line.button, line.day) for line in lines)
    for line in lines:
        label = line.button
        if alike[label] > 1:
            apart = line.day and days[label, line.day] == 1
            label = f"{label}، {line.day}" if apart else f"{label} ({line.event_id})"
        yield Button(label, f"event {line.event_id}")


class Liner:
    """Puts events into words, one after the other, within one reply."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._issues = {issue.code: issue.label for issue in context.dossier.issues}
        self.names = Names(context.dossier)
        self._composer = composer(context.dossier)
        self.citations = Citations()

    def line(self, told: Telling) -> Line:
        """Return the pieces of one line; cites its sources."""
        kind = self._context.kinds[told.type]
        speaker, told_by = self._voices(told)
        attribution = self.teller(told_by)
        # What somebody says is attributed by its very line.
        attributed = attribution is not None or told.type in SPOKEN
        clause = self.clause(told.substance, attributed=attributed)
        substance = begun(clause) if clause else None
        issues = self.issue_words(told.issues[:MOST_ISSUES]) if told.type not in SELF_EVIDENT else ""
        acting = self._acting(told)
        decided = _DECIDED.get(told.decision) if told.decision else None
        return Line(
            icon=kind.icon,
            label=kind.label,
            where=where(told.type, told.place),
            when=when_words(told),
            dated=bool(told.when.first or told.when.last),
            status="، ".join(filter(None, (status_words(kind.label, told), decided))) or None,
            sentence=self._sentence(told, acting, clause, issues, speaker),
            who=listed(acting),
            lead=self.own_name(self.names.lead(told.type, told.participants, told.place)),
            mediators=self.names.mediators(told.participants),
            substance=substance,
            joint=joint(told.type, substance),
            issues=issues,
            attribution=attribution,
            cited=self.citations.cite(told.sources),
            differences=tuple(differences(told.disagreements, told.sources, self.citations)),
            event_id=told.event_id,
            link=self._context.event_link(told.event_id),
            published=max((one.published for one in told.sources if one.published), default=None),
            stops=self._composer.stops(told.stops) if told.status in SURE else "",
            decided=decided,
            struck=told.decision is Decision.WITHDRAWN,
            day=short_day(told.when.first) if told.when.first and told.when.first == told.when.last else "",
        )

    def _acting(self, told: Telling) -> list[Named]:
        acting = self.names.acting(told.type, told.participants, told.place, day_of(told))
        return [Named(one.who, self.own_name(one.words)) for one in acting]

    def _voices(self, told: Telling) -> tuple[str, str | None]:
        """Return who speaks for a party in a line of words, if that is known, and who stands behind "بحسب"."""
        name, outlet = cited_by(told.attribution)
        unnamed = told.type in SPOKEN and not any(one.person for one in told.participants)
        if name and unnamed and self._composer.speaks(told, name) and told.status is not Status.CLAIMED:
            return self.teller(name) or "", outlet
        return "", said_by(told)

    def _sentence(
        self, told: Telling, acting: Sequence[Named], clause: str | None, issues: str, speaker: str
    ) -> Sentence | None:
        addressed = self.names.addressed(told.participants, day_of(told)) if told.type in ADDRESSING else ()
        return self._composer.sentence(told, acting, addressed, clause or "", issues, speaker)

    def own_name(self, names: str) -> str:
        """Return the names of those who act in our own words: also a body's name may hold a loaded one."""
        return self._context.voice.neutral(names) or names

    def clause(self, text: str | None, *, attributed: bool) -> str | None:
        """Return a clause from an article as we may say it, or None where its words are not ours to say."""
        return in_our_words(text, self._context.voice, attributed=attributed) if text else None

    def teller(self, name: str | None) -> str | None:
        """Return who says so in our own words: an outlet's loaded name for an army is not ours."""
        return in_our_words(name, self._context.voice, attributed=True) if name else None

    def stance(self, party: str, stance: Stance, gist: str | None) -> str | None:
        """Return what a party wants in a sentence that goes on from its name; None where there is none."""
        return self._composer.stance(party, stance, gist) if gist else None

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


def said_by(told: Telling) -> str | None:
    """Return who says so, after "بحسب", or None where the line may stand without."""
    name = told.attribution
    if name is None and told.status is Status.CLAIMED:
        name = next((source.publisher for source in told.sources if source.publisher), UNNAMED_SOURCE)
    if name is None:
        return None
    who, outlet = cited_by(name)
    if told.type in OWN_WORDS and who and _is_speaker(who, told.participants):
        return outlet
    return genitive(name)


def cited_by(attribution: str | None) -> tuple[str | None, str | None]:
    """Return who says so and the outlet to which they said it: "طاهر النونو (رويترز)"."""
    name, _, outlet = (attribution or "").partition(" (")
    return name or None, outlet.removesuffix(")") or None


def _is_speaker(name: str, participants: Sequence[Participant]) -> bool:
    return any(one.name in name or name in one.name for one in participants)
