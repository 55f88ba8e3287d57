"""Nouns that tell a happening without a verb, and what must stand around them for it; builds no clauses."""

from __future__ import annotations

from storage.model import EventType
from summarizer.reading.cues import is_cue
from summarizer.reading.surroundings import Seen
from summarizer.reading.triggers import Rule, bare

MARKS = frozenset('،.:؛;!?؟"“”«»()-–—')
# Who is "on his way to" somewhere stands before the words that tell it, and is not there yet.
ON_ITS_WAY = ": on its way"
# Within so many words after a noun its state is told: "المفاوضات بين الطرفين مستمرة".
_STATED = 9
# Within so many words after a verb of condemnation what is condemned is told.
_CONDEMNED = 8
# A decision or its announcement stands within so many words before what was decided.
_ANNOUNCED, _WORD = 5, ("اعلان", "قرار")
# Of these the day says which one is meant.
_STRIKES = frozenset(("غاره", "غارات", "ضربه", "ضربات", "قصف", "اغتيال"))
# When what is planned is to be stands within so many words behind "planned".
_DATED = 5
# Of these people speak before they come about.
_PROMISED = frozenset({EventType.RELEASE, EventType.TRUCE, EventType.RESUMPTION, EventType.AGREEMENT})
# How a gathering's noun ends that has a pronoun: "لقائه", "اجتماعها", "مكالمتهما".
_ENDS = ("اي", "او", "اع", "صال", "قبال", "المت", "ات")
_THEIRS = ("هما", "هم")
OWN = tuple(end + whose for end in _ENDS for whose in ("ه", "ها", *_THEIRS))
# "On receiving": whom one received may stand farther on.
_RECEIVING, _RECEIVED = ("استقباله", "استقبالها"), 12


def tells_alone(rule: Rule, seen: Seen, place: int) -> bool:
    """True for a noun that needs no verb: between whom, where talks are, or, in a title, of what."""
    if rule.trigger.presupposed and rule.object:
        owned = any(form.startswith(rule.object) for form in seen.forms[place + 1 : place + _STATED])
        return owned and _is_presupposed(seen.forms, place)
    if rule.trigger.presupposed:
        known = _is_presupposed(seen.forms, place) or _is_condemned(rule, seen.forms, place)
        return known or _is_dated(rule, seen, place) or _is_welcomed(rule, seen.forms, place)
    if rule.object and not rule.trigger.in_titles:
        return any(form.startswith(rule.object) for form in seen.forms[place + 1 : place + _STATED])
    if rule.name.endswith(ON_ITS_WAY):
        return place > 0 and seen.forms[place - 1] == "في"
    if not rule.trigger.in_titles:
        return (
            _has_partners(rule, seen, place)
            or _is_there(rule, seen, place)
            or _is_meanwhile(rule, seen, place)
            or _is_scheduled(rule, seen, place)
        )
    opens = place == 0 or (seen.forms[place - 1] in MARKS and seen.forms[place][0] != "و")
    # Behind who speaks, a noun opens what is said: "ماكرون: الإفراج عن الرهائن قريب".
    said = place > 0 and seen.forms[place - 1] == ":" and any(i < place for i in seen.starts)
    opens = opens and not (said and rule.kind in _PROMISED)
    if rule.without and any(
        form.startswith(rule.without) for form in seen.forms[place + 1 : place + _STATED]
    ):
        return False
    near = [bare(form) for form in seen.forms[place + 1 : place + 5]]
    return seen.title and opens and (not rule.object or any(form.startswith(rule.object) for form in near))


def _is_scheduled(rule: Rule, seen: Seen, place: int) -> bool:
    """True for a gathering of which it is said that it is to come, and when: "المؤتمر المقرر عقده يوم 2 ديسمبر"."""
    if rule.frame != "mutual":
        return False
    ahead = next(
        (
            i
            for i in range(place + 1, min(place + _RECEIVED, len(seen.forms)))
            if is_cue("scheduled", seen.forms, i)
        ),
        None,
    )
    return ahead is not None and bool(seen.dated & set(range(ahead + 1, ahead + _DATED)))


def _is_meanwhile(rule: Rule, seen: Seen, place: int) -> bool:
    """True for a gathering at which something else was done: "وقّعوا الوثيقة خلال قمة", "بعد اجتماع"."""
    if rule.kind is not EventType.MEETING or not place or seen.forms[place].startswith(("ال", "لل")):
        return False
    return is_cue("asides", seen.forms, place - 1) or seen.forms[place - 1] in ("في", "وفي", "ختام")


def _is_presupposed(forms: tuple[str, ...], place: int) -> bool:
    """True right behind a word of time or cause: what came before or brought it about did happen."""
    # "بعد إعلان حماس إرجاء الدفعة": what was announced came before, too.
    told = next((i for i in range(place - 1, max(0, place - _ANNOUNCED), -1) if forms[i] in _WORD), None)
    if told is not None and (is_cue("presupposing", forms, told - 1) or forms[told - 1] in ("من", "ومن")):
        return is_cue("presupposing", forms, told - 1) or is_cue("presupposing", forms, told - 3)
    # "بعد يوم من": what came before is told with how long before.
    after = place > 2 and forms[place - 1] == "من" and is_cue("presupposing", forms, place - 3)
    return after or any(is_cue("presupposing", forms, i) for i in (place - 1, place - 2) if i >= 0)


def _is_condemned(rule: Rule, forms: tuple[str, ...], place: int) -> bool:
    """True for an attack that somebody condemns: "أدانت مصر قصف المدرسة"."""
    near = range(max(0, place - _CONDEMNED), place)
    verb = next((i for i in near if is_cue("condemning", forms, i)), None)
    said = verb is not None and any(is_cue("that", forms, i) for i in range(verb, place))
    return rule.kind is EventType.ESCALATION and verb is not None and not said


def _is_dated(rule: Rule, seen: Seen, place: int) -> bool:
    """True for an attack that its day tells apart: "غارة 9 سبتمبر", "اغتيال القائد رائد سعد السبت الماضي"."""
    if rule.kind is not EventType.ESCALATION or bare(seen.forms[place]) not in _STRIKES:
        return False
    after = place + 1
    while after in seen.names or seen.forms[after : after + 1] == ("يوم",):
        after += 1
    return after in seen.dated and not (place and seen.forms[place - 1] in ("منذ", "حتي"))


def _is_welcomed(rule: Rule, forms: tuple[str, ...], place: int) -> bool:
    """True for the agreement of others that somebody welcomes: "رحبت قطر بمصادقة الحكومة الإسرائيلية على"."""
    welcomed = rule.kind is EventType.ACCEPTANCE and forms[place][0] == "ب"
    return welcomed and any(is_cue("welcoming", forms, i) for i in range(max(0, place - _RECEIVED), place))


def _is_there(rule: Rule, seen: Seen, place: int) -> bool:
    """True for talks of which it is said where they are: "المفاوضات الجارية في الدوحة"."""
    if rule.kind is not EventType.TALKS:
        return False
    return any(
        seen.forms[i] == "في" and i + 1 in seen.starts
        for i in range(place + 1, min(place + 6, len(seen.forms)))
    )


def _has_partners(rule: Rule, seen: Seen, place: int) -> bool:
    if rule.frame == "journey" and is_cue("teams", seen.forms, place + 1):
        return "الي" in seen.forms[place + 2 : place + _RECEIVED]
    near = seen.forms[place + 1 : place + 7]
    own = seen.forms[place].endswith(OWN)
    if own and seen.starts & set(range(place + 1, place + 4)):
        return True
    if seen.forms[place].endswith(_THEIRS) and own and is_cue("asides", seen.forms, place - 1):
        return True  # "بعد لقائهما في باريس، قال الوزيران"
    if bare(seen.forms[place]) in _RECEIVING and seen.starts & set(range(place + 1, place + _RECEIVED)):
        return True
    return (
        "بين" in near
        or "مع" in near
        or any(word.startswith("ب") and place + 1 + i in seen.starts for i, word in enumerate(near[:1]))
        or (place + 1 in seen.starts and not near[0].startswith("ال"))
    )
