"""What belongs to what in a negotiation: cities to countries, agencies to states; knows no store and no reports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from storage.catalog.schema import Dossier


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """What belongs to what: the country of a place, the state of a ministry or agency."""

    countries: Mapping[str, str] = field(default_factory=dict)
    parents: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, dossier: Dossier) -> Gazetteer:
        return cls(
            countries={place.name: place.country for place in dossier.places if place.country},
            parents={party.name: party.parent for party in dossier.parties if party.parent},
        )

    def side(self, party: str) -> str:
        """Return the state or movement for which `party` acts, itself where it acts for none."""
        seen = {party}
        while (above := self.parents.get(party)) and above not in seen:
            party = above
            seen.add(above)
        return party

    def inside(self, place: str, country: str) -> bool:
        return self.countries.get(place) == country


NOWHERE = Gazetteer()
