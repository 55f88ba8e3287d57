"""/mediators: what each mediator of the dossier last did; /mediator NAME: one mediator's page."""

from __future__ import annotations

from datetime import date

from bot.commands.named import mediators as all_mediators
from bot.commands.named import named
from bot.commands.request import Request
from bot.views import mediators as view
from bot.views.reply import Reply
from storage.db import Session
from storage.read import events

LAST_ACTS = 5
MONTHS = 12


def mediators(request: Request, session: Session) -> Reply:
    dossier = request.defaults.dossier
    parties = [party.name for party in all_mediators(dossier)]
    context = request.context(session)
    last = events.last_acts(session, dossier.code, parties, until=context.today)
    return view.mediators(parties, last, context)


def mediator(request: Request, session: Session) -> Reply:
    """Answer with the page of the mediator that the argument names in Arabic or English."""
    dossier = request.defaults.dossier
    party = named(request.args, all_mediators(dossier))
    context = request.context(session)
    if party is None:
        return view.choose([one.name for one in all_mediators(dossier)], asked=request.args.strip())
    last = events.acts(session, dossier.code, party.name, until=context.today, limit=LAST_ACTS)
    first_day = _months_before(context.today, MONTHS - 1)
    days = (first_day, context.today)
    done = view.Done(
        events.activity(session, dossier.code, party.name, *days),
        events.deeds(session, dossier.code, party.name, context.today - view.A_MONTH, context.today),
    )
    return view.mediator(party, last, done, days, context)


def _months_before(day: date, months: int) -> date:
    """Return the first day of the month that lies `months` before that of `day`."""
    month = day.year * 12 + day.month - 1 - months
    return date(month // 12, month % 12 + 1, 1)
