"""Positions and figures in words, for every page that shows them; knows neither store nor clock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.views.arabic import genitive
from bot.views.clauses import begun
from bot.views.counts import PLANS, plan, quantity
from bot.views.days import day_name
from bot.views.lines import Liner
from bot.views.sources import Cited
from storage.catalog.checks import folded
from storage.model import DigestFigure, DigestPosition, Figure, Position, Source, Stance

# Verbal nouns: they need no agreement with the party's gender.
STANCES: Mapping[Stance, str] = {
    Stance.DEMANDS: "مطلب",
    Stance.ACCEPTS: "قبول",
    Stance.REJECTS: "رفض",
    Stance.OFFERS: "عرض",
}


@dataclass(frozen=True, slots=True)
class Value:
    """One number of a figure, with who gives it and for which day."""

    words: str
    attribution: str | None
    day: str | None
    cited: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Stand:
    """One position in words: a `sentence` that goes on from the party's name, or else its pieces.

    `gist` is None where its words are not ours to say.
    """

    party: str
    sentence: str | None
    stance: str
    issue: str
    gist: str | None
    attribution: str | None
    cited: tuple[Cited, ...]


def stand(liner: Liner, position: Position | DigestPosition, sources: Sequence[Source]) -> Stand:
    """Return a position in words; cites its sources."""
    gist = liner.clause(position.gist, attributed=True)
    return Stand(
        party=liner.own_name(position.party),
        sentence=liner.stance(position.party, position.stance, gist),
        stance=STANCES[position.stance],
        issue=liner.issue_label(position.issue),
        gist=begun(gist) if gist else None,
        attribution=liner.teller(_other_voice(position)),
        cited=liner.citations.cite(sources),
    )


def _other_voice(position: Position | DigestPosition) -> str | None:
    """Return who says so, after "بحسب", where that is somebody else than the party itself."""
    name = position.attribution
    return genitive(name) if name and folded(name) != folded(position.party) else None


def value(liner: Liner, figure: Figure | DigestFigure, sources: Sequence[Source]) -> Value:
    """Return a figure in words, with who gives it and for which day; cites its sources."""
    name = who_counts(figure, sources)
    planned = figure.planned and figure.what in PLANS
    return Value(
        words=(
            plan(figure.what, figure.value, figure.qualifier)
            if planned
            else quantity(figure.value, figure.qualifier)
        ),
        attribution=liner.teller(genitive(name)) if name else None,
        day=day_name(figure.as_of) if figure.as_of and not planned else None,
        cited=liner.citations.cite(sources),
    )


def who_counts(figure: Figure | DigestFigure, sources: Sequence[Source]) -> str | None:
    """Return who gives a figure: whom the article names, or else the outlet itself."""
    return figure.attribution or next((source.publisher for source in sources if source.publisher), None)


def day_of(fact: Figure | Position) -> date | None:
    """Return the day for which a fact holds: its own, or else that of its article."""
    own = fact.as_of if isinstance(fact, Figure) else fact.on
    return own or (fact.source.published if fact.source else None)
