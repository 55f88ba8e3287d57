"""Models on this machine, by the code that runs the real ones: fetched, converted, checked, at work in their own process."""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import threading
from contextlib import closing
from pathlib import Path

import pytest
from briefs import brief
from test_endpoint import GOOD
from typer.testing import CliRunner

from storage.model import Setback
from summarizer.writing.asking import Prompt
from summarizer.writing.checking import written
from summarizer.writing.extractive import Extractive
from summarizer.writing.protocol import (
    MemoryGoneError,
    NoAnswerError,
    NoModelError,
    WritingError,
    WrongModelError,
)
from summarizer.writing.transformers import Transformers
from summarizer.writing.transformers.shelf import Kind, Shelf, hash_of
from summarizer.writing.transformers.worker import _setback
from wasit import app

pytest.importorskip("torch", reason="pip install -c constraints.txt -e '.[models]' runs these")
pytest.importorskip("transformers", reason="pip install -c constraints.txt -e '.[models]' runs these")
pytest.importorskip("ctranslate2", reason="pip install -c constraints.txt -e '.[models]' runs these")

import ctranslate2
import tinymodels
import torch

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
    # Threads that wait for one another cost more than models of this size.
    torch.set_num_threads(1)
    for kind in tinymodels.ARCHITECTURES:
        tinymodels.random_model(kind, folder / kind)
    tinymodels.taught(folder / "taught", GOOD)
    return folder


@pytest.fixture(scope="module")
def full(made: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Shelf, dict[str, str]]:
    """A shelf on which each of them lies, and what was said when it was put there; nobody changes it."""
    shelf, said = Shelf(tmp_path_factory.mktemp("models")), {}
    for path in sorted(made.iterdir()):
        told: list[str] = []
        adding.add(shelf, str(path), None, told.append)
        said[path.name] = told[-1]
    return shelf, said


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """An empty shelf of one's own."""
    return Shelf(tmp_path / "models")


Full = tuple[Shelf, dict[str, str]]


def quiet(_: str) -> None:
    """Hear nothing."""


@pytest.mark.parametrize("kind", tinymodels.ARCHITECTURES)
def test_each_architecture_is_converted_and_says_what_torch_says(kind: str, made: Path, full: Full) -> None:
    shelf, said = full
    place, card = shelf.find(str(made / kind))
    assert card.converted and card.kind is (Kind.CAUSAL if kind == "qwen3" else Kind.SEQ2SEQ)
    assert card.sha256 == hash_of(place / "source") and card.revision is None
    assert "its scores off by" in said[kind]
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
def test_a_batch_of_any_order_gives_each_text_its_own_answer(engine: type, made: Path, full: Full) -> None:
    place, card = full[0].find(str(made / "taught"))
    folders = (place / "converted", place / "source") if engine is Converted else (place / "source",)
    sources = list(GOOD)
    assert write(engine(*folders, card), sources) == list(GOOD.values())
    assert write(engine(*folders, card), sources[::-1]) == list(GOOD.values())[::-1]


def test_what_a_model_has_learned_goes_out_until_it_has_no_work_and_again_when_it_has(
    made: Path, full: Full
) -> None:
    with closing(Transformers(full[0].folder, str(made / "taught"), idle=1.0)) as writer:
        result = written(brief(), writer)
        assert (result.writer, result.setback, result.dropped) == ("transformers", None, ())
        assert [one.text for one in result.groups] == list(GOOD.values())
        process = writer._process
        assert process is not None
        # What is converted runs without torch: it would take 180 MB.
        assert (
            "ctranslate2" in (maps := Path(f"/proc/{process.pid}/maps").read_text())
            and "libtorch" not in maps
        )
        assert process.wait(60) == 0
        # Its memory is given back, and it begins anew when it is asked.
        assert written(brief(), writer) == result and writer._process is not process


def test_a_process_goes_on_until_it_gets_no_more_memory_or_is_killed_and_begins_anew(
    made: Path, full: Full
) -> None:
    with closing(Transformers(full[0].folder, str(made / "taught"))) as writer:
        result, process = written(brief(), writer), writer._process
        assert written(brief(), writer) == result and writer._process is process is not None
        resource.prlimit(process.pid, resource.RLIMIT_AS, (1, 1))
        with pytest.raises(MemoryGoneError):
            writer._answers([Prompt(("كلمة " * 3_000_000,), "", "")])
        assert written(brief(), writer) == result and writer._process is not None
        # What is asked of it lies in its pipe when it is killed: as the system does it where memory has run out.
        os.kill(writer._process.pid, signal.SIGSTOP)
        threading.Timer(2.0, writer._process.kill).start()
        assert written(brief(), writer).setback is Setback.OUT_OF_MEMORY


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (
            RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 bytes"),
            Setback.OUT_OF_MEMORY,
        ),
        (RuntimeError("std::bad_alloc"), Setback.OUT_OF_MEMORY),
        (ImportError("libtorch.so: failed to map segment from shared object"), Setback.OUT_OF_MEMORY),
        (ImportError("No module named 'transformers'"), Setback.NO_MODEL),
        (ValueError("a shape"), Setback.BROKEN),
    ],
)
def test_memorys_end_is_known_by_what_the_libraries_say(error: Exception, why: Setback) -> None:
    assert _setback(error) is why


@pytest.mark.parametrize("kind", ["mt5", "qwen3"])
def test_what_a_model_babbles_is_stopped(kind: str, made: Path, full: Full) -> None:
    assert why(full[0], str(made / kind)) in (Setback.NONSENSE, Setback.UNFAITHFUL)


def test_a_model_that_is_not_there_is_said(shelf: Shelf) -> None:
    assert why(shelf, "nobody/nothing") is Setback.NO_MODEL


def test_a_model_whose_files_are_damaged_is_said(made: Path, full: Full, shelf: Shelf) -> None:
    place = shelf.place(str(made / "bart"))
    shutil.copytree(full[0].place(str(made / "bart")), place)
    (place / "converted" / "model.bin").write_bytes(b"nonsense")
    assert why(shelf, str(made / "bart")) is Setback.BROKEN


def test_a_model_that_is_not_done_in_time_is_given_up(made: Path, full: Full) -> None:
    assert why(full[0], str(made / "bart"), seconds=0.01) is Setback.TOO_LATE


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
    made: Path, full: Full, shelf: Shelf, tmp_path: Path
) -> None:
    shutil.copytree(full[0].place(str(made / "bart")), shelf.place(str(made / "bart")))
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


@pytest.mark.parametrize(
    ("name", "error"), [("nobody/nothing", NoAnswerError), ("no such name at all", NoModelError)]
)
def test_a_hub_that_does_not_answer_and_a_name_that_is_none_are_said(
    name: str, error: type[WritingError], shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A port at which nobody listens.
    monkeypatch.setattr("huggingface_hub.constants.ENDPOINT", "http://127.0.0.1:9")
    with pytest.raises(error):
        adding.add(shelf, name, None, quiet)
    assert not list(shelf.folder.glob("*"))


def why(shelf: Shelf, name: str, **more: float) -> Setback | None:
    """Return why the model of this name did not write; the extractive text goes out all the same."""
    with closing(Transformers(shelf.folder, name, **more)) as writer:
        result, plain = written(brief(), writer), written(brief(), Extractive())
    assert (result.writer, result.asked) == ("extractive", "transformers")
    assert (result.lead, result.groups) == (plain.lead, plain.groups) and result.lead
    return result.setback
