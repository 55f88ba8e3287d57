"""Cuts what one statement would be too long for; knows no table."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TypeVar

Thing = TypeVar("Thing")

# A statement takes a limited number of parameters; a slot may have a hundred thousand chats.
MOST = 500


def batches(things: Collection[Thing]) -> Iterator[Sequence[Thing]]:
    """Give the things in their order, some at a time."""
    ordered = list(things)
    for start in range(0, len(ordered), MOST):
        yield ordered[start : start + MOST]
