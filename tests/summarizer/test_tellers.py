"""Whoever is named in several ways is one teller."""

from __future__ import annotations

import pytest
from tellings import figure, report

from storage.catalog import load_dossier
from storage.model import Reading
from summarizer.tellers import with_known_tellers

MINISTRY = "وزارة الصحة في غزة"


def tellers(what: str, name: str | None) -> tuple[str | None, str | None]:
    """Who is kept as the teller of a number, and of a report, that an article puts to `name`."""
    told = report(attribution=name)
    reading = Reading("عنوان", "نص", None, None, (told,), figures=(figure(what, 43204, attribution=name),))
    kept = with_known_tellers(reading, load_dossier("gaza"))
    return kept.figures[0].attribution, kept.reports[0].attribution


@pytest.mark.parametrize("name", [MINISTRY, "وزارة الصحة بغزة", "وزارة الصحة الفلسطينية في غزة"])
def test_an_office_bears_one_name_however_outlets_name_it(name: str) -> None:
    assert tellers("killed_gaza", name) == (MINISTRY, MINISTRY)


def test_a_number_of_gaza_that_the_health_ministry_gives_is_that_of_the_ministry_there() -> None:
    assert tellers("killed_gaza", "وزارة الصحة") == (MINISTRY, "وزارة الصحة")
    assert tellers("hostages_released", "وزارة الصحة")[0] == "وزارة الصحة"


@pytest.mark.parametrize("name", ["وزارة الصحة الإسرائيلية", "مصدر مطلع", "مصادر في غزة", None])
def test_who_is_not_known_for_certain_keeps_the_articles_words(name: str | None) -> None:
    assert tellers("killed_gaza", name) == (name, name)
