"""A reading in the form in which it is exchanged (JSON-able); decides nothing."""

from __future__ import annotations

from typing import Any

from storage.model import Article, Figure, Period, Position, Reading, Report


def as_answer(reading: Reading, article: Article, *, id: str | None = None) -> dict[str, Any]:
    """Return a reading as one JSON-able object, evidence verbatim from the article's text."""
    return {
        "id": id,
        "title": reading.title or None,
        "publisher": reading.publisher,
        "published": reading.published.isoformat() if reading.published else None,
        "text": reading.text,
        "events": [_event(report, article.text) for report in reading.reports],
        "positions": [_position(position, article.text) for position in reading.positions],
        "figures": [_figure(figure, article.text) for figure in reading.figures],
    }


def _event(report: Report, text: str) -> dict[str, Any]:
    return {
        "type": report.type.value,
        "status": report.status.value,
        **_when(report.when),
        "place": report.place,
        "actors": list(report.parties),
        "people": list(report.people),
        "issues": list(report.issues),
        "evidence": [span.of(text) for span in report.spans],
        "attribution": report.attribution,
        "headline_event": report.headline,
        "background": report.background,
        "substance": report.substance,
        "rule": report.rule,
    }


def _when(when: Period) -> dict[str, Any]:
    return {
        "date_from": when.first.isoformat() if when.first else None,
        "date_to": when.last.isoformat() if when.last else None,
        "precision": when.precision.value,
    }


def _position(position: Position, text: str) -> dict[str, Any]:
    return {
        "party": position.party,
        "issue": position.issue,
        "stance": position.stance.value,
        "gist": position.gist,
        "people": list(position.people),
        "attribution": position.attribution,
        "evidence": [span.of(text) for span in position.spans],
    }


def _figure(figure: Figure, text: str) -> dict[str, Any]:
    return {
        "what": figure.what,
        "value": figure.value,
        "qualifier": figure.qualifier,
        "planned": figure.planned,
        "attribution": figure.attribution,
        "evidence": [span.of(text) for span in figure.spans],
    }
