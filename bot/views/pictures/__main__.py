"""The process that draws: reads what is to be drawn from standard input and writes the pictures; ends with its input.

Each request and each answer is a length in four bytes and a pickle, both of them our own bot's: see `bot.drawing`.
"""

from __future__ import annotations

import os
import pickle
import struct
import sys

# Who draws lets those who answer go first.
_NICE = 10


def main() -> None:
    os.nice(_NICE)
    read, write = sys.stdin.buffer, sys.stdout.buffer
    while head := read.read(4):
        (length,) = struct.unpack(">I", head)
        told = pickle.dumps(_drawn(read.read(length)))
        write.write(struct.pack(">I", len(told)) + told)
        write.flush()


def _drawn(asked: bytes) -> tuple[bytes | None, str]:
    """Return a picture, or what hindered; only the error's kind: its text may hold what must not be logged."""
    try:
        return pickle.loads(asked)(), ""  # noqa: S301 - our own bot's
    except (ValueError, RuntimeError, MemoryError, OSError, TypeError) as error:
        return None, type(error).__name__


if __name__ == "__main__":
    main()
