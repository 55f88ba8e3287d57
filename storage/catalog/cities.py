"""The cities by whose clock people read: what each zone is called, and which zone somebody means by a city's name.

Names come from CLDR, in Arabic and in English, and from our own list; knows no reader and no wording.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import Any
from zoneinfo import available_timezones

from babel import Locale
from babel.core import get_global

from storage.catalog.checks import folded
from storage.catalog.files import ROOT, read_toml

# The areas whose zones are places where people live; others ("Etc", "US") name offsets or repeat these.
AREAS = frozenset(
    {
        "Africa",
        "America",
        "Antarctica",
        "Arctic",
        "Asia",
        "Atlantic",
        "Australia",
        "Europe",
        "Indian",
        "Pacific",
    }
)
_WORD = re.compile(r"[^\W_]+")
# What people write before a city.
_IDLE = frozenset({"بتوقيت", "توقيت", "مدينه", "حسب", "city", "time"})
# A name may be mistyped by about one letter in seven; shorter ones are too alike for that.
_ALIKE, _SHORTEST_MISTYPED = 86, 4


@dataclass(frozen=True, slots=True)
class Page:
    """Zones that are offered together, in this order."""

    name: str
    zones: tuple[str, ...]


def lived_in(zone: str) -> bool:
    """True for a zone of the tz database that is named for a place."""
    return zone.partition("/")[0] in AREAS and "/" in zone and zone in _all_zones()


@cache
def _all_zones() -> frozenset[str]:
    # Looked up in the file system.
    return frozenset(available_timezones())


def pages() -> Sequence[Page]:
    """Return what is offered, the nearest to the negotiation first."""
    return [Page(page["name"], tuple(page["zones"])) for page in _data()["pages"]]


def city_of(zone: str) -> str:
    """Return what a zone is called in Arabic; one that nobody has named by its own name."""
    known = _data()["names"].get(zone) or _named_by_cldr("ar").get(zone)
    return known or zone


def zone_of(words: str) -> str | None:
    """Return the zone of a city, or of a country with one clock, in Arabic or English as people type it; None for
    nothing that is known."""
    key = _key(words)
    if not key:
        return None
    known = _zones()
    return known.get(key) or _nearly(key, known)


def can_locate() -> bool:
    """True where a place on the map can be looked up: the library for it is installed."""
    return find_spec("tzfpy") is not None


def zone_at(latitude: float, longitude: float) -> str | None:
    """Return the zone of a place on the map, within some 100 m of a border; None at sea, or where none can be looked up."""
    if not can_locate():
        return None
    # Not at the top: few share where they are, and its map takes 35 MB.
    from tzfpy import get_tz

    zone = str(get_tz(longitude, latitude))
    return zone if lived_in(zone) else None


def _nearly(key: str, known: Mapping[str, str]) -> str | None:
    # Not at the top: only what is mistyped needs it.
    from rapidfuzz import fuzz, process

    if len(key) < _SHORTEST_MISTYPED or not key.replace(" ", "").isalpha():
        return None
    alike = [name for name in known if name[:1] == key[:1]]
    found = process.extractOne(key, alike, scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return known[found[0]] if found else None


@cache
def _zones() -> Mapping[str, str]:
    """Every name by its key; what comes first stays."""
    found: dict[str, str] = {}
    for name, zone in _names():
        if key := _key(name):
            found.setdefault(key, zone)
    return found


def _names() -> Iterator[tuple[str, str]]:
    spoken = _data()["spoken"]
    yield from ((name, zone) for zone, names in spoken.items() for name in names)
    for zone, name in _data()["names"].items():
        yield name, zone
    for language in ("ar", "en"):
        yield from ((name, zone) for zone, name in _named_by_cldr(language).items() if lived_in(zone))
    for zone in sorted(_all_zones()):
        if lived_in(zone):
            yield zone.rpartition("/")[2], zone
            yield zone, zone
    for territory, zones in sorted(get_global("territory_zones").items()):
        if len(zones) == 1 and lived_in(zones[0]):
            for language in ("ar", "en"):
                yield Locale.parse(language).territories.get(territory, ""), zones[0]


@cache
def _named_by_cldr(language: str) -> Mapping[str, str]:
    zones = Locale.parse(language).time_zones
    return {zone: str(told["city"]) for zone, told in zones.items() if "city" in told}


@cache
def _data() -> Mapping[str, Any]:
    return read_toml(ROOT / "language" / "cities.toml")


def _key(name: str) -> str:
    plain = "".join(
        one for one in unicodedata.normalize("NFKD", folded(name)) if not unicodedata.combining(one)
    )
    words = [_bare(word) for word in _WORD.findall(plain.lower().replace("'", ""))]
    return " ".join(word for word in words if word not in _IDLE)


def _bare(word: str) -> str:
    return word[2:] if word.startswith("ال") and len(word) > 4 else word
