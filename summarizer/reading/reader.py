"""The order in which an article is read: stage after stage; holds no rule of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from storage.catalog import load_outlets
from storage.catalog.schema import Dossier, Outlet
from storage.model import Article, Figure, Reading, Remark, Report
from summarizer.reading import clean, events, sentences
from summarizer.reading.concerns import concerns
from summarizer.reading.continuity import continued
from summarizer.reading.dateline import written_on
from summarizer.reading.denials import denied_next, undenied
from summarizer.reading.denied import denied as denied_encounters
from summarizer.reading.discourse import Discourse
from summarizer.reading.draft import Draft, LineKind
from summarizer.reading.errors import BinaryArticleError, EmptyArticleError, NotArabicError, TooLongError
from summarizer.reading.figures import grounded
from summarizer.reading.fold import is_arabic
from summarizer.reading.found import Found
from summarizer.reading.gazetteer import Gazetteer, outlets_of
from summarizer.reading.headcounts import Told
from summarizer.reading.inferences import completed, in_their_city, on_the_ground
from summarizer.reading.parsed import Parsed, parse
from summarizer.reading.positions import Ground, Positions
from summarizer.reading.reports import reports_of
from summarizer.reading.subjects import is_about
from summarizer.reading.telling_once import merged
from summarizer.reading.terms import at_their_day
from summarizer.reading.unresolved import bare_titles

# The longest text that is read, in characters.
LIMIT = 2_000_000

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_HOUR = re.compile(r"[\d٠-٩]{1,2}[:.][\d٠-٩]{2}(?!\d)")
_UPDATES = ("تحديث", "عاجل")
_known: dict[int, tuple[Dossier, object, Gazetteer]] = {}


@dataclass(frozen=True, slots=True)
class Grounded:
    """A reading with what it rests on, in the order of its reports, positions and figures."""

    reading: Reading
    parsed: Sequence[Parsed] = ()
    found: Sequence[Found] = ()
    stances: Sequence[Ground] = ()
    numbers: Sequence[tuple[Figure, Parsed, Told]] = ()


def read_article(article: Article, dossier: Dossier, outlets: Mapping[str, Outlet] | None) -> Grounded:
    """Return what an article tells; raises ReadingError for what is no Arabic text of bounded length."""
    _refuse(article.text)
    draft = sentences.split(clean.clean(Draft(article, dossier)))
    names = names_of(dossier, outlets)
    memory = Discourse(names.actors, written_on(draft))
    parsed = _parsed(draft, names, memory)
    if not is_about(dossier, [p.forms for p in parsed]):
        return Grounded(replace(_reading(draft), remark=Remark.ELSEWHERE))
    found: list[Found] = []
    stances, denied = Positions(dossier, memory), denied_next(parsed)
    against: list[Found] = []
    for sentence in parsed:
        against += denied_encounters(sentence, memory, found)
        told = events.told(sentence, memory, names, found)
        if sentence.number not in denied:
            stances.read(sentence, told)
        open_here = bare_titles(sentence, memory) if told else ()
        for event in told:
            event.issues, event.untold = concerns(dossier, sentence, event, told), open_here
        found.extend(told)
    numbers = [number for number in grounded(parsed) if number[0].what in dossier.figures]
    draft = replace(
        draft, figures=tuple(figure for figure, _, _ in numbers), positions=tuple(stances.told.values())
    )
    found = undenied(found, parsed, denied)
    found = completed(merged(continued(found, parsed, memory.written)), memory, live=_is_live(draft))
    found = on_the_ground(found, parsed, names)
    found = at_their_day(in_their_city(found, parsed, names), parsed, names.actors, memory.written)
    grounds = tuple(stances.grounds[key] for key in stances.told)
    reading = replace(
        _reading(draft, reports_of(draft, parsed, found, names)),
        denials=reports_of(draft, parsed, merged(against), names),
    )
    return Grounded(reading, parsed, found, grounds, numbers)


def _parsed(draft: Draft, names: Gazetteer, memory: Discourse) -> list[Parsed]:
    """The sentences parsed, in their order; a title is read last, when the body has said who its short names are."""
    numbered = sorted(enumerate(draft.sentences), key=lambda item: item[1].title)
    parsed = [parse(draft.text, number, sentence, names, memory) for number, sentence in numbered]
    return sorted(parsed, key=lambda sentence: sentence.number)


def names_of(dossier: Dossier, outlets: Mapping[str, Outlet] | None) -> Gazetteer:
    """The names of a dossier, made once for each dossier and set of outlets."""
    kept = _known.get(id(dossier))
    if kept is None or kept[0] is not dossier or kept[1] is not outlets:
        given = load_outlets() if outlets is None else outlets
        kept = (dossier, outlets, Gazetteer(dossier, outlets_of(given)))
        _known.clear()
        _known[id(dossier)] = kept
    return kept[2]


def _is_live(draft: Draft) -> bool:
    """True for a page of updates: three lines or more that begin with an hour, or two with the word for an update."""
    if sum(draft.text.startswith(_UPDATES, line.start) for line in draft.lines) > 1:
        return True
    return sum(bool(_HOUR.match(draft.text, line.start)) for line in draft.lines) > 2


def _refuse(text: str) -> None:
    if len(text) > LIMIT:
        raise TooLongError
    if not text.strip():
        raise EmptyArticleError
    if "\x00" in text or len(_CONTROL.findall(text, 0, 10_000)) > 10:
        raise BinaryArticleError
    if not is_arabic(text):
        raise NotArabicError


def _reading(draft: Draft, reports: Sequence[Report] = ()) -> Reading:
    title = next((line.span.of(draft.text) for line in draft.lines if line.kind is LineKind.TITLE), "")
    return Reading(
        title=title,
        text=clean.body(draft),
        publisher=draft.article.publisher,
        published=draft.article.published,
        reports=tuple(reports),
        positions=draft.positions,
        figures=draft.figures,
        noise=tuple(line.span for line in draft.lines if line.kind is LineKind.NOISE),
    )
