"""The clauses that digests show: what they are cut from, and what is never shown."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest

from storage.catalog import load_dossier
from storage.model import EventType
from summarizer.reading.discourse import Discourse
from summarizer.reading.draft import Sentence
from summarizer.reading.fold import tokens
from summarizer.reading.parsed import Parsed, parse
from summarizer.reading.reader import names_of
from summarizer.reading.substance import cut

CASES = tomllib.loads(Path(__file__).with_name("substance.toml").read_text("utf-8"))["cases"]


def parsed(text: str) -> Parsed:
    names = names_of(load_dossier("gaza"), None)
    sentence = Sentence(0, len(text), tokens(text), 0)
    return parse(text, 0, sentence, names, Discourse(names.actors, date(2025, 1, 14)))


def clauses(text: str, kind: EventType) -> list[str]:
    """The clauses of a sentence's predicates of one kind, in order."""
    read = parsed(text)
    found = [cut(read, p) for p in read.predicates if p.kind is kind]
    return [one.text for one in found if one is not None]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['kind']}: {case['sentence'][:40]}")
def test_a_clause_stands_by_itself_or_is_left_out(case: dict[str, str]) -> None:
    expected = [case["clause"]] if "clause" in case else []
    assert clauses(case["sentence"], EventType(case["kind"]))[:1] == expected


def test_the_table_covers_what_digests_tell() -> None:
    kinds = {case["kind"] for case in CASES}
    told = {"meeting", "call", "visit", "talks", "statement", "demand", "threat", "rejection", "acceptance"}
    assert len(CASES) >= 60 and kinds >= told | {
        "proposal",
        "agreement",
        "release",
        "suspension",
        "resumption",
    }


def test_a_long_clause_ends_at_a_comma_within_its_length() -> None:
    long = (
        "إن المحادثات "
        + "الجارية بين جميع الوفود في العاصمة القطرية " * 2
        + "تتقدم بثبات، والوسطاء "
        + "يعملون بلا كلل " * 9
    )
    (said,) = clauses(f"قال ماجد الأنصاري {long}.", EventType.STATEMENT)
    assert said.endswith("تتقدم بثبات") and len(said) <= 140


def test_a_gist_leaves_out_what_the_stance_says_already() -> None:
    read = parsed("دعا بلينكن إلى التركيز على تحرير المحتجزين في غزة.")
    found = next(one for p in read.predicates if (one := cut(read, p)))
    assert (found.text, found.body) == (
        "دعوة إلى التركيز على تحرير المحتجزين في غزة",
        "التركيز على تحرير المحتجزين في غزة",
    )
