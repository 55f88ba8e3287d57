"""Cuts a sentence so that it says no more than is needed and stands by itself; every piece stays a span or is marked.

It knows one sentence, the day of its article and who takes part in what it tells; it chooses nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise

from storage.model import Fragment, Participant, Passage, Period, Role, Span
from summarizer.reading.calendar import weekdays
from summarizer.reading.dates import DateMention
from summarizer.reading.fold import words
from summarizer.reading.lexicon import language
from summarizer.reading.moments import Reference, period
from summarizer.reading.parsed import Parsed
from summarizer.reading.triggers import triggers
from summarizer.writing.faithfulness.lists import is_saying
from summarizer.writing.protocol import Telling
from summarizer.writing.standing import LOST, leaning

_BRACKETS = re.compile(r"\s*\([^()]{1,90}\)|\s*\[[^\[\]]{1,60}\]")
# "الدوحة - رويترز -", "عاجل |": what stands before the news itself.
_LABEL = re.compile(r"\s*(?:[^\s:،.|]+(?:\s[^\s:،.|]+){0,3}\s*[|–—-]\s+){1,2}")
# Signs that open a line of a channel's post: "🇶🇦", "🎙", "▪️", "-".
_SIGNS = re.compile(r"(?:[^\w\s«»“”\"'()\[\]]\ufe0f?\s*)+")
_TAIL = re.compile(r"،\s*(?:و?بحسب|و?وفقًا|و?وفقا|و?وفق|و?حسب|كما ذكرت?|كما أفادت?)\s[^،.]{3,70}[.]?\s*$")
# An aside of more characters says something; of a sentence this long its end may go, up to this share of it.
LONGEST_ASIDE, LONG, MOST_CUT = 130, 130, 0.45


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters `start` to `end` of a sentence that are left out, with what is put in their place."""

    start: int
    end: int
    put_in: str = ""


@dataclass(frozen=True, slots=True)
class Cut:
    """A sentence cut out: its fragments, and how many things in it lean on what stood before it."""

    fragments: tuple[Fragment, ...]
    leans: int

    @property
    def text(self) -> str:
        return "".join(one.text for one in self.fragments)


def cut(
    telling: Telling,
    parsed: Parsed,
    doers: frozenset[str],
    who: Sequence[Participant],
    day: date,
    told: Sequence[Period],
    feminine: frozenset[tuple[str, ...]] = frozenset(),
) -> Cut:
    """Return a telling's sentence shortened and made to stand alone on `day`.

    `doers` act in its first clause; `told` are the days of what it tells, by which a weekday is known; `feminine` the names that
    take a feminine verb.
    """
    edits = [
        *_asides(telling.text, parsed),
        *_brackets(telling.text),
        *_openings(telling.text, parsed),
        *_courtesies(parsed),
        *_tails(telling),
    ]
    edits += _second_posts(parsed)
    edits += _dates(telling.source.published, parsed, day, told)
    named, leans = _subject(parsed, doers, who)
    edits += named
    return Cut(
        tuple(_fragments(telling, edits)),
        leans + leaning(parsed, feminine) + _undated(telling.source.published, parsed, told),
    )


def _fragments(telling: Telling, edits: Sequence[Edit]) -> Iterator[Fragment]:
    """The text that is left, in order; each stretch with its place in the article."""
    at, start = 0, telling.passage.span.start
    ordered = sorted(edits, key=lambda edit: (edit.start, edit.end))
    for edit in ordered:
        if edit.start < at:
            continue
        if edit.start > at:
            yield _taken(telling, at, edit.start, start)
        if edit.put_in:
            yield Fragment(edit.put_in)
        at = edit.end
    end = len(telling.text.rstrip())
    if end > at:
        yield _taken(telling, at, end, start)
    if not ordered[-1:] or ordered[-1].end < end or not ordered[-1].put_in.endswith("."):
        yield from _stop(telling)


def _stop(telling: Telling) -> Iterator[Fragment]:
    if not telling.text.rstrip().endswith((".", "؟", "!", "»", "…")):
        yield Fragment(".")


def _taken(telling: Telling, first: int, last: int, start: int) -> Fragment:
    text = telling.text[first:last]
    passage = Passage(telling.passage.article_id, Span(start + first, start + last))
    return Fragment(text, passage)


# What is left out.


def _brackets(text: str) -> Iterator[Edit]:
    yield from (Edit(found.start(), found.end()) for found in _BRACKETS.finditer(text))


def _asides(text: str, parsed: Parsed) -> Iterator[Edit]:
    """Asides between commas, and the end of a long sentence that only goes on from it."""
    commas = [i for i, form in enumerate(parsed.forms) if form == "،"]
    tokens = parsed.sentence.tokens
    for comma, following in pairwise(commas):
        length = tokens[following].end - tokens[comma].start
        if parsed.forms[comma + 1] in _single("asides") and length <= LONGEST_ASIDE and '"' not in text:
            yield Edit(tokens[comma].start, tokens[following].end)
    if not commas or len(text) < LONG:
        return
    behind = parsed.forms[commas[-1] + 1 : commas[-1] + 3]
    opens = behind[:1] and (behind[0] in _single("trailing") or behind in _phrases("trailing"))
    start, end = tokens[commas[-1]].start, len(text.rstrip())
    whole = all(text[:start].count(a) == text[:start].count(b) for a, b in ("«»", "“”", "()"))
    if opens and whole and end - start <= MOST_CUT * len(text):
        yield Edit(start, end, ".")


def _openings(text: str, parsed: Parsed) -> Iterator[Edit]:
    at = 0
    for shape in (_SIGNS, _LABEL):
        if (found := shape.match(text, at)) and found.end() < len(text) / 3:
            yield Edit(at, found.end())
            at = found.end()
    tokens = [token for token in parsed.sentence.tokens if token.start >= at]
    forms = tuple(token.form for token in tokens)
    for opener in _phrases("openers"):
        first = forms[:1] and (forms[0] == opener[0] or forms[0][1:] == opener[0])
        if first and forms[1 : len(opener)] == opener[1:] and len(forms) > len(opener) + 3:
            end = len(opener) + (forms[len(opener)] == "،")
            yield Edit(at, tokens[end].start)
            tokens, forms = tokens[end:], forms[end:]
            at = tokens[0].start
            break
    # "وقال الوزير": the first sentence of ours joins nothing; "وصل الوزير" begins with a letter of its own.
    if forms and text[tokens[0].start] == "و" and (_joins(forms[0]) or _dated(parsed, tokens[0].start)):
        yield Edit(tokens[0].start, tokens[0].start + 1)


def _joins(form: str) -> bool:
    """True for a verb with "and" written to its front."""
    known = triggers().verbs
    return form[:1] == "و" and form not in known and form[1:] in known


def _dated(parsed: Parsed, start: int) -> bool:
    """True where a date or a name begins with "and" written to its front: "ويوم الاثنين", "وقطر"."""
    tokens = parsed.sentence.tokens
    place = next((i for i, token in enumerate(tokens) if token.start == start), 0)
    if parsed.forms[place][1:] in _single("joined"):
        return True
    dated = any(tokens[m.first].start == start and _joined(parsed.forms[m.first]) for m in parsed.dates)
    return dated or any(tokens[m.first].start == start and m.prefix[:1] == "و" for m in parsed.mentions)


def _courtesies(parsed: Parsed) -> Iterator[Edit]:
    """Courtesies before a name, which say nothing of who it is."""
    tokens, forms = parsed.sentence.tokens, parsed.forms
    for mention in parsed.mentions:
        for place in range(max(0, mention.first - 2), mention.last - 1):
            for phrase in _phrases("courtesies"):
                if forms[place : place + len(phrase)] == phrase and mention.person:
                    yield Edit(tokens[place].start, tokens[place + len(phrase)].start)


def _second_posts(parsed: Parsed) -> Iterator[Edit]:
    """The second post of a head of government: "رئيس الوزراء وزير الخارجية القطري"."""
    tokens, forms = parsed.sentence.tokens, parsed.forms
    for place in range(len(forms)):
        for head in _phrases("heads_of_government"):
            after = place + len(head)
            for second in _phrases("second_posts"):
                if forms[place:after] == head and forms[after : after + len(second)] == second:
                    yield Edit(tokens[after - 1].end, tokens[after + len(second) - 1].end)


def _tails(telling: Telling) -> Iterator[Edit]:
    """That the outlet itself, or a paper of words, says so: known from the link, or worth nothing."""
    text = telling.text.rstrip()
    for tail in language("extracting")["said_tails"]:
        found = re.search(rf"[،]?\s*{tail}\s*[.]?$", text)
        if found and found.start() > len(text) / 2:
            yield Edit(found.start(), len(text))
            yield Edit(len(text), len(text), ".")
            return
    found = _TAIL.search(text)
    publisher = words(telling.source.publisher or "")
    if found and publisher and publisher[-1] in [w.removeprefix("ل") for w in words(found.group())]:
        yield Edit(found.start(), len(text))
        yield Edit(len(text), len(text), ".")


@cache
def _phrases(name: str) -> tuple[tuple[str, ...], ...]:
    found = {words(entry) for entry in language("extracting")[name]}
    return tuple(sorted(found, key=lambda phrase: (-len(phrase), phrase)))


# What is put in.


def _dates(written: date | None, parsed: Parsed, day: date, told: Sequence[Period]) -> Iterator[Edit]:
    """Dates that count from the article's day, written out: "أمس" is the thirteenth, whenever it is read."""
    for mention in parsed.dates:
        if written is None or (on := _meant(mention, written, told)) is None:
            continue
        yield from _written_out(mention, parsed, _day_words(on, day))


def _written_out(mention: DateMention, parsed: Parsed, day: str) -> Iterator[Edit]:
    """One date expression put as a calendar day; the "and" that joins it to what stands before stays."""
    tokens, forms = parsed.sentence.tokens, parsed.forms[mention.first : mention.last]
    start, end = tokens[mention.first].start, tokens[mention.last - 1].end
    joins = _joined(forms[0])
    named = next((i for i, form in enumerate(forms) if form in weekdays() or form[1:] in weekdays()), None)
    if named is not None:
        place = mention.first + named
        # "يوم الاثنين": the weekday says it by itself, but not without the preposition that its day hangs on.
        if named and not (joins or forms[0] in _single("before_days")):
            yield Edit(start, tokens[place].start)
        yield Edit(tokens[place].end, end, f" {day}")
        return
    before = parsed.forms[mention.first - 1] if mention.first else ""
    hangs = before in _single("before_days") or forms[0] in _single("before_days")
    opening = tokens[mention.first + (len(forms) > 1 and hangs)].start
    yield Edit(opening + joins, end, day if hangs else f"في {day}")


def _joined(form: str) -> bool:
    """True for a word of a date with "and" written to its front: "وأمس", "والثلاثاء"; not for "وقت"."""
    return form[:1] == "و" and form not in _single("before_days") and len(form) > 3


def _undated(written: date | None, parsed: Parsed, told: Sequence[Period]) -> int:
    """How much a sentence leans on the day of its article: "أمس", "الاثنين" mean another day to who reads them later."""
    return sum(
        LOST for mention in parsed.dates if _relative(mention) and _known_day(mention, written, told) is None
    )


def _known_day(mention: DateMention, written: date | None, told: Sequence[Period]) -> date | None:
    return _meant(mention, written, told) if written else None


def _relative(mention: DateMention) -> bool:
    """True for one day by its distance from the article's, or by its weekday alone."""
    moment = mention.moment
    if moment.day or moment.month or moment.year or moment.anchored:
        return False
    counted = moment.unit == "day" and moment.shift is not None and not moment.vague and moment.count == 1
    return counted or moment.weekday is not None


def _meant(mention: DateMention, written: date, told: Sequence[Period]) -> date | None:
    """The one day that a date relative to its article means; None for others, which stay as they are."""
    if not _relative(mention):
        return None
    meant = [period(mention.moment, Reference(written, written, ahead=ahead)) for ahead in (False, True)]
    days = {(one.first, one.last) for one in told if one.first}
    fitting = [one for one in meant if (one.first, one.last) in days]
    found = fitting[0] if fitting else meant[0] if meant[0] == meant[1] else None
    return found.first if found and found.first == found.last else None


def _day_words(on: date, today: date) -> str:
    month = language("calendar")["months"][str(on.month)][0]
    return f"{on.day} {month}" if abs((on - today).days) < 180 else f"{on.day} {month} {on.year}"


def _subject(parsed: Parsed, doers: frozenset[str], who: Sequence[Participant]) -> tuple[list[Edit], int]:
    """The name put behind a verb of saying that has none; else how much a first verb without a subject leans."""
    first = next((p for p in parsed.predicates if not p.nominal), None)
    if first is None or first.place > 1 or doers or parsed.sentence.title:
        return [], 0
    acting = [one for one in who if one.role is Role.ACTOR]
    people = [one for one in acting if one.person]
    speaker = people[0] if len(people) == 1 else acting[0] if len(acting) == 1 else None
    # With another word behind it the verb has a subject that is only not known: an outlet, a source, a first name.
    behind = parsed.forms[first.place + 1] if first.place + 1 < len(parsed.forms) else ""
    if speaker is None or not is_saying(parsed.forms[first.place]) or behind not in _single("behind_verbs"):
        return [], 0 if behind and behind not in _single("behind_verbs") else 2
    end = parsed.sentence.tokens[first.place].end
    return [Edit(end, end, f" {speaker.name}")], 0


@cache
def _single(name: str) -> frozenset[str]:
    return frozenset(phrase[0] for phrase in _phrases(name) if len(phrase) == 1)
