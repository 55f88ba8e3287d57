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

from storage.model import Fragment, Participant, Passage, Role, Span
from summarizer.reading.calendar import weekdays
from summarizer.reading.dates import DateMention
from summarizer.reading.fold import words
from summarizer.reading.lexicon import language
from summarizer.reading.mention import COLLECTIVES
from summarizer.reading.moments import Reference, period
from summarizer.reading.parsed import Parsed
from summarizer.reading.triggers import triggers
from summarizer.writing.faithfulness.lists import is_saying
from summarizer.writing.protocol import Telling

_BRACKETS = re.compile(r"\s*\([^()]{1,90}\)|\s*\[[^\[\]]{1,60}\]")
# "الدوحة - رويترز -", "عاجل |": what stands before the news itself.
_LABEL = re.compile(r"^\s*(?:[^\s:،.|]+(?:\s[^\s:،.|]+){0,3}\s*[|–—-]\s+){1,2}")
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
    telling: Telling, parsed: Parsed, doers: frozenset[str], who: Sequence[Participant], day: date
) -> Cut:
    """Return a telling's sentence shortened and made to stand alone on `day`; `doers` act in its first clause."""
    edits = [
        *_asides(telling.text, parsed),
        *_brackets(telling.text),
        *_openings(telling.text, parsed),
        *_courtesies(parsed),
        *_tails(telling),
    ]
    edits += _second_posts(parsed)
    edits += _dates(telling, parsed, day)
    named, leans = _subject(parsed, doers, who)
    edits += named
    return Cut(tuple(_fragments(telling, edits)), leans + _leaning(parsed))


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
    if (label := _LABEL.match(text)) and label.end() < len(text) / 3:
        yield Edit(0, label.end())
        at = label.end()
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
    if forms and text[tokens[0].start] == "و" and _joins(forms[0]):
        yield Edit(tokens[0].start, tokens[0].start + 1)


def _joins(form: str) -> bool:
    """True for a verb with "and" written to its front."""
    known = triggers().verbs
    return form[:1] == "و" and form not in known and form[1:] in known


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


def _dates(telling: Telling, parsed: Parsed, day: date) -> Iterator[Edit]:
    """Dates that count from the article's day, written out: "أمس" is the thirteenth, whenever it is read."""
    written = telling.source.published
    if written is None:
        return
    tokens = parsed.sentence.tokens
    for mention in parsed.dates:
        on = _meant(mention, written, telling)
        if on is None:
            continue
        forms = parsed.forms[mention.first : mention.last]
        named = next((i for i, form in enumerate(forms) if form in weekdays()), None)
        words_ = _day_words(on, day)
        if named is not None:
            end = tokens[mention.first + named].end
            if named:
                yield Edit(tokens[mention.first].start, tokens[mention.first + named].start)
            yield Edit(end, tokens[mention.last - 1].end, f" {words_}")
        else:
            before = parsed.forms[mention.first - 1] if mention.first else ""
            joined = before in _single("before_days") or forms[0] in _single("before_days")
            start = tokens[mention.first + (len(forms) > 1 and joined)].start
            yield Edit(start, tokens[mention.last - 1].end, words_ if joined else f"في {words_}")


def _meant(mention: DateMention, written: date, telling: Telling) -> date | None:
    """The one day that a date relative to its article means; None for others, which stay as they are."""
    moment = mention.moment
    relative = moment.unit == "day" and moment.shift is not None and not moment.vague and moment.count == 1
    if (
        moment.day
        or moment.month
        or moment.year
        or moment.anchored
        or not (relative or moment.weekday is not None)
    ):
        return None
    meant = [period(moment, Reference(written, written, ahead=ahead)) for ahead in (False, True)]
    told = telling.when
    fitting = [one for one in meant if one.first and one.first == told.first and one.last == told.last]
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


def _leaning(parsed: Parsed) -> int:
    """How many words of a sentence mean something that stood before it."""
    opening = (
        parsed.forms[0][1:] if parsed.forms[0][:1] in "وف" and len(parsed.forms[0]) > 3 else parsed.forms[0]
    )
    leans = 3 * (opening in _single("leaning") or parsed.forms[0] in _single("leaning"))
    before: set[str] = set()
    for mention in parsed.mentions:
        nobody = (mention.group in COLLECTIVES and mention.group != "mediators") or (
            mention.bare is not None and not mention.person
        )
        leans += 2 * (nobody and not before)
        before.update(mention.parties)
    return leans


@cache
def _single(name: str) -> frozenset[str]:
    return frozenset(phrase[0] for phrase in _phrases(name) if len(phrase) == 1)
