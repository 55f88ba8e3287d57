"""Condenses what a digest tells into prose: writers behind one protocol, and the gate that none of them can pass by."""

from __future__ import annotations

from summarizer.writing.extractive import Extractive
from summarizer.writing.protocol import Brief, Draft, Group, Telling, Writer, WritingError

# The writer that is always there.
EXTRACTIVE = Extractive()

__all__ = ["EXTRACTIVE", "Brief", "Draft", "Group", "Telling", "Writer", "WritingError"]
