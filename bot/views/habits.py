"""A reader's habits of writing, put on last as a typesetter would: names of months and digits, no pictures; knows no nouns.

Everything else writes months as most of the press does and digits as most keyboards do. What is quoted from
an article, what is a link and what is a command stay as they are.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from babel import Locale

from bot.views.pages import pages
from bot.views.reply import Reply
from storage.model import Digits, Habits, Months

_EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
# A tag, a quotation with its tags, a command or an address: none of them is ours to rewrite.
_KEPT = re.compile(r"(<blockquote>.*?</blockquote>|<[^<>]*>|/[A-Za-z]\w*|https?://\S+|&#?\w+;)", re.DOTALL)
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")


def in_habit(reply: Reply, habits: Habits) -> Reply:
    """Return `reply` as this reader likes to read; a message that grows too long for it is cut again."""
    if not habits.pictures:
        # Its text says the same.
        reply = replace(reply, picture=None)
    if habits.months is Months.COMMON and habits.digits is Digits.WESTERN:
        return reply
    parts = tuple(page for part in reply.parts for page in pages(_rewritten(part, habits)))
    return replace(reply, parts=parts)


def _rewritten(text: str, habits: Habits) -> str:
    pieces = _KEPT.split(text)
    # Every second piece is one that is kept.
    pieces[::2] = [_piece(piece, habits) for piece in pieces[::2]]
    return "".join(pieces)


def _piece(text: str, habits: Habits) -> str:
    if habits.months is not Months.COMMON:
        text = _dated().sub(lambda found: _month(found.group(), habits.months), text)
    if habits.digits is Digits.EASTERN:
        text = _THOUSANDS.sub("٬", text).translate(_EASTERN)
    return text


def _month(common: str, months: Months) -> str:
    levantine = _levantine()[common]
    return levantine if months is Months.LEVANTINE else f"{common}/{levantine}"


@cache
def _levantine() -> dict[str, str]:
    """Each month's common name with the one that is used from Beirut to Baghdad."""
    common, other = (Locale.parse(code).months["format"]["wide"] for code in ("ar", "ar_LB"))
    return {common[number]: other[number] for number in range(1, 13)}


@cache
def _dated() -> re.Pattern[str]:
    """A month in a date: before its year, or before the stroke of a span."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(_levantine())})(?= (?:\d{{4}}|–))")
