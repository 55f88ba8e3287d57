"""Where clauses begin and end, and who says what stands in them; knows predicates, not their words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from storage.model import EventType
from summarizer.reading.cues import cue_places, is_cue
from summarizer.reading.predicate import Predicate
from summarizer.reading.triggers import triggers

_RELATIVES = ("الذي", "التي", "الذين", "اللذين", "اللذان", "اللتين")


_SAYING = frozenset(
    {EventType.STATEMENT, EventType.THREAT, EventType.DEMAND, EventType.REJECTION, EventType.ACCEPTANCE}
)


def bounded(forms: tuple[str, ...], found: Sequence[Predicate]) -> list[Predicate]:
    """Give each predicate the bounds of its clause, from the predicates before and after it."""
    places = [p.place for p in found if not p.nominal]
    return [_with_bounds(forms, p, places) for p in found]


def _with_bounds(forms: tuple[str, ...], p: Predicate, places: Sequence[int]) -> Predicate:
    aside = None if p.nominal else _aside(forms, p.place)
    start = _clause_start(forms, p.place if aside is None else aside, places)
    end = min((q for q in places if q > max(p.place, p.noun)), default=len(forms))
    end = _first(cue_places("that", forms), p.place + 1, end - 1) or end
    stops = (i for i in range(p.place + 1, end) if forms[i] in (":", "؛") or forms[i][:1] == "و")
    stop = next((i for i in stops if forms[i][0] != "و" or _is_about_it(forms, i)), end)
    # What describes a gathering goes back to it: "اجتماع رباعي، الجمعة، ضم".
    start = min(start, p.noun) if is_cue("gathering", forms, p.place) else start
    return p._replace(start=start, end=max(stop, p.place + 1), aside=aside)


def _is_about_it(forms: tuple[str, ...], place: int) -> bool:
    """True where a new clause with "and" tells of the gathering itself: "اجتمع … مع …، وتناول اللقاء نزع سلاح"."""
    verb = len(forms[place]) > 3
    return verb and forms[place - 1] in ("،", ".") and is_cue("the_gathering", forms, place + 1)


def _clause_start(forms: tuple[str, ...], place: int, places: Sequence[int]) -> int:
    """Where a clause begins: after "that", a colon, a turn ("but", "while"), or at the verb where another's clause runs on."""
    last = max((v for v in places if v < place), default=-1)
    that, turns = cue_places("that", forms), cue_places("turns" if last >= 0 else "meanwhile", forms)
    for i in range(place - 1, last, -1):
        turned = i in turns and (forms[i - 1] == "،" or forms[i] == "بينما")
        if forms[i] in (":", ".", "؛") or i in that or turned:
            return i + 1
        if forms[i] in ("وكان", "وكانت") and forms[i - 1] == "،":
            return i  # "قال إن الوفد في طريقه، وكان قد أرجأ جولة"
    # The colon after a speaker's name tells that he speaks, and opens what he says: "مكتب نتنياهو: رئيس الوزراء هاتف".
    if last >= 0 and forms[last] == ":":
        return last + 1
    return 0 if last < 0 else place


def _aside(forms: tuple[str, ...], place: int) -> int | None:
    """Where a relative clause between commas begins that stands right before a verb: "ترامب، الذي يبدأ جولة، وصف"."""
    before = place - 1
    if forms[before : before + 1] == ("قد",):
        before -= 1
    if before < 3 or forms[before] != "،":
        return None
    for i in range(before - 1, max(0, before - 25), -1):
        if forms[i] in _RELATIVES and forms[i - 1] == "،":
            return i - 1
        if is_cue("that", forms, i):
            return None
    return None


def with_governors(forms: tuple[str, ...], found: Sequence[Predicate]) -> list[Predicate]:
    """Give each predicate the verb of saying in whose content it stands."""
    opens = _opens(forms)
    turns = [i for i in cue_places("turns", forms) if i and forms[i - 1] == "،"]
    governed: list[Predicate] = []
    for p in found:
        speaker = next(
            (
                s
                for s in reversed(governed)
                if s.kind in _SAYING and not s.nominal and _holds(forms, s, p, opens, turns)
            ),
            None,
        )
        governed.append(p._replace(governor=speaker.place if speaker else None))
    return governed


def _holds(
    forms: tuple[str, ...], speaker: Predicate, p: Predicate, opens: Sequence[int], turns: Sequence[int]
) -> bool:
    """True when `p` stands in what `speaker` says: after "that" or a colon, with no turn between.

    `opens` and `turns` are where, in the sentence, such words stand.
    """
    denied = is_cue("denied", forms, speaker.place)
    # A speaker's colon opens what he says.
    opened = (
        speaker.place
        if denied or forms[speaker.place] == ":"
        else _first(opens, speaker.place + 1, p.place - 1)
    )
    if opened is None:
        return False
    if denied and _leaves_denial(forms, p, opened):
        return False
    coordinated = forms[p.place][:1] == "و" and len(forms[p.place]) > 3
    if (
        p.kind in _SAYING
        and not p.nominal
        and coordinated
        and forms[p.place - 1] in ("،", '"', "”", "»", "و")
    ):
        return False
    return _first(turns, opened + 1, p.place) is None


def _leaves_denial(forms: tuple[str, ...], p: Predicate, denial: int) -> bool:
    """True where what follows a denial is told anew: "نفت … وأكدت أن", "نفى …، مؤكدا أن"."""
    form = forms[p.place]
    anew = not p.nominal and p.form.perfect and form[:1] == "و" and form not in triggers().verbs
    if anew and (p.kind in _SAYING or forms[p.place - 1] == "،"):
        return True
    return any(
        forms[i - 1] == "،"
        and (is_cue("affirming", forms, i) or is_cue("participles", forms, i))
        and not is_cue("denied", forms, i)
        for i in range(denial + 1, p.place)
    )


def _first(places: Sequence[int], start: int, end: int) -> int | None:
    """Return the first of the sorted places from `start` to `end`, both included."""
    at = bisect_left(places, start)
    return places[at] if at < len(places) and places[at] <= end else None


def _opens(forms: tuple[str, ...]) -> list[int]:
    """Where something begins that somebody says: at a colon, at "that"."""
    colons = [i for i, form in enumerate(forms) if form == ":"]
    said = [i for i in cue_places("that", forms) if not is_cue("not_saying", forms, i - 1)]
    return sorted((*colons, *said))
