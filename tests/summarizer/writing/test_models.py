"""Models on this machine, by the code that runs the real ones: fetched, converted, checked, at work in their own process."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from briefs import brief
from test_endpoint import GOOD
from typer.testing import CliRunner

from storage.model import Setback
from summarizer.writing.checking import written
from summarizer.writing.extractive import Extractive
from summarizer.writing.protocol import WrongModelError
from summarizer.writing.transformers import Transformers
from summarizer.writing.transformers.shelf import Kind, Shelf, hash_of
from wasit import app

pytest.importorskip("torch", reason="pip install -c constraints.txt -e '.[models]' runs these")
pytest.importorskip("transformers", reason="pip install -c constraints.txt -e '.[models]' runs these")
pytest.importorskip("ctranslate2", reason="pip install -c constraints.txt -e '.[models]' runs these")

import ctranslate2
import tinymodels

from summarizer.writing.transformers import adding, converting
from summarizer.writing.transformers.engines import Converted, Torch, conversation, load, write

pytestmark = pytest.mark.slow

TEXTS = [
    "التقى الوزير نظيره.",
    "قال الوسطاء إن الجولة المقبلة من المحادثات لم يحدد موعدها بعد، وإن العمل جار.",
]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folders of models as their makers publish them."""
    folder = tmp_path_factory.mktemp("published")
    for kind in tinymodels.ARCHITECTURES:
        tinymodels.random_model(kind, folder / kind)
    tinymodels.taught(folder / "taught", GOOD)
    return folder


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "models")


def quiet(_: str) -> None:
    """Hear nothing."""


@pytest.mark.parametrize("kind", tinymodels.ARCHITECTURES)
def test_each_architecture_is_converted_and_says_what_torch_says(kind: str, made: Path, shelf: Shelf) -> None:
    told: list[str] = []
    card = adding.add(shelf, str(made / kind), None, told.append)
    place, kept = shelf.find(str(made / kind))
    assert card == kept and card.converted and card.kind is (Kind.CAUSAL if kind == "qwen3" else Kind.SEQ2SEQ)
    assert card.sha256 == hash_of(place / "source") and card.revision is None
    assert "its scores off by" in told[-1]
    assert isinstance(load(place, card), Converted)
    assert len(write(load(place, card), TEXTS)) == len(write(Torch(place / "source", card), TEXTS)) == 2


def test_a_conversion_that_says_something_else_is_not_kept(
    made: Path, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The converter as it comes scales the last layer of mT5, which transformers 5 does not.
    monkeypatch.setattr(converting, "Converter", ctranslate2.converters.TransformersConverter)
    card = adding.add(shelf, str(made / "mt5"), None, quiet)
    assert not card.converted and "its scores were off by" in card.why_not
    place, _ = shelf.find(str(made / "mt5"))
    assert isinstance(load(place, card), Torch) and not (place / "converted").exists()


def test_a_model_that_cannot_be_converted_is_run_by_torch(
    made: Path, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ValueError

    monkeypatch.setattr(converting.Converter, "convert", broken)
    card = adding.add(shelf, str(made / "bart"), None, quiet)
    assert not card.converted and "ValueError" in card.why_not


@pytest.mark.parametrize("engine", [Converted, Torch])
def test_a_batch_of_any_order_gives_each_text_its_own_answer(engine: type, made: Path, shelf: Shelf) -> None:
    card = adding.add(shelf, str(made / "taught"), None, quiet)
    place, _ = shelf.find(str(made / "taught"))
    folders = (place / "converted", place / "source") if engine is Converted else (place / "source",)
    sources = list(GOOD)
    assert write(engine(*folders, card), sources) == list(GOOD.values())
    assert write(engine(*folders, card), sources[::-1]) == list(GOOD.values())[::-1]


def test_what_a_model_has_learned_goes_out_as_the_digests_opening(made: Path, shelf: Shelf) -> None:
    adding.add(shelf, str(made / "taught"), None, quiet)
    writer = Transformers(shelf.folder, str(made / "taught"))
    try:
        result = written(brief(), writer)
        assert (result.writer, result.setback, result.dropped) == ("transformers", None, ())
        assert [one.text for one in result.groups] == list(GOOD.values())
        # The process goes on: a second digest does not load the model again.
        process = writer._process
        assert written(brief(), writer) == result and writer._process is process
    finally:
        writer.close()


@pytest.mark.parametrize("kind", ["mt5", "qwen3"])
def test_what_a_model_babbles_is_stopped(kind: str, made: Path, shelf: Shelf) -> None:
    adding.add(shelf, str(made / kind), None, quiet)
    assert why(shelf, str(made / kind)) in (Setback.NONSENSE, Setback.UNFAITHFUL)


def test_a_model_that_is_not_there_is_said(shelf: Shelf) -> None:
    assert why(shelf, "nobody/nothing") is Setback.NO_MODEL


def test_a_model_whose_files_are_damaged_is_said(made: Path, shelf: Shelf) -> None:
    adding.add(shelf, str(made / "bart"), None, quiet)
    place, _ = shelf.find(str(made / "bart"))
    (place / "converted" / "model.bin").write_bytes(b"nonsense")
    assert why(shelf, str(made / "bart")) is Setback.BROKEN


def test_a_model_that_is_not_done_in_time_is_given_up(made: Path, shelf: Shelf) -> None:
    adding.add(shelf, str(made / "bart"), None, quiet)
    assert why(shelf, str(made / "bart"), seconds=0.01) is Setback.TOO_LATE


def test_a_process_that_is_killed_is_out_of_memory_and_begins_anew(made: Path, shelf: Shelf) -> None:
    adding.add(shelf, str(made / "taught"), None, quiet)
    writer = Transformers(shelf.folder, str(made / "taught"))
    try:
        assert written(brief(), writer).setback is None
        assert writer._process is not None
        os.kill(writer._process.pid, signal.SIGSTOP)
        # Killed while it is asked: as the system does it where memory has run out.
        os.kill(writer._process.pid, signal.SIGKILL)
        assert written(brief(), writer).setback in (None, Setback.OUT_OF_MEMORY)
        assert written(brief(), writer).setback is None
    finally:
        writer.close()


def test_a_converted_model_needs_no_torch(made: Path, shelf: Shelf) -> None:
    adding.add(shelf, str(made / "taught"), None, quiet)
    program = (
        "import sys; sys.modules['torch'] = None\n"
        "from pathlib import Path\n"
        "from summarizer.writing.transformers.engines import load, write\n"
        "from summarizer.writing.transformers.shelf import Shelf\n"
        f"place, card = Shelf(Path({str(shelf.folder)!r})).find({str(made / 'taught')!r})\n"
        f"print(write(load(place, card), {list(GOOD)!r}))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == repr(list(GOOD.values()))


@pytest.mark.parametrize(
    "config",
    [
        None,
        {"architectures": ["BertForMaskedLM"]},
        {"architectures": None},
        {"architectures": ["ViTModel"]},
        [],
    ],
)
def test_what_cannot_write_is_refused_by_its_name(config: object, tmp_path: Path, shelf: Shelf) -> None:
    folder = tmp_path / "other"
    folder.mkdir()
    if config is not None:
        (folder / "config.json").write_text(json.dumps(config))
    with pytest.raises(WrongModelError):
        adding.add(shelf, str(folder), None, quiet)
    assert not list(shelf.folder.glob("*")) and list(shelf.cards()) == []


def test_a_model_without_weights_is_refused_and_the_old_one_stays(
    made: Path, shelf: Shelf, tmp_path: Path
) -> None:
    adding.add(shelf, str(made / "bart"), None, quiet)
    (made / "bart" / "model.safetensors").rename(tmp_path / "away")
    try:
        with pytest.raises(WrongModelError):
            adding.add(shelf, str(made / "bart"), None, quiet)
    finally:
        (tmp_path / "away").rename(made / "bart" / "model.safetensors")
    assert shelf.find(str(made / "bart"))[1].converted


def test_a_conversation_has_the_form_that_the_model_was_taught(made: Path) -> None:
    words = tinymodels.tokenizer()
    assert conversation(words, "أ", "ب") == "أ\n\nب\n\n"
    words.chat_template = tinymodels.CHAT
    assert conversation(words, "أ", "ب") == "أ\nب\n"


def test_the_commands_fetch_and_list(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MODELS", str(tmp_path / "models"))
    result = CliRunner().invoke(app, ["model", "add", str(made / "bart")])
    assert result.exit_code == 0 and "SUMMARIZER=transformers" in result.stdout
    assert f"{made / 'bart'}: seq2seq, int8" in CliRunner().invoke(app, ["model", "list"]).stdout


@pytest.mark.parametrize("name", ["nobody/nothing", "no such name at all"])
def test_a_hub_that_does_not_answer_is_one_sentence(name: str, tmp_path: Path) -> None:
    given = {"HF_ENDPOINT": "http://127.0.0.1:9", "MODELS": str(tmp_path), "HF_HUB_DISABLE_TELEMETRY": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "wasit", "model", "add", name],
        env=os.environ | given, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 2 and "Traceback" not in done.stderr
    assert [line for line in done.stderr.splitlines() if line.startswith("wasit: ")]


def why(shelf: Shelf, name: str, **more: float) -> Setback | None:
    """Return why the model of this name did not write; the extractive text goes out all the same."""
    writer = Transformers(shelf.folder, name, **more)
    try:
        result, plain = written(brief(), writer), written(brief(), Extractive())
    finally:
        writer.close()
    assert (result.writer, result.asked) == ("extractive", "transformers")
    assert (result.lead, result.groups) == (plain.lead, plain.groups) and result.lead
    return result.setback
