"""A verb told once for two happenings: "التقى الأمير الأحد في جدة، والاثنين في عمّان الملك"; finds where the second begins."""

from __future__ import annotations

from collections.abc import Sequence

from storage.model import EventType
from summarizer.reading.dates import DateMention
from summarizer.reading.mention import Mention
from summarizer.reading.predicate import Predicate
from summarizer.reading.scene import RELATIVES

# What may be told so; journeys go to several goals by themselves.
_KINDS = frozenset({EventType.MEETING, EventType.CALL, EventType.TALKS, EventType.RELEASE})
# Whom one met stands within so many words behind the day or the place that begins the second happening.
_REACH = 9
_OF = ("عن", "سراح")


def with_gaps(
    forms: tuple[str, ...],
    found: Sequence[Predicate],
    mentions: Sequence[Mention],
    dates: Sequence[DateMention],
) -> tuple[Predicate, ...]:
    """Return the predicates with one more for each second happening, which begins at its day, place or partner."""
    told: list[Predicate] = []
    for p in found:
        cut = _cut(forms, p, mentions, dates) if p.kind in _KINDS and not p.nominal else None
        if cut is None:
            told.append(p)
        else:
            told.append(p._replace(end=cut))
            told.append(p._replace(place=cut, noun=cut, start=cut, gapped=p.place))
    return tuple(sorted(told, key=lambda p: p.place))


def _cut(
    forms: tuple[str, ...], p: Predicate, mentions: Sequence[Mention], dates: Sequence[DateMention]
) -> int | None:
    """Where the second happening of a verb begins; None for a verb that tells one."""
    days = {d.first: d for d in dates}
    for i in range(max(p.place, p.noun) + 2, min(p.end, len(forms)) - 1):
        if forms[i][0] != "و" or forms[i - 1] not in ("،",):
            continue
        if p.kind is EventType.RELEASE:
            if i in days and forms[days[i].last] in _OF:
                return i
        elif _begins(forms, i, p, mentions, days):
            # Who was met is looked for behind the place: at the comma where their name itself begins it.
            return i - any(m.first == i for m in mentions)
    return None


def _begins(
    forms: tuple[str, ...], i: int, p: Predicate, mentions: Sequence[Mention], days: dict[int, DateMention]
) -> bool:
    """True where another day, place or partner opens what follows, with whom it was close behind."""
    end = min(p.end, i + _REACH)
    there = forms[i] == "وفي" and any(m.first == i + 1 and m.place for m in mentions)
    partner = next((m for m in mentions if i <= m.first < end and m.acts and _is_partner(forms, m)), None)
    if partner is None or RELATIVES & set(forms[i : partner.first]):
        return False
    if i in days or there:
        return True
    own = any(partner.last <= d <= partner.last + 1 for d in days)
    before = any(p.place < d < i for d in days)
    near = partner.first == i or (forms[i] == "ومع" and partner.first <= i + 2)
    return near and own and before and bool(partner.person)


def _is_partner(forms: tuple[str, ...], mention: Mention) -> bool:
    """True for somebody, not for the place where it was."""
    return bool(mention.person) or not mention.place or forms[mention.first - 1] not in ("في", "وفي")
