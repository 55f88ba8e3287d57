"""One predicate in its sentence, and which of the names there a preposition or its head takes away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.reading.cues import is_cue
from summarizer.reading.mention import Mention, is_head
from summarizer.reading.predicate import Predicate
from summarizer.reading.triggers import bare

RELATIVES = frozenset(("الذي", "التي", "الذين", "اللذين"))
PREPOSITIONS = frozenset(
    ("في", "من", "الي", "علي", "عن", "مع", "بين", "لدي", "ضد", "نحو", "تجاه", "عند", "باتجاه", "حتي")
)


@dataclass(frozen=True, slots=True)
class Scene:
    """One predicate in its sentence: the words, the names, and the date expressions' tokens."""

    forms: tuple[str, ...]
    mentions: Sequence[Mention]
    dated: frozenset[int]
    predicate: Predicate
    stops: frozenset[int]

    def between(self, start: int, end: int) -> list[Mention]:
        return [m for m in self.mentions if start <= m.first < end]


def governed(scene: Scene, mention: Mention) -> bool:
    """True where a preposition makes a name the partner, the place or the topic of something."""
    if any(letter in "بلك" for letter in mention.prefix):
        return not _headed(scene, mention.first)
    before = _before(scene, mention.first)
    form = scene.forms[before] if before >= 0 else ""
    preposition = _preposition(scene, before)
    if preposition is not None:
        return not _headed(scene, preposition)
    if cut(form) in ("مقر", "مدينه", "عايله", "جنوب", "شمال", "شرق", "وسط", "حدود"):
        return True
    if is_head(form) and before > 0 and scene.forms[before - 1] in PREPOSITIONS:
        return not _headed(scene, before - 1)
    if is_head(form) and form[:1] in "بل" and len(form) > 4 and not form.startswith("ال"):
        return form[0] == "ل" or form not in ("بعثه", "برلمان")
    if mention.prefix == "و" or form in ("و", "او"):
        earlier = [m for m in scene.mentions if m.last <= mention.first and m.acts]
        return bool(earlier) and mention.first - earlier[-1].last <= 2 and governed(scene, earlier[-1])
    return False


def is_called_by(scene: Scene, mention: Mention) -> bool:
    """True for the city by which a happening is called: "محادثات الدوحة", "قمة القاهرة"."""
    noun = mention.first - 1
    city = mention.place is not None and mention.place not in mention.parties
    return city and not mention.prefix and noun >= 0 and is_cue("gatherings", (bare(scene.forms[noun]),), 0)


def _preposition(scene: Scene, place: int) -> int | None:
    """Where a preposition stands that governs the word at a place: right there, or up to three plain words before."""
    taken = {i for m in scene.mentions for i in range(m.first, m.last)}
    for i in range(place, max(-1, place - 4), -1):
        if is_cue("that", scene.forms, i):
            return None
        form = scene.forms[i]
        if (
            form in PREPOSITIONS
            or (form[:1] in "وف" and form[1:] in PREPOSITIONS)
            or form in ("بحضور", "برياسه", "بمشاركه", "برفقه")
        ):
            return i
        if i in taken or i == scene.predicate.place or not form.isalpha() or is_head(form):
            return None
    return None


def _before(scene: Scene, place: int) -> int:
    """The word before a name, honorifics and brackets skipped."""
    i = place - 1
    while i >= 0 and scene.forms[i] in ("(", '"', "“", "«", "كل", "من", "حركه") and i > 0:
        if scene.forms[i] == "من" and scene.forms[i - 1] != "كل":
            break
        i -= 1
    return i


def _headed(scene: Scene, preposition: int) -> bool:
    """True in "وفد من حماس", "مسؤول في الحركة", "الناطق باسم القسام": the preposition belongs to the actor."""
    i = preposition - 1
    named = {j for m in scene.mentions if m.last <= preposition for j in range(m.first, m.last)}
    for _ in range(4):
        if i < 0 or (i <= scene.predicate.place and i == scene.predicate.place):
            return False
        if i in named and scene.forms[preposition] == "في" and not is_head(scene.forms[i]):
            return False  # "مع قادة حماس في الدوحة": whose they are is told, where they met follows
        if is_head(scene.forms[i]):
            if i and scene.forms[i - 1] == "مع":
                return False
            if scene.forms[preposition] == "في" and is_cue("happenings", (cut(scene.forms[i]),), 0):
                return False
            return not (
                scene.forms[i][0] in "بل" and len(scene.forms[i]) > 4 and not scene.forms[i].startswith("ال")
            )
        if not scene.forms[i].isalpha() or scene.forms[i] in PREPOSITIONS:
            return False
        i -= 1
    return False


def cut(form: str) -> str:
    cut = form[1:] if form[:1] in "وفبل" and len(form) > 4 else form
    return cut[2:] if cut.startswith("ال") else cut
