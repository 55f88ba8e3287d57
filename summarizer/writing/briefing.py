"""What a writer is given of a digest: its lines with the sentences of their reports; knows no store and no clock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from storage.catalog.schema import Dossier
from storage.model import Digest, DigestLine, Event, Passage, Report
from summarizer.writing.protocol import Brief, Group, Telling


def brief_of(digest: Digest, dossier: Dossier, events: Iterable[Event], texts: Mapping[int, str]) -> Brief:
    """Return what is to be written of a digest; `events` are those that it was made of, `texts` the originals by id."""
    reports = {report.id: report for event in events for report in event.reports if report.id is not None}
    groups = (_group(line, reports, texts) for line in digest.lines)
    return Brief(dossier, digest.slot.date(), tuple(group for group in groups if group.tellings), texts)


def _group(line: DigestLine, reports: Mapping[int, Report], texts: Mapping[int, str]) -> Group:
    told = [reports[key] for key in line.report_ids if key in reports]
    tellings: dict[Passage, Telling] = {}
    for report in told:
        for telling in _tellings(report, texts):
            # A sentence that tells two of the line's happenings stands once.
            tellings.setdefault(telling.passage, telling)
    # Main sentences first; those of one kind stay in the reports' order.
    return Group(line, tuple(sorted(tellings.values(), key=lambda telling: not telling.main)))


def _tellings(report: Report, texts: Mapping[int, str]) -> Iterable[Telling]:
    source = report.source
    if source is None or source.article_id not in texts:
        return
    for number, span in enumerate(report.spans):
        yield Telling(
            text=span.of(texts[source.article_id]),
            passage=Passage(source.article_id, span),
            source=source,
            status=report.status,
            attribution=report.attribution,
            substance=report.substance,
            when=report.when,
            main=number == 0,
        )
