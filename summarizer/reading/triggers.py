"""The event types' triggers, compiled: which word may begin to tell which event; knows no sentences' structure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from storage.catalog import load_event_kinds
from storage.catalog.schema import EventKind, Trigger
from storage.model import EventType
from summarizer.reading.fold import fold, words
from summarizer.reading.verbs import Form, forms_of

# How far after a verb the noun that it carries, or its object, may stand.
_REACH = 9


@dataclass(frozen=True, slots=True)
class Rule:
    """One trigger, folded for matching."""

    kind: EventType
    name: str
    frame: str
    nouns: frozenset[tuple[str, ...]]
    object: tuple[str, ...]
    without: tuple[str, ...]
    blocked: frozenset[str]
    recipients: bool
    trigger: Trigger

    @property
    def specific(self) -> int:
        """Rules that ask for more say more: the asking one is taken first."""
        return (2 if self.nouns else 0) + (2 if self.object else 0) + (self.kind is not EventType.STATEMENT)


@dataclass(slots=True)
class Triggers:
    """Verb forms and nouns, each with the rules that they may set off."""

    verbs: dict[str, list[tuple[Form, Rule]]] = field(default_factory=dict)
    nouns: dict[str, list[Rule]] = field(default_factory=dict)

    def verb(self, form: str) -> list[tuple[Form, Rule]]:
        """The rules of a verb form; a و or ف at its front is no part of it."""
        found = self.verbs.get(form)
        if found is None and form[:1] in "وف" and len(form) > 3:
            found = self.verbs.get(form[1:])
        return found or []


@cache
def triggers() -> Triggers:
    """Compile the catalog's event types, once."""
    return compiled(load_event_kinds())


def compiled(kinds: Mapping[EventType, EventKind]) -> Triggers:
    """Return the triggers of event types."""
    found = Triggers()
    for kind in kinds.values():
        for trigger in kind.triggers:
            rule = _rule(kind, trigger)
            for verb in (*trigger.verbs, *trigger.carried_by):
                for form, tense in forms_of(verb):
                    entry = found.verbs.setdefault(form, [])
                    if all(known is not rule for _, known in entry):
                        entry.append((tense, rule))
            if not trigger.carried_by:
                for noun in rule.nouns:
                    found.nouns.setdefault(noun[0], []).append(rule)
    for rules in found.verbs.values():
        rules.sort(key=lambda pair: -pair[1].specific)
    return found


def _rule(kind: EventKind, trigger: Trigger) -> Rule:
    return Rule(
        kind=kind.type,
        name=f"{kind.type}: {trigger.name}",
        frame=kind.frame,
        nouns=frozenset(words(noun) for noun in trigger.nouns),
        object=tuple(fold(stem) for stem in trigger.object),
        without=tuple(fold(stem) for stem in trigger.without),
        blocked=frozenset(form for word in kind.blocked_by for form in words(word)),
        recipients=trigger.recipients,
        trigger=trigger,
    )


def bare(form: str) -> str:
    """A word without the letters and the article at its front."""
    cut = form[1:] if form[:1] in "وف" and len(form) > 4 else form
    cut = cut[1:] if cut[:1] in "بلك" and cut[1:3] == "ال" else cut
    if cut.startswith("لل") and len(cut) > 4:
        cut = cut[2:]
    return cut[2:] if cut.startswith("ال") and len(cut) > 4 else cut


def applies(rule: Rule, forms: Sequence[str], place: int, end: int) -> tuple[bool, int]:
    """Whether a rule's verb at `place` is followed by what it asks for, before `end`; and the place of its noun."""
    after = range(place + 1, min(end, place + 1 + _REACH))
    if any(forms[i] in rule.blocked or bare(forms[i]) in rule.blocked for i in after[:2]):
        return False, place
    near = [form for i in after for form in {forms[i], bare(forms[i])}]
    if any(form.startswith(rule.without) for form in near):
        return False, place
    if rule.object and not any(form.startswith(rule.object) for form in near):
        return False, place
    if not rule.nouns:
        return True, place
    noun = next((i for i in (*after, *_before(forms, place)) if is_noun(rule, forms, i)), None)
    return noun is not None, place if noun is None else noun


def _before(forms: Sequence[str], place: int) -> range:
    """Where the noun stands of a verb that follows it: "الاجتماع الذي استضافته", "مباحثات أجراها"."""
    if forms[place].endswith(("ه", "ها", "هما")) or (place and forms[place - 1] in ("الذي", "التي")):
        return range(place - 1, max(-1, place - 5), -1)
    return range(0)


def is_noun(rule: Rule, forms: Sequence[str], place: int) -> bool:
    """True where one of a rule's nouns begins."""
    first = {forms[place], bare(forms[place])}
    return any(
        (noun[0] in first or (noun[0].startswith("ال") and noun[0][2:] in first)) and tuple(forms[place + 1 : place + len(noun)]) == noun[1:]
        for noun in rule.nouns
    )
