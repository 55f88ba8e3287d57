"""A digest as messages: days newest first, positions, figures side by side, what is planned, sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.views.arabic import genitive
from bot.views.context import Context
from bot.views.days import day_name, local_day
from bot.views.lines import Line, Liner, of_digest
from bot.views.reply import Button, Reply
from bot.views.sources import Cited
from bot.views.templates import page, say
from storage.catalog.checks import folded
from storage.model import Digest, DigestFigure, DigestLine, DigestPosition, Stance

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


def digest(told: Digest, context: Context) -> Reply:
    """Return the digest; a quiet one says so, and that the articles were read all the same."""
    liner = Liner(context)
    day = day_name(local_day(told.slot, context.timezone), weekday=True)
    since = day_name(local_day(told.since, context.timezone), weekday=True)
    if told.quiet:
        return page("quiet", title=context.dossier.title, day=day, since=since, articles=told.articles_read)
    days = _by_day(liner, told.happened, told)
    positions = [_stand(liner, position, told) for position in told.positions]
    figures = list(_figures(liner, told))
    planned = [liner.line(of_digest(line, told)) for line in told.planned]
    return page(
        "digest",
        title=context.dossier.title,
        day=day,
        since=since,
        articles=told.articles_read,
        days=days,
        positions=positions,
        figures=figures,
        planned=planned,
        sources=liner.citations.listed,
    )


def none_yet() -> Reply:
    return say(
        "لم يصدر أي موجز بعد. آخر ما سُجّل من أحداث: /latest\nوللاشتراك في الموجز اليومي: /subscribe",
        ((Button("آخر الأحداث", "latest"), Button("الاشتراك", "subscribe")),),
    )


def _by_day(liner: Liner, lines: Sequence[DigestLine], told: Digest) -> list[tuple[str, list[Line]]]:
    worded = (liner.line(of_digest(line, told)) for line in lines)
    return [(day, list(group)) for day, group in groupby(worded, key=lambda line: line.when)]


def _stand(liner: Liner, position: DigestPosition, told: Digest) -> Stand:
    return Stand(
        party=position.party,
        stance=STANCES[position.stance],
        issue=liner.issue_label(position.issue),
        gist=liner.clause(position.gist, attributed=True),
        attribution=liner.teller(_other_voice(position)),
        cited=liner.citations.cite(told.sources[index] for index in position.sources),
    )


def _other_voice(position: DigestPosition) -> str | None:
    """Return who says so, after "بحسب", where that is somebody else than the party itself."""
    name = position.attribution
    return genitive(name) if name and folded(name) != folded(position.party) else None


def _figures(liner: Liner, told: Digest) -> Iterator[tuple[str, list[Value]]]:
    """Give what is counted with its values side by side, in the digest's order."""
    by_what: dict[str, list[DigestFigure]] = {}
    for figure in told.figures:
        by_what.setdefault(figure.what, []).append(figure)
    for what, same in by_what.items():
        if what in COUNTS:
            yield COUNTS[what], [_value(liner, figure, told) for figure in same]


def _value(liner: Liner, figure: DigestFigure, told: Digest) -> Value:
    sources = [told.sources[index] for index in figure.sources]
    name = figure.attribution or next((source.publisher for source in sources if source.publisher), None)
    number = f"{figure.value:,}"
    qualifier = _QUALIFIERS.get(figure.qualifier or "")
    return Value(
        words=f"{qualifier} {number}" if qualifier else number,
        attribution=liner.teller(genitive(name)) if name else None,
        day=day_name(figure.as_of) if figure.as_of else None,
        cited=liner.citations.cite(sources),
    )
