"""What was learned in a window of time, asked once, and the digests that it makes for readers of different wishes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sqlmodel import Session

from storage.catalog.schema import Dossier
from storage.model import NO_WISHES, Digest, Event, Figure, Position, Wishes, Writing
from storage.read import articles, events, facts
from storage.search.indexing import Kin, marks_of
from summarizer.digest import compose
from summarizer.facts import by_article, is_told
from summarizer.intake import gazetteer
from summarizer.news import news_between
from summarizer.selection import Cast, is_news
from summarizer.wishes import Marks, Sieve, marks_of_position
from summarizer.writing import Brief
from summarizer.writing.briefing import brief_of
from summarizer.writing.checking import Pen, extractive, for_some

# A party that repeats within this time what it said has not moved.
_STANDING = timedelta(days=30)


@dataclass(slots=True)
class Window:
    """All that a digest of [since, until) is made of."""

    dossier: Dossier
    since: datetime
    until: datetime
    cast: Cast
    told: Sequence[Event]
    figures: Sequence[Figure]
    positions: Sequence[Position]
    earlier: Sequence[Position]
    history: Sequence[Event]
    articles_read: int
    session: Session
    pen: Pen = extractive
    _writing: Writing | None = field(default=None, repr=False)
    _marks: tuple[Mapping[int, Marks], Sequence[Marks]] | None = field(default=None, repr=False)

    def digest(self, wishes: Wishes = NO_WISHES) -> Digest:
        """Return what is new for who has these wishes, in the order and within the room of any digest."""
        if wishes.empty:
            made, brief = self.whole()
            self._writing = self._writing or self.pen(brief)
            return replace(made, writing=self._writing)
        of_events, of_positions = self._marked()
        sieve = Sieve.of(wishes)
        told = [event for event in self.told if sieve.lets_through(of_events[event.id or 0])]
        positions = [
            position
            for position, marks in zip(self.positions, of_positions, strict=True)
            if sieve.lets_through(marks)
        ]
        # A number is news of those events alone in whose sentences it stands.
        where = by_article(told)
        figures = [figure for figure in self.figures if is_told(figure, where)]
        others = len(self._news(self.told)) - len(self._news(told))
        made = replace(self._composed(told, figures, positions), wishes=wishes, passed_over=others)
        return replace(made, writing=for_some(self.digest().writing, made, where))

    def whole(self) -> tuple[Digest, Brief]:
        """Return the digest of all that is new, without a writing, and what is to be written of it."""
        made = self._composed(self.told, self.figures, self.positions)
        texts = articles.texts(self.session, [source.article_id for source in made.sources])
        return made, brief_of(made, self.dossier, self.told, texts)

    def _composed(
        self, told: Sequence[Event], figures: Sequence[Figure], positions: Sequence[Position]
    ) -> Digest:
        return compose(
            self.dossier.code,
            self.until,
            self.since,
            told,
            figures,
            positions,
            self.articles_read,
            cast=self.cast,
            earlier=self.earlier,
            history=self.history,
        )

    def _news(self, told: Sequence[Event]) -> Sequence[Event]:
        return [event for event in told if is_news(event, self.cast)]

    def _marked(self) -> tuple[Mapping[int, Marks], Sequence[Marks]]:
        """Return by what events and positions are found: asked once, and only where somebody has wishes."""
        if self._marks is None:
            self._marks = self._look_up()
        return self._marks

    def _look_up(self) -> tuple[Mapping[int, Marks], Sequence[Marks]]:
        told = [*by_article(self.told), *(one.source.article_id for one in self.positions if one.source)]
        known, kin = articles.texts(self.session, told), Kin.of(self.dossier)
        of_events = {event.id or 0: marks_of(event, known, kin) for event in self.told}
        return of_events, [marks_of_position(position, known, kin) for position in self.positions]


def window(
    session: Session, dossier: Dossier, since: datetime, until: datetime, pen: Pen = extractive
) -> Window:
    """Ask in `session` for all that was learned in [since, until); `pen` gives what opens its digests."""
    read = articles.read_between(session, dossier.code, since, until)
    before = articles.read_between(session, dossier.code, since - _STANDING, since)
    names = gazetteer(dossier)
    learned = events.learned_between(session, dossier.code, since, until)
    return Window(
        dossier,
        since,
        until,
        Cast.of(dossier),
        [news for event in learned if (news := news_between(event, since, until, names))],
        facts.figures_of(session, read),
        facts.positions_of(session, read),
        facts.positions_of(session, before),
        events.retold_by(session, read),
        len(read),
        session,
        pen,
    )
