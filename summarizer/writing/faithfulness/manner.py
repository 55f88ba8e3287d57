"""How a written sentence is put: its language, marks, length, quotations and loaded words; knows no facts."""

from __future__ import annotations

import re
from functools import cache

from storage.catalog.schema import Dossier
from storage.model import Flaw
from summarizer.reading.fold import fold, tokens, words
from summarizer.reading.mention import prefixes
from summarizer.writing.faithfulness.findings import Finding
from summarizer.writing.faithfulness.ground import Ground, Heard, folded_words
from summarizer.writing.faithfulness.lists import is_listed

# A sentence of a digest, not a paragraph; and not a heading.
LONGEST, SHORTEST = 420, 12
_MARKUP = re.compile(r"[<>{}\[\]|\\^~`#*_=]|https?:|www\.|&\w+;|\n\s*[-•]|^\s*[-•]|\bassistant\b", re.I)
_LATIN = re.compile(r"[^\W\d_\u0600-\u06ff\ufb50-\ufeff]+")
_QUOTED = re.compile(r"«([^»]*)»|“([^”]*)”|\"([^\"]*)\"")
_OPEN = re.compile('[«»“”"]')
_THINKING = re.compile(
    r"^\s*(?:الملخص|ملخص|الخلاصة|ملاحظة|الإجابة|الجواب|بالتأكيد|بالطبع|إليك|فيما يلي|هذا ملخص)\b"
)


def wrong_manner(text: str, of: Ground) -> Finding | None:
    """Return what makes a sentence no sentence of ours, whatever it says."""
    if not SHORTEST <= len(text.strip()) <= LONGEST:
        return Finding(Flaw.LENGTH, text[:40])
    if hit := _MARKUP.search(text) or _THINKING.search(text):
        return Finding(Flaw.MARKUP, hit.group())
    letters = sum(map(str.isalpha, text))
    foreign = [word for word in _LATIN.findall(text) if not _stands(word, of)]
    if foreign or 2 * sum(map(len, _LATIN.findall(text))) > letters:
        return Finding(Flaw.LANGUAGE, " ".join(foreign[:3]))
    if _repeats(text):
        return Finding(Flaw.LENGTH, text[:40])
    return None


def _stands(word: str, of: Ground) -> bool:
    return fold(word) in of.words


def _repeats(text: str) -> bool:
    """True for a text that goes round in circles, as models do: four words that stand there three times."""
    forms = [token.form for token in tokens(text) if token.kind == "word"]
    runs = [tuple(forms[i : i + 4]) for i in range(len(forms) - 3)]
    return any(runs.count(run) > 2 for run in set(runs))


def wrong_quote(text: str, of: Ground) -> Finding | None:
    """Return a quotation that does not stand word for word in a source."""
    for quoted in _QUOTED.finditer(text):
        words_ = folded_words(next(filter(None, quoted.groups()), ""))
        if not _stands_whole(words_, f" {of.folded} ".replace("\n", " \n ")):
            return Finding(Flaw.QUOTE, quoted.group())
    if _OPEN.search(_QUOTED.sub("", text)):
        return Finding(Flaw.QUOTE, text[-40:])
    return None


def _stands_whole(words_: str, sources: str) -> bool:
    """True for words that stand so in a source, and not without the negation right before them."""
    at = sources.find(f" {words_} ")
    return at >= 0 and not is_listed("negations", sources[:at].rpartition(" ")[2])


def loaded_word(said: Heard, of: Ground) -> Finding | None:
    """Return an outlet's loaded word outside quotation marks and of no one who is said to have used it."""
    quoted = _quoted_places(said)
    open_, kept = _loaded(id(of.dossier), of.dossier)
    forms = said.forms
    for place in range(len(forms)):
        if place in quoted or any(place in range(m.first, m.last) and m.person for m in said.parsed.mentions):
            continue
        for _, rest in prefixes(forms[place]):
            hit = _longest(forms, place, rest, (*open_.get(rest, ()), *kept.get(rest, ())))
            if hit and hit in open_.get(rest, ()):
                return Finding(Flaw.LOADED, said.parsed.quote(place, place + len(hit)))
    return None


def _longest(
    forms: tuple[str, ...], place: int, first: str, known: tuple[tuple[str, ...], ...]
) -> tuple[str, ...] | None:
    fitting = [one for one in known if (first, *forms[place + 1 : place + len(one)]) == one]
    # A longer phrase that stays may begin before this word: "إنهاء الاحتلال".
    return max(fitting, key=len, default=None)


def _quoted_places(said: Heard) -> set[int]:
    spans = [(m.start(), m.end()) for m in _QUOTED.finditer(said.text)]
    return {i for i, token in enumerate(said.tokens) if any(a <= token.start < b for a, b in spans)}


_Table = dict[str, tuple[tuple[str, ...], ...]]


@cache
def _loaded(_key: int, dossier: Dossier) -> tuple[_Table, _Table]:
    """The dossier's loaded phrases by their first word: those that are not ours, and those that stay."""
    open_: _Table = {}
    kept: _Table = {}
    for one in dossier.wordings:
        phrase = words(one.loaded)
        side = kept if one.stays else open_
        side[phrase[0]] = (*side.get(phrase[0], ()), phrase)
    return open_, kept
