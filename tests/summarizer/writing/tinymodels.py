"""Models of the real architectures, small enough to be made in a second, with a tokenizer trained on the project's samples."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bot.preview.stage import SAMPLES

ARCHITECTURES = ("mt5", "mbart", "bart", "qwen3")
MARKS = ["<pad>", "</s>", "<unk>", "<s>", "<mask>"]
CHAT = "{% for one in messages %}{{ one['content'] }}\n{% endfor %}"


def tokenizer(*more: str) -> Any:
    """A tokenizer that knows the samples' pieces of words, and those of `more`."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
    from tokenizers.processors import TemplateProcessing
    from transformers import PreTrainedTokenizerFast

    made = Tokenizer(models.Unigram())
    made.pre_tokenizer = pre_tokenizers.Metaspace()
    made.decoder = decoders.Metaspace()
    texts = [path.read_text("utf-8") for path in sorted(SAMPLES.glob("*.txt"))]
    made.train_from_iterator(
        [*texts, *more], trainers.UnigramTrainer(vocab_size=600, special_tokens=MARKS, unk_token="<unk>")
    )
    # What is read ends with its mark, as in the models of these families.
    made.post_processor = TemplateProcessing(single="$A </s>", special_tokens=[("</s>", 1)])
    names = dict(zip(("pad_token", "eos_token", "unk_token", "bos_token", "mask_token"), MARKS, strict=True))
    return PreTrainedTokenizerFast(tokenizer_object=made, **names)


def model(kind: str, words: int) -> Any:
    """A model of this architecture with random weights."""
    import torch
    import transformers as t

    torch.manual_seed(7)
    marks = {"pad_token_id": 0, "eos_token_id": 1}
    if kind == "mt5":
        return t.MT5ForConditionalGeneration(
            t.MT5Config(
                vocab_size=words, d_model=64, d_kv=16, d_ff=128, num_layers=2, num_decoder_layers=2, num_heads=4,
                decoder_start_token_id=0, feed_forward_proj="gated-gelu", **marks,
            )
        )  # fmt: skip
    if kind == "qwen3":
        return t.Qwen3ForCausalLM(
            t.Qwen3Config(
                vocab_size=words, hidden_size=64, intermediate_size=128, num_hidden_layers=2, head_dim=16,
                num_attention_heads=4, num_key_value_heads=2, max_position_embeddings=1024, bos_token_id=3, **marks,
            )
        )  # fmt: skip
    sizes = {
        "vocab_size": words, "d_model": 64, "encoder_layers": 2, "decoder_layers": 2, "encoder_attention_heads": 4,
        "decoder_attention_heads": 4, "encoder_ffn_dim": 128, "decoder_ffn_dim": 128, "max_position_embeddings": 256,
        "bos_token_id": 3, "decoder_start_token_id": 1, "forced_eos_token_id": None, "dropout": 0.0,
    }  # fmt: skip
    if kind == "mbart":
        return t.MBartForConditionalGeneration(t.MBartConfig(**sizes, **marks))
    return t.BartForConditionalGeneration(t.BartConfig(**sizes, **marks))


def save(folder: Path, made: Any, words: Any) -> Path:
    """Write a model and its tokenizer as their makers publish them."""
    made.save_pretrained(folder)
    words.save_pretrained(folder)
    return folder


def random_model(kind: str, folder: Path) -> Path:
    words = tokenizer()
    if kind == "qwen3":
        words.chat_template = CHAT
    return save(folder, model(kind, len(words)), words)


def taught(folder: Path, pairs: dict[str, str]) -> Path:
    """A BART that has learned by heart what to say to these texts, and nothing else."""
    import torch

    words = tokenizer(*pairs, *pairs.values())
    made = model("bart", len(words)).train()
    read = words(list(pairs), return_tensors="pt", padding=True)
    said = words(list(pairs.values()), return_tensors="pt", padding=True).input_ids
    labels = said.masked_fill(said == 0, -100)
    optimizer = torch.optim.AdamW(made.parameters(), lr=3e-3)
    for _ in range(400):
        loss = made(input_ids=read.input_ids, attention_mask=read.attention_mask, labels=labels).loss
        if loss.item() < 0.005:
            break
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return save(folder, made.eval(), words)
