"""Faults on demand: what shall go wrong with the next calls, and a log of all calls; it knows no HTTP."""

from __future__ import annotations

import math
from collections import Counter, deque
from dataclasses import dataclass, field
from typing import Any, Literal

from bot.preview.botapi.calls import Call
from bot.preview.botapi.refusals import NAMED, Refusal, flood, migrated, named
from bot.preview.world.clock import Clock

Kind = Literal[
    "flood", "server_error", "delay", "drop_before", "drop_after", "error_after", "refuse", "migrate"
]
LOGGED = 10_000


@dataclass(slots=True)
class Fault:
    """What happens to the next `times` calls of `method` for `chat_id`; None means any.

    A fault for any method leaves getUpdates alone. Kinds:
    flood         429 with `seconds` to wait; with `hold`, for every such call until they have passed
    server_error  answers `status`, and the call is not carried out
    error_after   carries the call out, then answers `status`
    delay         answers after `seconds` of real time
    drop_before   cuts the connection, and the call is not carried out
    drop_after    carries the call out, then cuts the connection
    refuse        answers the refusal called `name` (see refusals.NAMED)
    migrate       answers that the group has become the supergroup `to`
    """

    kind: Kind
    method: str | None = None
    chat_id: int | None = None
    times: int = 1
    seconds: float = 1
    hold: bool = False
    status: int = 502
    name: str = "blocked"
    to: int = 0
    held_until: float = 0

    def __post_init__(self) -> None:
        if self.kind == "refuse" and self.name not in NAMED:
            raise ValueError(f"no refusal is called {self.name!r}; there are: {', '.join(sorted(NAMED))}")

    def concerns(self, call: Call) -> bool:
        """Tell whether this fault is meant for `call`."""
        if self.method is None and call.method == "getupdates":
            return False
        if self.method is not None and self.method.lower() != call.method:
            return False
        return self.chat_id is None or call.string("chat_id") == str(self.chat_id)

    def refusal(self) -> Refusal | None:
        """Return the refusal that the bot gets in place of an answer, if it gets one."""
        if self.kind in ("server_error", "error_after"):
            return Refusal(self.status, _STATUS_TEXTS.get(self.status, "Internal Server Error"))
        if self.kind == "refuse":
            return named(self.name)
        return migrated(self.to) if self.kind == "migrate" else None


_STATUS_TEXTS = {
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
    504: "Gateway Timeout",
}


class Faults:
    """The faults that wait for their calls, first come, first served."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.waiting: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Let `fault` happen."""
        self.waiting.append(fault)

    def clear(self) -> None:
        """Let nothing more go wrong."""
        self.waiting.clear()

    def strike(self, call: Call) -> Fault | None:
        """Return the fault for `call`, and count it; a flood is raised as its refusal."""
        for fault in self.waiting:
            if fault.concerns(call):
                return self._use(fault)
        return None

    def _use(self, fault: Fault) -> Fault | None:
        if fault.held_until:
            left = fault.held_until - self._clock()
            if left > 0:
                raise flood(math.ceil(left))
            self._count(fault)
            fault.held_until = 0
            return None
        if fault.kind == "flood" and fault.hold:
            fault.held_until = self._clock() + fault.seconds
        else:
            self._count(fault)
        if fault.kind == "flood":
            raise flood(math.ceil(fault.seconds))
        return fault

    def _count(self, fault: Fault) -> None:
        fault.times -= 1
        if fault.times <= 0 and fault in self.waiting:
            self.waiting.remove(fault)


@dataclass(slots=True)
class CallLog:
    """The last calls, and how many there were of each method and outcome; it stays small for ever."""

    total: int = 0
    methods: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    _last: deque[dict[str, Any]] = field(default_factory=lambda: deque(maxlen=LOGGED))

    def note(self, when: float, method: str, chat_id: str, outcome: str) -> None:
        """Add a call that is done: `when` in Unix seconds, `outcome` a status or what befell it."""
        self.total += 1
        self.methods[method] += 1
        self.outcomes[f"{method} {outcome}"] += 1
        entry = {"number": self.total, "time": when, "method": method, "chat_id": chat_id, "outcome": outcome}
        self._last.append(entry)

    def after(self, number: int, limit: int = LOGGED) -> list[dict[str, Any]]:
        """Return the calls that came after the `number`-th, oldest first."""
        found = [entry for entry in self._last if entry["number"] > number]
        return found[:limit]

    def clear(self) -> None:
        """Start to count anew."""
        self.total = 0
        self.methods.clear()
        self.outcomes.clear()
        self._last.clear()
