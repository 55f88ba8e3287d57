"""Numbers that matter (captives held and freed, prisoners, killed, days of truce) with what they count; no events.

The noun and the verb decide what is counted, never the number itself. What belongs to a plan is `planned`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from storage.model import EventType, Figure, Status
from summarizer.reading.attribution import according, source_of
from summarizer.reading.counted import Count, count_at, is_cue, noun_kind, qualifier
from summarizer.reading.cues import first_cue
from summarizer.reading.numbers import number_at
from summarizer.reading.parsed import Parsed

_TOTAL = 1000
_HELD = range(10, 300)
_CAPTURED = range(100, 300)
_WEEKS = {"اسبوع": 7, "اسبوعا": 7, "اسبوعين": 14, "لاسبوع": 7, "يومين": 2, "شهرين": 60, "شهران": 60}
_PAIRS = ("رهينتين", "مواطنتين", "محتجزتين", "اسيرتين", "امراتين", "سيدتين", "رهينتان", "مجندتين", "محتجزتان")
_SINGLE = ("الجندي", "الرهينه", "الاسير", "المحتجز", "الاسيره", "المحتجزه", "الجنديه", "المجنده")


def figures(parsed: Sequence[Parsed]) -> tuple[Figure, ...]:
    """Return the figures of an article, each what and value once."""
    found: dict[tuple[str, int, bool], Figure] = {}
    for sentence in parsed:
        if sentence.sentence.title:
            continue
        for figure in _of_sentence(sentence):
            found.setdefault((figure.what, figure.value, figure.planned), figure)
    return tuple(found.values())


def _of_sentence(parsed: Parsed) -> Iterator[Figure]:
    counts = list(_counts(parsed))
    told = [(count, hit) for count in counts if (hit := _classified(parsed, count))]
    for count, (what, planned) in _summed(parsed, told):
        exactness = qualifier(parsed.forms, count.place, count.after)
        yield _figure(parsed, count.value, what, planned, exactness, count.place)
    yield from _truces(parsed, counts)
    yield from _without_number(parsed)


def _figure(
    parsed: Parsed, value: int, what: str, planned: bool, exactness: str | None, place: int = 0
) -> Figure:
    return Figure(what, value, (parsed.sentence.span,), exactness, _source(parsed, place), planned)


def _source(parsed: Parsed, place: int) -> str | None:
    """Who gives the number at a place: whom "according to" names behind it, else in whose words it stands."""
    if (told := according(parsed, place)) is not None:
        return told
    said = (p for p in reversed(parsed.predicates) if p.kind is EventType.STATEMENT and p.place < place)
    speaker = next((p for p in said if _is_said(parsed, p.place, place)), None)
    return source_of(parsed, speaker, {}) if speaker is not None else None


def _is_said(parsed: Parsed, verb: int, place: int) -> bool:
    """True where a place stands in what a verb of saying opens, with no turn to something else between."""
    opened = first_cue("that", parsed.forms, verb + 1, place)
    return opened is not None and first_cue("turns", parsed.forms, opened + 1, place) is None


def _counts(parsed: Parsed) -> Iterator[Count]:
    dated = {i for d in parsed.dates for i in range(d.first, d.last)}
    names = {i for m in parsed.mentions for i in range(m.first, m.last)}
    place = 0
    while place < len(parsed.forms):
        hit = None if place in dated or place in names else number_at(parsed.sentence.tokens, place)
        if hit is None:
            place += 1
            continue
        start, end = _stretch(parsed.forms, place)
        yield count_at(parsed.forms, hit[0], place, hit[1], start, end)
        place += hit[1]


def _stretch(forms: tuple[str, ...], place: int) -> tuple[int, int]:
    """The part of a sentence in which a number stands: exchanges and contrasts divide it."""
    start = next((i for i in range(place - 1, -1, -1) if is_cue("together", forms[i]) or forms[i] == "؛"), 0)
    end = next(
        (i for i in range(place + 1, len(forms)) if is_cue("together", forms[i]) or forms[i] == "؛"),
        len(forms),
    )
    return start, end


def _classified(parsed: Parsed, count: Count) -> tuple[str, bool] | None:
    """What a number counts and whether it is planned; None where it counts nothing that is kept."""
    if (
        count.noun == "day"
        or count.behind[:1] == ("%",)
        or count.has("remains", 9)
        or count.behind[:1] in (("جثه",), ("جثمانا",))
    ):
        return None
    if (
        count.value >= _TOTAL
        and count.nation == "palestinian"
        and {"سجونها", "تحتجز", "سجون"} & set(count.before)
    ):
        return "prisoners_held", False
    if count.value >= _TOTAL and (dead := _casualties(parsed, count)):
        return dead, False
    if _is_captured(parsed, count):
        return "captured_oct7", False
    if count.value in _HELD and _is_held(count):
        return "hostages_held", False
    return _freed(parsed, count)


def _casualties(parsed: Parsed, count: Count) -> str | None:
    if count.noun == "hurt" or (count.noun != "dead" and count.has("wounded", 3)):
        return "wounded_gaza"
    if count.noun != "dead" and not (
        count.has("killed", 12) and (count.noun in (None, "person") or count.nation)
    ):
        return None
    attack = {"هجوم", "هجوما", "الهجوم", "هجمات"} & set(parsed.forms)
    israeli = count.nation == "israeli" or (count.noun != "dead" and attack and count.value < 2000)
    if israeli:
        return "killed_israel"
    return None if {"لبنان", "اللبنانيه", "السودان", "ايران"} & set(count.before[-12:]) else "killed_gaza"


def _is_captured(parsed: Parsed, count: Count) -> bool:
    if count.value not in _CAPTURED:
        return False
    if count.before[-2:] in (("من", "اصل"), ("من", "بين")) or count.before[-3:-1] == ("من", "اصل"):
        return True
    october = "اكتوبر" in parsed.forms or "الهجوم" in parsed.forms or "تشرين" in parsed.forms
    return october and (
        count.has("captured", 5)
        or any(is_cue("captured", form) for form in count.behind[:4])
        or count.before[-1:] == ("وعددهم",)
    )


def _is_held(count: Count) -> bool:
    if count.noun not in ("hostage", "captive", "person", None):
        return False
    if any(is_cue("still", form) for form in count.behind[:24]) or count.has("still", 3):
        return count.before[-1:] not in (("بينهم",), ("منهم",)) and "بينهم" not in count.before[-3:]
    if count.noun in ("hostage", "captive") and "عدد" in count.before[-9:]:
        return "بينهم" not in count.before[-3:]
    if count.noun == "hostage" and count.value >= 50 and count.has("goal", 4):
        return True
    definite = [form for form in count.before[-2:] if form in ("الرهاين", "المحتجزين", "الاسري")]
    return bool(definite) and count.before[-1:] == ("ال",)


def _freed(parsed: Parsed, count: Count) -> tuple[str, bool] | None:
    """A number of people set free, by whom or under which plan."""
    if count.noun in ("dead", "hurt") or (
        {"تحرير", "استعاده"} & set(count.before[-6:]) and {"عمليه", "بعمليه"} & set(parsed.forms)
    ):
        return None
    if (count.noun is None and count.nation is None) or count.before[-2:] == ("من", "اصل"):
        return None
    release = _release_before(parsed, count)
    if release is None and count.has("killed", 8) and not count.has("free", 8):
        return None
    exchange = count.before[:1] in (("مقابل",), ("بدلا",), ("ومقابل",))
    side = _side(parsed, count, release, exchange)
    if side is None or not (
        release is not None or exchange or count.has("free", 8) or count.has_near("done", 8)
    ):
        return None
    return side, _is_planned(parsed, count, release, exchange)


def _release_before(parsed: Parsed, count: Count) -> int | None:
    """The verb of release that governs a number: the last one before it in its sentence."""
    places = [p.place for p in parsed.predicates if p.kind is EventType.RELEASE and p.place < count.place]
    return places[-1] if places else None


def _side(parsed: Parsed, count: Count, release: int | None, exchange: bool) -> str | None:
    if count.nation == "palestinian":
        return "prisoners_released"
    if count.noun == "hostage" or count.nation in ("israeli", "foreign"):
        return "hostages_released"
    if count.noun == "prisoner":
        return "prisoners_released"
    if count.noun not in ("captive", "person"):
        return None
    doer = parsed.forms[release : count.place] if release is not None else ()
    if exchange or "اسراييل" in doer or "سجون" in count.behind:
        return "prisoners_released"
    return "hostages_released" if count.noun == "captive" or release is not None else None


def _is_planned(parsed: Parsed, count: Count, release: int | None, exchange: bool) -> bool:
    p = parsed.at(release)
    told = p is not None and p.status in (Status.HAPPENED, Status.CLAIMED)
    plan = any(is_cue("plan", form) for form in parsed.forms[: count.place])
    if told and p is not None and (p.form.perfect or p.nominal):
        return plan and p.form.perfect is False
    if plan:
        return True
    first = parsed.forms[: count.place]
    free = [i for i, form in enumerate(first) if is_cue("free", form)]
    done = any(is_cue("done", form) for i in free[-1:] for form in first[max(0, i - 12) : i])
    back = any(is_cue("done", form) for form in count.behind[:6])
    return not (done or back or (exchange and told))


def _summed(
    parsed: Parsed, told: Sequence[tuple[Count, tuple[str, bool]]]
) -> Iterator[tuple[Count, tuple[str, bool]]]:
    """Numbers of several nations freed together are one number: "13 إسرائيليا وأربعة تايلانديين"."""
    pending: tuple[Count, tuple[str, bool]] | None = None
    for count, hit in told:
        near = pending is not None and count.place - pending[0].after <= 3 and hit == pending[1]
        if pending is not None and near and count.nation in ("foreign", "israeli") and pending[0].nation:
            pending = replace(pending[0], value=pending[0].value + count.value, after=count.after), hit
            continue
        if pending is not None:
            yield pending
        pending = count, hit
    if pending is not None:
        yield pending


def _truces(parsed: Parsed, counts: Sequence[Count]) -> Iterator[Figure]:
    """Days of a truce: in figures, in words ("أسبوع"), or after the noun ("أيامها السبعة")."""
    forms = parsed.forms
    for count in counts:
        unit = next(
            (
                form
                for form in forms[count.after : count.after + 1]
                if noun_kind(form) == "day" or form.startswith("اسابيع")
            ),
            None,
        )
        if unit is not None and count.has("truce", 8):
            days = count.value * (7 if unit.startswith("اسابيع") else 1)
            yield _truce(parsed, days, count.place)
        elif forms[count.place - 1 : count.place] == ("ايامها",) or (
            forms[count.place - 1 : count.place] == ("الايام",) and count.has("truce", 3)
        ):
            yield _figure(parsed, count.value, "truce_days", False, None, count.place)
    for i, form in enumerate(forms):
        if (
            form in _WEEKS
            and any(is_cue("truce", word) for word in forms[max(0, i - 6) : i])
            and not any(d.first <= i < d.last for d in parsed.dates)
        ):
            yield _truce(parsed, _WEEKS[form], i)


def _truce(parsed: Parsed, days: int, place: int) -> Figure:
    before = parsed.forms[max(0, place - 10) : place]
    lasted = any(is_cue("lasted", form) for form in before)
    return _figure(parsed, days, "truce_days", not lasted, None)


def _without_number(parsed: Parsed) -> Iterator[Figure]:
    """Two in the dual, one by name: "أفرجت عن الجندي فلان"."""
    for p in parsed.predicates:
        if p.kind is not EventType.RELEASE or p.status is not Status.HAPPENED or p.nominal:
            continue
        window = parsed.forms[p.place : p.end]
        if any(form in _PAIRS for form in window):
            yield _figure(parsed, 2, "hostages_released", False, None)
        elif any(form in _SINGLE for form in window) and not parsed.forms[p.place].startswith(
            ("تسلم", "وتسلم")
        ):
            yield _figure(parsed, 1, "hostages_released", False, None)
        return
