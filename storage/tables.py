"""The tables, one class each; columns only. What they mean as nouns is `storage.read`'s business."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.columns import NounJson, UtcDateTime
from storage.model import (
    ArticleState,
    DeliveryState,
    Digest,
    Disagreement,
    Edits,
    Figure,
    Habits,
    Participant,
    Span,
    Timing,
)

# A deterministic naming of constraints lets migrations change them on both databases.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class ArticleRow(SQLModel, table=True):
    """An article as it came, for which dossier, and what became of it.

    `copies` is the same number for an article and its edited copies, NULL where no copy is known.
    """

    __tablename__ = "articles"
    __table_args__ = (
        UniqueConstraint("dossier", "content_hash"),
        Index("ix_articles_state_id", "state", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    dossier: str
    content_hash: str = Field(sa_column=Column(String(64), nullable=False))
    text: str = Field(sa_column=Column(Text, nullable=False))
    publisher: str | None = None
    published: date | None = None
    url: str | None = Field(default=None, sa_column=Column(Text))
    title: str | None = Field(default=None, sa_column=Column(Text))
    state: str = Field(default=ArticleState.NEW)
    remark: str | None = None
    received_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    read_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime, index=True))
    copies: int | None = Field(default=None, index=True)


class ArticleBandRow(SQLModel, table=True):
    """One of several prints of an article's wording; articles that share one may be copies of each other."""

    __tablename__ = "article_bands"

    band: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    article_id: int = Field(
        sa_column=Column(ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True, index=True)
    )


class AnswerRow(SQLModel, table=True):
    """A word that somebody who sent an article still waits for; gone once it was given.

    `message_id` is the bot's "received" in `chat_id`, which becomes the answer; None where it never arrived.
    `said` is False while the "received" is on its way: the answer must not overtake it.
    """

    __tablename__ = "answers"

    id: int | None = Field(default=None, primary_key=True)
    article_id: int = Field(
        sa_column=Column(ForeignKey("articles.id", ondelete="CASCADE"), index=True, nullable=False)
    )
    chat_id: int = Field(sa_column=Column(BigInteger, nullable=False))
    message_id: int | None = Field(default=None, sa_column=Column(BigInteger))
    said: bool = False


class EventRow(SQLModel, table=True):
    """An event's agreed fields, as merging worked them out from its reports.

    `listed_on` is the day under which lists put it: its last, else the day by which it was told. One that is
    not `whole` is kept, and shown in its article's card, but is no line of a list or a digest. `family` is the
    same for events that resemble each other: one report more may join or part them. `edits` are what editors
    wrote over what the reports tell.
    """

    __tablename__ = "events"
    __table_args__ = (
        Index("ix_events_dossier_first_day", "dossier", "first_day"),
        Index("ix_events_dossier_background_whole_listed_on", "dossier", "background", "whole", "listed_on"),
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
    edits: Edits = Field(default=Edits(), sa_column=Column(NounJson(Edits), nullable=False))
    created_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


class EventParticipantRow(SQLModel, table=True):
    """Who takes part in which event, for questions by name."""

    __tablename__ = "event_participants"

    event_id: int = Field(sa_column=Column(ForeignKey("events.id", ondelete="CASCADE"), primary_key=True))
    name: str = Field(primary_key=True, index=True)
    role: str
    person: bool


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
    learned_at: datetime = Field(sa_column=Column(UtcDateTime, index=True, nullable=False))


class FigureRow(SQLModel, table=True):
    __tablename__ = "figures"
    __table_args__ = (Index("ix_figures_dossier_what", "dossier", "what"),)

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
    spans: tuple[Span, ...] = Field(sa_column=Column(NounJson(tuple[Span, ...]), nullable=False))


class PositionRow(SQLModel, table=True):
    __tablename__ = "positions"
    __table_args__ = (Index("ix_positions_dossier_party", "dossier", "party"),)

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
    spans: tuple[Span, ...] = Field(sa_column=Column(NounJson(tuple[Span, ...]), nullable=False))


class AlertRow(SQLModel, table=True):
    """An event that was told at once; kept also where the event turns out to be another."""

    __tablename__ = "alerts"

    event_id: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    raised_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


class CorrectionRow(SQLModel, table=True):
    """What an editor decided of an event; kept for good, also where the event turns out to be another."""

    __tablename__ = "corrections"

    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(index=True)
    decision: str
    edits: Edits = Field(default=Edits(), sa_column=Column(NounJson(Edits), nullable=False))
    reason: str | None = Field(default=None, sa_column=Column(Text))
    decided_by: int = Field(sa_column=Column(BigInteger, nullable=False))
    decided_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


class DigestEventRow(SQLModel, table=True):
    """Which events a digest tells, by the ids that they had when it was made."""

    __tablename__ = "digest_events"

    digest_id: int = Field(
        sa_column=Column(ForeignKey("digests.id", ondelete="CASCADE"), primary_key=True, autoincrement=False)
    )
    event_id: int = Field(
        sa_column=Column(Integer, primary_key=True, autoincrement=False, index=True, nullable=False)
    )


class DigestRow(SQLModel, table=True):
    """A digest is named by its dossier, its slot and where its window begins: written once, told to many.

    An urgent one is also named by its `subject`, the ids of its events; others have none.
    """

    __tablename__ = "digests"
    __table_args__ = (UniqueConstraint("dossier", "slot", "since", "subject"),)

    id: int | None = Field(default=None, primary_key=True)
    dossier: str
    slot: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    since: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    subject: str = ""
    content: Digest = Field(sa_column=Column(NounJson(Digest), nullable=False))
    created_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


class RenderingRow(SQLModel, table=True):
    """The messages that a digest makes for those who read in the same way; kept once for all of them."""

    __tablename__ = "renderings"
    __table_args__ = (UniqueConstraint("digest_id", "fingerprint"),)

    id: int | None = Field(default=None, primary_key=True)
    digest_id: int = Field(sa_column=Column(ForeignKey("digests.id", ondelete="CASCADE"), nullable=False))
    fingerprint: str = Field(sa_column=Column(String(64), nullable=False))
    parts: tuple[str, ...] = Field(sa_column=Column(NounJson(tuple[str, ...]), nullable=False))


class DeliveryRow(SQLModel, table=True):
    """One digest for one chat. `sent_parts` are the ids of the messages that arrived, in the rendering's order.

    `taken_by` is the number of the sender that has taken it up (see `storage.turns.Badge`), None for nobody.
    One with a `correction_id` corrects what was delivered of that digest; 0 is the digest itself.
    """

    __tablename__ = "deliveries"
    __table_args__ = (
        UniqueConstraint("digest_id", "chat_id", "correction_id"),
        Index("ix_deliveries_state_due_at_id", "state", "due_at", "id"),
        Index("ix_deliveries_chat_id_state", "chat_id", "state"),
    )

    id: int | None = Field(default=None, primary_key=True)
    digest_id: int = Field(sa_column=Column(ForeignKey("digests.id", ondelete="CASCADE"), nullable=False))
    chat_id: int = Field(sa_column=Column(BigInteger, nullable=False))
    correction_id: int = 0
    state: str = Field(default=DeliveryState.PENDING)
    due_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    rendering_id: int | None = Field(
        default=None, sa_column=Column(ForeignKey("renderings.id", ondelete="SET NULL"))
    )
    sent_parts: tuple[int, ...] = Field(
        default=(), sa_column=Column(NounJson(tuple[int, ...]), nullable=False)
    )
    attempts: int = 0
    taken_by: int | None = Field(default=None, sa_column=Column(BigInteger, index=True))
    error: str | None = Field(default=None, sa_column=Column(Text))
    changed_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


class PaceRow(SQLModel, table=True):
    """How far ahead all senders together have planned: seconds since 1970 by the database's clock."""

    __tablename__ = "paces"

    name: str = Field(primary_key=True)
    free_at: float


class SubscriberRow(SQLModel, table=True):
    """A chat's choices, kept also after it unsubscribed, so that coming back finds them.

    Slots up to `settled_at` were dealt with; `next_at` is the one after it, None where none will come. `at_once`
    is true where urgent events are to be told. `told_until` is where its next digest begins; `ended` says why it
    no longer receives any, `strikes` how often in a row it could not be written to, for a while or for good.
    """

    __tablename__ = "subscribers"

    chat_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    timing: Timing = Field(sa_column=Column(NounJson(Timing), nullable=False))
    active: bool = False
    settled_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    next_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime, index=True))
    at_once: bool = Field(default=False, index=True)
    told_until: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    ended: str | None = None
    strikes: int = 0
    habits: Habits = Field(default=Habits(), sa_column=Column(NounJson(Habits), nullable=False))


class NoticeRow(SQLModel, table=True):
    """A word about the service itself that an editor was told on a day."""

    __tablename__ = "notices"

    kind: str = Field(primary_key=True)
    day: date = Field(primary_key=True)
    chat_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))


class EditorRow(SQLModel, table=True):
    """A person who may add articles; the owners of the settings need no row."""

    __tablename__ = "editors"

    user_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    named_by: int = Field(sa_column=Column(BigInteger, nullable=False))
    named_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


def table(row: type[SQLModel]) -> Table:
    """Return a row's table, for statements that write many rows and build no object for any of them."""
    return SQLModel.metadata.tables[str(row.__tablename__)]
