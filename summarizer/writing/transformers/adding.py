"""Puts a model on the shelf: fetches or copies it, looks what it is, converts it, and checks that the converted form says the same."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from summarizer.writing.protocol import NoAnswerError, NoModelError, WrongModelError
from summarizer.writing.transformers.engines import Torch
from summarizer.writing.transformers.shelf import Card, Kind, Shelf, hash_of, keep

# What a model needs to run; pictures, other frameworks' weights and training logs stay where they are.
WANTED = ("*.json", "*.safetensors", "*.model", "*.txt", "*.jinja", "pytorch_model*.bin")
# On these each conversion is checked: what stands before, and what might come after it.
PAIRS = (
    ("التقى وزير الخارجية نظيره في القاهرة يوم الأحد لبحث وقف إطلاق النار.", "لقاء في القاهرة"),
    ("قال الوسطاء إن الجولة المقبلة من المحادثات لم يحدد موعدها بعد.", "لم يحدد موعد الجولة المقبلة"),
    ("وصلت شاحنات المساعدات إلى المعبر صباح الثلاثاء، ولم يدخل منها إلا عشر.", "دخلت عشر شاحنات"),
)
# How far the scores of a converted form may lie from torch's, on average, as a share of their size: int8 gave 0.00 to
# 0.04 on models of all families, a wrong scale of the last layer 0.8 (tests/summarizer/writing).
TOLERANCE = 0.1

Say = Callable[[str], None]


def add(shelf: Shelf, name: str, revision: str | None, say: Say) -> Card:
    """Put the model of this name, or in this folder, on the shelf; raises WritingError where that cannot be.

    What stood there under this name is replaced when the new one is whole.
    """
    place = shelf.place(name)
    fresh = place.with_name(f"{place.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    source = fresh / "source"
    source.mkdir(parents=True)
    try:
        if Path(name).is_dir():
            _copied(Path(name), source)
        else:
            revision = _fetched(name, revision, source)
        kind = kind_of(source)
        say(f"{name}: a {kind} model")
        card = _converted(Card(name, revision, hash_of(source), kind), fresh, say)
        keep(fresh, card)
        shutil.rmtree(place, ignore_errors=True)
        fresh.rename(place)
        return card
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def kind_of(source: Path) -> Kind:
    """Return how the model in a folder writes; raises WrongModelError where it cannot."""
    try:
        told = json.loads((source / "config.json").read_text("utf-8"))
        names = [str(one) for one in told.get("architectures") or ()]
    except (OSError, ValueError, AttributeError):
        raise WrongModelError("there is no config.json of a model in it") from None
    if any(one.endswith("ForConditionalGeneration") for one in names) and not told.get("vision_config"):
        return Kind.SEQ2SEQ
    if any(one.endswith(("ForCausalLM", "LMHeadModel")) for one in names):
        return Kind.CAUSAL
    raise WrongModelError(
        f"it cannot write: it is a {', '.join(names) or 'model that does not say what it is'}"
    )


def _copied(folder: Path, source: Path) -> None:
    for pattern in WANTED:
        for path in folder.glob(pattern):
            shutil.copy(path, source)


def _fetched(name: str, revision: str | None, source: Path) -> str:
    """Fetch a model with a progress bar; returns the revision that it is."""
    try:
        from huggingface_hub import HfApi, snapshot_download
        from huggingface_hub.errors import HfHubHTTPError, HFValidationError
    except ImportError:
        raise NoModelError("transformers is not installed: pip install 'wasit[models]'") from None
    try:
        found = HfApi().model_info(name, revision=revision).sha or revision or ""
        snapshot_download(name, revision=found, local_dir=source, allow_patterns=list(WANTED))
    except HFValidationError:
        raise NoModelError(f"{name!r} is no folder here and no model's name") from None
    except HfHubHTTPError as error:
        status = error.response.status_code if error.response is not None else None
        raise NoModelError(f"the hub gives no model {name!r} ({status or type(error).__name__})") from None
    except Exception as error:  # the errors of its client are those of whichever HTTP library it is made with
        raise NoAnswerError(f"the hub does not answer ({type(error).__name__})") from None
    shutil.rmtree(source / ".cache", ignore_errors=True)
    return found


def _converted(card: Card, fresh: Path, say: Say) -> Card:
    """Convert what was fetched, and keep that only where it says the same as torch."""
    source, folder = fresh / "source", fresh / "converted"
    try:
        engine = Torch(source, card)
    except ImportError:
        return _as_it_is(card, "torch is not installed, which converting needs", say)
    except MemoryError:
        raise
    except Exception as error:
        raise WrongModelError(f"transformers cannot load it ({type(error).__name__})") from None
    try:
        scores = _convert(source, folder, card.kind, engine)
    except Exception as error:  # whatever a converter does: torch runs the model as it is
        return _as_it_is(card, f"CTranslate2 cannot convert it ({type(error).__name__})", say)
    apart = _apart(*scores)
    if apart > TOLERANCE:
        shutil.rmtree(folder)
        return _as_it_is(card, f"converted, its scores were off by {apart:.0%}", say)
    say(f"{card.name}: converted to int8, its scores off by {apart:.1%}")
    return replace(card, converted=True)


def _as_it_is(card: Card, why: str, say: Say) -> Card:
    say(f"{card.name}: not converted, so that torch runs it: {why}")
    return replace(card, why_not=why)


def _start(engine: Torch) -> int:
    """Return the token with which a seq2seq model's writing begins."""
    told = [
        getattr(one, "decoder_start_token_id", None)
        for one in (engine.model.generation_config, engine.model.config)
    ]
    return int(next(one for one in (*told, engine.tokenizer.eos_token_id) if one is not None))


def _convert(
    source: Path, folder: Path, kind: Kind, engine: Torch
) -> tuple[Sequence[float], Sequence[float]]:
    """Convert to int8; returns torch's and the converted form's scores of the same tokens."""
    import ctranslate2

    from summarizer.writing.transformers.converting import Converter

    Converter(str(source)).convert(str(folder), quantization="int8", force=True)
    if kind is Kind.CAUSAL:
        model = ctranslate2.Generator(str(folder), device="cpu", intra_threads=1)
        rows = [engine.tokens(f"{before} {after}") for before, after in PAIRS]
        named = [engine.tokenizer.convert_ids_to_tokens(row) for row in rows]
        theirs = [score for one in model.score_batch(named) for score in one.log_probs]
        ours = [score for row in rows for score in _torch_scores(engine, {"input_ids": [row]}, row[1:])]
        return ours, theirs
    start = _start(engine)
    _begin_with(folder, engine.tokenizer.convert_ids_to_tokens(start))
    model = ctranslate2.Translator(str(folder), device="cpu", intra_threads=1)
    ours, theirs = [], []
    for before, after in PAIRS:
        read, said = engine.tokens(before), engine.tokens(after)
        asked = {"input_ids": [read], "decoder_input_ids": [[start, *said[:-1]]]}
        ours += _torch_scores(engine, asked, said)
        named = engine.tokenizer.convert_ids_to_tokens
        theirs += model.score_batch([named(read)], [named(said[:-1])])[0].log_probs
    return ours, theirs


def _begin_with(folder: Path, token: str) -> None:
    """Let the converted form know what its writing begins with: of mBART's family the converter leaves it open."""
    path = folder / "config.json"
    told = json.loads(path.read_text("utf-8"))
    told["decoder_start_token"] = token
    path.write_text(json.dumps(told), "utf-8")


def _torch_scores(engine: Torch, asked: dict[str, Any], said: Sequence[int]) -> list[float]:
    import torch

    with torch.inference_mode():
        logits = engine.model(**{name: torch.tensor(rows) for name, rows in asked.items()}).logits
    scores = logits.log_softmax(-1)[0]
    return [scores[place, token].item() for place, token in enumerate(said)]


def _apart(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """Return how far two lists of scores lie apart, as a share of their size; other lengths are all apart."""
    if len(ours) != len(theirs) or not ours:
        return 1.0
    return sum(abs(a - b) for a, b in zip(ours, theirs, strict=True)) / sum(map(abs, ours))
