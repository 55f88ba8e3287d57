"""What a model is asked of a brief, and what is taken from its answer; knows no model and no server.

It is asked once for each of the weightiest groups. An answer is text and nothing else: what is no plain sentence of it is
left out here, and what is not true of it is stopped by the gate. The lead is what it said of the weightiest: a sentence
over several events at once could be held against all of their sources only, and mix them up unseen.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from storage.model import Written
from summarizer.reading.lexicon import language
from summarizer.reading.sentences import sentences_in
from summarizer.writing.protocol import Brief, Draft, Group, NonsenseError, in_own_words

# Groups beyond so many are told by the digest's lines: a model takes seconds for each.
MOST_GROUPS = 8
# Of so many sentences of a group, main ones first, a model is told.
MOST_TELLINGS = 6
# Characters that are asked for; three times as many, and it is not what was asked.
ROOM, TOO_MUCH = 300, 900
# The lead is of so many sentences and characters at most.
LEAD, LEAD_ROOM = 3, 460

_THOUGHT = re.compile(r"<think>.*?(</think>|\Z)", re.DOTALL)
_MARKUP = re.compile(r"[<>*_`#{}\[\]|]|https?:")
_LETTER = re.compile(r"[^\W\d_]")
_ARABIC = re.compile(r"[\u0621-\u064a]")
# With less than this share of its letters Arabic, a sentence is none of ours: a few Latin names may stand in it.
_LEAST_ARABIC = 0.8


@dataclass(frozen=True, slots=True)
class Prompt:
    """One question to a model: the sentences that it is about, and the words in which an instructed one is asked."""

    sentences: tuple[str, ...]
    system: str
    user: str


# What a model answers to each of some prompts, in their order; None where it gave no answer to one.
Answer = Callable[[Sequence[Prompt]], Sequence[str | None]]


def draft_of(brief: Brief, answer: Answer) -> Draft:
    """Return what a model says of a brief; raises NonsenseError where none of its answers can be used."""
    weighty = sorted(brief.groups, key=lambda group: -group.line.weight)[:MOST_GROUPS]
    if not weighty:
        return Draft({})
    answers = answer([prompt_of(group) for group in weighty])
    groups = {
        group.key: said
        for group, told in zip(weighty, answers, strict=True)
        if told and (said := sentences_of(told, group))
    }
    if not groups:
        raise NonsenseError
    return Draft(groups, _lead(list(groups.values())))


def prompt_of(group: Group) -> Prompt:
    """Return what a model is asked of one event."""
    texts = language("prompting")
    told = group.tellings[:MOST_TELLINGS]
    sentences = tuple(" ".join(one.text.split()) for one in told)
    numbered = (
        texts["telling"].format(number=number, text=text, outlet=one.source.publisher or texts["nobody"])
        for number, (text, one) in enumerate(zip(sentences, told, strict=True), 1)
    )
    asked = texts["group"].format(sentences="\n".join(numbered), room=ROOM)
    return Prompt(sentences, texts["system"].strip(), asked.strip())


def sentences_of(answer: str, group: Group) -> list[Written]:
    """Return the plain Arabic sentences of an answer; none where it runs on and on."""
    said = "".join(char for char in answer if unicodedata.category(char) != "Cf")
    text = " ".join(_THOUGHT.sub(" ", said).split()).strip('"«» ')
    if len(text) > TOO_MUCH:
        return []
    return [in_own_words(one, group) for one in sentences_in(text) if is_plain(one)]


def is_plain(sentence: str) -> bool:
    """Tell whether this is Arabic without markup, and without what is no character and no store can keep."""
    if any(unicodedata.category(char).startswith("C") for char in sentence):
        return False
    letters = len(_LETTER.findall(sentence))
    arabic = len(_ARABIC.findall(sentence))
    return letters > 0 and not _MARKUP.search(sentence) and arabic >= _LEAST_ARABIC * letters


def _lead(groups: Sequence[Sequence[Written]]) -> list[Written]:
    """Return the first sentences of the weightiest groups, in the room of a lead."""
    taken: list[Written] = []
    for said in groups[:LEAD]:
        if sum(len(one.text) + 1 for one in taken) + len(said[0].text) > LEAD_ROOM:
            break
        taken.append(said[0])
    return taken
