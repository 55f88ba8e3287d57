"""Our events in the codes of the field: PLOVER's types and CAMEO's numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from storage.catalog.schema import Dossier, EventKind
from storage.model import Event, EventType

# CAMEO tells a meeting on the ground of a third from others: "Meet at a third location".
_AT_A_THIRD_LOCATION = "044"


@dataclass(frozen=True, slots=True)
class Codes:
    """An event's code in each scheme; empty where a scheme has none. CAMEO's may be of two, three or four digits."""

    plover: str
    cameo: str


@dataclass(frozen=True, slots=True)
class Coder:
    """Gives events their codes, as the catalog's event types have them."""

    kinds: Mapping[EventType, EventKind]
    countries: Mapping[str, str]
    parents: Mapping[str, str]

    @classmethod
    def of(cls, dossier: Dossier, kinds: Mapping[EventType, EventKind]) -> Coder:
        countries = {place.name: place.country for place in dossier.places if place.country}
        parents = {party.name: party.parent for party in dossier.parties if party.parent}
        return cls(kinds, countries, parents)

    def codes(self, event: Event) -> Codes:
        kind = self.kinds[event.type]
        abroad = event.type is EventType.MEETING and self._at_a_third_location(event)
        return Codes(kind.plover, _AT_A_THIRD_LOCATION if abroad else kind.cameo)

    def country(self, place: str | None) -> str | None:
        """Return the state in which a place of the dossier lies; None where it is none's, or not known."""
        return self.countries.get(place or "")

    def _at_a_third_location(self, event: Event) -> bool:
        where = self.country(event.place)
        return where is not None and where not in {self._state(side) for side in event.sides}

    def _state(self, party: str) -> str:
        """Return what a ministry, an office or a service is part of, and of that again."""
        seen = {party}
        while (parent := self.parents.get(party)) and parent not in seen:
            party = parent
            seen.add(party)
        return party
