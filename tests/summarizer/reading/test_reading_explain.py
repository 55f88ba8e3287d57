"""Editors see of each fact by which rule, which words and from which day it was read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from storage.catalog import load_dossier
from storage.model import Article
from summarizer.reading import explain, read

GAZA = load_dossier("gaza")
WRITTEN = date(2025, 1, 14)
SAMPLES = Path(__file__).parents[3] / "bot" / "preview" / "samples"
LEAD = "تتواصل في الدوحة المفاوضات بشأن غزة بوساطة قطرية."


def lines(sentence: str) -> list[str]:
    text = explain(Article(f"{LEAD}\n\n{sentence}", published=WRITTEN), GAZA)
    return [line.strip() for line in text.splitlines()]


def test_an_event_names_its_rule_its_words_its_day_and_the_day_it_counts_from() -> None:
    told = lines("التقى بدر عبد العاطي مساء أمس في القاهرة خليل الحية لبحث وقف إطلاق النار في غزة.")
    assert "event: meeting, happened · 2025-01-13 · القاهرة" in told
    assert any(line.startswith("rule") and line.endswith("«التقى»") for line in told)
    assert any("perfect" in line for line in told if line.startswith("status"))
    (day,) = [line for line in told if line.startswith("date") and "أمس" in line]
    assert "2025-01-13" in day and "counted from 2025-01-14, the day of writing" in day


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("من المقرر أن يلتقي خليل الحية مدير المخابرات المصرية في القاهرة غدا.", "plan stands before it: «المقرر»"),
        ("سيلتقي خليل الحية مدير المخابرات المصرية في القاهرة غدا.", "future: «سيلتقي»"),
    ],
)  # fmt: skip
def test_a_status_names_the_words_that_made_it(sentence: str, reason: str) -> None:
    assert any(line.startswith("status") and reason in line for line in lines(sentence))


def test_a_date_that_is_written_out_counts_from_no_day() -> None:
    told = lines("التقى خليل الحية مدير المخابرات المصرية في القاهرة في 5 يناير 2025.")
    assert any("«5 يناير 2025», as it is written" in line for line in told)


def test_an_office_without_a_name_says_since_when_its_holder_holds_it() -> None:
    told = lines("التقى وزير الخارجية الأمريكي في القاهرة أمس خليل الحية.")
    (who,) = [line for line in told if line.startswith("who       أنتوني بلينكن")]
    assert "«وزير الخارجية الأمريكي», an office held from 2021" in who


def test_a_stance_and_a_figure_name_their_words() -> None:
    told = lines("وطالبت حماس بانسحاب كامل من غزة.\n\nوأفرجت إسرائيل عن 90 أسيرا فلسطينيا.")
    assert "position: حماس demands withdrawal" in told
    assert "words     «وطالبت»" in told and "issue     «بانسحاب»" in told
    assert "figure: prisoners_released 90" in told and "number    «90»" in told


def test_another_matter_is_said_to_be_one() -> None:
    assert lines_of_sport() == "  nothing was looked for: the article is about another matter"


def lines_of_sport() -> str:
    return explain(Article("فاز المنتخب في المباراة النهائية على ملعبه وسجل اللاعب هدفين."), GAZA)


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.txt")), ids=lambda path: path.stem)
def test_every_fact_of_an_article_is_explained(path: Path) -> None:
    article = Article(path.read_text("utf-8"), published=WRITTEN)
    reading, told = read(article, GAZA), explain(article, GAZA).splitlines()
    for kind, facts in (
        ("event", reading.reports),
        ("position", reading.positions),
        ("figure", reading.figures),
    ):
        assert sum(line.startswith(f"  {kind}: ") for line in told) == len(facts)
