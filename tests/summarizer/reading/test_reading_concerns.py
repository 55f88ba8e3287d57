"""A happening is about what its own clause names, not about what else its sentence does."""

from __future__ import annotations

from datetime import date

import pytest

from storage.catalog import load_dossier
from storage.model import Article, EventType
from summarizer.reading import read

GAZA = load_dossier("gaza")
HEAD = "تتابع الأوساط السياسية المفاوضات حول قطاع غزة من دون انقطاع. "


def issues_of(text: str, kind: EventType) -> tuple[str, ...]:
    reports = read(Article(f"{HEAD}{text}", published=date(2025, 11, 20)), GAZA).reports
    return next(report.issues for report in reports if report.type is kind)


@pytest.mark.parametrize(
    ("text", "kind", "issues"),
    [
        (
            "التقى وزير الخارجية المصري بدر عبد العاطي في فيينا نظيره النمساوي، وطالبت حماس بفتح معبر رفح.",
            EventType.MEETING,
            (),
        ),
        (
            "التقى رئيس اللجنة الوطنية لإدارة غزة علي شعث في القاهرة المبعوث ستيف ويتكوف.",
            EventType.MEETING,
            (),
        ),
        (
            "التقى نتنياهو في القدس المبعوث ستيف ويتكوف، فيما يستعد القطاع لوصول قوة الاستقرار.",
            EventType.MEETING,
            (),
        ),
        (
            "التقى نتنياهو في القدس المبعوث ستيف ويتكوف، فيما طالبت حماس بالإفراج عن السجناء.",
            EventType.DEMAND,
            ("prisoners",),
        ),
        (
            "بحث وزير الخارجية المصري بدر عبد العاطي هاتفيا مع ستيف ويتكوف إعادة الإعمار، وأكد ضرورة إدخال المساعدات.",
            EventType.CALL,
            ("aid", "reconstruction"),
        ),
    ],
)
def test_a_happening_is_about_what_its_own_clause_names(
    text: str, kind: EventType, issues: tuple[str, ...]
) -> None:
    assert issues_of(text, kind) == issues
