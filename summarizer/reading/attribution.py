"""Who says so: the chain of those through whom a happening came to be told; knows no events."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from summarizer.reading.clauses import Predicate
from summarizer.reading.cues import is_cue
from summarizer.reading.mentions import Mention


def source_of(
    forms: tuple[str, ...],
    mentions: Sequence[Mention],
    p: Predicate,
    all_: Sequence[Predicate],
    quote: Callable[[int, int], str],
) -> str | None:
    """Return who tells `p`: its speaker, or whom "according to" names, with the outlet in brackets.

    `quote` gives the original words of a stretch of tokens.
    """
    speaker = next((q for q in all_ if q.place == p.governor), None)
    if speaker is None:
        speaker = p if p.rule.frame == "speaker" and not p.nominal else None
    said = _speaker(forms, mentions, speaker, quote) if speaker else None
    told = said or _according(forms, mentions)
    outlet = next((m.outlet for m in mentions if m.outlet and (speaker is None or m.first > speaker.place)), None)
    if told and outlet and outlet != told:
        return f"{told} ({outlet})"
    return told or outlet


def _speaker(
    forms: tuple[str, ...], mentions: Sequence[Mention], speaker: Predicate, quote: Callable[[int, int], str]
) -> str | None:
    near = [m for m in mentions if speaker.start <= m.first < speaker.end and (m.acts or m.outlet)]
    source = next((i for i in range(max(0, speaker.place - 2), min(speaker.place + 4, len(forms))) if is_cue("sources", forms, i)), None)
    if source is not None:
        return _unnamed(source, near, quote)
    return next((_name(m) for m in near), None)


def _unnamed(place: int, near: Sequence[Mention], quote: Callable[[int, int], str]) -> str:
    """An unnamed source, with its nationality: "مصدر مصري"."""
    follower = next((m for m in near if place < m.first <= place + 3), None)
    if follower is None:
        return quote(place, place + 1)
    if follower.adjective:
        return f"{quote(place, place + 1)} {quote(follower.first, follower.last)}"
    return follower.person or quote(place, follower.last)


def _name(mention: Mention) -> str:
    return mention.person or mention.outlet or (mention.parties[-1] if mention.parties else mention.bare or "")


def _according(forms: tuple[str, ...], mentions: Sequence[Mention]) -> str | None:
    for i in range(len(forms)):
        if is_cue("according", forms, i):
            follower = next((m for m in mentions if i < m.first <= i + 5), None)
            return _name(follower) if follower else None
    return None
