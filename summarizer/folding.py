"""Which events one line of a digest says together; weighs nothing itself, knows no store and no clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from storage.model import ENCOUNTERS, Event, EventType, Report, Role, Status
from summarizer.selection import NOBODY, Cast, Item, reasons, weight

# So many events, the weightiest, are compared with each other; a digest tells a dozen.
_CONSIDERED = 200
SPEECH = frozenset({EventType.STATEMENT, EventType.THREAT})
# The stops of one journey lie no further apart.
_JOURNEY = timedelta(days=4)


def fold(events: Sequence[Event], cast: Cast = NOBODY) -> list[Item]:
    """Put under each event what its line says as well: the way to a meeting, one speech told twice.

    The slightest events of a flood are left out.
    """
    weighed = sorted(events, key=lambda event: _rank(event, cast)[1:])
    ranked = sorted(weighed[:_CONSIDERED], key=lambda event: _rank(event, cast))
    kept: list[Item] = []
    for event in ranked:
        under = next((n for n, item in enumerate(kept) if _says(item.event, event)), None)
        journey = next((n for n, item in enumerate(kept) if _is_stop(item.event, event)), None)
        # A meeting of nobody knows where was not what the journey led to.
        if journey is not None and (under is None or kept[under].event.place is None):
            kept[journey] = replace(kept[journey], stops=(*kept[journey].stops, event))
        elif under is not None:
            kept[under] = replace(kept[under], also=(*kept[under].also, event))
        else:
            kept.append(Item(event))
    return kept


def _is_stop(kept: Event, event: Event) -> bool:
    """True for where one of those who met somewhere also went on the same journey, by the same article."""
    if event.type is not EventType.VISIT or kept.type is not EventType.MEETING or not event.place:
        return False
    if kept.status is not event.status or len(event.people) != 1 or event.people[0] not in kept.people:
        return False
    days = (kept.when.first, event.when.first)
    near = days[0] and days[1] and abs(days[0] - days[1]) <= _JOURNEY
    return bool(near) and kept.place not in (None, event.place) and _share_article(kept, event)


def _rank(event: Event, cast: Cast) -> tuple[bool, int, int]:
    """Encounters first: what was said at one goes under it, not the other way round."""
    return (event.type not in ENCOUNTERS, -sum(reasons(event, cast).values()), event.id or 0)


def _says(kept: Event, event: Event) -> bool:
    """True where a reader of `kept`'s line learns little more from `event`'s."""
    if kept.status is Status.PLANNED and event.type in SPEECH and kept.type in ENCOUNTERS:
        # Who said that they will meet.
        return _share_sentence(kept, event) or _names_all(kept, event)
    if kept.status is not event.status or not _may_be_one_day(kept, event):
        return False
    if kept.type in SPEECH and event.type in SPEECH:
        return _same_speaker(kept, event)
    if event.type is EventType.VISIT and kept.type in ENCOUNTERS | {EventType.VISIT}:
        return bool(set(kept.people) & set(event.people)) and _share_article(kept, event)
    if kept.type in ENCOUNTERS and event.type in ENCOUNTERS:
        return _same_company(kept, event)
    if kept.type is event.type and _share_sentence(kept, event):
        # Who reached an agreement, and who announced it.
        return True
    if weight(event.type) > weight(kept.type) or not _within(event, kept):
        return False
    if event.type in SPEECH and kept.substance and event.substance:
        # What was said of a meeting is more than what it was for.
        return False
    return _share_sentence(kept, event) or _same_occasion(kept, event)


def _names_all(kept: Event, event: Event) -> bool:
    """True where the words of `event` name everybody of `kept`, in the same article."""
    named = [name.rpartition(" ")[2] in (event.substance or "") for name in kept.people]
    return len(named) > 1 and all(named) and _share_article(kept, event)


def _may_be_one_day(one: Event, other: Event) -> bool:
    if one.when.first is None or other.when.first is None:
        return _share_article(one, other)
    return one.when.meets(other.when)


def _same_speaker(one: Event, other: Event) -> bool:
    mine, theirs = _speakers(one), _speakers(other)
    return bool(mine & theirs) if mine and theirs else one.participants == other.participants


def _speakers(event: Event) -> set[str]:
    return {who.name for who in event.participants if who.person and who.role is Role.ACTOR}


def _same_company(one: Event, other: Event) -> bool:
    """The same people, or nobody but parties that the other line names too."""
    if (one.place and other.place and one.place != other.place) or not _share_article(one, other):
        return False
    if other.people:
        return set(other.people) <= set(one.people) and set(other.parties) <= set(one.parties)
    return set(other.parties) <= set(one.parties)


def _within(event: Event, kept: Event) -> bool:
    return {who.name for who in event.participants} <= {who.name for who in kept.participants}


def _same_occasion(kept: Event, event: Event) -> bool:
    """What was put forward or said at a meeting, by an article that tells the meeting."""
    there = kept.place is not None and kept.place == event.place and kept.when == event.when
    return there and kept.type in ENCOUNTERS and _share_article(kept, event)


def _share_article(one: Event, other: Event) -> bool:
    return bool({s.article_id for s in one.sources} & {s.article_id for s in other.sources})


def _share_sentence(one: Event, other: Event) -> bool:
    return bool(_sentences(one.reports) & _sentences(other.reports))


def _sentences(reports: Sequence[Report]) -> set[tuple[int, int]]:
    return {(r.source.article_id, r.spans[0].start) for r in reports if r.source and r.spans}
