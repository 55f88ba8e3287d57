"""The clause that says what an event was about: in our own words, and joined to those who acted."""

from __future__ import annotations

from bot.views.clean import shortened
from storage.catalog.voice import Voice
from storage.model import EventType

# A clause, not a paragraph.
LONGEST_CLAUSE = 240
# Types whose actor is the one who says it: "بحسب" them would say it twice.
SPOKEN = frozenset(
    {
        EventType.STATEMENT,
        EventType.THREAT,
        EventType.DEMAND,
        EventType.PROPOSAL,
        EventType.ACCEPTANCE,
        EventType.REJECTION,
    }
)
# A clause that begins so goes on from those who act: "… لبحث الوساطة", "… في إطار الجهود".
_PURPOSES = (
    "لل",
    "لبحث",
    "لمناقشة",
    "لتبادل",
    "لمتابعة",
    "لمواصلة",
    "لاستكمال",
    "لاستئناف",
    "لإجراء",
    "لإبرام",
    "لإنهاء",
    "لوضع",
    "لعقد",
    "لتقييم",
    "لتثبيت",
    "لضمان",
    "لدفع",
)
_PREPOSITIONS = frozenset(
    {"من", "إلى", "على", "عن", "في", "مع", "حول", "بشأن", "بهدف", "بغية", "ضمن", "وسط", "خلال", "بعد", "قبل"}
)
# Quotation marks as Arabic prints them.
QUOTES = str.maketrans("“”", "«»")


def in_our_words(text: str, voice: Voice, *, attributed: bool) -> str | None:
    """Return a clause from an article as we may say it, or None where its words are not ours to say."""
    said = voice.neutral(text, attributed=attributed)
    if said is None:
        return None
    clause = shortened(said.translate(QUOTES), LONGEST_CLAUSE).strip(" .،؛:")
    if clause.count('"') % 2:
        clause = clause.replace('"', "")
    # A quotation that was cut short ends where we end it.
    return clause + "»" * (clause.count("«") > clause.count("»")) or None


def begun(clause: str) -> str:
    """Return a clause without the "that" of reported speech: behind our colon it begins by itself.

    Where the next word shows the case that "that" asks for, both stay as they are.
    """
    that, _, rest = clause.partition(" ")
    following = rest.partition(" ")[0]
    # "إن لم" is "if not".
    stays = following.endswith(("ين", "ًا", "اً")) or following == "لم"
    return rest if that in ("إن", "أن") and rest and not stays else clause


def joint(kind: EventType, substance: str | None) -> str:
    """Return what stands between who and the clause: a comma where it goes on with a preposition.

    What somebody says begins anew behind a colon, except a purpose ("لبحث …").
    """
    if substance is None:
        return ""
    return "، " if goes_on(substance, said=kind in SPOKEN) else ": "


def goes_on(clause: str, *, said: bool = False) -> bool:
    """True for a clause that goes on from those who act; what is `said` does so with a purpose only."""
    first = clause.partition(" ")[0]
    return first.startswith(_PURPOSES) or (not said and first in _PREPOSITIONS)
