"""CTranslate2's converter, told what transformers 5 no longer says in a model's configuration."""

from __future__ import annotations

from typing import Any

from ctranslate2.converters import TransformersConverter


class Converter(TransformersConverter):  # type: ignore[misc]
    """Converts a folder of transformers' files.

    Two things were measured with ctranslate2 4.8 beside transformers 5.23, each checked by scores (tests/summarizer/writing):
    T5's family scales its last layer only where `scale_decoder_outputs` says so, while `tie_word_embeddings`, by which the
    converter goes, is always true now; and BART's no longer has `normalize_before`, which is true of mBART alone.
    """

    def load_model(self, model_class: Any, model_name_or_path: str, **options: Any) -> Any:
        """Load a model, and put back into its configuration what the converter asks for."""
        model = super().load_model(model_class, model_name_or_path, **options)
        config = model.config
        if config.model_type in ("t5", "mt5"):
            config.tie_word_embeddings = getattr(config, "scale_decoder_outputs", False)
        if config.model_type in ("bart", "mbart") and not hasattr(config, "normalize_before"):
            config.normalize_before = config.model_type == "mbart"
        return model
