"""A brief of two events as a writer is given it: a meeting that happened and talks that are planned."""

from __future__ import annotations

from datetime import date

from storage.catalog import load_dossier
from storage.model import (
    DigestLine,
    EventType,
    Participant,
    Passage,
    Period,
    Precision,
    Source,
    Span,
    Status,
)
from summarizer.writing.protocol import Brief, Group, Telling

MEETING = "التقى رئيس الوزراء القطري محمد بن عبد الرحمن آل ثاني في الدوحة، الأحد 12 يناير 2025، المبعوث الأميركي ستيف ويتكوف لبحث وقف إطلاق النار في غزة."
TALKS = "قال مسؤول مصري إن جولة جديدة من المفاوضات ستعقد في القاهرة الأسبوع المقبل."
SUNDAY = Period(date(2025, 1, 12), date(2025, 1, 12), Precision.DAY)


def brief() -> Brief:
    texts = {1: MEETING, 2: TALKS}
    groups = (
        _group(1, EventType.MEETING, Status.HAPPENED, MEETING, "رمال الأطلس", SUNDAY, "الدوحة", weight=9),
        _group(2, EventType.TALKS, Status.PLANNED, TALKS, "خليج نيوز", Period(), "القاهرة", weight=5),
    )
    return Brief(load_dossier("gaza"), date(2025, 1, 13), groups, texts)


def _group(
    key: int,
    kind: EventType,
    status: Status,
    text: str,
    outlet: str,
    when: Period,
    place: str,
    *,
    weight: int,
) -> Group:
    who = (
        Participant("محمد بن عبد الرحمن آل ثاني", person=True, party="قطر"),
        Participant("ستيف ويتكوف", person=True, party="الولايات المتحدة"),
    )
    line = DigestLine(
        event_id=key,
        type=kind,
        status=status,
        when=when,
        place=place,
        participants=who if kind is EventType.MEETING else (),
        issues=("ceasefire",),
        substance=None,
        attribution=None,
        sources=(key - 1,),
        report_ids=(key,),
        weight=weight,
    )
    telling = Telling(
        text,
        Passage(key, Span(0, len(text))),
        Source(key, outlet, None, date(2025, 1, 13)),
        status,
        when=when,
        main=True,
    )
    return Group(line, (telling,))
