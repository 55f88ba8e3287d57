"""What is done to those who are counted: the verbs and nouns of freeing, killing, capturing, holding; knows no numbers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, lru_cache

from summarizer.reading.counted import is_cue
from summarizer.reading.cues import is_cue as is_grammar
from summarizer.reading.fold import words
from summarizer.reading.lexicon import Phrases, language
from summarizer.reading.verbs import Form, forms_of

# How far before a noun, in words, stands what says whether it came about; how far a condition reaches.
_CARRIER, _CONDITION = 11, 14
# How far from its verb the word stands that completes it: "أطلقت حماس خلالها سراح".
_COMPLETED = 9
# How far from it what is fired: "أطلق الجيش النار على".
_SHOT = 5
# "Received" or, of those who hold captives, "hands over".
_HANDS = "تسلم"
_LEADING = ("عن", "في", "من", "علي", "عمليه", "الاحمر", "اسراييل", "الجيش")
# What is opened or launched, not let go.
_SHOTS = ("النار", "نار", "صواريخ", "الصواريخ", "قذائف", "الرصاص", "نيران")
FREEING = ("free", "moved")
_NEGATIONS = frozenset(("لم", "لن", "لا", "ما", "دون", "عدم"))
# Between what is counted and its verb these may stand.
_WHERE = ("في", "بغزه", "القطاع", "غزه", "،", "علي", "قيد", "الحياه", "منهم", "منهن")
_PASSIVE_ENDS = ("عنهم", "عنهن", "سراحهم", "سراحهن", "سبيلهم", "عنه", "عنها", "سراحه", "سراحها")


@dataclass(frozen=True, slots=True)
class Deed:
    """A deed told at a place; `fact` where it came about, `denied` where the text says that it did not.

    `noun` is one told by a noun alone, `goal` one that is only striven for, and what is still so (`behind`) is said
    behind those whom it is said of.
    """

    place: int
    kind: str
    fact: bool
    denied: bool = False
    noun: bool = False
    goal: bool = False
    behind: bool = False


def deeds(forms: tuple[str, ...], nouns: frozenset[int]) -> list[Deed]:
    """Return the deeds of a sentence in order; `nouns` are words that are no verbs by their spelling."""
    found: list[Deed] = []
    for place, form in enumerate(forms):
        hit = None if place in nouns or _is_noun(forms, place) else _verb(forms, place, form)
        hit = hit or _noun(forms, place)
        if hit is not None:
            found.append(_like(found, hit, forms))
    return found


def _is_noun(forms: tuple[str, ...], place: int) -> bool:
    """True for a word that is a noun as well as a verb, where it does not open a clause."""
    if _nouns().at(forms, place) is None:
        return False
    before = forms[place - 1] if place else "."
    return forms[place] != _HANDS or is_cue("done", before) or is_cue("plan", before) or before in _LEADING


def _like(before: list[Deed], deed: Deed, forms: tuple[str, ...]) -> Deed:
    """A freeing told by a noun that is joined to another freeing, or given for it, came about as that one did."""
    last = next((d for d in reversed(before) if d.kind in FREEING), None)
    if not deed.noun or deed.kind not in FREEING or last is None or deed.denied:
        return deed
    joined = forms[deed.place][:1] == "و" or any(
        is_cue("exchange", f) for f in forms[last.place : deed.place]
    )
    return replace(deed, fact=last.fact, goal=last.goal) if joined else deed


def _verb(forms: tuple[str, ...], place: int, form: str) -> Deed | None:
    for cut in (form, form[1:]) if form[:1] in "وف" and len(form) > 3 else (form,):
        for kind, tense, needs in _verbs().get(cut, ()):
            if tense.perfect and cut == _HANDS and is_cue("keepers", forms[min(place + 1, len(forms) - 1)]):
                continue
            if needs and any(shot in _SHOTS for shot in forms[place + 1 : place + _SHOT]):
                continue
            if needs and not needs & set(forms[place + 1 : place + _COMPLETED]):
                continue
            if kind == "held" and not _is_still(forms, place, cut):
                continue
            return _done(forms, place, kind, tense)
    return None


def _is_still(forms: tuple[str, ...], place: int, form: str) -> bool:
    """A verb of being there; "زال" only with its negation before it."""
    was = form[1:] if form[:1] in "يت" else form
    return not was.startswith("زال") or (place > 0 and forms[place - 1].lstrip("وف") in ("ما", "لا"))


def _done(forms: tuple[str, ...], place: int, kind: str, tense: Form) -> Deed:
    if kind == "held":
        return Deed(place, kind, fact=True)
    if kind == "capture" and not tense.perfect:
        return Deed(place, "held", fact=True)
    before = forms[place - 1] if place else ""
    denied = before.lstrip("وف") in _NEGATIONS or _is_denied(forms, place)
    happens = tense.perfect or (kind in ("kill", "hurt") and not tense.future)
    return Deed(place, kind, happens and not denied and not _is_supposed(forms, place), denied)


def _noun(forms: tuple[str, ...], place: int) -> Deed | None:
    hit = _nouns().at(forms, place) or _nouns().at(forms, place, _plain(forms[place]))
    if hit is None:
        return None
    kind, done = hit[1]
    if kind == "free" and any(form in _SHOTS for form in forms[place + 1 : place + 2]):
        return None
    denied = (place > 0 and forms[place - 1] in _NEGATIONS) or _is_denied(forms, place)
    if kind in ("held", "other"):
        return Deed(place, kind, fact=True, noun=True, behind=done)
    if kind not in ("free", "moved"):
        return Deed(place, kind, not denied and not _is_supposed(forms, place), denied, noun=True)
    fact, goal = (True, False) if done else _carried(forms, place)
    return Deed(place, kind, fact and not denied and not _is_supposed(forms, place), denied, True, goal)


def _carried(forms: tuple[str, ...], place: int) -> tuple[bool, bool]:
    """Whether a noun's deed came about, and whether it is only striven for, by the nearest word that says so."""
    own = forms[place]
    if own[:1] == "ل" and len(own) > 4:
        return False, True
    for i in range(place - 1, max(-1, place - _CARRIER - 1), -1):
        form = forms[i]
        if form in (".", "؛", ":"):
            break
        if is_cue("plan", form):
            return False, False
        if is_cue("goal", form):
            return False, True
        if is_cue("done", form):
            return not any(is_cue("plan", near) for near in forms[max(0, i - 3) : i]), False
    return False, False


def _is_denied(forms: tuple[str, ...], place: int) -> bool:
    return any(is_grammar("denied", forms, i) for i in range(max(0, place - _CARRIER), place))


def _is_supposed(forms: tuple[str, ...], place: int) -> bool:
    """True behind "if", "may", "is to", in the same clause."""
    for i in range(place - 1, max(-1, place - _CONDITION - 1), -1):
        form = forms[i]
        if form in (".", "؛"):
            return False
        if form.lstrip("وف") in ("اذا", "لو", "لولا") or (form == "حال" and forms[i - 1].endswith("في")):
            return True
        if i >= place - 3 and form in ("ان", "بان") and i and _is_wish(forms[i - 1]):
            return True
    return False


def _is_wish(form: str) -> bool:
    return is_cue("plan", form) or is_cue("goal", form)


def after_phrase(forms: tuple[str, ...], end: int, found: list[Deed]) -> Deed | None:
    """The deed that follows what is counted and has it for its subject or its object: "134 ما زالوا", "240 أفرجت عنهم"."""
    if end < len(forms) and forms[end] == "ممن":
        return None
    step = end
    for _ in range(4):
        if step < len(forms) and (
            forms[step] in ("الذين", "كانوا", "قد", "كانت", "اللواتي", "ان") or forms[step] in _WHERE
        ):
            step += 1
    near = [deed for deed in found if end <= deed.place <= step + 1 and not _is_of_life(forms, deed)]
    return next((deed for deed in near if _takes(forms, deed)), None)


def still(forms: tuple[str, ...], end: int, limit: int, found: list[Deed]) -> Deed | None:
    """The verb of being still there that has what is counted for its subject, behind a relative clause."""
    there = (d for d in found if end <= d.place < limit and d.kind == "held" and not _is_of_life(forms, d))
    return next((d for d in there if forms[d.place].endswith("وا")), None)


def _is_of_life(forms: tuple[str, ...], deed: Deed) -> bool:
    """True for "are still alive", which tells of some, not of all who are held."""
    after = forms[deed.place + 1 : deed.place + 4]
    return deed.kind == "held" and (after[:1] == ("احياء",) or after == ("علي", "قيد", "الحياه"))


def _takes(forms: tuple[str, ...], deed: Deed) -> bool:
    """True for a verb in the plural, one that has its object behind it as a pronoun, and what is still so."""
    form = forms[deed.place]
    if form[:1] in "وف" and form not in _verbs():
        return False
    if deed.kind == "held":
        return deed.behind or form.endswith(("وا", "ون"))
    if deed.noun:
        return form.startswith("محرر")
    back = forms[deed.place + 1 : deed.place + 4]
    return form.endswith(("وا", "ون", "تهم", "وهم", "هم", "ن")) or any(word in _PASSIVE_ENDS for word in back)


# As many words as a long article has different ones.
@lru_cache(maxsize=1 << 15)
def _plain(form: str) -> str:
    cut = form[1:] if form[:1] in "وف" and len(form) > 4 else form
    cut = cut[1:] if cut[:1] in "بلك" and len(cut) > 4 else cut
    return "ا" + cut if cut.startswith("ل") and form.startswith(("لل", "ولل")) else cut


@cache
def _verbs() -> dict[str, list[tuple[str, Form, frozenset[str]]]]:
    found: dict[str, list[tuple[str, Form, frozenset[str]]]] = {}
    for kind, table in language("figures")["deeds"].items():
        needy = {
            verb: frozenset(w for e in needs for w in words(e))
            for verb, needs in table.get("with", {}).items()
        }
        plain: dict[str, frozenset[str]] = dict.fromkeys(table["verbs"], frozenset())
        for verb, needs in {**plain, **needy}.items():
            for form, tense in forms_of(verb):
                found.setdefault(form, []).append((kind, tense, needs))
    for known in found.values():
        known.sort(key=lambda one: not one[1].perfect)
    return found


@cache
def _nouns() -> Phrases:
    found = Phrases()
    for kind, table in language("figures")["deeds"].items():
        for key, done in (("done_nouns", True), ("nouns", False), ("after", True)):
            for entry in table.get(key, ()):
                found.add(words(entry), (kind, done))
    return found


def is_there(forms: tuple[str, ...], place: int) -> bool:
    """True right behind a phrase that says with whom captives are: "في غزة 20 رهينة"."""
    return any(_where().at(forms, i) == (place - i, True) for i in range(max(0, place - 3), place))


@cache
def _where() -> Phrases:
    found = Phrases()
    for entry in language("figures")["deeds"]["held"]["where"]:
        found.add(words(entry), True)
    return found
