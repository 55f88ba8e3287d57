"""Titles beside names: "رئيس الوزراء القطري الشيخ محمد" is one person, "مستشار نتنياهو" another; finds no names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache

from summarizer.reading.actors import Actors
from summarizer.reading.fold import fold
from summarizer.reading.lexicon import language
from summarizer.reading.mention import Mention, known_words, prefixes

# Verbs whose first letters look like the article.
_VERBS = frozenset(
    ("التقي", "التقت", "التقيا", "القي", "القت", "الغي", "الغت", "التزم", "التزمت", "المح", "المحت", "التحق")
)


def with_titles(
    raw: Iterable[Mention], forms: tuple[str, ...], actors: Actors, day: date | None
) -> Iterator[Mention]:
    """Join a title to the name that follows it, an office to the name before it, and staff to whom they serve."""
    joined = [_staffed(mention, forms, actors, day) for mention in _joined(raw, forms)]
    staff = {i for m in joined if m.group == "staff" for i in range(m.first, m.last)}
    return _joined([m for m in joined if m.group == "staff" or m.first not in staff], forms)


def is_titled(title: Mention, name: str, actors: Actors, day: date | None) -> bool:
    """True where a title may be that of a person: their own post, or one of their side's without a known holder."""
    if title.outlet or (title.place and not title.adjective):
        return False
    if title.offices and any(person.name == name for person, _ in title.offices):
        return True
    if title.person or not (title.adjective or title.group == "office"):
        return title.person == name
    return bool(set(title.parties) & set(actors.of_person(name, day)))


def _joined(raw: Iterable[Mention], forms: tuple[str, ...]) -> Iterator[Mention]:
    pending: Mention | None = None
    for mention in raw:
        joined = _join(pending, mention, forms) if pending is not None else mention
        if joined is None and pending is not None:
            yield pending
        pending = joined or mention
    if pending is not None:
        yield pending


def _join(one: Mention, other: Mention, forms: tuple[str, ...]) -> Mention | None:
    if one.bare is not None and one.bare.endswith("ه") and one.bare in _addressed():
        return None  # "استقبل سموه الوزير": His Highness is one man and the minister another.
    between = [form for form in forms[one.last : other.first] if form not in known_words("honorifics")]
    if one.bare and len(between) == 1 and between[0].startswith("ال") and between[0] not in _VERBS:
        between = []  # "الوزير المتطرف بن غفير"
    if one.bare and between[:1] and between[0] in _MATTERS and len(between) < 4 and other.person:
        between = []
    commas = between.count("،")
    if any(form not in ("،", "(", "-", ")") for form in between) or other.prefix:
        return None
    if between == ["("] and forms[other.last : other.last + 1] == (")",):
        return _explained(one, other)
    if one.place and other.place and not between and forms[one.first].endswith("عاصمه"):
        return one._replace(place=other.place, last=other.last)
    titled = (
        one.group in ("office", "staff", "couples") or one.bare is not None or (one.adjective and commas == 0)
    )
    if titled and other.person and other.group != "office" and commas <= 1:
        return _named(one, other)
    if titled and other.bare and commas == 0:
        return one._replace(last=other.last)
    if one.person and one.group != "office" and (other.group == "office" or other.bare) and commas == 1:
        return one._replace(last=other.last) if _fits(one, other) else None
    if one.group == "office" and other.group == "office" and commas == 0:
        return one._replace(last=other.last) if _fits(one, other) else None
    if one.bare and other.adjective and commas == 0:
        return other._replace(first=one.first, prefix=one.prefix, adjective=False, group="office")
    return None


@cache
def _addressed() -> frozenset[str]:
    """The folded forms of address ("سموه")."""
    return frozenset(map(fold, language("people")["addressed"]))


def _explained(one: Mention, other: Mention) -> Mention | None:
    """A party with its name in brackets: "حركة المقاومة الإسلامية (حماس)", "مدير الاستخبارات (الموساد)"."""
    same = other.parties and not other.person and set(other.parties) <= set(one.parties)
    return one._replace(last=other.last + 1) if same else None


def _named(title: Mention, name: Mention) -> Mention | None:
    """A title with the name after it; None where they are two people side by side ("التقى وزير مصر ويتكوف")."""
    same = not title.parties or bool(set(title.parties) & set(name.parties))
    known = any(person.name == name.person for person, _ in title.offices)
    return name._replace(first=title.first, prefix=title.prefix) if same or known else None


def _fits(one: Mention, other: Mention) -> bool:
    """True where two titles, or a name and a title, can be one person's."""
    if one.person and other.person:
        return one.person == other.person
    held = any(person.name == one.person for person, _ in other.offices)
    return held or other.bare is not None or not other.parties or bool(set(one.parties) & set(other.parties))


# An office "of the prime minister", of whom nothing is said: a title of its own.
OFFICE = "مكتب"
_CHIEFS = ("الرييس", "رييس")
_OFFICES = ("مكتب", "ديوان")
# Whose matters a title is for: "مبعوث الرئيس لشؤون الرهائن آدم بولر".
_MATTERS = ("لشوون", "لشؤون", "لملف", "لقضايا")


def _staffed(mention: Mention, forms: tuple[str, ...], actors: Actors, day: date | None) -> Mention:
    """A person after a word such as adviser, spokesman or office means those who serve that person."""
    head = mention.first - 1
    if mention.bare and not mention.person and head >= 0 and not mention.prefix:
        letters = next((front for front, rest in prefixes(forms[head]) if rest in _OFFICES), None)
        return mention if letters is None else mention._replace(first=head, prefix=letters, bare=OFFICE)
    heads = mention.person in actors.heads
    if heads and mention.prefix == "ل" and _serves(forms, head):
        return mention._replace(person=None, bare=None, offices=(), group="staff", of=mention.person)
    if not mention.person or mention.prefix:
        return mention
    if head > 0 and forms[head] in ("باسم", "بلسان"):
        head -= 1
    if head < 0:
        return mention
    for letters, rest in prefixes(forms[head]):
        plain = rest[2:] if rest.startswith("ال") and head < mention.first - 1 else rest
        if plain in known_words("staff"):
            if actors.holds(mention.person, f"{plain} {forms[mention.first]}", day):
                return mention._replace(first=head, prefix=letters)  # "نائبة الرئيس كامالا هاريس"
            if mention.person in actors.people and not heads and forms[mention.first] in _CHIEFS:
                return mention._replace(first=head, prefix=letters)  # "مستشار الرئيس جاريد كوشنر"
            parties, person = mention.parties, mention.person
            return Mention(head, mention.last, parties=parties, prefix=letters, group="staff", of=person)
    return mention


def _serves(forms: tuple[str, ...], last: int) -> bool:
    """True where a title ends at a place that is held under somebody: "المبعوث الخاص" before "للرئيس"."""
    while last > 0 and forms[last] in known_words("titled"):
        last -= 1
    return last >= 0 and any(
        rest.removeprefix("ال") in known_words("staff") for _, rest in prefixes(forms[last])
    )
