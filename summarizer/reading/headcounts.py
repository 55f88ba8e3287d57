"""What a number of people counts: the killed, the captured, the held, the freed of either side; knows no sentences' order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from summarizer.reading.counted import Count, is_cue, noun_kind
from summarizer.reading.deeds import FREEING, Deed, is_there
from summarizer.reading.parsed import Parsed

# A toll of the war has four digits, prisoners three or more; the attack's dead and captives were so many.
_TOLL, _PRISONERS = 1000, 100
_ATTACKED = range(700, 2000)
_CAPTURED, _WHOLE = range(180, 300), range(20, 180)
_HELD = range(1, 300)
# A number below this is a person or two of many, held only where a noun says so; all of them were once this many.
_FEW, _ALL = 10, 48
# How far from a number, in words, tells of an attack, and of a prison or an exchange.
_REACH, _NEAR = 18, 9
_CAPTIVES = ("captured_oct7", "hostages_held", "hostages_released")
_PEOPLE = ("hostage", "captive", "prisoner", "person")


@dataclass(frozen=True, slots=True)
class Told:
    """A number, what it counts, and whether it belongs to a plan."""

    count: Count
    what: str
    planned: bool


def classified(parsed: Parsed, count: Count, deed: Deed | None, before: Told | None) -> Told | None:
    """What a number counts; None where it counts nothing that is kept."""
    if count.counts("remains", "day", "thing", "missing") or parsed.forms[count.after : count.after + 1] == (
        "%",
    ):
        return None
    if noun_kind(parsed.forms[count.place - 1]) == "remains" or (deed is not None and deed.denied):
        return None
    if (count.whole or (count.total and _is_captured(deed))) and not count.counts("dead", "hurt"):
        if count.value in _CAPTURED:
            return Told(count, "captured_oct7", False)
        held = count.value in _WHOLE and count.counts("hostage", "captive")
        held = held and not any(is_cue("plan", form) for form in parsed.forms[count.end : count.end + 2])
        return Told(count, "hostages_held", False) if held else None
    if count.part or count.whole:
        return None
    if (what := _casualties(parsed, count, deed)) is not None:
        return Told(count, what, False)
    kind = deed.kind if deed is not None else None
    if kind == "capture" and count.value in _CAPTURED:
        return Told(count, "captured_oct7", False)
    if count.definite and count.value in _CAPTURED and kind != "held" and count.counts("hostage", "captive"):
        return Told(count, "captured_oct7", False)
    known = (
        count.definite
        and count.counts("hostage", "captive")
        and count.value >= (_FEW if deed is None else _ALL)
    )
    # What a plan says of all of them is planned: "ينص المقترح على تسليم الرهائن الـ48".
    freed = deed is not None and kind in FREEING and (deed.fact or (deed.noun and not deed.goal))
    there = deed is None and count.counts("hostage", "captive") and is_there(parsed.forms, count.place)
    if kind == "held" or (known and not freed) or there or _is_goal(deed):
        return _held(parsed, count, deed)
    return _freed(parsed, count, deed, before)


def _is_captured(deed: Deed | None) -> bool:
    return deed is not None and deed.kind == "capture"


def _is_goal(deed: Deed | None) -> bool:
    return deed is not None and deed.goal


def _casualties(parsed: Parsed, count: Count, deed: Deed | None) -> str | None:
    """Killed or wounded in the war: a toll, not the victims of one strike."""
    kind = deed.kind if deed is not None else None
    if count.counts("dead") and count.counts("hurt"):
        return None
    hurt = count.counts("hurt") or (kind == "hurt" and not count.counts("dead"))
    dead = count.counts("dead") or (kind == "kill" and not count.counts("hostage", "captive", "prisoner"))
    if not (hurt or dead) or (deed is not None and not deed.fact):
        return None
    near = parsed.forms[max(0, count.place - _REACH) : count.place]
    if any(is_cue("elsewhere", form) for form in (*near, *parsed.forms[count.after : count.after + 8])):
        return None
    attacked = any(is_cue("attack", form) for form in near) and count.nation != "palestinian"
    if (
        dead
        and count.value in _ATTACKED
        and (count.nation == "israeli" or attacked or _by_attackers(parsed, count))
    ):
        return "killed_israel"
    if count.nation in ("israeli", "foreign") or count.value < _TOLL:
        return None
    return "wounded_gaza" if hurt else "killed_gaza"


def _by_attackers(parsed: Parsed, count: Count) -> bool:
    """True where those who attacked are the subject: "وقتل مسلحو حماس نحو 1200"."""
    window = range(max(0, count.place - 8), count.place)
    return (
        count.value >= _TOLL
        and any(
            m.first in window
            and _side(m.parties) == "hostages_released"
            and parsed.forms[m.first - 1] != "علي"
            for m in parsed.mentions
        )
        and "علي" not in parsed.forms[window.start : window.stop]
    )


def _held(parsed: Parsed, count: Count, deed: Deed | None) -> Told | None:
    jailed = count.nation == "palestinian" or count.counts("prisoner") or _in_prison(parsed, count)
    if jailed:
        held = count.value >= _PRISONERS and (deed is None or not deed.goal)
        return Told(count, "prisoners_held", False) if held else None
    if count.value not in _HELD or not (
        count.counts("hostage", "captive") or (count.value >= _FEW and _may_be(count))
    ):
        return None
    if deed is not None and deed.goal and not count.definite and count.value < _ALL:
        return _freed(parsed, count, deed, None)
    return Told(count, "hostages_held", False)


def _may_be(count: Count) -> bool:
    return not count.kinds or count.counts("person")


def _in_prison(parsed: Parsed, count: Count) -> bool:
    """True where a prison or those who care for prisoners are named on this side of an exchange."""
    before = parsed.forms[max(0, count.place - _NEAR) : count.place]
    behind = parsed.forms[count.end : count.end + _NEAR]
    given = next((i for i, form in enumerate(behind) if is_cue("exchange", form)), len(behind))
    taken = next((i for i in range(len(before) - 1, -1, -1) if is_cue("exchange", before[i])), 0)
    near = (*before[taken:], *behind[:given])
    pairs = (" ".join(pair) for pair in pairwise(near))
    return any(is_cue("prison", form) for form in (*near, *pairs))


def _freed(parsed: Parsed, count: Count, deed: Deed | None, before: Told | None) -> Told | None:
    """A number of people set free, by whom or under which plan; one in exchange follows the one before it."""
    exchanged = _exchanged(parsed, count, before)
    freeing = deed is not None and deed.kind in FREEING
    if not freeing and exchanged is None:
        return None
    if deed is not None and deed.kind == "moved" and not _is_captive(count):
        return None
    if not (count.nation or count.counts(*_PEOPLE)) or count.counts("dead", "hurt"):
        return None
    if freeing and _is_rescue(parsed, count):
        return None
    if count.beside and before is not None and before.what in _CAPTIVES:
        return (
            Told(count, "hostages_released", before.planned) if before.what == "hostages_released" else None
        )
    if before is not None and before.what.endswith("released") and _of_them(parsed, count):
        return None
    what = _whose(parsed, count, deed, exchanged, before)
    own = deed is not None and freeing and (exchanged is None or deed.place > exchanged.count.place)
    if exchanged is not None and (deed is None or not own or deed.noun):
        planned = exchanged.planned
    else:
        planned = deed is None or not deed.fact
    return Told(count, what, planned) if what else None


def _is_captive(count: Count) -> bool:
    """True for those who do not come and go as they like."""
    return count.counts("hostage", "captive", "prisoner") or count.nation in ("israeli", "foreign")


def _exchanged(parsed: Parsed, count: Count, before: Told | None) -> Told | None:
    """The number for which this one is given."""
    if before is None or before.what not in ("hostages_released", "prisoners_released", "hostages_held"):
        return None
    between = parsed.forms[before.count.after : count.place]
    return before if any(is_cue("exchange", form) for form in between) and "." not in between else None


def _is_rescue(parsed: Parsed, count: Count) -> bool:
    """True for captives freed by force, who are not released."""
    forms = parsed.forms
    freed = any(
        f.endswith(("تحرير", "استعاده", "انقاذ")) for f in forms[max(0, count.place - 6) : count.place]
    )
    return freed and any(bare in ("عمليه", "بعمليه") for bare in forms)


def _whose(
    parsed: Parsed, count: Count, deed: Deed | None, exchanged: Told | None, before: Told | None
) -> str | None:
    if count.nation == "palestinian":
        return "prisoners_released"
    if count.nation in ("israeli", "foreign") or count.counts("hostage"):
        return "hostages_released"
    if count.counts("prisoner"):
        return "prisoners_released"
    if exchanged is not None:
        return "hostages_released" if exchanged.what == "prisoners_released" else "prisoners_released"
    if before is not None and before.what in _CAPTIVES and _of_them(parsed, count):
        return "hostages_released"
    if _in_prison(parsed, count):
        return "prisoners_released"
    if count.counts("captive") and _are_hostages(parsed, count):
        return "hostages_released"
    side = _by_doer(parsed, count, deed) or _by_exchange(parsed, count)
    return side or ("hostages_released" if count.counts("captive") else None)


def _are_hostages(parsed: Parsed, count: Count) -> bool:
    """True where it is said right behind what only hostages are: "33 أسيرا، يعتقد أن معظمهم أحياء"."""
    return any(noun_kind(form) == "hostage" for form in parsed.forms[count.after : count.after + _NEAR])


def _of_them(parsed: Parsed, count: Count) -> bool:
    return any(form in ("منهم", "منهن") for form in parsed.forms[count.after : count.after + 2])


def _by_doer(parsed: Parsed, count: Count, deed: Deed | None) -> str | None:
    """By who sets free: a side at war named between the deed and the number, else right before the deed."""
    place = deed.place if deed is not None else count.place
    between = [m for m in parsed.mentions if place <= m.first < count.place]
    ahead = [m for m in parsed.mentions if place - _NEAR <= m.first < place]
    return next((side for m in (*between, *reversed(ahead)) if (side := _side(m.parties))), None)


def _by_exchange(parsed: Parsed, count: Count) -> str | None:
    """By whom they are given for: "50 امرأة وطفلا مقابل 150 فلسطينيا"."""
    behind = parsed.forms[count.end : count.end + _NEAR]
    given = next((i for i, form in enumerate(behind) if is_cue("exchange", form)), None)
    kinds = {noun_kind(form) for form in behind[given:]} if given is not None else set()
    return "hostages_released" if {"palestinian", "prisoner"} & kinds else None


def _side(parties: Sequence[str]) -> str | None:
    """What a party that sets people free holds: Israel prisoners, an armed group of Gaza hostages."""
    if "إسرائيل" in parties:
        return "prisoners_released"
    return (
        "hostages_released"
        if {"حماس", "كتائب القسام", "الجهاد الإسلامي", "سرايا القدس"} & set(parties)
        else None
    )
