"""Names in sentences: who and what is named where, clitics stripped, titles joined to names; no events."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache, lru_cache

from summarizer.reading.cues import is_cue
from summarizer.reading.fold import Token, words
from summarizer.reading.gazetteer import Entry, Gazetteer
from summarizer.reading.joint import adjectives_after, jointly
from summarizer.reading.lexicon import language
from summarizer.reading.mention import Mention, is_head, is_word, known_words, prefixes
from summarizer.reading.namesakes import is_another
from summarizer.reading.short_names import Known, short
from summarizer.reading.titles import with_titles

__all__ = ["Mention", "find", "is_head", "prefixes"]


def find(
    tokens: Sequence[Token], names: Gazetteer, day: date | None, known: Known | None = None
) -> tuple[Mention, ...]:
    """Return the names of a sentence in order; offices are resolved at `day`, short forms by those `known` by now."""
    forms = tuple([token.form for token in tokens])
    raw = list(_raw(tokens, forms, names, day, known or {}))
    raw = _with(raw, short(forms, names, day, known or {}, raw))
    raw = [m for m in raw if not (m.person and is_another(m, forms, names.actors))]
    return tuple(with_titles(_with(raw, jointly(forms, names, day)), forms, names.actors, day))


def _with(raw: list[Mention], extra: Sequence[Mention]) -> list[Mention]:
    """Some names with others that stand where the first say nothing more precise."""
    if not extra:
        return raw
    covered = {i for mention in extra for i in range(mention.first, mention.last)}
    kept = [m for m in raw if not covered & set(range(m.first, m.last))]
    return sorted([*kept, *extra], key=lambda m: m.first)


def _raw(
    tokens: Sequence[Token], forms: tuple[str, ...], names: Gazetteer, day: date | None, known: Known
) -> Iterator[Mention]:
    after = 0
    for place, form in enumerate(forms):
        if place < after or not (names.openings(form) or _opens_title(form)) or tokens[place].kind != "word":
            continue
        mention = _at(forms, place, names, day, known)
        if mention is not None:
            yield mention
            after = mention.last


def _at(
    forms: tuple[str, ...], place: int, names: Gazetteer, day: date | None, known: Known
) -> Mention | None:
    best: tuple[int, Entry, str] | None = None
    for letters, rest in names.openings(forms[place]):
        hit = names.at(forms, place, rest)
        if hit and (best is None or hit[0] > best[0]):
            best = (*hit, letters)
    mention = _mention(forms, place, best, names, day, known) if best else None
    if mention is None and best is not None and best[0] > 1 and best[1].uncertain:
        # "تعيد إسرائيل اليوم": no newspaper, but the state, today.
        rest = forms[place][len(best[2]) :]
        hit = names.at(forms, place, rest, best[0] - 1)
        mention = _mention(forms, place, (*hit, best[2]), names, day, known) if hit else None
    if mention is not None or not _opens_title(forms[place]):
        return mention
    return _collective(forms, place, names) or _bare(forms, place)


@lru_cache(maxsize=1 << 15)
def _opens_title(form: str) -> bool:
    """True for a word with which a collective or a title without a name may begin."""
    return any(rest in _collectives() or rest in _bare_titles() for _, rest in prefixes(form))


def _mention(
    forms: tuple[str, ...],
    place: int,
    hit: tuple[int, Entry, str],
    names: Gazetteer,
    day: date | None,
    known: Known,
) -> Mention | None:
    length, entry, letters = hit
    base = Mention(place, place + length, prefix=letters)
    person = entry.person or _chosen(forms[place : place + length], letters, entry, names, day, known)
    if person:
        last = _tail(forms, base.last)
        return base._replace(last=last, person=person, parties=names.actors.of_person(person, day))
    if entry.outlet and (not entry.uncertain or _is_cited(forms, place, letters)):
        return base._replace(outlet=entry.outlet)
    if entry.offices:
        return _office(forms, base, entry, names, day)
    if entry.party or entry.place:
        parties = names.actors.of_party(entry.party) if entry.party else ()
        if entry.party and names.actors.is_group(entry.party):
            named = adjectives_after(forms, base.last, names)
            meant = "mediators" if set(parties) <= set(names.actors.mediators) and not named else None
            return base._replace(parties=named or parties, group=meant)
        return base._replace(parties=parties, place=entry.place)
    if entry.adjective and _after_head(forms, place):
        return base._replace(parties=names.actors.of_party(entry.adjective), adjective=True)
    return None


def _tail(forms: tuple[str, ...], place: int) -> int:
    """Where a name ends that goes on with whose son and of which house: "الشيخ محمد بن عبدالرحمن" before "بن جاسم آل ثاني"."""
    while (
        forms[place : place + 1] in (("بن",), ("ال",))
        and place + 1 < len(forms)
        and forms[place + 1].isalpha()
    ):
        place += 2
    return place


def _chosen(
    form: tuple[str, ...], letters: str, entry: Entry, names: Gazetteer, day: date | None, known: Known
) -> str | None:
    """Which of several people of one name: the one whom the text has named, else the first who was alive."""
    told = known.get((form[0][len(letters) :], *form[1:]))
    if told in entry.candidates:
        return told
    return next((name for name in entry.candidates if names.actors.lived(name, day)), None)


def _is_cited(forms: tuple[str, ...], place: int, letters: str) -> bool:
    """True where the text says that ordinary words are the name of a medium: quoted, called so, cited, spoken to."""
    before = forms[place - 1] if place else ""
    if before in ('"', "“", "«") or is_word("media", before):
        return True
    if before.lstrip("و") in ("بحسب", "حسب", "وفق") or (
        before == "عن" and place > 1 and "نقل" in forms[place - 2]
    ):
        return True
    return letters.endswith("ل") and before in known_words("speaks_to")


def _office(
    forms: tuple[str, ...], base: Mention, entry: Entry, names: Gazetteer, day: date | None
) -> Mention:
    """A post: its holder on the day, unless the next word says that it is another's."""
    after = forms[base.last] if base.last < len(forms) else ""
    parties = names.actors.of_party(entry.offices[0][1].party)
    if after in known_words("not_now"):
        acting = after in ("بالوكاله", "بالانابه", "الموقت")
        return base._replace(last=base.last + 1, parties=parties if acting else (), group="office")
    holder = names.actors.holder(entry.offices, day)
    if holder is None and forms[base.last - 1] in known_words("not_now"):
        return base._replace(group="office", offices=entry.offices)
    if holder:
        parties = names.actors.of_person(holder, day)
    return base._replace(person=holder, parties=parties, group="office", offices=entry.offices)


def _after_head(forms: tuple[str, ...], place: int) -> bool:
    """True where an adjective of nationality follows the head of an official phrase ("مسؤول أمني مصري")."""
    if is_cue("told_by_nouns", forms, place - 1) and (place == 1 or not forms[place - 2].isalpha()):
        return True  # a line of news: "رفض إسرائيلي للمقترح"
    reach = 4 if forms[place][:1] != "و" else 7
    for before in range(place - 1, max(-1, place - reach), -1):
        if is_head(forms[before]):
            return True
        if not forms[before].isalpha() or forms[before] in ("في", "من", "الي", "علي", "عن"):
            return False
    return False


@cache
def _collectives() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    table = language("people")
    kinds = ("pairs", "couples", "threes", "mediators", "movements")
    found = sorted(
        ((words(form), kind) for kind in kinds for form in table[kind]), key=lambda item: -len(item[0])
    )
    by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for form, kind in found:
        by_first.setdefault(form[0], []).append((form, kind))
    return by_first


def _collective(forms: tuple[str, ...], place: int, names: Gazetteer) -> Mention | None:
    """Those who were named before, as a whole: "الطرفان", "الدول الثلاث"; not as an adjective ("اللقاء الثنائي")."""
    before = forms[place - 1] if place else ""
    for letters, rest in prefixes(forms[place]):
        for form, kind in _collectives().get(rest, ()):
            if forms[place + 1 : place + len(form)] != form[1:]:
                continue
            if kind in ("couples", "threes") and len(form) == 1 and before.startswith("ال") and not letters:
                return None
            said = adjectives_after(forms, place + len(form), names) if kind != "movements" else ()
            group = None if said else kind
            return Mention(place, place + len(form), parties=said, prefix=letters, group=group)
    return None


@cache
def _bare_titles() -> dict[str, list[tuple[str, ...]]]:
    titles = (*language("people")["bare_titles"], *language("people")["addressed"])
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for title in sorted((words(title) for title in titles), key=len, reverse=True):
        by_first.setdefault(title[0], []).append(title)
    return by_first


def _bare(forms: tuple[str, ...], place: int) -> Mention | None:
    for letters, rest in prefixes(forms[place]):
        for title in _bare_titles().get(rest, ()):
            if forms[place + 1 : place + len(title)] == title[1:]:
                return Mention(place, place + len(title), prefix=letters, bare=" ".join(title))
    return None
