"""A digest as messages: days newest first, positions, figures side by side, what is planned, sources."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from itertools import groupby

from bot.views import broadcast, following
from bot.views.choices import wished
from bot.views.clauses import QUOTES
from bot.views.context import Context
from bot.views.corrections import Note, amended, notes
from bot.views.counts import COUNTS, PLANS, WOULD_BRING
from bot.views.days import day_name, local_day
from bot.views.facts import Value, stand, value
from bot.views.lines import Line, Liner
from bot.views.pages import visible_length
from bot.views.reply import Button, Reply
from bot.views.sources import Cited
from bot.views.tellings import of_digest
from bot.views.templates import page, say
from storage.model import Digest, DigestFigure, DigestLine, DigestPosition, Source

# Of so few lines a paragraph in front of them would say the same twice.
LEAST_FOR_LEAD = 4
# A short digest is read without scrolling; counted as Telegram counts, links and tags left out.
SHORT_LIMIT = 1000


def digest(
    told: Digest, context: Context, *, short: bool = False, reached: Collection[int] | None = None
) -> Reply:
    """Return the digest, in full or in at most `SHORT_LIMIT` characters; a quiet one says that it is quiet.

    What was decided of its events since it was made is heeded: see `amended` for `reached`.
    """
    if told.word is not None:
        return broadcast.told(told.word)
    if told.followed:
        return following.told(told, context, reached)
    corrected = notes(told, reached, context)
    now = amended(told, reached)
    if now.urgent:
        return _urgent(now, context, corrected) if now.lines else Reply(())
    if short and not now.quiet:
        return _brief(now, context, corrected, left=len(told.lines) - len(now.lines))
    return _full(now, context, corrected)


def _urgent(told: Digest, context: Context, corrected: Sequence[Note]) -> Reply:
    liner = Liner(context)
    lines = [liner.line(of_digest(line, told)) for line in told.lines]
    return page(
        "urgent",
        title=context.dossier.title,
        corrections=corrected,
        lines=lines,
        sources=liner.citations.listed,
    )


def _brief(told: Digest, context: Context, corrected: Sequence[Note], left: int) -> Reply:
    """Return as many of the weightiest lines as there is room for, in the digest's order.

    One that is `corrected` keeps all lines that its reader knows; `left` are others of the full digest.
    """
    every = len(told.lines)
    reply = _of_weightiest(told, context, corrected, every, left)
    if corrected or _is_short(reply):
        return reply
    # The more lines, the longer: the most that fit are found by halving.
    reply, fits, too_many = _of_weightiest(told, context, corrected, 0, left), 0, every
    while too_many - fits > 1:
        room = (fits + too_many) // 2
        tried = _of_weightiest(told, context, corrected, room, left)
        if _is_short(tried):
            reply, fits = tried, room
        else:
            too_many = room
    return reply


def _is_short(reply: Reply) -> bool:
    return sum(map(visible_length, reply.parts)) <= SHORT_LIMIT


def _of_weightiest(told: Digest, context: Context, corrected: Sequence[Note], room: int, left: int) -> Reply:
    """Return the brief with `room` of its lines, the weightiest."""
    weighty = sorted(range(len(told.lines)), key=lambda place: -told.lines[place].weight)
    kept, liner = set(weighty[:room]), Liner(context)
    return page(
        "brief",
        title=context.dossier.title,
        day=day_name(local_day(told.slot, context.timezone), weekday=True),
        articles=told.articles_read,
        wished=wished(told.wishes, context),
        beyond=told.passed_over,
        corrections=corrected,
        lines=[liner.line(of_digest(line, told)) for place, line in enumerate(told.lines) if place in kept],
        left=(left if corrected else 0) + len(told.lines) - room,
    )


def _full(told: Digest, context: Context, corrected: Sequence[Note]) -> Reply:
    liner = Liner(context)
    day = day_name(local_day(told.slot, context.timezone), weekday=True)
    since = day_name(local_day(told.since, context.timezone), weekday=True)
    if told.quiet:
        return page(
            "quiet",
            title=context.dossier.title,
            day=day,
            since=since,
            articles=told.articles_read,
            wished=wished(told.wishes, context),
            beyond=told.passed_over,
        )
    lead = _lead(liner, told, context)
    days = _by_day(liner, told.happened, told)
    positions = [stand(liner, position, _sources(position, told)) for position in told.positions]
    figures = list(_figures(liner, told))
    planned = [liner.line(of_digest(line, told)) for line in told.planned]
    return page(
        "digest",
        title=context.dossier.title,
        day=day,
        since=since,
        articles=told.articles_read,
        wished=wished(told.wishes, context),
        beyond=told.passed_over,
        corrections=corrected,
        lead=lead,
        days=days,
        positions=positions,
        figures=figures,
        planned=planned,
        sources=liner.citations.listed,
    )


def _lead(liner: Liner, told: Digest, context: Context) -> list[tuple[str, tuple[Cited, ...]]]:
    """Return the sentences that open a digest, each with its sources; none whose words are not ours to say."""
    if len(told.lines) < LEAST_FOR_LEAD:
        return []
    sources = {source.article_id: source for source in told.sources}
    found = []
    for one in told.writing.lead if told.writing else ():
        cited = dict.fromkeys(sources[p.article_id] for p in one.passages if p.article_id in sources)
        if cited and (said := context.voice.neutral(one.text.translate(QUOTES), attributed=True)):
            found.append((said.strip(), liner.citations.cite(tuple(cited))))
    return found


def none_yet() -> Reply:
    return say(
        "لم يصدر أي موجز بعد. آخر ما سُجّل من أحداث: /latest\nوللاشتراك في الموجز اليومي: /subscribe",
        ((Button("آخر الأحداث", "latest"), Button("الاشتراك", "subscribe")),),
    )


def none_on(first: date, last: date) -> Reply:
    """Say that no digest went out on these days."""
    buttons = ((Button("آخر موجز", "digest"), Button("آخر الأحداث", "latest")),)
    if first == last:
        return say("لم يصدر موجز في {{ first | day }}.", buttons, first=first)
    return say("لم يصدر موجز بين {{ first | day }} و{{ last | day }}.", buttons, first=first, last=last)


def day_missing() -> Reply:
    return say("يُكتب اليوم بعد الأمر، مثل: /digest 24/10/2024 أو /digest أمس\nوآخر موجز: /digest")


def _by_day(liner: Liner, lines: Sequence[DigestLine], told: Digest) -> list[tuple[str, list[Line]]]:
    """Lines under the heading of their days: one heading for each, where its first line is."""
    first = {line.when: place for place, line in reversed([*enumerate(lines)])}
    # Put in order before they are worded: who is named in full is named so first.
    ordered = sorted(lines, key=lambda line: first[line.when])
    worded = (liner.line(of_digest(line, told)) for line in ordered)
    return [(day, list(group)) for day, group in groupby(worded, key=lambda line: line.when)]


def _figures(liner: Liner, told: Digest) -> Iterator[tuple[str, list[Value]]]:
    """Give what is counted with its values side by side, in the digest's order; what a deal would bring last."""
    groups: dict[str, list[DigestFigure]] = {}
    for figure in told.figures:
        planned = figure.planned and figure.what in PLANS
        name = WOULD_BRING if planned else COUNTS.get(figure.what)
        if name and planned is figure.planned:
            groups.setdefault(name, []).append(figure)
    for name, same in groups.items():
        yield name, [value(liner, figure, _sources(figure, told)) for figure in same]


def _sources(fact: DigestFigure | DigestPosition, told: Digest) -> list[Source]:
    return [told.sources[index] for index in fact.sources]
