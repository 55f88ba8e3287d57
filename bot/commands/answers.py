"""Answers that are the same for many readers, kept for as long as nothing is written to the store; knows no command."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import TypeVar, cast

Made = TypeVar("Made")

# Some ten megabytes.
MOST = 2000


class Answers:
    """What was answered, by what was asked, all of one version of the store; used from several threads."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._lock = Lock()
        self._version: Hashable = None
        self._kept: OrderedDict[Hashable, object] = OrderedDict()

    def once(self, version: Hashable, key: Hashable, make: Callable[[], Made]) -> Made:
        """Return what `make` gave for this key and version of the store before, else what it gives now.

        The version was read before anything was asked: what is written meanwhile gives the next question another.
        Without one nothing is kept.
        """
        if version is None:
            return make()
        with self._lock:
            if version != self._version:
                self._kept.clear()
                self._version = version
            if (known := self._kept.get(key)) is not None:
                self._kept.move_to_end(key)
                return cast(Made, known)
        made = make()
        with self._lock:
            if version == self._version:
                self._kept[key] = made
                if len(self._kept) > self._most:
                    self._kept.popitem(last=False)
        return made
