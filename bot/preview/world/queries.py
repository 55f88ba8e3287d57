"""Pressed buttons and inline queries that wait for the bot's answer; it knows no chats."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Literal

from bot.preview.text.limits import QUERY_LIFETIME_SECONDS
from bot.preview.world.clock import Clock
from bot.preview.world.model import Json

KEPT = 10_000


@dataclass(slots=True)
class Query:
    """A question to the bot; `answer` is what it said, once it did."""

    id: str
    kind: Literal["callback", "inline"]
    date: float
    person_id: int
    text: str = ""
    answer: Json | None = None


class Queries:
    """Questions by id. One that was answered, or is too old, is answered no more."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._open: dict[str, Query] = {}

    def ask(self, kind: Literal["callback", "inline"], person_id: int, text: str = "") -> Query:
        """Open a question."""
        query = Query(str(secrets.randbits(62)), kind, self._clock(), person_id, text)
        self._open[query.id] = query
        while len(self._open) > KEPT:
            del self._open[next(iter(self._open))]
        return query

    def answer(self, kind: Literal["callback", "inline"], query_id: str, answer: Json) -> Query | None:
        """Close the question and return it; None when it is unknown, of the other kind, or too old."""
        query = self._open.get(query_id)
        if query is None or query.kind != kind:
            return None
        del self._open[query_id]
        if self._clock() - query.date > QUERY_LIFETIME_SECONDS:
            return None
        query.answer = answer
        return query
