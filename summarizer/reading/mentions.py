"""Names in sentences: who and what is named where, with titles joined to names and clitics stripped; no events."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from summarizer.reading.fold import Token, words
from summarizer.reading.gazetteer import Entry, Gazetteer
from summarizer.reading.lexicon import forms, language


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a sentence: tokens `first` to `last` (exclusive), and whom or what it means.

    `parties` are those who take part where the mention does. `prefix` are the letters written to its front
    (و ف ب ل ك). A `bare` mention is a title whose holder the name alone does not tell.
    """

    first: int
    last: int
    person: str | None = None
    parties: tuple[str, ...] = ()
    place: str | None = None
    outlet: str | None = None
    prefix: str = ""
    bare: str | None = None
    adjective: bool = False
    group: str | None = None

    @property
    def acts(self) -> bool:
        """True for one who can take part in an event."""
        return bool(self.person or self.parties or self.bare or self.group)


def prefixes(form: str) -> Iterator[tuple[str, str]]:
    """Yield the ways to cut the letters that Arabic writes to a word's front: (letters, rest)."""
    yield "", form
    cut = form
    letters = ""
    for allowed in ("وف", "بلك"):
        if len(cut) > 3 and cut[0] in allowed:
            letters, cut = letters + cut[0], ("ا" + cut[1:] if cut.startswith("لل") else cut[1:])
            yield letters, cut


@cache
def _heads() -> frozenset[str]:
    return forms(language("people")["heads"])


@cache
def _honorifics() -> frozenset[str]:
    return forms(language("people")["honorifics"])


@cache
def _groups() -> dict[str, str]:
    table = language("people")
    return {
        words(form)[0]: kind
        for kind in ("pairs", "mediators", "movements")
        for form in table[kind]
        if len(words(form)) == 1
    }


@cache
def _bare_titles() -> tuple[tuple[str, ...], ...]:
    return tuple(sorted((words(title) for title in language("people")["bare_titles"]), key=len, reverse=True))


@cache
def _media() -> frozenset[str]:
    return forms(language("people")["media"])


def is_head(form: str) -> bool:
    """True for a word such as official, delegation, government, with or without article and clitics."""
    return any(
        rest in _heads() or (rest.startswith("ال") and rest[2:] in _heads()) or (rest.endswith("ا") and rest[:-1] in _heads())
        for _, rest in prefixes(form)
    )


def find(
    tokens: Sequence[Token],
    names: Gazetteer,
    day: date | None,
    known: Mapping[tuple[str, ...], str] | None = None,
) -> tuple[Mention, ...]:
    """Return the names of a sentence in order; offices are resolved at `day`, short forms by those `known` by now."""
    forms_ = tuple(token.form for token in tokens)
    raw = _with_known(list(_raw(tokens, forms_, names, day)), forms_, names, day, known or {})
    return tuple(_with_titles(raw, forms_))


def _with_known(
    raw: list[Mention],
    forms_: tuple[str, ...],
    names: Gazetteer,
    day: date | None,
    known: Mapping[tuple[str, ...], str],
) -> list[Mention]:
    """Add the short forms of persons whom the text has named."""
    if not known:
        return raw
    taken = {i for mention in raw if not mention.bare for i in range(mention.first, mention.last)}
    extra = []
    for place in range(len(forms_)):
        for letters, rest in prefixes(forms_[place]):
            for form, name in known.items():
                span = range(place, place + len(form))
                if (
                    rest == form[0]
                    and forms_[place + 1 : place + len(form)] == form[1:]
                    and not taken & set(span)
                ):
                    extra.append(
                        Mention(
                            place, place + len(form), name, names.actors.of_person(name, day), prefix=letters
                        )
                    )
                    taken |= set(span)
    covered = {i for mention in extra for i in range(mention.first, mention.last)}
    return sorted([*(m for m in raw if m.first not in covered), *extra], key=lambda m: m.first)


def _raw(
    tokens: Sequence[Token], forms_: tuple[str, ...], names: Gazetteer, day: date | None
) -> Iterator[Mention]:
    place = 0
    while place < len(tokens):
        mention = _at(tokens, forms_, place, names, day) if tokens[place].kind == "word" else None
        if mention is None:
            place += 1
            continue
        yield mention
        place = mention.last


def _at(
    tokens: Sequence[Token], forms_: tuple[str, ...], place: int, names: Gazetteer, day: date | None
) -> Mention | None:
    best: tuple[int, Entry, str] | None = None
    for letters, rest in prefixes(forms_[place]):
        hit = names.at(forms_, place, rest)
        if hit and (best is None or hit[0] > best[0]):
            best = (*hit, letters)
    if best:
        mention = _mention(forms_, place, best, names, day)
        if mention is not None:
            return mention
    return _group(forms_, place) or _bare(forms_, place)


def _mention(
    forms_: tuple[str, ...], place: int, hit: tuple[int, Entry, str], names: Gazetteer, day: date | None
) -> Mention | None:
    length, entry, letters = hit
    base = Mention(place, place + length, prefix=letters)
    if entry.person:
        return replace(base, person=entry.person, parties=names.actors.of_person(entry.person, day))
    if entry.outlet and (length > 1 or _called_outlet(forms_, place)):
        return replace(base, outlet=entry.outlet)
    if entry.offices:
        return _office(base, entry, names, day)
    if entry.party or entry.place:
        parties = names.actors.of_party(entry.party) if entry.party else ()
        return replace(base, parties=parties, place=entry.place)
    if entry.adjective and _after_head(forms_, place):
        return replace(base, parties=names.actors.of_party(entry.adjective), adjective=True)
    return None


def _called_outlet(forms_: tuple[str, ...], place: int) -> bool:
    before = forms_[place - 1] if place else ""
    plain = forms_[place]
    return (
        before in ('"', "“", "«")
        or any(rest in _media() for _, rest in prefixes(before))
        or (len(plain) >= 5 and not plain.startswith("ال"))
    )


def _office(base: Mention, entry: Entry, names: Gazetteer, day: date | None) -> Mention:
    holder = names.actors.holder(entry.offices, day)
    if holder:
        return replace(
            base, person=holder, parties=names.actors.of_person(holder, day), bare=None, group="office"
        )
    parties = names.actors.of_party(entry.offices[0][1].party)
    return replace(base, parties=parties, group="office")


def _after_head(forms_: tuple[str, ...], place: int) -> bool:
    """True where an adjective of nationality follows the head of an official phrase ("مسؤول أمني مصري")."""
    for before in range(place - 1, max(-1, place - 4), -1):
        if is_head(forms_[before]):
            return True
        if not forms_[before].isalpha() or forms_[before] in ("في", "من", "الي", "علي", "عن"):
            return False
    return False


def _group(forms_: tuple[str, ...], place: int) -> Mention | None:
    for letters, rest in prefixes(forms_[place]):
        if kind := _groups().get(rest):
            return Mention(place, place + 1, prefix=letters, group=kind)
    return None


def _bare(forms_: tuple[str, ...], place: int) -> Mention | None:
    for letters, rest in prefixes(forms_[place]):
        for title in _bare_titles():
            if title[0] == rest and forms_[place + 1 : place + len(title)] == title[1:]:
                return Mention(place, place + len(title), prefix=letters, bare=" ".join(title))
    return None


def _with_titles(raw: list[Mention], forms_: tuple[str, ...]) -> Iterator[Mention]:
    """Join a title to the name that follows it, and an office that follows a name in apposition."""
    pending: Mention | None = None
    for mention in raw:
        if pending is None:
            pending = mention
        elif (joined := _join(pending, mention, forms_)) is not None:
            pending = joined
        else:
            yield pending
            pending = mention
    if pending is not None:
        yield pending


def _join(one: Mention, other: Mention, forms_: tuple[str, ...]) -> Mention | None:
    between = [form for form in forms_[one.last : other.first] if form not in _honorifics()]
    commas = between.count("،")
    if any(form not in ("،", "(", "-", ")") for form in between) or other.prefix:
        return None
    titled = one.group == "office" or one.bare is not None or (one.adjective and commas == 0)
    if titled and other.person and other.group != "office" and commas <= 1:
        return replace(other, first=one.first, prefix=one.prefix)
    if titled and other.bare and commas == 0:
        return replace(one, last=other.last)
    if one.person and one.group != "office" and (other.group == "office" or other.bare) and commas == 1:
        return replace(one, last=other.last) if other.person in (None, one.person) else None
    if one.group == "office" and other.group == "office" and commas == 0:
        return replace(one, last=other.last)
    if one.bare and other.adjective and commas == 0:
        return replace(other, first=one.first, prefix=one.prefix, adjective=False, group="office")
    return None
