"""What stands around a verb, and whether a rule applies there; knows rules, not clauses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from summarizer.reading.beginnings import NONE
from summarizer.reading.cues import cue_places, is_cue
from summarizer.reading.triggers import Rule, bare, begun, phrases_behind, triggers, verb_rules

# How many words of content after a verb the noun that it carries, or its object, may stand.
_REACH = 9


# How many words of content before a relative clause the noun may stand that it is about.
_BEHIND = 5


# A circumstance between commas is no longer than this, in tokens.
_ASIDE = 16


@dataclass(frozen=True, slots=True)
class Seen:
    """A sentence's folded words, and what is known of them: names, dates, words that are no verbs by spelling.

    `verbs` are the places of words that are verbs by a doubled letter that is written ("وقّع").
    `names` are the places of words in names, `starts` and `ends` where names of actors begin and end.
    """

    forms: tuple[str, ...]
    names: frozenset[int] = frozenset()
    dated: frozenset[int] = frozenset()
    nouns: frozenset[int] = frozenset()
    starts: frozenset[int] = frozenset()
    ends: frozenset[int] = frozenset()
    title: bool = False
    verbs: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around a verb, the same for all of its rules.

    `after` are the places of the words that say what it does, and `first` the nearest two of these words, each also
    without what is written to its front. What rules ask for or shun is `near` where one of these words begins
    with it, `before` where the word before the verb does, `own` where the noun does that opens its clause. A noun
    that the verb carries may stand at one of the `nouns`, with one of the `heads` as its first word.
    """

    place: int
    after: tuple[int, ...]
    first: frozenset[str]
    near: frozenset[str]
    before: frozenset[str]
    nouns: tuple[int, ...]
    heads: frozenset[str]
    own: frozenset[str]


def around(seen: Seen, place: int) -> Surroundings:
    """Return what stands around the verb at a place."""
    forms = seen.forms
    after = tuple(_content(seen, place))
    said = next((i for i in cue_places("that", forms) if i in after), len(forms))
    carried, behind = [i for i in after if i < said], _before(seen, place)
    # "المحادثات التي أجراها": its pronoun is the noun before.
    own = place > 0 and forms[place - 1] in ("الذي", "التي") and forms[place].endswith(("ه", "ها"))
    nouns = (*behind, *carried) if own else (*carried, *behind)
    return Surroundings(
        place,
        after,
        first=frozenset([form for i in after[:2] for form in (forms[i], bare(forms[i]))]),
        near=NONE.union(*[_begun(forms[i]) for i in after], _phrases(forms, after), *_crossings(seen, place)),
        before=begun(forms[place - 1]) if place else NONE,
        nouns=nouns,
        heads=NONE.union(*[_firsts(forms[i]) for i in nouns]),
        own=_own_subject(seen, place),
    )


def _phrases(forms: tuple[str, ...], after: tuple[int, ...]) -> list[str]:
    """What of two words begins with the words after a verb."""
    known = ((i, rest, phrase) for i in after[:-1] for rest, phrase in _opened(forms[i]))
    return [phrase for i, rest, phrase in known if forms[i + 1].startswith(rest)]


@lru_cache(maxsize=1 << 14)
def _opened(form: str) -> tuple[tuple[str, str], ...]:
    return (*phrases_behind(form), *phrases_behind(bare(form)))


def _crossings(seen: Seen, place: int) -> list[frozenset[str]]:
    """The common nouns with which names of places begin, behind a verb: "معبر رفح" is a crossing, too."""
    reach = range(place + 1, min(place + _REACH, len(seen.forms)))
    named = [i for i in reach if i in seen.names and is_cue("crossings", seen.forms, i)]
    return [begun(bare(seen.forms[i])) for i in named]


@lru_cache(maxsize=1 << 14)
def _begun(form: str) -> frozenset[str]:
    """What a word begins with as it stands, without letters and article at its front, and without a preposition's letter."""
    return begun(form) | begun(bare(form)) | begun(form.lstrip("بل"))


def applies(rule: Rule, seen: Seen, verb: Surroundings) -> int | None:
    """Return where a rule's noun stands (or the verb where it asks for none); None where it does not apply."""
    if rule.nouns and rule.heads.keys().isdisjoint(verb.heads):
        return None
    if not (rule.blocked.isdisjoint(verb.first) and verb.near.isdisjoint(rule.without)):
        return None
    if not verb.before.isdisjoint(rule.without) or (rule.object and not _has_object(rule, seen, verb)):
        return None
    if rule.also and not _follows(rule.also, seen.forms, verb.place):
        return None
    if not rule.nouns:
        return verb.place
    # A noun that must stand right beside its verb may stand before it, too.
    far = verb.after if rule.trigger.beside else ()
    places = (i for i in verb.nouns if i == verb.place + 1 or i not in far)
    return next((i for i in places if is_noun(rule, seen.forms, i)), None)


def _has_object(rule: Rule, seen: Seen, verb: Surroundings) -> bool:
    """True where a word around a verb begins as what a rule asks for."""
    if not (verb.near.isdisjoint(rule.object) and verb.own.isdisjoint(rule.object)):
        return True
    ahead = _ahead(seen, verb.place) if rule.trigger.subject else ()
    return any(form.startswith(rule.object) for form in ahead)


def _ahead(seen: Seen, place: int) -> tuple[str, ...]:
    """The words before a verb in the plural, where its subject may stand."""
    if not seen.forms[place].endswith(("وا", "ون")):
        return ()
    return tuple(bare(form) for form in seen.forms[max(0, place - _REACH) : place])


def _follows(stems: tuple[str, ...], forms: tuple[str, ...], place: int) -> bool:
    """True where one of some phrases stands after a place, anywhere in the sentence."""
    return any(f"{a} {b}".startswith(stems) for a, b in pairwise(forms[place + 1 :]))


def _content(seen: Seen, place: int) -> list[int]:
    """The words after a verb that say what it does, names and dates skipped, to the end of its clause."""
    found: list[int] = []
    i = place + 1
    while i < len(seen.forms) and len(found) < _REACH:
        form = seen.forms[i]
        if (form in (".", "؛") and len(seen.forms[i - 1]) > 1) or (
            found and verb_rules(form) and _is_other(seen, i)
        ):
            break
        if form == "،" and (closed := _circumstance(seen, i)) is not None:
            i = closed + 1
            continue
        if i not in seen.names and i not in seen.dated and (form.isalnum() or form == ":"):
            found.append(i)
        i += 1
    return found


def _circumstance(seen: Seen, place: int) -> int | None:
    """Where a time or a place between commas ends: "أقرت الحكومة، بعد جلسة طويلة، الاتفاق", "سيطر، فجر الاثنين، على"."""
    forms = seen.forms
    if not (
        is_cue("asides", forms, place + 1)
        or forms[place + 1 : place + 2] in (("في",), ("علي",))
        or place + 1 in seen.dated
    ):
        return None
    day = place + 1 in seen.dated
    for i in range(place + 2, min(place + _ASIDE, len(forms))):
        if forms[i] in (".", "؛", ":") or is_cue("that", forms, i):
            return None
        # "أطلقت الكتائب، مساء الجمعة سراح": a day that no comma follows does not open an aside.
        if day and forms[i] not in ("،", "في") and i not in seen.dated and i not in seen.names:
            return None
        if forms[i] == "،":
            return i
    return None


def _is_other(seen: Seen, place: int) -> bool:
    """True where a new clause begins with what may be a verb: after a comma or with "and"."""
    form = seen.forms[place]
    if place in seen.nouns or place in seen.names:
        return False
    return seen.forms[place - 1] == "،" or (form[0] == "و" and form not in triggers().verbs)


def _own_subject(seen: Seen, place: int) -> frozenset[str]:
    """How the noun begins that opens the clause of a verb: "المفاوضات غير المباشرة بين إسرائيل وحماس استؤنفت"."""
    for i in range(place - 1, max(-1, place - _REACH - 1), -1):
        opened = i == 0 or is_cue("that", seen.forms, i - 1) or seen.forms[i - 1] in ("،", ":")
        if opened and seen.forms[i].startswith(("ال", "وال")):
            return begun(seen.forms[i]) | begun(bare(seen.forms[i]))
        if opened or i in seen.nouns & seen.dated or seen.forms[i] in (".", "؛"):
            return NONE
    return NONE


def _before(seen: Seen, place: int) -> Sequence[int]:
    """Where the noun may stand of a verb that follows it: "الاجتماع الذي استضافته", "المحادثات تستمر"."""
    forms = seen.forms
    if forms[place].endswith(("ه", "ها", "هما")) or (place and forms[place - 1] in ("الذي", "التي")):
        plain = [i for i in range(place - 1, max(-1, place - _ASIDE), -1) if i not in seen.names]
        return plain[:_BEHIND]
    if is_cue("gathering", forms, place) and (noun := _gathering(seen, place)) is not None:
        return [noun]
    return [
        i for i in range(place - 1, max(-1, place - 6), -1) if i == place - 1 or _near_subject(seen, i, place)
    ]


def _gathering(seen: Seen, verb: int) -> int | None:
    """The gathering that a verb describes without "which": "اجتماع رباعي، الجمعة، ضم الوزراء"."""
    for i in range(verb - 1, max(-1, verb - _REACH), -1):
        if is_cue("gatherings", (bare(seen.forms[i]),), 0):
            return i
        plain = seen.forms[i] == "،" or i in seen.dated or (seen.forms[i].isalpha() and i not in seen.names)
        if not plain or is_cue("that", seen.forms, i) or verb_rules(seen.forms[i]):
            return None
    return None


def _near_subject(seen: Seen, noun: int, verb: int) -> bool:
    """True for a definite noun with nothing but names, dates and "in" between it and its verb."""
    between = [i for i in range(noun + 1, verb) if i not in seen.names and i not in seen.dated]
    return (
        seen.forms[noun].startswith(("ال", "وال"))
        and all(seen.forms[i] in ("في", "بين", "مع", "قد") for i in between[1:])
        and len(between) < 3
    )


def is_noun(rule: Rule, forms: tuple[str, ...], place: int) -> bool:
    """True where one of a rule's nouns begins."""
    return any(
        forms[place + 1 : place + 1 + len(rest)] == rest
        for first in _firsts(forms[place])
        for rest in rule.heads.get(first, ())
    )


@lru_cache(maxsize=1 << 14)
def _firsts(form: str) -> tuple[str, ...]:
    """A noun as it stands, without letters and article at its front, and without a preposition's letter."""
    return tuple(dict.fromkeys((form, bare(form), form[1:] if form[:1] in "بل" and len(form) > 3 else form)))
