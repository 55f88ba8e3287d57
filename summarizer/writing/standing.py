"""Whether a sentence stands by itself: what in it means something that stood before; it cuts and chooses nothing."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from summarizer.reading.fold import words
from summarizer.reading.lexicon import language
from summarizer.reading.mention import COLLECTIVES
from summarizer.reading.parsed import Parsed
from summarizer.reading.triggers import triggers
from summarizer.writing.faithfulness.lists import is_saying

# What leans so much is not taken.
LOST = 3
# Pronouns written to a word's end. A lone "ه" says too little: it ends words of its own.
_PRONOUNS = ("ها", "هم", "هما", "هن")
_MARKS, _OPENING = '«»“”"', "«“"
_HELD_APART = re.compile(r"\u0640[^\w\s]|\u0640\s|\w[.*/·•]\w")
# A word with a pronoun has two letters of its own at least, a verb in the plural three: "وصلوا".
_STEM, _PLURAL = 2, 3


def leaning(parsed: Parsed, feminine: frozenset[tuple[str, ...]] = frozenset()) -> int:
    """Return how many words of a sentence mean something that stood before it; `LOST` is more than may be taken.

    `feminine` are the folded names that take a feminine verb: where one stands behind a masculine verb it is what is
    done to, and who does it stood before ("توعد حماس").
    """
    leans = _opening(parsed) + _nobody(parsed) + _pronouns(parsed) + _plural(parsed)
    lost = (
        _masked(parsed)
        or _unknown_and(parsed)
        or _known_before(parsed)
        or _before_that(parsed)
        or _first_person(parsed)
        or _done_to(parsed, feminine)
    )
    return leans + LOST * (lost or _says_a_deed(parsed))


def _opening(parsed: Parsed) -> int:
    form = parsed.forms[0]
    without = form[1:] if form[:1] in "وف" and len(form) > 3 else form
    token = parsed.sentence.tokens[0]
    # "وأيّده مكتب رئيس الوزراء": whom the verb is done to stood before.
    object_ = parsed.text[token.start : token.end].endswith("ه") and form not in _own_endings()
    return LOST * (without in _leaning() or form in _leaning() or (object_ and without not in _own_endings()))


def _nobody(parsed: Parsed) -> int:
    """Groups and titles that name nobody, with no name before them: "the two leaders", "the minister"."""
    leans, before = 0, set[str]()
    for mention in parsed.mentions:
        nobody = (mention.group in COLLECTIVES and mention.group != "mediators") or (
            mention.bare is not None and not mention.person
        )
        leans += 2 * (nobody and not before)
        before.update(mention.parties)
    return leans


def _pronouns(parsed: Parsed) -> int:
    """Pronouns before anything that they could mean is named: "أكد عضو مكتبها السياسي التزامها الاتفاق"."""
    named = min((m.first for m in parsed.mentions if not m.adjective), default=len(parsed.forms))
    verb = next((p.place for p in parsed.predicates if not p.nominal), -1)
    # Two words before may be what is meant: "السلطة ورئيسها".
    return LOST * any(_has_pronoun(form) for form in parsed.forms[: min(named, verb + 4)])


def _has_pronoun(form: str) -> bool:
    ending = next((end for end in _PRONOUNS if form.endswith(end)), None)
    return ending is not None and len(form) >= len(ending) + _STEM and form not in _own_endings()


def _plural(parsed: Parsed) -> int:
    """A verb that opens in the plural has its subject behind it: "وصلوا يوم الأحد" is about somebody named before."""
    form = parsed.forms[0]
    return LOST * (form.endswith("وا") and len(form) > _PLURAL + 1 and form not in _own_endings())


def _masked(parsed: Parsed) -> bool:
    """True for words whose letters are held apart to hide them from filters: "الاحـ.ـتلال"."""
    return any(
        token.kind == "word" and _HELD_APART.search(parsed.text[token.start : token.end])
        for token in parsed.sentence.tokens
    )


def _unknown_and(parsed: Parsed) -> bool:
    """True for an "and" that opens the sentence and that nothing tells from the first letter of its word."""
    form = parsed.forms[0]
    if form[:1] != "و" or len(form) < _PLURAL + 1 or 0 in parsed.named:
        return False
    return form not in triggers().verbs and form not in _forms("own_and") and not _is_cut(parsed, form)


def _is_cut(parsed: Parsed, form: str) -> bool:
    """True where the "and" is left out of what is taken: before a verb, a date, or a word that often opens."""
    dated = any(mention.first == 0 for mention in parsed.dates)
    return (
        dated or form[1:] in triggers().verbs or form[1:] in _forms("joined") or form[1:] in _forms("openers")
    )


def _known_before(parsed: Parsed) -> bool:
    """True where a definite word means what was named before: "the source", "the movement", with nothing that says which."""
    forms = parsed.forms
    party = min((m.first for m in parsed.mentions if m.parties and not m.adjective), default=len(forms))
    for place, form in enumerate(forms):
        bare = form[1:] if form[:1] in "وفلب" and form[1:] in _forms("known_before") else form
        if bare not in _forms("known_before") or place in parsed.named or place > party:
            continue
        behind = forms[place + 1] if place + 1 < len(forms) else ""
        if not (behind.startswith("ال") or behind in _forms("says_which") or place + 1 in parsed.named):
            return True
    return False


def _before_that(parsed: Parsed) -> bool:
    """True for "before that" where nothing but the sentence's own deed stands before it."""
    verbs = [p.place for p in parsed.predicates if not p.nominal]
    for place, (form, behind) in enumerate(pairwise(parsed.forms)):
        if form in _forms("beside_that") and behind == "ذلك" and sum(verb < place for verb in verbs) < 2:
            return True
    return False


def _first_person(parsed: Parsed) -> bool:
    """True for who speaks of himself outside of quotation marks: an answer in an interview, a briefing word for word."""
    inside = False
    for form in parsed.forms:
        if form in _MARKS:
            inside = form in _OPENING if form != '"' else not inside
        elif not inside and form in _forms("first_person"):
            return True
    return False


def _done_to(parsed: Parsed, feminine: frozenset[tuple[str, ...]]) -> bool:
    """True where a name that takes a feminine verb stands right behind a masculine one that opens."""
    first = next((p for p in parsed.predicates if not p.nominal), None)
    if first is None or first.place > 1 or first.form.feminine:
        return False
    at = first.place + 1
    return any(m.first == at and parsed.forms[at : m.last] in feminine for m in parsed.mentions)


def _says_a_deed(parsed: Parsed) -> bool:
    """True where what is said stands in the place of who says it: "أكد رفض المملكة تهجير السكان"."""
    first = next((p for p in parsed.predicates if not p.nominal), None)
    if first is None or first.place > 1 or not is_saying(parsed.forms[first.place]):
        return False
    return first.place + 1 < len(parsed.forms) and parsed.forms[first.place + 1] in _forms("deeds_said")


@cache
def _leaning() -> frozenset[str]:
    return _forms("leaning")


@cache
def _own_endings() -> frozenset[str]:
    return _forms("own_endings")


@cache
def _forms(name: str) -> frozenset[str]:
    return frozenset(form for entry in language("extracting")[name] for form in words(entry))
