"""Who does what to whom in a written sentence, against its sources, as far as the reader can tell; judges no words."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from storage.model import EventType, Flaw
from summarizer.reading.cues import is_cue
from summarizer.reading.mention import Mention, is_head
from summarizer.reading.predicate import Predicate
from summarizer.writing.faithfulness.counting import Number, numbers
from summarizer.writing.faithfulness.findings import Finding
from summarizer.writing.faithfulness.ground import Ground, Heard
from summarizer.writing.faithfulness.lists import core, is_listed, is_saying, skeleton

# How far behind its verb those may stand who do it and to whom it is done; the prepositions before these.
_VERB_REACH = 14
_TOWARDS = frozenset(("الي", "علي", "من", "عن", "مع", "لدي", "عبر", "ضد"))


def wrong_role(said: Heard, of: Ground) -> Finding | None:
    """Return a deed that no source has these do, or two who have changed places."""
    return (
        _wrong_doer(said, of)
        or _other_subject(said, of)
        or _other_object(said, of)
        or _swapped(said, of)
        or _wrong_share(said, of)
    )


def _wrong_doer(said: Heard, of: Ground) -> Finding | None:
    """One who does, or says, what no source has them do."""
    for p in said.parsed.predicates:
        mine = said.doing.get(p.place)
        unnamed = any(is_cue("sources", said.forms, i) for i in range(p.place + 1, p.place + 4))
        if not mine or p.nominal or unnamed or is_listed("receiving", said.forms[p.place]):
            continue
        speaks = is_saying(said.forms[p.place])
        same = [
            (s, q)
            for s in of.sentences
            for q in s.parsed.predicates
            if _comparable(p, q, said, s) or (speaks and is_saying(s.forms[q.place]))
        ]
        theirs = [s.doing[q.place] for s, q in same if s.doing.get(q.place) and not is_relative(s, q.place)]
        named = _named_here(said, p)
        guessed = any(is_relative(s, q.place) and _comparable(p, q, said, s) for s, q in same)
        if not theirs or not named or guessed:
            continue
        own = mine.people or mine.parties
        if not any(
            set(own) & who.names or (set(mine.parties) & set(who.parties) and not mine.people)
            for who in theirs
        ):
            if mine.people and any(set(mine.parties) & set(who.parties) and not who.people for who in theirs):
                continue
            return Finding(Flaw.ROLES, said.parsed.quote(p.place, p.place + 1))
    return None


def is_relative(s: Heard, place: int) -> bool:
    """True for a verb that describes the indefinite noun before it, whose doer the reader guesses: "قرارًا يطالب"."""
    before = s.parsed.quote(place - 1, place) if place else ""
    return "\u064b" in before and s.forms[place][:1] in "يت"


def _other_subject(said: Heard, of: Ground) -> Finding | None:
    """Somebody right behind a verb behind which every source has another: who stayed away, who resigned."""
    for place, who in _right_behind(said):
        theirs = [
            other
            for s in of.sentences
            for j, other in _right_behind(s)
            if core(s.forms[j]) == core(said.forms[place])
        ]
        if theirs and not any(who & other for other in theirs):
            return Finding(Flaw.ROLES, said.parsed.quote(place, place + 1))
    return None


def _other_object(said: Heard, of: Ground) -> Finding | None:
    """Somebody else to whom one and the same does it: who calls upon Hamas called upon Israel."""
    for place, who, whom in _addressed(said):
        theirs = [
            others
            for s in of.sentences
            for j, one, others in _addressed(s)
            if core(s.forms[j]) == core(said.forms[place]) and one & who
        ]
        if theirs and not any(whom & others for others in theirs):
            return Finding(Flaw.ROLES, said.parsed.quote(place, place + 1))
    return None


def _addressed(s: Heard) -> Iterator[tuple[int, frozenset[str], frozenset[str]]]:
    """Where a verb stands before two names side by side, with both."""
    acting = [m for m in s.parsed.mentions if m.acts and not m.adjective]
    for one, other in pairwise(acting):
        if one.first and other.first == one.last and other.prefix not in ("و", "ف") and not one.prefix:
            whom = (name for m in _joined(s, other) for name in _names(m))
            yield one.first - 1, _names(one), frozenset(whom)


def _names(m: Mention) -> frozenset[str]:
    return frozenset(filter(None, (m.person, *m.parties)))


def _right_behind(s: Heard) -> Iterator[tuple[int, frozenset[str]]]:
    for m in s.parsed.mentions:
        place = m.first - 1
        if m.acts and not m.group and not m.prefix and place >= 0 and place not in s.parsed.named_or_dated:
            form = s.forms[place]
            verb = form.isalpha() and len(form) > 2 and not form.startswith("ال") and not is_head(form)
            told = s.parsed.at(place)
            verb = verb and (told is None or told.nominal) and not is_saying(form)
            if verb and form not in _TOWARDS and form not in ("في", "بين", "ان", "بان"):
                joined = _joined(s, m)
                yield (
                    place,
                    frozenset(name for one in joined for name in _names(one)),
                )


def _joined(s: Heard, first: Mention) -> list[Mention]:
    """A name and those that "and" joins to it."""
    found = [first]
    for m in s.parsed.mentions:
        if m.prefix == "و" and m.first == found[-1].last:
            found.append(m)
    return found


def _named_here(said: Heard, p: Predicate) -> bool:
    who = said.doing[p.place].names
    return any(
        not m.group and ({m.person} | set(m.parties)) & who and p.start <= m.first < p.end
        for m in said.parsed.mentions
    )


def _comparable(p: Predicate, q: Predicate, said: Heard, s: Heard) -> bool:
    if p.kind is EventType.STATEMENT and q.rule.frame == "speaker":
        return q.kind is EventType.STATEMENT or skeleton(said.forms[p.place]) == skeleton(s.forms[q.place])
    if p.kind in (EventType.MEETING, EventType.TALKS, EventType.CALL):
        return False
    return p.kind is q.kind


def _swapped(said: Heard, of: Ground) -> Finding | None:
    """Two who change places around one and the same verb: whom a source has tell is told, and the other way round."""
    for place, form in enumerate(said.forms):
        key = core(form)
        mine = _marks(said, place)
        if len(mine) < 2 or place in said.parsed.named_or_dated:
            continue
        for s in of.sentences:
            for j, other in enumerate(s.forms):
                if core(other) != key or len(other) < 3 or j in s.parsed.named_or_dated:
                    continue
                theirs = _marks(s, j)
                if _change_places(mine, theirs):
                    return Finding(Flaw.ROLES, said.parsed.quote(place, place + 1))
    return None


def _wrong_share(said: Heard, of: Ground) -> Finding | None:
    """A number of people with whom another did it: thirty whom the other side set free."""
    theirs = [(number.value, who) for s in of.sentences for number, who in _shares(s)]
    for number, who in _shares(said):
        same = [other for value, other in theirs if value == number.value]
        if same and not any(who & other for other in same):
            return Finding(Flaw.ROLES, said.parsed.quote(number.place, number.after))
    return None


def _shares(s: Heard) -> Iterator[tuple[Number, frozenset[str]]]:
    for number in numbers(s):
        clause = [p for p in s.parsed.predicates if p.place < number.place and p.kind is EventType.RELEASE]
        if clause and "،" in s.forms[clause[-1].place : number.place]:
            continue
        given = bool(clause) and is_listed("receiving", s.forms[clause[-1].place])
        who = s.doing.get(clause[-1].place) if clause and not given else None
        if who:
            yield number, who.names


def _marks(s: Heard, place: int) -> dict[str, str]:
    """How those named behind a verb stand to it: as the first, the second, or by a preposition."""
    found: dict[str, str] = {}
    order, mark, last = 0, "", -1
    for m in s.parsed.mentions:
        who = m.person or (m.parties[-1] if m.parties else None)
        if not who or m.adjective or not place < m.first <= place + _VERB_REACH or who in found:
            continue
        before = s.forms[m.first - 1]
        if m.prefix == "و" and m.first == last:
            pass  # joined to the one before it
        elif m.prefix[-1:] in ("ل", "ب") or before in _TOWARDS:
            mark = m.prefix[-1:] or before
        else:
            mark, order = str(order), order + 1
        found[who], last = mark, m.last
    return found


def _change_places(mine: dict[str, str], theirs: dict[str, str]) -> bool:
    """True where one who acts in the one is acted upon in the other, beside somebody who is in both."""
    both = [who for who in mine if who in theirs]
    for one in both:
        for other in both:
            # By their order alone not: what stands between may have been left out.
            moved = not (mine[one].isdigit() and mine[other].isdigit())
            if one != other and moved and mine[one] == theirs[other] != theirs[one] == mine[other]:
                return True
    doing, done = next(iter(mine), None), next(iter(theirs), None)
    if doing is None or done is None or doing == done or mine[doing] != "0" or theirs[done] != "0":
        return False
    return theirs.get(doing, "0") != "0" and mine.get(done, "0") != "0"
