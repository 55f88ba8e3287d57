"""What a written sentence claims, that it happened, is planned or denied, against its sources; knows no doers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from storage.model import EventType, Flaw, Status
from summarizer.reading.cues import is_cue
from summarizer.reading.mention import is_head
from summarizer.reading.predicate import Predicate
from summarizer.writing.faithfulness.findings import Finding
from summarizer.writing.faithfulness.ground import Ground, Heard
from summarizer.writing.faithfulness.lists import core, is_listed, is_saying, opposites, root, skeleton

# How far, in words, a negation, a denial and a word of plan reach.
_NOT, _DENIED, _AVERTED, _UNREAL = 2, 12, 4, 10
_STOPS = frozenset((".", "؛", "لكن", "ولكن", "بينما", "فيما", "لكنه", "لكنها"))
# A verb in the imperfect, also with س before it.
_TENSES = ("سي", "ست", "سن")
# Kinds of happening that one text calls by one name and another by another.
_ALIKE: Sequence[frozenset[EventType]] = (
    frozenset({EventType.MEETING, EventType.TALKS, EventType.VISIT}),
    frozenset({EventType.MEETING, EventType.CALL}),
    frozenset({EventType.AGREEMENT, EventType.TRUCE, EventType.ACCEPTANCE}),
    frozenset({EventType.PROPOSAL, EventType.DEMAND, EventType.STATEMENT, EventType.THREAT}),
    frozenset({EventType.SUSPENSION, EventType.TRUCE}),
    frozenset({EventType.ACCEPTANCE, EventType.STATEMENT}),
    frozenset({EventType.REJECTION, EventType.STATEMENT}),
)
# These are told by words of their own: a text without any of them does not tell the happening.
_OWN = frozenset({
    EventType.ACCEPTANCE, EventType.REJECTION, EventType.RELEASE, EventType.SUSPENSION, EventType.RESUMPTION,
    EventType.THREAT, EventType.ESCALATION, EventType.AGREEMENT, EventType.CALL, EventType.TRUCE,
})  # fmt: skip
_SPOKEN = frozenset({EventType.STATEMENT, EventType.DEMAND, EventType.PROPOSAL, EventType.THREAT})
_REAL = frozenset({Status.HAPPENED, Status.CLAIMED})


def wrong_claim(said: Heard, of: Ground) -> Finding | None:
    """Return what the sentence claims and its sources do not: a fact of a plan, a denial of a fact."""
    return _wrong_status(said, of) or _wrong_polarity(said, of) or _wrong_mood(said, of)


# Statuses, as the reader tells them.


def _wrong_status(said: Heard, of: Ground) -> Finding | None:
    for p in said.parsed.predicates:
        form = said.forms[p.place]
        ambiguous = form.lstrip("وف").startswith("ت") and form.lstrip("وف") in of.bare_words
        if p.kind is EventType.STATEMENT or ambiguous:
            continue
        same = [(s, q) for s in of.sentences for q in s.parsed.predicates if _like(p, q, said, s)]
        words = said.parsed.quote(p.place, p.place + 1)
        if not same:
            stems = {root(said.forms[p.place])}
            if (
                p.kind in _OWN
                and not is_saying(form)
                and p.status in _REAL
                and not stems & of.stems
                and not _shares_skeleton(said, p, of)
            ):
                return Finding(Flaw.DEED, words)
            continue
        statuses = {q.status for _, q in same}
        if p.kind in _SPOKEN and p.status is not Status.DENIED and Status.DENIED not in statuses:
            continue
        if p.status in _REAL and not statuses & _REAL and not _is_own_content(said, p):
            return Finding(Flaw.STATUS, words)
        if p.status in (Status.PLANNED, Status.CONDITIONAL) and statuses <= _REAL and not p.nominal:
            return Finding(Flaw.STATUS, words)
        if p.status is Status.DENIED and Status.DENIED not in statuses and statuses & _REAL:
            return Finding(Flaw.STATUS, words)
    return None


def _like(p: Predicate, q: Predicate, said: Heard, s: Heard) -> bool:
    if p.kind is q.kind:
        return True
    same = skeleton(said.forms[p.place]) and skeleton(said.forms[p.place]) == skeleton(s.forms[q.place])
    return bool(same) and any({p.kind, q.kind} <= pair for pair in _ALIKE)


def _shares_skeleton(said: Heard, p: Predicate, of: Ground) -> bool:
    mine = {skeleton(said.forms[p.place])} - {""}
    return any(mine & s.skeletons for s in of.sentences)


def _is_own_content(said: Heard, p: Predicate) -> bool:
    """True where a word of plan or condition stands before a verb whose status the reader took for a fact."""
    return _unreal_before(said.forms, p.place)


# Negation and mood, word by word.


def _wrong_polarity(said: Heard, of: Ground) -> Finding | None:
    """A word that every source denies and the sentence affirms, or the other way round."""
    theirs: dict[str, set[bool]] = {}
    for s in of.sentences:
        named = s.parsed.named_or_dated
        for i, form in enumerate(s.forms):
            negated = _negated(s.forms, i)
            # Of what is denied the deed counts, not all that stands around it.
            beside = any(is_listed(kind, s.forms[i - 1]) for kind in ("negations", "averting"))
            aside = negated and not (s.parsed.at(i) or beside)
            for key in _keys(form) if not (aside or i in named or is_head(form) or is_saying(form)) else ():
                theirs.setdefault(key, set()).add(negated)
    for i, form in enumerate(said.forms):
        mine = _negated(said.forms, i)
        for key in _keys(form):
            known = theirs.get(key)
            if known is not None and mine not in known and _decides(said, i, mine):
                return Finding(Flaw.STATUS, said.parsed.quote(max(0, i - 1) if mine else i, i + 1))
    return None


def _keys(form: str) -> Iterator[str]:
    if not form.isalpha() or len(form) < 3 or is_listed("negations", form) or is_listed("unreal", form):
        return
    yield root(form)
    if found := skeleton(form):
        yield f"~{found}"


def _negated(forms: tuple[str, ...], place: int) -> bool:
    for i in range(place - 1, max(-1, place - 1 - _NOT), -1):
        if forms[i] in _STOPS or forms[i] == "،":
            break
        if is_listed("negations", forms[i]):
            return i == place - 1 or not is_cue("that", forms, place - 1)
    for i in range(place - 1, max(-1, place - 1 - _DENIED), -1):
        if forms[i] in _STOPS:
            return False
        if is_listed("denials", forms[i]) or (place - i <= _AVERTED and is_listed("averting", forms[i])):
            return True
        if is_saying(forms[i]):
            return False
    return False


def _decides(said: Heard, place: int, negated: bool) -> bool:
    """True for a word of which it matters whether it is denied: a verb or the word right behind the negation."""
    if place in said.parsed.named_or_dated or place in said.quoted or is_head(said.forms[place]):
        return False
    if negated:
        return is_listed("negations", said.forms[place - 1])
    return True


def _wrong_mood(said: Heard, of: Ground) -> Finding | None:
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
        future = form.lstrip("وف").startswith(_TENSES) and len(form) > 4
        if future and all(one == {False} for one in known) and any(key in happened for key in _guises(form)):
            return Finding(Flaw.STATUS, said.parsed.quote(i, i + 1))
    return _lost_condition(said, of) or _lost_negation(said, of) or _lost_guess(said, of)


def _lost_guess(said: Heard, of: Ground) -> Finding | None:
    """What is guessed in the source that is nearest, told as known."""
    knows = next((i for i, form in enumerate(said.forms) if is_listed("knowing", form)), None)
    nearest = of.nearest(said)[:1]
    if knows is None or not nearest or any(_is_unreal_word(said, i) for i in range(len(said.forms))):
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


def _lost_negation(said: Heard, of: Ground) -> Finding | None:
    """What a source denies told without a denial, or a negation where no source near has one."""
    intends = [i for i, form in enumerate(said.forms) if is_listed("intending", form)]
    if intends and not any(_is_unreal_word(s, i) for s in of.sentences for i in range(len(s.forms))):
        return Finding(Flaw.STATUS, said.parsed.quote(intends[0], intends[0] + 1))
    denies = [i for i, form in enumerate(said.forms) if _is_denial(form)]
    near = of.nearest(said)
    if denies and near and not any(_is_denial(form) for s in near for form in s.forms):
        verb = denies[0]
        if is_listed("negations", said.forms[verb]) and not any(
            _says_no(form) for s in near for form in s.forms
        ):
            return Finding(Flaw.STATUS, said.parsed.quote(verb, min(verb + 2, len(said.forms))))
    if denies or any(_says_no(form) for form in said.forms):
        return None
    for s in near:
        for i, form in enumerate(s.forms[:-2]):
            denied = is_listed("denials", form) and i < 2
            if form.lstrip("وف") not in ("لم", "لن") and not denied:
                continue
            clause = _clause_behind(s.forms, i + (1 if denied else 2))
            told = [root(one) in said.content for one in clause]
            if len(clause) > 1 and sum(told) == len(clause):
                return Finding(Flaw.STATUS, said.text[:60])
    return None


def _is_unreal_word(s: Heard, place: int) -> bool:
    bare = s.forms[place].lstrip("وف")
    return is_listed("unreal", s.forms[place]) or (bare.startswith(_TENSES) and len(bare) > 4)


def _is_denial(form: str) -> bool:
    return is_listed("negations", form) or is_listed("denials", form)


def _says_no(form: str) -> bool:
    """True for a word that denies without a negation: refused, failed, missing."""
    return any(form.lstrip("وف") in one for one in _refusals())


def _refusals() -> tuple[frozenset[str], ...]:
    return tuple(other for one, other in opposites() if "وافق" in one or "نجح" in one)


def _clause_behind(forms: tuple[str, ...], start: int) -> list[str]:
    """The words that say something behind a verb, up to five, within its clause."""
    found = []
    for form in forms[start : start + 6]:
        if form in ("،", ".", "؛", "حتي", "بعد"):
            break
        if form.isalpha() and len(form) > 3:
            found.append(form)
    return found


def _unreal(forms: tuple[str, ...], place: int) -> bool:
    bare = forms[place].lstrip("وف")
    if bare.startswith(_TENSES) and len(bare) > 4:
        return True
    if place and forms[place - 1].lstrip("و") in ("ان", "بان") and _looks_imperfect(bare):
        return True
    return _unreal_before(forms, place)


def _unreal_before(forms: tuple[str, ...], place: int) -> bool:
    for i in range(place - 1, max(-1, place - 1 - _UNREAL), -1):
        if forms[i] in _STOPS or (forms[i] == "،" and forms[i + 1][:1] in "وف"):
            return False
        if is_listed("unreal_nouns", forms[i]):
            return True
        if forms[i] in ("قد", "وقد") and not _looks_imperfect(forms[i + 1]):
            continue
        if is_listed("unreal", forms[i]) or (forms[i].lstrip("وف").startswith(_TENSES) and len(forms[i]) > 4):
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
        bare = bare[1:] if bare.startswith(_TENSES) and len(bare) > 4 else bare
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
