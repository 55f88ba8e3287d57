"""The gate that every written sentence goes through: what its sources do not say is not told; knows no store and no clock.

It reads sentence and sources with the reader's own eyes (names, dates, predicates, who does what) and holds the one
against the other. It errs on the side of dropping: a good sentence that is lost costs a line, a false one our name.
"""

from __future__ import annotations

from summarizer.writing.faithfulness.claiming import wrong_claim
from summarizer.writing.faithfulness.counting import wrong_number
from summarizer.writing.faithfulness.dating import wrong_date
from summarizer.writing.faithfulness.deeds import wrong_deed
from summarizer.writing.faithfulness.findings import Finding
from summarizer.writing.faithfulness.ground import Ground, Known, ground, understood
from summarizer.writing.faithfulness.manner import loaded_word, wrong_manner, wrong_quote
from summarizer.writing.faithfulness.naming import wrong_name, wrong_place
from summarizer.writing.faithfulness.offices import wrong_office
from summarizer.writing.faithfulness.relations import wrong_relation
from summarizer.writing.faithfulness.roles import wrong_role
from summarizer.writing.faithfulness.saying import wrong_attribution
from summarizer.writing.faithfulness.speakers import wrong_speaker
from summarizer.writing.faithfulness.tallies import wrong_tally

__all__ = ["Finding", "Ground", "Known", "ground", "unfaithful"]

_CHECKS = (
    wrong_name,
    wrong_office,
    wrong_place,
    wrong_number,
    wrong_tally,
    wrong_date,
    loaded_word,
    wrong_claim,
    wrong_deed,
    wrong_role,
    wrong_attribution,
    wrong_speaker,
    wrong_relation,
)


def unfaithful(text: str, of: Ground) -> Finding | None:
    """Return the first thing that is wrong with a written sentence; None for one that its sources bear out."""
    if found := wrong_manner(text, of) or wrong_quote(text, of):
        return found
    said = understood(text, of)
    return next((found for check in _CHECKS if (found := check(said, of))), None)
