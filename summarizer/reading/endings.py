"""Where a clause of substance ends: at another's words, at the tail of an attribution, within its length; finds no beginning."""

from __future__ import annotations

from collections.abc import Iterator

from summarizer.reading.contents import Start
from summarizer.reading.frames import length_at
from summarizer.reading.parsed import Parsed

LONGEST = 140
_OPEN, _CLOSE = "«“(", "»”)"
_STOPS = (".", "؛", "؟", "!", "…", "?", ";")
_RELATIVES = (
    "الذي",
    "التي",
    "الذين",
    "اللذين",
    "اللذان",
    "اللتين",
    "ما",
    "مما",
    "ان",
    "حتي",
    "كي",
    "لا",
    "لم",
    "لن",
    "ولا",
    "ولم",
    "ولن",
    "بما",
)
# Participles that open what else somebody said or did: "مضيفا", "داعية"; and words that only look like one.
_PARTICIPLE_OPENINGS = ("م", "دا", "نا", "لا", "طا", "آم", "ام", "قا", "وا", "را", "مت", "مس")


def end_of(parsed: Parsed, start: Start) -> int | None:
    """Return where the clause ends, exclusive; None where it cannot end well within its length."""
    whole = _whole(parsed, start)
    if not start.sentence:
        whole = _phrase_end(parsed, start.place, whole)
    end = _before_broken(parsed, start.place, whole)
    if end is None or end <= start.place:
        return None
    end = _before_day(parsed, start, _trimmed(parsed, start.place, end))
    tokens = parsed.sentence.tokens
    if tokens[end - 1].end - tokens[start.place].start + len(start.head) <= LONGEST:
        return end
    return _fitting(parsed, start, end)


def outside_quotes(parsed: Parsed, first: int, last: int) -> Iterator[int]:
    """Yield the places between two that stand in no quotation and no brackets."""
    inside, straight = 0, False
    for i in range(first, last):
        form = parsed.forms[i]
        if form == '"':
            straight = not straight
        inside += (form in _OPEN) - (form in _CLOSE)
        if inside <= 0 and not straight:
            yield i


def _whole(parsed: Parsed, start: Start) -> int:
    """The end of what is said, however long."""
    for i in outside_quotes(parsed, start.place, len(parsed.forms)):
        form = parsed.forms[i]
        if form in _STOPS:
            return i
        if i > start.place and length_at("ends", "anywhere", parsed.forms, i):
            return i
        if form == "،" and i > start.place and _turns(parsed, i + 1, start):
            return i
    return len(parsed.forms)


def _turns(parsed: Parsed, place: int, start: Start) -> bool:
    """True where after a comma somebody says or does something else, or says it in some other way."""
    if place >= len(parsed.forms):
        return True
    if _is_participle(parsed, place):
        return True
    if length_at("ends", "anywhere", parsed.forms, place):
        return True
    if not start.sentence and length_at("ends", "after_comma", parsed.forms, place):
        return True
    if length_at("ends", "after_comma", parsed.forms, place) and _tells(parsed, start.place, place - 1):
        return True
    if not start.sentence and parsed.forms[place] in _RELATIVES[:6]:
        return True
    if parsed.forms[place][:1] == "و" and parsed.forms[place].endswith(("تاه", "تاها", "وه")):
        return True
    q = parsed.at(place) or parsed.at(place + 1)
    joined = parsed.forms[place][:1] in "وف" and parsed.forms[place] != "في"
    return q is not None and not q.nominal and (joined or q.place == place + 1)


def _is_participle(parsed: Parsed, place: int) -> bool:
    form, raw = parsed.forms[place], parsed.quote(place, place + 1)
    if form.startswith(("و", "ف")) and len(form) > 5:
        form = form[1:]
    accusative = raw.endswith(("ا", "اً", "ًا", "ةً")) or (form.endswith("ه") and form[0] == "م")
    return (
        accusative and len(form) > 3 and form.startswith(_PARTICIPLE_OPENINGS) and not form.startswith("ال")
    )


def _tells(parsed: Parsed, first: int, last: int) -> bool:
    """True where a verb stands between two places, so that what ends there is a whole clause."""
    return any(is_verb(parsed, i) for i in range(first, last))


def is_verb(parsed: Parsed, place: int) -> bool:
    """True for a word that is a verb by what is known of it or by its shape."""
    form = parsed.forms[place]
    if length_at("ends", "masdars", parsed.forms, place, joined=True):
        return False
    q = parsed.at(place)
    if (q is not None and not q.nominal) or length_at("ends", "verbs", parsed.forms, place):
        return True
    if place in parsed.named or place in parsed.dated:
        return False
    return (form[:1] == "ي" and len(form) > 3 and not form.endswith(("ه", "ا"))) or (
        form[:2] in ("سي", "ست", "تت") and len(form) > 4
    )


def _phrase_end(parsed: Parsed, first: int, end: int) -> int:
    """A noun phrase ends before a verb that is not its own, and before a day."""
    clause = False
    for i in outside_quotes(parsed, first + 1, end):
        before = parsed.forms[i - 1]
        if is_verb(parsed, i):
            joined = parsed.forms[i][0] == "و" and len(parsed.forms[i]) > 3
            own = before in _RELATIVES or (_is_indefinite(parsed, i - 1) and before != "،" and not joined)
            if not own and (not clause or parsed.forms[i] in ("كان", "كانت")):
                return i
            clause = True
            continue
        if before in _RELATIVES[:6]:
            clause = True
        if clause:
            continue
        if (i in parsed.dated and before not in ("حتي", "قبل", "بحلول", "بعد")) or length_at(
            "ends", "phrase", parsed.forms, i
        ):
            return i
    return end


def _is_indefinite(parsed: Parsed, place: int) -> bool:
    form = parsed.forms[place]
    named = any(m.first <= place < m.last and not m.adjective for m in parsed.mentions)
    return form.isalpha() and not named and not form.startswith(("ال", "لل", "وال", "بال", "فال", "كال"))


def _before_broken(parsed: Parsed, first: int, end: int) -> int | None:
    """Cut before "held by Qatar": the translator broke that sentence off before the name of the holder's."""
    for i in range(first, end - 1):
        if parsed.forms[i] == "لدي" and length_at("refused", "keepers", parsed.forms, i + 1):
            joins = [
                k for k in range(first + 3, i) if parsed.forms[k][:1] == "و" and len(parsed.forms[k]) > 4
            ]
            return next((k for k in reversed(joins) if k not in parsed.named), None)
    return end


def _trimmed(parsed: Parsed, first: int, end: int) -> int:
    """Without the marks and small words that would hang at the end."""
    while end > first + 1:
        form = parsed.forms[end - 1]
        opening = form in _OPEN or (form == '"' and sum(f == '"' for f in parsed.forms[first:end]) % 2)
        mark = not form.isalnum() and form not in _CLOSE and form not in ('"', "%")
        if not (hangs := 1 if opening or mark else _hanging(parsed.forms[:end], first + 1)):
            break
        end -= hangs
    return end


def _hanging(forms: tuple[str, ...], first: int) -> int:
    """How many of the last words hang: "عن", "وفي المقابل"; none before a place."""
    return next(
        (
            n
            for n in (3, 2, 1)
            if len(forms) - n >= first
            and length_at("ends", "hanging", forms, len(forms) - n, joined=True) == n
        ),
        0,
    )


def _before_day(parsed: Parsed, start: Start, end: int) -> int:
    """Without a day that stands behind the last comma: "قبل تنصيبه، الاثنين المقبل"."""
    day = next((d for d in parsed.dates if d.last == end), None)
    return (
        day.first - 1 if day and day.first - 2 > start.place and parsed.forms[day.first - 1] == "،" else end
    )


def _fitting(parsed: Parsed, start: Start, end: int) -> int | None:
    """The last good place to end within the length: a comma, else before a phrase that is joined with و."""
    tokens = parsed.sentence.tokens
    room = LONGEST - len(start.head) + tokens[start.place].start
    fits = [i for i in outside_quotes(parsed, start.place + 3, end) if tokens[i - 1].end <= room]
    commas = [i for i in fits if parsed.forms[i] == "،"]
    asides = [i for i in fits if parsed.forms[i] in ("خلال", "بعد", "قبل", "منذ", "اثناء")]
    joined = [i for i in fits if _is_joined(parsed, start.place, i)]
    for i in (*reversed(commas), *reversed(asides), *reversed(joined)):
        last = _trimmed(parsed, start.place, i)
        if tokens[last - 1].end - tokens[start.place].start > LONGEST // 3 and (
            not start.sentence or _tells(parsed, start.place, last)
        ):
            return last
    return None


def _is_joined(parsed: Parsed, first: int, place: int) -> bool:
    form = parsed.forms[place]
    if form[:1] != "و" or len(form) < 5 or place in parsed.named:
        return False
    # "بين س وص", "كل من س وص" are not cut in two.
    return not {"بين", "كل", "كلا", "سواء", "ما"} & set(parsed.forms[max(first, place - 8) : place])
