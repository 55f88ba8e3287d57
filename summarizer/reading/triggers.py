"""The event types' triggers, compiled: which word may begin to tell which event; knows no sentences' structure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from storage.catalog import load_event_kinds
from storage.catalog.schema import EventKind, Trigger
from storage.model import EventType
from summarizer.reading.beginnings import Beginnings
from summarizer.reading.fold import fold, words
from summarizer.reading.verbs import Form, forms_of, with_pronouns

# Behind these a verb with a pronoun goes on with what was told: "الذي رفضته حماس", "بينما رفضته حماس".
_RESUMING = frozenset(("الذي", "التي", "ما", "بينما", "فيما", "وقد"))
# Of these, a verb with a pronoun written to it looks like a noun ("رفضه", "قوله") and is more often one.
_WITHOUT_OBJECTS = frozenset(
    {EventType.STATEMENT, EventType.REJECTION, EventType.ACCEPTANCE, EventType.THREAT}
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One trigger, folded for matching."""

    kind: EventType
    name: str
    frame: str
    nouns: frozenset[tuple[str, ...]]
    heads: Mapping[str, tuple[tuple[str, ...], ...]] = field(hash=False)
    object: tuple[str, ...]
    also: tuple[str, ...]
    without: tuple[str, ...]
    blocked: frozenset[str]
    recipients: bool
    principals: bool
    trigger: Trigger
    # Rules that ask for more say more: the asking one is taken first.
    specific: int


@dataclass(slots=True)
class Triggers:
    """Verb forms and nouns, each with the rules that they may set off."""

    verbs: dict[str, list[tuple[Form, Rule]]] = field(default_factory=dict)
    nouns: dict[str, list[Rule]] = field(default_factory=dict)
    # Verbs with a pronoun that are nouns as often, so that they count in a relative clause alone: "الذي رفضته حماس".
    resuming: dict[str, list[tuple[Form, Rule]]] = field(default_factory=dict)
    # What rules ask for, or shun, in the words around.
    stems: set[str] = field(default_factory=set)

    @property
    def call(self) -> Rule:
        """The rule of a call that another verb's words were said in: one that asks for both people."""
        return next(rule for _, rule in self.verbs["اتصل"] if rule.name.endswith(": rang"))


@cache
def triggers() -> Triggers:
    """Compile the catalog's event types, once."""
    return compiled(load_event_kinds())


# As many words as a long article has different ones.
@lru_cache(maxsize=1 << 15)
def verb_rules(form: str) -> Sequence[tuple[Form, Rule]]:
    """The rules of a verb form, those that ask for most first.

    A و or ف at its front may be no part of it ("وردت": arrived, or and answered).
    """
    known = triggers().verbs
    cut = form[1:] if form[:1] in "وف" and len(form) > 2 else ""
    return _asking_first((*known.get(form, ()), *known.get(cut, ())))


def rules_at(forms: tuple[str, ...], place: int) -> Sequence[tuple[Form, Rule]]:
    """The rules of the verb at a place; after a relative or "while", also of one with a pronoun: "الذي رفضته حماس"."""
    if place and forms[place - 1] in _RESUMING and (found := triggers().resuming.get(forms[place])):
        return _asking_first((*found, *verb_rules(forms[place])))
    return verb_rules(forms[place])


def verb_places(forms: tuple[str, ...]) -> list[int]:
    """Where in a sentence a verb stands that has rules."""
    back = triggers().resuming
    resumed = [i for i, form in enumerate(forms) if form in back and i and forms[i - 1] in _RESUMING]
    plain = [i for i, form in enumerate(forms) if verb_rules(form)]
    return sorted({*plain, *resumed}) if resumed else plain


def _asking_first(readings: Iterable[tuple[Form, Rule]]) -> Sequence[tuple[Form, Rule]]:
    return tuple(sorted(readings, key=lambda reading: -reading[1].specific))


@cache
def _stems() -> Beginnings:
    return Beginnings(triggers().stems)


@lru_cache(maxsize=1 << 15)
def begun(form: str) -> frozenset[str]:
    """What rules ask for, or shun, with which a word begins."""
    return _stems().of(form)


def phrases_behind(form: str) -> Sequence[tuple[str, str]]:
    """The phrases among these whose first word it is: the beginning of the next word, and the phrase."""
    return _stems().behind(form)


@lru_cache(maxsize=1 << 15)
def noun_rules(form: str) -> Sequence[Rule]:
    """The rules of which one noun may begin with a word, as it is written or without what stands at its front."""
    cut = form[1:] if form.startswith("لل") and len(form) > 4 else form
    guises = dict.fromkeys((form, bare(form), cut))
    return tuple(rule for guise in guises for rule in triggers().nouns.get(guise, ()))


def compiled(kinds: Mapping[EventType, EventKind]) -> Triggers:
    """Return the triggers of event types."""
    found = Triggers()
    for kind in kinds.values():
        for trigger in kind.triggers:
            rule = rule_of(kind, trigger)
            found.stems.update(rule.object, rule.without)
            for verb in (*trigger.verbs, *trigger.carried_by):
                plain = found.verbs if kind.type not in _WITHOUT_OBJECTS else found.resuming
                for form, tense in forms_of(verb, objects=False):
                    _know(found.verbs.setdefault(form, []), tense, rule)
                for form, tense in with_pronouns(verb):
                    _know(plain.setdefault(form, []), tense, rule)
            if not trigger.carried_by:
                for noun in rule.nouns:
                    found.nouns.setdefault(noun[0], []).append(rule)
    return found


def _know(entry: list[tuple[Form, Rule]], tense: Form, rule: Rule) -> None:
    """Keep one reading of a form for each rule; what may be perfect is taken as perfect ("تسلم")."""
    known = next((i for i, (_, other) in enumerate(entry) if other is rule), None)
    if known is None:
        entry.append((tense, rule))
    elif tense.perfect:
        entry[known] = tense, rule


def rule_of(kind: EventKind, trigger: Trigger) -> Rule:
    """Return one trigger of an event type, folded for matching."""
    nouns = frozenset(words(noun) for noun in trigger.nouns)
    asks = 2 * bool(nouns) + 2 * bool(trigger.object) + bool(trigger.also)
    return Rule(
        kind=kind.type,
        name=f"{kind.type}: {trigger.name}",
        frame=kind.frame,
        nouns=nouns,
        heads=_heads(nouns),
        object=tuple(fold(stem) for stem in trigger.object),
        also=tuple(fold(stem) for stem in trigger.also),
        without=tuple(fold(stem) for stem in trigger.without),
        blocked=frozenset(form for word in kind.blocked_by for form in words(word)),
        recipients=trigger.recipients,
        principals=trigger.principals,
        trigger=trigger,
        specific=asks + (kind.type is not EventType.STATEMENT),
    )


def _heads(nouns: Iterable[tuple[str, ...]]) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """The nouns by their first word, with the article and without it: what follows that word in each."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for first, *rest in nouns:
        for form in {first, first.removeprefix("ال")}:
            found[form] = (*found.get(form, ()), tuple(rest))
    return found


@lru_cache(maxsize=1 << 15)
def bare(form: str) -> str:
    """A word without the letters and the article at its front."""
    cut = form[1:] if form[:1] in "وف" and len(form) > 4 else form
    cut = cut[1:] if cut[:1] in "بلك" and cut[1:3] == "ال" else cut
    if cut.startswith("لل") and len(cut) > 4:
        cut = cut[2:]
    return cut[2:] if cut.startswith("ال") and len(cut) > 4 else cut
