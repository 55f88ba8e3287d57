"""The strict shapes of the catalog's TOML files; knows no file system and no reading rules."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict, Field

from storage.model import EventType, Stance


class Strict(BaseModel):
    """A frozen record in which an unknown or missing key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Office(Strict):
    """A post held from `since` to `until`, both days included; None is open-ended.

    `titles` are the ways in which the press names it, with the state's adjective. A `shared` post has
    several holders at once and is never resolved to one person. `verified` is False where the term
    rests on general knowledge alone.
    """

    titles: tuple[str, ...]
    party: str
    since: date | None = None
    until: date | None = None
    shared: bool = False
    verified: bool = True
    month_precision: bool = False


class Person(Strict):
    name: str
    en: str
    aliases: tuple[str, ...] = ()
    party: str | None = None
    offices: tuple[Office, ...] = ()
    died: date | None = None


class Party(Strict):
    """A state or organisation. `metonyms` are capitals and houses that stand for it ("واشنطن")."""

    name: str
    en: str
    kind: str
    aliases: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    country: str | None = None
    parent: str | None = None
    cameo: str | None = None
    mediator: bool = False
    principal: bool = False


class Place(Strict):
    name: str
    en: str
    kind: str
    country: str | None = None
    aliases: tuple[str, ...] = ()
    # Where the place is the seat of a state's power: its name may mean the government.
    capital_of: str | None = None


class Issue(Strict):
    """A matter that is negotiated; `words` are folded stems that point to it."""

    code: str
    label: str
    words: tuple[str, ...]


class Wording(Strict):
    """A loaded word and what our own voice says instead; None where the clause is to be left out."""

    loaded: str
    neutral: str | None = None
    note: str = ""


class Ambiguous(Strict):
    """A form that may mean several people or things, with the rule that decides, for people who edit."""

    form: str
    candidates: tuple[str, ...]
    rule: str


class Dossier(Strict):
    """A negotiation that is followed: who, where, about what, and in which words."""

    code: str
    title: str
    title_en: str
    since: date
    # An article that names none of these is about another matter.
    subjects: tuple[str, ...]
    parties: tuple[Party, ...]
    people: tuple[Person, ...]
    places: tuple[Place, ...]
    issues: tuple[Issue, ...]
    wordings: tuple[Wording, ...]
    ambiguous: tuple[Ambiguous, ...] = ()


class Outlet(Strict):
    """A news source: names by which others quote it, its sites, and its wording habits."""

    slug: str
    name: str
    en: str = ""
    country: str | None = None
    aliases: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    feed: str | None = None
    channel: str | None = None
    loaded: tuple[str, ...] = ()


class Example(Strict):
    """A sentence in our own words and what must be read in it."""

    text: str
    status: str = "happened"
    published: date | None = None
    actors: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


class Trigger(Strict):
    """Words that tell an event; the reading room's `events` stage gives each field its meaning."""

    words: tuple[str, ...]
    stance: Stance | None = None
    note: str = ""


class EventKind(Strict):
    """One event type: how it is called, coded, found, and shown not to be found."""

    type: EventType
    label: str
    icon: str
    plover: str
    cameo: str
    sensitive: bool = False
    triggers: tuple[Trigger, ...] = Field(min_length=1)
    blocked_by: tuple[str, ...] = ()
    examples: tuple[Example, ...] = Field(min_length=3)
    counter_examples: tuple[Example, ...] = Field(min_length=3)
