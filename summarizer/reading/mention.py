"""A name in a sentence, and how words carry letters at their front: what the stages of naming share; finds nothing."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from storage.catalog.schema import Office, Person
from summarizer.reading.lexicon import forms, language


class Mention(NamedTuple):
    """A name in a sentence: tokens `first` to `last` (exclusive), and whom or what it means.

    `parties` are those who take part where the mention does. `prefix` are the letters written to its front
    (و ف ب ل ك). A `bare` mention is a title whose holder the name alone does not tell; `offices` are the posts
    that a title without a name may mean, each with its holder.
    """

    first: int
    last: int
    person: str | None = None
    parties: tuple[str, ...] = ()
    place: str | None = None
    outlet: str | None = None
    prefix: str = ""
    bare: str | None = None
    adjective: bool = False
    group: str | None = None
    offices: tuple[tuple[Person, Office], ...] = ()
    of: str | None = None

    @property
    def acts(self) -> bool:
        """True for one who can take part in an event."""
        return bool(self.person or self.parties or self.bare or self.group in COLLECTIVES)


# Words that mean those who were named before.
COLLECTIVES = frozenset(("pairs", "couples", "threes", "movements", "mediators"))


# As many words as a long article has different ones.
@lru_cache(maxsize=20_000)
def prefixes(form: str) -> tuple[tuple[str, str], ...]:
    """Return the ways to cut the letters that Arabic writes to a word's front: (letters, rest)."""
    found = [("", form)]
    cut = form
    letters = ""
    for allowed, least in (("وف", 3), ("بلك", 4)):
        if len(cut) >= least and cut[0] in allowed:
            letters, cut = letters + cut[0], ("ا" + cut[1:] if cut.startswith("لل") else cut[1:])
            found.append((letters, cut))
    return tuple(found)


@cache
def known_words(kind: str) -> frozenset[str]:
    """The single words of one of the lists around names."""
    return forms(language("people")[kind])


def is_word(kind: str, form: str) -> bool:
    """True for a word of one of the lists around names, with or without clitics."""
    return any(rest in known_words(kind) for _, rest in prefixes(form))


@lru_cache(maxsize=20_000)
def is_head(form: str) -> bool:
    """True for a word such as official, delegation, government, with or without article and clitics."""
    heads = known_words("heads")
    return any(
        rest in heads
        or (rest.startswith("ال") and rest[2:] in heads)
        or (rest.endswith("ا") and rest[:-1] in heads)
        for _, rest in prefixes(form)
    )
