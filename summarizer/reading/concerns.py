"""Which issues a happening is about: those that its own clause names; knows neither parties' stances nor words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from storage.catalog.schema import Dossier
from summarizer.reading.cues import cue_places
from summarizer.reading.discourse import Who
from summarizer.reading.found import Found
from summarizer.reading.parsed import Parsed
from summarizer.reading.scene import RELATIVES
from summarizer.reading.subjects import issue_places


def concerns(dossier: Dossier, parsed: Parsed, event: Found, told: Sequence[Found]) -> tuple[str, ...]:
    """Return the codes of the issues that a happening's clause names, in the dossier's order.

    What others in the sentence do (`told` is all that it tells) is none of it, nor is what stands in the names
    of those who take part ("لجنة إدارة غزة").
    """
    own = _clause(parsed, event, told)
    taken = {i for i in _named(parsed, event.who) if i in own}
    places = issue_places(dossier, parsed.forms)
    found = {code for place, code in places if place in own and place not in taken}
    return tuple(issue.code for issue in dossier.issues if issue.code in found)


def _clause(parsed: Parsed, event: Found, told: Sequence[Found]) -> range:
    """The words of a clause: from its beginning to where others do something else, or the sentence turns."""
    p = event.predicate
    last = max(p.place, p.noun)
    others = (e.predicate.place for e in told if e.predicate.place > last and _is_apart(parsed, e, event))
    turns = (i for i in cue_places("turns", parsed.forms) if i > last and parsed.forms[i - 1] == "،")
    end = min(next(others, len(parsed.forms)), next(turns, len(parsed.forms)))
    return range(p.place if _is_added(parsed, p.place) else min(p.start, p.noun), end)


def _is_apart(parsed: Parsed, other: Found, event: Found) -> bool:
    """True for what others do, but for what the clause tells of them."""
    q = other.predicate
    if q.nominal or q.governor == event.predicate.place or parsed.forms[q.place - 1] in RELATIVES:
        return False
    return not other.who.names & event.who.names


def _is_added(parsed: Parsed, place: int) -> bool:
    """True for a verb that goes on from a clause before it: "التقى …، وطالب"."""
    return place > 0 and parsed.forms[place - 1] == "،" and parsed.forms[place][:1] == "و"


def _named(parsed: Parsed, who: Who) -> Iterator[int]:
    """The places of the words in the names of those who take part."""
    for mention in parsed.mentions:
        if {mention.person, *mention.parties} & who.names:
            yield from range(mention.first, mention.last)
