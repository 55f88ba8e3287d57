"""By which of its names whoever is said to tell something is kept: the dossier's; knows no store and no clock.

An office that outlets name in three ways is one source, and its numbers are one series.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from storage.catalog.schema import Dossier
from storage.model import Figure, Reading
from summarizer.reading.fold import fold

# What is counted in Gaza is counted by the ministry there, also where an article leaves the place out of its name.
_COUNTED_THERE, _THERE = "_gaza", " في غزة"


def with_known_tellers(reading: Reading, dossier: Dossier) -> Reading:
    """Return what was read, its figures and reports attributed by the dossier's name for whom the article names."""
    known = {fold(name): party.name for party in dossier.parties for name in (*party.aliases, party.name)}
    reports = tuple(
        replace(one, attribution=known.get(fold(one.attribution), one.attribution))
        if one.attribution
        else one
        for one in reading.reports
    )
    return replace(reading, reports=reports, figures=tuple(_told(one, known) for one in reading.figures))


def _told(figure: Figure, known: Mapping[str, str]) -> Figure:
    if figure.attribution is None:
        return figure
    name = fold(figure.attribution)
    there = known.get(name + fold(_THERE)) if figure.what.endswith(_COUNTED_THERE) else None
    return replace(figure, attribution=known.get(name) or there or figure.attribution)
