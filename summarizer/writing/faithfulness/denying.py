"""Whether a written sentence denies what its sources affirm, or affirms what they deny; knows no plans and no doers."""

from __future__ import annotations

from collections.abc import Iterator

from storage.model import Flaw
from summarizer.reading.cues import is_cue
from summarizer.reading.mention import is_head
from summarizer.writing.faithfulness.findings import Finding
from summarizer.writing.faithfulness.ground import Ground, Heard
from summarizer.writing.faithfulness.lists import is_listed, is_saying, opposites, root, skeleton
from summarizer.writing.faithfulness.mood import STOPS, is_unreal_word

# How far, in words, a negation, a denial and a word that averts reach.
_NOT, _DENIED, _AVERTED = 2, 12, 4


def wrong_denial(said: Heard, of: Ground) -> Finding | None:
    """Return what is denied and its sources affirm, or affirmed and they deny."""
    return _wrong_polarity(said, of) or _lost_negation(said, of)


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
        if forms[i] in STOPS or forms[i] == "،":
            break
        if is_listed("negations", forms[i]) and not is_listed("lasting", forms[i + 1]):
            return i == place - 1 or not is_cue("that", forms, place - 1)
    for i in range(place - 1, max(-1, place - 1 - _DENIED), -1):
        if forms[i] in STOPS:
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
        # "لم تعد قائمة": what no longer is.
        back = 2 if is_listed("ceasing", said.forms[place - 1]) else 1
        return place >= back and is_listed("negations", said.forms[place - back])
    return True


def _lost_negation(said: Heard, of: Ground) -> Finding | None:
    """What a source denies told without a denial, or a negation where no source near has one."""
    intends = [i for i, form in enumerate(said.forms) if is_listed("intending", form)]
    if intends and not any(is_unreal_word(s, i) for s in of.sentences for i in range(len(s.forms))):
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
