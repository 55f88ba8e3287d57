"""What is shown and said by the buttons of an article's card: its sentences, what was left out, what was decided."""

from __future__ import annotations

from bot.views.arabic import counted
from bot.views.clean import shortened, verbatim
from bot.views.context import Context
from bot.views.lines import Liner
from bot.views.reply import Button, Reply, rows
from bot.views.tellings import of_event
from bot.views.templates import page, say
from storage.of_articles import Approved, TakenBack
from storage.read.articles import Understood

# What was left out is looked at, not read: so many pieces, each so long.
_MOST_NOISE, _LONGEST_NOISE, _LONGEST_SENTENCE = 40, 200, 500


def sentences(understood: Understood, text: str, context: Context) -> Reply:
    """Return each event of an article with its sentences there, verbatim."""
    liner = Liner(context)
    told = [
        (
            liner.line(of_event(event, context.today)),
            [
                shortened(verbatim(span.of(text)), _LONGEST_SENTENCE)
                for report in event.reports
                if report.source and report.source.article_id == understood.article_id
                for span in report.spans
            ],
        )
        for event in understood.events
    ]
    return page("sentences", _back(understood), told=told, title=understood.title)


def noise(understood: Understood, text: str) -> Reply:
    """Return what cleaning left out of an article, piece by piece."""
    pieces = [shortened(verbatim(span.of(text)), _LONGEST_NOISE) for span in understood.noise[:_MOST_NOISE]]
    return say(
        "🧹 <b>ما تُرك من نص المقال</b>: {{ count | counted('piece', nominative=true) }}\n"
        "{% for one in pieces %}<blockquote>{{ one }}</blockquote>\n{% else %}لا شيء.{% endfor %}",
        _back(understood),
        count=len(understood.noise),
        pieces=[piece for piece in pieces if piece],
    )


def approved(done: Approved) -> str:
    """Return what became of approving all of an article, in one sentence."""
    if done.events is None:
        return "⚠️ لم يُقَرّ شيء: تغيّر ما يُروى من هذا المقال منذ عُرضت بطاقته، وهذه بطاقته الآن."
    return f"✅ أُقرّ من هذا المقال {counted(done.events, 'event', nominative=True)}."


def ask_withdrawal(understood: Understood) -> Reply:
    alone = sum(len(event.sources) == 1 and not event.withdrawn for event in understood.events)
    number = understood.article_id
    return say(
        "سحب المقال{% if title %} «{{ title | short(120) }}»{% endif %}؟ يُسحب معه ما يرويه وحده "
        "({{ alone | counted('event', nominative=true) }}) ومواقفه وأرقامه، ويُصحَّح ما وصل منه. وما يرويه غيره أيضًا يبقى.",
        rows([Button("سحب", f"withdraw_article {number}"), Button("إبقاء", f"article {number}")], 2),
        title=understood.title,
        alone=alone,
    )


def withdrawn(number: int, done: TakenBack | None) -> Reply:
    if done is None:
        return say("هذا المقال مسحوب من قبل.")
    return say(
        "⛔️ سُحب المقال{% if events %}، ومعه {{ events | counted('event', nominative=true) }}"
        "{% else %}، ولم يُسحب معه أي حدث{% endif %}."
        "{% if shared %} وبقي مما يرويه غيره أيضًا {{ shared | counted('event', nominative=true) }}.{% endif %}"
        "{% if deliveries %} يُصحَّح ما وصل منه ({{ deliveries | counted('delivery', nominative=true) }}).{% endif %}",
        rows([Button("بطاقة المقال", f"article {number}")], 1),
        events=done.events,
        shared=done.shared,
        deliveries=done.deliveries,
    )


def unknown() -> Reply:
    return say("لا يوجد هذا المقال.")


def _back(understood: Understood) -> tuple[tuple[Button, ...], ...]:
    return rows([Button("بطاقة المقال", f"article {understood.article_id}")], 1)
