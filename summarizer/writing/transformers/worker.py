"""The process that has the model: one JSON object a line in, one out; it ends by itself when nobody has asked for a while.

`python -m summarizer.writing.transformers.worker SHELF NAME IDLE`, the last in seconds. In: `{"prompts": [{"sentences": […], "system": …, "user": …}, …]}`.
Out: `{"texts": […]}`, or `{"failed": <setback>}` and the end.
"""

from __future__ import annotations

import json
import os
import select
import sys
from pathlib import Path
from typing import Any

from storage.model import Setback
from summarizer.writing.protocol import WritingError
from summarizer.writing.transformers.engines import Engine, conversation, load, write
from summarizer.writing.transformers.shelf import Card, Kind, Shelf


def main(shelf: Path, name: str, idle: float) -> None:
    """Load the model, say so, and answer until our standard input ends or falls silent for so many seconds."""
    # What the libraries print would stand between our answers.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    # Nothing is fetched at run time, whatever a model's own files ask for.
    os.environ.update(HF_HUB_OFFLINE="1", TRANSFORMERS_OFFLINE="1", TOKENIZERS_PARALLELISM="false")

    def say(told: dict[str, Any]) -> None:
        answers.write(json.dumps(told, ensure_ascii=False) + "\n")
        answers.flush()

    try:
        place, card = Shelf(shelf).find(name)
        if card.converted:
            # transformers would load torch, 180 MB and two seconds, beside a tokenizer that needs nothing of it.
            sys.modules["torch"] = None  # type: ignore[assignment]
        engine = load(place, card)
        say({"ready": True})
        while select.select([sys.stdin], [], [], idle)[0] and (line := sys.stdin.readline()):
            say({"texts": _texts(engine, card, json.loads(line)["prompts"])})
    except WritingError as error:
        say({"failed": error.setback})
    except MemoryError:
        say({"failed": Setback.OUT_OF_MEMORY})
    except Exception as error:
        say({"failed": _setback(error), "error": type(error).__name__})


def _texts(engine: Engine, card: Card, prompts: list[dict[str, Any]]) -> list[str]:
    if card.kind is Kind.SEQ2SEQ:
        return write(engine, [" ".join(prompt["sentences"]) for prompt in prompts])
    tokenizer = getattr(engine, "tokenizer", None)
    return write(engine, [conversation(tokenizer, one["system"], one["user"]) for one in prompts])


def _setback(error: Exception) -> Setback:
    """Return what an error of the libraries means: their memory's end has no class of its own."""
    told = str(error).lower()
    if (
        "out of memory" in told
        or "can't allocate memory" in told
        or "bad alloc" in told
        or "bad_alloc" in told
        # What the loader says of a library for which there is no room.
        or "failed to map segment" in told
    ):
        return Setback.OUT_OF_MEMORY
    if isinstance(error, ImportError):
        return Setback.NO_MODEL
    return Setback.BROKEN


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], float(sys.argv[3]))
