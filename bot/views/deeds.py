"""Sentences of what somebody does to something: answers and demands, agreements, releases; knows no status."""

from __future__ import annotations

from bot.views.arabic import accusative, genitive, joined
from bot.views.grammar import Grammar, Material, Sentence, behind
from bot.views.subjects import Named, Subject
from storage.model import EventType, Status

_DEALS = frozenset({"اتفاق", "تفاهم", "هدنة", "صفقة", "تسوية", "وثيقة"})
# What was freed, where nothing else says so, by the matter of the event.
_FREED = (("hostages", "محتجزين"), ("prisoners", "سجناء فلسطينيين"))
_BARE_RELEASES = ("let go", "set free", "release took place", "announced a release")


def deed(grammar: Grammar, of: Material) -> Sentence | None:
    """ "رفضت حماس المقترح"; where the object would show a case that is not sure, "أعلنت حماس رفض مقترح جديد"."""
    subject = grammar.genders.subject(of.named)
    if subject is None or not grammar.is_phrase(of.clause):
        return None
    to = grammar.addressed(of) if of.told.type is EventType.DEMAND else ""
    if of.frame.by:
        return grammar.told(of, subject, f"{to}{of.place} {behind(of.frame.by, of.clause)}")
    if of.frame.decided and of.first in of.frame.nouns:
        return grammar.told(of, subject, f"{of.place} {of.clause}", of.frame.decided)
    object_ = accusative(of.clause)
    if object_ is None:
        masdar = of.frame.masdar
        return grammar.told(of, subject, f"{of.place} {masdar} {of.clause}", "أعلن") if masdar else None
    return grammar.told(of, subject, f"{of.place} {object_}")


def deal(grammar: Grammar, of: Material) -> Sentence | None:
    """ "اتفقت إسرائيل وحماس على …"; one side alone announces."""
    if len(of.named) < 2:
        return news(grammar, of)
    subject = grammar.genders.subject(of.named)
    if of.told.status is Status.PLANNED:
        return None
    if not of.clause:
        return grammar.told(of, subject, f"{of.place} إلى اتفاق{of.about.lstrip('،')}", "توصّل")
    if of.first in _DEALS:
        return grammar.told(of, subject, f"{of.place} إلى {of.clause}", "توصّل")
    if not grammar.is_phrase(of.clause):
        return None
    return grammar.told(of, subject, f"{of.place} {behind('على', of.clause)}", "اتفق")


def news(grammar: Grammar, of: Material) -> Sentence | None:
    """Who made an agreement known is not who reached it."""
    if of.told.status is Status.PLANNED:
        return None
    sides = [one for one in of.named if grammar.genders.principal(one.who) and not one.who.person]
    heralds = [one for one in of.named if one not in sides]
    if len(sides) > 1 and not heralds:
        return deal(grammar, of)
    subject = grammar.genders.subject(heralds if len(sides) > 1 else of.named)
    between = f" بين {joined([one.words for one in sides])}" if len(sides) > 1 else ""
    if not of.clause:
        tail = f" التوصل{of.place} إلى اتفاق{between}{of.about.lstrip('،')}"
    elif of.first in _DEALS:
        reached = grammar.opens_with_a_name(of.clause.partition(" ")[2])
        tail = f" {of.clause}" if reached else f" التوصل{of.place} إلى {of.clause}"
    elif grammar.is_phrase(of.clause):
        tail = f" الاتفاق{of.place}{between} {behind('على', of.clause)}"
    else:
        return None
    return grammar.told(of, subject, tail, "أعلن")


def release(grammar: Grammar, of: Material) -> Sentence | None:
    """The side that held them frees; where two sides freed, nobody is said to have done all of it."""
    freed = of.clause if grammar.is_phrase(of.clause) else ""
    holding = _by_side(grammar, of)
    others = [side for side in holding if side in freed]
    if len(holding) > 1 and len(others) == 1:
        del holding[others[0]]
    if not freed and of.told.rule.endswith(_BARE_RELEASES) and len(holding) == 1:
        wanted = grammar.genders.wanted_of(next(iter(holding)))
        freed = next((words for issue, words in _FREED if issue in wanted & {*of.told.issues}), "")
    if not freed:
        return None
    object_ = f"عن {genitive(freed)}" if of.frame.by else accusative(freed)
    if len(holding) == 1 and object_ is not None:
        (actors,) = holding.values()
        return grammar.told(of, grammar.genders.subject(actors), f"{of.place} {object_}")
    subject = Subject(f"{of.frame.masdar} {genitive(freed)}", feminine=False)
    return grammar.told(of, subject, of.place, "جرى")


def _by_side(grammar: Grammar, of: Material) -> dict[str, list[Named]]:
    """Return those who act by the principal party to which they belong; all others only help."""
    sides: dict[str, list[Named]] = {}
    for one in of.named:
        if side := grammar.genders.principal(one.who):
            sides.setdefault(side, []).append(one)
    return sides
