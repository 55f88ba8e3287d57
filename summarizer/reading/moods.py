"""What a clause claims of its happening: that it was, will be, may be, was denied, or is only wished; finds nothing."""

from __future__ import annotations

from collections.abc import Sequence

from storage.model import EventType, Status
from summarizer.reading.cues import cue_places, first_cue, is_cue
from summarizer.reading.doubts import averted, doubt, is_circumstance
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
_RELATIVES = frozenset(("الذي", "التي", "الذين", "اللذين", "اللذان", "اللتين"))
_NARRATED = frozenset(
    {EventType.MEETING, EventType.VISIT, EventType.CALL, EventType.TALKS, EventType.RESUMPTION}
)
# After these "that" tells what did happen: "بعد أن تسلم الرد".
_SINCE = (("بعد",), ("منذ",), ("سبق",), ("وسبق",), ("الي",), ("حتي",), ("وبعد",), ("ومنذ",), ("يسبق",))
_THAT = ("ان", "وان")
# "Any talks with": none in particular.
_ANY = frozenset(("اي", "واي", "فاي", "ايه", "لاي", "كل"))
# In the present tense these are to come where the day is: "تدخل الهدنة حيز التنفيذ غدا".
_DATED = frozenset({EventType.TRUCE, EventType.RELEASE})
# What is so "since" a day began then; the word stands this near.
_LASTING = frozenset({EventType.TRUCE, EventType.SUSPENSION})
_SINCE_WHEN = 10
# "By the deal" stands so near behind the verb.
_TERMS = 5
_REACH = 9
# "And that" goes on from a "that" within so many words.
_ROW = 25
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
# "During it", right behind its verb: what is told goes on inside what was told before.
_DURING_IT = (("خلالها",), ("خلاله",), ("اثناءها",), ("اثناءه",), ("فيها",), ("فيه",))
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
    claims = (_claim(forms, p, all_, title=title or (news and _is_of_now(forms, p))) for p in found)
    return tuple(
        p._replace(status=status, because=Because(rule, tuple(places)))
        for p, (status, rule, *places) in zip(found, claims, strict=True)
    )


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
    if _was_meant(forms, p):
        return None, "wished", p.place - 1
    if _is_ordered(forms, p):
        return None, "ordered", p.place
    if _conditional(forms, p):
        return Status.CONDITIONAL, "condition", *_conditions(forms, p)
    doubted = None if presupposed else doubt(forms, p, all_)
    if doubted is not None or averted(forms, p):
        return doubted, "doubted", *_near(forms, p, *_DOUBTS)
    mood = Status.HAPPENED if presupposed else _mood(forms, p)
    if mood is not Status.HAPPENED:
        return mood, "planned" if mood else "wished", *_near(forms, p, *_WISHES)
    if _by_terms(forms, p):
        return None, "wished", p.place
    if p.form.future or (p.place and forms[p.place - 1] in ("سوف", "وسوف")):
        return Status.PLANNED, "future", p.place
    if p.rule.name.endswith(ON_ITS_WAY):
        return Status.PLANNED, "future", p.place
    if p.purpose or (p.nominal and _is_goal(forms, p.place)):
        return Status.PLANNED, "purpose", p.place
    if p.nominal or p.form.perfect or title:
        return Status.HAPPENED, "noun" if p.nominal else "perfect" if p.form.perfect else "headline", p.place
    if p.place and is_cue("become", forms, p.place - 1):
        return Status.HAPPENED, "became", p.place - 1  # "قواته باتت تسيطر على المعبر"
    # "تعلن الحركة رجوعها": what is done by being announced is done in the present tense too.
    announced = p.noun != p.place and is_cue("announcing", forms, p.place) and p.governor is None
    if announced:
        return Status.HAPPENED, "announced", p.place
    if _is_within_plan(forms, p, all_):
        return Status.PLANNED, "planned", *_near(forms, p, *_WISHES)
    if p.kind is EventType.TALKS or is_cue("rounds", forms, p.noun):
        return Status.HAPPENED, "round", p.noun
    if p.kind in _LASTING and "منذ" in forms[p.noun + 1 : p.noun + _SINCE_WHEN]:
        return Status.HAPPENED, "round", p.noun  # "ويسري وقف إطلاق النار منذ"
    ahead = p.kind in _DATED and any(is_cue("ahead", forms, i) for i in range(p.place + 1, p.end))
    return Status.PLANNED if ahead or p.kind in _NARRATED else None, "present", p.place


def _was_meant(forms: tuple[str, ...], p: Predicate) -> bool:
    """True under "had been meant to": "كان من المفترض أن يتوجه", where nothing says that it came about."""
    near = range(max(0, p.place - 4), p.place)
    return _under_that(forms, p) and any(
        is_cue("meant", forms, i) and {"كان", "وكان", "كانت", "وكانت"} & set(forms[max(0, i - 2) : i])
        for i in near
    )


def _by_terms(forms: tuple[str, ...], p: Predicate) -> bool:
    """True for what a deal provides for, without a day: "سيطلق في إطار الاتفاق سراح عشرة"."""
    if p.kind is not EventType.RELEASE or p.nominal or p.form.perfect:
        return False
    near = range(max(0, p.place - 2), min(p.place + _TERMS, len(forms)))
    ahead = any(is_cue("ahead", forms, i) for i in range(p.place, p.end))
    return not ahead and any(is_cue("by_terms", forms, i) for i in near)


def _is_goal(forms: tuple[str, ...], place: int) -> bool:
    """True for a meeting that somebody comes for: "لعقد اجتماع", "للمشاركة في محادثات"."""
    return is_cue("for_holding", forms, place - 1) or forms[max(0, place - 2) : place] in (
        ("للمشاركه", "في"),
        ("لحضور",),
    )


def _is_within_plan(forms: tuple[str, ...], p: Predicate, all_: Sequence[Predicate]) -> bool:
    """True for what is to be done during something planned: "ينتظر أن يبدأ زيارة، يجري خلالها مباحثات"."""
    if forms[p.place + 1 : p.place + 2] not in _DURING_IT:
        return False
    ahead = any(q.form.future for q in all_ if q.place < p.place)
    return ahead or any(i < p.place for i in cue_places("planned", forms))


def _near(forms: tuple[str, ...], p: Predicate, *kinds: str) -> tuple[int, ...]:
    """Where the word of some kinds stands that is nearest to a verb, before it rather than after."""
    places = [i for kind in kinds for i in cue_places(kind, forms) if i != p.place]
    nearest = min(places, key=lambda i: p.place - i if i < p.place else _FAR + i - p.place, default=None)
    return () if nearest is None else (nearest,)


def _conditions(forms: tuple[str, ...], p: Predicate) -> Sequence[int]:
    back = range(p.place - 1, max(0, p.place - _REACH) - 1, -1)
    return [i for i in back if forms[i] in _IF or forms[i : i + 2] in _IF_PAIRS][:1] or (p.place - 1,)


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
        if forms[i] in _STOPS or new_clause or (is_cue("turns", forms, i) and "،" in forms[i - 2 : i]):
            return False
        if forms[i] in _IF or forms[i : i + 2] in _IF_PAIRS:
            return True
        # "فإن وافقت" is "if"; "فإن حماس وافقت" only stresses.
        if forms[i] == "فان" and i + 1 == p.place and p.form.perfect:
            return True
    return bool(p.place) and forms[p.place - 1] in ("قد", "وقد", "فقد", "ربما") and not p.form.perfect


def _mood(forms: tuple[str, ...], p: Predicate) -> Status | None:
    """Planned or wished: an imperfect under "that" after a word of plan or wish, a noun right after one."""
    if p.nominal and p.place and forms[p.place - 1] in _ANY:
        return None
    under_that = _under_that(forms, p)
    if under_that and forms[max(0, p.place - 3) : p.place - 1] == ("،", "علي"):
        return Status.PLANNED  # "، على أن يدخل حيز التنفيذ الأحد"
    if not under_that and not p.nominal:
        return Status.HAPPENED
    place = _first_that(forms, p) if under_that else p.place
    for i in range(place - 1, max(0, place - (_REACH if under_that else 3)) - 1, -1):
        if forms[i] in _STOPS:
            break
        if is_cue("planned", forms, i):
            return (
                None if {"كان", "وكان", "كانت", "وكانت"} & set(forms[max(0, i - 2) : i]) else Status.PLANNED
            )
        # "قد أبلغت" is done: "may" is said of what is yet to come.
        done = forms[i] in ("قد", "وقد", "فقد") and forms[i + 1][:1] not in tuple("يتنا")
        if not done and any(is_cue(kind, forms, i) for kind in ("wished", "maybe", "cancelled")):
            return None
        if p.nominal and is_circumstance(forms, i):
            break
    return None if under_that else Status.HAPPENED


def _first_that(forms: tuple[str, ...], p: Predicate) -> int:
    """The place behind the "that" which a further "and that" goes on from: "قررت أن تطلق … وأن تسلم"."""
    if forms[p.place - 1] != "وان":
        return p.place
    back = range(p.place - 2, max(0, p.place - _ROW), -1)
    return next((i + 1 for i in back if forms[i] == "ان"), p.place)


def _under_that(forms: tuple[str, ...], p: Predicate) -> bool:
    """True for an imperfect right under "that", or with its subject between: "أن حماس تفرج"."""
    if p.nominal or p.form.perfect or p.form.future:
        return False
    if forms[p.place - 1 : p.place] in (("ان",), ("وان",)):
        return True
    return first_cue("that", forms, max(0, p.place - 4), p.place) is not None and p.governor is None
