"""Each command from its text to its reply, without Telegram."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from botroom import NOW, OWNER, READER, Newsroom, digest_line, digest_of, meeting_report, on

from bot.commands import BUTTONS, COMMANDS, markdown_table
from bot.commands.dispatch import answer, perform, pressed, spoken
from bot.commands.request import Request
from bot.views.plain import plain
from storage import editors, subscribers
from storage.db import Store
from storage.model import (
    Ended,
    EventType,
    Figure,
    Participant,
    Position,
    Reading,
    Span,
    Stance,
    Subscriber,
    Timing,
)
from storage.write import reading
from storage.write.publish import publish

Ask = Callable[..., str]


@pytest.fixture
def ask(store: Store, request_: Request) -> Ask:
    """Returns the reply to a text as a person reads it; further arguments change the request."""
    unlinked = replace(request_.defaults, bot_name=None)

    def say(text: str, **changes: object) -> str:
        return plain(answer(store, text, replace(request_, defaults=unlinked, **changes)))  # type: ignore[arg-type]

    return say


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_answers_in_an_empty_store(ask: Ask, command: object) -> None:
    assert ask(f"/{command.name}", user_id=OWNER)  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", sorted(BUTTONS))
def test_every_button_answers_in_an_empty_store(store: Store, request_: Request, name: str) -> None:
    action, args = pressed(f"{name} 7")
    assert action is not None and perform(store, action, replace(request_, args=args)).parts


def test_every_button_of_every_reply_leads_somewhere(
    store: Store, request_: Request, newsroom: Newsroom
) -> None:
    newsroom.meeting()
    waiting, seen = [f"/{command.name}" for command in COMMANDS], set()
    replies = [answer(store, text, request_) for text in waiting]
    for reply in replies:
        for button in (button for row in reply.buttons for button in row):
            action, args = pressed(button.press)
            assert action is not None, button
            if action.name not in seen:
                seen.add(action.name)
                replies.append(perform(store, action, replace(request_, args=args)))
    assert {"hour", "zone", "event", "latest"} <= seen


def test_help_and_the_table_for_the_docs_name_every_command(ask: Ask) -> None:
    shown, table = ask("/help", user_id=OWNER), markdown_table()
    for command in COMMANDS:
        assert f"/{command.name} — {command.description}" in shown
        assert f"| `/{command.name}` | {command.description} |" in table
    assert "/editors" not in ask("/help")


@pytest.mark.parametrize(
    ("text", "name", "args", "bot"),
    [
        ("/event 12", "event", "12", None),
        ("/event_12", "event", "12", None),
        ("/EVENT@Wasit_Bot  12 ", "event", "12", "Wasit_Bot"),
        ("/start event_12", "start", "event_12", None),
        ("/settings\nالقاهرة", "settings", "القاهرة", None),
        ("/x", "x", "", None),
    ],
)
def test_a_command_is_read_as_people_write_it(text: str, name: str, args: str, bot: str | None) -> None:
    said = spoken(text)
    assert said is not None and (said.name, said.args, said.bot) == (name, args, bot)


@pytest.mark.parametrize("text", ["مرحبا", "/", "/ latest", "//latest", "/وسيط", "latest /latest", ""])
def test_what_has_not_the_form_of_a_command_is_none(text: str) -> None:
    assert spoken(text) is None


def test_the_latest_come_newest_first_and_turn_pages(ask: Ask, newsroom: Newsroom) -> None:
    for day in range(1, 10):
        newsroom.meeting(f"لقاء رقم {day}", when=on(date(2024, 10, day)), substance=f"بند {day}")
    first = ask("/latest")
    assert [f"بند {day}" in first for day in range(9, 0, -1)] == [True] * 6 + [False] * 3
    assert "بند 8" in ask("/latest 2") and "بند 7" not in ask("/latest 2")
    assert "بند 1" in ask("/latest 99999999999999999999")


def test_a_button_turns_to_older_events_of_the_same_type(
    store: Store, request_: Request, newsroom: Newsroom
) -> None:
    for day in range(1, 10):
        newsroom.meeting(f"لقاء رقم {day}", when=on(date(2024, 10, day)), substance=f"بند {day}")

    def press(args: str) -> str:
        return plain(perform(store, BUTTONS["page"], replace(request_, args=args)))

    assert "بند 3" in press("6 6 meeting") and "بند 4" not in press("6 6 meeting")
    assert "لا أحداث أقدم" in press("99 6")
    assert "أي حدث من نوع «هدنة»" in press("0 6 truce")
    assert "بند 9" in press("") and "بند 9" in press("-1 x nonsense")


def test_the_latest_of_one_type_are_asked_for_by_its_name(ask: Ask, newsroom: Newsroom) -> None:
    newsroom.meeting("لقاء", substance="بند اللقاء")
    newsroom.meeting("هدنة", type=EventType.TRUCE, substance="بند الهدنة")
    assert "بند الهدنة" in ask("/latest هدنة 3") and "بند اللقاء" not in ask("/latest الهدنة")
    assert "لا نوع من الأحداث باسم «زفاف»" in ask("/latest زفاف")


def test_the_mediators_are_named_with_what_each_last_did(ask: Ask, newsroom: Newsroom) -> None:
    newsroom.meeting("لقاء", when=on(date(2024, 10, 2)))
    newsroom.meeting(
        "لقاء آخر",
        when=on(date(2024, 10, 24)),
        place="القاهرة",
        participants=(Participant("مصر"), Participant("حماس")),
    )
    newsroom.meeting("لقاء غدًا", when=on(date(2024, 10, 26)), place="لندن")
    shown = ask("/mediators")
    assert all(name in shown for name in ("قطر", "مصر", "الولايات المتحدة"))
    assert "الخميس 24 أكتوبر 2024 — اجتمع في القاهرة ممثلون عن مصر وحماس" in shown and "لندن" not in shown


def test_a_mediators_page_tells_who_is_in_office_what_was_done_and_how_often(
    ask: Ask, newsroom: Newsroom
) -> None:
    for day in (2, 24):
        newsroom.meeting(f"لقاء {day}", when=on(date(2024, 10, day)), substance=f"بند {day}")
    newsroom.meeting("لقاء قديم", when=on(date(2024, 8, 1)))
    shown = ask("/mediator قطر")
    assert "[صورة: نشاط قطر شهرًا بشهر: 3 أحداث منذ 11/2023]" in shown
    assert "أمير قطر: تميم بن حمد آل ثاني" in shown
    assert "حدثان: لقاء 2" in shown and shown.index("بند 24") < shown.index("بند 2،")
    assert ask("/mediator الدوحة") == ask("/mediator_qatar") == ask("/start mediator_qatar") == shown
    assert "الرئيس الأمريكي: جو بايدن" in ask("/mediator_united_states")
    assert "لا وسيط باسم «الصين»" in ask("/mediator الصين")


def test_a_timeline_shows_the_days_that_are_asked_for(ask: Ask, newsroom: Newsroom) -> None:
    for month, day in ((8, 15), (10, 2), (10, 24)):
        newsroom.meeting(f"لقاء {month}", when=on(date(2024, month, day)), substance=f"بند {month}/{day}")
    lately, august = ask("/timeline"), ask("/timeline أغسطس 2024")
    assert lately.index("بند 10/2،") < lately.index("بند 10/24،") and "بند 8/15" not in lately
    assert "خط الزمن · 1–31 أغسطس 2024" in august and "بند 8/15" in august and "حدث واحد" in august
    assert "بند 8/15" in ask("/timeline 1/8/2024 2024-10-02") and "بند 10/24" not in ask("/timeline 2024-08")
    assert "لا أحداث مؤرَّخة في 1–31 يناير 2020" in ask("/timeline يناير 2020")
    assert "تُكتب الأيام بعد الأمر" in ask("/timeline غدًا أو بعده")


def test_a_timeline_of_many_events_counts_them_by_type(ask: Ask, newsroom: Newsroom) -> None:
    for number in range(30):
        newsroom.meeting(
            f"لقاء {number}", when=on(date(2024, 10, 1 + number // 10)), substance=f"بند {number}"
        )
    shown = ask("/timeline أكتوبر 2024")
    assert shown.count("🤝 لقاء ×10") == 3 and "بند" not in shown


BEARS_OUT = {
    Stance.REJECTS: EventType.REJECTION,
    Stance.ACCEPTS: EventType.ACCEPTANCE,
    Stance.DEMANDS: EventType.DEMAND,
}


def position(text: str, stance: Stance, day: date, gist: str, party: str = "حماس") -> Position:
    return Position(party, "ceasefire", stance, gist, (Span(0, len(text)),), on=day)


def told(newsroom: Newsroom, store: Store, text: str, *facts: Position | Figure) -> None:
    """Have an article read that tells these facts."""
    article = newsroom.article(text)
    positions = tuple(one for one in facts if isinstance(one, Position))
    figures = tuple(one for one in facts if isinstance(one, Figure))
    read = Reading("عنوان", text, None, None, (), positions, figures)
    with store.writing() as session:
        reading.mark_read(session, article, read, now=NOW)
    for one in positions:
        who = (Participant(one.party),)
        bearing = {"type": BEARS_OUT[one.stance], "participants": who, "spans": one.spans}
        newsroom.tell(article, meeting_report(text, **bearing))


def test_positions_tell_who_wants_what_since_when_and_what_it_was_before(
    ask: Ask, newsroom: Newsroom, store: Store
) -> None:
    text = "قالت الحركة ما قالت."
    stances = (
        (Stance.REJECTS, date(2024, 5, 1), "هدنة مؤقتة"),
        (Stance.ACCEPTS, date(2024, 7, 2), "هدنة من ستة أسابيع"),
        (Stance.ACCEPTS, date(2024, 8, 3), "هدنة من ثمانية أسابيع"),
    )
    for stance, day, gist in stances:
        told(newsroom, store, f"{text} {gist}", position(text, stance, day, gist))
    told(newsroom, store, "بلا مضمون", position(text, Stance.DEMANDS, date(2024, 9, 1), "", "إسرائيل"))
    shown = ask("/positions")
    assert "توافق على هدنة من ثمانية أسابيع [1]" in shown
    assert "منذ 2 يوليو 2024، وآخر مرة 3 أغسطس 2024 · قبل ذلك: رفض (1 مايو 2024)" in shown
    assert "إسرائيل" not in shown
    assert "هدنة من ثمانية أسابيع" in ask("/positions حركة حماس")
    assert "لا طرف باسم «زحل»" in ask("/positions زحل")
    assert "لم يُسجَّل أي موقف لـمصر بعد" in ask("/positions مصر")


def test_a_stance_that_no_event_bears_out_is_told_to_nobody(
    ask: Ask, newsroom: Newsroom, store: Store
) -> None:
    text = "قالت الحركة ما قالت."
    article = newsroom.article(text)
    stance = position(text, Stance.REJECTS, date(2024, 5, 1), "هدنة مؤقتة")
    with store.writing() as session:
        reading.mark_read(session, article, Reading("عنوان", text, None, None, (), (stance,)), now=NOW)
    # Another's refusal in the same sentence, and the same party's words of another kind.
    for who, kind in (("إسرائيل", EventType.REJECTION), ("حماس", EventType.STATEMENT)):
        newsroom.tell(article, meeting_report(text, type=kind, participants=(Participant(who),)))
    assert "هدنة مؤقتة" not in ask("/positions")
    newsroom.tell(
        article, meeting_report(text, type=EventType.REJECTION, participants=(Participant("حماس"),))
    )
    assert "هدنة مؤقتة" in ask("/positions")


def test_figures_stand_by_source_newest_first_and_plans_are_left_out(
    ask: Ask, newsroom: Newsroom, store: Store
) -> None:
    def held(value: int, day: date, by: str | None, *, planned: bool = False) -> Figure:
        return Figure("hostages_held", value, (Span(0, 3),), attribution=by, planned=planned, as_of=day)

    told(newsroom, store, "الأول", held(120, date(2024, 7, 1), "الجيش الإسرائيلي"))
    told(newsroom, store, "الثاني", held(101, date(2024, 10, 20), "الجيش الإسرائيلي"))
    told(newsroom, store, "الثالث", held(33, date(2024, 10, 21), None, planned=True))
    shown = ask("/figures hostages_held")
    assert "الجيش الإسرائيلي: من 120 إلى 101]" in shown
    assert shown.index("101 بحسب الجيش الإسرائيلي (20 أكتوبر 2024) [1]") < shown.index("120 بحسب")
    assert "33" not in shown
    assert "101 بحسب" in ask("/figures") and ask("/figures المحتجزون في غزة") == shown
    assert "لا رقم باسم «الطقس»" in ask("/figures الطقس")
    assert "لم يُسجَّل بعد: أيام الهدنة" in ask("/figures truce_days")


def test_the_digest_of_a_day_is_asked_for_by_that_day(ask: Ask, store: Store) -> None:
    with store.writing() as session:
        for back in (0, 3):
            line = digest_line(1, substance=f"قبل {back} أيام")
            publish(session, digest_of(line, slot=NOW - timedelta(days=back)), [1], now=NOW)
    assert "قبل 3 أيام" in ask("/digest 22/10/2024") and "قبل 0 أيام" in ask("/digest اليوم")
    assert "لم يصدر موجز في 24 أكتوبر 2024" in ask("/digest أمس")
    assert "يُكتب اليوم بعد الأمر" in ask("/digest قريبًا")


def test_an_event_is_shown_by_its_number(ask: Ask, newsroom: Newsroom) -> None:
    event = newsroom.meeting("التقى الأمير الوزير.")
    assert "«التقى الأمير الوزير.»" in ask(f"/event {event.id}") == ask(f"/event #{event.id}")
    assert ask(f"/start event_{event.id}") == ask(f"/event_{event.id}")
    assert "لا يوجد حدث برقم 99" in ask("/event 99")
    for nonsense in ("/event", "/event x", "/event -1", "/event 1; drop", "/event " + "9" * 30):
        assert "/event 12" in ask(nonsense)


@pytest.mark.parametrize("number", ["2147483648", "999999999999", "9" * 40])
def test_a_number_that_no_event_can_have_is_no_error(ask: Ask, number: str) -> None:
    asked = "يُكتب رقم الحدث بعد الأمر"
    assert asked in ask(f"/event {number}") and asked in ask(f"/start event_{number}")


def test_days_at_the_ends_of_the_calendar_are_no_error(ask: Ask, newsroom: Newsroom) -> None:
    newsroom.meeting()
    assert "لم يصدر موجز" in ask("/digest 0001") and "لم يصدر موجز" in ask("/digest 9999")
    assert "التقى" in ask("/timeline من 0001 إلى 9999")
    assert "لم يُسجَّل" in ask("قطر قبل 0001") and "لم يُسجَّل" in ask("قطر بعد 9999")


def test_the_digest_is_this_chats_own_or_else_the_last_for_anyone(ask: Ask, store: Store) -> None:
    assert "لم يصدر أي موجز بعد" in ask("/digest")
    with store.writing() as session:
        publish(session, digest_of(digest_line(1, substance="للجميع"), slot=NOW), [1], now=NOW)
    assert "للجميع" in ask("/digest")
    with store.writing() as session:
        older = digest_of(digest_line(1, substance="لهذه المحادثة"), slot=NOW - timedelta(hours=1))
        publish(session, older, [READER], now=NOW)
    assert "لهذه المحادثة" in ask("/digest")


def test_subscribing_twice_is_said_and_changes_nothing(ask: Ask, store: Store) -> None:
    assert "تم الاشتراك. يصل الموجز يوميًا الساعة 7 صباحًا بتوقيت الدوحة" in ask("/subscribe")
    assert "قائم من قبل" in ask("/subscribe")
    assert "توقف الموجز" in ask("/unsubscribe")
    assert "لا اشتراك قائم" in ask("/unsubscribe")
    with store.reading() as session:
        assert subscribers.get(session, READER) == Subscriber(
            READER, Timing("Asia/Qatar", (7,)), active=False, ended=Ended.ASKED
        )


def test_the_choices_outlive_the_subscription(ask: Ask) -> None:
    ask("/settings 21")
    ask("/settings Europe/Madrid")
    assert "9 مساءً بتوقيت مدريد" in ask("/subscribe")
    ask("/unsubscribe")
    assert "عند الاشتراك يصل موجز كامل يوميًا الساعة 9 مساءً بتوقيت مدريد" in ask("/settings")


@pytest.mark.parametrize(
    "words",
    [
        "24",
        "-1",
        "7.5",
        "المريخ",
        "Asia",
        "../etc/passwd",
        "Mars/Base",
        "UTC",
        "Etc/GMT+3",
        "posix/Asia/Qatar",
        "GMT0",
        "٧٧",
        "<b>",
    ],
)
def test_settings_that_mean_nothing_are_answered_with_how_to_write_them(ask: Ask, words: str) -> None:
    answered = ask(f"/settings {words}")
    assert f"لم أفهم «{words}»" in answered and "/settings 8" in answered


@pytest.mark.parametrize("words", ["europe/madrid", "EUROPE/MADRID", "Europe/Madrid"])
def test_a_time_zone_is_known_however_it_is_written(ask: Ask, words: str) -> None:
    assert "بتوقيت مدريد" in ask(f"/settings {words}")
    assert "بتوقيت واشنطن ونيويورك" in ask("/settings america/new york")


def test_editors_are_named_in_private_only(ask: Ask, store: Store) -> None:
    assert "محادثة خاصة" in ask("/editors add 900", user_id=OWNER, private=False)
    assert str(OWNER) not in ask("/editors", user_id=OWNER, private=False)
    with store.reading() as session:
        assert not editors.is_editor(session, 900)


def test_arabic_digits_and_cities_are_understood(ask: Ask) -> None:
    assert "8 صباحًا بتوقيت عمّان" in ask("/settings عمان") + ask("/settings ٨")


def test_only_those_who_run_a_group_change_it(ask: Ask, store: Store) -> None:
    for text in ("/subscribe", "/unsubscribe", "/settings 8"):
        assert "لمشرفيها" in ask(text, private=False, may_change=False)
    with store.reading() as session:
        assert subscribers.get(session, READER) is None
    assert ask("/latest", private=False, may_change=False)


def test_owners_name_editors_by_number_or_by_a_message_of_theirs(ask: Ask, store: Store) -> None:
    assert "صار 900 محررًا" in ask("/editors add 900", user_id=OWNER)
    assert "محرر من قبل" in ask("/editors add", user_id=OWNER, about=900)
    assert "900" in ask("/editors", user_id=OWNER)
    with store.reading() as session:
        assert editors.is_editor(session, 900)
    assert "إزالة 900 من المحررين؟" in ask("/editors remove 900", user_id=OWNER)
    assert "لم يعد 900 محررًا" in ask("/editors dismiss 900", user_id=OWNER)
    assert "ليس محررًا" in ask("/editors remove 900", user_id=OWNER)
    for nonsense in ("add x", "add 0", "add 99999999999999999999", "promote 900"):
        assert "يُكتب رقم المستخدم" in ask(f"/editors {nonsense}", user_id=OWNER)


def test_nobody_else_names_editors(ask: Ask, store: Store) -> None:
    with store.writing() as session:
        editors.name_editor(session, 900, named_by=OWNER, now=NOW)
    for user in (READER, 900):
        assert "لمالكي البوت" in ask("/editors add 901", user_id=user)
    with store.reading() as session:
        assert list(editors.everyone(session)) == [900]


def test_other_words_are_answered_with_what_there_is(ask: Ask) -> None:
    assert "/help" in ask("ماذا فعلت مصر؟")
    assert "لا يوجد أمر باسم /news" in ask("/news")


def test_help_tells_people_their_own_id_and_nobody_elses_in_a_group(ask: Ask) -> None:
    assert "987654" in ask("/help", user_id=987654)
    assert "987654" not in ask("/help", user_id=987654, private=False)


def test_a_readers_habits_are_kept_by_buttons_and_change_every_answer(
    store: Store, request_: Request, ask: Ask, newsroom: Newsroom
) -> None:
    newsroom.meeting(when=on(date(2024, 10, 24)))
    for args in ("months levantine", "digits eastern", "form short"):
        assert "✓" in str(perform(store, BUTTONS["habit"], replace(request_, args=args)).buttons)
    assert "الخميس ٢٤ تشرين الأول ٢٠٢٤" in ask("/latest")
    assert "موجز مختصر" in ask("/settings")
    for nonsense in ("months martian", "digits", "", "form long"):
        assert "لم أفهم" in plain(perform(store, BUTTONS["habit"], replace(request_, args=nonsense)))


def pushed(store: Store, request_: Request, *data: str) -> str:
    """Press buttons one after the other; returns what the message says in the end."""
    for one in data:
        action, args = pressed(one)
        assert action is not None
        reply = perform(store, action, replace(request_, args=args))
    return plain(reply)


def timing_of(store: Store) -> Timing | None:
    with store.reading() as session:
        known = subscribers.get(session, READER)
    return known.timing if known else None


def test_a_digest_may_come_twice_a_day_weekly_or_daily_again(store: Store, request_: Request) -> None:
    asked = pushed(store, request_, "subscribe", "rhythm", "rhythm twice", "rhythm twice 19")
    assert "الأول: الساعة 7 مساءً" in asked and timing_of(store) == Timing("Asia/Qatar", (7,))
    told = pushed(store, request_, "rhythm twice 19 8")
    assert "مرتين في اليوم، الساعة 8 صباحًا والساعة 7 مساءً بتوقيت الدوحة" in told
    told = pushed(store, request_, "rhythm weekly", "rhythm weekly 3")
    assert "أسبوعيًا، يوم الخميس، الساعة 8 صباحًا" in told
    assert "الموجز التالي: الخميس 31 أكتوبر 2024، الساعة 8 صباحًا" in told
    pushed(store, request_, "rhythm daily")
    assert timing_of(store) == Timing("Asia/Qatar", (8,))


def test_two_typed_hours_are_two_digests_a_day(ask: Ask, store: Store) -> None:
    assert "الساعة 6 صباحًا والساعة 6 مساءً" in ask("/settings 18 6")
    ask("/settings 9 9")
    assert timing_of(store) == Timing("Asia/Qatar", (6, 18))


def test_quiet_hours_are_chosen_by_their_begin_and_end(store: Store, request_: Request) -> None:
    assert "يبدأ الهدوء الساعة 11 مساءً" in pushed(store, request_, "quiet", "quiet 23")
    assert "ساعات الهدوء: من 11 مساءً إلى 7 صباحًا" in pushed(store, request_, "quiet 23 7")
    assert "ساعات الهدوء" not in pushed(store, request_, "quiet off")


def test_types_that_are_told_at_once_are_turned_on_and_off(store: Store, request_: Request) -> None:
    assert "الآن: اتفاق وهدنة" in pushed(store, request_, "urgent truce", "urgent agreement")
    assert "الآن: اتفاق." in pushed(store, request_, "urgent truce")
    assert "الآن: اتفاق." in pushed(store, request_, "urgent statement", "urgent nonsense")
    told = pushed(store, request_, "subscribe", "rhythm urgent")
    assert "العاجل وحده، بلا موجز، بتوقيت الدوحة؛ عاجل: اتفاق." in told


def test_what_is_kept_is_said_and_deleted_only_when_one_is_sure(
    ask: Ask, store: Store, request_: Request
) -> None:
    ask("/subscribe")
    assert "هل هي مشتركة: نعم" in ask("/privacy")
    assert "هل يُحذف ذلك كله؟" in ask("/forget")
    with store.reading() as session:
        assert subscribers.get(session, request_.chat_id) is not None
    action, _ = pressed("forget")
    assert action is not None
    assert "حُذف كل ما يخص هذه المحادثة" in plain(perform(store, action, request_))
    assert "لم يكن محفوظًا" in plain(perform(store, action, request_))
    with store.reading() as session:
        assert subscribers.get(session, request_.chat_id) is None


def test_who_subscribes_sees_at_once_what_will_come(ask: Ask, store: Store) -> None:
    with store.writing() as session:
        publish(session, digest_of(digest_line(1)), [READER + 1], now=NOW)
    first, again = ask("/subscribe"), ask("/subscribe")
    assert "تم الاشتراك" in first and "موجز" in first and len(first) > 2 * len(again)


def test_what_a_mark_on_a_button_says_is_said_in_words_too(store: Store, request_: Request) -> None:
    assert "الآن: كامل، نوفمبر، 123، صور ونص." in pushed(store, request_, "habits")
    assert "الآن: مختصر، كلاهما، 123، نص بلا صور." in pushed(
        store, request_, "habit form short", "habit months both", "habit pictures off"
    )
    assert "الآن: يوميًا الساعة 7 صباحًا." in pushed(store, request_, "rhythm")
    assert "الآن: يوميًا الساعة 7 صباحًا." in pushed(store, request_, "hours")
    assert "الآن: بلا ساعات هدوء." in pushed(store, request_, "quiet")
    assert "الآن: من 11 مساءً إلى 7 صباحًا." in pushed(store, request_, "quiet 23 7", "quiet")
    assert "الآن: الدوحة." in pushed(store, request_, "zones")
