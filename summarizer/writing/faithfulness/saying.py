"""Who says so: attributions of a written sentence against those of its sources; knows no dates and numbers."""

from __future__ import annotations

from functools import cache

from storage.model import Flaw
from summarizer.reading.cues import is_cue
from summarizer.reading.lexicon import forms, language
from summarizer.writing.faithfulness.findings import Finding
from summarizer.writing.faithfulness.ground import Ground, Heard
from summarizer.writing.faithfulness.lists import is_saying, root

# So much of a sentence's content out of what somebody said is that one's word, not ours.
_MOST = 0.6
# So many words before somebody speaks are a clause; a shorter word carries no meaning.
_ASIDE, _SHORTEST = 4, 3
# A source of the side that was spoken of: "مسؤول فيها".
_ANY = "*"
# How far, in words, an adjective stands behind the source that it describes.
_REACH = 4


def wrong_attribution(said: Heard, of: Ground) -> Finding | None:
    """Return what is told on nobody's word though somebody said it, or on the word of somebody else."""
    return _lost(said, of) or _lost_teller(said, of) or _another_source(said, of)


def _lost(said: Heard, of: Ground) -> Finding | None:
    if said.speaks:
        return None
    near = of.nearest(said)
    if not near:
        return None
    if any(_share(said, _free(s)) >= _MOST for s in of.sentences):
        return None
    for s in near:
        if _told_by_others(s) and _share(said, s.content) >= _MOST and not _tells_itself(said, s):
            return Finding(Flaw.ATTRIBUTION, said.text[:60])
    return None


def _lost_teller(said: Heard, of: Ground) -> Finding | None:
    """What is said on the word of somebody who is named beside it, told without that one: "بحسب مسؤول مطلع"."""
    if any(is_cue(kind, said.forms, i) for i in range(len(said.forms)) for kind in ("according", "sources")):
        return None
    near = of.nearest(said)[:1]
    for s in near:
        place = next((i for i in range(len(s.forms)) if is_cue("according", s.forms, i)), None)
        if place is None:
            continue
        tellers = {
            n
            for m in s.parsed.mentions
            if place < m.first <= place + 6
            for n in (m.person, m.outlet, *m.parties)
            if n
        }
        here = {n for m in said.parsed.mentions for n in (m.person, m.outlet, *m.parties) if n}
        if not tellers & here:
            return Finding(Flaw.ATTRIBUTION, said.text[:60])
    return None


def _told_by_others(s: Heard) -> bool:
    """True for a sentence whose content is somebody's word."""
    governed = any(p.governor is not None for p in s.parsed.predicates)
    according = any(is_cue("according", s.forms, i) for i in range(len(s.forms)))
    that = any(
        is_saying(form)
        and any(
            is_cue("that", s.forms, j) or s.forms[j] == ":" for j in range(i + 1, min(i + 14, len(s.forms)))
        )
        for i, form in enumerate(s.forms)
    )
    return governed or according or that or s.attribution is not None


def _free(s: Heard) -> frozenset[str]:
    """The content of a sentence that is the outlet's own word: all of it, or what stands before somebody speaks."""
    if not _told_by_others(s):
        return s.content
    if any(is_cue("according", s.forms, i) for i in range(len(s.forms))) or s.attribution:
        return frozenset()
    speaks = next((i for i, form in enumerate(s.forms) if is_saying(form)), 0)
    if speaks < _ASIDE or s.forms[speaks - 1] != "،":
        return frozenset()
    return frozenset(root(form) for form in s.forms[:speaks] if form.isalpha() and len(form) > _SHORTEST)


def _share(said: Heard, content: frozenset[str]) -> float:
    own = {one for one in said.content if one}
    return len(own & content) / len(own) if own else 0.0


def _tells_itself(said: Heard, s: Heard) -> bool:
    """True where who speaks in the source does in the sentence what he said of himself: "أعلنت حماس موافقتها"."""
    speakers = {
        name
        for p in s.parsed.predicates
        if p.rule.frame == "speaker" and p.governor is None and p.place in s.doing
        for name in (s.doing[p.place].people or s.doing[p.place].parties)
    }
    doers = {name for who in said.doing.values() for name in who.names}
    if not speakers or any(is_cue("sources", s.forms, i) for i in range(len(s.forms))):
        return False
    others = {
        name
        for p in s.parsed.predicates
        if p.governor is not None and p.place in s.doing
        for name in s.doing[p.place].names
    }
    return bool(speakers & doers) and not (others - speakers) & doers


def _another_source(said: Heard, of: Ground) -> Finding | None:
    """An unnamed source that no article has, or that is another's there: an Egyptian official out of an Israeli one."""
    told = [pair for s in of.sentences for pair in _sources(s, of)]
    tellers = {nation for _, nation in told}
    for place, nation in _sources(said, of):
        if not told and not any(is_saying(form) for s in of.sentences for form in s.forms):
            return Finding(Flaw.ATTRIBUTION, said.parsed.quote(place, place + 1))
        if not told:
            return Finding(Flaw.ATTRIBUTION, said.parsed.quote(place, place + 1))
        named = {name for m in said.parsed.mentions for name in m.parties}
        if nation == _ANY and (named & tellers or None in tellers):
            continue
        if nation and nation not in tellers and _ANY not in tellers:
            return Finding(Flaw.ATTRIBUTION, said.parsed.quote(place, min(place + 2, len(said.forms))))
    return None


@cache
def _theirs() -> frozenset[str]:
    return forms(language("people")["theirs"])


def _sources(s: Heard, of: Ground) -> list[tuple[int, str | None]]:
    """Where unnamed sources stand, each with the state or party whose it is."""
    found = []
    for place in range(len(s.forms)):
        if not is_cue("sources", s.forms, place) and not s.forms[place].startswith(
            ("مصدر", "مصادر", "لمصدر", "لمصادر", "مسوول", "مسؤول")
        ):
            continue
        if any(m.person and m.first <= place < m.last for m in s.parsed.mentions):
            continue
        behind = range(place + 1, min(place + _REACH, len(s.forms)))
        nation = next((n for i in behind if (n := of.nation(s.forms[i]))), None)
        party = next(
            (m.parties[0] for m in s.parsed.mentions if m.parties and m.first in behind and not m.adjective),
            None,
        )
        own = any(s.forms[i] in _theirs() for i in behind)
        found.append((place, nation or party or (_ANY if own else None)))
    return found
