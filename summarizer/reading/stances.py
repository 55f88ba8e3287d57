"""Words that tell a stance, found in a sentence as predicates beside those that tell events; knows no issues."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from storage.model import Stance
from summarizer.reading.clauses import clause_words, together
from summarizer.reading.cues import is_cue
from summarizer.reading.moods import with_moods
from summarizer.reading.parsed import Parsed
from summarizer.reading.predicate import Predicate
from summarizer.reading.stance_words import Entry, listed, nouns, plain_entry, sayings, verbs
from summarizer.reading.triggers import bare
from summarizer.reading.verbs import Form

# How far behind a word its object may begin.
_REACH = 10
# A noun's or an adjective's object stands right behind it.
_BESIDE = 2
_WITHOUT = ("غير", "وغير", "بلا", "دون")
_IT = ("عليه", "عليها", "به", "بها")
# A clause begins behind these; what somebody must do begins with one of these nouns.
_OPENS = ("،", ":", '"', "“", "«", ".")
_DEEDS = (
    "وقف",
    "انهاء",
    "اطلاق",
    "ادخال",
    "فتح",
    "تسليم",
    "سحب",
    "اعاده",
    "قبول",
    "تنفيذ",
    "نزع",
    "رفع",
    "الزام",
    "ضمان",
)
# "There is no" before a noun.
_NO = ("لا", "ولا", "فلا")
# So far behind it stands what must be first.
_UNTIL = 7
# "It is upon them", behind "that".
_UPON = ("عليه", "عليها", "عليهم", "عليهما")
_PRONOUNS = ("هما", "هم", "ها", "ه")


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that tell a stance: to `last` (exclusive); `own` where a pronoun says whose it is."""

    predicate: Predicate
    entry: Entry
    last: int
    own: bool = False

    @property
    def place(self) -> int:
        return self.predicate.place


def cues(parsed: Parsed) -> tuple[list[Cue], Parsed]:
    """Return the cues of a sentence in order, and the sentence with their verbs among its predicates."""
    found = sorted(_found(parsed), key=lambda cue: cue.place)
    if not found:
        return [], parsed
    told = {p.place for p in parsed.predicates if not p.nominal}
    more = {cue.place: cue.predicate for cue in found if cue.place not in told}
    events = [p for p in parsed.predicates if p.place not in more]
    joined = together(parsed.forms, events, list(more.values()))
    fresh = [p for p in joined if p.place in more]
    moods = {p.place: p for p in with_moods(parsed.forms, fresh, title=False, among=joined)}
    whole = tuple(moods.get(p.place, p) for p in joined)
    by_place = {p.place: p for p in whole}
    return [replace(cue, predicate=by_place[cue.place]) for cue in found], replace(parsed, predicates=whole)


def points_back(parsed: Parsed, cue: Cue) -> bool:
    """True for a verb whose pronoun stands for what was named before: "وهو ما رفضته", "بند طالبت به"."""
    if cue.entry.section != "verbs" or cue.entry.stance is Stance.OFFERS:
        return False
    form, behind = parsed.forms[cue.place], parsed.forms[cue.last : cue.last + 1]
    if behind and behind[0] in _IT:
        return True
    if form.endswith("ه") and parsed.forms[cue.place - 1 : cue.place] == ("ما",):
        return True
    return form.endswith(("ته", "تها", "وه", "وها")) or (form[:1] == "ف" and form.endswith(("ه", "ها")))


def _found(parsed: Parsed) -> Iterator[Cue]:
    last = 0
    for i, form in enumerate(parsed.forms):
        if i < last or i in parsed.named or not _may_open(form):
            continue
        cue = _said(parsed, i) or _verb(parsed, i, form) or _noun(parsed, i, form)
        if cue is not None:
            last = cue.last
            yield cue


# As many words as a long article has different ones.
@lru_cache(maxsize=1 << 15)
def _may_open(form: str) -> bool:
    """True for a word with which a stance may be told."""
    cut = form[1:] if form[:1] in "وف" else form
    known = any(sayings().opens(f) or f in verbs() for f in (form, cut))
    return known or form in listed("will_not") or cut in ("علي", "لا", *_UPON) or bool(_noun_entries(form))


def _said(parsed: Parsed, place: int) -> Cue | None:
    form = parsed.forms[place]
    for first in (form, form[1:]) if form[:1] == "و" else (form,):
        hit = sayings().at(parsed.forms, place, first) if not _is_without(parsed, place) else None
        if hit and _fits(parsed, place + hit[0] - 1, hit[1]):
            return _cue(parsed, place, hit[1], Form(True), place + hit[0], nominal=True)
    if form in listed("will_not") and _refuses(parsed, place + 1):
        return _cue(parsed, place, plain_entry(Stance.REJECTS), Form(True), place + 2, nominal=True)
    if form in _NO and (until := _no_before(parsed, place)) is not None:
        return _cue(parsed, place, plain_entry(Stance.REJECTS), Form(True), until, nominal=True)
    if form in _UPON and is_cue("that", parsed.forms, place - 1):
        return _cue(parsed, place, plain_entry(Stance.DEMANDS), Form(True), place + 1, nominal=True)
    if form in ("علي", "وعلي") and (that := _duty(parsed, place)) is not None:
        return _cue(parsed, place, plain_entry(Stance.DEMANDS), Form(True), that + 1, nominal=True)
    return None


def _no_before(parsed: Parsed, place: int) -> int | None:
    """Behind what there will be none of until something else is: "لا تطبيع قبل وقف الحرب"; None for a verb or a name."""
    follows = parsed.forms[place + 1 : place + _UNTIL]
    known = follows[:1] in (("تطبيع",), ("تبادل",), ("اتفاق",), ("اعمار",))
    if not known and (not follows or follows[0][:1] in "يتنا" or place + 1 in parsed.named_or_dated):
        return None
    return next(
        (place + 1 + i for i, form in enumerate(follows) if i and form in ("قبل", "دون", "الا", "بدون")), None
    )


def _is_without(parsed: Parsed, place: int) -> bool:
    """True behind "not" and "without" before an adjective: "إفراج غير مشروط"."""
    return place > 0 and parsed.forms[place - 1] in _WITHOUT


def _refuses(parsed: Parsed, place: int) -> bool:
    """True for a verb after "will not" that does not tell a stance by itself."""
    verb = parsed.forms[place] if place < len(parsed.forms) else ""
    return verb[:1] in tuple("يتن") and verb not in verbs() and verb not in listed("will_not_but")


def _duty(parsed: Parsed, place: int) -> int | None:
    """Where "that" stands in "على حماس أن", "على الحكومة أن"; None where a preposition alone stands there."""
    name = next((m.last for m in parsed.mentions if m.first == place + 1 and m.acts), None)
    word = parsed.forms[place + 1 : place + 2]
    end = name if name is not None else place + 2 if word and word[0].startswith("ال") else None
    after = parsed.forms[end : end + 1] if end is not None else ()
    opens = place == 0 or parsed.forms[place - 1] in _OPENS or is_cue("that", parsed.forms, place - 1)
    masdar = name is not None and opens and after[:1] != () and (after[0][:2] == "ال" or after[0] in _DEEDS)
    return end if after == ("ان",) or masdar else None


def _verb(parsed: Parsed, place: int, form: str) -> Cue | None:
    found = verbs().get(form) or (verbs().get(form[1:]) if form[:1] in "وف" and len(form) > 2 else None)
    if not found or is_cue("never_verbs", parsed.forms, place) or not _may_be_verb(parsed, place, form):
        return None
    tense, entries = found
    entry = _fitting(parsed, place, entries)
    return _cue(parsed, place, entry, tense, place + 1) if entry else None


def _may_be_verb(parsed: Parsed, place: int, form: str) -> bool:
    """False for a form that is a noun as often, where no clause begins with it."""
    if place and is_cue("according", parsed.forms, place - 1):
        return False
    known = (form, form[1:], *(stem for stem, own in _stems(form) if own))
    if form not in clause_words("verb_or_noun") and not any(stem in nouns() for stem in known):
        return True
    before = parsed.forms[place - 1] if place else "."
    if _is_object(parsed, place):
        return False
    opens = (
        not before.isalnum() or before in clause_words("openings") or is_cue("that", parsed.forms, place - 1)
    )
    opens = opens or is_cue("negations", parsed.forms, place - 1)
    return opens or any(m.last == place and m.acts for m in parsed.mentions)


def _is_object(parsed: Parsed, place: int) -> bool:
    """True right behind a verb's subject: "أكد الملك رفض بلاده"."""
    before = next((m for m in parsed.mentions if m.last == place and m.acts), None)
    p = parsed.at(before.first - 1) if before is not None and before.first else None
    return p is not None and not p.nominal


def _noun(parsed: Parsed, place: int, form: str) -> Cue | None:
    for entry, own in _noun_entries(form):
        if _fits(parsed, place, entry):
            return _cue(parsed, place, entry, Form(True), place + 1, nominal=True, own=own)
    return None


# As many words as a long article has different ones.
@lru_cache(maxsize=1 << 15)
def _noun_entries(form: str) -> tuple[tuple[Entry, bool], ...]:
    """What a noun may say, and whether with a pronoun that tells whose it is."""
    return tuple((entry, own) for stem, own in _stems(form) for entry in nouns().get(stem, ()))


def _stems(form: str) -> Iterator[tuple[str, bool]]:
    """A noun without the letters before it; and without a pronoun behind it."""
    for cut in dict.fromkeys((form, bare(form), form[1:] if form[:1] in "وبلف" else form)):
        yield cut, False
        for pronoun in _PRONOUNS:
            stem = cut.removesuffix(pronoun)
            if stem != cut and len(stem) > 2:
                yield stem, True
                if stem.endswith("ت"):
                    yield stem[:-1] + "ه", True


def _cue(
    parsed: Parsed,
    place: int,
    entry: Entry,
    form: Form,
    last: int,
    *,
    nominal: bool = False,
    own: bool = False,
) -> Cue:
    p = Predicate(place, place, entry.rule, form, place, len(parsed.forms), nominal=nominal)
    return Cue(p, entry, last, own)


def _fitting(parsed: Parsed, place: int, entries: Sequence[Entry]) -> Entry | None:
    return next((entry for entry in entries if _fits(parsed, place, entry)), None)


def _fits(parsed: Parsed, place: int, entry: Entry) -> bool:
    if not entry.object and not entry.without:
        return True
    reach = _REACH if entry.section in ("verbs", "denials") else _BESIDE
    near = _content(parsed, range(place + 1, len(parsed.forms)), reach)
    if entry.section == "verbs" and parsed.forms[place].endswith(("ه", "ها")):
        # "المقترح الذي قدمته": what it is done to stands before it.
        near += _content(parsed, range(place - 1, -1, -1), reach)
    if any(form.startswith(entry.without) for form in _written(parsed, near[:2])):
        return False
    if entry.direct:
        near = [i for i in near if i > place and _is_direct(parsed, place, i)]
    if entry.section == "said":
        near += _content(parsed, range(place - 1, -1, -1), reach)
    return not entry.object or any(form.startswith(entry.object) for form in _written(parsed, near))


def _is_direct(parsed: Parsed, verb: int, place: int) -> bool:
    """True for what a verb is done to itself: "كشف بايدن، في خطاب، عن مقترح", not "أعلن بدء تنفيذ خطته"."""
    before = parsed.forms[place - 1]
    beside = place - 1 == verb or place - 1 in parsed.named_or_dated
    return beside or before in ("عن", "،", ")", "”") or parsed.forms[place][:1] == "ب"


def _content(parsed: Parsed, places: range, reach: int) -> list[int]:
    """The next words within a clause, without names and dates."""
    taken = parsed.named_or_dated
    found: list[int] = []
    for i in places:
        if len(found) == reach or parsed.forms[i] in (".", "؛") or is_cue("that", parsed.forms, i):
            break
        if i not in taken and parsed.forms[i].isalnum():
            found.append(i)
    return found


def _written(parsed: Parsed, places: Sequence[int]) -> Iterator[str]:
    """Words as they stand, and without the letters before them."""
    for i in places:
        form = parsed.forms[i]
        yield from (form, bare(form), form[1:] if form[:1] in "بل" else form)
