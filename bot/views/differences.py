"""Where the reports of one event differ: each version beside who gives it; knows neither store nor clock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.views.arabic import joined
from bot.views.counts import COUNTS, quantity
from bot.views.days import period_words
from bot.views.sources import Citations, Cited
from storage.model import Disagreement, Matter, Source, Status, Version

_MATTERS: Mapping[Matter, str] = {
    Matter.STATUS: "الحالة",
    Matter.DAYS: "الزمان",
    Matter.PLACE: "المكان",
    Matter.PARTICIPANTS: "المشاركون",
}
# A figure of a kind that has no words of its own.
_NUMBER = "العدد"
_STATUS: Mapping[Status, str] = {
    Status.HAPPENED: "حدث",
    Status.PLANNED: "مقرر",
    Status.CLAIMED: "رواية طرف واحد",
    Status.DENIED: "منفي",
    Status.CONDITIONAL: "مشروط",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One matter in which sources differ, with each version and those who give it."""

    what: str
    versions: tuple[tuple[str, tuple[Cited, ...]], ...]


def differences(
    found: Sequence[Disagreement], sources: Sequence[Source], citations: Citations
) -> list[Difference]:
    """Return the disagreements in words; `sources` are those of the event, cited under their numbers."""
    by_article = {source.article_id: source for source in sources}
    return [_difference(one, by_article, citations) for one in found]


def _difference(one: Disagreement, sources: Mapping[int, Source], citations: Citations) -> Difference:
    what = COUNTS.get(one.what or "", _NUMBER) if one.matter is Matter.FIGURE else _MATTERS[one.matter]
    versions = (
        (
            _said(one.matter, version),
            citations.cite(sources[key] for key in version.article_ids if key in sources),
        )
        for version in one.versions
    )
    return Difference(what, tuple(versions))


def _said(matter: Matter, version: Version) -> str:
    """Return the one thing that a version says."""
    if matter is Matter.FIGURE:
        return quantity(version.value or 0, version.qualifier)
    if matter is Matter.DAYS and version.when:
        return period_words(version.when)
    if matter is Matter.STATUS and version.status:
        return _STATUS[version.status]
    return version.place or joined(version.names, comma=True)
