"""The words that say a stance, cut so that they can stand after its party and issue; finds no stances."""

from __future__ import annotations

from summarizer.reading.contents import Start
from summarizer.reading.endings import end_of
from summarizer.reading.fold import words
from summarizer.reading.frames import length_at
from summarizer.reading.lettering import written
from summarizer.reading.packages import Part
from summarizer.reading.parsed import Parsed
from summarizer.reading.stances import Cue
from summarizer.reading.substance import cut


def gist(parsed: Parsed, cue: Cue | None, part: Part, at: int) -> str:
    """Return the clause that says a stance and holds the word of its issue, at most 140 characters."""
    found = cut(parsed, cue.predicate) if cue else None
    if found is None or not found.start <= at < found.end:
        return _phrase(parsed, part, at)
    # The line names a party, not who speaks for it: "بلاده" would mean nothing there.
    borrowed = length_at("refused", "own", words(found.body), 0)
    return _phrase(parsed, part, at) if borrowed else found.body


def _phrase(parsed: Parsed, part: Part, at: int) -> str:
    """The words of the part themselves, from its beginning or else from the issue on."""
    for start in dict.fromkeys((part.start, at)):
        begins = Start(start)
        end = end_of(parsed, begins)
        if end is None or end <= at:
            continue
        text = written(parsed, begins, min(end, part.end))
        if text and len(text.split()) > 1:
            return text
    return parsed.quote(at, min(part.end, at + 12))
