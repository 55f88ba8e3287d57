"""What reading reaches on the known articles, with floors that a tired person cannot lower by accident.

To lower a floor on purpose, set WASIT_LOWER_FLOORS=1 for one run, write the new figures into `floors.toml`,
and say in the commit why.
"""

import json
import os
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path

import pytest

from storage.catalog import load_dossier, load_outlets
from storage.model import Article
from summarizer.reading import read
from summarizer.reading.answer import as_answer

GOLD = Path(__file__).parents[2] / ".." / "shared" / "gold"
FLOORS = tomllib.loads(Path(__file__).with_name("floors.toml").read_text("utf-8"))

pytestmark = pytest.mark.skipif(not GOLD.exists(), reason="the gold articles of ../shared are not here")


def scores(name: str, scratch: Path) -> dict:
    """What the shared scorer says of our answers for one set."""
    for gold in sorted((GOLD / name / "gold").glob("*.json")):
        facts = json.loads(gold.read_text("utf-8"))
        text = (GOLD / name / "texts" / f"{gold.stem}.txt").read_text("utf-8")
        published = date.fromisoformat(facts["published"]) if facts.get("published") else None
        article = Article(text, facts.get("publisher"), published, facts.get("url"))
        answer = as_answer(read(article, load_dossier("gaza"), outlets=load_outlets()), article, id=gold.stem)
        (scratch / gold.name).write_text(json.dumps(answer, ensure_ascii=False), "utf-8")
    command = [sys.executable, str(GOLD / "score.py"), str(GOLD / name / "gold"), str(scratch)]
    command += ["--texts", str(GOLD / name / "texts"), "--json"]
    return json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)


@pytest.mark.parametrize("name", ["seeds", "dev"])
def test_reading_does_not_fall_below_its_floors(name: str, tmp_path: Path) -> None:
    found = scores(name, tmp_path)
    reached = {
        key: value["f1"] if isinstance(value, dict) and "f1" in value else value
        for key, value in found.items()
    }
    below = {
        key: (reached[key], floor) for key, floor in FLOORS[name]["at_least"].items() if reached[key] < floor
    }
    above = {
        key: (reached[key], roof)
        for key, roof in FLOORS[name]["at_most"].items()
        if (reached[key] or 0) > roof
    }
    assert not (below or above) or os.environ.get("WASIT_LOWER_FLOORS"), (below, above)


def test_articles_on_other_matters_tell_nothing() -> None:
    for gold in sorted((GOLD / "dev" / "gold").glob("neg-*.json")):
        text = (GOLD / "dev" / "texts" / f"{gold.stem}.txt").read_text("utf-8")
        published = date.fromisoformat(json.loads(gold.read_text("utf-8"))["published"])
        assert read(Article(text, published=published), load_dossier("gaza")).reports == (), gold.stem
