"""The frozen nouns that every room speaks in; this package knows no database, clock, network or Telegram.

Dates are calendar days (`datetime.date`), instants are aware UTC datetimes. Names of parties, people and
places are the dossier's canonical Arabic forms.
"""

from __future__ import annotations

from storage.model.articles import Article, ArticleState, Reading, Remark
from storage.model.corrections import NO_EDITS, Correction, Decision, Edits
from storage.model.digests import (
    FOLLOWED_SUBJECT,
    WISHES_SUBJECT,
    WORD_SUBJECT,
    Change,
    Digest,
    DigestFigure,
    DigestLine,
    DigestPosition,
    Followed,
    Stop,
    Word,
)
from storage.model.events import Disagreement, Event, Family, Regrouped, Version
from storage.model.facts import Figure, Participant, Period, Position, Report, Source, Span
from storage.model.feeds import Fate, FeedState
from storage.model.follows import ChangeKind, Known, Number
from storage.model.kinds import (
    ANSWERS,
    ENCOUNTERS,
    WORDS,
    EventType,
    Extraction,
    Matter,
    Precision,
    Role,
    Stance,
    Status,
)
from storage.model.readers import Delivery, DeliveryState, Digits, Ended, Habits, Months, Subscriber, Timing
from storage.model.reviews import Doubt, Review, Reviewing, ReviewState, Standing
from storage.model.submissions import PASSING, Handed, Piece, Refusal, Stage, Submission
from storage.model.wishes import NO_WISHES, Wishes
from storage.model.writings import Dropped, Flaw, Fragment, Passage, Setback, Writing, Written

__all__ = [
    "ANSWERS",
    "ENCOUNTERS",
    "FOLLOWED_SUBJECT",
    "NO_EDITS",
    "NO_WISHES",
    "PASSING",
    "WISHES_SUBJECT",
    "WORDS",
    "WORD_SUBJECT",
    "Article",
    "ArticleState",
    "Change",
    "ChangeKind",
    "Correction",
    "Decision",
    "Delivery",
    "DeliveryState",
    "Digest",
    "DigestFigure",
    "DigestLine",
    "DigestPosition",
    "Digits",
    "Disagreement",
    "Doubt",
    "Dropped",
    "Edits",
    "Ended",
    "Event",
    "EventType",
    "Extraction",
    "Family",
    "Fate",
    "FeedState",
    "Figure",
    "Flaw",
    "Followed",
    "Fragment",
    "Habits",
    "Handed",
    "Known",
    "Matter",
    "Months",
    "Number",
    "Participant",
    "Passage",
    "Period",
    "Piece",
    "Position",
    "Precision",
    "Reading",
    "Refusal",
    "Regrouped",
    "Remark",
    "Report",
    "Review",
    "ReviewState",
    "Reviewing",
    "Role",
    "Setback",
    "Source",
    "Span",
    "Stage",
    "Stance",
    "Standing",
    "Status",
    "Stop",
    "Submission",
    "Subscriber",
    "Timing",
    "Version",
    "Wishes",
    "Word",
    "Writing",
    "Written",
]
