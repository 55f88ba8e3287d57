"""Condenses what a digest tells into prose: writers behind one protocol, and the gate that none of them can pass by."""

from __future__ import annotations

from summarizer.writing.protocol import Brief, Draft, Group, Telling, Writer, WritingError

__all__ = ["Brief", "Draft", "Group", "Telling", "Writer", "WritingError"]
