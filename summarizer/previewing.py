"""Makes the digests that editors want to see before their hour, as drafts; publishes nothing."""

from __future__ import annotations

from datetime import datetime

import structlog

from storage import previews
from storage.catalog.schema import Dossier
from storage.db import Store
from summarizer.job import digest_between
from summarizer.writing import EXTRACTIVE, Writer

_log = structlog.get_logger(__name__)


def make_previews(store: Store, dossier: Dossier, *, now: datetime, writer: Writer = EXTRACTIVE) -> int:
    """Make all that are asked for; returns how many. Where none is, it costs one query.

    Each is the digest of its window as far as that is known by now. Made twice, it is the same.
    """
    with store.reading() as session:
        asked = previews.to_make(session, dossier.code)
    for number, window in asked:
        draft = digest_between(store, dossier, window.since, window.slot, writer)
        with store.writing() as session:
            previews.keep(session, number, draft, now=now)
    if asked:
        _log.info("previews made", count=len(asked))
    return len(asked)
