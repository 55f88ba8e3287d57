"""The writer without a model: sentences of the articles themselves, chosen by the events that they tell, cut short.

What it takes is word for word an article's; what it puts in (a name, a date) is marked by having no passage.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from storage.catalog import load_outlets
from storage.catalog.schema import Dossier
from storage.model import Passage, Period, Status, Written
from summarizer.reading.discourse import Discourse
from summarizer.reading.fold import words
from summarizer.reading.reader import names_of
from summarizer.writing.cutting import Cut, cut
from summarizer.writing.faithfulness.ground import hear
from summarizer.writing.protocol import Brief, Draft, Group, Telling

# A lead is read in one breath; so many sentences and characters at most.
MOST, ROOM = 3, 460
# Sentences of these lengths, in characters, say something and are still one sentence.
SHORTEST, LONGEST = 30, 330
# So much of its content said before, a sentence repeats.
REPEATS = 0.5
# What a group that an article is mainly about counts more; what a plan, a telling aside and a leaning sentence count less.
_HEADLINE, _PLANNED, _ASIDE, _LEANS = 12, 0.6, 0.6, 0.45
# What stands first in an article counts so much more than what stands last; with less than this share of the first
# sentence's score another one is not worth its room.
_FIRST, _ENOUGH = 0.8, 0.5
# Each sentence costs so much besides its length: two short ones are not better than one.
_COST = 60


@dataclass(frozen=True)
class Candidate:
    """A sentence that may be taken: what is left of it, the groups that it tells, and the words of its content."""

    telling: Telling
    cut: Cut
    content: frozenset[str]
    groups: frozenset[int]
    main: frozenset[int]
    # Where in its article it stands: 0 for the beginning, 1 for the end.
    depth: float = 0.0

    @cached_property
    def length(self) -> int:
        return len(self.cut.text)

    @property
    def written(self) -> Written:
        return Written(self.cut.fragments, tuple(sorted(self.groups)), (self.telling.passage,))


class Extractive:
    """Picks sentences by the weight of the events that they tell, by what they share with the other reports, by brevity."""

    name = "extractive"

    def write(self, brief: Brief) -> Draft:
        """Return the lead and a sentence or two for each group; the same brief gives the same draft."""
        candidates = _candidates(brief)
        lead = _chosen(candidates, brief.groups, MOST, ROOM)
        order = {group.key: place for place, group in enumerate(brief.groups)}
        ordered = sorted(
            lead, key=lambda one: -max(_worth(g, one) for g in brief.groups if g.key in one.groups)
        )
        groups = {
            group.key: [one.written for one in _of_group(group, candidates)]
            for group in brief.groups
            if group.key in order
        }
        return Draft({key: some for key, some in groups.items() if some}, [one.written for one in ordered])


def _candidates(brief: Brief) -> list[Candidate]:
    """Every sentence of every group once, cut, with the groups that it tells."""
    telling: dict[Passage, Telling] = {}
    days: dict[Passage, list[Period]] = {}
    groups: dict[Passage, list[Group]] = {}
    for group in brief.groups:
        for one in group.tellings:
            telling.setdefault(one.passage, one)
            days.setdefault(one.passage, []).append(one.when)
            groups.setdefault(one.passage, []).append(group)
    feminine = _feminine(brief.dossier)
    found = [_candidate(brief, one, groups[place], days[place], feminine) for place, one in telling.items()]
    return [one for one in found if SHORTEST <= one.length <= LONGEST]


def _candidate(
    brief: Brief,
    telling: Telling,
    groups: Sequence[Group],
    days: Sequence[Period],
    feminine: frozenset[tuple[str, ...]],
) -> Candidate:
    names = names_of(brief.dossier, load_outlets())
    heard = hear(telling.text, names, Discourse(names.actors, telling.source.published))
    first = next((p.place for p in heard.parsed.predicates if not p.nominal), -1)
    doers = heard.doing[first].names if first in heard.doing else frozenset[str]()
    who = groups[0].line.participants
    taken = cut(telling, heard.parsed, doers, who, brief.day, days, feminine)
    main = {g.key for g in groups for one in g.tellings if one.passage == telling.passage and one.main}
    text = brief.texts.get(telling.passage.article_id, "")
    depth = telling.passage.span.start / len(text) if text else 0.0
    return Candidate(telling, taken, heard.content, frozenset(g.key for g in groups), frozenset(main), depth)


def _feminine(dossier: Dossier) -> frozenset[tuple[str, ...]]:
    """The parties' names, in folded words, that take a feminine verb."""
    return frozenset(words(party.name) for party in dossier.parties if party.gender == "f")


def _worth(group: Group, one: Candidate) -> float:
    """What a sentence is worth for one group: its weight, less for a plan and for a sentence that tells it aside."""
    line = group.line
    worth = float(max(line.weight, 1)) + (_HEADLINE if "headline" in line.reasons else 0)
    worth *= _PLANNED if line.status is Status.PLANNED else 1.0
    return worth * (1.0 if group.key in one.main else _ASIDE)


def _score(one: Candidate, groups: Iterable[Group]) -> float:
    """The worth of the groups that a sentence tells, by its length; what leans on other sentences counts little."""
    worth = sum(
        _worth(group, one) * (1 + _central(one, group)) for group in groups if group.key in one.groups
    )
    worth *= 1 + _FIRST * (1 - one.depth)
    return worth * _LEANS ** min(one.cut.leans, 3) / (_COST + one.length)


def _central(one: Candidate, group: Group) -> float:
    """How much of what the reports of an event say together a sentence says."""
    said = " ".join(telling.substance or "" for telling in group.tellings)
    named = [who.name.split()[-1] for who in group.line.participants]
    told = sum(name in one.telling.text for name in named) / len(named) if named else 0.0
    return (told + (bool(said) and (one.telling.substance or said) in one.telling.text)) / 2


def _chosen(
    candidates: Sequence[Candidate], groups: Sequence[Group], most: int, room: int
) -> list[Candidate]:
    """Greedily the sentences that tell most that is new, in the room that there is; none that repeats another."""
    chosen: list[Candidate] = []
    left = {group.key: group for group in groups}
    first = 0.0
    while len(chosen) < most and left:
        open_ = [one for one in candidates if _fits(one, chosen, room)]
        best = max(open_, key=lambda one: (_score(one, left.values()), _place(one)), default=None)
        score = _score(best, left.values()) if best else 0.0
        if best is None or score <= _ENOUGH * first:
            break
        first = first or score
        chosen.append(best)
        left = {key: group for key, group in left.items() if key not in best.groups}
    return chosen


def _fits(one: Candidate, chosen: Sequence[Candidate], room: int) -> bool:
    used = sum(other.length + 1 for other in chosen)
    if chosen and used + one.length > room:
        return False
    return one.cut.leans < 3 and not any(_repeats(one, other) for other in chosen)


def _repeats(one: Candidate, other: Candidate) -> bool:
    least = min(len(one.content), len(other.content)) or 1
    return len(one.content & other.content) >= REPEATS * least


def _place(one: Candidate) -> tuple[date, int, int]:
    """Of two alike the newer, then the one that stands first."""
    passage = one.telling.passage
    return (one.telling.source.published or date.min, -passage.article_id, -passage.span.start)


def _of_group(group: Group, candidates: Sequence[Candidate]) -> list[Candidate]:
    return _chosen([one for one in candidates if group.key in one.groups], [group], 1, ROOM)
