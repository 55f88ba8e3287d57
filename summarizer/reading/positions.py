"""Who demands, accepts, rejects or offers what: stances of predicates, one for each issue they name; no events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from storage.catalog.schema import Dossier
from storage.model import EventType, Position, Stance, Status
from summarizer.reading.attribution import source_of
from summarizer.reading.clauses import Predicate
from summarizer.reading.cues import is_cue
from summarizer.reading.discourse import Who
from summarizer.reading.fold import words
from summarizer.reading.frames import length_at
from summarizer.reading.lexicon import language
from summarizer.reading.parsed import Parsed
from summarizer.reading.subjects import issues_in_order
from summarizer.reading.substance import cut

# A demand is often a list; another stance is on one matter.
# The subject of a phrase stands within so many words before it.
_BESIDE = 2
# What follows these is a condition, not the matter.
_UNLESS = ("ما", "قبل", "الا", "اذا", "دون", "طالما", "مقابل")
# "Does not" and "will not" accept refuse; "did not" only waits.
_REFUSING = ("لا", "لن", "ولا", "ولن")
# Verbs of duty without a subject.
_IMPERSONAL = ("يجب", "ينبغي", "يتعين")
_MANY = {Stance.DEMANDS: 5, Stance.ACCEPTS: 1, Stance.REJECTS: 2, Stance.OFFERS: 1}


def positions(parsed: Parsed, p: Predicate, who: Who, dossier: Dossier) -> Iterator[Position]:
    """Yield what a predicate says of its doers' stances, one for each party and issue."""
    if not who.parties or p.status is Status.CONDITIONAL or p.nominal:
        return
    # A question tells nobody's stance.
    if {"؟", "?"} & set(parsed.forms[-2:]):
        return
    stance, end = _stance(parsed, p), _end(parsed, p)
    if stance is None:
        yield from _said(parsed, p, who, dossier)
        return
    exchange = next((i for i in range(p.place, end) if parsed.forms[i] == "مقابل"), None)
    yield from _on(parsed, p, who, dossier, stance, (p.place, end if exchange is None else exchange))
    if exchange is not None and (other := _in_return(stance)) is not None:
        yield from _on(parsed, p, who, dossier, other, (exchange, end))


def _on(
    parsed: Parsed, p: Predicate, who: Who, dossier: Dossier, stance: Stance, bounds: tuple[int, int]
) -> Iterator[Position]:
    start, end = bounds
    content = parsed.forms[start:end]
    codes = (issues_in_order(dossier, content) or _fallback(content))[: _MANY[stance]]
    yield from _each(
        parsed, p, who, dossier, stance, codes, _gist(parsed, p, after=start if start > p.place else None)
    )


def _gist(parsed: Parsed, p: Predicate, holding: int | None = None, after: int | None = None) -> str:
    """The clause that says the stance, empty where none can stand by itself.

    It must hold the word at `holding`, or reach beyond the one at `after`, where the stance rests on that word.
    """
    found = cut(parsed, p)
    if found is None or (holding is not None and not found.start <= holding < found.end):
        return ""
    # The line names a party, not who speaks for it: "بلاده" would mean nothing there.
    if length_at("refused", "own", words(found.body), 0):
        return ""
    return found.body if after is None or found.end > after + 1 else ""


def _each(
    parsed: Parsed, p: Predicate, who: Who, dossier: Dossier, stance: Stance, codes: Sequence[str], gist: str
) -> Iterator[Position]:
    # A clause that was cut short may have lost the issue.
    named = {*issues_in_order(dossier, words(gist)), *_fallback(words(gist))}
    spans, source = (parsed.sentence.span,), source_of(parsed, p, {p.place: who})
    for party in _speakers(who):
        for code in codes:
            said = gist if code in named else ""
            yield Position(party, code, stance, said, spans, who.people, source)


def _said(parsed: Parsed, p: Predicate, who: Who, dossier: Dossier) -> Iterator[Position]:
    """Stances told by phrases inside what somebody says: "إن الحرب لن تنتهي", "الحركة منفتحة على"."""
    if p.kind is not EventType.STATEMENT or p.governor is not None or p.status is Status.DENIED:
        return
    if is_cue("denied", parsed.forms, p.place):
        return
    end = _end(parsed, p)
    for found, place, length in _phrases(parsed.forms, p.place + 1, end):
        stance = _negated(found) if is_cue("negations", parsed.forms, place - 1) else found
        if stance is None or _told_apart(parsed, place):
            continue
        owner = _owner(parsed, p, who, place, place + length)
        stop = next((i for i in range(place + length, end) if parsed.forms[i] in _UNLESS), end)
        issues = issues_in_order(dossier, parsed.forms[place:stop]) or issues_in_order(
            dossier, parsed.forms[p.place : place]
        )
        codes = (issues or _fallback(parsed.forms[p.place : end]))[: _MANY[stance]]
        yield from _each(parsed, p, owner, dossier, stance, codes, _gist(parsed, p, holding=place))


def _told_apart(parsed: Parsed, place: int) -> bool:
    """True for a verb that is a predicate by itself: whether and who accepted is told by that, not by the speaker."""
    told = parsed.at(place)
    return told is not None and (
        told.status in (Status.DENIED, Status.CONDITIONAL)
        or told.rule.trigger.stance in (Stance.ACCEPTS, Stance.REJECTS)
    )


def _negated(stance: Stance) -> Stance | None:
    """What "does not support" says: a refusal; not to demand, to refuse or to offer says nothing."""
    return Stance.REJECTS if stance is Stance.ACCEPTS else None


def _owner(parsed: Parsed, p: Predicate, who: Who, place: int, after: int) -> Who:
    """Whose stance a speaker tells: of whom the clause speaks right beside the phrase, else their own."""
    verb = parsed.forms[after - 1]
    if verb[:1] not in "يت" or verb in _IMPERSONAL:
        return who
    near = [
        m
        for m in parsed.mentions
        if m.parties
        and m.first > p.end
        and not m.adjective
        and (0 <= place - m.last <= _BESIDE or m.first == after)
    ]
    named = next((m for m in near if not any(letter in "بلك" for letter in m.prefix)), None)
    if named is None or set(named.parties) & set(who.parties):
        return who
    return Who((named.person,) if named.person else (), named.parties)


@cache
def _phrase_list() -> Mapping[str, Sequence[tuple[Stance, tuple[str, ...]]]]:
    """The phrases of the catalog by their first word."""
    table = language("stances")["phrases"]
    found: dict[str, list[tuple[Stance, tuple[str, ...]]]] = {}
    for stance in table:
        for entry in map(words, table[stance]):
            found.setdefault(entry[0], []).append((Stance(stance), entry))
    return found


def _phrases(forms: tuple[str, ...], start: int, end: int) -> Iterator[tuple[Stance, int, int]]:
    for place in range(start, end):
        for first in (forms[place], forms[place].removeprefix("و")):
            entries = _phrase_list().get(first, ())
            hit = next((e for e in entries if forms[place + 1 : place + len(e[1])] == e[1][1:]), None)
            if hit:
                yield hit[0], place, len(hit[1])
                break


@cache
def _fallbacks() -> tuple[tuple[str, frozenset[str]], ...]:
    table = language("stances")["fallback"]
    return tuple((code, frozenset(form for entry in table[code] for form in words(entry))) for code in table)


def _fallback(forms: tuple[str, ...]) -> tuple[str, ...]:
    """The issue of a deal that is not named: the truce, or the exchange."""
    return tuple(code for code, known in _fallbacks() if known & set(forms))[:1]


def _in_return(stance: Stance) -> Stance | None:
    """In a package deal the other side of "in return for": who offers asks, who demands offers."""
    return {Stance.OFFERS: Stance.DEMANDS}.get(stance)


def _stance(parsed: Parsed, p: Predicate) -> Stance | None:
    stance = p.rule.trigger.stance
    if stance is None or p.status is Status.CONDITIONAL or p.nominal:
        return None
    if p.status is Status.DENIED:
        refused = stance is Stance.ACCEPTS and parsed.forms[p.place - 1] in _REFUSING
        return Stance.REJECTS if refused else None
    if p.status in (None, Status.PLANNED) and parsed.forms[p.place - 1] == "ان":
        return None
    return stance


def _end(parsed: Parsed, p: Predicate) -> int:
    """Where the content of a stance ends: at the next thing that somebody says or does."""
    later = [
        q.place
        for q in parsed.predicates
        if q.place > max(p.place, p.noun) + 1 and q.governor != p.place and not q.nominal
    ]
    return min(later, default=len(parsed.forms))


def _speakers(who: Who) -> Sequence[str]:
    """Those whose stance it is: the state for its services, the movement for its armed wing."""
    if who.people:
        return who.parties[:1]
    known = [name for name in who.parties if name not in ("الموساد", "الشاباك")]
    return known[:1] if len(known) == 2 and known[1].startswith("كتائب") else known


def unique(found: Iterable[Position]) -> tuple[Position, ...]:
    """Return each party's stance on each issue once, as first told."""
    kept: dict[tuple[str, str, Stance], Position] = {}
    for position in found:
        kept.setdefault((position.party, position.issue, position.stance), position)
    return tuple(kept.values())
