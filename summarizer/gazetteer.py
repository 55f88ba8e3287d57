"""What belongs to what in a negotiation: cities to countries, agencies to states; knows no store and no reports."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from storage.catalog.schema import Dossier, Outlet

_KIND_OF_OUTLET = re.compile(r"^(?:موقع|صحيفة|قناة|وكالة|شبكة|إذاعة|مجلة)\s+")
_QUOTES = " «»\"“”'"


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """What belongs to what: the country of a place, the state of a ministry, the outlet of one of its names."""

    countries: Mapping[str, str] = field(default_factory=dict)
    parents: Mapping[str, str] = field(default_factory=dict)
    outlets: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, dossier: Dossier, outlets: Mapping[str, str] | None = None) -> Gazetteer:
        return cls(
            countries={place.name: place.country for place in dossier.places if place.country},
            parents={party.name: party.parent for party in dossier.parties if party.parent},
            outlets=outlets or {},
        )

    def side(self, party: str) -> str:
        """Return the state or movement for which `party` acts, itself where it acts for none."""
        if party not in self.parents:
            return party
        seen = {party}
        while (above := self.parents.get(party)) and above not in seen:
            party = above
            seen.add(above)
        return party

    def inside(self, place: str, country: str) -> bool:
        return self.countries.get(place) == country

    def outlet(self, name: str) -> str:
        """Return the outlet that bears this `plain` name, the name itself where none is known."""
        return self.outlets.get(name, name)


def outlet_names(outlets: Iterable[Outlet]) -> Mapping[str, str]:
    """Return the `plain` names of outlets, each with the outlet's slug."""
    return {
        plain(name): outlet.slug
        for outlet in outlets
        for name in (outlet.name, outlet.en, *outlet.aliases)
        if name
    }


def plain(name: str) -> str:
    """Return an outlet's name as it may be compared: without quotes, article and "the site", "the newspaper"."""
    bare = _KIND_OF_OUTLET.sub("", name.strip(_QUOTES))
    return bare.strip(_QUOTES).removeprefix("ال").casefold()


NOWHERE = Gazetteer()
