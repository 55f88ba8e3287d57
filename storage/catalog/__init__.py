"""The catalog: negotiations, event types and outlets as data, one TOML file a thing, strictly loaded.

`dossiers/<name>.toml` is a negotiation, `events/<type>.toml` an event type, `sources/<slug>.toml` an
outlet. What stands here knows neither Telegram nor how texts are read. Nothing is read on import.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from storage.catalog.checks import office_faults, outlet_faults, record_faults
from storage.catalog.files import ROOT, CatalogError, read_record, shown
from storage.catalog.posts import with_offices
from storage.catalog.schema import Dossier, DossierFile, EventKind, Outlet
from storage.model import EventType

__all__ = ["CatalogError", "dossier_names", "load_dossier", "load_event_kinds", "load_outlets"]


def dossier_names(root: Path = ROOT) -> tuple[str, ...]:
    """The names by which dossiers can be loaded."""
    return tuple(sorted(path.stem for path in (root / "dossiers").glob("*.toml")))


@cache
def load_dossier(name: str, root: Path = ROOT) -> Dossier:
    """Return the dossier `name`; raises CatalogError where there is none or it contradicts itself."""
    names = dossier_names(root)
    if name not in names:
        raise CatalogError(f"there is no dossier {name!r}; known are: {', '.join(names) or 'none'}")
    path = root / "dossiers" / f"{name}.toml"
    record = read_record(path, DossierFile)
    if record.code != name:
        raise CatalogError(f"{shown(path)}: code: is {record.code!r}, but the file is named {name!r}")
    refuse_at(path, record_faults(record))
    try:
        dossier = with_offices(record)
    except CatalogError as error:
        raise CatalogError(f"{shown(path)}: {error}") from error
    refuse_at(path, office_faults(dossier))
    return dossier


def refuse_at(path: Path, faults: Iterable[str]) -> None:
    """Raise CatalogError with the first fault, if there is one."""
    for fault in faults:
        raise CatalogError(f"{shown(path)}: {fault}")


@cache
def load_event_kinds(root: Path = ROOT) -> Mapping[EventType, EventKind]:
    """Return every event type's kind; raises CatalogError unless each type has exactly one good file."""
    folder = root / "events"
    strangers = {path.stem for path in folder.glob("*.toml")} - set(EventType)
    if strangers:
        raise CatalogError(f"events/{min(strangers)}.toml: is named after no event type")
    kinds = {kind: read_record(folder / f"{kind}.toml", EventKind) for kind in EventType}
    for kind, record in kinds.items():
        if record.type is not kind:
            raise CatalogError(f"events/{kind}.toml: type: is {record.type.value!r}, not {kind.value!r}")
    return MappingProxyType(kinds)


@cache
def load_outlets(root: Path = ROOT) -> Mapping[str, Outlet]:
    """Return the outlets by slug; raises CatalogError for a bad file or a name that two of them share."""
    outlets: dict[str, Outlet] = {}
    for path in sorted((root / "sources").glob("*.toml")):
        outlet = read_record(path, Outlet)
        if outlet.slug != path.stem:
            raise CatalogError(
                f"{shown(path)}: slug: is {outlet.slug!r}, but the file is named {path.stem!r}"
            )
        outlets[outlet.slug] = outlet
    for fault in outlet_faults(tuple(outlets.values())):
        raise CatalogError(fault)
    return MappingProxyType(outlets)
