"""The one type that flows through the stages of reading, each adding what it found; holds no rules."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from storage.catalog.schema import Dossier
from storage.model import Article, Figure, Period, Position, Report, Span, Status
from summarizer.reading.fold import Token


class LineKind(StrEnum):
    TITLE = "title"
    BODY = "body"
    SUBHEAD = "subhead"
    NOISE = "noise"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the original text, without its blanks at both ends."""

    start: int
    end: int
    kind: LineKind

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the body (or the title), its tokens, and the number of its line."""

    start: int
    end: int
    tokens: tuple[Token, ...]
    line: int
    title: bool = False

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Draft:
    """An article on its way to a reading; later stages fill the later fields."""

    article: Article
    dossier: Dossier
    lines: tuple[Line, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    reports: tuple[Report, ...] = ()
    positions: tuple[Position, ...] = ()
    figures: tuple[Figure, ...] = ()

    @property
    def text(self) -> str:
        return self.article.text


__all__ = ["Draft", "Line", "LineKind", "Period", "Sentence", "Status"]
