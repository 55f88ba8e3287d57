"""Positions and figures in words, for every page that shows them; knows neither store nor clock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.views.arabic import genitive
from bot.views.days import day_name
from bot.views.lines import Liner
from bot.views.sources import Cited
from storage.catalog.checks import folded
from storage.model import DigestFigure, DigestPosition, Figure, Position, Source, Stance

# What a figure counts; a class without words here is stored but not told.
COUNTS: Mapping[str, str] = {
    "hostages_held": "المحتجزون في غزة",
    "hostages_released": "محتجزون أُفرج عنهم",
    "prisoners_released": "سجناء فلسطينيون أُفرج عنهم",
    "prisoners_held": "فلسطينيون في السجون الإسرائيلية",
    "killed_gaza": "القتلى في غزة",
    "wounded_gaza": "الجرحى في غزة",
    "killed_israel": "القتلى في إسرائيل",
    "captured_oct7": "من احتُجزوا في 7 أكتوبر 2023",
    "truce_days": "أيام الهدنة",
}
_QUALIFIERS: Mapping[str, str] = {
    "about": "نحو",
    "more_than": "أكثر من",
    "less_than": "أقل من",
    "at_least": "ما لا يقل عن",
    "believed": "يُعتقد أنهم",
}
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
    """One position in words; `gist` is None where its words are not ours to say."""

    party: str
    stance: str
    issue: str
    gist: str | None
    attribution: str | None
    cited: tuple[Cited, ...]


def stand(liner: Liner, position: Position | DigestPosition, sources: Sequence[Source]) -> Stand:
    """Return a position in words; cites its sources."""
    return Stand(
        party=position.party,
        stance=STANCES[position.stance],
        issue=liner.issue_label(position.issue),
        gist=liner.clause(position.gist, attributed=True),
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
    return Value(
        words=number_words(figure),
        attribution=liner.teller(genitive(name)) if name else None,
        day=day_name(figure.as_of) if figure.as_of else None,
        cited=liner.citations.cite(sources),
    )


def who_counts(figure: Figure | DigestFigure, sources: Sequence[Source]) -> str | None:
    """Return who gives a figure: whom the article names, or else the outlet itself."""
    return figure.attribution or next((source.publisher for source in sources if source.publisher), None)


def number_words(figure: Figure | DigestFigure) -> str:
    """Return the number as it was given: "أكثر من 1,200"."""
    qualifier = _QUALIFIERS.get(figure.qualifier or "")
    return f"{qualifier} {figure.value:,}" if qualifier else f"{figure.value:,}"


def day_of(fact: Figure | Position) -> date | None:
    """Return the day for which a fact holds: its own, or else that of its article."""
    own = fact.as_of if isinstance(fact, Figure) else fact.on
    return own or (fact.source.published if fact.source else None)
