"""From a brief to what goes out: the writer's draft through the voice and the gate, else the extractive one's."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

import structlog

from storage.catalog.voice import Voice
from storage.model import Digest, Dropped, Flaw, Fragment, Passage, Setback, Span, Writing, Written
from summarizer.reading.fold import words
from summarizer.writing import EXTRACTIVE
from summarizer.writing.extractive import ROOM
from summarizer.writing.faithfulness import Ground, Known, ground, unfaithful
from summarizer.writing.faithfulness.lists import is_saying
from summarizer.writing.protocol import Brief, Draft, Group, Writer, WritingError

# With less than this share of its sentences left a draft is not worth telling.
LEAST = 0.5
# A lead is one short paragraph, whatever a writer gives; an event is told in so many sentences.
MOST_LEAD, MOST_GROUP = 3, 3

# What gives a brief's writing: a writer at work, or what one wrote before.
Pen = Callable[[Brief], Writing]

_PIECES = re.compile(r"\s+|[^\s]+")

_log = structlog.get_logger(__name__)


def written(brief: Brief, writer: Writer) -> Writing:
    """Return what is told of a brief: what `writer` wrote and its sources bear out, else the extractive text.

    It never raises for what a writer does: whatever goes wrong is the writing's `setback`.
    """
    plain = EXTRACTIVE
    if writer.name == plain.name:
        return _checked(brief, plain.write(brief), plain.name)
    try:
        draft = writer.write(brief)
    except WritingError as error:
        return _instead(brief, writer, error.setback)
    except Exception as surprise:  # whatever a model does, the digest goes out on time
        # Not the message: it may hold an article's text.
        _log.error("the writer broke", writer=writer.name, error=type(surprise).__name__)
        return _instead(brief, writer, Setback.BROKEN)
    made = _checked(brief, draft, writer.name)
    told = len(made.lead) + len(made.groups)
    if not told:
        return _instead(brief, writer, Setback.UNFAITHFUL if made.dropped else Setback.NONSENSE, made.dropped)
    if told < LEAST * (told + len(made.dropped)):
        return _instead(brief, writer, Setback.UNFAITHFUL, made.dropped)
    return _filled(brief, made)


def extractive(brief: Brief) -> Writing:
    """Return a brief's writing in the articles' own words."""
    return written(brief, EXTRACTIVE)


def remembered(kept: Sequence[tuple[Brief, Writing]]) -> Pen:
    """Return a pen that gives what was written of a brief, and the extractive writing of one that is not the same now."""

    def pen(brief: Brief) -> Writing:
        same = (writing for known, writing in kept if (known.day, known.groups) == (brief.day, brief.groups))
        return next(same, None) or extractive(brief)

    return pen


def for_some(
    writing: Writing | None, told: Digest, sentences: Mapping[int, Sequence[Span]]
) -> Writing | None:
    """Return what was written of all news for a digest that tells some of it: its own lead, else its weightiest groups.

    `sentences` are those of the events that it is made of, by article: a line of all news may say others as well.
    """
    if writing is None:
        return None
    weight = {line.event_id: line.weight for line in told.lines}

    def is_told(one: Written) -> bool:
        proved = (passage.span in sentences.get(passage.article_id, ()) for passage in one.passages)
        return weight.keys() >= set(one.event_ids) and all(proved)

    lead, groups = tuple(filter(is_told, writing.lead)), tuple(filter(is_told, writing.groups))
    by_weight = sorted(groups, key=lambda one: -max(weight[key] for key in one.event_ids))
    return replace(writing, lead=lead or _first(by_weight), groups=groups, dropped=())


def _first(sentences: Sequence[Written]) -> tuple[Written, ...]:
    """The first sentences, each text once, in the room of a lead."""
    taken = list({one.text: one for one in sentences}.values())[:MOST_LEAD]
    while len(taken) > 1 and sum(len(one.text) + 1 for one in taken) > ROOM:
        taken.pop()
    return tuple(taken)


def _instead(brief: Brief, writer: Writer, why: Setback, dropped: Sequence[Dropped] = ()) -> Writing:
    _log.warning("the extractive text goes out", writer=writer.name, why=why.value)
    plain = EXTRACTIVE
    made = _checked(brief, plain.write(brief), plain.name)
    return Writing(made.writer, writer.name, made.lead, made.groups, (*dropped, *made.dropped), why)


def _filled(brief: Brief, made: Writing) -> Writing:
    """What a writer left out, or lost on the way, in the extractive one's words: a group, the lead."""
    plain = _checked(brief, EXTRACTIVE.write(brief), EXTRACTIVE.name)
    told = {key for one in made.groups for key in one.event_ids}
    lost = {key for one in made.dropped for key in one.event_ids} - told
    groups = (*made.groups, *(one for one in plain.groups if lost.intersection(one.event_ids)))
    order = {group.key: place for place, group in enumerate(brief.groups)}
    groups = tuple(sorted(groups, key=lambda one: order.get(one.event_ids[0], len(order))))
    return Writing(made.writer, made.asked, made.lead or plain.lead, groups, made.dropped)


def _checked(brief: Brief, draft: Draft, name: str) -> Writing:
    """A draft through the gate: what is let through, and what was dropped and why."""
    gate = Gate(brief)
    lead = gate.let_through(list(draft.lead)[:MOST_LEAD])
    groups = [
        one
        for group in brief.groups
        for one in gate.let_through(list(draft.groups.get(group.key, ()))[:MOST_GROUP])
    ]
    return Writing(name, name, tuple(lead), tuple(groups), tuple(gate.dropped))


@dataclass
class Gate:
    """Lets sentences of one brief through, and keeps those that it stops."""

    brief: Brief
    dropped: list[Dropped] = field(default_factory=list)
    _grounds: dict[tuple[int, ...], Ground] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._voice = Voice(self.brief.dossier.wordings)

    def let_through(self, sentences: Iterable[Written]) -> list[Written]:
        """Return those sentences that their groups' sources bear out, loaded words put neutrally."""
        return [one for sentence in sentences if (one := self._passed(sentence))]

    def _passed(self, sentence: Written) -> Written | None:
        known = tuple(key for key in sentence.event_ids if self.brief.group(key))
        if not known:
            self._drop(sentence, Flaw.DEED)
            return None
        ours = self._in_our_voice(sentence)
        if ours is None:
            self._drop(sentence, Flaw.LOADED)
            return None
        if found := unfaithful(ours.text, self._ground(known)):
            self._drop(sentence, found.flaw, found.words)
            return None
        return ours

    def _drop(self, sentence: Written, flaw: Flaw, words: str = "") -> None:
        dropped = Dropped(sentence.text[:500], sentence.event_ids, flaw, words[:200])
        if dropped not in self.dropped:
            self.dropped.append(dropped)

    def _in_our_voice(self, sentence: Written) -> Written | None:
        """The sentence with its loaded words put neutrally; what was changed is no longer word for word an article's."""
        attributed = any(is_saying(form) for form in words(sentence.text))
        if self._voice.neutral(sentence.text, attributed=attributed) == sentence.text:
            return sentence
        fragments: list[Fragment] = []
        for one in sentence.fragments:
            said = self._voice.neutral(one.text, attributed=attributed)
            if said is None:
                return None
            fragments += _kept(one, said)
        return Written(tuple(fragments), sentence.event_ids, sentence.passages)

    def _ground(self, keys: tuple[int, ...]) -> Ground:
        if keys not in self._grounds:
            groups = [group for key in keys if (group := self.brief.group(key))]
            self._grounds[keys] = ground_of(self.brief, groups)
        return self._grounds[keys]


def _kept(one: Fragment, said: str) -> Iterable[Fragment]:
    """A fragment put neutrally, with what stays word for word the article's still marked as such."""
    if said == one.text or one.passage is None:
        return [one] if said == one.text else [Fragment(said)]
    old, new = _PIECES.findall(one.text), _PIECES.findall(said)
    start, found, at = one.passage.span.start, list[Fragment](), [0]
    for piece in old:
        at.append(at[-1] + len(piece))
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        passage = (
            Passage(one.passage.article_id, Span(start + at[a], start + at[b])) if kind == "equal" else None
        )
        if text := "".join(new[c:d]):
            found.append(Fragment(text, passage))
    return found


def ground_of(brief: Brief, groups: Sequence[Group]) -> Ground:
    """Return what may be said of some groups: their reports' sentences in the order of their articles, and their facts."""
    tellings = {one.passage: one for group in groups for one in group.tellings}
    by_article: dict[int, list[tuple[int, str]]] = {}
    for one in tellings.values():
        by_article.setdefault(one.passage.article_id, []).append((one.passage.span.start, one.text))
    published = {one.passage.article_id: one.source.published for one in tellings.values()}
    outlets = {one.source.publisher for one in tellings.values() if one.source.publisher}
    known = Known(
        participants=tuple(who for group in groups for who in group.line.participants),
        places=tuple(place for group in groups for place in _places(group)),
        periods=(*(one.when for one in tellings.values()), *(group.line.when for group in groups)),
        outlets=tuple(sorted(outlets)),
    )
    articles = [
        (published[key], [(text, None) for _, text in sorted(sentences)])
        for key, sentences in sorted(by_article.items())
    ]
    return ground(brief.dossier, brief.day, articles, known)


def _places(group: Group) -> Iterable[str]:
    yield from (stop.place for stop in group.line.stops)
    if group.line.place:
        yield group.line.place
