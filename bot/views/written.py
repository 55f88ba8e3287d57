"""Who wrote the paragraph that opens a digest, why another than was set, and what was not let through: for editors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from storage.model import Dropped, Flaw, Setback, Writing

_WRITERS: Mapping[str, str] = {
    "extractive": "الاقتباس من المقالات",
    "transformers": "النموذج اللغوي",
    "endpoint": "خادم النماذج",
}
_SETBACKS: Mapping[Setback, str] = {
    Setback.NO_MODEL: "لا نموذج على هذا الجهاز",
    Setback.WRONG_MODEL: "النموذج من نوع لا يصلح للكتابة",
    Setback.NO_ANSWER: "الخادم لا يجيب",
    Setback.REFUSED: "الخادم رفض الطلب",
    Setback.OUT_OF_MEMORY: "الذاكرة لا تكفي",
    Setback.TOO_LATE: "لم ينتهِ في الوقت المحدد",
    Setback.NONSENSE: "لم يكتب ما طُلب منه",
    Setback.UNFAITHFUL: "معظم ما كتبه لا تسنده المقالات",
    Setback.BROKEN: "توقف بخطأ",
}
_FLAWS: Mapping[Flaw, str] = {
    Flaw.NAME: "اسم لا تذكره المقالات",
    Flaw.OFFICE: "منصب في غير زمنه أو لغير صاحبه",
    Flaw.NUMBER: "رقم لا تذكره المقالات",
    Flaw.DATE: "تاريخ لا تذكره المقالات",
    Flaw.PLACE: "مكان لا تذكره المقالات",
    Flaw.QUOTE: "كلام بين علامتي اقتباس ليس بنصه",
    Flaw.STATUS: "إثبات لما نُفي أو لم يقع، أو نفي لما وقع",
    Flaw.ROLES: "فعل منسوب إلى غير فاعله",
    Flaw.DEED: "خبر لا تذكره المقالات",
    Flaw.ATTRIBUTION: "رواية أُسقط صاحبها أو نُسبت إلى غيره",
    Flaw.LOADED: "لفظ غير محايد",
    Flaw.LANGUAGE: "كلام بغير العربية",
    Flaw.MARKUP: "رموز ليست من الكلام",
    Flaw.LENGTH: "أطول أو أقصر مما ينبغي",
}
# So many of the sentences that were not let through are shown, each up to so many characters.
_MOST, _LONGEST = 6, 220


@dataclass(frozen=True, slots=True)
class Refused:
    """A sentence that was not let through, why, and which of its words."""

    text: str
    why: str
    words: str


@dataclass(frozen=True, slots=True)
class Account:
    """Who wrote; who should have and why not, if so; the sentences that were not let through, and how many more."""

    writer: str
    asked: str
    setback: str | None
    refused: tuple[Refused, ...]
    more: int

    @property
    def worth_telling(self) -> bool:
        """True where something went otherwise than it was set."""
        return bool(self.setback or self.refused)


def account(writing: Writing | None) -> Account | None:
    """Return what editors are told of a writing; None where there is none."""
    if writing is None:
        return None
    return Account(
        _WRITERS.get(writing.writer, writing.writer),
        _WRITERS.get(writing.asked, writing.asked),
        _SETBACKS[writing.setback] if writing.setback else None,
        tuple(map(_refused, writing.dropped[:_MOST])),
        max(0, len(writing.dropped) - _MOST),
    )


def _refused(one: Dropped) -> Refused:
    text = one.text if len(one.text) <= _LONGEST else one.text[:_LONGEST].rstrip() + "…"
    return Refused(text, _FLAWS[one.flaw], one.words)
