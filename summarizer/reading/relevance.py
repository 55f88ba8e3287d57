"""Whether a few words may belong to a dossier's matter: for choosing what is worth fetching, not for telling it."""

from __future__ import annotations

from storage.catalog.schema import Dossier
from summarizer.reading.fold import tokens
from summarizer.reading.subjects import matters


def touches(dossier: Dossier, text: str) -> bool:
    """True where a title or a summary names the dossier's matter or one of its principal parties."""
    forms = [token.form for token in tokens(text)]
    of = matters(dossier)
    return bool(of.ours.count(forms) or of.principals.count(forms))
