"""Whatever a digest holds, each of its messages fits and parses; the short form stays short; habits break nothing."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import product
from typing import TypeVar

import pytest
from botroom import NOW, digest_line, digest_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.commands.request import Defaults
from bot.preview.text import html
from bot.views.context import Context
from bot.views.digest import SHORT_LIMIT, digest
from bot.views.habits import in_habit
from bot.views.pages import LIMIT, visible_length
from storage.catalog import load_dossier, load_event_kinds
from storage.model import (
    Digest,
    DigestFigure,
    DigestLine,
    DigestPosition,
    Digits,
    EventType,
    Habits,
    Months,
    Participant,
    Period,
    Precision,
    Source,
    Stance,
    Status,
)

Part = TypeVar("Part")
# The bar of the project is 10,000; that many take minutes, so `WASIT_DIGESTS=10000` asks for them.
HOW_MANY, OF_A_BOX = int(os.environ.get("WASIT_DIGESTS", "80")), 40
DOSSIER = load_dossier("gaza")
CONTEXT = Defaults(DOSSIER, load_event_kinds(), 7, "Asia/Qatar", bot_name="wasit_bot").context(
    "Asia/Qatar", NOW
)
EVERY_HABIT = [Habits(*both) for both in product(Months, Digits)]

words = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        ["<b>", "</i>&amp;", "«قول", "\u202e", "العدو الصهيوني", "👩‍👩‍👧" * 30, "x" * 5000, "شهداء"]
    ),
    st.text("ابتثجحخدذ ،.\n<>&\"'", max_size=400),
)
days = st.dates(date(2023, 10, 7), date(2026, 12, 31))
periods = st.one_of(
    st.just(Period()),
    st.builds(
        lambda first, length, precision: Period(first, first + timedelta(length), precision),
        days,
        st.integers(0, 400),
        st.sampled_from(Precision),
    ),
)
people = st.sampled_from([person.name for person in DOSSIER.people])
parties = st.sampled_from([party.name for party in DOSSIER.parties])
participants = st.one_of(
    st.builds(Participant, parties),
    st.builds(lambda name, party: Participant(name, person=True, party=party), people, parties),
)
sources = st.builds(
    Source,
    st.integers(1, 10**6),
    st.none() | words,
    st.none() | words | st.just("https://example.org/a"),
    st.none() | days,
    st.none() | words,
)
lines = st.builds(
    DigestLine,
    event_id=st.integers(1, 10**9),
    type=st.sampled_from(EventType),
    status=st.sampled_from(Status),
    when=periods,
    place=st.none() | words,
    participants=st.lists(participants, max_size=9).map(tuple),
    issues=st.lists(st.sampled_from([issue.code for issue in DOSSIER.issues]), max_size=3).map(tuple),
    substance=st.none() | words,
    attribution=st.none() | words,
    sources=st.just((0,)),
    report_ids=st.just(()),
    weight=st.integers(0, 30),
)
figures = st.builds(
    DigestFigure,
    st.sampled_from(["killed_gaza", "hostages_held", "other"]),
    st.integers(0, 10**12),
    st.sampled_from([None, "about", "more_than", "strange"]),
    st.none() | words,
    st.none() | days,
    st.just((0,)),
)
positions = st.builds(
    DigestPosition,
    parties,
    st.sampled_from(["aid", "x"]),
    st.sampled_from(Stance),
    words,
    st.none() | words,
    st.just((0,)),
)


@dataclass(frozen=True)
class Box:
    """Parts of which a seed puts many digests together: to draw each digest by itself takes most of the time."""

    seed: int
    lines: list[DigestLine]
    figures: list[DigestFigure]
    positions: list[DigestPosition]
    sources: list[Source]

    def digests(self, count: int) -> Iterator[tuple[Digest, Habits, bool]]:
        """Give digests, each with a reader's habits and whether the reader wants it short."""
        chance = random.Random(self.seed)
        for _ in range(count):
            yield self._digest(chance), chance.choice(EVERY_HABIT), chance.random() < 0.5

    def _digest(self, chance: random.Random) -> Digest:
        return Digest(
            dossier="gaza",
            slot=NOW,
            since=NOW - timedelta(days=1),
            happened=_some(chance, self.lines, 14),
            planned=_some(chance, self.lines, 4),
            positions=_some(chance, self.positions, 5),
            figures=_some(chance, self.figures, 8),
            sources=(chance.choice(self.sources), *_some(chance, self.sources, 2)),
            articles_read=chance.choice([0, 1, 2, 11, 40, 10**6]),
        )


def _some(chance: random.Random, parts: Sequence[Part], most: int) -> tuple[Part, ...]:
    return tuple(chance.choices(parts, k=chance.randint(0, most)))


boxes = st.builds(
    Box,
    st.integers(0, 2**32),
    st.lists(lines, min_size=1, max_size=20),
    st.lists(figures, min_size=1, max_size=8),
    st.lists(positions, min_size=1, max_size=8),
    st.lists(sources, min_size=1, max_size=5),
)


@settings(max_examples=max(1, HOW_MANY // OF_A_BOX), suppress_health_check=list(HealthCheck), deadline=None)
@given(boxes)
def test_every_message_of_every_digest_fits_and_parses(box: Box) -> None:
    for told, habits, short in box.digests(OF_A_BOX):
        reply = in_habit(digest(told, CONTEXT, short=short), habits)
        assert reply.parts, told
        for part in reply.parts:
            shown = html.parse(part).text
            assert 0 < len(shown.encode("utf-16-le")) // 2 <= LIMIT, told


@settings(max_examples=max(1, HOW_MANY // OF_A_BOX), suppress_health_check=list(HealthCheck), deadline=None)
@given(boxes)
def test_a_short_digest_stays_short_whatever_it_holds(box: Box) -> None:
    for told, _, _ in box.digests(OF_A_BOX // 4):
        reply = digest(told, CONTEXT, short=True)
        assert sum(map(visible_length, reply.parts)) <= SHORT_LIMIT, told


def test_a_short_digest_keeps_the_weightiest_and_says_how_many_it_leaves_out(context: Context) -> None:
    happened = [
        digest_line(number, substance=f"البند {number} " + "وصف " * 20, weight=number)
        for number in range(1, 13)
    ]
    (part,) = digest(digest_of(*happened), context, short=True).parts
    shown = html.parse(part).text
    assert "البند 12" in shown and "البند 1 " not in shown
    assert f"وفي الموجز الكامل {12 - shown.count('البند')} أحداث غيرها: /digest" in shown


def test_days_that_were_told_twice_stand_under_one_heading(context: Context) -> None:
    range_ = Period(date(2024, 10, 23), date(2024, 10, 24), Precision.WEEK)
    day = Period(date(2024, 10, 23), date(2024, 10, 23), Precision.DAY)
    lines = [digest_line(1, when=range_), digest_line(2, when=day), digest_line(3, when=range_)]
    shown = html.parse("\n".join(digest(digest_of(*lines), context).parts)).text
    assert shown.count("23–24 أكتوبر 2024 (اليوم غير مذكور)") == 1


@pytest.mark.parametrize(
    ("habits", "expected"),
    [
        (Habits(Months.LEVANTINE), "الخميس 24 تشرين الأول 2024"),
        (Habits(Months.BOTH), "الخميس 24 أكتوبر/تشرين الأول 2024"),
        (Habits(Months.BOTH, Digits.EASTERN), "الخميس ٢٤ أكتوبر/تشرين الأول ٢٠٢٤"),
    ],
)
def test_a_reader_gets_the_months_and_digits_of_their_habit(
    context: Context, habits: Habits, expected: str
) -> None:
    told = digest_of(digest_line(7), figures=(DigestFigure("killed_gaza", 43204, None, None, None, (0,)),))
    (part,) = in_habit(digest(told, replace(context, bot_name=None)), habits).parts
    assert expected in part and "/event_7" in part and 'href="https://example.org/1"' in part
    assert ("٤٣٬٢٠٤" in part) == (habits.digits is Digits.EASTERN)


def test_what_is_quoted_keeps_its_own_months_and_digits() -> None:
    from bot.views.reply import Reply

    quoted = "<b>3 مايو 2024</b>\n<blockquote>في 3 مايو 2024</blockquote> /event 12"
    (part,) = in_habit(Reply((quoted,)), Habits(Months.LEVANTINE, Digits.EASTERN)).parts
    assert part == "<b>٣ أيار ٢٠٢٤</b>\n<blockquote>في 3 مايو 2024</blockquote> /event ١٢"
