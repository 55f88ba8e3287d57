"""Where fetched models lie and what is known of each; loads none.

A model is a folder: `source/` as its makers published it, `converted/` for CTranslate2 where that is exact, and `card.json`.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

from summarizer.writing.protocol import NoModelError

CARD = "card.json"
_BLOCK = 1 << 20


class Kind(StrEnum):
    """How a model writes: `SEQ2SEQ` turns a text into another, `CAUSAL` goes on where a conversation ends."""

    SEQ2SEQ = "seq2seq"
    CAUSAL = "causal"


@dataclass(frozen=True, slots=True)
class Card:
    """What is known of a fetched model: its name, revision (None from a folder), the hash of its files, its kind, whether
    a converted form stands beside it, and if not, why."""

    name: str
    revision: str | None
    sha256: str
    kind: Kind
    converted: bool = False
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Shelf:
    """The folder in which models lie."""

    folder: Path

    def place(self, name: str) -> Path:
        """Return where the model of this name lies, or would."""
        return self.folder / re.sub(r"[^\w.-]+", "--", name.strip("/"))

    def find(self, name: str) -> tuple[Path, Card]:
        """Return a fetched model's folder and card; raises NoModelError where there is none."""
        place = self.place(name)
        try:
            told = json.loads((place / CARD).read_text("utf-8"))
            return place, Card(**{**told, "kind": Kind(told["kind"])})
        except (OSError, ValueError, TypeError, KeyError):
            raise NoModelError(
                f"the model {name!r} is not there: `wasit model add {name}` fetches it"
            ) from None

    def cards(self) -> Iterator[Card]:
        """Give the cards of all models, by name."""
        for path in sorted(self.folder.glob(f"*/{CARD}")):
            told = json.loads(path.read_text("utf-8"))
            yield Card(**{**told, "kind": Kind(told["kind"])})


def keep(place: Path, card: Card) -> None:
    """Write a card: with it the model is there."""
    (place / CARD).write_text(json.dumps(asdict(card), ensure_ascii=False, indent=1), "utf-8")


def hash_of(folder: Path) -> str:
    """Return the SHA-256 over the names and contents of a folder's files."""
    total = hashlib.sha256()
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        total.update(str(path.relative_to(folder)).encode())
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                total.update(block)
    return total.hexdigest()
