"""The clause that says what a happening was about, cut from the text so that it can stand after a dash; no events."""

from __future__ import annotations

from dataclasses import dataclass

from storage.model import EventType
from summarizer.reading.contents import Start, start_of
from summarizer.reading.endings import LONGEST, end_of, is_verb
from summarizer.reading.fold import fold
from summarizer.reading.frames import length_at
from summarizer.reading.lettering import written
from summarizer.reading.parsed import Parsed
from summarizer.reading.predicate import Predicate

_FEWEST_WORDS, _SHORTEST = 2, 12
# A clause needs more than its subject.
_SENTENCE_WORDS = 3
_STOPPED = (EventType.SUSPENSION, EventType.RESUMPTION)
# A day at most stands between what was stopped and why.
_NEAR = 5
_UNLESS = (("اذا", "لم"), ("ان", "لم"), ("ما", "لم"))


@dataclass(frozen=True, slots=True)
class Cut:
    """A clause from the words `start` to `end` of a sentence: as it stands in a line, and without its head."""

    text: str
    body: str
    start: int
    end: int


def clause(parsed: Parsed, p: Predicate) -> str | None:
    """Return the purpose, the topic or the content of a predicate, at most 140 characters; None where none is clean."""
    found = cut(parsed, p)
    return found.text if found else None


def cut(parsed: Parsed, p: Predicate) -> Cut | None:
    """Return the clause with its place in the sentence; None where there is any doubt that it can stand by itself."""
    start = start_of(parsed, p)
    found = _from(parsed, p, start) if start else None
    return found or (_condition(parsed, p) if p.kind is EventType.THREAT else None)


def _from(parsed: Parsed, p: Predicate, start: Start) -> Cut | None:
    own = p.kind in _STOPPED and length_at("refused", "own_deeds", parsed.forms, start.place) > 0
    if start.place >= len(parsed.forms) or (not own and _leans(parsed, start)):
        return None
    end = end_of(parsed, start)
    if end is None or _is_broken(parsed, start, end):
        return None
    text = written(parsed, start, end)
    alone = own and length_at("refused", "own", parsed.forms, start.place) > 0
    if text is None or not (alone or _is_enough(text, start)):
        return None
    why = _reason(parsed, end) if p.kind is EventType.SUSPENSION else None
    if why is not None:
        text = f"{text}، {why.text}"
    return Cut(text, _body(text, start), start.place, why.end if why else end)


def _reason(parsed: Parsed, end: int) -> Cut | None:
    """Why something was stopped, behind the next comma: "مشيرة إلى …"."""
    comma = next((i for i in range(end, min(end + _NEAR, len(parsed.forms))) if parsed.forms[i] == "،"), None)
    if comma is None or not length_at("ends", "reasons", parsed.forms, comma + 1):
        return None
    start = Start(comma + 1)
    last = end_of(parsed, start)
    text = written(parsed, start, last) if last else None
    return Cut(text, text, start.place, last) if text and last else None


def _condition(parsed: Parsed, p: Predicate) -> Cut | None:
    """What a threat is bound to, where with what is threatened cannot be said."""
    at = next(
        (i for i in range(p.place + 1, len(parsed.forms) - 1) if parsed.forms[i : i + 2] in _UNLESS), None
    )
    end = end_of(parsed, Start(at, sentence=True)) if at is not None else None
    if at is None or end is None:
        return None
    text = written(parsed, Start(at, sentence=True), end)
    return Cut(text, text, at, end) if text and len(text.split()) > _SENTENCE_WORDS else None


def _body(text: str, start: Start) -> str:
    """The clause without its head, as it is told where the stance has been named already."""
    body = text.removeprefix(start.head).strip() if start.head and not start.joined else text
    long_enough = len(body) >= _SHORTEST and len(body.split()) >= _FEWEST_WORDS
    return body if long_enough and not _shows_case(body.split()[0]) else text


def _shows_case(word: str) -> bool:
    """True for a plural or a dual in a case that cannot open a phrase."""
    return word.endswith("ين") and not length_at("refused", "singulars", (fold(word),), 0)


def _leans(parsed: Parsed, start: Start) -> bool:
    """True where a clause opens with a word that means nothing without what stands before it."""
    if start.purpose or start.instead is not None:
        return False
    forms = parsed.forms
    place = start.place + (forms[start.place] in ('"', "«", "“"))
    if place >= len(forms) or not forms[place].isalnum():
        return True
    if length_at("refused", "nobody", forms, place) and start.sentence:
        return False
    if length_at("refused", "first", forms, place) or (
        forms[place][:1] == "و" and start.place == place and _joins(parsed, place)
    ):
        return True
    return any(_is_borrowed(parsed, i) for i in range(place, min(place + 2, len(forms))))


def _joins(parsed: Parsed, place: int) -> bool:
    named = any(m.first == place and m.prefix[:1] == "و" for m in parsed.mentions)
    return named or parsed.quote(place, place + 1).startswith("وال")


def _is_borrowed(parsed: Parsed, place: int) -> bool:
    """True for a word with a pronoun that means somebody else than who speaks."""
    form, raw = parsed.forms[place], parsed.quote(place, place + 1)
    if not form.isalpha() or place in parsed.named:
        return False
    if length_at("refused", "own", parsed.forms, place):
        return False
    return len(form) > 3 and (
        raw.endswith(("ها", "هم", "هما", "هن")) or (raw.endswith("ه") and form.endswith("ه"))
    )


def _is_broken(parsed: Parsed, start: Start, end: int) -> bool:
    """True for a clause that its end leaves without a verb, and for one that another's words run into."""
    forms = parsed.forms
    if ":" in forms[start.place : end] and not start.sentence:
        return True
    said = tuple(form for form in forms[start.place : end] if form.isalnum())
    if any(length_at("refused", "anywhere", said, i) for i in range(len(said))):
        return True
    whole = end >= len(forms) or forms[end] in (".", "؟", "!", "؛")
    if not start.sentence or whole or forms[start.place] == "ان":
        return False
    return not any(is_verb(parsed, i) for i in range(start.place, end)) and "،" in forms[start.place : end]


def _is_enough(text: str, start: Start) -> bool:
    """True for a clause of words enough, in a case that can open it, that names no day by the day of writing."""
    words = text.split()
    folded = tuple(fold(word.strip("«»،")) for word in words)
    if not _SHORTEST <= len(text) <= LONGEST or len(words) < (
        _SENTENCE_WORDS if start.sentence else _FEWEST_WORDS
    ):
        return False
    if any(length_at("refused", "passing", folded, i) for i in range(len(folded))):
        return False
    if start.sentence or start.head:
        return True
    if len(words) < _SENTENCE_WORDS and length_at("refused", "vague", folded, len(folded) - 1):
        return False
    return start.purpose or not _shows_case(words[0])
