"""Every name in the annotated articles is one that the dossier knows."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from storage.catalog import load_dossier
from storage.catalog.checks import folded
from storage.catalog.schema import Party, Person, Place

GOLD = Path(__file__).parents[3] / "shared" / "gold"
GAZA = load_dossier("gaza")

pytestmark = pytest.mark.skipif(
    not GOLD.is_dir(), reason="the annotated articles (../shared/gold) are not here"
)


def forms(records: Iterable[Party | Person | Place]) -> set[str]:
    return {folded(form) for record in records for form in (record.name, *record.aliases)}


def events() -> Iterable[dict[str, list[str] | str | None]]:
    for path in sorted(GOLD.glob("*/gold/*.json")):
        yield from json.loads(path.read_text(encoding="utf-8"))["events"]


def unknown(known: set[str], *keys: str) -> set[str]:
    """The values of these keys in the gold events that are not among the known forms."""
    values: set[str] = set()
    for event in events():
        for key in keys:
            value = event.get(key) or []
            values.update([value] if isinstance(value, str) else value)
    return {value for value in values if folded(value) not in known}


def test_every_state_and_organisation_is_known() -> None:
    assert unknown(forms(GAZA.parties), "actors", "alt_actors") == set()


def test_every_person_is_known() -> None:
    assert unknown(forms(GAZA.people), "people", "alt_people", "people_targets") == set()


def test_every_place_is_known() -> None:
    states = [party for party in GAZA.parties if party.kind == "state"]
    assert unknown(forms(GAZA.places) | forms(states), "place", "place_external", "alt_places") == set()
