"""Whom a delegation, an official or an office belongs to, kept for later sentences; decides nothing."""

from __future__ import annotations

from summarizer.reading.discourse import Discourse, Who
from summarizer.reading.mention import Mention, is_head
from summarizer.reading.parsed import Parsed
from summarizer.reading.sides import mediating
from summarizer.reading.triggers import bare

_APART = ("الي", "علي", "عن", "مع", "،")


def remember_heads(parsed: Parsed, memory: Discourse) -> None:
    """Keep for later sentences who was named, and whom a delegation, an official or an office belonged to."""
    memory.remember(parsed.mentions)
    mediators = mediating(parsed)
    memory.mediators = mediators if len(mediators.parties) > 1 else memory.mediators
    for mention in parsed.mentions:
        who = memory.resolve(mention)
        if mention.outlet or not who or any(letter in "بلك" for letter in mention.prefix):
            continue
        own = bare(parsed.forms[mention.first])
        if mention.last - mention.first > 1 and is_head(own) and not mention.person:
            memory.heads[own] = _led(parsed, mention, who)
        for i in range(mention.first - 1, max(-1, mention.first - 4), -1):
            if i in parsed.named or parsed.forms[i] in _APART:
                break
            if is_head(parsed.forms[i]):
                near = mention.person and mention.first - i < 3
                memory.heads[bare(parsed.forms[i])] = who if near else _led(parsed, mention, who)
                break


def _led(parsed: Parsed, team: Mention, who: Who) -> Who:
    """A delegation's parties with the person who leads it."""
    for i in range(team.last, min(team.last + 4, len(parsed.forms))):
        if parsed.forms[i] in ("برياسه", "بقياده"):
            leader = next((m for m in parsed.mentions if m.person and i < m.first <= i + 3), None)
            return Who((leader.person,) if leader and leader.person else (), who.parties)
    return Who(parties=who.parties)
