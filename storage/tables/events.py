"""Events, their reports, figures and positions, and what editors decided of them."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, Text, text
from sqlmodel import Field, SQLModel

from storage.columns import NounJson, SparseJson, UtcDateTime
from storage.model import Disagreement, Edits, Figure, Participant, Review, ReviewState, Span, Standing


class EventRow(SQLModel, table=True):
    """An event's agreed fields, as merging worked them out from its reports.

    `listed_on` is the day under which lists put it: its last, else the day by which it was told. One that is
    not `whole` is kept, and shown in its article's card, but is no line of a list or a digest. `family` is the
    same for events that resemble each other: one report more may join or part them. `edits` are what editors
    wrote over what the reports tell. `state`, `waits` and `released_at` repeat what stands in `review`, for questions. One that
    changed is not `indexed` until its words are looked at anew.
    """

    __tablename__ = "events"
    __table_args__ = (
        Index("ix_events_dossier_first_day", "dossier", "first_day"),
        # Nearly all are indexed; those that are not are found at once.
        Index(
            "ix_events_waiting",
            "id",
            sqlite_where=text("NOT indexed"),
            postgresql_where=text("NOT indexed"),
        ),
        Index("ix_events_dossier_background_whole_listed_on", "dossier", "background", "whole", "listed_on"),
        Index("ix_events_dossier_waits", "dossier", "waits"),
        Index("ix_events_released_at", "released_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    dossier: str
    type: str
    status: str
    first_day: date | None = None
    last_day: date | None = None
    listed_on: date
    precision: str
    place: str | None = None
    participants: tuple[Participant, ...] = Field(
        sa_column=Column(NounJson(tuple[Participant, ...]), nullable=False)
    )
    issues: tuple[str, ...] = Field(sa_column=Column(NounJson(tuple[str, ...]), nullable=False))
    substance: str | None = Field(default=None, sa_column=Column(Text))
    whole: bool = True
    headline: bool = False
    background: bool = False
    witnesses: int = 1
    disagreements: tuple[Disagreement, ...] = Field(
        default=(), sa_column=Column(NounJson(tuple[Disagreement, ...]), nullable=False)
    )
    family: int | None = Field(default=None, index=True)
    withdrawn: bool = False
    edits: Edits = Field(default=Edits(), sa_column=Column(SparseJson(Edits), nullable=False))
    review: Review = Field(default=Review(), sa_column=Column(SparseJson(Review), nullable=False))
    state: str = ReviewState.FREE
    waits: bool = False
    released_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    indexed: bool = False
    created_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


class PostingRow(SQLModel, table=True):
    """That a word (its hash, see `storage.search.words`) occurs in an event, by the day under which that is listed.

    In this order the newest events with a word are found without looking at the others. `day` is the ordinal of
    the event's `listed_on`.
    """

    __tablename__ = "postings"
    __table_args__ = (
        Index("ix_postings_event_id_word", "event_id", "word"),
        # The key is the table: half as large as beside row ids.
        {"sqlite_with_rowid": False},
    )

    word: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    day: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    event_id: int = Field(
        sa_column=Column(ForeignKey("events.id", ondelete="CASCADE"), primary_key=True, autoincrement=False)
    )


class EventParticipantRow(SQLModel, table=True):
    """Who takes part in which event, for questions by name.

    `did_from` and `did_until` are the event's days where readers are told as news that it happened, else NULL: with
    them, what somebody did last is found without a look at the events.
    """

    __tablename__ = "event_participants"
    __table_args__ = (
        Index(
            "ix_event_participants_deeds",
            "dossier",
            "name",
            "did_until",
            "headline",
            "event_id",
            "did_from",
            "type",
        ),
    )

    event_id: int = Field(sa_column=Column(ForeignKey("events.id", ondelete="CASCADE"), primary_key=True))
    name: str = Field(primary_key=True)
    role: str
    person: bool
    dossier: str
    did_from: date | None = None
    did_until: date | None = None
    headline: bool = False
    type: str


class FormerEventRow(SQLModel, table=True):
    """The id of an event that turned out to be another: digests and messages may still name it."""

    __tablename__ = "former_events"

    id: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    event_id: int = Field(
        sa_column=Column(ForeignKey("events.id", ondelete="CASCADE"), index=True, nullable=False)
    )


class RulingRow(SQLModel, table=True):
    """What an editor decided of two reports: that they tell one happening (`same`), or two.

    `applied` once merging has put the events together by it.
    """

    __tablename__ = "rulings"

    one_id: int = Field(
        sa_column=Column(ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True, autoincrement=False)
    )
    other_id: int = Field(
        sa_column=Column(
            ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True, autoincrement=False, index=True
        )
    )
    same: bool
    applied: bool = Field(default=False, index=True)
    ruled_by: int = Field(sa_column=Column(BigInteger, nullable=False))
    ruled_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


class ReportRow(SQLModel, table=True):
    """One article's telling of an event; `spans` point into that article's text.

    The happening lies between `window_first` and `window_last`, which are NULL where nothing bounds it;
    `window_days` is the first of `storage.nouns.LENGTHS` that is as long, so that looking for them stays short.
    """

    __tablename__ = "reports"
    __table_args__ = (
        Index("ix_reports_window", "dossier", "type", "window_days", "window_first", "window_last"),
    )

    id: int | None = Field(default=None, primary_key=True)
    dossier: str
    event_id: int = Field(
        sa_column=Column(ForeignKey("events.id", ondelete="CASCADE"), index=True, nullable=False)
    )
    article_id: int = Field(
        sa_column=Column(ForeignKey("articles.id", ondelete="CASCADE"), index=True, nullable=False)
    )
    type: str
    status: str
    first_day: date | None = None
    last_day: date | None = None
    precision: str
    place: str | None = None
    participants: tuple[Participant, ...] = Field(
        sa_column=Column(NounJson(tuple[Participant, ...]), nullable=False)
    )
    issues: tuple[str, ...] = Field(sa_column=Column(NounJson(tuple[str, ...]), nullable=False))
    spans: tuple[Span, ...] = Field(sa_column=Column(NounJson(tuple[Span, ...]), nullable=False))
    substance: str | None = Field(default=None, sa_column=Column(Text))
    attribution: str | None = Field(default=None, sa_column=Column(Text))
    headline: bool = False
    background: bool = False
    rule: str = ""
    figures: tuple[Figure, ...] = Field(
        default=(), sa_column=Column(NounJson(tuple[Figure, ...]), nullable=False)
    )
    window_first: date | None = None
    window_last: date | None = None
    window_days: int = 0
    unresolved: tuple[str, ...] = Field(
        default=(), sa_column=Column(NounJson(tuple[str, ...]), nullable=False)
    )
    learned_at: datetime = Field(sa_column=Column(UtcDateTime, index=True, nullable=False))


class FigureRow(SQLModel, table=True):
    """A number of an article; `day` is that for which it is given, else that of the article, else the first of all."""

    __tablename__ = "figures"
    __table_args__ = (
        Index("ix_figures_dossier_what_planned_day_id", "dossier", "what", "planned", "day", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    dossier: str
    article_id: int = Field(
        sa_column=Column(ForeignKey("articles.id", ondelete="CASCADE"), index=True, nullable=False)
    )
    what: str
    value: int = Field(sa_column=Column(BigInteger, nullable=False))
    qualifier: str | None = None
    attribution: str | None = Field(default=None, sa_column=Column(Text))
    planned: bool = False
    as_of: date | None = None
    day: date
    spans: tuple[Span, ...] = Field(sa_column=Column(NounJson(tuple[Span, ...]), nullable=False))


class PositionRow(SQLModel, table=True):
    """A stance that an article tells; `day` is its own, else that of the article, else the first of all."""

    __tablename__ = "positions"
    __table_args__ = (Index("ix_positions_dossier_party_day_id", "dossier", "party", "day", "id"),)

    id: int | None = Field(default=None, primary_key=True)
    dossier: str
    article_id: int = Field(
        sa_column=Column(ForeignKey("articles.id", ondelete="CASCADE"), index=True, nullable=False)
    )
    party: str
    people: tuple[str, ...] = Field(sa_column=Column(NounJson(tuple[str, ...]), nullable=False))
    issue: str
    stance: str
    gist: str = Field(sa_column=Column(Text, nullable=False))
    attribution: str | None = Field(default=None, sa_column=Column(Text))
    on_day: date | None = None
    day: date
    spans: tuple[Span, ...] = Field(sa_column=Column(NounJson(tuple[Span, ...]), nullable=False))


class CorrectionRow(SQLModel, table=True):
    """What an editor decided of an event; kept for good, also where the event turns out to be another.

    `before` is how the event stood until then, for whoever undoes it.
    """

    __tablename__ = "corrections"

    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(index=True)
    decision: str
    edits: Edits = Field(default=Edits(), sa_column=Column(SparseJson(Edits), nullable=False))
    before: Standing | None = Field(default=None, sa_column=Column(SparseJson(Standing)))
    undone: bool = False
    reason: str | None = Field(default=None, sa_column=Column(Text))
    decided_by: int = Field(sa_column=Column(BigInteger, nullable=False))
    decided_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
