"""The gold annotations as the reading room would have given them, so that merging can be measured by itself."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from storage.catalog.schema import Dossier
from storage.model import (
    EventType,
    Figure,
    Participant,
    Period,
    Precision,
    Report,
    Role,
    Source,
    Span,
    Status,
)


@dataclass(frozen=True)
class GoldArticle:
    name: str
    source: Source
    reports: tuple[Report, ...]
    figures: tuple[Figure, ...]


def gold_articles(folders: list[Path], dossier: Dossier) -> list[GoldArticle]:
    """The articles of these sets, the oldest first; a report's `rule` holds the article's name and its place there."""
    parties = {person.name: person.party for person in dossier.people}
    files = sorted(path for folder in folders for path in (folder / "gold").glob("*.json"))
    read = sorted(((path, json.loads(path.read_text("utf-8"))) for path in files), key=_published)
    return [_article(number, path.stem, content, parties) for number, (path, content) in enumerate(read, 1)]


def _published(found: tuple[Path, dict[str, Any]]) -> str:
    return str(found[1].get("published") or "")


def _article(number: int, name: str, content: dict[str, Any], parties: dict[str, str | None]) -> GoldArticle:
    source = Source(number, content.get("publisher"), None, _day(content.get("published")))
    reports = [
        _report(f"{name}#{place}", place, event, source, parties)
        for place, event in enumerate(content["events"])
        if not event.get("optional")
    ]
    figures = [
        Figure(
            f["what"], int(f["value"]), (Span(0, 1),), f.get("qualifier"), f.get("attribution"), bool(f.get("planned")),
            source=source,
        )
        for f in content["figures"]
    ]  # fmt: skip
    return GoldArticle(name, source, tuple(reports), tuple(figures))


def _report(
    key: str, place: int, event: dict[str, Any], source: Source, parties: dict[str, str | None]
) -> Report:
    people = [Participant(name, Role.ACTOR, person=True, party=parties.get(name)) for name in event["people"]]
    return Report(
        type=EventType(event["type"]),
        status=Status.PLANNED if event.get("planned") else Status(event.get("status", "happened")),
        when=Period(_day(event["date_from"]), _day(event["date_to"]), Precision(event["precision"])),
        place=event["place"],
        participants=(*(Participant(name) for name in event["actors"]), *people),
        issues=tuple(event["issues"]),
        spans=(Span(place * 10, place * 10 + 9),),
        attribution=event.get("attribution"),
        headline=bool(event.get("headline_event")),
        background=event.get("role") == "background",
        rule=key,
        source=source,
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
