"""What the gate finds wrong with a sentence; knows no rule."""

from __future__ import annotations

from typing import NamedTuple

from storage.model import Flaw


class Finding(NamedTuple):
    """A flaw, and the words of the sentence that the sources do not bear out."""

    flaw: Flaw
    words: str
