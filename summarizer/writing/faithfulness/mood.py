"""Whether a written sentence tells as happened what its sources plan, wish or suppose, or the other way round."""

from __future__ import annotations

from storage.model import EventType, Flaw, Status
from summarizer.writing.faithfulness.findings import Finding
from summarizer.writing.faithfulness.ground import Ground, Heard
from summarizer.writing.faithfulness.lists import core, is_listed, skeleton

# Where a clause ends, and with it what a word of plan or denial reaches; how far, in words, a word of plan reaches.
STOPS = frozenset((".", "؛", "لكن", "ولكن", "بينما", "فيما", "لكنه", "لكنها"))
_UNREAL = 10
# A verb in the imperfect, also with س before it.
TENSES = ("سي", "ست", "سن")
# So far from its verb, in words, stands who does it.
_BESIDE = 2
_SPOKEN = frozenset({EventType.STATEMENT, EventType.DEMAND, EventType.PROPOSAL, EventType.THREAT})
_REAL = frozenset({Status.HAPPENED, Status.CLAIMED})


def wrong_mood(said: Heard, of: Ground) -> Finding | None:
    """A verb in the perfect for what every source tells as planned, wished or supposed; or the other way round."""
    theirs: dict[str, set[bool]] = {}
    happened: set[str] = set()
    for s in of.sentences:
        for i, form in enumerate(s.forms):
            for key in _guises(form):
                theirs.setdefault(key, set()).add(_unreal(s.forms, i))
                happened.update((key,) if _is_perfect(s, i, of) else ())
    for i, form in enumerate(said.forms):
        known = [theirs[key] for key in _guises(form) if key in theirs]
        if not known or i in said.parsed.named_or_dated or i in said.quoted or is_listed("unreal", form):
            continue
        if all(one == {True} for one in known) and _is_perfect(said, i, of) and not _unreal(said.forms, i):
            return Finding(Flaw.STATUS, said.parsed.quote(i, i + 1))
        future = form.lstrip("وف").startswith(TENSES) and len(form) > 4
        if future and all(one == {False} for one in known) and any(key in happened for key in _guises(form)):
            return Finding(Flaw.STATUS, said.parsed.quote(i, i + 1))
    return _of_this_doer(said, of) or _lost_condition(said, of) or _lost_guess(said, of)


def _of_this_doer(said: Heard, of: Ground) -> Finding | None:
    """What others did and this one is only to do: "أفرجت حماس على أن تفرج إسرائيل" does not bear out "أفرجت إسرائيل"."""
    for place, form in enumerate(said.forms):
        who = _beside(said, place)
        if not who or place in said.quoted or not _is_perfect(said, place, of) or _unreal(said.forms, place):
            continue
        theirs = [
            _unreal(s.forms, i) or _owed(s, i)
            for s in of.sentences
            for i, other in enumerate(s.forms)
            if set(_guises(other)) & set(_guises(form)) and _beside(s, i) & who
        ]
        if theirs and all(theirs):
            return Finding(Flaw.STATUS, said.parsed.quote(place, place + 1))
    return None


def _beside(s: Heard, place: int) -> frozenset[str]:
    """Who stands right behind a verb, or right before it, "that" between them or not."""
    if place in s.parsed.named_or_dated:
        return frozenset()
    names = [m for m in s.parsed.mentions if m.acts and not m.adjective]
    behind = [m for m in names if m.first == place + 1]
    before = [m for m in names if place - _BESIDE < m.last <= place and "،" not in s.forms[m.last : place]]
    return frozenset(name for m in behind or before for name in (m.person, *m.parties) if name)


def _owed(s: Heard, place: int) -> bool:
    """True for what somebody is to do: "على حماس أن تقبل"."""
    return s.forms[place - 1] in ("ان", "الا") and _looks_imperfect(s.forms[place].lstrip("وف"))


def _lost_guess(said: Heard, of: Ground) -> Finding | None:
    """What is guessed in the source that is nearest, told as known."""
    knows = next((i for i, form in enumerate(said.forms) if is_listed("knowing", form)), None)
    nearest = of.nearest(said)[:1]
    if knows is None or not nearest or any(is_unreal_word(said, i) for i in range(len(said.forms))):
        return None
    guessed = any(is_listed("guessing", form) for form in nearest[0].forms)
    known = any(is_listed("knowing", form) for form in nearest[0].forms)
    return Finding(Flaw.STATUS, said.parsed.quote(knows, knows + 1)) if guessed and not known else None


def _guises(form: str) -> list[str]:
    """By what a verb is known again in another tense."""
    if not form.isalpha() or len(form) < 3:
        return []
    found = [f"~{skeleton(form)}"] if skeleton(form) else []
    bare = form.lstrip("وف")
    # "توافق" may be "she agrees" or "agreement".
    return [*found, core(form), *((bare[1:],) if bare.startswith("ت") and len(bare) > 4 else ())]


def is_unreal_word(s: Heard, place: int) -> bool:
    bare = s.forms[place].lstrip("وف")
    return is_listed("unreal", s.forms[place]) or (bare.startswith(TENSES) and len(bare) > 4)


def _unreal(forms: tuple[str, ...], place: int) -> bool:
    bare = forms[place].lstrip("وف")
    if bare.startswith(TENSES) and len(bare) > 4:
        return True
    if place and forms[place - 1].lstrip("و") in ("ان", "بان") and _looks_imperfect(bare):
        return True
    return unreal_before(forms, place)


def unreal_before(forms: tuple[str, ...], place: int) -> bool:
    for i in range(place - 1, max(-1, place - 1 - _UNREAL), -1):
        if forms[i] in STOPS or (forms[i] == "،" and forms[i + 1][:1] in "وف"):
            return False
        if is_listed("unreal_nouns", forms[i]):
            return True
        if forms[i] in ("قد", "وقد") and not _looks_imperfect(forms[i + 1]):
            continue
        if is_listed("unreal", forms[i]) or (forms[i].lstrip("وف").startswith(TENSES) and len(forms[i]) > 4):
            return True
    return False


def _looks_imperfect(form: str) -> bool:
    return form[:1] in "يتن" and len(form) > 3 and not (form[0] == "ت" and form[-1] == "ت")


def _is_perfect(said: Heard, place: int, of: Ground) -> bool:
    """True for a word that tells what was: a predicate in the perfect, or what looks like a verb in it."""
    p = said.parsed.at(place)
    if p is not None:
        return p.form.perfect and not p.nominal
    form = said.forms[place]
    if "\u064b" in said.parsed.quote(place, place + 1):
        return False
    bare = form[1:] if form[:1] in "وف" and len(form) > 4 else form
    if place == 0 and any(m.first == 1 and m.acts for m in said.parsed.mentions):
        # "استقال الوزير", not "استقالة الوزير".
        return not bare.startswith(("ال", "ي", "ت", "ب", "ل")) and not bare.endswith("ه")
    if any(bare == core + ending for core in _cores(of) for ending in ("ت", "وا", "تا", "ا")):
        return True
    before = said.forms[place - 1] if place else ""
    if bare in _cores(of):
        # "عدد الأسماء تجاوز" tells what was, "قررت سحب القوات" does not.
        return before.startswith("ال") or place - 1 in said.parsed.named_or_dated
    if bare.startswith(("ال", "لل", "ب", "ل", "م", "ي", "ن", "س")) or len(bare) < 4:
        return False
    return bare.endswith(("ت", "وا", "تا")) and not bare.endswith("ات") and not bare.startswith("ت")


def _cores(of: Ground) -> frozenset[str]:
    """What is left of the sources' verbs in the imperfect without what makes them so: "ستسحب" and "سحب"."""
    found = set()
    for form in of.words:
        bare = form[1:] if form[:1] in "وف" and len(form) > 4 else form
        bare = bare[1:] if bare.startswith(TENSES) and len(bare) > 4 else bare
        if _looks_imperfect(bare):
            found.add(bare[1:])
    return frozenset(found)


def _lost_condition(said: Heard, of: Ground) -> Finding | None:
    """What depends on a condition in every source, told without one."""
    if any(is_listed("conditions", form) for form in said.forms):
        return None
    for p in said.parsed.predicates:
        key = skeleton(said.forms[p.place])
        if not key:
            continue
        telling = [s for s in of.sentences if key in s.skeletons]
        held = [s for s in telling if any(is_listed("conditions", form) for form in s.forms)]
        if telling and held == telling and p.governor is None and p.status in _REAL and p.kind not in _SPOKEN:
            return Finding(Flaw.STATUS, said.parsed.quote(p.place, p.place + 1))
    return None
