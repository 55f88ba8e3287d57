"""The names of the months as people type them, from Morocco to Iraq; knows no grammar of dates."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from storage.catalog.checks import folded
from storage.catalog.files import ROOT, read_toml


@cache
def month_numbers() -> Mapping[str, int]:
    """Return each month's names, folded, with its number from 1 to 12."""
    months = read_toml(ROOT / "language" / "calendar.toml")["months"]
    return {folded(name): int(number) for number, names in months.items() for name in names}
