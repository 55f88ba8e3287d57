"""A sentence with what the stages before events found in it: names, dates, predicates; decides nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from storage.model import EventType
from summarizer.reading import dates, mentions
from summarizer.reading.clauses import predicates
from summarizer.reading.cues import is_cue
from summarizer.reading.dates import DateMention
from summarizer.reading.discourse import Discourse
from summarizer.reading.draft import Sentence
from summarizer.reading.fold import Token, fold
from summarizer.reading.gaps import with_gaps
from summarizer.reading.gazetteer import Gazetteer
from summarizer.reading.headings import lead
from summarizer.reading.mentions import Mention
from summarizer.reading.moods import with_moods
from summarizer.reading.predicate import Predicate
from summarizer.reading.scene import Scene
from summarizer.reading.surroundings import Seen

# A label has so many words at most with its colon; a line of news so many words.
_LABEL, _LINE = 3, 30
_DOUBLED = "\u0651"
_MIDDLE, _ENDINGS = (1, 2), ("", "ت", "ا", "تا", "وا", "نا", "ه", "ها", "هم")
# The mark of an item takes no more letters than this.
_MARKED = 40
# A list of news is no longer than this, in lines with blank ones.
_ITEMS = 60
_OF_CLOCK = "∶"
# Nothing more in a line.
_REST = re.compile(r"[^\S\n]*+(?:\n|\Z)")
# Spellings that no verb has: ta marbuta, and the accusative's two strokes.
_NOUN_ENDS = ("ة", "ةً", "ةٍ", "ةٌ", "اً", "ًا", "اءً", "ءً")


@dataclass(frozen=True, slots=True)
class Parsed:
    """A sentence by number, its folded words, names, date expressions and predicates.

    `named` and `dated` are the places of the words in names and in date expressions.
    """

    number: int
    sentence: Sentence
    forms: tuple[str, ...]
    mentions: tuple[Mention, ...]
    dates: tuple[DateMention, ...]
    predicates: tuple[Predicate, ...]
    named: frozenset[int]
    dated: frozenset[int]
    text: str
    # A title, or a line of news that opens with who does it: told in the present tense, too.
    headline: bool = False

    def quote(self, first: int, last: int) -> str:
        """The original words of some of its tokens."""
        return self.text[self.sentence.tokens[first].start : self.sentence.tokens[last - 1].end]

    @property
    def named_or_dated(self) -> frozenset[int]:
        """The places of words in names and in dates."""
        return self.named | self.dated

    def at(self, place: int | None) -> Predicate | None:
        """The predicate whose verb stands at a place."""
        for p in self.predicates:
            if p.place == place:
                return p
        return None

    def scene(self, p: Predicate) -> Scene:
        """One predicate with the names around it."""
        stops = frozenset(
            q.place
            for q in self.predicates
            if q.place > max(p.place, p.noun) and (not (q.nominal and q.kind is p.kind) or self._is_apart(q))
        )
        return Scene(self.forms, self.mentions, self.dated, p, stops)

    def _is_apart(self, p: Predicate) -> bool:
        """True for a meeting before or after the one that the sentence tells: "استقبل الوزير، وذلك عقب لقائه الملك"."""
        return p.kind is EventType.MEETING and is_cue("asides", self.forms, p.place - 1)


def parse(text: str, number: int, sentence: Sentence, names: Gazetteer, memory: Discourse) -> Parsed:
    """Return a sentence with its names, dates and predicates."""
    forms = _unclocked(tuple([token.form for token in sentence.tokens]))
    named = mentions.find(sentence.tokens, names, memory.written, memory.known)
    # Where somebody has his seat, nothing happens by that: "الحركة، ومقرها قطر".
    named = tuple(m for m in named if not is_cue("seated", forms, m.first - 1) and not _is_national(forms, m))
    memory.learn(named)
    dated = dates.find(sentence.tokens)
    seen = _seen(text, sentence, forms, named, dated)
    found = [_voiced(text, sentence, p) for p in predicates(seen)]
    news = sentence.title or _is_news(text, sentence, forms, named)
    told = with_gaps(forms, with_moods(forms, found, title=sentence.title, news=news), named, dated)
    return Parsed(number, sentence, forms, named, dated, told, seen.names, seen.dated, text, news)


def _is_national(forms: tuple[str, ...], mention: Mention) -> bool:
    """True for a state's own security council, which is not that of the United Nations: "مجلس الأمن القومي"."""
    return forms[mention.last - 1 : mention.last + 1] == ("الامن", "القومي") and mention.person is None


def _voiced(text: str, sentence: Sentence, p: Predicate) -> Predicate:
    """A verb whose first vowel is written tells its tense by it: "تُسلَّم" is to come, "تسلّم" was."""
    if p.nominal or not p.form.perfect:
        return p
    token = sentence.tokens[p.place]
    passive = text[token.start : token.end].lstrip("وف").startswith(("تُ", "يُ"))
    return p._replace(form=p.form._replace(perfect=False)) if passive else p


def _unclocked(forms: tuple[str, ...]) -> tuple[str, ...]:
    """A sentence's words with the colon of an hour set apart from the one that opens what is said: "8:30"."""
    if ":" not in forms[1:-1]:
        return forms
    hours = {
        i
        for i in range(1, len(forms) - 1)
        if forms[i] == ":" and forms[i - 1].isdigit() and forms[i + 1].isdigit()
    }
    return tuple(_OF_CLOCK if i in hours else form for i, form in enumerate(forms)) if hours else forms


def _is_news(text: str, sentence: Sentence, forms: tuple[str, ...], named: Sequence[Mention]) -> bool:
    """True for a line that opens with a name after an hour, a mark or a label ("01:20 - حماس تدعو"), or is one short sentence so."""
    first = lead(forms)
    if is_cue("updates", forms, first):
        first = next((i + 1 for i in range(first, min(first + _LABEL, len(forms))) if forms[i] == ":"), first)
    if not named or named[0].first != first or not named[0].acts:
        return False
    before = text[text.rfind("\n", 0, sentence.start) + 1 : sentence.start]
    if any(map(str.isalnum, before)):
        # A further sentence of a marked item: "❗️سموتريتش: … . بن غفير يهدد".
        return not first and len(forms) <= _LINE and not before[0].isalnum() and not before[0].isspace()
    # A mark may stand before the sentence, or be its first word.
    if first or before.strip():
        return True
    return len(forms) <= _LINE and _REST.match(text, sentence.end) is not None


def _is_item(text: str, start: int, marked: bool) -> bool:
    """True for what opens an item of a list of news: behind a mark or a number, where no colon above opens a list of terms."""
    first = text.rfind("\n", max(0, start - _MARKED), start) + 1
    if (not first and start > _MARKED) or not (marked or _is_mark(text[first:start])):
        return marked  # a further sentence of its line, or no item
    for _ in range(_ITEMS):
        end, first = first - 1, text.rfind("\n", 0, max(0, first - 1)) + 1
        above = text[first:end].strip()
        if end <= 0 or (above and not _is_mark(above[:1])):
            return not above.endswith(":")
    return True


def _doubled(text: str, sentence: Sentence) -> frozenset[int]:
    """The places of words of three letters whose middle one is written double: "وقّع", "سلّم", "قدّمت" are verbs."""
    if text.find(_DOUBLED, sentence.start, sentence.end) < 0:
        return frozenset()
    return frozenset([i for i, token in enumerate(sentence.tokens) if _is_doubled(text, token)])


def _is_doubled(text: str, token: Token) -> bool:
    before, mark, after = text[token.start : token.end].partition(_DOUBLED)
    if not mark or not before or token.form.startswith(("ال", "م", "ت")):
        return False
    # "ردّت", "شنّ": a last letter written double is one of nouns too.
    return sum(map(str.isalpha, before)) - (before[0] in "وف") in _MIDDLE and fold(after) not in _ENDINGS


def _is_mark(before: str) -> bool:
    return bool(before.strip()) and not any(map(str.isalpha, before))


def _seen(
    text: str,
    sentence: Sentence,
    forms: tuple[str, ...],
    named: tuple[Mention, ...],
    dated: tuple[DateMention, ...],
) -> Seen:
    spelled = [
        i for i, token in enumerate(sentence.tokens) if text.endswith(_NOUN_ENDS, token.start, token.end)
    ]
    acting = [m for m in named if m.acts]
    days = frozenset([i for d in dated for i in range(d.first, d.last)])
    return Seen(
        forms,
        names=frozenset([i for m in named for i in range(m.first, m.last)]),
        dated=days,
        nouns=days.union(spelled),
        starts=frozenset([m.first for m in acting]),
        ends=frozenset([m.last for m in acting]),
        title=sentence.title or _is_item(text, sentence.start, lead(forms) > 0),
        verbs=_doubled(text, sentence),
    )
