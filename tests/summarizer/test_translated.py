"""A machine's translation is known by what it says of itself and by the debris that it leaves."""

from __future__ import annotations

import pytest

from storage.model import Article, Extraction
from summarizer.translated import is_machine_translated, with_mark

BODY = "أعلنت الوساطة القطرية استئناف المشاورات في الدوحة.\n" * 6


@pytest.mark.parametrize(
    "note",
    [
        "ترجمة آلية",
        "(تُرجم آليًا عن الإنجليزية)",
        "هذه الترجمة الآلية قد تحوي أخطاء",
        "تُرجم هذا المقال بواسطة غوغل",
        "Translated by Google",
        "مترجم آلياً",
        "ترجمة غوغل",
    ],
)
@pytest.mark.parametrize("text", ["{note}\n" + BODY, BODY + "{note}"])
def test_a_note_above_or_below_the_text_marks_it(note: str, text: str) -> None:
    assert is_machine_translated(text.format(note=note))


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        BODY + "ووزعت الوفود ترجمة آلية للمقترح.\n" + BODY,
        "نُقل آلاف المرضى إلى مصر",
        "ترجمة: سامي خليل\n" + BODY,
        "نقلت آليات عسكرية إلى المعبر",
        "",
    ],
)
def test_a_persons_translation_and_news_about_machines_are_not_marked(text: str) -> None:
    assert not is_machine_translated(text)


def test_what_was_read_off_a_picture_stays_that() -> None:
    assert with_mark(Article("ترجمة آلية\n" + BODY)).extraction is Extraction.TRANSLATED
    marked = Article("ترجمة آلية\n" + BODY, extraction=Extraction.OCR)
    assert with_mark(marked) is marked


@pytest.mark.parametrize(
    "text",
    [
        "[ad_1]\n" + BODY + "[ad_2]",
        BODY + "والرجلان معًا، وهو أمر نادر في. واشنطن.\n",
        BODY + "فأنت لست “. هناك",
    ],
)
def test_debris_that_no_writer_leaves_marks_it(text: str) -> None:
    assert is_machine_translated(text)


def test_a_sentence_that_ends_well_is_no_debris() -> None:
    assert not is_machine_translated(BODY + "قال إنه لا يعرف من أين. وأضاف: «نعم». ثم غادر إلى الدوحة.")
