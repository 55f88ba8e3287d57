"""The words of a clause as readers see them: quotation marks, tanwin, digits, letters pulled apart; cuts nothing."""

from __future__ import annotations

import html
import re

from summarizer.reading.contents import Start
from summarizer.reading.frames import spellings
from summarizer.reading.parsed import Parsed

_TAG = re.compile(r"</?[a-zA-Z]{1,8}\s?/?>")
_GAPS = re.compile(r"ـ+(?!\d)[ .*/\-·•]?ـ*")
# A day between commas is another day when the clause is read: "تلقى، مساء اليوم الثلاثاء، اتصالًا".
_PASSING = re.compile(r"، (?:[^\s،]+ ){0,2}(?:اليوم|أمس|الليلة)(?: [^\s،]+){0,5}،")
_BESIDES = re.compile(r" (?:أيضا|أيضًا|كذلك)(?= |$)")
_BLANKS = re.compile(r"\s+")
_BEFORE_MARK = re.compile(r"\s+([،؛:.»)])")
_STRAIGHT = re.compile(r'"([^"]*)"')
_TANWIN = re.compile(r"(?<=[\u0621-\u064a])اً(?!\w)")
_WORD = re.compile(r"[\u0621-\u0652]+")
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹“”", "01234567890123456789«»")
_EDGES = " ،؛:.-–—"
# Words that end in alif without being in the accusative, and adverbs that always are.
_STAYS = frozenset((
    "قضايا", "ضحايا", "هدايا", "مزايا", "نوايا", "رعايا", "خلايا", "بقايا", "زوايا", "وصايا", "شظايا", "هذا", "إذا", "ما", "لا", "كلا", "عدا", "هنا", "سوريا", "روسيا", "تركيا",
    "فورا", "أيضا", "تماما", "مجددا", "سابقا", "قطعا", "لاحقا", "حاليا", "رسميا", "علنا", "معا", "غدا", "أبدا", "جدا", "يوما", "نهائيا", "مؤخرا", "فيلادلفيا", "مرايا",
))  # fmt: skip


def written(parsed: Parsed, start: Start, end: int) -> str | None:
    """Return the clause in clean letters; None where its quotation marks do not come in pairs."""
    words = _clean(parsed.quote(start.place, end))
    words = words[start.cut :]
    if words.startswith("لل") and start.cut == 0 and start.purpose:
        pass
    elif start.cut and words.startswith("ل") and parsed.forms[start.place].startswith("لل"):
        words = "ا" + words
    if start.instead is not None:
        words = f"{start.instead} {words.partition(' ')[2]}"
    if start.sentence:
        words = _as_sentence(words)
    elif not start.head:
        words = nominative(words)
    joined = f"{start.head} {words}" if start.head else words
    return _paired(joined.strip(_EDGES))


def _clean(text: str) -> str:
    text = _TAG.sub("", html.unescape(text))
    text = _GAPS.sub("", text)
    text = _STRAIGHT.sub(r"«\1»", text.translate(_DIGITS))
    text = _TANWIN.sub("ًا", text)
    text = _BEFORE_MARK.sub(r"\1", _BLANKS.sub(" ", text)).strip(_EDGES)
    text = _BESIDES.sub("", _PASSING.sub("", text))
    return _WORD.sub(lambda found: spellings().get(found.group(), found.group()), text)


def nominative(words: str) -> str:
    """Return a phrase whose first words stood in the accusative as it is said by itself: "مقترحًا جديدًا" → "مقترح جديد"."""
    said = words.split(" ")
    for place, word in enumerate(said):
        if not _is_accusative(word):
            break
        said[place] = word.removesuffix("ا").removesuffix("ًا").removesuffix("ً")
    return " ".join(said)


def _is_accusative(word: str) -> bool:
    plain = word.replace("ً", "")
    if word.endswith(("ءً", "ةً")):
        return True
    if plain in _STAYS or plain.endswith(("ها", "نا", "هما", "وا", "تا", "اا")) or not plain.endswith("ا"):
        return False
    return len(plain) > 3 and ("ً" in word or not plain.startswith(("ال", "وال", "لل")))


def _as_sentence(words: str) -> str:
    """A clause after "that": "إن" stays where the words of its subject show the case that it gives them."""
    first = [word.strip("،«»") for word in words.split(" ")[:3]]
    plural = first[0].endswith("ين") or any(w.startswith("ال") and w.endswith("ين") for w in first[:2])
    shows = not first[0].isdigit() and (plural or any(_is_accusative(word) for word in first[:2]))
    leads = first[0] in ("هناك", "ثمة", "لدى", "في", "أمام", "على", "من")
    return f"إن {words}" if shows or leads else words


def _paired(text: str) -> str | None:
    for opening, closing in ("«»", "()"):
        if text.endswith(closing) and text.count(closing) == text.count(opening) + 1:
            text = text[:-1]
        depth = 0
        for letter in text:
            depth += (letter == opening) - (letter == closing)
            if depth not in (0, 1):
                return None
        if depth:
            return None
    return text.strip(_EDGES) or None if '"' not in text else None
