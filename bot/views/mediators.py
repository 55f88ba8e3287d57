"""What each mediator last did, with its day and source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.views.context import Context
from bot.views.lines import Liner, of_event
from bot.views.reply import Button, Reply, rows
from bot.views.templates import page
from storage.model import Event


def mediators(parties: Sequence[str], last: Mapping[str, Event], context: Context) -> Reply:
    """Return a line for each of `parties`, also where nothing is known of one."""
    liner = Liner(context)
    lines = [
        (party, liner.line(of_event(last[party], context.today)) if party in last else None)
        for party in parties
    ]
    buttons = rows((Button(party, f"event {line.event_id}") for party, line in lines if line), 3)
    return page(
        "mediators", buttons, title=context.dossier.title, lines=lines, sources=liner.citations.listed
    )
