"""Names cut short: of those whom the text has named, and family names beside a title; finds no full names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from summarizer.reading.gazetteer import Gazetteer
from summarizer.reading.mention import Mention, is_head, is_word, prefixes
from summarizer.reading.titles import is_titled

# The short forms by which the text has named somebody.
Known = Mapping[tuple[str, ...], str]


def short(
    forms: tuple[str, ...], names: Gazetteer, day: date | None, known: Known, raw: Sequence[Mention]
) -> list[Mention]:
    """Short forms of persons whom the text has named, and family names of many beside a title that tells whose."""
    taken = {i for mention in raw if not mention.bare for i in range(mention.first, mention.last)}
    ends = {mention.last: mention for mention in raw}
    found: list[Mention] = []
    firsts = {form[0] for form in known}
    for place in range(len(forms)):
        if place in taken:
            continue
        for letters, rest in prefixes(forms[place]):
            if rest not in firsts and rest not in names.titled_first:
                continue
            hit = _shortly(forms, place, rest, known) or _by_title(forms, place, rest, names, ends, day)
            if hit and not taken & set(range(place, place + hit[0])):
                name = hit[1]
                parties = names.actors.of_person(name, day)
                found.append(Mention(place, place + hit[0], name, parties, prefix=letters))
                taken |= set(range(place, place + hit[0]))
                break
    return found


def _shortly(forms: tuple[str, ...], place: int, rest: str, known: Known) -> tuple[int, str] | None:
    for length in (3, 2, 1):
        name = known.get((rest, *forms[place + 1 : place + length]))
        if name and (length > 1 or not _is_adjective(forms, place, rest)):
            return length, name
    return None


def _is_adjective(forms: tuple[str, ...], place: int, rest: str) -> bool:
    """True for a word with the article after a noun with the article: "الذخيرة الحية"."""
    before = forms[place - 1] if place else ""
    definite = before.startswith(("ال", "لل")) or before[1:3] == "ال"
    titled = is_head(before) or is_word("honorifics", before)
    return rest.startswith("ال") and rest == forms[place] and definite and not titled


def _by_title(
    forms: tuple[str, ...],
    place: int,
    rest: str,
    names: Gazetteer,
    ends: Mapping[int, Mention],
    day: date | None,
) -> tuple[int, str] | None:
    """Who is meant by a name of many right after a title: "وزير الخارجية الأردني الصفدي"."""
    before = place
    while before and before not in ends and is_word("honorifics", forms[before - 1]):
        before -= 1
    title = ends.get(before)
    for length in (2, 1) if title is not None and rest == forms[place] else ():
        candidates = names.titled.get((rest, *forms[place + 1 : place + length]), ())
        fitting = [name for name in candidates if title and is_titled(title, name, names.actors, day)]
        if len(fitting) == 1:
            return length, fitting[0]
    return None
