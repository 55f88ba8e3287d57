"""What a clause claims of its happening: that it was, will be, may be, was denied, or is only wished; finds nothing."""

from __future__ import annotations

from collections.abc import Sequence

from storage.model import EventType, Status
from summarizer.reading.cues import cue_places, is_cue
from summarizer.reading.doubts import averted, doubt
from summarizer.reading.intentions import by_terms, is_goal, is_within_plan, mood, scheduled, was_meant
from summarizer.reading.nominals import ON_ITS_WAY
from summarizer.reading.predicate import Because, Predicate

_STOPS = (".", "؛", ":")
_IF = frozenset(("اذا", "لو", "شريطه", "فاذا", "واذا", "لولا"))
_IF_PAIRS = frozenset(
    (
        ("في", "حال"),
        ("في", "حاله"),
        ("وفي", "حال"),
        ("وفي", "حاله"),
        ("فان", "لم"),
        ("ان", "لم"),
        ("ما", "لم"),
    )
)
_TILL, _TILL_PAIRS = ("حتي", "ريثما"), (("قبل", "ان"), ("الي", "ان"), ("حتي", "لا"))
_IMPERFECT, _BEING_SO = tuple("يتن"), ("نهايه", "تاريخ", "يوم", "نحو")
_WILL_NOT, _FUTURE = (
    frozenset(("لن", "ولن", "لا", "ولا", "ليس", "فلن", "سوف")),
    ("سي", "ست", "سن", "وسي", "وست"),
)
# How far before "until" stands what will not be.
_WILL = 14
_RELATIVES = frozenset(("الذي", "التي", "الذين", "اللذين", "اللذان", "اللتين"))
_NARRATED = frozenset(
    {EventType.MEETING, EventType.VISIT, EventType.CALL, EventType.TALKS, EventType.RESUMPTION}
)
# After these "that" tells what did happen: "بعد أن تسلم الرد".
_SINCE = (("بعد",), ("منذ",), ("سبق",), ("وسبق",), ("الي",), ("حتي",), ("وبعد",), ("ومنذ",), ("يسبق",))
_THAT = ("ان", "وان")
# In the present tense these are to come where the day is: "تدخل الهدنة حيز التنفيذ غدا".
_DATED = frozenset({EventType.TRUCE, EventType.RELEASE})
# What is so "since" a day began then; the word stands this near.
_LASTING = frozenset({EventType.TRUCE, EventType.SUSPENSION})
_SINCE_WHEN = 10
_REACH = 9
# Before this token a colon belongs to an hour.
_CLOCK = 4
_OPENING = frozenset(('"', "“", "«", ":", ".", "!", "-"))


# The words that may take a happening back, and those that plan or wish it; a word after the verb counts as far.
_DOUBTS = (
    "truth",
    "supposed",
    "perhaps",
    "almost",
    "being",
    "never",
    "denied",
    "denied_it",
    "averted",
    "falsehoods",
)
_WISHES = ("planned", "wished", "maybe", "cancelled")
_FAR = 1_000
# A status with the name of its rule and the places of its words.
Claim = tuple[Status | None, str, *tuple[int, ...]]


def with_moods(
    forms: tuple[str, ...],
    found: Sequence[Predicate],
    *,
    title: bool,
    news: bool = False,
    among: Sequence[Predicate] = (),
) -> tuple[Predicate, ...]:
    """Return the predicates with what their clauses claim; a line of news tells words and encounters as a title does.

    `among` are all of the sentence's, where they are some of them.
    """
    found = [_after_that(forms, p) for p in found]
    all_ = among or found
    claims = [_claim(forms, p, all_, title=title or (news and _is_of_now(forms, p))) for p in found]
    awaited = {p.place for p, claim in zip(found, claims, strict=True) if _is_awaited(forms, p, claim)}
    claims = [
        (Status.CONDITIONAL, "condition", p.governor)
        if p.governor in awaited and not set(_STOPS) & set(forms[p.governor : p.place])
        else claim
        for p, claim in zip(found, claims, strict=True)
    ]
    return tuple(
        p._replace(status=status, because=Because(rule, tuple(places)))
        for p, (status, rule, *places) in zip(found, claims, strict=True)
    )


def _is_awaited(forms: tuple[str, ...], p: Predicate, claim: Claim) -> bool:
    """True for a word of saying that has not been said, so that what it tells is open: "قبل أن يبلغه الوسطاء بأنها قبلت"."""
    if p.nominal or p.rule.frame != "speaker":
        return False
    rule = claim[1]
    under_that = forms[p.place - 1 : p.place] in (("ان",), ("وان",))
    return rule in ("condition", "future") or (rule in ("wished", "planned") and under_that)


def _after_that(forms: tuple[str, ...], p: Predicate) -> Predicate:
    """A verb right under "that" has not happened yet, where its form may be read so: "ينتظر أن تسلم", not "بعد أن تسلم"."""
    under = p.place > 0 and forms[p.place - 1] in _THAT and forms[p.place].startswith("ت")
    if not under or p.nominal or not p.form.perfect or forms[p.place - 2 : p.place - 1][:1] in _SINCE:
        return p
    return p._replace(form=p.form._replace(perfect=False))


def _is_of_now(forms: tuple[str, ...], p: Predicate) -> bool:
    """True for what its present tense tells as done on a line of news: words and encounters, not the deeds of a plan."""
    told = p.rule.frame == "speaker" or p.kind in (EventType.MEETING, EventType.CALL)
    return told and p.governor is None and ":" not in forms[_CLOCK : p.place]


def _claim(forms: tuple[str, ...], p: Predicate, all_: Sequence[Predicate], *, title: bool) -> Claim:
    """What a clause claims, by which rule, and at which words."""
    if forms[-1:] in (("?",), ("؟",)):
        return None, "question", len(forms) - 1
    if _negated(forms, p):
        return Status.DENIED, "negated", *_near(forms, p, "negations")
    # A relative clause presupposes what it tells: "المعبر الذي سيطرت عليه" is true even where the rest is denied.
    presupposed = p.form.perfect and not p.nominal and forms[p.place - 1] in _RELATIVES
    denials = () if presupposed else [i for i in _chain(p, all_) if is_cue("denied", forms, i)]
    if denials:
        return Status.DENIED, "denied", *denials
    if was_meant(forms, p):
        return None, "wished", p.place - 1
    if _is_ordered(forms, p):
        return None, "ordered", p.place
    if _conditional(forms, p):
        return Status.CONDITIONAL, "condition", *_conditions(forms, p)
    if not presupposed and (until := _until(forms, p)) is not None:
        return Status.CONDITIONAL, "condition", until
    doubted = None if presupposed else doubt(forms, p, all_)
    if doubted is not None or averted(forms, p):
        return doubted, "doubted", *_near(forms, p, *_DOUBTS)
    meant = Status.HAPPENED if presupposed else mood(forms, p)
    if meant is not Status.HAPPENED:
        return meant, "planned" if meant else "wished", *_near(forms, p, *_WISHES)
    if by_terms(forms, p):
        return None, "wished", p.place
    if p.form.future or (p.place and forms[p.place - 1] in ("سوف", "وسوف")):
        return Status.PLANNED, "future", p.place
    if p.rule.name.endswith(ON_ITS_WAY):
        return Status.PLANNED, "future", p.place
    if p.purpose or (p.nominal and is_goal(forms, p.place)):
        return Status.PLANNED, "purpose", p.place
    if p.nominal and p.rule.frame == "mutual" and (ahead := scheduled(forms, p.place)) is not None:
        return Status.PLANNED, "planned", ahead
    if p.nominal or p.form.perfect or title:
        return Status.HAPPENED, "noun" if p.nominal else "perfect" if p.form.perfect else "headline", p.place
    if p.place and is_cue("become", forms, p.place - 1):
        return Status.HAPPENED, "became", p.place - 1  # "قواته باتت تسيطر على المعبر"
    # "تعلن الحركة رجوعها": what is done by being announced is done in the present tense too.
    told = p.governor is None or forms[p.governor] == ":"
    announced = p.noun != p.place and is_cue("announcing", forms, p.place) and told
    if announced:
        return Status.HAPPENED, "announced", p.place
    if is_within_plan(forms, p, all_):
        return Status.PLANNED, "planned", *_near(forms, p, *_WISHES)
    if p.kind is EventType.TALKS or is_cue("rounds", forms, p.noun):
        return Status.HAPPENED, "round", p.noun
    if p.kind in _LASTING and "منذ" in forms[p.noun + 1 : p.noun + _SINCE_WHEN]:
        return Status.HAPPENED, "round", p.noun  # "ويسري وقف إطلاق النار منذ"
    ahead = p.kind in _DATED and any(is_cue("ahead", forms, i) for i in range(p.place + 1, p.end))
    return Status.PLANNED if ahead or p.kind in _NARRATED else None, "present", p.place


def _near(forms: tuple[str, ...], p: Predicate, *kinds: str) -> tuple[int, ...]:
    """Where the word of some kinds stands that is nearest to a verb, before it rather than after."""
    places = [i for kind in kinds for i in cue_places(kind, forms) if i != p.place]
    nearest = min(places, key=lambda i: p.place - i if i < p.place else _FAR + i - p.place, default=None)
    return () if nearest is None else (nearest,)


def _conditions(forms: tuple[str, ...], p: Predicate) -> Sequence[int]:
    back = range(p.place - 1, max(0, p.place - _REACH) - 1, -1)
    return [i for i in back if forms[i] in _IF or forms[i : i + 2] in _IF_PAIRS][:1] or (p.place - 1,)


def _until(forms: tuple[str, ...], p: Predicate) -> int | None:
    """Where "before", "until" stands behind what will not be: "لن تجتمع الحكومة قبل أن يبلغها الوسطاء بأن حماس وافقت"; else None."""
    for i in range(p.place - 1, max(0, p.place - _REACH) - 1, -1):
        if forms[i] in _STOPS:
            return None
        waits = forms[i] in _TILL and forms[i + 1][:1] in _IMPERFECT and forms[i + 1] not in _BEING_SO
        if (waits or forms[i : i + 2] in _TILL_PAIRS) and _is_to_come(forms, i):
            return i
    return None


def _is_to_come(forms: tuple[str, ...], place: int) -> bool:
    """True where what stands before a place will not be, or will be: "لن", "لا", "ستستمر"."""
    near = forms[max(0, place - _WILL) : place]
    return bool(_WILL_NOT & set(near)) or any(len(f) > 4 and f.startswith(_FUTURE) for f in near)


def _is_ordered(forms: tuple[str, ...], p: Predicate) -> bool:
    """True for a deed in the plural that opens what is said: nobody is named before it, so it is an order."""
    if p.rule.frame != "deed" or p.nominal or not p.form.perfect or not forms[p.place].endswith("وا"):
        return False
    return p.place == 0 or forms[p.place - 1] in _OPENING


def _chain(p: Predicate, all_: Sequence[Predicate]) -> list[int]:
    chain: list[int] = []
    place = p.governor
    while place is not None and len(chain) < 5:
        chain.append(place)
        place = next(s.governor for s in all_ if s.place == place)
    return chain


def _negated(forms: tuple[str, ...], p: Predicate) -> bool:
    for i in (p.place - 1, p.place - 2):
        if i >= 0 and is_cue("negations", forms, i) and forms[i] not in ("ما", "غير"):
            return i == p.place - 1 or forms[p.place - 1] in ("قد", "اي", "يكن", "تكن")
    return bool({"اي", "عدم", "دون"} & set(forms[p.place + 1 : p.noun][-1:]))


def _conditional(forms: tuple[str, ...], p: Predicate) -> bool:
    new_clause = p.form.perfect and forms[p.place][:1] in "فو" and p.place > 0 and forms[p.place - 1] == "،"
    for i in range(p.place - 1, max(0, p.place - _REACH) - 1, -1):
        if forms[i] in _STOPS or new_clause or ("،" in forms[i - 2 : i] and is_cue("turns", forms, i)):
            return False
        if forms[i] in _IF or forms[i : i + 2] in _IF_PAIRS:
            return True
        # "فإن وافقت" is "if"; "فإن حماس وافقت" only stresses.
        if forms[i] == "فان" and i + 1 == p.place and p.form.perfect:
            return True
    return bool(p.place) and forms[p.place - 1] in ("قد", "وقد", "فقد", "ربما") and not p.form.perfect
