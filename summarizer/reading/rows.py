"""How far the names of a clause reach, and which of them belong together; knows no roles."""

from __future__ import annotations

from collections.abc import Iterator

from storage.model import EventType
from summarizer.reading.cues import cue_places, first_cue
from summarizer.reading.mention import Mention, is_head
from summarizer.reading.scene import PREPOSITIONS, RELATIVES, Scene, is_called_by

TOWARDS = frozenset(("باسم", "من", "في", "ل", "لدي"))

# A circumstance between commas is no longer than this, in words.
_ASIDE = 8


# How many words of a title may stand before whose it is.
_TITLE = 4


# After these another matter than the talks themselves is told.
_LATER = frozenset(("بعد", "قبل", "عقب", "اثر", "بعدما", "بسبب", "رغم"))


_LINKS = frozenset(
    ("،", "و", "(", ")", "-", "–", '"', "“", "”", "«", "»", "ايضا", "كذلك", "نظيره", "بنظيره", "ونظيره", "كل")
)


def reach(scene: Scene, start: int) -> int:
    """How far the actors of a verb may stand: to what is said, asked, planned, or another clause."""
    kinds = ("that", "topics", "without", "according")
    ends = [first_cue(kind, scene.forms, start, scene.predicate.end) for kind in kinds]
    last = min((i for i in ends if i is not None), default=scene.predicate.end)
    relatives = cue_places("relatives", scene.forms)
    for i in range(start, last):
        later = i > start and scene.forms[i] in _LATER
        if later and (scene.predicate.kind is EventType.TALKS or _is_cut_off(scene.forms, i)):
            return i
        if (
            i in scene.stops
            or scene.forms[i] in (":", "؛")
            or (scene.forms[i] == "." and len(scene.forms[i - 1]) > 1)
        ):
            return i
        if i in relatives:
            closed = next((j for j in range(i + 1, scene.predicate.end) if scene.forms[j] == "،"), None)
            if scene.forms[i - 1] != "،" or closed is None or not scene.predicate.nominal:
                return i
    return last


def _is_cut_off(forms: tuple[str, ...], place: int) -> bool:
    """True behind a comma, where no other comma brings the clause back: "تلقى، عقب اللقاء، اتصالا"."""
    closed = next((i for i in range(place + 1, min(place + _ASIDE, len(forms) - 1)) if forms[i] == "،"), None)
    return forms[place - 1] == "،" and (closed is None or forms[closed + 1].startswith("و"))


def chain(scene: Scene, first: Mention, end: int) -> Iterator[Mention]:
    """A name and those that belong to it: appositions and conjuncts, with little between."""
    yield first
    last = first
    for mention in scene.mentions:
        if mention.first < last.last or mention.first >= end:
            continue
        between = [scene.forms[i] for i in range(last.last, mention.first) if i not in scene.dated]
        if any(word in RELATIVES for word in between):
            return
        if between == ["("] and mention.parties:
            # A name in brackets says again who it is: "مدير الوكالة (سي آي إيه)".
            last = mention
            continue
        if "باسم" in between and len(between) <= _TITLE and not (last.person or last.parties):
            # "المتحدث العسكري باسم كتائب القسام": whose title it is.
            yield mention
            last = mention
            continue
        of_it = last.group == "movements" and scene.forms[max(0, last.first - 1)] in TOWARDS
        if of_it and mention.person and not between:
            # "القيادي في الحركة خليل الحية": who it is.
            yield mention
            last = mention
            continue
        if last.bare and mention.person and between in (["باسمه"], ["باسمها"]):
            # "المتحدث باسمه عومر دوستري": who that is.
            yield mention
            last = mention
            continue
        joined = mention.prefix == "و" or any(word.startswith("و") and is_head(word) for word in between[:1])
        joined = joined or (len(between) == 1 and between[0].startswith("و") and mention.person is not None)
        filler = [word for word in between if word not in _LINKS and not is_head(word)]
        if (
            mention.prefix not in ("", "و")
            or filler[2:]
            or any(word in PREPOSITIONS for word in filler if word != "في")
        ):
            return
        if "في" in filler and not is_head(between[0] if between else ""):
            return
        if not (joined or "،" in between or not between or is_head(between[0]) or "(" in between):
            return
        if not joined and last.person and (not mention.person or "،" not in between):
            return
        if not joined and not between and not (last.parties and set(last.parties) & set(mention.parties)):
            return
        if "،" in between and not joined and not mention.person:
            return
        if not joined and mention.adjective and not set(last.parties) & set(mention.parties):
            return
        yield mention
        last = mention


def names_a_place(scene: Scene, mention: Mention) -> bool:
    """True for the country that follows its city ("في الدوحة، قطر"), and for a city that names talks."""
    if is_called_by(scene, mention):
        return True
    city = next((m for m in scene.mentions if m.last == mention.first - 1 and m.place), None)
    return (
        city is not None
        and scene.forms[city.last] == "،"
        and city.parties == mention.parties
        and not mention.prefix
    )


def only_place(scene: Scene, mention: Mention) -> bool:
    """True for a city or country where something is, or towards which someone goes."""
    if not mention.place or mention.person:
        return False
    if names_a_place(scene, mention):
        return True
    before = scene.forms[mention.first - 1] if mention.first else ""
    if before == "من" and mention.first > 1 and is_head(scene.forms[mention.first - 2]):
        return False
    return before in ("في", "الي", "من", "مدينه", "نحو", "داخل") or (
        mention.prefix in ("ب", "وب") and not mention.parties
    )
