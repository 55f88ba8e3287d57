"""With whom: all whom a meeting's clause names, and those who came along; knows no doers."""

from __future__ import annotations

from summarizer.reading.cues import first_cue, is_cue
from summarizer.reading.mention import COLLECTIVES, Mention
from summarizer.reading.rows import only_place, reach
from summarizer.reading.scene import Scene

# How many words may stand between the names of those who met.
_GAP = 5


def partners(scene: Scene) -> list[Mention]:
    """All who are named in a mutual happening, in its clause, before what it was about."""
    p = scene.predicate
    start = _guests_from(scene) if is_cue("hosting", scene.forms, p.place) else p.place + 1
    found = [m for m in scene.between(start, reach(scene, start)) if m.acts and not only_place(scene, m)]
    if p.purpose:
        # "Both" or "the two" after the names of those who were to meet are they themselves.
        found = [m for m in found if m.group not in COLLECTIVES]
    return (_close(found) if p.nominal else found) + companions(scene)


def _guests_from(scene: Scene) -> int:
    """Where those begin who meet at a host's: after "between", "with", "gathered"; else at the nations of the gathering."""
    p = scene.predicate
    among = (i for i in range(p.place + 1, p.end) if is_cue("among", scene.forms, i))
    return next(among, p.end if p.noun < p.place else max(p.noun, p.place) + 1)


def _close(found: list[Mention]) -> list[Mention]:
    """The names that follow one another; after a gap other things are spoken of."""
    kept = found[:1]
    for mention in found[1:]:
        if mention.first - kept[-1].last > _GAP:
            break
        kept.append(mention)
    return kept


def companions(scene: Scene) -> list[Mention]:
    """Those who came along: بحضور، برئاسة، بمشاركة."""
    p = scene.predicate
    opened = first_cue("companions", scene.forms, p.place + 1, p.end)
    if opened is None:
        return []
    topic = first_cue("topics", scene.forms, opened + 1, p.end)
    stop = min((i for i in (topic, *scene.stops) if i is not None and opened < i < p.end), default=p.end)
    return _close([m for m in scene.between(opened + 1, stop) if m.acts and not only_place(scene, m)])
