"""What merging compares of a report, worked out once: sets of names instead of texts; knows no store and no rules."""

from __future__ import annotations

import re
from collections.abc import Collection

from storage.model import EventType, Participant, Report, Role
from summarizer.gazetteer import NOWHERE, Gazetteer
from summarizer.kinds import A_FEW_DAYS, in_order, length, nearby_types, window

# What a release counts.
FREED = frozenset({"hostages_released", "prisoners_released"})
_NUMBER = re.compile(r"\d[\d.,٫٬]*")
_NO_NUMBERS: frozenset[str] = frozenset()


class Traits:
    """A report as it is compared with others, some hundreds of them for each article.

    `key` is the id of a stored report, any other number for one that is not stored yet. `day` is the one day of the
    happening, None where it has none or several. `sides` are the states and movements that take part, people and
    agencies counted for whom they act for, `actors` those sides and people who act; `doers` are acting people,
    `acting` acting parties by their own names. `numbers` are the telling numbers of its substance.
    """

    __slots__ = (
        "_order", "acting", "actors", "article", "copies", "country", "day", "days", "doers", "first", "freed",
        "is_sum", "issues", "key", "last", "nearby", "numbers", "people", "people_by_party", "place", "published",
        "report", "sides", "type", "when", "window",
    )  # fmt: skip

    def __init__(self, report: Report, gazetteer: Gazetteer = NOWHERE, key: int | None = None) -> None:
        """Work out the traits of a report; its `key` is the report's id unless another is given."""
        self.key = key if key is not None else report.id or 0
        self.report = report
        self.type: EventType = report.type
        self.nearby = nearby_types(report.type)
        self._take_days(report)
        self._take_source(report)
        self._take_participants(report.participants, gazetteer)
        self.place = report.place
        self.country = gazetteer.countries.get(report.place) if report.place else None
        self.issues = frozenset(report.issues)
        self.numbers = _numbers(report.substance) if report.substance else _NO_NUMBERS
        self.freed = tuple([one for one in report.figures if one.what in FREED and one.value > 0])
        self._order: tuple[str, ...] | None = None

    @property
    def order(self) -> tuple[str, ...]:
        """By which reports are put in one order, whatever the order in which they were learned."""
        if self._order is None:
            self._order = in_order(self.report)
        return self._order

    def _take_days(self, report: Report) -> None:
        self.when, self.window = report.when, window(report)
        self.first, self.last = report.when.first, report.when.last
        self.day = self.first if self.first == self.last else None
        self.days = length(report.when)
        # What is told of a longer stretch at once: all releases of a truce, the strikes of a month.
        self.is_sum = self.days > A_FEW_DAYS

    def _take_source(self, report: Report) -> None:
        source = report.source
        self.article = source.article_id if source else None
        self.copies = source.copies if source else None
        self.published = source.published if source else None

    def _take_participants(self, participants: Collection[Participant], gazetteer: Gazetteer) -> None:
        sides: set[str] = set()
        actors: set[str] = set()
        by_party: dict[str, set[str]] = {}
        for who in participants:
            acts_for = who.party if who.person else who.name
            side = gazetteer.side(acts_for) if acts_for else None
            if side:
                sides.add(side)
            if who.role is Role.ACTOR:
                actors.update((side,) if side else (), (who.name,) if who.person else ())
            if who.person and who.party:
                by_party.setdefault(who.party, set()).add(who.name)
        doing = [who for who in participants if who.role is Role.ACTOR]
        self.sides, self.actors = frozenset(sides), frozenset(actors)
        self.people = frozenset([who.name for who in participants if who.person])
        self.doers = frozenset([who.name for who in doing if who.person])
        self.acting = frozenset([who.name for who in doing if not who.person])
        self.people_by_party = by_party


def _numbers(substance: str) -> frozenset[str]:
    """The telling numbers of a clause: small ones and years are in every article."""
    plain = (re.sub(r"\D", "", number) for number in _NUMBER.findall(substance))
    return frozenset(n for n in plain if len(n) > 1 and not (len(n) == 4 and n.startswith("20")))
