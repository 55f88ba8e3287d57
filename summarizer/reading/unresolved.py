"""Titles of which an article leaves open who bears them, "the foreign minister" without a day; decides nothing."""

from __future__ import annotations

from summarizer.reading.discourse import Discourse
from summarizer.reading.found import Found
from summarizer.reading.mention import Mention
from summarizer.reading.parsed import Parsed


def bare_titles(parsed: Parsed, memory: Discourse) -> tuple[str, ...]:
    """Return the words of each title in a sentence that names no state, where nobody named before bears it."""
    return tuple(
        parsed.quote(mention.first, mention.last)
        for mention in parsed.mentions
        if mention.bare and not mention.person and not memory.resolve(mention)
    )


def open_titles(event: Found, parsed: Parsed) -> tuple[str, ...]:
    """Return the words of each title in a happening's main sentence whose bearer is not among those who take part."""
    offices = (m for m in parsed.mentions if m.offices and not m.person)
    titles = (parsed.quote(m.first, m.last) for m in offices if _is_open(m, event))
    return tuple(dict.fromkeys((*event.untold, *titles)))


def _is_open(title: Mention, event: Found) -> bool:
    """True for an office that one holds at a time, of a party that takes part by it."""
    if all(office.shared for _, office in title.offices) or not set(title.parties) & set(event.who.parties):
        return False
    return not {person.name for person, _ in title.offices} & set(event.who.people)
