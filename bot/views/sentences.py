"""An event as a verbal sentence, from its type, status, those who act and its clause; knows no markup and no sources.

Where something is missing that the grammar needs (who, a gender, an object), there is no sentence: the line then
names what happened and who by nouns.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from bot.views.arabic import joined, prefixed
from bot.views.clauses import goes_on
from bot.views.deeds import deal, deed, news, release
from bot.views.grammar import SURE, Grammar, Material, Sentence, agreed
from bot.views.phrases import is_condition, is_phrase
from bot.views.subjects import Named, Subject
from bot.views.tellings import Telling
from storage.catalog.schema import Dossier
from storage.catalog.sentences import Sentences, load_sentences
from storage.model import Participant, Role, Stance, Status, Stop

# Each with the dossier that it was made for; there is hardly ever more than one.
_made: dict[int, tuple[Dossier, Composer]] = {}


def composer(dossier: Dossier) -> Composer:
    """Return the composer of a dossier; made once, since it knows all names."""
    known = _made.get(id(dossier))
    if known is None or known[0] is not dossier:
        known = _made[id(dossier)] = (dossier, Composer(dossier, load_sentences()))
    return known[1]


class Composer:
    """Makes sentences of a dossier's events."""

    def __init__(self, dossier: Dossier, sentences: Sentences) -> None:
        grammar = self._grammar = Grammar(dossier, sentences)
        self._shapes: Mapping[str, Callable[[Material], Sentence | None]] = {
            "encounter": self._encounter,
            "noun": self._noun,
            "journey": self._journey,
            "words": self._words,
            "deed": partial(deed, grammar),
            "deal": partial(deal, grammar),
            "news": partial(news, grammar),
            "release": partial(release, grammar),
        }

    def sentence(
        self,
        told: Telling,
        named: Sequence[Named],
        recipients: Sequence[Named],
        clause: str,
        issues: str,
        speaker: str = "",
    ) -> Sentence | None:
        """Return the event as a sentence; None where it cannot be said safely.

        A `speaker` says for a party what is said in its name: "مسؤولان إسرائيليان".
        """
        frame = self._grammar.sentences.frame(told.type, told.rule)
        if frame is None:
            return None
        # "قطاع غزة" has been said where the clause says "غزة".
        said = told.place is not None and told.place.rpartition(" ")[2] in clause
        place = f" في {told.place}" if told.place and not said else ""
        return self._shapes[frame.shape](
            Material(told, frame, named, recipients, clause, issues, place, speaker)
        )

    def stance(self, party: str, stance: Stance, gist: str) -> str | None:
        """Return what a party wants, behind its name; see `Grammar.stance`."""
        return self._grammar.stance(party, stance, gist)

    def stops(self, stops: Sequence[Stop]) -> str:
        """Return where else those of a line went: "وزار أنتوني بلينكن أيضًا الرياض"; nothing where a gender is unknown."""
        places: dict[str, list[str]] = {}
        for stop in stops:
            places.setdefault(stop.person, []).append(stop.place)
        visited = self._grammar.sentences.verbs["زار"]
        told = []
        for person, where in places.items():
            feminine = self._grammar.genders.feminine(Participant(person, person=True))
            if feminine is not None:
                told.append(f"و{visited.told(feminine=feminine)} {person} أيضًا {joined(where)}")
        return "؛ ".join(told)

    # Two sides do the same.

    def _encounter(self, of: Material) -> Sentence | None:
        """ "التقى … و…", or "أجرى … اتصالًا بـ…" where one is known to have called the other."""
        calling = [one for one in of.named if one.who.role is not Role.RECIPIENT]
        called = [one for one in of.named if one.who.role is Role.RECIPIENT]
        everybody = self._grammar.genders.subject(of.named, of.frame.envoys)
        if len(of.named) < 2 or everybody is None:
            return None
        subject, addressed = everybody, ""
        if of.frame.to and calling and called:
            subject = self._grammar.genders.subject(calling) or everybody
            addressed = " " + prefixed(of.frame.to, joined([one.words for one in called], comma=True))
        object_ = f" {of.frame.object}" if of.frame.object else ""
        topic = self._topic(of, everybody)
        if everybody.number < 3 or not of.frame.many:
            return self._grammar.told(of, subject, f"{object_}{addressed}{of.place}{topic}")
        if of.told.status is Status.DENIED:
            return self._grammar.told(of, subject, f"{object_}{of.place}{topic}", of.frame.many)
        # Behind a list the place would seem to be its last member's.
        ahead = replace(subject, words=f"{of.place} {subject.words}".strip())
        return self._grammar.told(of, ahead, f"{object_}{topic}", of.frame.many)

    def _topic(self, of: Material, subject: Subject) -> str:
        """What was talked of: a purpose goes on; "وبحثا …" agrees with all who took part."""
        if not of.clause:
            return of.about
        if goes_on(of.clause):
            return f"، {of.clause}"
        if not of.frame.topic or not is_phrase(of.clause):
            return f": {of.clause}"
        if of.told.status not in SURE:
            # The noun of this verb is written as its past is.
            return f"، ل{of.frame.topic} {of.clause}"
        return f"، و{agreed(self._grammar.sentences.verbs[of.frame.topic], subject)} {of.clause}"

    def _noun(self, of: Material) -> Sentence | None:
        """ "بدأت مفاوضات في الدوحة بين … و…": what takes place is the subject."""
        if len(of.named) < 2:
            return None
        between = joined([one.words for one in of.named], comma=any(one.who.person for one in of.named))
        subject = Subject(f"{of.frame.noun}{of.place} بين {between}", feminine=True, all_feminine=True)
        if not of.clause or (of.frame.topic and not goes_on(of.clause) and is_phrase(of.clause)):
            return self._grammar.told(of, subject, self._topic(of, subject))
        return self._grammar.told(of, subject, f"، {of.clause}" if goes_on(of.clause) else f": {of.clause}")

    def _journey(self, of: Material) -> Sentence | None:
        place = of.told.place or next(
            (who.name for who in of.told.participants if who.role is Role.HOST and not who.person), None
        )
        if place is None:
            return None
        subject = self._grammar.genders.subject(of.named, of.frame.envoys, each=True)
        clause = f"{'، ' if goes_on(of.clause) else ': '}{of.clause}" if of.clause else ""
        return self._grammar.told(of, subject, f" {place}{clause}")

    # Somebody says something.

    def _words(self, of: Material) -> Sentence | None:
        subject = self._grammar.unnamed(of.speaker) or self._grammar.genders.subject(of.named)
        if subject is None or not of.clause or of.told.status not in SURE:
            return None
        opened = self._opened(of, subject)
        if opened is not None:
            return opened
        if of.frame.by:
            return self._threat(of, subject)
        return self._grammar.told(of, subject, of.place + self._grammar.that(of.clause))

    def speaks(self, told: Telling, speaker: str) -> bool:
        """True where the event is told as somebody's words, and verbs can agree with this one, who has no name."""
        frame = self._grammar.sentences.frame(told.type, told.rule)
        return frame is not None and frame.shape == "words" and self._grammar.unnamed(speaker) is not None

    def _opened(self, of: Material, subject: Subject) -> Sentence | None:
        """ "دعوة إلى …" is told as "دعا … إلى …"."""
        noun, _, rest = of.clause.partition(" ")
        opening = self._grammar.sentences.openings.get(noun)
        soon = rest.split()[:4]
        if opening is None or (opening.before and not any(w.startswith(opening.before) for w in soon)):
            return None
        said = f"{opening.instead} {rest}" if opening.instead else rest
        # Who is called upon stands right behind the verb.
        calls = bool(opening.before) and not rest.startswith(opening.before)
        return self._grammar.told(of, subject, f"{'' if calls else of.place} {said}", opening.verb)

    def _threat(self, of: Material, subject: Subject) -> Sentence | None:
        """With what, by a noun; what will happen, by what is said. Of a mere condition we say no more than a warning."""
        to = self._grammar.addressed(of)
        if is_condition(of.clause):
            return self._grammar.told(of, subject, f"{to} مما سيحدث {of.clause}", "حذّر")
        # "الانسحاب من الحكومة" is what somebody threatens with, "الجيش سيوسع" what will happen.
        opening = of.clause.split()[1:2]
        named = of.clause.startswith("ال") and opening not in (["من"], ["إلى"], ["عن"])
        if self._grammar.is_phrase(of.clause) and not named:
            return self._grammar.told(of, subject, f"{to} {prefixed(of.frame.by, of.clause)}")
        saying = "قائلة" if subject.feminine else "قائلًا"
        if subject.number > 1:
            return self._grammar.told(of, subject, f"{to}: {of.clause}")
        said = self._grammar.that(of.clause)
        return self._grammar.told(
            of, subject, f"{to} {saying}{said}" if said.startswith(" ") else f"{to}{said}"
        )
