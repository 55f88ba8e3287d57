"""Numbers the articles behind a reply in the order in which it names them; knows nothing of events."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.views.clean import web_address
from bot.views.days import day_name
from storage.model import Source


@dataclass(frozen=True, slots=True)
class Cited:
    """One source under its number: who published it (None: nobody is named), when, and where to read it."""

    number: int
    publisher: str | None
    published: str | None
    url: str | None


@dataclass(slots=True)
class Citations:
    """The sources of one reply; `cite` numbers each at its first mention."""

    _known: dict[int, Cited] = field(default_factory=dict)

    def cite(self, sources: Iterable[Source]) -> tuple[Cited, ...]:
        """Return these sources with their numbers, lowest first."""
        return tuple(sorted(map(self._cited, sources), key=lambda cited: cited.number))

    def _cited(self, source: Source) -> Cited:
        if source.article_id not in self._known:
            self._known[source.article_id] = Cited(
                number=len(self._known) + 1,
                publisher=source.publisher,
                published=day_name(source.published) if source.published else None,
                url=web_address(source.url),
            )
        return self._known[source.article_id]

    @property
    def listed(self) -> tuple[Cited, ...]:
        return tuple(self._known.values())
