"""The gate against sentences that say something else than their sources, and against those that say the same."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from storage.catalog import load_dossier
from storage.catalog.voice import Voice
from storage.model import Flaw
from summarizer.writing.faithfulness import Ground, ground, unfaithful

HERE = Path(__file__).parent
SENTENCE = re.compile(r"(?<=[.؟!])\s+")
# At least so much of what is altered is stopped, and of what is not let through.
STOPPED, LET_THROUGH = 0.98, 0.95
LEAST_ALTERED, LEAST_FAITHFUL = 200, 100


@dataclass(frozen=True)
class Sheet:
    """What the gate said of the sentences of a file: those altered that it let through, the faithful that it stopped."""

    altered: int
    faithful: int
    missed: tuple[str, ...]
    lost: tuple[str, ...]


def sources(case: dict[str, Any]) -> Ground:
    written: date = case["published"]
    sentences = [(sentence, None) for sentence in SENTENCE.split(case["source"])]
    return ground(load_dossier("gaza"), written, [(written, sentences)])


@pytest.fixture(scope="module")
def sheets() -> list[Sheet]:
    return [sheet(path) for path in sorted(HERE.glob("faithfulness_*.toml"))]


def sheet(path: Path) -> Sheet:
    voice = Voice(load_dossier("gaza").wordings)
    cases = tomllib.loads(path.read_text("utf-8"))["case"]
    altered = [(one, kind, text) for one in cases for kind, text in one["altered"]]
    faithful = [(one, text) for one in cases for text in one["faithful"]]

    def said(text: str) -> str:
        # As it goes to the gate: loaded words are put neutrally before.
        return voice.neutral(text, attributed=True) or text

    return Sheet(
        len(altered),
        len(faithful),
        tuple(
            text
            for one, kind, text in altered
            if unfaithful(text if kind == "loaded" else said(text), sources(one)) is None
        ),
        tuple(text for one, text in faithful if unfaithful(said(text), sources(one)) is not None),
    )


def test_what_says_something_else_is_stopped_and_what_says_the_same_is_let_through(
    sheets: list[Sheet],
) -> None:
    altered, faithful = sum(one.altered for one in sheets), sum(one.faithful for one in sheets)
    missed = [text for one in sheets for text in one.missed]
    lost = [text for one in sheets for text in one.lost]
    assert altered >= LEAST_ALTERED and faithful >= LEAST_FAITHFUL
    assert len(missed) <= (1 - STOPPED) * altered, missed
    assert len(lost) <= (1 - LET_THROUGH) * faithful, lost


SOURCE = {
    "published": date(2025, 1, 14),
    "source": "التقى رئيس الوزراء القطري في الدوحة المبعوث الأميركي ستيف ويتكوف. وقال ويتكوف: «نحن قريبون من اتفاق».",
}


@pytest.mark.parametrize(
    ("text", "flaw"),
    [
        ("The Qatari prime minister met Steve Witkoff in Doha on Monday.", Flaw.LANGUAGE),
        ("## التقى رئيس الوزراء القطري ويتكوف في الدوحة", Flaw.MARKUP),
        ("<b>التقى رئيس الوزراء القطري ويتكوف في الدوحة</b>", Flaw.MARKUP),
        ("إليك ملخص الخبر: التقى رئيس الوزراء القطري ويتكوف.", Flaw.MARKUP),
        ("", Flaw.LENGTH),
        ("التقى رئيس الوزراء القطري ويتكوف في الدوحة. " * 40, Flaw.LENGTH),
        ("التقى رئيس الوزراء القطري المبعوث الأميركي ستيف ويتكوف في روما.", Flaw.PLACE),
        ("قال ويتكوف: «نحن بعيدون عن اتفاق».", Flaw.QUOTE),
        ("التقى رئيس الوزراء القطري ويتكوف ومستشاره كريم الدباغ في الدوحة.", Flaw.NAME),
    ],
)
def test_a_sentence_that_is_stopped_has_its_reason(text: str, flaw: Flaw) -> None:
    found = unfaithful(text, sources(SOURCE))
    assert found is not None and found.flaw is flaw


def test_a_source_bears_itself_out() -> None:
    assert (
        unfaithful("التقى رئيس الوزراء القطري في الدوحة المبعوث الأميركي ستيف ويتكوف.", sources(SOURCE))
        is None
    )
