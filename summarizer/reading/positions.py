"""Who demands, accepts, rejects or offers what: the stances of an article, sentence by sentence; finds no events."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from storage.catalog.schema import Dossier, Party
from storage.model import Position, Stance, Status
from summarizer.reading.attribution import source_of
from summarizer.reading.cues import is_cue
from summarizer.reading.discourse import Discourse, Who
from summarizer.reading.found import Found
from summarizer.reading.gatherings import Gathering
from summarizer.reading.gists import gist
from summarizer.reading.holders import holder, is_reason
from summarizer.reading.issues import Issues, Place
from summarizer.reading.packages import Part, part_before, parts, start_of, stops_at, unless
from summarizer.reading.parsed import Parsed
from summarizer.reading.plans import Plan, clause_of
from summarizer.reading.predicate import Predicate
from summarizer.reading.stance_words import nouns
from summarizer.reading.stances import Cue, cues, points_back

# A demand and an offer are often a list; who accepts or refuses does so on one matter or two.
_MANY = {Stance.DEMANDS: 5, Stance.ACCEPTS: 2, Stance.REJECTS: 2, Stance.OFFERS: 4}
# Of more parties than these it is told in one breath: nobody's own stance.
_TOGETHER = 4
# So few words may stand between insisting and the refusal.
_LITTLE = 1
# A list has so many items, and an item's noun stands within its first words.
_LIST, _OPENING = 9, 4
# A verb behind one of these goes on from the one before it: "لم ترفض المقترح بل طلبت تعديله".
_GOING_ON = ("وانما", "انما", "بل", "ثم")
# "Does not" and "will not" accept refuse; "did not" only waits.
_REFUSING = ("لا", "لن", "ولا", "ولن")


@dataclass(frozen=True, slots=True)
class Ground:
    """What a stance rests on: the words `first` to `last` (exclusive) of a sentence, and the word of its issue."""

    sentence: int
    first: int
    last: int
    issue: int


@dataclass(slots=True)
class Joined:
    """The verb of a stance that a sentence told last, and whose it was: another joined to it may have no subject."""

    cue: Cue | None = None
    who: Who = field(default_factory=Who)

    def note(self, cue: Cue, who: Who) -> None:
        if cue.entry.section == "verbs":
            self.cue, self.who = cue, who

    def goes_on(self, parsed: Parsed, cue: Cue) -> bool:
        """True for a verb without a subject of its own behind another's: "ترفض حماس … وتطالب"."""
        if cue.entry.section != "verbs" or self.cue is None:
            return False
        alike = cue.predicate.form.feminine is self.cue.predicate.form.feminine
        joined = parsed.forms[cue.place][:1] == "و" and alike
        return parsed.forms[cue.place - 1] in _GOING_ON or joined


@dataclass(slots=True)
class Positions:
    """The stances of one article, filled sentence by sentence: each party's on each issue once, as first told."""

    dossier: Dossier
    memory: Discourse
    told: dict[tuple[str, str, Stance], Position] = field(default_factory=dict)
    plan: Plan | None = None
    topic: tuple[str, ...] = ()
    heading: Who = field(default_factory=Who)
    listed: int = -100
    grounds: dict[tuple[str, str, Stance], Ground] = field(default_factory=dict)
    deals: dict[str, str] = field(default_factory=dict)
    together: Gathering = field(init=False)

    def __post_init__(self) -> None:
        self.together = Gathering(self.dossier, self.memory)

    def read(self, sentence: Parsed, before: Sequence[Found]) -> None:
        """Add what a sentence tells, after its events have been told and its doers remembered."""
        self.together.note(sentence)
        issues = Issues(self.dossier, sentence.forms, self.deals)
        # A question tells nobody's stance.
        if sentence.sentence.title or {"؟", "?"} & set(sentence.forms[-2:]):
            return
        for position in (*self._stances(sentence, issues, before), *self._clauses(sentence, issues)):
            if position.issue not in issues.codes and self._is_known(position):
                continue
            self.told.setdefault((position.party, position.issue, position.stance), position)
        self.topic = issues.codes[-1:] or self.topic
        if sentence.forms[-1] == ":":
            said = self.together.heading(sentence) or self.memory.speaker or self.memory.subject
            self.heading, self.listed = said, sentence.number

    def _stances(self, sentence: Parsed, issues: Issues, before: Sequence[Found]) -> Iterator[Position]:
        found, parsed = cues(sentence)
        covered, owner, asked = range(0), Who(), False
        joined = Joined()
        for at, cue in enumerate(found):
            stance = _told(parsed, cue)
            who = self._holder(parsed, cue, before, joined)
            joined.note(cue, who)
            if owner and _is_condition(cue, who, owner):
                stance, who = Stance.DEMANDS, owner
            if _insists_on_refusal(parsed, found, at):
                continue
            if stance is None or not 0 < len(who.parties) <= _TOGETHER:
                continue
            if (
                stance is _told(parsed, cue)
                and cue.place in covered
                and (who.parties == owner.parties or (asked and _is_given(cue)))
            ):
                continue
            between = not set(who.parties) & set(self.memory.actors.principals)
            for part in parts(parsed, cue, stance, found[at + 1 :], between=between):
                covered, owner, asked = range(cue.last, part.end), who, stance is Stance.DEMANDS
                yield from self._each(parsed, cue, part, who, issues)

    def _holder(self, parsed: Parsed, cue: Cue, before: Sequence[Found], joined: Joined) -> Who:
        """Whose stance it is: those of the list's heading or the gathering, else the clause's own, else the verb's before."""
        who = self._heading(parsed, cue) or self.together.speaks(parsed, cue.place)
        who = who or holder(parsed, cue, before, self.memory)
        return who or (joined.who if joined.goes_on(parsed, cue) else Who())

    def _each(self, parsed: Parsed, cue: Cue, part: Part, who: Who, issues: Issues) -> Iterator[Position]:
        spans, source = (parsed.sentence.span,), source_of(parsed, cue.predicate, self.memory.doing)
        for name in self._speakers(who):
            party = self.memory.actors.parties.get(name)
            if cue.entry.mediators and (party is None or not party.mediator):
                continue
            found, part = self._about(parsed, cue, part, party, issues)
            refused = _refused_first(parsed, cue, part, party, issues)
            for stance, (place, code) in (
                *refused,
                *((part.stance, f) for f in self._counted(found, part.stance)),
            ):
                if stance is Stance.OFFERS and party is not None and code in party.wants:
                    stance = Stance.DEMANDS
                stance = stance if cue.entry.about else issues.turned(place, code, stance)
                ground = Ground(parsed.number, cue.place, cue.last, place)
                self.grounds.setdefault((name, code, stance), ground)
                whole = place < part.start and cue.entry.section == "said"
                said = Part(stance, start_of(parsed, cue), part.end, part.end) if whole else part
                yield Position(name, code, stance, gist(parsed, cue, said, place), spans, who.people, source)
            if part.stance is Stance.OFFERS and found and cue.entry.section != "said":
                self.plan = Plan(Who(parties=who.parties), parsed.number)

    def _about(
        self, parsed: Parsed, cue: Cue, part: Part, party: Party | None, issues: Issues
    ) -> tuple[Sequence[Place], Part]:
        """The issues of a part; in "will not … unless" what is asked for rather than what is refused."""
        if part.stance is Stance.REJECTS and (asked := unless(parsed, part)) is not None:
            before = Part(part.stance, part.start, asked.start, asked.start)
            said = cue.entry.section == "said" or not issues.of(before, party, named=True)
            if said and (found := issues.of(asked, party, named=True)):
                return found, asked
        near = issues.last(cue.place) if points_back(parsed, cue) else ()
        if near:
            return near, Part(part.stance, near[0][0], cue.place, cue.place)
        if points_back(parsed, cue) and parsed.forms[cue.last : cue.last + 1] != ("به",):
            return (), part
        found = issues.of(part, party, named=cue.entry.named, topic=issues.before(part.start) or self.topic)
        if found and found[0][0] < part.start:
            return found, Part(part.stance, found[0][0], cue.place, cue.place)
        if not found and cue.entry.section == "said" and cue.entry.stance is Stance.DEMANDS:
            part = part_before(parsed, cue)
            found = issues.of(part, party, named=True)
        if not found and cue.entry.about:
            return ((cue.place, cue.entry.about),), part
        return found, part

    def _counted(self, found: Sequence[Place], stance: Stance) -> Sequence[Place]:
        """As many matters as such a stance is told on; who accepts the dossier's first accepts what a deal holds with it."""
        whole = stance is Stance.ACCEPTS and found[:1] and found[0][1] == self.dossier.issues[0].code
        return found[:1] if whole else found[: _MANY[stance]]

    def _is_known(self, position: Position) -> bool:
        """True for a stance on a deal without a name where the party's on the same deal has been told."""
        answers = position.stance in (Stance.ACCEPTS, Stance.REJECTS)
        deals = (issue.code for issue in self.dossier.issues if issue.deal)
        return answers and any((position.party, code, position.stance) in self.told for code in deals)

    def _heading(self, parsed: Parsed, cue: Cue) -> Who:
        """Whose list an item belongs to that opens with a stance's noun: "1- رفض أي تهجير"."""
        noun = cue.predicate.nominal or parsed.forms[cue.place] in nouns()
        own = noun and cue.place < _OPENING and parsed.number - self.listed < _LIST
        return self.heading if own else Who()

    def _clauses(self, parsed: Parsed, issues: Issues) -> Iterator[Position]:
        """What a sentence that is a clause of a proposal offers, by whom the proposal is."""
        found = clause_of(parsed, self.plan, self.memory)
        if found is None or parsed.forms[-1] == ":":
            return
        self.plan = found
        for name in found.who.parties:
            party = self.memory.actors.parties.get(name)
            part = Part(Stance.OFFERS, 0, len(parsed.forms), len(parsed.forms))
            for place, code in issues.of(part, party, named=True):
                stance = Stance.DEMANDS if party is not None and code in party.wants else Stance.OFFERS
                self.grounds.setdefault((name, code, stance), Ground(parsed.number, place, place + 1, place))
                yield Position(name, code, stance, gist(parsed, None, part, place), (parsed.sentence.span,))

    def _speakers(self, who: Who) -> Sequence[str]:
        """Those whose stance it is: a person's first party, the state for its services, the movement for its armed wing."""
        own = [self.memory.actors.of_person(name, self.memory.written) for name in who.people]
        beside = {party for parties in own for party in parties[1:]}
        known = [name for name in who.parties if name not in beside and not self._serves(name, who)]
        return [self._state(name) for name in known] if who.people else known

    def _serves(self, name: str, who: Who) -> bool:
        """True for a service, an armed wing or a team that is named beside whom it belongs to."""
        party = self.memory.actors.parties.get(name)
        return party is not None and not party.principal and party.parent in who.parties

    def _state(self, name: str) -> str:
        """A politician's stance is told as his state's, not as his faction's."""
        party = self.memory.actors.parties.get(name)
        return party.parent if party is not None and party.kind == "party" and party.parent else name


def _insists_on_refusal(parsed: Parsed, found: Sequence[Cue], at: int) -> bool:
    """True for "insisted on its refusal of": what is told is the refusal."""
    if found[at].entry.stance is not Stance.DEMANDS or at + 1 == len(found):
        return False
    after = found[at + 1]
    between = range(found[at].last, after.place)
    refused = after.entry.stance is Stance.REJECTS and after.entry.section == "nouns"
    taken = parsed.named_or_dated
    plain = [i for i in between if i not in taken and parsed.forms[i].isalnum() and parsed.forms[i] != "علي"]
    return refused and len(plain) <= _LITTLE


def _refused_first(
    parsed: Parsed, cue: Cue, part: Part, party: Party | None, issues: Issues
) -> Sequence[tuple[Stance, Place]]:
    """What there will be none of until what is asked for: "لا انسحاب قبل نزع السلاح" refuses the one and asks for the other."""
    if (
        cue.entry.section != "said"
        or cue.entry.stance is not Stance.REJECTS
        or part.stance is not Stance.DEMANDS
    ):
        return ()
    before = Part(Stance.REJECTS, start_of(parsed, cue), part.start, part.start)
    return tuple((Stance.REJECTS, place) for place in issues.of(before, party, named=True)[:1])


def _is_condition(cue: Cue, who: Who, owner: Who) -> bool:
    """True for what another must accept before: "إسرائيل مستعدة للانتقال إذا وافقت حماس على نزع السلاح"."""
    if cue.entry.stance is not Stance.ACCEPTS or cue.predicate.status is not Status.CONDITIONAL:
        return False
    return cue.entry.section == "verbs" and bool(who.parties) and not set(who.parties) & set(owner.parties)


def _is_given(cue: Cue) -> bool:
    """True for a noun of what somebody is asked to give: "طالبت بالتزام إسرائيلي", "انتزاع قبول حماس"."""
    return cue.entry.section == "nouns" and cue.entry.stance in (Stance.ACCEPTS, Stance.OFFERS)


def _told(parsed: Parsed, cue: Cue) -> Stance | None:
    """The stance that a cue tells here; None where it is supposed, denied, wished or only waited for."""
    p, stance = cue.predicate, cue.entry.stance
    if cue.entry.section == "said":
        return None if p.status is Status.DENIED else stance
    if p.status is Status.DENIED and p.nominal and _is_affirmed(parsed, p):
        return stance
    if p.status is Status.DENIED:
        refused = stance is Stance.ACCEPTS and parsed.forms[p.place - 1] in _REFUSING
        forbidden = stance is Stance.OFFERS and parsed.forms[p.place - 1] in ("لن", "ولن")
        if stance is Stance.REJECTS and cue.entry.mild and parsed.forms[p.place - 1] in _REFUSING:
            return Stance.ACCEPTS
        return Stance.REJECTS if refused or forbidden else None
    if cue.entry.section == "nouns" and stance is Stance.REJECTS and is_reason(parsed, cue.place):
        return None
    if p.nominal and cue.entry.owned and stance is Stance.OFFERS:
        # A proposal that is refused or asked for has been made.
        return stance
    supposed = p.form.perfect and not p.nominal and p.place > 0
    if supposed and parsed.quote(p.place - 1, p.place) == "إن":
        return None
    if stance is Stance.DEMANDS and _asks_not(parsed, cue):
        stance = Stance.REJECTS
    waits = p.status in (None, Status.PLANNED) and (p.nominal or stops_at(parsed, p.place))
    return None if waits or p.status is Status.CONDITIONAL else stance


def _asks_not(parsed: Parsed, cue: Cue) -> bool:
    """True for who asks that something not be: "تشترط عدم الإفراج عن", "طالب بعدم تهجير"."""
    taken = parsed.named_or_dated
    behind = (i for i in range(cue.last, len(parsed.forms)) if i not in taken and parsed.forms[i].isalnum())
    first = [parsed.forms[i] for i in islice(behind, 3)]
    return bool(
        {"عدم", "بعدم", "لعدم"} & set(first[:1] if first[:1] not in (["علي"], ["الي"]) else first[:2])
    )


def _is_affirmed(parsed: Parsed, p: Predicate) -> bool:
    """True for what another verb affirms behind a denial: "نفت صلتها بالحادث، وأكدت التزامها"."""
    teller = next((q for q in reversed(parsed.predicates) if q.place < p.place and not q.nominal), None)
    if teller is None or teller.status is not Status.HAPPENED or teller.rule.frame != "speaker":
        return False
    joined = teller.place > 0 and parsed.forms[teller.place][:1] == "و"
    return joined and not is_cue("denied", parsed.forms, teller.place)
