"""Who spoke last where it is told by the way: a source without a name, an outlet, whom "according to" names; finds no events."""

from __future__ import annotations

from summarizer.reading.carried import is_unnamed
from summarizer.reading.cues import cue_places, is_cue
from summarizer.reading.discourse import Discourse, Who
from summarizer.reading.parsed import Parsed
from summarizer.reading.predicate import Predicate

# Who tells it stands within so many words behind "according to".
_NEAR = 7
# A medium, by name or by its kind, stands so near behind its verb.
_BESIDE = 3


def remember_source(parsed: Parsed, memory: Discourse) -> None:
    """Keep for the next sentence that who spoke last has no name: "حسبما قال مسؤول. وأضاف أن" is the official's."""
    if parsed.sentence.title or parsed.forms[-1] in ("؟", "?"):
        return
    spoken = [p for p in parsed.predicates if _speaks(p) and parsed.forms[p.place - 1] != "كما"]
    if spoken:
        if _is_source(parsed, spoken[-1], memory):
            memory.sourced, memory.speaker = True, Who()
        return
    if (place := next(iter(reversed(cue_places("according", parsed.forms))), None)) is None:
        return
    near = range(place + 1, min(place + _NEAR, len(parsed.forms)))
    if any(is_cue(kind, parsed.forms, i) for i in near for kind in ("sources", "media")):
        memory.sourced, memory.speaker = True, Who()


def _speaks(p: Predicate) -> bool:
    """True for a verb by which somebody speaks for himself, not within what another says."""
    return p.rule.frame == "speaker" and not p.nominal and p.governor is None


def _is_source(parsed: Parsed, p: Predicate, memory: Discourse) -> bool:
    """True for a verb whose subject is a source without a name or an outlet."""
    if memory.here is parsed.mentions and memory.doing.get(p.place):
        return False
    near = range(p.place + 1, min(p.place + _BESIDE, len(parsed.forms)))
    outlet = any(m.outlet and m.first in near and not m.prefix for m in parsed.mentions)
    return outlet or is_unnamed(parsed, p) or any(is_cue("media", parsed.forms, i) for i in near)
