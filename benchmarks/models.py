"""Seconds and memory of a model that writes: transformers and torch as anyone would call them, beside ours in the same run.

    pip install -e '.[models]' && python -m benchmarks.models [--quick]

Models of the real sizes with random weights: what they write means nothing, but takes as long. Each is asked for 64 tokens
after 512, all of one text or of four, taking the likeliest word or choosing among four beginnings. Each measurement is a
process of its own, which loads the model first: its peak memory is all that it ever took, its seconds those of the second
asking, by the clock and on one thread, as the worker has it.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

READ, WRITTEN, AIM = 512, 64, 0.40
SIZES = ("139M", "582M")


@dataclass(frozen=True, slots=True)
class Cost:
    """What one measurement took: seconds, and megabytes at the most."""

    seconds: float
    megabytes: float


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--quick", action="store_true", help="the small model and one text alone")
    asked.add_argument("--size", choices=SIZES, action="append")
    asked.add_argument("--one", nargs=4, metavar=("WHO", "FOLDER", "BATCH", "BEAMS"), help=argparse.SUPPRESS)
    asked.add_argument("--make", nargs=2, metavar=("SIZE", "FOLDER"), help=argparse.SUPPRESS)
    given = asked.parse_args()
    if given.one:
        who, folder, batch, beams = given.one
        print(json.dumps(_measure(who, Path(folder), int(batch), int(beams))))
    elif given.make:
        _make(given.make[0], Path(given.make[1]))
    else:
        sizes = given.size or (SIZES[:1] if given.quick else SIZES)
        sys.exit(compare(sizes, (1,) if given.quick else (1, 4)))


def compare(sizes: tuple[str, ...], batches: tuple[int, ...]) -> int:
    """Print what each costs with each; returns 1 where ours takes more than the aim."""
    missed = 0
    for size in sizes:
        with tempfile.TemporaryDirectory() as place:
            _run("--make", size, place)
            for batch in batches:
                for beams in (1, 4):
                    theirs, ours = (_cost(who, place, batch, beams) for who in ("theirs", "ours"))
                    time_share, memory_share = (
                        ours.seconds / theirs.seconds,
                        ours.megabytes / theirs.megabytes,
                    )
                    missed += max(time_share, memory_share) > AIM
                    print(
                        f"{size} batch {batch} {'greedy' if beams == 1 else f'beam {beams}'}: "
                        f"transformers fp32 {theirs.seconds:.2f} s {theirs.megabytes:,.0f} MB, "
                        f"ours {ours.seconds:.2f} s {ours.megabytes:,.0f} MB: "
                        f"{time_share:.0%} of the time, {memory_share:.0%} of the memory",
                        flush=True,
                    )
    return min(missed, 1)


def _run(*words: str) -> str:
    one_thread = {"OMP_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false"}
    command = [sys.executable, "-m", "benchmarks.models", *words]
    done = subprocess.run(command, env=os.environ | one_thread, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603
    return done.stdout


def _cost(who: str, place: str, batch: int, beams: int) -> Cost:
    return Cost(*json.loads(_run("--one", who, place, str(batch), str(beams)).splitlines()[-1]))


def _make(size: str, place: Path) -> None:
    """Save a model as its makers would, and convert it by what `wasit model add` converts with."""
    import torch
    import transformers as t

    from summarizer.writing.transformers.adding import _begin_with
    from summarizer.writing.transformers.converting import Converter

    torch.manual_seed(7)
    if size == "139M":
        config = t.MBartConfig(
            vocab_size=50_000, d_model=768, encoder_layers=6, decoder_layers=6, encoder_attention_heads=12,
            decoder_attention_heads=12, encoder_ffn_dim=3072, decoder_ffn_dim=3072, forced_eos_token_id=None,
        )  # fmt: skip
        model = t.MBartForConditionalGeneration(config)
    else:
        config = t.MT5Config(vocab_size=250_112, d_model=768, d_ff=2048, num_layers=12, num_heads=12)
        model = t.MT5ForConditionalGeneration(config)
    model.generation_config.decoder_start_token_id = config.decoder_start_token_id = 2
    print(f"{size}: {model.num_parameters() / 1e6:.0f} million weights")
    model.save_pretrained(place / "source")
    _words(config.vocab_size).save_pretrained(place / "source")
    Converter(str(place / "source")).convert(str(place / "converted"), quantization="int8")
    _begin_with(place / "converted", "</s>")


def _words(size: int) -> Any:
    """A tokenizer of so many pieces: each is one word, made up."""
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import PreTrainedTokenizerFast

    marks = ["<s>", "<pad>", "</s>", "<unk>"]
    pieces = {word: number for number, word in enumerate([*marks, *(f"w{n}" for n in range(4, size))])}
    made = Tokenizer(models.WordLevel(pieces, unk_token="<unk>"))  # noqa: S106
    made.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    names = dict(zip(("bos_token", "pad_token", "eos_token", "unk_token"), marks, strict=True))
    return PreTrainedTokenizerFast(tokenizer_object=made, **names)


def _measure(who: str, place: Path, batch: int, beams: int) -> tuple[float, float]:
    rows = [[4 + (7 * place_in + 11 * row) % 40_000 for place_in in range(READ)] for row in range(batch)]
    work = (_theirs if who == "theirs" else _ours)(place, rows, beams)
    work()
    start = time.perf_counter()
    work()
    seconds = time.perf_counter() - start
    return seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _theirs(place: Path, rows: list[list[int]], beams: int) -> Callable[[], object]:
    import torch
    from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

    torch.set_num_threads(1)
    AutoTokenizer.from_pretrained(place / "source")
    model = AutoModelForSeq2SeqLM.from_pretrained(place / "source").eval()
    read = torch.tensor(rows)
    kept = {"max_new_tokens": WRITTEN, "min_new_tokens": WRITTEN, "num_beams": beams, "do_sample": False}
    return lambda: model.generate(input_ids=read, attention_mask=torch.ones_like(read), **kept)


def _ours(place: Path, rows: list[list[int]], beams: int) -> Callable[[], object]:
    # As the worker has it.
    sys.modules["torch"] = None  # type: ignore[assignment]
    from summarizer.writing.transformers.engines import Converted
    from summarizer.writing.transformers.shelf import Card, Kind

    engine = Converted(place / "converted", place / "source", Card("", None, "", Kind.SEQ2SEQ, True))
    named = [engine.tokenizer.convert_ids_to_tokens(row) for row in rows]
    lengths = {"max_decoding_length": WRITTEN, "min_decoding_length": WRITTEN}
    return lambda: engine.model.translate_batch(named, beam_size=beams, **lengths)


if __name__ == "__main__":
    main()
