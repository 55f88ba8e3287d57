"""Models at work: texts in, texts out, by CTranslate2 where a converted form is there, else by torch; in this process.

The libraries are imported where an engine is made: they take seconds and hundreds of megabytes. Nothing is fetched.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from summarizer.writing.transformers.shelf import Card, Kind

# So many texts are worked on at once: more need more memory, and on one processor are hardly faster.
BATCH = 4
# What is read of a prompt, and written at most, in tokens.
MOST_READ, MOST_WRITTEN = 1024, 160
# A summarizing model chooses among so many beginnings; an instructed one takes the likeliest word.
BEAMS = 4
THREADS = int(os.environ.get("WASIT_MODEL_THREADS", "1"))


class Engine(Protocol):
    """A loaded model. `tokens` is what a text is to it, `texts_of` what it writes after each of some."""

    def tokens(self, text: str) -> list[int]: ...

    def texts_of(self, batch: Sequence[list[int]]) -> list[str]: ...


def load(place: Path, card: Card) -> Engine:
    """Load the model at `place`."""
    converted = place / "converted"
    source = place / "source"
    if card.converted:
        return Converted(converted, source, card)
    return Torch(source, card)


def write(engine: Engine, texts: Sequence[str]) -> list[str]:
    """Return what a model writes for each text: batches of like length, so that none waits for padding."""
    tokens = [engine.tokens(text)[:MOST_READ] for text in texts]
    order = sorted(range(len(texts)), key=lambda number: len(tokens[number]))
    written: dict[int, str] = {}
    for start in range(0, len(order), BATCH):
        batch = order[start : start + BATCH]
        written.update(zip(batch, engine.texts_of([tokens[number] for number in batch]), strict=True))
    return [written[number] for number in range(len(texts))]


def conversation(tokenizer: Any, system: str, user: str) -> str:
    """Return a prompt as an instructed model was taught to read it; plain text where it was taught no form."""
    if not getattr(tokenizer, "chat_template", None):
        return f"{system}\n\n{user}\n\n"
    messages = [{"role": "system", "content": system}, {"role": "user", "content": user}]
    # Models that think aloud are asked not to; to others the word means nothing.
    return str(
        tokenizer.apply_chat_template(
            messages, tokenize=False, add_generation_prompt=True, enable_thinking=False
        )
    )


class Torch:
    """A model as transformers and torch run it."""

    def __init__(self, source: Path, card: Card) -> None:
        import torch
        from transformers import AutoModelForCausalLM, AutoModelForSeq2SeqLM

        torch.set_num_threads(THREADS)
        self._torch = torch
        self._seq2seq = card.kind is Kind.SEQ2SEQ
        kind = AutoModelForSeq2SeqLM if self._seq2seq else AutoModelForCausalLM
        self.model = kind.from_pretrained(source, local_files_only=True).eval()
        self.tokenizer = tokenizer_of(source)

    def tokens(self, text: str) -> list[int]:
        return list(self.tokenizer(text, add_special_tokens=self._seq2seq).input_ids)

    def texts_of(self, batch: Sequence[list[int]]) -> list[str]:
        # What is written goes on at the right: a prompt that goes on is filled up at the left.
        pad = self.tokenizer.pad_token_id or 0
        longest = max(map(len, batch))
        gaps = [longest - len(ids) for ids in batch]
        if self._seq2seq:
            rows = [[*ids, *[pad] * gap] for ids, gap in zip(batch, gaps, strict=True)]
            seen = [[1] * len(ids) + [0] * gap for ids, gap in zip(batch, gaps, strict=True)]
        else:
            rows = [[*[pad] * gap, *ids] for ids, gap in zip(batch, gaps, strict=True)]
            seen = [[0] * gap + [1] * len(ids) for ids, gap in zip(batch, gaps, strict=True)]
        with self._torch.inference_mode():
            out = self.model.generate(
                input_ids=self._torch.tensor(rows),
                attention_mask=self._torch.tensor(seen),
                max_new_tokens=MOST_WRITTEN,
                num_beams=BEAMS if self._seq2seq else 1,
                do_sample=False,
            )
        new = out if self._seq2seq else out[:, longest:]
        return list(self.tokenizer.batch_decode(new, skip_special_tokens=True))


class Converted:
    """A model as CTranslate2 runs it: int8, without torch."""

    def __init__(self, folder: Path, source: Path, card: Card) -> None:
        import ctranslate2

        self._seq2seq = card.kind is Kind.SEQ2SEQ
        kind = ctranslate2.Translator if self._seq2seq else ctranslate2.Generator
        self.model = kind(str(folder), device="cpu", intra_threads=THREADS, inter_threads=1)
        self.tokenizer = tokenizer_of(source)

    def tokens(self, text: str) -> list[int]:
        return list(self.tokenizer(text, add_special_tokens=self._seq2seq).input_ids)

    def texts_of(self, batch: Sequence[list[int]]) -> list[str]:
        named = [self.tokenizer.convert_ids_to_tokens(ids) for ids in batch]
        if self._seq2seq:
            results = self.model.translate_batch(named, beam_size=BEAMS, max_decoding_length=MOST_WRITTEN)
            new = [one.hypotheses[0] for one in results]
        else:
            results = self.model.generate_batch(
                named, beam_size=1, max_length=MOST_WRITTEN, include_prompt_in_result=False
            )
            new = [one.sequences[0] for one in results]
        ids = [self.tokenizer.convert_tokens_to_ids(tokens) for tokens in new]
        return [self.tokenizer.decode(one, skip_special_tokens=True) for one in ids]


def tokenizer_of(source: Path) -> Any:
    from transformers import AutoTokenizer

    return AutoTokenizer.from_pretrained(source, local_files_only=True)
