"""Names and places of a written sentence against those of its sources; knows no events."""

from __future__ import annotations

from collections.abc import Iterator

from storage.model import Flaw
from summarizer.reading.counted import noun_kind
from summarizer.reading.cues import is_cue
from summarizer.reading.mention import Mention, is_head, prefixes
from summarizer.writing.faithfulness.findings import Finding
from summarizer.writing.faithfulness.ground import Ground, Heard
from summarizer.writing.faithfulness.lists import guises, is_listed, is_saying, listed, root, table

# A place behind one of these is where something is, or where somebody goes or comes from; else its name may mean a power.
_WHERE = frozenset(("في", "الي", "من", "عن", "داخل", "خارج", "قرب", "نحو", "وفي", "والي", "ومن"))
_SHORTEST = 3


def wrong_name(said: Heard, of: Ground) -> Finding | None:
    """Return a person, a party or an outlet that no source names."""
    for mention in said.parsed.mentions:
        words = said.parsed.quote(mention.first, mention.last)
        person = mention.person or mention.of
        if person and person not in of.people:
            return Finding(Flaw.NAME, words)
        if mention.outlet and mention.outlet not in _outlets(of) and not _is_said(words, of):
            return Finding(Flaw.NAME, words)
        if person or _stands_for_place(said, mention):
            continue
        if not _is_party(mention, of) or _other_body(said, mention, of):
            return Finding(Flaw.NAME, words)
    return _wrong_nation(said, of) or _stranger(said, of)


def _is_party(mention: Mention, of: Ground) -> bool:
    if mention.group or not mention.parties:
        return True
    return bool(set(mention.parties) & of.parties) or (mention.place in of.places if mention.place else False)


def _outlets(of: Ground) -> frozenset[str]:
    told = {m.outlet for s in of.sentences for m in s.parsed.mentions if m.outlet}
    return frozenset(told | set(of.known.outlets))


def _is_said(words: str, of: Ground) -> bool:
    return all(root(word) in of.stems for word in words.split())


def _wrong_nation(said: Heard, of: Ground) -> Finding | None:
    """An adjective of a state that no source speaks of: an Egyptian plan out of an American one."""
    told = [pair for s in of.sentences for pair in (*_described(s, of), *_owned(s, of))]
    for place, form in enumerate(said.forms):
        nation = of.nation(form)
        if nation and nation not in of.parties and root(form) not in of.stems:
            return Finding(Flaw.NAME, said.parsed.quote(place, place + 1))
    for noun, nation, place in _described(said, of):
        others = {other for one, other, _ in told if one & noun}
        if others and nation not in others:
            return Finding(Flaw.NAME, said.parsed.quote(place - 1, place + 1))
    return None


def _described(s: Heard, of: Ground) -> list[tuple[frozenset[str], str, int]]:
    """Nouns with the state whose they are said to be, and where it stands: the American proposal; no people."""
    found = []
    for place in range(1, len(s.forms)):
        nation, before = of.nation(s.forms[place]), place - 1
        while nation and before and of.nation(s.forms[before]):
            before -= 1
        if nation and _is_thing(s.forms[before]) and not noun_kind(s.forms[before]):
            found.append((_noun(s.forms[before]), nation, place))
    return found


def _owned(s: Heard, of: Ground) -> Iterator[tuple[frozenset[str], str, int]]:
    """Nouns with the party whose they are by what stands right behind them: the delegation of Hamas."""
    for m in s.parsed.mentions:
        before = m.first - 1
        if m.last - m.first > 1 and guises(s.forms[m.first]) & listed("bodies"):
            for party in m.parties:
                yield _noun(s.forms[m.first]), of.names.actors.state_of(party) or party, m.first
            continue
        if m.prefix or m.adjective or before < 1 or not _may_be_owned(s, before, of):
            continue
        for party in m.parties:
            yield _noun(s.forms[before]), of.names.actors.state_of(party) or party, m.first


def _is_thing(form: str) -> bool:
    """True for what is no person with a post: a plan, and a body of people such as a delegation."""
    return not is_head(form) or bool(guises(form) & listed("bodies"))


def _noun(form: str) -> frozenset[str]:
    return frozenset(root(guise) for guise in guises(form))


def _may_be_owned(s: Heard, place: int, of: Ground) -> bool:
    form = s.forms[place]
    verb = s.parsed.at(place) is not None or is_saying(form)
    return form.isalpha() and len(form) > _SHORTEST and not (verb or is_head(form) or form.startswith("ال"))


def _other_body(said: Heard, mention: Mention, of: Ground) -> bool:
    """True for a part of a state of which no source speaks: its parliament instead of its cabinet."""
    letters = len(mention.prefix)
    first = said.forms[mention.first][letters:]
    entry = of.names.phrase((first, *said.forms[mention.first + 1 : mention.last]))
    party = of.names.actors.parties.get(entry.party or "") if entry else None
    if party is None or party.kind not in ("ministry", "office", "agency", "igo", "un"):
        return False
    words = [form for form in (first, *said.forms[mention.first + 1 : mention.last]) if not is_head(form)]
    own = [form for form in words if len(form) > _SHORTEST and not of.nation(form)]
    return bool(own) and not any(root(form) in of.stems for form in own)


def _stranger(said: Heard, of: Ground) -> Finding | None:
    """A person whom the dossier does not know and no source names: known by a given name, or by a title before it."""
    named = {i for m in said.parsed.mentions if m.person or m.outlet for i in range(m.first, m.last)}
    given, titles = table("given")["names"], table("given")["titles"]
    for place, form in enumerate(said.forms):
        if place in named or not form.isalpha() or len(form) < _SHORTEST:
            continue
        if any(rest in given for _, rest in prefixes(form)) and not _has(form, of):
            return Finding(Flaw.NAME, said.parsed.quote(place, place + 1))
        before = said.forms[place - 1] if place else ""
        behind_name = (
            before in given and place - 1 not in named and form not in _WHERE and not form.startswith("ال")
        )
        behind_title = before in titles and _may_be_name(form, of)
        if (behind_name or behind_title) and not _has(form, of) and _may_be_name(form, of):
            return Finding(Flaw.NAME, said.parsed.quote(place, place + 1))
    return None


def _has(form: str, of: Ground) -> bool:
    return any(rest in of.words or root(rest) in of.stems for _, rest in prefixes(form))


def _may_be_name(form: str, of: Ground) -> bool:
    described = form.startswith(("ال", "لل", "ب", "في", "عن")) or of.nation(form) or is_head(form)
    return not described and form not in _WHERE and not is_listed("saying_words", form)


def wrong_place(said: Heard, of: Ground) -> Finding | None:
    """Return a place that no source names, or that somebody comes from instead of going there."""
    for mention in said.parsed.mentions:
        if not mention.place or mention.person or not _stands_for_place(said, mention):
            continue
        if not _is_there(mention.place, of) or _is_elsewhere(said, mention, of):
            return Finding(Flaw.PLACE, said.parsed.quote(mention.first, mention.last))
    return None


def _is_elsewhere(said: Heard, mention: Mention, of: Ground) -> bool:
    """True where the source that is nearest says of another place what the sentence says of this one."""
    manner = _manner(said, mention)
    nearest = of.nearest(said)[:1]
    if not manner or not nearest:
        return False
    there = [m for m in nearest[0].parsed.mentions if m.place and not m.person]
    same = {m.place for m in there if _manner(nearest[0], m) == manner}
    wide = {of.names.country(place) for place in same if place} | {of.names.ground}
    return bool(same) and mention.place not in {m.place for m in there} | wide | set(of.known.places)


def _manner(s: Heard, mention: Mention) -> str:
    """How a place is told: where something is, or where somebody goes; nothing for others."""
    before = s.forms[mention.first - 1].lstrip("و") if mention.first else ""
    return before if before in ("في", "الي", "من") else "في" if mention.prefix[-1:] == "ب" else ""


def _stands_for_place(said: Heard, mention: Mention) -> bool:
    """True for a name that says where: behind a preposition, or of a place that is no power."""
    if not mention.place or mention.person:
        return False
    if not mention.parties:
        return True
    before = said.forms[mention.first - 1] if mention.first else ""
    hosts = is_cue("hosting", said.forms, mention.first - 1) or is_cue(
        "receiving", said.forms, mention.first - 1
    )
    return before in _WHERE or mention.prefix[-1:] == "ب" or (hosts and bool(mention.place))


def _is_there(place: str, of: Ground) -> bool:
    country = of.names.country(place)
    if place in of.places or (country == place and place in of.parties):
        return True
    # A state for its city, and the ground of the war for what lies on it.
    wider = {of.names.country(known) for known in of.places} | {of.names.ground if country is None else None}
    inside = {known for known in of.places if of.names.country(known) in (None, "فلسطين")}
    if place == of.names.ground:
        return bool(inside) or _is_said(place.rpartition(" ")[2], of)
    return place in wider and place != of.names.ground
