"""The grammar's word lists: asked for by the names that the catalog gives them, and all of them asked for."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import summarizer.reading
from summarizer.reading.cues import first_cue, is_cue
from summarizer.reading.lexicon import language

CODE = sorted(Path(summarizer.reading.__file__).parent.glob("*.py"))


@pytest.mark.parametrize(
    ("forms", "place"), [(("قال", "ان"), 1), (("وبان",), 0), (("من", "دون"), 0), (("ومن", "دون"), 0)]
)
def test_a_word_or_two_words_are_a_cue_with_and_before_them_or_without(
    forms: tuple[str, ...], place: int
) -> None:
    assert is_cue("that", forms, place) or is_cue("without", forms, place)


@pytest.mark.parametrize("place", [-1, 1, 2])
def test_the_first_half_of_a_cue_is_none_nor_is_what_stands_outside(place: int) -> None:
    assert not is_cue("without", ("من",), 0)
    assert not is_cue("that", ("ان",), place)


def test_the_first_cue_is_looked_for_between_two_places_only() -> None:
    assert first_cue("that", ("ان", "قال", "ان", "ان"), 1, 4) == 2
    assert first_cue("that", ("ان", "قال", "ان"), 1, 2) is None


def test_each_kind_of_cue_that_is_asked_for_stands_in_the_catalog() -> None:
    known = {*language("grammar"), *language("figures")["cues"]}
    assert {kind for path in CODE for kind in _asked(path)} <= known


def test_no_list_of_the_grammar_is_left_over() -> None:
    code = "".join(path.read_text("utf-8") for path in CODE)
    assert [kind for kind in language("grammar") if f'"{kind}"' not in code] == []


def _asked(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
            kind = node.args[0]
            if node.func.id in ("is_cue", "first_cue") and isinstance(kind, ast.Constant):
                yield str(kind.value)
