"""What is said to those who follow an event or a name: what they follow, and what has changed; knows no clock."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.views.arabic import feminine, genitive, joined
from bot.views.clauses import SPOKEN
from bot.views.context import Context
from bot.views.corrections import notes
from bot.views.counts import COUNTS, PLANS, plan, quantity
from bot.views.days import period_words
from bot.views.differences import Difference, differences
from bot.views.lines import Line, Liner
from bot.views.reply import Button, Reply, Rows, rows
from bot.views.sources import Cited
from bot.views.tellings import of_digest, of_event
from bot.views.templates import page, say
from storage.model import (
    Change,
    ChangeKind,
    Digest,
    DigestFigure,
    Event,
    EventType,
    Followed,
    Participant,
    Period,
    Status,
)

# What an event is now, and what it was: of a masculine and of a feminine label.
_NOW: Mapping[Status, tuple[str, str]] = {
    Status.HAPPENED: ("تم", "تمت"),
    Status.PLANNED: ("صار مقررًا", "صارت مقررة"),
    Status.CLAIMED: ("صار رواية طرف واحد أو مصدر لم يُسمَّ", "صارت رواية طرف واحد أو مصدر لم يُسمَّ"),
    Status.DENIED: ("نُفي", "نُفيت"),
    Status.CONDITIONAL: ("صار مشروطًا", "صارت مشروطة"),
}
_WAS: Mapping[Status, tuple[str, str]] = {
    Status.HAPPENED: ("قيل من قبل إنه تم", "قيل من قبل إنها تمت"),
    Status.PLANNED: ("كان مقررًا", "كانت مقررة"),
    Status.CLAIMED: ("كان رواية طرف واحد أو مصدر لم يُسمَّ", "كانت رواية طرف واحد أو مصدر لم يُسمَّ"),
    Status.DENIED: ("كان منفيًا", "كانت منفية"),
    Status.CONDITIONAL: ("كان مشروطًا", "كانت مشروطة"),
}
_SAID = ("صدر", "صدرت")
# So much of an event's line stands in the list of what is followed.
_LONGEST_TITLE = 60


@dataclass(frozen=True, slots=True)
class Worded:
    """One change in words: what of the event, how it is now and was, who says so and where."""

    what: str
    text: str
    cited: tuple[Cited, ...] = ()
    attribution: str | None = None
    versions: Difference | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One event of a message: as it stands now, in whose name it is told, and what changed."""

    line: Line
    names: str
    changes: tuple[Worded, ...]


def told(digest: Digest, context: Context, reached: Collection[int] | None = None) -> Reply:
    """Return what followers are told; of an event that readers may not see now only that it was withdrawn.

    `reached` are the events of a message that was sent, which stay in it.
    """
    kept = [one for one in digest.followed if _stays(one, digest, reached)]
    if not kept:
        return Reply(())
    liner = Liner(context)
    items = [_item(one, digest, liner, context) for one in kept]
    new = all(not one.changes for one in kept)
    return page(
        "following",
        head="حدث جديد لمن يُتابَع هنا" if new else "تغيّر في ما يُتابَع هنا",
        corrections=notes(digest, reached, context),
        items=items,
        sources=liner.citations.listed,
        ending=_ending(kept),
    )


def _stays(one: Followed, digest: Digest, reached: Collection[int] | None) -> bool:
    if reached is not None:
        return one.line.event_id in reached
    withdrawn = any(change.kind is ChangeKind.WITHDRAWN for change in one.changes)
    return withdrawn or one.line.event_id not in digest.hidden


def _ending(kept: Sequence[Followed]) -> str:
    """Return how one ends it: the event itself where there is one, else all that is followed."""
    own = [one.line.event_id for one in kept if not one.names]
    if len(kept) == 1 and own:
        return f"لإيقاف متابعة هذا الخبر: /unfollow_{own[0]}"
    return "كل ما يُتابَع هنا، ولإيقافه: /follow"


def _item(one: Followed, digest: Digest, liner: Liner, context: Context) -> Item:
    telling = replace(of_digest(one.line, digest), past=not one.ahead, disagreements=())
    line = liner.line(telling)
    label = context.kinds[one.line.type].label
    worded = (_worded(change, one, label, digest, liner, context) for change in one.changes)
    struck = any(change.kind is ChangeKind.WITHDRAWN for change in one.changes)
    names = joined([liner.own_name(name) for name in one.names])
    return Item(replace(line, struck=True) if struck else line, names, tuple(worded))


def _worded(
    change: Change, one: Followed, label: str, digest: Digest, liner: Liner, context: Context
) -> Worded:
    sources = [digest.sources[index] for index in change.sources]
    what, text = _words(change, one, label, liner, context)
    versions = None
    if change.disagreement is not None:
        (versions,) = differences([change.disagreement], sources, liner.citations)
    if change.by_editor and change.after:
        text = f"{text} (تصحيح من المحررين)"
    if change.reason:
        text = f"{text}، والسبب: {change.reason}"
    return Worded(
        what,
        text,
        liner.citations.cite(sources) if change.disagreement is None else (),
        liner.teller(genitive(change.attribution)) if change.attribution else None,
        versions,
    )


def _words(change: Change, one: Followed, label: str, liner: Liner, context: Context) -> tuple[str, str]:
    """Return what of an event has changed, and how it is now and was."""
    before, after = change.before, change.after
    match change.kind:
        case ChangeKind.WITHDRAWN:
            return "سُحب هذا الخبر", "بقرار من المحررين"
        case ChangeKind.REINSTATED:
            return "أُعيد هذا الخبر", "بعد سحبه"
        case ChangeKind.PARTED:
            return "خبر مستقل", f"كان مع الحدث رقم {change.parted_from}، وتبيّن أنه غيره"
        case ChangeKind.DISAGREEMENT:
            return "تختلف المصادر", ""
        case ChangeKind.FIGURE:
            return _number_words(change)
        case ChangeKind.STATUS if after.status and before.status:
            return "الحالة", _status_words(after.status, before.status, one.line.type, label)
        case ChangeKind.DAYS if after.when and before.when:
            was = period_words(before.when, weekday=True) if before.when.first else ""
            return _time(before.when, after.when, one), _instead(period_words(after.when, weekday=True), was)
        case ChangeKind.PLACE:
            return "المكان", _instead(after.place or "غير مذكور", before.place or "")
        case ChangeKind.TYPE if after.type and before.type:
            return "النوع", _instead(context.kinds[after.type].label, context.kinds[before.type].label)
        case ChangeKind.PARTICIPANTS:
            return "المشاركون", _instead(_names(after.participants), _names(before.participants))
    gist = liner.clause(after.substance, attributed=True) if after.substance else None
    return "الموضوع", gist or "غير مذكور"


def _status_words(after: Status, before: Status, kind: EventType, label: str) -> str:
    now = _SAID if after is Status.HAPPENED and kind in SPOKEN else _NOW[after]
    return f"{now[feminine(label)]}، و{_WAS[before][feminine(label)]}"


def _time(before: Period, after: Period, one: Followed) -> str:
    """Return what became of the day; only what has not been yet is put off or brought forward."""
    if one.line.status is not Status.PLANNED or before.first is None or after.first is None:
        return "الزمان"
    if after.first == before.first:
        return "الموعد"
    return "تأجّل الموعد" if after.first > before.first else "قُدّم الموعد"


def _instead(now: str, was: str) -> str:
    return f"{now}، بدلًا من {was}" if was else now


def _names(participants: Sequence[Participant] | None) -> str:
    return joined([one.name for one in participants or ()], comma=True) or "غير مذكورين"


def _number_words(change: Change) -> tuple[str, str]:
    first = change.figures[0]
    if first.planned and first.what in PLANS:
        return "رقم جديد", " · ".join(plan(one.what, one.value, one.qualifier) for one in change.figures)
    known = _numbers(change.earlier)
    now = _numbers(change.figures)
    return f"رقم جديد، {COUNTS[first.what]}", f"{now}، وقيل من قبل {known}" if known else now


def _numbers(figures: Sequence[DigestFigure]) -> str:
    return " · ".join(quantity(one.value, one.qualifier) for one in figures)


def following(
    names: Sequence[tuple[str, str]], events: Sequence[tuple[int, Event | None]], context: Context
) -> Reply:
    """Return all that a chat follows, each with a button that ends it; `names` stand with how a button names them.

    An event that readers may not see any more has no words.
    """
    if not (names or events):
        return say(
            "لا يُتابَع شيء هنا. للمتابعة: زر «تابِع» في بطاقة حدث أو صفحة وسيط، أو كتابةً: "
            "/follow 12 لحدث برقمه، و/follow ثم اسم شخص أو طرف.\nآخر الأحداث: /latest"
        )
    liner = Liner(context)
    listed = [(number, _title(event, liner, context) if event else "سُحب خبره") for number, event in events]
    buttons = [
        *(Button(f"إيقاف: {name}"[:_LONGEST_TITLE], f"unlist {key}") for name, key in names),
        *(Button(f"إيقاف: الحدث {number}", f"unlist {number}") for number, _ in listed),
    ]
    return say(
        "📌 <b>يُتابَع هنا</b>\n"
        "{% for name, _ in names %}▫️ {{ name | isolated }}\n{% endfor %}"
        "{% for number, title in events %}▫️ الحدث {{ number }}: {{ title | isolated }} /event_{{ number }}\n{% endfor %}"
        "\nيصل خبر عند تغيّر حدث، وعند حدث جديد لشخص أو طرف.",
        rows(buttons, 2),
        names=names,
        events=listed,
    )


def _title(event: Event, liner: Liner, context: Context) -> str:
    line = liner.line(of_event(event, context.today))
    return f"{line.button}{f'، {line.when}' if line.dated else ''}"


def event_followed(event: Event, context: Context, *, fresh: bool) -> Reply:
    """Confirm that an event is followed; `fresh` is False where it was already."""
    title = _title(event, Liner(context), context)
    return say(
        "{% if fresh %}بدأت المتابعة: {% else %}المتابعة قائمة من قبل: {% endif %}{{ title | isolated }}.\n"
        "يصل خبر إن تغيّرت حالته أو موعده، أو نُفي، أو اختلفت فيه المصادر، أو ذُكر فيه رقم جديد، أو صُحّح أو سُحب.",
        _stopping(str(event.id)),
        fresh=fresh,
        title=title,
    )


def name_followed(name: str, key: str, *, fresh: bool) -> Reply:
    """Confirm that a party or person is followed; `fresh` is False where it was already."""
    return say(
        "{% if fresh %}بدأت المتابعة: {% else %}المتابعة قائمة من قبل: {% endif %}{{ name | isolated }}.\n"
        "يصل خبر عن كل حدث جديد يُذكر فيه، وإن نُفي ما رُوي أو تحقق ما كان مقررًا.",
        _stopping(key),
        fresh=fresh,
        name=name,
    )


def follow_button(name: str, key: str) -> Rows:
    """Return the button by which one follows a party or person, on pages that are about them."""
    return ((Button(f"📌 تابِع: {name}", f"follow {key}"),),)


def _stopping(key: str) -> Rows:
    return rows([Button("إيقاف المتابعة", f"unfollow {key}"), Button("كل ما يُتابَع", "follow")], 2)


def stopped(what: str, key: str, *, fresh: bool) -> Reply:
    """Confirm that something is followed no more; `fresh` is False where it was not followed."""
    return say(
        "{% if fresh %}توقفت المتابعة: {% else %}لا متابعة قائمة: {% endif %}{{ what | isolated }}.",
        rows([Button("متابعة من جديد", f"follow {key}"), Button("كل ما يُتابَع", "follow")], 2),
        fresh=fresh,
        what=what,
    )


def unknown(words: str) -> Reply:
    """Say that there is no such event, person or party, and how one is named."""
    return say(
        "لا يُعرف في هذا الملف «{{ words | short(60) }}». تُكتب متابعة حدث برقمه، ومتابعة شخص أو طرف باسمه، مثل:\n"
        "/follow 12\n/follow بلينكن\n/follow قطر\nما يُتابَع هنا: /follow",
        words=words,
    )


def too_many(most: int) -> Reply:
    return say("يُتابَع هنا {{ most }}، وهو أكثر ما يمكن. لإيقاف بعضها: /follow", most=most)
