"""What editors are told of a digest's opening paragraph, and what readers see of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from bot.commands.request import Defaults
from bot.views.corrections import amended
from bot.views.digest import digest as digest_view
from bot.views.plain import plain
from bot.views.templates import page
from bot.views.written import account
from storage.catalog import load_dossier, load_event_kinds
from storage.model import (
    Digest,
    DigestLine,
    Dropped,
    EventType,
    Flaw,
    Fragment,
    Participant,
    Passage,
    Period,
    Precision,
    Setback,
    Source,
    Span,
    Status,
    Writing,
    Written,
)

SLOT = datetime(2025, 1, 14, 4, tzinfo=UTC)
DAY = date(2025, 1, 13)
LEAD = "التقى ستيف ويتكوف مسؤولين قطريين في الدوحة."


def line(number: int) -> DigestLine:
    who = (Participant("قطر"), Participant("ستيف ويتكوف", person=True, party="الولايات المتحدة"))
    when = Period(DAY, DAY, Precision.DAY)
    return DigestLine(
        number, EventType.MEETING, Status.HAPPENED, when, "الدوحة", who, (), None, None, (0,), (number,)
    )


def told(*, lines: int = 4) -> Digest:
    passage = Passage(1, Span(0, len(LEAD)))
    lead = Written((Fragment(LEAD, passage),), (1,), (passage,))
    return Digest(
        dossier="gaza",
        slot=SLOT,
        since=SLOT,
        happened=tuple(map(line, range(1, lines + 1))),
        planned=(),
        positions=(),
        figures=(),
        sources=(Source(1, "رويترز", "https://example.org/1", DAY),),
        articles_read=1,
        writing=Writing("extractive", "extractive", lead=(lead,)),
    )


def shown(digest: Digest, *, short: bool = False) -> str:
    context = Defaults(load_dossier("gaza"), load_event_kinds(), 7, "Asia/Qatar").context("Asia/Qatar", SLOT)
    return plain(digest_view(digest, context, short=short))


def test_the_full_form_opens_with_the_lead_and_its_source_and_the_short_one_does_not() -> None:
    assert f"{LEAD} [1]" in shown(told())
    assert LEAD not in shown(told(), short=True)


def test_of_a_few_lines_no_lead_says_the_same_again() -> None:
    assert LEAD not in shown(told(lines=3))


def test_a_sentence_goes_with_the_event_that_it_tells() -> None:
    hidden = replace(told(lines=6), hidden=frozenset({1}))
    assert LEAD not in shown(hidden)
    writing = amended(hidden, None).writing
    assert writing is not None and writing.lead == ()


def test_editors_are_told_who_wrote_why_not_another_and_what_was_not_let_through() -> None:
    dropped = (Dropped("التقى ويتكوف مسؤولين في روما.", (1,), Flaw.PLACE, "روما"),)
    text = plain(
        page(
            "account",
            account=account(Writing("extractive", "endpoint", dropped=dropped, setback=Setback.TOO_LATE)),
        )
    )
    assert "كاتب المقدمة: الاقتباس من المقالات (لم يكتبها خادم النماذج: لم ينتهِ في الوقت المحدد)" in text
    assert "روما" in text and "مكان لا تذكره المقالات" in text


def test_every_setback_and_every_flaw_has_its_words() -> None:
    for flaw in Flaw:
        for setback in Setback:
            told_ = account(
                Writing("extractive", "endpoint", dropped=(Dropped("…", (), flaw),), setback=setback)
            )
            assert told_ is not None and told_.setback and told_.refused[0].why
