"""The names in front of a verb: the topic of its clause, who is joined to it, datelines; looks behind no verb."""

from __future__ import annotations

from functools import cache

from summarizer.reading.cues import is_cue
from summarizer.reading.mention import Mention, is_head, is_word, known_words
from summarizer.reading.rows import TOWARDS, chain
from summarizer.reading.scene import PREPOSITIONS, Scene, governed

# How many words a dateline may take before its last city.
_DATELINE = 4


_DASHES = ("-", "–", "—", "/", "،")


_SIGNS = frozenset('،"“”«»()-–')
_HAD = ("كان", "كانت", "وكان", "وكانت")


def topic(scene: Scene) -> list[Mention]:
    """A name in front of the verb that no preposition takes away."""
    p = scene.predicate
    end = p.place if p.aside is None else p.aside
    first = next((m for m in scene.between(p.start, end) if m.acts and not _is_dateline(scene, m)), None)
    if first is None or governed(scene, first) or not _opens(scene, first):
        return []
    return [m for m in chain(scene, first, end) if m.acts]


def joined(scene: Scene) -> list[Mention]:
    """A name with "and" right before its verb, behind another's clause: "المجلس يطالب بهدنة ونتنياهو يلغي الزيارة"."""
    p = scene.predicate
    if p.start != p.place or scene.forms[p.place][:1] == "و":
        return []
    return [m for m in scene.mentions if m.last == p.place and m.prefix == "و" and m.acts and not m.adjective]


def _is_dateline(scene: Scene, mention: Mention) -> bool:
    """True for the cities with which an agency opens: "الدوحة- وكالات- أعلنت", "القاهرة/سما/ نفى", "عمان - روما في 3 مايو"."""
    if mention.place is None or mention.first > _DATELINE:
        return False
    if scene.predicate.place == mention.last and mention.parties and _is_said(scene, mention):
        return False  # "البيت الأبيض: نؤيد", "قطر: لا مبرر"
    cities = {i for m in scene.mentions if m.place for i in range(m.first, m.last)}
    before = all(i in cities or scene.forms[i] in _DASHES for i in range(mention.first))
    after = scene.forms[mention.last : mention.last + 1]
    return after in (("-",), ("–",), ("—",), ("/",), ("(",), (":",)) or (
        before and mention.first > 0 and after == ("في",)
    )


def _is_said(scene: Scene, mention: Mention) -> bool:
    """True where words of a speaker follow the colon after a place, not news from there: "باريس: وزراء يجتمعون"."""
    if scene.forms[mention.first].startswith("ال"):
        return True
    after = scene.forms[mention.last + 1] if mention.last + 1 < len(scene.forms) else ""
    return is_cue("negations", scene.forms, mention.last + 1) or after[:1] in ("ن", "س") or after == '"'


def _opens(scene: Scene, mention: Mention) -> bool:
    """True where nothing but connectives and heads of the phrase stand between the clause's begin and a name."""
    before = mention.first - 1
    while before > scene.predicate.start and is_word("honorifics", scene.forms[before]):
        before -= 1
    if before >= scene.predicate.start and scene.forms[before] in _HAD:
        return True  # "وقبله بساعات كانت إسرائيل قد استدعت", "وكان معالي الشيخ محمد قد أعلن"
    words = [scene.forms[i] for i in range(scene.predicate.start, mention.first) if i not in scene.dated]
    last_mark = max((i for i, word in enumerate(words[:12]) if word in ("-", "–", "—", "/", "|")), default=-1)
    words = words[last_mark + 1 :]
    words = words[1:] if words[:1] and not words[0].isalnum() else words
    while words and words[0] in _openers() and not is_head(words[0]):
        words = words[1:]
    if len(words) < 5 and is_head((words or [""])[0]) and not PREPOSITIONS & set(words) - {"في", "من"}:
        return True
    return all(word in _openers() or is_head(word) or word in TOWARDS for word in words) or not any(
        map(str.isalpha, words)
    )


@cache
def _openers() -> frozenset[str]:
    """The words and signs that may stand before the name that opens a clause."""
    return known_words("openers") | _SIGNS
