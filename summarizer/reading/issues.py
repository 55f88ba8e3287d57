"""Which issues the words of a stance are about, and where each is named; knows neither parties' names nor verbs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache

from storage.catalog.schema import Dossier, Issue, Party
from storage.model import Stance
from summarizer.reading.fold import fold, words
from summarizer.reading.lexicon import language, once_for_each
from summarizer.reading.packages import Part
from summarizer.reading.stance_words import codes, listed
from summarizer.reading.subjects import issue_places
from summarizer.reading.triggers import bare

# So many words may stand between an issue and what belongs to it: "a truce in which hostages are freed".
_WITHIN = 4
# And between the wider and the narrower: "أي وجود إسرائيلي على الجانب الفلسطيني من معبر رفح".
_WHERE = 7
# What is named by a pronoun alone is said in so many words.
_PRONOUN = 2
# So near behind the word for a plan stands what it is about.
_ABOUT = 5
# Words that begin with و and are not joined by it.
_WAW = tuple(fold(stem) for stem in language("stances")["own_waw"])

Place = tuple[int, str]


_CONTRARY = {Stance.DEMANDS: Stance.REJECTS, Stance.REJECTS: Stance.DEMANDS}


class Issues:
    """The issues that a sentence names, by the places of their words.

    `deals` are those that plans, papers and resolutions were about where the article named them first: they grow
    with each sentence, so that "the plan" is later known to be the one for reconstruction.
    """

    def __init__(self, dossier: Dossier, forms: tuple[str, ...], deals: dict[str, str] | None = None) -> None:
        self._forms, self._elsewhere = forms, _elsewhere(dossier.elsewhere)
        known = codes("short")
        told = [i for i, form in enumerate(forms) if form in known]
        told = [i for i in told if not i or bare(forms[i - 1]) not in listed("trade")]
        short = ((i, code) for i in told for code in known[forms[i]] if code in _matters(dossier))
        full = issue_places(dossier, forms)
        taken = {place for place, _ in full}
        self._dossier, self._named = dossier, sorted({*full, *(s for s in short if s[0] not in taken)})
        self._deals = {} if deals is None else deals
        self._matters = _matters(dossier)
        self._learn()

    def _learn(self) -> None:
        """Keep what a plan is about whose noun is followed by an issue: "خطة لإعمار القطاع", "قرار نشر قوة"."""
        for place, code in self._named:
            for i in range(max(0, place - _ABOUT), place):
                deal = _deal(self._forms[i])
                if deal is not None and deal not in self._deals and not _joined(self._forms, i, place):
                    self._deals[deal] = code

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of all issues that are named, in order."""
        return tuple(dict.fromkeys(code for _, code in self._named))

    def before(self, place: int) -> tuple[str, ...]:
        """The last issue that is named before a place."""
        return tuple(code for _, code in self.last(place))

    def last(self, place: int) -> tuple[Place, ...]:
        """The same with the place of its words; nothing where none is named."""
        return tuple(named for named in self._named if named[0] < place)[-1:]

    def of(
        self, part: Part, party: Party | None, *, named: bool = False, topic: Sequence[str] = ()
    ) -> tuple[Place, ...]:
        """Return the issues of a part with the places of their words.

        Without any it is about the party's own (the families'), a deal without a name, or the `topic` before;
        `named` wants none of these.
        """
        near = part.end if part.stance is Stance.OFFERS else part.aside
        found = self._between(part.start, near, party, part.stance)
        found = found or self._between(part.start, part.end, party, part.stance)
        if found or named:
            return found
        here = self._forms[part.start : part.end]
        if party is not None and (own := issue_places(self._dossier, words(party.name))):
            return ((part.start, own[0][1]),)
        if self._elsewhere & set(here):
            return ()
        if unnamed := self._unnamed(part):
            known = self._deals.get(_deal(self._forms[unnamed[0]]) or "")
            return ((unnamed[0], known or self._one(unnamed[1], party, part.stance)),)
        if _is_pronoun(here, part.stance):
            return self.last(part.start)
        again = bool(listed("anaphors") & set(here)) and bool(topic)
        return ((part.start, topic[0]),) if again else ()

    def _unnamed(self, part: Part) -> tuple[int, Sequence[str]] | None:
        """The issue of a deal that is not named: the truce, or the exchange; no deal of another matter."""
        known = codes("fallback")
        places = (i for i in range(part.start, part.end) if self._forms[i] in known)
        for i in places:
            found = [code for code in known[self._forms[i]] if code in self._matters]
            if found and not self._is_of_another(i):
                return i, found
        return None

    def _is_of_another(self, place: int) -> bool:
        """True for "the agreement of" something else: "اتفاق الشراكة", "اتفاقا تجاريا"."""
        behind = self._forms[place + 1 : place + 2]
        return bool(behind) and behind[0] in listed("other_deals")

    def _between(self, start: int, end: int, party: Party | None, stance: Stance) -> tuple[Place, ...]:
        named = [(place, code) for place, code in self._named if start <= place < end]
        places = dict.fromkeys(place for place, _ in named)
        chosen = [
            (p, self._one([code for place, code in named if place == p], party, stance)) for p in places
        ]
        main = tuple(_once(self._main(chosen)))
        if stance is not Stance.OFFERS:
            return main
        # What a proposal's stages hold is told, not that it has stages.
        return tuple(p for p in main if not self._matters[p[1]].outline) or main

    def _one(self, codes: Sequence[str], party: Party | None, stance: Stance) -> str:
        """An exchange is, for who demands it, about those whom they want back, else about the dossier's first."""
        wanted = [code for code in codes if party is not None and code in party.wants]
        if wanted and stance is Stance.DEMANDS:
            return wanted[0]
        return min(codes, key=list(self._matters).index)

    def _main(self, found: Sequence[Place]) -> Iterator[Place]:
        """Without what only belongs to the issue before it, and without the wider where the narrower follows at once."""
        forms = self._forms
        for at, (place, code) in enumerate(found):
            after = found[at + 1] if at + 1 < len(found) else None
            if after and after[1] in self._narrower(code) and not _joined(forms, place, after[0], _WHERE):
                continue
            before = found[at - 1] if at else None
            if before and code not in self._narrower(before[1]) and not _joined(forms, before[0], place):
                continue
            yield place, code

    def _narrower(self, code: str) -> tuple[str, ...]:
        return self._matters[code].narrower

    def turned(self, place: int, code: str, stance: Stance) -> Stance:
        """A stance on the contrary of an issue: to demand that the war go on is to refuse a ceasefire."""
        near = self._forms[max(0, place - 2) : place + 1]
        if stance in _CONTRARY and listed(code, "inverse") & set(near):
            return _CONTRARY[stance]
        return stance


def _is_pronoun(forms: Sequence[str], stance: Stance) -> bool:
    """True for a matter that is named by a pronoun alone: "ترفض مشاركتها", "معارضتها لها"."""
    answers = stance in (Stance.ACCEPTS, Stance.REJECTS)
    content = [form for form in forms if form.isalnum() and form not in ("علي", "الي", "من", "عن")]
    return answers and 0 < len(content) <= _PRONOUN and content[-1].endswith(("ها", "ه"))


@lru_cache(maxsize=1 << 12)
def _deal(form: str) -> str | None:
    """The stem of a word for a plan, a paper or a resolution: "بالخطة", "مقترحها"."""
    plain = bare(form)
    return next((stem for stem in listed("deals") if plain.startswith(stem)), None)


@once_for_each
def _matters(dossier: Dossier) -> Mapping[str, Issue]:
    """The dossier's issues by code, in its order."""
    return {issue.code: issue for issue in dossier.issues}


def _joined(forms: Sequence[str], first: int, last: int, within: int = _WITHIN) -> bool:
    """True where "and" or a comma stands between two issues, or too many words."""
    between = forms[first + 1 : last + 1]
    return last - first > within or any(
        form in ("،", "او", "؛", ":") or (form[:1] == "و" and len(form) > 3 and not form.startswith(_WAW))
        for form in between
    )


def _once(found: Iterable[Place]) -> Iterator[Place]:
    seen: set[str] = set()
    for place, code in found:
        if code not in seen:
            seen.add(code)
            yield place, code


@lru_cache(maxsize=16)
def _elsewhere(entries: tuple[str, ...]) -> frozenset[str]:
    return frozenset(found[0] for entry in entries if len(found := words(entry)) == 1)


@cache
def _fallbacks() -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = {}
    for code, entries in language("stances")["fallback"].items():
        for form in words(" ".join(entries)):
            found.setdefault(form, []).append(code)
    return found
