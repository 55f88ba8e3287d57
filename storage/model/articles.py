"""An article as it came, and what was understood of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from storage.model.facts import Figure, Position, Report, Span
from storage.model.kinds import Extraction


@dataclass(frozen=True, slots=True)
class Article:
    """One text from one outlet, as it came. `id` is None before it is stored.

    `extraction` is None for a text that was written by people and handed on as it was: what it tells of other texts
    is doubtful by itself.
    """

    text: str
    publisher: str | None = None
    published: date | None = None
    url: str | None = None
    id: int | None = None
    extraction: Extraction | None = None


class ArticleState(StrEnum):
    """What became of an article that was put in the inbox."""

    NEW = "new"
    READ = "read"
    FAILED = "failed"


class Remark(StrEnum):
    """Why nothing, or nothing of ours, was read in an article; the views say it in words."""

    EMPTY = "empty"
    NOT_ARABIC = "not_arabic"
    BINARY = "binary"
    TOO_LONG = "too_long"
    BROKEN = "broken"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood of one article. `denials` are encounters that it says never were, or will not be: no events of
    their own, they speak against one that others tell. `noise` are the spans that cleaning dropped, `text` what it left.

    `remark` is set where nothing was looked for, because the article is about another matter.
    """

    title: str
    text: str
    publisher: str | None
    published: date | None
    reports: tuple[Report, ...]
    positions: tuple[Position, ...] = ()
    figures: tuple[Figure, ...] = ()
    noise: tuple[Span, ...] = ()
    remark: Remark | None = None
    denials: tuple[Report, ...] = ()
