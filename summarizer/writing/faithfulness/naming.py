"""Names, offices and places of a written sentence against those of its sources; knows no events."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from storage.model import Flaw
from summarizer.reading.counted import noun_kind
from summarizer.reading.cues import is_cue
from summarizer.reading.fold import words as folded
from summarizer.reading.mention import Mention, is_head, prefixes
from summarizer.writing.faithfulness.findings import Finding
from summarizer.writing.faithfulness.ground import Ground, Heard
from summarizer.writing.faithfulness.lists import guises, is_listed, is_saying, listed, root, table

# A place behind one of these is where something is, or where somebody goes or comes from; else its name may mean a power.
_WHERE = frozenset(("في", "الي", "من", "عن", "داخل", "خارج", "قرب", "نحو", "وفي", "والي", "ومن"))
# How far from a name, in words, its title may stand.
_NEAR = 6
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


def wrong_office(said: Heard, of: Ground) -> Finding | None:
    """Return a word that makes somebody a former or a coming holder of an office, or the office of another."""
    for place, form in enumerate(said.forms):
        for kind in ("former", "coming"):
            if is_listed(kind, form) and not _marked(said, place, kind, of):
                return Finding(Flaw.OFFICE, said.parsed.quote(place, place + 1))
    for mention in said.parsed.mentions:
        finding = _wrong_title(said, mention, of)
        if finding is not None:
            return finding
    return None


def _marked(said: Heard, place: int, kind: str, of: Ground) -> bool:
    """True where a source marks the same one so, or the dossier knows that the time in office is over."""
    near = _nearest(said, place)
    if near is None or near.person is None:
        stem = root(said.forms[place - 1]) if place else ""
        return any(
            is_listed(kind, form) and i and root(s.forms[i - 1]) in (stem, root(said.forms[place - 1]))
            for s in of.sentences
            for i, form in enumerate(s.forms)
        )
    if any(
        _is_marked(s, m, kind) for s in of.sentences for m in s.parsed.mentions if m.person == near.person
    ):
        return True
    person = of.names.actors.people.get(near.person)
    day = of.day
    held = [office for office in person.offices if not office.shared] if person else []
    return (
        kind == "former"
        and day is not None
        and bool(held)
        and all(office.until and office.until < day for office in held)
    )


def _nearest(said: Heard, place: int) -> Mention | None:
    people = [m for m in said.parsed.mentions if m.person and m.first - _NEAR <= place <= m.last + 2]
    return min(people, key=lambda m: abs(m.first - place) if place < m.first else 0, default=None)


def _is_marked(s: Heard, mention: Mention, kind: str) -> bool:
    near = s.forms[max(0, mention.first - _NEAR) : mention.last + 3]
    return any(is_listed(kind, form) for form in near)


def _wrong_title(said: Heard, mention: Mention, of: Ground) -> Finding | None:
    """A title beside a name that is not this one's on the day, or that every source gives with "former"."""
    if not mention.person:
        return None
    titled = [
        m
        for s in of.sentences
        for m in s.parsed.mentions
        if m.person == mention.person and m.last - m.first > 1
    ]
    words = said.parsed.quote(mention.first, mention.last)
    titled_here = is_head(said.forms[mention.first]) or is_head(said.forms[mention.first - 1])
    if not mention.offices and not _title_of(said, mention, of) and not titled_here:
        return None
    telling = [
        (s, m)
        for s in of.sentences
        for m in s.parsed.mentions
        if m.person == mention.person
        and (m.offices or _title_of(s, m, of) or is_head(s.forms[m.first]) or is_head(s.forms[m.first - 1]))
    ]
    for kind in ("former", "coming"):
        always = bool(telling) and all(_is_marked(s, m, kind) for s, m in telling)
        if always and not _is_marked(said, mention, kind):
            return Finding(Flaw.OFFICE, words)
    if _other_head(said, mention, of):
        return Finding(Flaw.OFFICE, words)
    title = _title_of(said, mention, of)
    if title and not _holds(mention.person, title, said, mention, of) and not any(
        title in " ".join(s.forms[m.first : m.last]) for s in of.sentences for m in titled if m in s.parsed.mentions
    ):  # fmt: skip
        return Finding(Flaw.OFFICE, words)
    return None


def _other_head(said: Heard, mention: Mention, of: Ground) -> bool:
    """True for a post before a name that neither a source nor the dossier gives to this one: a minister for a director."""
    before = range(max(0, mention.first - 2), mention.last)
    heads = {rest for i in before for _, rest in prefixes(said.forms[i]) if rest in _posts()}
    person = of.names.actors.people.get(mention.person or "")
    if not heads or person is None:
        return False
    held = {word for office in person.offices for title in office.titles for word in folded(title)}
    near = {
        rest
        for s in of.sentences
        for m in s.parsed.mentions
        if m.person == mention.person
        for form in s.forms[max(0, m.first - _NEAR) : m.last + _NEAR]
        for _, rest in prefixes(form)
    }
    return not heads & (held | near)


@cache
def _posts() -> frozenset[str]:
    return listed("posts")


def _title_of(s: Heard, mention: Mention, of: Ground) -> str | None:
    """The office that stands in a name's own words: "وزير الخارجية الأميركي" before "أنتوني بلينكن"."""
    forms = s.forms
    for place in range(mention.first, mention.last):
        for _, rest in prefixes(forms[place]):
            hit = of.names.at(forms, place, rest, mention.last - place)
            if hit and hit[1].offices:
                return " ".join((rest, *forms[place + 1 : place + hit[0]]))
    return None


def _holds(person: str, title: str, said: Heard, mention: Mention, of: Ground) -> bool:
    entry = of.names.phrase(tuple(title.split()))
    held = [office for one, office in entry.offices if one.name == person] if entry else []
    if not held or of.day is None:
        return bool(held)
    now = any(office.covers(of.day) for office in held)
    return not now if _is_marked(said, mention, "former") else now


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
