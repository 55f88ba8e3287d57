"""Who acts in a sentence, with the gender and number that its verbs agree with; knows no verbs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.views.arabic import joined
from storage.catalog.schema import Dossier
from storage.model import Participant

# Nobody reads a list of twelve.
LONGEST_LIST = 6
# States and organisations meet through people; who serves, or stands together, comes as such.
_SENDING = frozenset(
    {"state", "government", "armed_group", "party", "igo", "un", "group", "ministry", "agency"}
)


@dataclass(frozen=True, slots=True)
class Named:
    """One who takes part, as this reply calls them."""

    who: Participant
    words: str


@dataclass(frozen=True, slots=True)
class Subject:
    """Those who act as one phrase: whether its first member is feminine, how many they are, whether all are feminine."""

    words: str
    feminine: bool
    number: int = 1
    all_feminine: bool = False


class Genders:
    """The gender of everybody in a dossier."""

    def __init__(self, dossier: Dossier) -> None:
        self._women = {person.name: person.woman for person in dossier.people}
        self._parties = {party.name: party for party in dossier.parties}

    def feminine(self, who: Participant) -> bool | None:
        """Return whether verbs of `who` are feminine, None where nobody knows."""
        if who.person:
            return self._women.get(who.name)
        party = self._parties.get(who.name)
        return party.gender == "f" if party and party.gender else None

    def sends(self, who: Participant, *, abroad: bool) -> bool:
        """True for a party that comes to a meeting, or goes `abroad`, in the persons of others."""
        party = self._parties.get(who.name)
        if who.person or party is None:
            return False
        return party.kind != "office" if abroad else party.kind in _SENDING

    def principal(self, who: Participant) -> str | None:
        """Return the principal party that `who` belongs to, None for all others."""
        name: str | None = who.party if who.person else who.name
        while name is not None and (party := self._parties.get(name)) is not None:
            if party.principal:
                return name
            name = party.parent
        return None

    def wanted_of(self, side: str) -> set[str]:
        """Return the issues that are gains for the principal parties on the other side: whom they want freed."""
        others = (party for party in self._parties.values() if party.principal and party.name != side)
        return {issue for party in others for issue in party.wants}

    def subject(self, named: Sequence[Named], envoys: str = "", *, each: bool = False) -> Subject | None:
        """Return those named as the subject of a sentence; None without anybody, or where a gender is unknown.

        States and organisations act through `envoys` ("ممثلون عن"), a word for all of them or for `each`.
        """
        sent = [one for one in named if envoys and self.sends(one.who, abroad=each)]
        present = [one for one in named if one not in sent]
        genders = [self.feminine(one.who) for one in present]
        if not named or None in genders:
            return None
        words = [one.words for one in present]
        if sent:
            words += _sent([one.words for one in sent], envoys, each=each)
        singular = each and len(sent) == 1
        number = len(present) + (0 if not sent else 1 if singular else 3)
        first = bool(genders[0]) if genders else False
        return Subject(_joined(words, present), first, number, bool(genders) and all(genders) and not sent)


def _sent(parties: Sequence[str], envoys: str, *, each: bool) -> Iterable[str]:
    if each:
        return [f"{envoys} {party}" for party in parties]
    return [f"{envoys} {joined(parties)}"]


def listed(named: Sequence[Named]) -> str:
    """Return those named as one phrase, or an empty text."""
    return _joined([one.words for one in named], named)


def _joined(words: Sequence[str], present: Sequence[Named]) -> str:
    if len(words) > LONGEST_LIST:
        return f"{'، و'.join(words[:LONGEST_LIST])}، وآخرون"
    return joined(words, comma=any(one.who.person for one in present))
