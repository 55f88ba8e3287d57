"""Sentences to predicates: which words tell which happening, within which clause, and who says it; moods come after."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from storage.model import EventType, Status
from summarizer.reading.cues import cue_places, is_cue
from summarizer.reading.headings import quoting_verb, speaking_colon
from summarizer.reading.lexicon import forms, language
from summarizer.reading.nominals import MARKS, tells_alone
from summarizer.reading.triggers import (
    Rule,
    Seen,
    applies,
    around,
    bare,
    is_noun,
    noun_rules,
    rules_at,
    triggers,
    verb_rules,
)
from summarizer.reading.verbs import Form

# "After that", "meanwhile": a clause begins behind them.
_AFTER_THAT = frozenset(
    (word, "ذلك") for word in ("بعد", "وبعد", "الي", "والي", "غضون", "اثناء", "عقب", "اثر", "قبل")
)
_RELATIVES = ("الذي", "التي", "الذين", "اللذين", "اللذان", "اللتين")
_SAYING = frozenset(
    {EventType.STATEMENT, EventType.THREAT, EventType.DEMAND, EventType.REJECTION, EventType.ACCEPTANCE}
)
# A sentence of at most 1,200 characters with more verbs than this is no sentence of a language.
_BABBLE = 60
# A subject before its verb has no more words, with what opens it.
_SUBJECT = 7
# "In a call" stands this near to the verb.
_CALL = 8
_BY_THE_WAY = ("ما", "حسبما", "وفقما", "مثلما")


@cache
def clause_words(kind: str) -> frozenset[str]:
    """One of the catalog's lists of words by which clauses are told, folded."""
    return forms(language("clauses")[kind])


class Because(NamedTuple):
    """Why a clause claims what it claims, for those who ask: the rule by name, and the places of the words."""

    rule: str
    places: tuple[int, ...] = ()


class Predicate(NamedTuple):
    """Words that tell a happening: the verb (or noun) at `place`, its noun at `noun`, its clause from `start` to `end`.

    A relative clause between the subject and the verb begins at `aside`. `governor` is the place of the verb of
    saying that tells it, `status` what the clause claims: None where the clause wishes, asks or plans it on
    paper, so that nothing is told. A `nominal` one is told by a noun alone, a `purpose` by a noun with "to".
    """

    place: int
    noun: int
    rule: Rule
    form: Form
    start: int
    end: int
    status: Status | None = Status.HAPPENED
    aside: int | None = None
    governor: int | None = None
    nominal: bool = False
    purpose: bool = False
    because: Because | None = None

    @property
    def kind(self) -> EventType:
        return self.rule.kind


def predicates(seen: Seen) -> list[Predicate]:
    """Return a sentence's predicates in order, each with its governor; their status is yet to be told."""
    known = [i for i in range(len(seen.forms)) if rules_at(seen.forms, i)]
    verbs = [i for i in known if i not in seen.names and _is_verb(seen, i)]
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
    return _with_governors(seen.forms, _bounded(seen.forms, ordered))


def together(
    forms: tuple[str, ...], found: Sequence[Predicate], more: Sequence[Predicate]
) -> list[Predicate]:
    """Return a sentence's predicates with further ones among them, each within its own clause again."""
    ordered = sorted((*found, *more), key=lambda p: p.place)
    return _with_governors(forms, _bounded(forms, ordered))


def _is_verb(seen: Seen, place: int) -> bool:
    form = seen.forms[place]
    if place in seen.nouns or is_cue("never_verbs", seen.forms, place):
        return False
    before = seen.forms[place - 1] if place else "."
    if before in _BY_THE_WAY and place > 1 and seen.forms[place - 2].lstrip("و") not in ("هو", "هي"):
        return False
    if before in clause_words("nouns_after"):
        return False
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
    readings = rules_at(seen.forms, place)
    verb = around(seen, place)
    fitting = [
        Predicate(place, noun, rule, form, place, len(seen.forms))
        for form, rule in readings
        if (noun := applies(rule, seen, verb)) is not None
    ]
    if not fitting:
        return
    # Of the rules that ask for a noun, the one whose noun is nearest is taken.
    first = min(fitting, key=lambda p: (-p.rule.specific, abs(p.noun - place)))
    yield first
    if first.rule.frame == "speaker" and _is_within_call(seen, place):
        yield Predicate(place, place, triggers().call, first.form, place, len(seen.forms))


def _is_within_call(seen: Seen, place: int) -> bool:
    """True where a verb is followed by "in a call": "أبلغه، في اتصال هاتفي", "أعرب في اتصال بالأمير عن"."""
    passed = seen.names | seen.dated
    words = (i for i in range(place + 1, len(seen.forms) - 2) if seen.forms[i].isalnum())
    plain = (i for i in words if i not in passed)
    near = [i for i, _ in zip(plain, range(_CALL), strict=False)]
    return any(
        seen.forms[i] in ("في", "خلال")
        and (
            seen.forms[i + 1].startswith(("مكالم", "محادثه هاتف"))
            or seen.forms[i + 1] in ("اتصال", "اتصالين")
        )
        for i in near
    )


def _headline(seen: Seen, found: Sequence[Predicate]) -> list[Predicate]:
    """Words that are given to somebody without a verb of saying: "مصدر مصري: لا تقدم", "هكذا لخص الوزير"."""
    said = next(rule for _, rule in verb_rules("قال") if rule.kind is EventType.STATEMENT)
    spoken, verb = speaking_colon(seen), quoting_verb(seen)
    if spoken is not None and not any(p.place < spoken[1] for p in found):
        return [Predicate(spoken[1], spoken[1], said, Form(True), spoken[0], len(seen.forms))]
    if verb is not None and not any(p.place == verb for p in found):
        return [Predicate(verb, verb, said, Form(True), verb, len(seen.forms))]
    return []


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


def _bounded(forms: tuple[str, ...], found: Sequence[Predicate]) -> list[Predicate]:
    """Give each predicate the bounds of its clause, from the predicates before and after it."""
    places = [p.place for p in found if not p.nominal]
    return [_with_bounds(forms, p, places) for p in found]


def _with_bounds(forms: tuple[str, ...], p: Predicate, places: Sequence[int]) -> Predicate:
    aside = None if p.nominal else _aside(forms, p.place)
    start = _clause_start(forms, p.place if aside is None else aside, places)
    end = min((q for q in places if q > max(p.place, p.noun)), default=len(forms))
    end = _first(cue_places("that", forms), p.place + 1, end - 1) or end
    stop = next((i for i in range(p.place + 1, end) if forms[i] in (":", "؛") or _is_about_it(forms, i)), end)
    # What describes a gathering goes back to it: "اجتماع رباعي، الجمعة، ضم".
    start = min(start, p.noun) if is_cue("gathering", forms, p.place) else start
    return p._replace(start=start, end=max(stop, p.place + 1), aside=aside)


def _is_about_it(forms: tuple[str, ...], place: int) -> bool:
    """True where a new clause tells of the gathering itself: "اجتمع … مع …، وتناول اللقاء نزع سلاح"."""
    verb = forms[place][:1] == "و" and len(forms[place]) > 3
    return verb and forms[place - 1] in ("،", ".") and is_cue("the_gathering", forms, place + 1)


def _clause_start(forms: tuple[str, ...], place: int, places: Sequence[int]) -> int:
    """Where a clause begins: after "that", a colon, a turn ("but", "while"), or at the verb where another's clause runs on."""
    last = max((v for v in places if v < place), default=-1)
    that, turns = cue_places("that", forms), cue_places("turns" if last >= 0 else "meanwhile", forms)
    for i in range(place - 1, last, -1):
        turned = i in turns and (forms[i - 1] == "،" or forms[i] == "بينما")
        if forms[i] in (":", ".", "؛") or i in that or turned:
            return i + 1
    # The colon after a speaker's name tells that he speaks, and opens what he says: "مكتب نتنياهو: رئيس الوزراء هاتف".
    if last >= 0 and forms[last] == ":":
        return last + 1
    return 0 if last < 0 else place


def _aside(forms: tuple[str, ...], place: int) -> int | None:
    """Where a relative clause between commas begins that stands right before a verb: "ترامب، الذي يبدأ جولة، وصف"."""
    before = place - 1
    if forms[before : before + 1] == ("قد",):
        before -= 1
    if before < 3 or forms[before] != "،":
        return None
    for i in range(before - 1, max(0, before - 25), -1):
        if forms[i] in _RELATIVES and forms[i - 1] == "،":
            return i - 1
        if is_cue("that", forms, i):
            return None
    return None


def _with_governors(forms: tuple[str, ...], found: Sequence[Predicate]) -> list[Predicate]:
    """Give each predicate the verb of saying in whose content it stands."""
    opens = _opens(forms)
    turns = [i for i in cue_places("turns", forms) if i and forms[i - 1] == "،"]
    governed: list[Predicate] = []
    for p in found:
        speaker = next(
            (
                s
                for s in reversed(governed)
                if s.kind in _SAYING and not s.nominal and _holds(forms, s, p, opens, turns)
            ),
            None,
        )
        governed.append(p._replace(governor=speaker.place if speaker else None))
    return governed


def _holds(
    forms: tuple[str, ...], speaker: Predicate, p: Predicate, opens: Sequence[int], turns: Sequence[int]
) -> bool:
    """True when `p` stands in what `speaker` says: after "that" or a colon, with no turn between.

    `opens` and `turns` are where, in the sentence, such words stand.
    """
    denied = is_cue("denied", forms, speaker.place)
    opened = speaker.place if denied else _first(opens, speaker.place + 1, p.place - 1)
    if opened is None:
        return False
    if denied and _leaves_denial(forms, p, opened):
        return False
    coordinated = forms[p.place][:1] == "و" and len(forms[p.place]) > 3
    if (
        p.kind in _SAYING
        and not p.nominal
        and coordinated
        and forms[p.place - 1] in ("،", '"', "”", "»", "و")
    ):
        return False
    return _first(turns, opened + 1, p.place) is None


def _leaves_denial(forms: tuple[str, ...], p: Predicate, denial: int) -> bool:
    """True where what follows a denial is told anew: "نفت … وأكدت أن", "نفى …، مؤكدا أن"."""
    form = forms[p.place]
    anew = not p.nominal and p.form.perfect and form[:1] == "و" and form not in triggers().verbs
    if anew and (p.kind in _SAYING or forms[p.place - 1] == "،"):
        return True
    return any(
        forms[i - 1] == "،"
        and (is_cue("affirming", forms, i) or is_cue("participles", forms, i))
        and not is_cue("denied", forms, i)
        for i in range(denial + 1, p.place)
    )


def _first(places: Sequence[int], start: int, end: int) -> int | None:
    """Return the first of the sorted places from `start` to `end`, both included."""
    at = bisect_left(places, start)
    return places[at] if at < len(places) and places[at] <= end else None


def _opens(forms: tuple[str, ...]) -> list[int]:
    """Where something begins that somebody says: at a colon, at "that"."""
    colons = [i for i, form in enumerate(forms) if form == ":"]
    said = [i for i in cue_places("that", forms) if not is_cue("not_saying", forms, i - 1)]
    return sorted((*colons, *said))
