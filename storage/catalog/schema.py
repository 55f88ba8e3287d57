"""The strict shapes of the catalog's TOML files; knows no file system and no reading rules."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from storage.model import EventType, Status


class Strict(BaseModel):
    """A frozen record in which an unknown or missing key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Term(Strict):
    """One person's time in a post, `since` to `until`, both days included; None is open-ended.

    A handover day belongs to the successor. `verified` is True where the bound, or the holding of the
    post, was seen in public material; otherwise the term rests on general knowledge. With
    `month_precision` the day is an estimate.
    """

    name: str
    since: date | None = None
    until: date | None = None
    verified: bool = False
    month_precision: bool = False


class Post(Strict):
    """An office with those who held it, as a dossier file writes it.

    In `titles` the marks {m} and {f} stand for the state's adjective in both genders, {s} for the
    state's name: "وزير الخارجية {m}". Brackets give alternatives: "[رئيس|مدير] [|جهاز ]الموساد". A woman who holds the post goes by `feminine` where it is given.
    A `shared` post has several holders at once and is never resolved to one person.
    """

    party: str
    titles: tuple[str, ...] = Field(min_length=1)
    feminine: tuple[str, ...] = ()
    shared: bool = False
    holders: tuple[Term, ...] = Field(min_length=1)


class Office(Strict):
    """A post as one person held it, with `titles` written out in each spelling; see `Term` and `Post`."""

    titles: tuple[str, ...]
    party: str
    since: date | None = None
    until: date | None = None
    shared: bool = False
    verified: bool = False
    month_precision: bool = False

    def covers(self, day: date) -> bool:
        """True when the office was held on that day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


class PersonRecord(Strict):
    """A person as a dossier file writes one: `party` is the state or organisation they act for.

    `aliases` are other ways to write the name, besides those that differ in hamza, ta marbuta or
    the blank after "عبد" alone. Ordinary words are no aliases: see `Ambiguous`.
    """

    name: str
    en: str
    aliases: tuple[str, ...] = ()
    party: str | None = None
    died: date | None = None
    woman: bool = False


class Person(PersonRecord):
    """A person with the dated offices that the dossier's posts give them."""

    offices: tuple[Office, ...] = ()


PartyKind = Literal[
    "state",  # a state or its government as a whole
    "government",  # who governs without being a state of its own
    "ministry",  # a part of its parent, which acts and speaks for it
    "office",  # likewise: a presidency, a spokesman's office, a delegation, a committee
    "agency",  # a service that takes part by its own name: an army, an intelligence service
    "armed_group",
    "party",  # a political party
    "civil",  # a charity, a union, families
    "igo",  # an organisation of states
    "un",
    "group",  # several at once, see `members`
]


class Party(Strict):
    """A state or organisation, named by `name`, `aliases`, and (as what it is *of*) its adjective.

    `metonyms` are capitals and houses that stand for it ("واشنطن"). `nisba` is the bare adjective
    in each spelling ("أمريكي", "أميركي"), `plurals` its broken plurals ("أتراك"). `members` are the
    parties that a collective name means. `guarantor` is who signed for the agreement of October 2025.
    `voices` are gatherings and groups that take stances in its name ("القمة العربية" for the league).
    `wants` are the issues that are gains for a principal party: in its own proposal these are demands.
    `gender` is that of its name, with which verbs agree; without it nothing is told of the party in a sentence.
    """

    name: str
    en: str
    kind: PartyKind
    gender: Literal["m", "f"] | None = None
    aliases: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    nisba: tuple[str, ...] = ()
    plurals: tuple[str, ...] = ()
    parent: str | None = None
    members: tuple[str, ...] = ()
    voices: tuple[str, ...] = ()
    wants: tuple[str, ...] = ()
    cameo: str | None = None
    mediator: bool = False
    principal: bool = False
    guarantor: bool = False

    @cached_property
    def adjectives(self) -> tuple[str, ...]:
        """Every form of the adjective, with and without the article: "قطري", "القطرية", "القطريين" …"""
        bare = [base + ending for base in self.nisba for ending in NISBA_ENDINGS]
        return tuple(form for word in (*bare, *self.plurals) for form in (word, "ال" + word))


# Masculine, feminine, dual and sound plurals in their cases.
NISBA_ENDINGS = ("", "ة", "ا", "ان", "ين", "ون", "تان", "تين", "ات")


class Place(Strict):
    """A place; `country` names a state of the dossier, None where it is none's or disputed."""

    name: str
    en: str
    kind: Literal["city", "area", "crossing", "corridor", "site", "sea"]
    country: str | None = None
    aliases: tuple[str, ...] = ()
    # Where the place is the seat of a state's power: its name may mean the government.
    capital_of: str | None = None


class Issue(Strict):
    """A matter that is negotiated; `words` are folded stems that point to it, `never` those that only look so.

    Where a `narrower` matter is named at once behind this one, it is meant. A `deal` without a name may be about
    this one. An `outline` says only how a plan is laid out: its other matters are told instead.
    """

    code: str
    label: str
    words: tuple[str, ...]
    never: tuple[str, ...] = ()
    narrower: tuple[str, ...] = ()
    deal: bool = False
    outline: bool = False


class Wording(Strict):
    """A loaded word or phrase and what our own voice says instead.

    `neutral` keeps the gender and number of `loaded`, so that verbs and adjectives still agree. None:
    the clause is left out, unless it is quoted from someone. Empty: the word is dropped. The same as
    `loaded`: a name or plain term that looks loaded and stays. The longest entry wins; clitics stay.
    """

    loaded: str
    neutral: str | None = None
    note: str = ""

    @property
    def stays(self) -> bool:
        """True for a term that is listed to protect it from a shorter entry."""
        return self.neutral == self.loaded


class Ambiguous(Strict):
    """A form that may mean several people or things, or is an ordinary word besides.

    `reading` says what the form alone means: "mentioned" a candidate whose full name or office the
    article gave before; "first" such a one, or else the first candidate who was alive on the day;
    "never" nobody. `rule` is the finer rule, for people who edit.
    """

    form: str
    candidates: tuple[str, ...]
    rule: str
    reading: Literal["mentioned", "first", "never"] = "mentioned"


class DossierBase(Strict):
    """What a dossier's file and the loaded dossier have in common.

    An article that names none of `subjects` is about another matter, and so is one that names the words of
    `elsewhere` more often than them. `figures` are the kinds of numbers that are kept of its articles,
    `ground` is the place where the war is fought.
    """

    code: str
    title: str
    title_en: str
    since: date
    subjects: tuple[str, ...] = Field(min_length=1)
    elsewhere: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    ground: str | None = None
    parties: tuple[Party, ...]
    places: tuple[Place, ...]
    issues: tuple[Issue, ...]
    wordings: tuple[Wording, ...]
    ambiguous: tuple[Ambiguous, ...] = ()


class DossierFile(DossierBase):
    """A dossier as its file writes it: offices stand by post, so that a handover is one new line."""

    people: tuple[PersonRecord, ...]
    posts: tuple[Post, ...]


class Dossier(DossierBase):
    """A negotiation that is followed: who, where, about what, and in which words."""

    people: tuple[Person, ...]


class Feed(Strict):
    """An outlet's RSS or Atom: read `every` so many minutes once an owner has turned it on.

    Fewer than `fewest` or more than `most` articles of the dossier's matter in a day are told to the editors, and
    those beyond `most` are left out.
    """

    url: str
    every: int = Field(default=15, ge=5, le=1440)
    fewest: int = Field(default=0, ge=0)
    most: int = Field(default=100, ge=1)


class Outlet(Strict):
    """A news source: names by which others quote it, its sites, and its wording habits."""

    slug: str
    name: str
    en: str = ""
    country: str | None = None
    aliases: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    feed: Feed | None = None
    channel: str | None = None
    loaded: tuple[str, ...] = ()


class Example(Strict):
    """A sentence in our own words and what must be read in it; a counter-example must not tell the event."""

    text: str
    status: Status = Status.HAPPENED
    published: date | None = None
    actors: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


class Trigger(Strict):
    """Words that tell an event; `name` is what an answer of `wasit read` calls the rule.

    `verbs` are written perfect/imperfect ("التقى/يلتقي"), all their forms are known from these. `nouns` name
    the happening: with `carried_by` they must be what one of these verbs carries ("عقد … اجتماعا"), without
    they tell an event where they say between whom ("اجتماع بين …"). One word that begins with a stem of
    `object` must follow a verb, and one of `also` where they are given; none of `without` may. With `beside` the
    noun stands right beside the verb, as what does it ("وصلت المفاوضات إلى", not "وصل الوزير لإجراء مفاوضات").
    A noun `in_titles` tells by itself, with its object behind it, where it opens a title ("استئناف المفاوضات").
    With `recipients` those who are told take part too. What
    is told of `principals` is only a statement where others do it (a bystander "welcomes" a deal).
    With `subject` the word of `object` is what does it and may stand before the verb ("المخطوفون عادوا").
    A `presupposed` one is told by its noun behind a word of time
    or cause, with its day or its victims ("بعد مقتل ثلاثة", "منذ سريان الهدنة في 19 يناير").
    """

    name: str
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    carried_by: tuple[str, ...] = ()
    object: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    beside: bool = False
    in_titles: bool = False
    recipients: bool = False
    principals: bool = False
    presupposed: bool = False
    subject: bool = False
    note: str = ""


class EventKind(Strict):
    """One event type: how it is called, coded, found, and shown not to be found.

    `frame` says who takes part: the `speaker` alone, all whom a `mutual` happening names, who goes on a
    `journey` and their host, or who does a `deed` and to whom. `blocked_by` are words that, right after a
    trigger, make it mean something else ("رفض التعليق"). `urgent` ones may be told to readers at once.
    """

    type: EventType
    label: str
    icon: str
    plover: str
    cameo: str
    frame: Literal["speaker", "mutual", "journey", "deed"]
    sensitive: bool = False
    urgent: bool = False
    triggers: tuple[Trigger, ...] = Field(min_length=1)
    blocked_by: tuple[str, ...] = ()
    examples: tuple[Example, ...] = Field(min_length=3)
    counter_examples: tuple[Example, ...] = Field(min_length=3)
