"""Sentences to predicates: which words tell which happening, who says it, and whether it is said to have happened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from storage.model import EventType, Status
from summarizer.reading.cues import first_cue, is_cue
from summarizer.reading.fold import fold
from summarizer.reading.mentions import Mention
from summarizer.reading.triggers import Rule, applies, bare, is_noun, triggers
from summarizer.reading.verbs import Form

# Forms that are nouns as often as verbs: verbs only where a clause begins.
_NOUN_TOO = frozenset(
    map(fold, (
        "بحث رد عرض قصف قتل طلب نقل حل حمل وصف ذكر كشف نشر كتب وعد أمل علق شكر وقع سلم قدم حذر جدد عقد جمع هدد أعد نص شن أقر "
        "نفت بدأ ختم تبادل تحدث توقع تمسك تعهد توجه توقف توغل تراجع لفت دعا حث رهن ثمن حرر أيد قبل مدد سحب أجل أخر شرع وجه سقط دام صمد حلت"
    ).split())
)  # fmt: skip
_MARKS = frozenset("،.:؛;!?؟\"“”«»()-–—")
_OPENING_WORDS = frozenset(map(fold, "قد كان كانت وكان وكانت ثم كما حيث الذي التي الذين فيما بينما وقد فقد لقد سبق أيضا حين عندما بعدما اليوم أمس".split()))
_SAYING = frozenset({EventType.STATEMENT, EventType.THREAT, EventType.DEMAND, EventType.REJECTION, EventType.ACCEPTANCE})


@dataclass(frozen=True, slots=True)
class Predicate:
    """Words that tell a happening: the verb (or noun) at `place`, its noun at `noun`, its clause from `start` to `end`.

    A relative clause between the subject and the verb begins at `aside`. `governor` is the place of the verb of saying that tells it, `status` what the clause claims: None where the
    clause wishes, asks or plans it on paper, so that nothing is told.
    """

    place: int
    noun: int
    rule: Rule
    form: Form
    start: int
    end: int
    status: Status | None
    aside: int | None = None
    governor: int | None = None
    nominal: bool = False

    @property
    def kind(self) -> EventType:
        return self.rule.kind


def predicates(
    forms: tuple[str, ...], mentions: Sequence[Mention], nouns: frozenset[int] = frozenset(), *, title: bool = False
) -> tuple[Predicate, ...]:
    """Return a sentence's predicates in order; `nouns` are words that are no verbs by their spelling or place."""
    named = {i for mention in mentions for i in range(mention.first, mention.last)} | nouns
    ends = {mention.last for mention in mentions}
    verbs = [i for i in range(len(forms)) if i not in named and _is_verb(forms, i, ends)]
    found = [p for i in verbs if (p := _verbal(forms, i, verbs)) is not None]
    carried = {p.noun for p in found if p.noun != p.place}
    found = [p for p in found if p.place not in carried]
    free = (i for i in range(len(forms)) if i not in carried and i not in verbs)
    ordered = sorted((*found, *(p for i in free for p in _nominal(forms, i, verbs))), key=lambda p: p.place)
    governed = _with_governors(forms, ordered)
    return tuple(replace(p, status=_status(forms, p, governed, title=title)) for p in governed)


def _is_verb(forms: tuple[str, ...], place: int, ends: set[int]) -> bool:
    form = forms[place]
    if not triggers().verb(form):
        return False
    plain = form if form in triggers().verbs else form[1:]
    if plain not in _NOUN_TOO or plain != form:
        return True
    before = forms[place - 1] if place else "."
    return before in _MARKS or before in _OPENING_WORDS or place in ends or is_cue("that", forms, place - 1)


def _verbal(forms: tuple[str, ...], place: int, verbs: Sequence[int]) -> Predicate | None:
    end = _clause_end(forms, place, verbs)
    reach = _object_end(forms, place, verbs)
    for form, rule in triggers().verb(forms[place]):
        fits, noun = applies(rule, forms, place, reach)
        if fits:
            start, aside = _clause_start(forms, place, verbs)
            return Predicate(place, noun, rule, form, start, end, Status.HAPPENED, aside)
    return None


def _nominal(forms: tuple[str, ...], place: int, verbs: Sequence[int]) -> Iterator[Predicate]:
    """A noun that tells a happening by itself, where it says between whom."""
    for key in {forms[place], bare(forms[place])}:
        for rule in triggers().nouns.get(key, ()):
            if is_noun(rule, forms, place) and _has_partners(forms, place):
                end = _clause_end(forms, place, verbs)
                yield Predicate(place, place, rule, Form(True), place, end, Status.HAPPENED, nominal=True)
                return


def _has_partners(forms: tuple[str, ...], place: int) -> bool:
    window = forms[place + 1 : place + 7]
    return "بين" in window or "مع" in window or forms[place].endswith(("ه", "ها")) and bare(forms[place])[-2:] in ("يه", "وه", "ءه")


def _clause_start(forms: tuple[str, ...], place: int, verbs: Sequence[int]) -> tuple[int, int | None]:
    """Where a clause may begin: after the verb before it, or after the word that opens what is said.

    A relative clause between commas ("ترامب، الذي يبدأ غدا جولة، وصف") is stepped over; its begin is the second.
    """
    aside = _aside(forms, place, verbs)
    limit = place if aside is None else aside
    start = max((v + 1 for v in verbs if v < limit), default=0)
    for i in range(limit - 1, start - 1, -1):
        if is_cue("that", forms, i) or forms[i] in (":", ".", "؛"):
            return i + 1, aside
    return start, aside


def _aside(forms: tuple[str, ...], place: int, verbs: Sequence[int]) -> int | None:
    before = next((v for v in reversed(verbs) if v < place), None)
    if before is None or "،" not in forms[before:place] or forms[place][:1] == "و":
        return None
    for i in range(before - 1, max(0, before - 4), -1):
        if forms[i] in ("الذي", "التي", "الذين", "اللذين") and forms[i - 1] == "،":
            return i
    return None


def _clause_end(forms: tuple[str, ...], place: int, verbs: Sequence[int]) -> int:
    """Where a clause ends: at the next verb, at what is said, at a colon or a full stop."""
    end = min((v for v in verbs if v > place), default=len(forms))
    for i in range(place + 1, end):
        if forms[i] in (":", "؛") or (is_cue("that", forms, i) and i > place + 0):
            return i
    return end


def _object_end(forms: tuple[str, ...], place: int, verbs: Sequence[int]) -> int:
    end = min((v for v in verbs if v > place + 1), default=len(forms))
    return max(end, min(place + 3, len(forms)))


def _with_governors(forms: tuple[str, ...], found: Sequence[Predicate]) -> list[Predicate]:
    """Give each predicate the verb of saying in whose content it stands."""
    governed: list[Predicate] = []
    for p in found:
        speaker = next((s for s in reversed(governed) if s.kind in _SAYING and not s.nominal and _holds(forms, s, p)), None)
        governed.append(replace(p, governor=speaker.place if speaker else None))
    return governed


def _holds(forms: tuple[str, ...], speaker: Predicate, p: Predicate) -> bool:
    """True when `p` stands in what `speaker` says: after "that" or a colon, with no turn between."""
    if is_cue("denied", forms, speaker.place):
        opened: int | None = speaker.place
    else:
        opened = next((i for i in range(speaker.place + 1, p.place) if _opens(forms, i)), None)
    if opened is None:
        return False
    if p.kind in _SAYING and not p.nominal and forms[p.place][:1] == "و" and forms[p.place - 1] in ("،", "\"", "”", "»", "و"):
        return False
    return not any(forms[i - 1] == "،" and is_cue("turns", forms, i) for i in range(opened + 1, p.place + 1))


def _opens(forms: tuple[str, ...], place: int) -> bool:
    if forms[place] == ":":
        return True
    return is_cue("that", forms, place) and not is_cue("not_saying", forms, place - 1)


def _status(forms: tuple[str, ...], p: Predicate, all_: Sequence[Predicate], *, title: bool) -> Status | None:
    """What the clause claims of its happening."""
    if _negated(forms, p):
        return Status.DENIED
    chain = _chain(p, all_)
    if any(_denies(forms, speaker) for speaker in chain):
        return Status.DENIED
    if _conditional(forms, p):
        return Status.CONDITIONAL
    mood = _mood(forms, p)
    if mood is not Status.HAPPENED:
        return mood
    if p.form.future or forms[p.place - 1] == "سوف":
        return Status.PLANNED
    if p.nominal or p.form.perfect or title:
        return Status.HAPPENED
    return Status.PLANNED if p.kind in (EventType.MEETING, EventType.VISIT, EventType.CALL, EventType.TALKS) else None


def _chain(p: Predicate, all_: Sequence[Predicate]) -> list[Predicate]:
    chain: list[Predicate] = []
    place = p.governor
    while place is not None and len(chain) < 5:
        speaker = next(s for s in all_ if s.place == place)
        chain.append(speaker)
        place = speaker.governor
    return chain


def _denies(forms: tuple[str, ...], speaker: Predicate) -> bool:
    return is_cue("denied", forms, speaker.place)


def _negated(forms: tuple[str, ...], p: Predicate) -> bool:
    for i in (p.place - 1, p.place - 2):
        if i >= p.start - 2 and i >= 0 and is_cue("negations", forms, i) and forms[i] not in ("ما", "غير"):
            return i == p.place - 1 or forms[p.place - 1] in ("قد", "اي", "يكن")
    between = forms[p.place + 1 : p.noun]
    return bool({"اي", "عدم", "دون"} & set(between[-1:]))


def _conditional(forms: tuple[str, ...], p: Predicate) -> bool:
    start = max(0, p.place - 9)
    for i in range(p.place - 1, start - 1, -1):
        if forms[i] in (".", "؛", ":"):
            return False
        if forms[i] in ("اذا", "لو", "شريطه", "فاذا", "واذا", "لولا") or forms[i : i + 2] in (("في", "حال"), ("في", "حاله"), ("ان", "لم"), ("ما", "لم")):
            return True
    return forms[p.place - 1 : p.place] in (("قد",), ("فقد",), ("ربما",)) and not p.form.perfect


def _mood(forms: tuple[str, ...], p: Predicate) -> Status | None:
    """Planned or wished things: an imperfect under "that" after a word of plan or wish, a noun right after one."""
    under_that = not p.nominal and not p.form.perfect and forms[p.place - 1 : p.place] == ("ان",) or _near_that(forms, p)
    start = max(0, p.place - 9)
    cues = [i for i in range(p.place - 1, start - 1, -1)]
    if under_that or p.nominal:
        reach = cues if under_that else cues[:3]
        for i in reach:
            if forms[i] in (".", "؛"):
                break
            if is_cue("planned", forms, i):
                return None if forms[max(0, i - 2) : i].count("كان") or "وكان" in forms[max(0, i - 2) : i] else Status.PLANNED
            if is_cue("wished", forms, i) or is_cue("maybe", forms, i) or is_cue("cancelled", forms, i):
                return None
        if under_that:
            return None
    return Status.HAPPENED


def _near_that(forms: tuple[str, ...], p: Predicate) -> bool:
    """An imperfect whose subject stands between it and "that": "أن حماس تفرج"."""
    if p.nominal or p.form.perfect or p.form.future:
        return False
    return first_cue("that", forms, max(0, p.place - 4), p.place) is not None and p.governor is None
