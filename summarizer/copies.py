"""Whether one article is an edited copy of another, by shingles of three words; knows no store and no meaning.

Edited copies of an article share about four fifths of their shingles, different articles about one happening
of one day less than one in thirty.
"""

from __future__ import annotations

import hashlib
import re
import struct

from rensa import RMinHash

from summarizer.reading.fold import fold

# Words in a shingle; the share of common shingles from which on a text is a copy.
_SHINGLE, ENOUGH = 3, 0.4
# 21 prints of 3 hashes each: a copy that shares half its shingles has a print in common in 94 cases of 100, one
# that shares four fifths always, two articles that share a thirtieth in 1 case of 1,000.
_BANDS, _ROWS, _SEED = 21, 3, 42
# Shorter texts share shingles by chance.
_SHORTEST = 20

_WORD = re.compile(r"\w+")


def bands(text: str) -> frozenset[int]:
    """Return the prints of a text's wording, as 64-bit numbers: a copy has one at least in common with its original."""
    found = shingles(text)
    if len(found) < _SHORTEST:
        return frozenset()
    sketch = RMinHash(num_perm=_BANDS * _ROWS, seed=_SEED)
    sketch.update(sorted(found))
    hashes = sketch.digest()
    return frozenset(
        _print(number, hashes[number * _ROWS : (number + 1) * _ROWS]) for number in range(_BANDS)
    )


def is_copy(text: str, other: str) -> bool:
    """True where the two share so many of their shingles that one was made from the other."""
    mine, theirs = shingles(text), shingles(other)
    return bool(mine and theirs) and len(mine & theirs) >= ENOUGH * len(mine | theirs)


def _print(band: int, hashes: list[int]) -> int:
    packed = struct.pack(f"<{_ROWS + 1}I", band, *hashes)
    return int.from_bytes(hashlib.blake2b(packed, digest_size=8).digest(), "little", signed=True)


def shingles(text: str) -> frozenset[str]:
    """Return the runs of three words of a text, letters folded and punctuation left out."""
    words = _WORD.findall(fold(text))
    return frozenset(" ".join(words[n : n + _SHINGLE]) for n in range(len(words) - _SHINGLE + 1))
