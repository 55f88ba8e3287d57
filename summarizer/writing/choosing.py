"""Which writer the SUMMARIZER setting names; a new one is one line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from storage.settings import Settings
from summarizer.writing.extractive import Extractive
from summarizer.writing.protocol import Writer

# Made only when asked for: what a writer needs is imported by its maker, and loaded when it first writes.
WRITERS: Mapping[str, Callable[[Settings], Writer]] = {Extractive.name: lambda _: Extractive()}


def writer_of(settings: Settings) -> Writer:
    """Return the writer that the settings name; values that name none are refused where settings are read."""
    return WRITERS[settings.summarizer](settings)
