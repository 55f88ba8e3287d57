"""Which writer the SUMMARIZER setting names; a new one is one line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from storage.settings import Settings
from summarizer.writing.extractive import Extractive
from summarizer.writing.protocol import Writer
from summarizer.writing.transformers import Transformers

# Made only when asked for: what a writer needs is imported by its maker, and loaded when it first writes.
WRITERS: Mapping[str, Callable[[Settings], Writer]] = {
    Extractive.name: lambda _: Extractive(),
    Transformers.name: lambda settings: Transformers(settings.models, settings.summarizer_model or ""),
    "endpoint": lambda settings: _endpoint(settings),
}


def writer_of(settings: Settings) -> Writer:
    """Return the writer that the settings name; values that name none are refused where settings are read."""
    return WRITERS[settings.summarizer](settings)


def _endpoint(settings: Settings) -> Writer:
    # Not at the top: few ask a server, and its client takes a moment to load.
    from summarizer.writing.endpoint import Endpoint

    key = settings.summarizer_key.get_secret_value() if settings.summarizer_key else None
    return Endpoint(str(settings.summarizer_url), settings.summarizer_model or "", key)
