"""By whom what a written sentence reports is said, against who says it in its sources; knows no dates and numbers."""

from __future__ import annotations

from collections.abc import Iterator

from storage.model import Flaw
from summarizer.writing.faithfulness.findings import Finding
from summarizer.writing.faithfulness.ground import Ground, Heard
from summarizer.writing.faithfulness.lists import is_saying, root
from summarizer.writing.faithfulness.roles import is_relative

# So much of what is said must stand in one's words to be theirs, and so much less in those of another.
_LEAST, _CLEAR = 0.6, 0.3
_SHORTEST = 3


def wrong_speaker(said: Heard, of: Ground) -> Finding | None:
    """Return what is put into the mouth of one and said by another: two speak in a source, each for themselves."""
    theirs = [speech for s in of.sentences for speech in _speeches(s)]
    for place, who, words in _speeches(said):
        if not words:
            continue
        shares = [(len(words & other) / len(words), speakers) for _, speakers, other in theirs]
        own = max((share for share, speakers in shares if speakers & who), default=0.0)
        best = max((share for share, speakers in shares if not speakers & who), default=0.0)
        if best >= _LEAST and own <= best - _CLEAR:
            return Finding(Flaw.ATTRIBUTION, said.parsed.quote(place, place + 1))
    return None


def _speeches(s: Heard) -> Iterator[tuple[int, frozenset[str], frozenset[str]]]:
    """Who says, where, and the stems of what they say: up to where somebody else speaks."""
    turns = [
        (p.place, s.doing[p.place].names)
        for p in s.parsed.predicates
        if not p.nominal and is_saying(s.forms[p.place]) and s.doing.get(p.place)
    ]
    turns.sort(key=lambda turn: turn[0])
    for number, (place, who) in enumerate(turns):
        end = turns[number + 1][0] if number + 1 < len(turns) else len(s.forms)
        words = frozenset(
            root(s.forms[i])
            for i in range(place + 1, end)
            if s.forms[i].isalpha() and len(s.forms[i]) > _SHORTEST and i not in s.parsed.named_or_dated
        )
        # Whose word a describing clause is, "قرارًا يطالب", the reader guesses.
        guessed = (one.names for one in s.doing.values()) if is_relative(s, place) else ()
        yield place, frozenset(who).union(*guessed), words
