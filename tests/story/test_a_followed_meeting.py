"""A planned meeting is followed, denied, approved, and told: the real processes, spoken to through chats alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest

from bot.preview.client import Person, Seen
from bot.preview.stage import Stage, staged
from processes import stop_all

pytestmark = pytest.mark.story

DAY = date(2024, 10, 28)
ANNOUNCED = (
    "لقاء مرتقب في الدوحة\n\nأعلنت وزارة الخارجية الأمريكية أن وزير الخارجية أنتوني بلينكن سيلتقي رئيس الوزراء القطري "
    "محمد بن عبد الرحمن آل ثاني في الدوحة يوم الخميس 31 أكتوبر 2024، لبحث وقف إطلاق النار في غزة."
)
DENIED = (
    "الدوحة: لا لقاء يوم الخميس\n\nنفت وزارة الخارجية القطرية أن يلتقي رئيس الوزراء محمد بن عبد الرحمن آل ثاني وزير "
    "الخارجية الأمريكي أنتوني بلينكن في الدوحة يوم الخميس 31 أكتوبر 2024 لبحث وقف إطلاق النار في غزة."
)


@pytest.fixture
def stage() -> Iterator[Stage]:
    with staged(DAY) as stage:
        for child in stage.children:
            child.start()
        try:
            yield stage
        finally:
            stop_all(stage.children)


def hand_in(editor: Person, text: str, outlet: str) -> None:
    before = editor.last_event()
    at = datetime(DAY.year, DAY.month, DAY.day, 12, tzinfo=UTC)
    editor.forward_from_channel(text, title=outlet, username="outlet", message_id=len(text), date=at)
    editor.wait_for(lambda seen: "تمت قراءة المقال" in seen.text, after=before, timeout=60)


def press(person: Person, message: Seen, button: str, wanted: Callable[[Seen], bool]) -> Seen:
    before = person.last_event()
    person.tap(message, button)
    return person.wait_for(wanted, after=before, timeout=60)


def test_who_follows_a_planned_meeting_hears_once_that_it_is_denied(stage: Stage) -> None:
    editor, reader = stage.editor, stage.reader
    hand_in(editor, ANNOUNCED, "وكالة أولى")
    listed = reader.ask("/latest", timeout=60)
    card = press(
        reader,
        listed,
        next(one for one in listed.labels if "لقاء" in one),
        lambda seen: "الحدث رقم" in seen.text,
    )
    press(reader, card, "📌 تابِع", lambda seen: "بدأت المتابعة" in seen.text)
    hand_in(editor, DENIED, "وكالة ثانية")
    stage.preview.move_clock(forward=3600)
    # A denial of what readers know is an editor's to let go.
    shown = editor.ask("/review", lambda seen: "✅ إقرار" in seen.labels, timeout=60)
    while "لقاء" not in shown.text:
        shown = press(editor, shown, "✅ إقرار", lambda seen: bool(seen.labels))
    before = reader.last_event()
    press(editor, shown, "✅ إقرار", lambda seen: True)
    stage.preview.move_clock(forward=180)
    told = reader.wait_for(lambda seen: "الحالة" in seen.text, after=before, timeout=60)
    assert "نُفي أن يلتقي رئيس الوزراء القطري" in told.text
    assert "نُفي، وكان مقررًا، بحسب وزارة الخارجية القطرية" in told.text and "وكالة ثانية" in told.text
    stage.preview.move_clock(forward=3600)
    answered = reader.ask("/follow", timeout=60)
    assert "الحدث" in answered.text
    assert [one.text for one in reader.read() if "نُفي، وكان مقررًا" in one.text] == [told.text]
