"""Sentences to predicates: which words tell which happening, within which clause, and who says it; moods come after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from storage.model import EventType
from summarizer.reading.bounds import bounded, with_governors
from summarizer.reading.cues import is_cue
from summarizer.reading.headings import quoting_verb, speaking_colon
from summarizer.reading.lexicon import forms, language
from summarizer.reading.nominals import MARKS, tells_alone
from summarizer.reading.predicate import Predicate
from summarizer.reading.surroundings import Seen, applies, around, is_noun
from summarizer.reading.triggers import Rule, bare, noun_rules, rules_at, triggers, verb_places, verb_rules
from summarizer.reading.verbs import Form

# "After that", "meanwhile": a clause begins behind them.
_AFTER_THAT = frozenset(
    (word, "ذلك") for word in ("بعد", "وبعد", "الي", "والي", "غضون", "اثناء", "عقب", "اثر", "قبل")
)
# A sentence of at most 1,200 characters with more verbs than this is no sentence of a language.
_BABBLE = 60
# A subject before its verb has no more words, with what opens it.
_SUBJECT = 7
# "In a call" stands this near to the verb.
_CALL = 8
_WITHIN = ("في", "خلال")
_BY_THE_WAY = ("ما", "حسبما", "وفقما", "مثلما")


@cache
def clause_words(kind: str) -> frozenset[str]:
    """One of the catalog's lists of words by which clauses are told, folded."""
    return forms(language("clauses")[kind])


def predicates(seen: Seen) -> list[Predicate]:
    """Return a sentence's predicates in order, each with its governor; their status is yet to be told."""
    verbs = [i for i in verb_places(seen.forms) if i not in seen.names and _is_verb(seen, i)]
    if len(verbs) > _BABBLE:
        return []
    found = [p for i in verbs for p in _verbal(seen, i)]
    found = [*found, *_headline(seen, found)]
    carried = {p.noun for p in found if p.noun != p.place}
    found = [p for p in found if p.place not in carried]
    busy = carried | {p.place for p in found}
    telling = [i for i, form in enumerate(seen.forms) if noun_rules(form)]
    nouns = [p for i in telling if i not in busy and i not in seen.names for p in _nominal(seen, i)]
    ordered = sorted((*found, *nouns), key=lambda p: p.place)
    return with_governors(seen.forms, bounded(seen.forms, ordered))


def together(
    forms: tuple[str, ...], found: Sequence[Predicate], more: Sequence[Predicate]
) -> list[Predicate]:
    """Return a sentence's predicates with further ones among them, each within its own clause again."""
    ordered = sorted((*found, *more), key=lambda p: p.place)
    return with_governors(forms, bounded(forms, ordered))


def _is_verb(seen: Seen, place: int) -> bool:
    form = seen.forms[place]
    if place in seen.nouns or is_cue("never_verbs", seen.forms, place):
        return False
    before = seen.forms[place - 1] if place else "."
    if seen.title and is_cue("told_by_nouns", seen.forms, place) and _is_of_state(seen, place + 1):
        return False
    if is_cue("scheduled", seen.forms, place - 1) and form.endswith(("ه", "ها")):
        return False  # "الاجتماع المقرر عقده": the noun
    if before in _BY_THE_WAY and place > 1 and seen.forms[place - 2].lstrip("و") not in ("هو", "هي"):
        return False
    if before in clause_words("nouns_after"):
        return False
    if place in seen.verbs:
        return True
    plain = form if form in triggers().verbs else form[1:]
    if plain not in clause_words("verb_or_noun") or (
        plain != form and plain not in clause_words("noun_after_and")
    ):
        return True
    return (
        before in MARKS
        or before in clause_words("openings")
        or place in seen.ends
        or _opens_after_date(seen, place)
        or seen.forms[max(0, place - 2) : place] in _AFTER_THAT
        or _gathers(seen, place)
        or is_cue("that", seen.forms, place - 1)
        or (plain in clause_words("verb_after_subject") and _follows_subject(seen, place))
    )


def _is_of_state(seen: Seen, place: int) -> bool:
    """True for the adjective of a state with "to" behind it: "رفض إسرائيلي للمقترح"."""
    near = seen.forms[place : place + 2]
    return place in seen.starts and near[0].endswith(("ي", "يه")) and near[1:] != () and near[1][0] == "ل"


def _follows_subject(seen: Seen, place: int) -> bool:
    """True right behind a definite noun that opens what is said: "أن اتفاق وقف إطلاق النار (في غزة) بدأ سريانه"."""
    there = place - 1 in seen.names and seen.forms[place - 2] == "في"
    last = place - 3 if there else place - 1
    reach = range(last, max(-1, last - _SUBJECT), -1)
    said = next((i for i in reach if is_cue("that", seen.forms, i)), None)
    if said is None or not seen.forms[last].startswith("ال"):
        return False
    between = (seen.forms[i] for i in range(said + 1, last + 1))
    return not any(form in clause_words("nouns_after") or verb_rules(form) for form in between)


def _opens_after_date(seen: Seen, place: int) -> bool:
    """True where nothing but a date stands before: "أمس بدأت", "وفي 10 أكتوبر الماضي بدأ"."""
    first = 1 if seen.forms[0] in ("في", "وفي", "يوم", "ويوم") else 0
    return place > first and seen.dated.issuperset(range(first, place))


def _gathers(seen: Seen, place: int) -> bool:
    """True for a verb that describes the gathering right before it: "لقاء جمع الوزير بنظيره", "اجتماع ثلاثي ضم"."""
    if not is_cue("gathering", seen.forms, place) or seen.forms[place][0] in "وف":
        return False
    near = seen.forms[max(0, place - 2) : place]
    return any(is_cue("gatherings", (bare(form),), 0) for form in near) and near[-1].isalpha()


def _verbal(seen: Seen, place: int) -> Iterator[Predicate]:
    """What a verb tells by the rule that asks for most; and the call in which it was done: "أبلغه، في اتصال، موافقته"."""
    first = _asking_most(seen, place)
    if first is None:
        return
    yield first
    if first.rule.frame == "speaker" and _is_within_call(seen, place):
        yield Predicate(place, place, triggers().call, first.form, place, len(seen.forms))


def _asking_most(seen: Seen, place: int) -> Predicate | None:
    """A verb by the rule that asks for most of those that apply; of several such, the one whose noun is nearest."""
    verb = around(seen, place)
    best: Predicate | None = None
    for form, rule in rules_at(seen.forms, place):
        if best is not None and rule.specific < best.rule.specific:
            break
        noun = applies(rule, seen, verb)
        if noun is not None and (best is None or abs(noun - place) < abs(best.noun - place)):
            best = Predicate(place, noun, rule, form, place, len(seen.forms))
    return best


def _is_within_call(seen: Seen, place: int) -> bool:
    """True where a verb is followed by "in a call": "أبلغه، في اتصال هاتفي", "أعرب في اتصال بالأمير عن"."""
    forms = seen.forms
    calls = [i for i in range(place + 1, len(forms) - 2) if forms[i] in _WITHIN and _is_call(seen, i)]
    if not calls:
        return False
    between = [i for i in range(place + 1, calls[0]) if forms[i].isalnum()]
    return len([i for i in between if i not in seen.names and i not in seen.dated]) < _CALL


def _is_call(seen: Seen, place: int) -> bool:
    """True where "in" is followed by a call, and is no part of a name or a date."""
    if place in seen.names or place in seen.dated:
        return False
    return seen.forms[place + 1].startswith("مكالم") or seen.forms[place + 1] in ("اتصال", "اتصالين")


def _headline(seen: Seen, found: Sequence[Predicate]) -> list[Predicate]:
    """Words that are given to somebody without a verb of saying: "مصدر مصري: لا تقدم", "هكذا لخص الوزير"."""
    spoken, verb = speaking_colon(seen), quoting_verb(seen)
    if spoken is not None and not any(p.place < spoken[1] for p in found):
        return [Predicate(spoken[1], spoken[1], _said(), Form(True), spoken[0], len(seen.forms))]
    if verb is not None and not any(p.place == verb for p in found):
        return [Predicate(verb, verb, _said(), Form(True), verb, len(seen.forms))]
    return []


@cache
def _said() -> Rule:
    return next(rule for _, rule in verb_rules("قال") if rule.kind is EventType.STATEMENT)


def _nominal(seen: Seen, place: int) -> Iterator[Predicate]:
    """A noun that tells a happening by itself, where it says between whom or with whom."""
    form = seen.forms[place]
    purpose = form.startswith("لل") and len(form) > 4
    for rule in noun_rules(form):
        if is_noun(rule, seen.forms, place) and tells_alone(rule, seen, place):
            yield Predicate(
                place, place, rule, Form(True), place, len(seen.forms), nominal=True, purpose=purpose
            )
            return
