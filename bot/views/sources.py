"""Numbers the articles behind a reply in the order in which it names them; knows nothing of events."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.views.clean import web_address
from bot.views.days import day_name
from storage.model import Source

# How much of a headline stands for an outlet that is not known, in characters.
MAX_TITLE = 60


@dataclass(frozen=True, slots=True)
class Cited:
    """One source under its number: who published it (None: nobody is named), when, and where to read it."""

    number: int
    publisher: str | None
    published: str | None
    url: str | None
    title: str | None = None

    @property
    def name(self) -> str:
        """What the source is called: its outlet, else its headline, else that it has no name."""
        if self.publisher:
            return self.publisher
        return f"بلا اسم ناشر: «{_short(self.title)}»" if self.title else "ناشر غير معروف"


def _short(title: str) -> str:
    """Return the first words of a headline, whole ones."""
    if len(title) <= MAX_TITLE:
        return title
    return title[:MAX_TITLE].rpartition(" ")[0].rstrip(" ،.:") + "…"


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
                title=source.title or None,
            )
        return self._known[source.article_id]

    @property
    def listed(self) -> tuple[Cited, ...]:
        return tuple(self._known.values())
