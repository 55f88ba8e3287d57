"""What a written sentence says was done, against its sources: words that exclude each other, and words of no ground."""

from __future__ import annotations

from storage.model import Flaw
from summarizer.reading.counted import noun_kind
from summarizer.reading.mention import is_head, prefixes
from summarizer.reading.numbers import opens_number
from summarizer.writing.faithfulness.findings import Finding
from summarizer.writing.faithfulness.ground import Ground, Heard
from summarizer.writing.faithfulness.lists import (
    class_of,
    core,
    guises,
    is_listed,
    is_saying,
    listed,
    opposites,
    root,
    rows_of,
    skeleton,
)

_CAPTIVES = ("hostage", "captive", "prisoner", "remains")
# A shorter word carries no meaning; with more strange words than this share a sentence has no ground.
_SHORTEST, _MOST_STRANGE = 3, 0.5


def wrong_deed(said: Heard, of: Ground) -> Finding | None:
    """Return a word that the sources exclude, or most of a sentence of which they know nothing."""
    return _opposite(said, of) or _other_captives(said, of) or _ungrounded(said, of) or _strange(said, of)


def _opposite(said: Heard, of: Ground) -> Finding | None:
    mine, theirs = f" {said.folded} ", f" {of.folded} ".replace("\n", " ")
    for one, other in opposites():
        for here, there in ((one, other), (other, one)):
            word = next((w for w in here if _has(mine, w)), None)
            if not word or any(_has(theirs, w) for w in here) or any(_has(mine, w) for w in there):
                continue
            if any(_has(theirs, w) for w in there):
                return Finding(Flaw.DEED, word)
    return None


def _has(text: str, phrase: str) -> bool:
    return any(f" {letters}{phrase} " in text for letters in ("", "و", "ف", "ب", "ل", "وب"))


def _other_captives(said: Heard, of: Ground) -> Finding | None:
    """Prisoners where every source speaks of hostages, and the other way round."""
    theirs = {kind for s in of.sentences for form in s.forms if (kind := noun_kind(form)) in _CAPTIVES}
    if "captive" in theirs:
        jailed = any(noun_kind(form) == "palestinian" for s in of.sentences for form in s.forms)
        theirs |= {"prisoner"} if jailed else {"hostage", "prisoner"}
    for place, form in enumerate(said.forms):
        kind = noun_kind(form)
        if kind in _CAPTIVES and kind not in theirs and theirs:
            if kind == "captive" and theirs & {"hostage", "prisoner"}:
                continue
            return Finding(Flaw.DEED, said.parsed.quote(place, place + 1))
    return None


def _ungrounded(said: Heard, of: Ground) -> Finding | None:
    """More than half of what a sentence says in words that no source has."""
    content = [form for form in said.forms if form.isalpha() and len(form) > _SHORTEST]
    strange = [
        form
        for form in content
        if root(form) not in of.stems
        and not any(skeleton(form) and skeleton(form) in s.skeletons for s in of.sentences)
    ]
    if len(content) > _SHORTEST and len(strange) > _MOST_STRANGE * len(content):
        return Finding(Flaw.DEED, " ".join(strange[:4]))
    return None


def _strange(said: Heard, of: Ground) -> Finding | None:
    """A word that no source has, in any form, nor one that may stand for it, and that does not change nothing."""
    for place, form in enumerate(said.forms):
        if not form.isalpha() or len(form) <= _SHORTEST or place in said.parsed.named_or_dated:
            continue
        if _supports(said, place, of):
            continue
        if not (_is_grounded(form, of) or _changes_nothing(form) or _is_borne_out(form, of)):
            return Finding(Flaw.DEED, said.parsed.quote(place, place + 1))
    return None


def _supports(said: Heard, place: int, of: Ground) -> bool:
    """True for a verb that only carries a noun whose verb a source has: "قدم تعهدًا" for "تعهد"."""
    behind = said.forms[place + 1] if place + 1 < len(said.forms) else ""
    noun = behind.removesuffix("ا")
    verbs = of.cores | {form[1:] for form in of.bare_words if form[:1] in "يت"}
    carried = noun in verbs or any(skeleton(behind) in s.skeletons for s in of.sentences)
    return carried and is_listed("supporting", said.forms[place]) and behind not in of.words


def _is_grounded(form: str, of: Ground) -> bool:
    mine = skeleton(form)
    if mine and any(mine in s.skeletons for s in of.sentences):
        return True
    return (
        core(form) in of.cores
        or bool(guises(form) & of.guises)
        or any(rest in of.words or root(rest) in of.stems for _, rest in prefixes(form))
    )


def _changes_nothing(form: str) -> bool:
    lists = ("harmless", "negations", "denials", "saying_words", "unreal")
    if is_saying(form) or is_head(form) or any(is_listed(name, form) for name in lists):
        return True
    counts = noun_kind(form) or class_of("units", form) or class_of("ordinals", form) or opens_number(form)
    return bool(counts) or any(rest in listed("harmless") for _, rest in prefixes(form))


def _is_borne_out(form: str, of: Ground) -> bool:
    """True for a word in whose row a source has another."""
    return bool(rows_of(form) & of.rows)
