"""Tells a person of the dossier from another of the same name, from kin and belongings; finds no names."""

from __future__ import annotations

from summarizer.reading.actors import Actors
from summarizer.reading.fold import words
from summarizer.reading.mention import Mention, is_word, known_words, prefixes


def is_another(mention: Mention, forms: tuple[str, ...], actors: Actors) -> bool:
    """True where the words around a person's name make it another's: "سارة نتنياهو", "نجل ترامب", "بايدن الابن"."""
    if mention.group == "office":
        return _is_of_kin(mention, forms)
    after = forms[mention.last] if mention.last < len(forms) else ""
    if after in known_words("juniors") or _is_of_kin(mention, forms):
        return True
    before = forms[mention.first - 1] if mention.first else ""
    if mention.last - mention.first > 1 or mention.prefix:
        return False
    given = next((rest for _, rest in prefixes(before) if rest in known_words("given_names")), None)
    return given is not None and given not in _own_names(mention.person, actors)


def _is_of_kin(mention: Mention, forms: tuple[str, ...]) -> bool:
    before = forms[mention.first - 1] if mention.first else ""
    return not mention.prefix and is_word("kin", before)


def _own_names(name: str | None, actors: Actors) -> set[str]:
    person = actors.people.get(name or "")
    return {word for form in (person.name, *person.aliases) for word in words(form)} if person else set()
