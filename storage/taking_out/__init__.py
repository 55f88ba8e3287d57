"""Taking things out of the store: for other programs, and as a copy that can be put back. Knows no Telegram."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What other programs can be given."""

    EVENTS = "events"
    POSITIONS = "positions"
    FIGURES = "figures"


class Form(StrEnum):
    """As JSON lines with all that is known, or as one table."""

    JSONL = "jsonl"
    CSV = "csv"
