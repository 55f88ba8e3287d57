"""What is doubtful of an event, so that an editor sees it before any reader; knows no store, no clock and no wording.

Each rule is a line of `_RULES`. An event that is told on the word of several named outlets, with its day and its
people, raises none.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

from storage.model import Doubt, Event, EventType, Extraction, Report, Reviewing, Status
from summarizer.agreement import is_anonymous

Rule = Callable[[Event], tuple[Doubt, ...]]

# What was done or is claimed to have been; a plan or a possibility needs no day yet.
_DONE = frozenset({Status.HAPPENED, Status.CLAIMED})


def doubts(
    event: Event, sensitive: Collection[EventType], reviewing: Reviewing = Reviewing.DOUBTFUL
) -> tuple[Doubt, ...]:
    """Return why an editor is to see `event` first, nothing where readers may be told of it at once.

    `event` is as its reports tell it; `sensitive` are the types of which each event is to be seen.
    """
    if reviewing is Reviewing.NONE:
        return ()
    found = tuple(_found(event, sensitive))
    return found or ((Doubt.EVERYTHING,) if reviewing is Reviewing.ALL else ())


def _found(event: Event, sensitive: Collection[EventType]) -> Iterator[Doubt]:
    if event.type in sensitive:
        yield Doubt.SENSITIVE
    yield from (doubt for doubt, applies in _RULES.items() if applies(event))


def _one_unnamed_source(event: Event) -> bool:
    return event.witnesses == 1 and all(map(_is_unnamed, event.reports))


def _is_unnamed(report: Report) -> bool:
    """True where nobody stands for it: an official without a name, or an article of which no outlet is known."""
    if report.attribution is not None:
        return is_anonymous(report.attribution)
    return report.source is None or report.source.publisher is None


def _undated(event: Event) -> bool:
    return event.when.first is None and event.status in _DONE


def _unresolved(event: Event) -> bool:
    """True where every article leaves open who bears a title: one that names them is enough."""
    return all(report.unresolved for report in event.reports)


def _won_by(how: Extraction) -> Callable[[Event], bool]:
    """True where no article tells it of which the words are surely its own."""

    def applies(event: Event) -> bool:
        return all(_won(event.reports)) and how in _won(event.reports)

    return applies


def _won(reports: Sequence[Report]) -> list[Extraction | None]:
    return [report.source.extraction if report.source else None for report in reports]


_RULES: dict[Doubt, Callable[[Event], bool]] = {
    Doubt.UNNAMED_SOURCE: _one_unnamed_source,
    Doubt.CONTRADICTED: lambda event: bool(event.disagreements),
    Doubt.UNDATED: _undated,
    Doubt.UNNAMED_PERSON: _unresolved,
    Doubt.SCANNED: _won_by(Extraction.OCR),
    Doubt.TRANSLATED: _won_by(Extraction.TRANSLATED),
}
