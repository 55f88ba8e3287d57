"""What is new in a window of time, as structure; wording is the views' business."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from storage.model.corrections import NO_EDITS, Correction, Edits
from storage.model.events import Disagreement
from storage.model.facts import Participant, Period, Source
from storage.model.follows import ChangeKind
from storage.model.kinds import EventType, Stance, Status
from storage.model.wishes import NO_WISHES, Wishes
from storage.model.writings import Writing


@dataclass(frozen=True, slots=True)
class Stop:
    """Where a person of a line also went on the same journey."""

    person: str
    place: str


@dataclass(frozen=True, slots=True)
class DigestLine:
    """One event in a digest; `sources` index `Digest.sources`, `rule` names the trigger that found what it tells.

    `stops` are where one who takes part also went.
    `reasons` say why the event was chosen, in the words of `summarizer.digest`; `weight` is how much they come to.
    """

    event_id: int
    type: EventType
    status: Status
    when: Period
    place: str | None
    participants: tuple[Participant, ...]
    issues: tuple[str, ...]
    substance: str | None
    attribution: str | None
    sources: tuple[int, ...]
    report_ids: tuple[int, ...]
    reasons: tuple[str, ...] = ()
    weight: int = 0
    disagreements: tuple[Disagreement, ...] = ()
    rule: str = ""
    stops: tuple[Stop, ...] = ()


@dataclass(frozen=True, slots=True)
class DigestFigure:
    """One number with the sources that give it; lines of one `what` stand side by side.

    A `planned` one belongs to a plan or a hypothesis and is no fact yet.
    """

    what: str
    value: int
    qualifier: str | None
    attribution: str | None
    as_of: date | None
    sources: tuple[int, ...]
    planned: bool = False


@dataclass(frozen=True, slots=True)
class DigestPosition:
    party: str
    issue: str
    stance: Stance
    gist: str
    attribution: str | None
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is otherwise than a follower knew it: `before` and `after` hold what it was and is.

    A figure's are `earlier` and `figures`; of a disagreement, the versions. `sources` bear it, `attribution` is who
    says so. What an editor changed is `by_editor`, for a `reason` where one was given. `parted_from` is the event whose
    reports it took over.
    """

    kind: ChangeKind
    before: Edits = NO_EDITS
    after: Edits = NO_EDITS
    figures: tuple[DigestFigure, ...] = ()
    earlier: tuple[DigestFigure, ...] = ()
    disagreement: Disagreement | None = None
    sources: tuple[int, ...] = ()
    attribution: str | None = None
    by_editor: bool = False
    reason: str | None = None
    parted_from: int | None = None


@dataclass(frozen=True, slots=True)
class Followed:
    """An event as it stands now, for those who follow it: what changed, or, without changes, that it is new.

    `names` are the followed who act in it, none for those who follow the event itself; `ahead` says that it is
    still to come.
    """

    line: DigestLine
    changes: tuple[Change, ...] = ()
    names: tuple[str, ...] = ()
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """What editors say to readers in their own name: its number, and the text in Telegram's HTML."""

    number: int
    text: str


# With this the subject of what is no news begins, of what was made for those who wish for a part of it, and of what
# followers are told.
WORD_SUBJECT, WISHES_SUBJECT, FOLLOWED_SUBJECT = "word", "for", "followed"


@dataclass(frozen=True, slots=True)
class Digest:
    """What is new from `since` until `slot`, as structure; wording is the views' business.

    `happened` stand newest day first, `planned` soonest first, undated lines last in each. A digest with
    no lines is a quiet one: `articles_read` tells a quiet day from a broken pipe. An `urgent` one tells at once
    what the next digest tells again. `corrections` are what was decided of its events since it was made, by the
    ids under which it tells them, the first decision first; `hidden` are those that readers may not see now.
    One with a `word` tells that and nothing else: it goes the way of a digest to all readers. So does one that tells
    followers what is `followed`. One made for `wishes` leaves out `passed_over` events that others are told.
    `writing` is the paragraph that opens it, and what of it was not let through; an urgent one has none.
    """

    dossier: str
    slot: datetime
    since: datetime
    happened: tuple[DigestLine, ...]
    planned: tuple[DigestLine, ...]
    positions: tuple[DigestPosition, ...]
    figures: tuple[DigestFigure, ...]
    sources: tuple[Source, ...]
    articles_read: int = 0
    id: int | None = None
    urgent: bool = False
    corrections: tuple[Correction, ...] = ()
    hidden: frozenset[int] = frozenset()
    word: Word | None = None
    writing: Writing | None = None
    wishes: Wishes = NO_WISHES
    passed_over: int = 0
    followed: tuple[Followed, ...] = ()

    @property
    def subject(self) -> str:
        """What tells a digest from others of its window: the ids of an urgent one's events, a word of editors, whose
        wishes it was made for, what followers are told (two who knew different things of one event hear different
        ones). Empty for the digest of all that is new."""
        if self.word is not None:
            return f"{WORD_SUBJECT} {self.word.number}"
        if self.followed:
            return f"{FOLLOWED_SUBJECT} {sha256(repr(self.followed).encode()).hexdigest()[:32]}"
        if self.urgent:
            return " ".join(str(line.event_id) for line in self.lines)
        return "" if self.wishes.empty else f"{WISHES_SUBJECT} {self.wishes.key}"

    @property
    def quiet(self) -> bool:
        return not (self.happened or self.planned or self.positions or self.figures)

    @property
    def lines(self) -> Sequence[DigestLine]:
        return (*self.happened, *self.planned, *(one.line for one in self.followed))
