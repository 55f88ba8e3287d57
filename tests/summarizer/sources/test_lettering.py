"""A printed page's lines become paragraphs, its letters those that people type."""

from __future__ import annotations

from summarizer.sources.lettering import as_text

LONG = "وصل وفد مصري إلى الدوحة لاستئناف المشاورات بشأن وقف إطلاق النار مع الأطراف"


def test_lines_that_the_papers_edge_ended_are_one_paragraph() -> None:
    assert as_text(f"{LONG}\n{LONG}\nفي القطاع.\n\n{LONG}") == f"{LONG} {LONG} في القطاع.\n\n{LONG}"


def test_a_short_line_ends_its_paragraph() -> None:
    assert as_text(f"وفد في الدوحة\n{LONG}\n{LONG}") == f"وفد في الدوحة\n\n{LONG} {LONG}"


def test_printed_forms_and_unseen_marks_are_undone() -> None:
    assert as_text("\u202b\ufefb ﺳﻼم\u202c \u200bاليوم") == "لا سلام اليوم"


def test_a_new_page_is_a_new_paragraph() -> None:
    assert as_text("أول\fثان") == "أول\n\nثان"


def test_nothing_is_nothing() -> None:
    assert as_text(" \n\f ") == ""
