"""The writer that runs a model on this machine: fetched once, converted where that is exact, at work in a process of its own.

Nothing here loads `transformers` or `torch` when it is imported; only the process that has a model does, and `wasit model add`.
"""

from __future__ import annotations

from summarizer.writing.transformers.writer import Transformers

__all__ = ["Transformers"]
