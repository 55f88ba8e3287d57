"""The sentence that says all that a reader chose: whole and grammatical, whatever was chosen."""

from __future__ import annotations

import re

import pytest
from botroom import READER
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.views.choices import sentence
from bot.views.context import Context
from storage.catalog import load_dossier, load_event_kinds
from storage.model import Digits, EventType, Habits, Months, Subscriber, Timing, Wishes

ZONES = st.sampled_from(["Asia/Qatar", "Asia/Hebron", "America/New_York", "Europe/Madrid", "Asia/Tokyo", "Asia/Urumqi"])  # fmt: skip
HOURS = st.one_of(st.just(()), st.tuples(st.integers(0, 23)), st.sampled_from([(7, 19), (0, 12), (6, 18)]))
TYPES = st.lists(st.sampled_from(EventType), unique=True, max_size=4).map(tuple)
TIMINGS = st.builds(
    lambda zone, hours, day, quiet, urgent: Timing(
        zone, hours, day if len(hours) == 1 else None, quiet, urgent
    ),
    ZONES, HOURS, st.one_of(st.none(), st.integers(0, 6)),
    st.one_of(st.none(), st.sampled_from([(23, 7), (0, 6), (13, 14)])), TYPES,
)  # fmt: skip
NAMES = st.sampled_from(["قطر", "مصر", "الولايات المتحدة", "حماس", "إسرائيل", "ستيف ويتكوف"])
ISSUES = st.sampled_from([issue.code for issue in load_dossier("gaza").issues])
WORDS = st.one_of(
    st.sampled_from(["معبر رفح", "لبنان", "UNRWA", "كرة القدم"]), st.text(min_size=1, max_size=24)
)
WISHES = st.builds(
    Wishes,
    st.lists(NAMES, unique=True, max_size=3).map(tuple),
    st.lists(ISSUES, unique=True, max_size=3).map(tuple),
    TYPES,
    st.lists(WORDS, unique=True, max_size=3).map(tuple),
    st.lists(WORDS, unique=True, max_size=3).map(tuple),
)
HABITS = st.builds(Habits, st.sampled_from(Months), st.sampled_from(Digits), st.booleans(), st.booleans())
READERS = st.builds(
    lambda timing, on, habits, wishes: Subscriber(READER, timing, on, habits=habits, wishes=wishes),
    TIMINGS, st.booleans(), HABITS, WISHES,
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(READERS)
def test_whatever_is_chosen_makes_one_sentence_of_clauses_that_say_it(reader: Subscriber) -> None:
    context = Context(load_dossier("gaza"), load_event_kinds(), "Asia/Qatar", None, None)  # type: ignore[arg-type]
    said = str(sentence(reader, context)).translate({0x2068: None, 0x2069: None})
    # What people typed may hold anything; all else is ours.
    ours = re.sub(r"«[^»]*»", "«»", said)
    assert ours.endswith(".") and ours.startswith("الموجز متوقف. ") is not reader.active
    assert not re.search(r"؛ ؛|، ،|: [؛.،]| {2}|None|[؛،]\.|أو [؛.،]|\bو\b(?!«)", ours)
    assert ours.count("بتوقيت") == 1
    assert ("عاجل: " in ours) is bool(reader.timing.urgent)
    assert ("ساعات الهدوء" in ours) is (reader.timing.quiet is not None)
    wishes = reader.wishes
    only = wishes.parties or wishes.issues or wishes.types or wishes.words
    assert ("فقط ما " in ours) is bool(only)
    assert ("دون ما ورد فيه" in ours) is bool(wishes.without)
    assert ("بلا صور" in ours) is not reader.habits.pictures
    assert "<" not in said


@pytest.mark.parametrize(
    ("reader", "said"),
    [
        (
            Subscriber(1, Timing("Asia/Qatar", (7,), urgent=(EventType.AGREEMENT, EventType.TRUCE, EventType.RELEASE))),
            "موجز كامل يوميًا الساعة 7 صباحًا بتوقيت الدوحة؛ عاجل: اتفاق، هدنة، إفراج.",
        ),
        (
            Subscriber(1, Timing("Africa/Cairo", (7, 19), quiet=(23, 7)), habits=Habits(short=True, pictures=False)),
            "موجز مختصر مرتين في اليوم، الساعة 7 صباحًا والساعة 7 مساءً بتوقيت القاهرة؛ ساعات الهدوء: من 11 مساءً إلى 7 صباحًا؛ بلا صور.",
        ),
        (
            Subscriber(1, Timing("Asia/Gaza", (8,), 3), wishes=Wishes(("قطر", "مصر"), ("rafah",), without=("لبنان",))),
            "موجز كامل أسبوعيًا، يوم الخميس، الساعة 8 صباحًا بتوقيت غزة؛ فقط ما فيه قطر أو مصر، وموضوعه معبر رفح، دون ما ورد فيه «لبنان».",
        ),
        (
            Subscriber(1, Timing("Asia/Amman", urgent=(EventType.TRUCE,)), wishes=Wishes(words=("جباليا", "رفح"))),
            "العاجل وحده، بلا موجز، بتوقيت عمّان؛ عاجل: هدنة؛ فقط ما ورد فيه «جباليا» أو «رفح».",
        ),
        (
            Subscriber(1, Timing("Asia/Beirut"), active=False, habits=Habits(Months.LEVANTINE, Digits.EASTERN)),
            "الموجز متوقف. الاختيارات: بلا موجز ولا عاجل، بتوقيت بيروت؛ الشهر «تشرين الثاني» لا «نوفمبر»؛ الأرقام ١٢٣.",
        ),
    ],
)  # fmt: skip
def test_choices_are_said_as_people_say_them(reader: Subscriber, said: str, context: Context) -> None:
    assert str(sentence(reader, context)) == said
