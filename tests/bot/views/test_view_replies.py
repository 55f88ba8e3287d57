"""Whole replies, word for word: what a reader sees of a digest, of the newest events, of one event."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from botroom import digest_line, digest_of, meeting_report, merged, on, person

from bot.preview.text import html
from bot.views import event as event_view
from bot.views.article import _REMARKS
from bot.views.context import Context
from bot.views.digest import digest
from bot.views.latest import latest
from bot.views.lines import Liner
from bot.views.mediators import mediators
from bot.views.plain import plain
from bot.views.reply import Button, Reply, rows
from bot.views.sources import Citations
from bot.views.tellings import of_event
from storage.model import (
    DigestFigure,
    DigestPosition,
    Disagreement,
    Event,
    EventType,
    Matter,
    Participant,
    Period,
    Precision,
    Remark,
    Role,
    Source,
    Span,
    Stance,
    Status,
    Version,
)

SOURCES = (
    Source(1, "عربي بوست", "https://example.org/1", date(2024, 10, 24)),
    Source(2, None, None, None),
    Source(3, "Axios", "https://example.com/3", date(2024, 10, 25)),
)


def seen(reply: Reply) -> str:
    """Return the text of a reply of one message as Telegram shows it, links left out."""
    (part,) = reply.parts
    return html.parse(part).text


def test_a_digest_says_days_positions_figures_plans_and_sources(context: Context) -> None:
    told = digest_of(
        digest_line(1, attribution="الديوان الأميري القطري", sources=(0, 2)),
        digest_line(
            2,
            type=EventType.TALKS,
            status=Status.CLAIMED,
            when=on(date(2024, 10, 22), date(2024, 10, 24)),
            place="القاهرة",
            participants=(
                Participant("حماس"),
                Participant("إسرائيل"),
                Participant("مصر", Role.MEDIATOR),
                Participant("قطر", Role.MEDIATOR),
            ),
            issues=("prisoners", "hostages"),
            substance=None,
            attribution="مسؤولون إسرائيليون",
        ),
        digest_line(
            3,
            type=EventType.TRUCE,
            status=Status.DENIED,
            when=Period(),
            place="غزة",
            participants=(Participant("حماس"),),
            substance="هدنة من أسبوع",
            sources=(1,),
        ),
        digest_line(
            4,
            type=EventType.STATEMENT,
            when=on(date(2024, 10, 1), date(2024, 10, 31), Precision.MONTH),
            place=None,
            participants=(person("بنيامين نتنياهو", "إسرائيل"),),
            substance="لا وقف للعدوان قبل تحرير الرهائن",
            attribution="بنيامين نتنياهو",
            sources=(1,),
        ),
        planned=(
            digest_line(
                5, type=EventType.VISIT, status=Status.PLANNED, when=Period(), place="لندن", substance=None
            ),
            digest_line(6, type=EventType.AGREEMENT, status=Status.CONDITIONAL, place=None),
        ),
        positions=(
            DigestPosition(
                "حماس", "withdrawal", Stance.DEMANDS, "انسحاب كامل من القطاع", "مصدران مصريان", (2,)
            ),
        ),
        figures=(
            DigestFigure("hostages_held", 101, None, "أنتوني بلينكن", date(2024, 10, 24), (0,)),
            DigestFigure("hostages_held", 100, "about", None, None, (2,)),
            DigestFigure("killed_gaza", 42847, "more_than", "وزارة الصحة في غزة", None, (0, 1)),
            DigestFigure("other", 7, None, None, None, (0,)),
        ),
        sources=SOURCES,
    )
    assert seen(digest(told, context)) == (
        "🕊 مفاوضات غزة\n"
        "موجز الجمعة 25 أكتوبر 2024 · منذ الخميس 24 أكتوبر 2024 · 12 مقالًا\n"
        "\n"
        "الخميس 24 أكتوبر 2024\n"
        "🤝 التقى أمير قطر تميم بن حمد آل ثاني ووزير الخارجية الأمريكي أنتوني بلينكن في الدوحة، "
        "وبحثا الجهود المشتركة للوساطة، بحسب الديوان الأميري القطري [1] [2]\n"
        "\n"
        "22–24 أكتوبر 2024\n"
        "🗨 جرت مفاوضات في القاهرة بين حماس وإسرائيل، بشأن السجناء الفلسطينيين والمحتجزين في غزة، "
        "بوساطة مصر وقطر، بحسب مسؤولين إسرائيليين [1]\n"
        "\n"
        "اليوم غير مذكور\n"
        "🕊 هدنة في غزة (نُفيت) — حماس: هدنة من أسبوع [3]\n"
        "\n"
        "أكتوبر 2024 (اليوم غير مذكور)\n"
        "🗣 قال رئيس الوزراء الإسرائيلي بنيامين نتنياهو: لا وقف للقتال قبل تحرير المحتجزين [3]\n"
        "\n"
        "المواقف\n"
        "▪️ حماس تطالب بانسحاب كامل من القطاع، بحسب مصدرين مصريين [2]\n"
        "\n"
        "الأرقام\n"
        "📊 المحتجزون في غزة: 101 بحسب أنتوني بلينكن (24 أكتوبر 2024) [1] · نحو 100 بحسب \u2068Axios\u2069 [2]\n"
        "📊 القتلى في غزة: أكثر من 42,847 بحسب وزارة الصحة في غزة [1] [3]\n"
        "\n"
        "⏳ المقرر\n"
        "🧭 الموعد غير مذكور — من المقرر أن يزور تميم بن حمد آل ثاني وأنتوني بلينكن لندن [1]\n"
        "📝 الخميس 24 أكتوبر 2024 — قد يتفق تميم بن حمد آل ثاني وأنتوني بلينكن على الجهود المشتركة للوساطة [1]\n"
        "\n"
        "المصادر\n"
        "[1] عربي بوست، 24 أكتوبر 2024\n"
        "[2] \u2068Axios\u2069، 25 أكتوبر 2024\n"
        "[3] ناشر غير معروف، تاريخ النشر غير مذكور"
    )


def test_a_plan_whose_day_is_past_is_said_to_have_been_one(context: Context) -> None:
    told = digest_of(
        digest_line(1, status=Status.PLANNED), digest_line(2, type=EventType.VISIT, status=Status.PLANNED)
    )
    assert "كان من المقرر أن يلتقي أمير قطر تميم بن حمد آل ثاني ووزير" in seen(digest(told, context))
    assert "كان من المقرر أن يزور تميم بن حمد آل ثاني" in seen(digest(told, context))


@pytest.mark.parametrize(
    ("kind", "clause", "told"),
    [
        (EventType.MEETING, "لبحث “الوساطة”.", "أنتوني بلينكن، لبحث «الوساطة» [1]"),
        (EventType.TALKS, "في إطار الجهود", "أنتوني بلينكن، في إطار الجهود [1]"),
        (EventType.STATEMENT, "على الطرفين أن يتفقا", "أنتوني بلينكن في الدوحة: على الطرفين أن يتفقا [1]"),
        (EventType.MEETING, "لبنان والتهدئة", "أنتوني بلينكن: لبنان والتهدئة [1]"),
        (EventType.STATEMENT, "«المحرقة» لن تتكرر", "أنتوني بلينكن في الدوحة: «المحرقة» لن تتكرر [1]"),
        (EventType.MEETING, "«المحرقة» لن تتكرر", "أنتوني بلينكن، بشأن وقف إطلاق النار [1]"),
        (EventType.MEETING, "قال «" + "كلمة " * 90, "كلمة كلمة…» [1]"),
        (EventType.MEETING, "المحرقة", "أنتوني بلينكن، بشأن وقف إطلاق النار [1]"),
    ],
)
def test_the_clause_goes_on_from_those_who_act(
    context: Context, kind: EventType, clause: str, told: str
) -> None:
    line = digest_line(
        1, type=kind, substance=clause, participants=(person("أنتوني بلينكن", "الولايات المتحدة"),)
    )
    assert told in seen(digest(digest_of(line), context))


def test_a_claim_of_nobody_says_so(context: Context) -> None:
    claim = digest_line(1, status=Status.CLAIMED, sources=(1,))
    assert "بحسب مصدر لم يُسمَّ [1]" in seen(digest(digest_of(claim, sources=SOURCES), context))


def test_a_quiet_digest_says_that_it_was_quiet_and_that_all_is_well(context: Context) -> None:
    assert seen(digest(digest_of(), context)).endswith(
        "لا جديد: قرأ وسيط 12 مقالًا منذ الخميس 24 أكتوبر 2024، ولم يجد فيها جديدًا."
    )
    assert "لم يصل أي مقال" in seen(digest(digest_of(articles_read=0), context))


@pytest.mark.parametrize(
    ("number", "articles", "in_them"),
    [
        (1, "مقالًا واحدًا", "فيه"),
        (2, "مقالين", "فيهما"),
        (3, "3 مقالات", "فيها"),
        (10, "10 مقالات", "فيها"),
        (11, "11 مقالًا", "فيها"),
        (100, "100 مقال", "فيها"),
    ],
)
def test_a_quiet_digest_agrees_with_the_number_of_articles(
    context: Context, number: int, articles: str, in_them: str
) -> None:
    assert seen(digest(digest_of(articles_read=number), context)).endswith(
        f"قرأ وسيط {articles} منذ الخميس 24 أكتوبر 2024، ولم يجد {in_them} جديدًا."
    )


@pytest.mark.parametrize(
    ("attribution", "said"), [("حماس", False), ("مصر", True), ("حماس ", False), (None, False)]
)
def test_a_position_is_not_attributed_to_the_party_that_takes_it(
    context: Context, attribution: str | None, said: bool
) -> None:
    position = DigestPosition("حماس", "withdrawal", Stance.DEMANDS, "انسحاب كامل", attribution, (0,))
    assert ("بحسب" in seen(digest(digest_of(positions=(position,)), context))) is said


def test_a_digests_day_is_the_readers_day(context: Context) -> None:
    reply = digest(digest_of(), replace(context, timezone="America/Los_Angeles"))
    assert "موجز الخميس 24 أكتوبر 2024" in seen(reply)


def test_links_lead_to_the_articles_and_to_the_events_cards(context: Context) -> None:
    (part,) = digest(digest_of(digest_line(7)), context).parts
    assert '<a href="https://example.org/1">[1]</a>' in part
    assert '<b><a href="https://t.me/wasit_bot?start=event_7">التقى</a></b> أمير قطر' in part


def test_without_a_username_a_line_names_the_command_that_opens_it(context: Context) -> None:
    reply = digest(digest_of(digest_line(7)), replace(context, bot_name=None))
    assert plain(reply).count("/event_7") == 1 and "t.me" not in plain(reply)


def test_on_a_terminal_the_list_of_sources_gives_the_addresses(context: Context) -> None:
    shown = plain(digest(digest_of(digest_line(7)), replace(context, bot_name=None)))
    assert "للوساطة [1] /event_7" in shown
    assert "[1] عربي بوست <https://example.org/1>، 24 أكتوبر 2024" in shown
    assert "\u2068" not in shown


def stored(number: int, **changes: object) -> Event:
    source = replace(SOURCES[0], article_id=number, url=f"https://example.org/{number}")
    report = replace(meeting_report("نص"), id=number, source=source, **changes)  # type: ignore[arg-type]
    return replace(merged(report, None), id=number)


def test_the_newest_events_stand_under_their_days_with_buttons_from_right_to_left(context: Context) -> None:
    events = [stored(1), stored(2, place="القاهرة"), stored(3, when=on(date(2024, 10, 23)))]
    reply = latest(events, context, offset=6, size=6, more=True, kind=EventType.MEETING)
    text = seen(reply)
    assert text.count("الخميس 24 أكتوبر 2024\n🤝") == 1 and text.count("الأربعاء 23 أكتوبر 2024") == 1
    assert reply.buttons == (
        (Button("🤝 لقاء في القاهرة", "event 2"), Button("🤝 لقاء في الدوحة، 24 أكتوبر", "event 1")),
        (Button("🤝 لقاء في الدوحة، 23 أكتوبر", "event 3"),),
        (Button("◀ الأقدم", "page 12 6 meeting"), Button("الأحدث ▶", "page 0 6 meeting")),
        (Button("كل الأنواع", "latest"), Button("حسب النوع", "types")),
    )


def test_two_buttons_of_one_day_that_would_be_called_alike_bear_the_events_numbers(context: Context) -> None:
    reply = latest([stored(1), stored(2)], context, offset=0, size=6, more=False, kind=None)
    assert [one.text for one in reply.buttons[0]] == ["🤝 لقاء في الدوحة (2)", "🤝 لقاء في الدوحة (1)"]


def test_an_undated_event_is_listed_with_the_day_on_which_it_was_told(context: Context) -> None:
    reply = latest([stored(1, when=Period(), place=None)], context, offset=0, size=6, more=False, kind=None)
    assert "اليوم غير مذكور (نُشر في 24 أكتوبر 2024)" in seen(reply)
    assert reply.buttons[0] == (Button("🤝 لقاء: تميم بن حمد آل ثاني", "event 1"),)


def test_each_mediator_has_a_line_also_one_of_whom_nothing_is_known(context: Context) -> None:
    reply = mediators(["قطر", "مصر"], {"قطر": stored(1)}, context)
    assert seen(reply) == (
        "مفاوضات غزة · آخر ما فعله الوسطاء\n\n"
        "قطر\n"
        "🤝 الخميس 24 أكتوبر 2024 — التقى أمير قطر تميم بن حمد آل ثاني ووزير الخارجية الأمريكي"
        " أنتوني بلينكن في الدوحة، وبحثا الجهود المشتركة للوساطة، بحسب الديوان الأميري القطري [1]\n\n"
        "مصر\nلا شيء مؤرَّخ في ما قُرئ حتى الآن.\n\n"
        "المصدر\n[1] عربي بوست، 24 أكتوبر 2024"
    )
    assert reply.buttons == ((Button("مصر", "mediator مصر"), Button("قطر", "mediator قطر")),)


def test_an_events_card_quotes_its_reports_and_shows_where_they_differ(context: Context) -> None:
    first_text, second_text = "بيان. التقى الأمير الوزير في الدوحة.", "التقيا في قطر يوم الجمعة <5>."
    one = replace(meeting_report(first_text, spans=(Span(6, len(first_text)),)), id=1, source=SOURCES[0])
    other = replace(
        meeting_report(second_text, place="قطر", when=on(date(2024, 10, 25)), attribution=None),
        id=2,
        source=SOURCES[2],
    )
    differ = (
        Disagreement(Matter.DAYS, (Version((1,), when=one.when), Version((3,), when=other.when))),
        Disagreement(Matter.PLACE, (Version((1,), place="الدوحة"), Version((3,), place="قطر"))),
        Disagreement(
            Matter.FIGURE,
            (Version((1,), value=240), Version((3,), value=200, qualifier="more_than")),
            what="prisoners_released",
        ),
    )
    event = replace(merged(one, None), id=12, reports=(one, other), witnesses=2, disagreements=differ)
    assert seen(event_view.event(event, {1: first_text, 3: second_text}, context)) == (
        "🤝 لقاء في الدوحة · الحدث رقم 12\n\n"
        "متى: الخميس 24 أكتوبر 2024\n"
        "الحالة: تم\n"
        "المصادر المستقلة: 2\n"
        "الموضوع: الجهود المشتركة للوساطة\n"
        "بشأن: وقف إطلاق النار\n"
        "المشاركون:\n"
        "▫️ قطر\n"
        "▫️ الولايات المتحدة\n"
        "▫️ أمير قطر تميم بن حمد آل ثاني\n"
        "▫️ وزير الخارجية الأمريكي أنتوني بلينكن\n\n"
        "اختلاف الروايات\n"
        "الزمان: 24 أكتوبر 2024 [1] · 25 أكتوبر 2024 [2]\n"
        "المكان: الدوحة [1] · قطر [2]\n"
        "سجناء فلسطينيون أُفرج عنهم: 240 [1] · أكثر من 200 [2]\n\n"
        "التقارير\n"
        "[1] عربي بوست، 24 أكتوبر 2024، بحسب الديوان الأميري القطري\n"
        "التقى الأمير الوزير في الدوحة.\n"
        "[2] \u2068Axios\u2069، 25 أكتوبر 2024\n"
        "التقيا في قطر يوم الجمعة <5>."
    )


def test_a_button_gives_back_no_more_than_telegram_takes() -> None:
    assert Button("زر", "zone " + "x" * 59)
    with pytest.raises(ValueError, match="64 bytes"):
        Button("زر", "zone " + "ي" * 30)


def test_rows_are_filled_from_the_right() -> None:
    buttons = [Button(str(number), f"hour {number}") for number in range(5)]
    assert [[button.text for button in row] for row in rows(buttons, 3)] == [["2", "1", "0"], ["4", "3"]]


@pytest.mark.parametrize("remark", Remark)
def test_every_remark_on_an_article_is_said_in_words(remark: Remark) -> None:
    assert _REMARKS[remark].endswith(".")


def test_an_article_without_an_outlet_is_known_by_its_headline() -> None:
    long = "خبر طويل العنوان عن جولة جديدة من المفاوضات في عاصمة لم يذكر اسمها بعد"
    sources = (
        Source(1, None, None, None, title="خبر قصير"),
        Source(2, None, None, None, title=long),
        Source(3, None, None, None),
    )
    short, cut, nameless = (cited.name for cited in Citations().cite(sources))
    assert short == "بلا اسم ناشر: «خبر قصير»"
    assert cut.startswith("بلا اسم ناشر: «خبر طويل العنوان") and cut.endswith("…»") and len(cut) < 80
    assert nameless == "ناشر غير معروف"


@pytest.mark.parametrize("day", [date.min, date.max])
@pytest.mark.parametrize("when", [Period(), "day"])
def test_the_first_and_the_last_day_that_there_are_can_be_told(
    context: Context, day: date, when: Period | str
) -> None:
    period = when if isinstance(when, Period) else on(day, precision=Precision.MONTH)
    source = Source(1, "عربي بوست", None, day)
    report = replace(meeting_report("نص", when=period, status=Status.PLANNED), source=source, id=1)
    told = merged(report, None)
    for today in (date.min, date.max):
        assert Liner(context).line(of_event(told, today)).when


def test_a_digests_line_says_where_its_sources_differ(context: Context) -> None:
    numbers = Disagreement(Matter.FIGURE, (Version((1,), value=240), Version((3,), value=200)), what="other")
    line = digest_line(1, sources=(0, 2), disagreements=(numbers,))
    told = digest_of(line, sources=SOURCES)
    assert "للوساطة [1] [2] — تختلف المصادر: العدد: 240 [1] · 200 [2]" in seen(digest(told, context))


def test_an_urgent_digest_says_so_and_tells_its_events_with_their_sources(context: Context) -> None:
    told = digest_of(digest_line(1), urgent=True)
    assert seen(digest(told, context)).startswith(
        "🔔 عاجل · مفاوضات غزة\n\n🤝 الخميس 24 أكتوبر 2024 — التقى أمير قطر"
    )
    assert "[1] عربي بوست" in seen(digest(told, context, short=True))
