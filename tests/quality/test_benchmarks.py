"""The benchmarks measure what they say: articles of the stated length, each thing that could run away once."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

HERE = Path(__file__).resolve().parents[2] / "benchmarks"


@pytest.fixture(scope="module")
def benchmark() -> ModuleType:
    spec = importlib.util.spec_from_file_location("benchmark_reading", HERE / "reading.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_its_articles_have_about_the_length_by_which_the_aim_is_stated(benchmark: ModuleType) -> None:
    texts = benchmark.articles()
    assert len(texts) > 5
    assert all(0.8 < len(text) / benchmark.LENGTH < 1.2 for text in texts)


def test_every_extreme_is_read_and_has_its_line(benchmark: ModuleType) -> None:
    table = list(benchmark.extremes(2_000))
    assert len(table) == len(benchmark.EXTREMES) + 2
