"""Records as lines: JSON with all that is in them, or a table for a spreadsheet; knows no database."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from storage.model import Role
from storage.taking_out import Kind
from storage.taking_out.records import Record

# What stands between several values in one cell.
BETWEEN = " | "
# A cell that begins with one of these is a formula to a spreadsheet, whatever the news said (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def json_lines(records: Iterable[Record]) -> Iterator[str]:
    """Give each record as one line of JSON, without its line end."""
    return (json.dumps(record, ensure_ascii=False, default=_plain) for record in records)


def table(records: Iterable[Record], kind: Kind) -> Iterator[str]:
    """Give the records of one kind as lines of CSV (RFC 4180), the columns' names first."""
    columns = _COLUMNS[kind]
    yield _line(columns)
    for record in records:
        yield _line([_cell(take(record)) for take in columns.values()])


def _line(cells: Iterable[str]) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="").writerow(cells)
    return written.getvalue()


def _cell(value: Any) -> str:
    if isinstance(value, list | tuple):
        value = BETWEEN.join(dict.fromkeys(str(one) for one in value if one not in (None, "")))
    text = "" if value is None else _plain(value) if isinstance(value, date) else str(value)
    return f"'{text}" if text.startswith(_FORMULA) and not _is_number(text) else text


def _is_number(text: str) -> bool:
    return text[1:].isdigit()


def _plain(value: Any) -> str:
    """Write days and instants as ISO 8601 has them."""
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a {type(value).__name__} is no part of a record")


Take = Callable[[Record], Any]


def _field(name: str) -> Take:
    return lambda record: record[name]


def _fields(*names: str) -> Mapping[str, Take]:
    return {name: _field(name) for name in names}


def _of_reports(name: str) -> Take:
    return lambda record: [report[name] for report in record["reports"]]


def _evidence(record: Record) -> Sequence[str]:
    return [quote for report in record["reports"] for quote in report["evidence"]]


def _taking_part(role: Role) -> Take:
    return lambda record: [
        who["name"] for who in record["participants"] if who["role"] == role and not who["person"]
    ]


def _people(record: Record) -> Sequence[str]:
    return [who["name"] for who in record["participants"] if who["person"]]


_SAID: Mapping[str, Take] = _fields(
    "attribution", "article_id", "publisher", "published", "url", "title", "evidence"
)
_COLUMNS: Mapping[Kind, Mapping[str, Take]] = {
    Kind.EVENTS: {
        **_fields("id", "type", "plover", "cameo", "status", "first_day", "last_day", "precision"),
        **_fields("place", "country"),
        "actors": _taking_part(Role.ACTOR),
        "recipients": _taking_part(Role.RECIPIENT),
        "mediators": _taking_part(Role.MEDIATOR),
        "hosts": _taking_part(Role.HOST),
        "people": _people,
        **_fields("issues", "substance", "witnesses", "background", "withdrawn", "created_at"),
        "article_ids": _of_reports("article_id"),
        "publishers": _of_reports("publisher"),
        "urls": _of_reports("url"),
        "evidence": _evidence,
    },
    Kind.POSITIONS: {
        **_fields("id", "party", "people", "issue", "stance", "gist", "day"),
        **_SAID,
    },
    Kind.FIGURES: {
        **_fields("id", "what", "value", "qualifier", "planned", "day"),
        **_SAID,
    },
}
