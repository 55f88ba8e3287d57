"""Correcting an event by buttons and short replies: its fields, what each can be, and what is asked; no store."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from bot.views.context import Context
from bot.views.days import day_name
from bot.views.lines import Liner, status_name
from bot.views.reply import MAX_BUTTON_BYTES, Button, Question, Reply, Rows, rows
from bot.views.tellings import of_event
from bot.views.templates import say
from storage.model import Event, Participant, Status

# What is done with what is typed for a field; its subject is "12 3 place".
FIX = "fix"
_FIELDS = {
    "type": "النوع",
    "status": "الحالة",
    "day": "اليوم",
    "place": "المكان",
    "people": "المشاركون",
    "substance": "المضمون",
}
_ASKED = {
    "day": ("أي يوم؟ مثل 24/10/2024 أو «أمس» أو «من 1 يوليو إلى 5 يوليو»", "24/10/2024"),
    "place": ("أي مكان؟", "المكان"),
    "people": ("من يشارك أيضًا؟ اسم شخص أو جهة", "الاسم"),
    "substance": ("كيف يُروى مضمونه؟ جملة قصيرة", "المضمون"),
}
# Above this many, a row of buttons a person is a wall; the first are those whom most articles name.
_MOST_PEOPLE = 12


def menu(event: Event, context: Context, head: str = "") -> Reply:
    """Return what can be corrected of an event, as it would be told; `head` is what became of a correction."""
    fields = (Button(label, f"fix {event.id} {field}") for field, label in _FIELDS.items())
    return _page(event, context, rows(fields, 3), "ما الذي يُصحَّح؟", head)


def choices(event: Event, field: str, context: Context) -> Reply | None:
    """Return what a field can be, by buttons; None for one that is no field."""
    made = {
        "type": _types,
        "status": _statuses,
        "day": _days,
        "place": _places,
        "people": _people,
        "substance": _wording,
    }.get(field)
    if made is None:
        return None
    return _page(event, context, made(event, context), f"{_FIELDS[field]}:", "")


def ask(number: int, version: int, field: str, *, again: str = "") -> Reply | None:
    """Ask for a field's value to be typed; `again` is what was not understood. None where none is typed."""
    if field not in _ASKED:
        return None
    words, hint = _ASKED[field]
    return say(
        "{% if again %}لم أفهم «{{ again }}». {% endif %}{{ words }}\nللترك: /cancel",
        asks=Question(FIX, f"{number} {version} {field}", hint),
        again=again[:60],
        words=words,
    )


def unknown_name(number: int, version: int, name: str) -> Reply:
    """Show a name that the dossier does not know, to be confirmed as it stands."""
    kinds = (("شخص", "p"), ("جهة", "o"))
    buttons = [
        Button(f"نعم، {label}", press)
        for label, code in kinds
        if len((press := f"name {number} {version} {code} {name}").encode()) <= MAX_BUTTON_BYTES
    ]
    sentence = "الاسم «{{ name }}» ليس في الملف. {% if fits %}أيُضاف كما كُتب؟{% else %}وهو أطول من أن يُضاف.{% endif %}"
    return say(
        sentence,
        rows([*buttons, Button("لا", f"fix {number} people")], 3),
        name=name[:60],
        fits=bool(buttons),
    )


def _page(event: Event, context: Context, buttons: Rows, asked: str, head: str) -> Reply:
    line = Liner(context).line(of_event(event.proposed, context.today))
    back = f"review {event.id}" if event.waits else f"event {event.id}"
    return say(
        "{% if head %}{{ head }}\n\n{% endif %}✏️ الحدث رقم {{ number }}: {{ line.label }} {{ line.where }}، {{ line.when }}"
        "{% if line.status %} ({{ line.status }}){% endif %}\n{% if line.who %}{{ line.who }}{% endif %}"
        "{% if line.substance %}: {{ line.substance }}{% endif %}\n\n{{ asked }}",
        (*buttons, *rows([Button("كل الحقول", f"fix {event.id}"), Button("رجوع", back)], 2)),
        number=event.id,
        line=line,
        asked=asked,
        head=head,
    )


def _set(event: Event, text: str, field: str, value: str) -> Button:
    return Button(text, f"set {event.id} {event.review.version} {field} {value}")


def _types(event: Event, context: Context) -> Rows:
    now = event.proposed.type
    named = ((kind, known.label) for kind, known in context.kinds.items())
    return rows((_set(event, _marked(label, kind is now), "type", kind) for kind, label in named), 4)


def _statuses(event: Event, _context: Context) -> Rows:
    now = event.proposed.status
    return rows((_set(event, _marked(status_name(one), one is now), "status", one) for one in Status), 3)


def _days(event: Event, context: Context) -> Rows:
    """The days that lie near: now, as the articles were published, and as they tell it."""
    published = [source.published for source in event.sources if source.published]
    told = [report.when.first for report in event.reports if report.when.first]
    near = [context.today, context.today - timedelta(1), *told, *published]
    near += [day - timedelta(1) for day in published if day != date.min]
    found = sorted(set(near), reverse=True)[:8]
    buttons = [_set(event, day_name(day), "day", day.isoformat()) for day in found]
    buttons.append(_set(event, "بلا يوم معروف", "day", "none"))
    return (*rows(buttons, 2), *_typed(event, "يوم آخر", "day"))


def _places(event: Event, _context: Context) -> Rows:
    told = dict.fromkeys(report.place for report in event.reports if report.place)
    fitting = [place for place in told if _fits(event, "place", place)]
    buttons = [
        _set(event, _marked(place, place == event.proposed.place), "place", place) for place in fitting
    ]
    buttons.append(_set(event, "بلا مكان", "place", "none"))
    return (*rows(buttons, 2), *_typed(event, "مكان آخر", "place"))


def _people(event: Event, _context: Context) -> Rows:
    """A button for each who takes part, which takes them out, and one to add somebody."""
    return (*rows(_out(event, event.proposed.participants), 2), *_typed(event, "إضافة", "people"))


def _out(event: Event, participants: Sequence[Participant]) -> Iterable[Button]:
    for place, who in enumerate(participants[:_MOST_PEOPLE]):
        yield Button(f"✖ {who.name}", f"unname {event.id} {event.review.version} {place}")


def _wording(event: Event, _context: Context) -> Rows:
    told = [report.substance for report in event.reports if report.substance]
    places = (place for place, _ in enumerate(dict.fromkeys(told)))
    buttons = [_set(event, f"كما في الرواية {place + 1}", "substance", str(place)) for place in places]
    buttons.append(_set(event, "بلا مضمون", "substance", "none"))
    return (*rows(buttons[:6], 2), *_typed(event, "صياغة أخرى", "substance"))


def _typed(event: Event, text: str, field: str) -> Rows:
    return ((Button(f"⌨️ {text}", f"ask {event.id} {event.review.version} {field}"),),)


def _fits(event: Event, field: str, value: str) -> bool:
    return len(f"set {event.id} {event.review.version} {field} {value}".encode()) <= MAX_BUTTON_BYTES


def _marked(text: str, chosen: bool) -> str:
    return f"✓ {text}" if chosen else text
