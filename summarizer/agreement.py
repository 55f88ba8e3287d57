"""What the reports of one happening agree on, and how many independent ones there are; knows no store."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import timedelta

from storage.model import Event, EventType, Participant, Period, Report, Role, Status
from summarizer.disagreements import disagreements
from summarizer.gazetteer import NOWHERE, Gazetteer, plain
from summarizer.kinds import in_order

# A denial outweighs what was told: telling a denied happening as one that happened is the worse error.
_STANDING = (Status.DENIED, Status.HAPPENED, Status.CLAIMED, Status.PLANNED, Status.CONDITIONAL)
# How old a happening may be, when it is told, to be news rather than history, whatever the reading room made of it.
RECENT, HISTORY = timedelta(days=14), timedelta(days=45)
# What a clause of substance should measure, in characters.
_CLAUSE = range(20, 181)

_ANONYMOUS = re.compile(r"^(?:و?ال)?(?:مصدر|مصادر|مسؤول|مسئول|تقارير|تقرير|دبلوماسي|قيادي|وسائل)")
_INSIDE = re.compile(r"\(([^)]+)\)")


def combine(reports: Sequence[Report], gazetteer: Gazetteer = NOWHERE) -> Event:
    """Return the event that `reports` (one or more) tell, whatever their order; without ids or times."""
    ordered = sorted(reports, key=in_order)
    status = min((report.status for report in ordered), key=_STANDING.index)
    weighty = sorted(
        ordered, key=lambda report: (report.status is not status, report.background, not report.headline)
    )
    return Event(
        type=_type(weighty),
        status=status,
        when=_when(weighty, status),
        place=_place(weighty, gazetteer),
        participants=_participants(weighty),
        issues=_issues(weighty),
        reports=tuple(reports),
        substance=_substance(weighty, status),
        headline=any(report.headline for report in ordered),
        background=all(is_history(report) for report in ordered),
        witnesses=witnesses(ordered, gazetteer),
        disagreements=disagreements(ordered, status, gazetteer),
    )


def is_history(report: Report) -> bool:
    """True for older matter that an article retells, judged by the dates where both are known."""
    published = report.source.published if report.source else None
    last = report.when.last
    if published is None or last is None:
        return report.background
    age = published - last
    return age > HISTORY or (report.background and age > RECENT)


def witnesses(reports: Iterable[Report], gazetteer: Gazetteer = NOWHERE) -> int:
    """Return how many independent sources tell an event: who copies or quotes another is no witness of their own."""
    known: list[set[str]] = []
    for report in reports:
        mine = origins(report, gazetteer)
        linked = [some for some in known if some & mine]
        known = [some for some in known if not some & mine]
        known.append(mine.union(*linked))
    return len(known)


def origins(report: Report, gazetteer: Gazetteer = NOWHERE) -> set[str]:
    """Return on what the report rests: the word of whom it names, else of its outlet; and the text it copies."""
    source = report.source
    found = {_word(report, gazetteer)}
    return found | {f"copies {source.copies}"} if source and source.copies else found


def _word(report: Report, gazetteer: Gazetteer) -> str:
    said = report.attribution or ""
    named = _INSIDE.search(said)
    word = named.group(1) if named else said
    # Who speaks in public is heard by each outlet; what an office or another outlet gave out has one source.
    heard = said in {who.name for who in report.participants}
    if word and not heard and not is_anonymous(word):
        return gazetteer.outlet(plain(word))
    source = report.source
    if source is None:
        return "?"
    return gazetteer.outlet(plain(source.publisher)) if source.publisher else f"#{source.article_id}"


def is_anonymous(attribution: str) -> bool:
    """True for words that name nobody as the source: "مصدر مطلع", "تقارير"."""
    return attribution == "غير مسمى" or _ANONYMOUS.match(attribution) is not None


def _type(reports: Sequence[Report]) -> EventType:
    return Counter(report.type for report in reports).most_common(1)[0][0]


def _when(reports: Sequence[Report], status: Status) -> Period:
    """The days that most reports can agree with, the narrowest of those; a plan's day yields to what happened."""
    dated = [report.when for report in reports if report.when.first and report.when.last]
    decisive = [report.when for report in reports if report.status is status and report.when in dated]
    choice = decisive or dated
    if not choice:
        return Period()
    return max(choice, key=lambda when: (sum(when.meets(other) for other in dated), -_length(when)))


def _length(when: Period) -> int:
    return (when.last - when.first).days if when.first and when.last else 0


def _place(reports: Sequence[Report], gazetteer: Gazetteer) -> str | None:
    named = Counter(report.place for report in reports if report.place)
    if not named:
        return None
    best = named.most_common(1)[0][0]
    # A city says more than its country does.
    return next((place for place in named if gazetteer.inside(place, best)), best)


def _participants(reports: Sequence[Report]) -> tuple[Participant, ...]:
    told: dict[str, list[Participant]] = {}
    for report in reports:
        for who in report.participants:
            told.setdefault(who.name, []).append(who)
    # Who is named by most comes first; what one outlet alone adds is kept, after what others confirm.
    return tuple(_agreed(same) for same in sorted(told.values(), key=len, reverse=True))


def _agreed(same: Sequence[Participant]) -> Participant:
    role: Role = Counter(who.role for who in same).most_common(1)[0][0]
    party = next((who.party for who in same if who.party), None)
    return Participant(same[0].name, role, same[0].person, party)


def _issues(reports: Iterable[Report]) -> tuple[str, ...]:
    counted = Counter(issue for report in reports for issue in dict.fromkeys(report.issues))
    return tuple(issue for issue, _ in counted.most_common())


def _substance(reports: Sequence[Report], status: Status) -> str | None:
    """The clause of a report that tells the event as it stands, of a readable length if there is one."""
    clauses = [r.substance for r in reports if r.substance and r.status is status]
    fitting = [clause for clause in clauses if len(clause) in _CLAUSE]
    return next(iter(fitting or clauses), None)
