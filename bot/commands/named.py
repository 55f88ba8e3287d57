"""Finds the party that a person means: by any of its names, in Arabic or English; knows no wording."""

from __future__ import annotations

from collections.abc import Iterable

from storage.catalog.checks import folded
from storage.catalog.schema import Dossier, Party


def named(text: str, parties: Iterable[Party]) -> Party | None:
    """Return the one of `parties` that `text` names; a link writes blanks as "_": "united_states"."""
    asked = _key(text)
    return next((party for party in parties if asked in _names(party)), None)


def mediators(dossier: Dossier) -> list[Party]:
    return [party for party in dossier.parties if party.mediator]


def principals(dossier: Dossier) -> list[Party]:
    """Return those between whom is negotiated."""
    return [party for party in dossier.parties if party.principal]


def _names(party: Party) -> set[str]:
    return {_key(name) for name in (party.name, party.en, *party.aliases, *party.metonyms)}


def _key(name: str) -> str:
    return folded(name).strip().lower().replace(" ", "_")
