"""Work at which Python's collector of lost objects is not to interrupt; knows no store and no rules."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def undisturbed() -> Iterator[None]:
    """Put the collector's passes off until the block ends.

    A pass over all that is remembered of stored reports takes some 30 milliseconds, and others wait while a
    transaction is open; between two articles nobody does.
    """
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()
