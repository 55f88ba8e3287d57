"""Writes down what is sent: those who begin or arrive at the same moment share one transaction.

A message goes only after its beginning was committed. That one arrived is kept until it could be written, however
long the store is away.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.desk import Desk, log, pause
from storage import outbox
from storage.errors import StoreUnavailableError
from storage.model import Delivery
from storage.outbox import Arrival

# How many may share a transaction: a statement takes a limited number of parameters.
_TOGETHER = 400
# How long to wait for a store that is away, in seconds: at first, and at most.
_FIRST_WAIT, _LONGEST_WAIT = 0.25, 15.0


@dataclass(frozen=True, slots=True)
class _Entry:
    what: Delivery | Arrival
    sender: int
    done: asyncio.Future[bool] = field(default_factory=lambda: asyncio.get_running_loop().create_future())


class Ledger:
    """Takes beginnings and arrivals, and writes all that wait at once."""

    def __init__(self, desk: Desk, stop: asyncio.Event) -> None:
        self._desk = desk
        self._stop = stop
        self._waiting: list[_Entry] = []
        self._writing: asyncio.Task[None] | None = None

    async def begin(self, delivery: Delivery, sender: int) -> bool:
        """Write that the delivery's next message goes; returns False where it must not.

        Raises StoreUnavailableError where it could not be written: then it must not go either.
        """
        return await self._enter(_Entry(delivery, sender))

    async def arrive(self, arrival: Arrival, sender: int) -> None:
        """Write that a message arrived; a store that is away is waited for, unless the process is to stop."""
        wait = _FIRST_WAIT
        while True:
            try:
                await self._enter(_Entry(arrival, sender))
                return
            except StoreUnavailableError:
                log.warning("the store is away; what arrived is kept", delivery=arrival.delivery_id)
                if await pause(wait, self._stop) and wait >= 1:
                    raise
                wait = min(wait * 2, _LONGEST_WAIT)

    async def _enter(self, entry: _Entry) -> bool:
        self._waiting.append(entry)
        if self._writing is None:
            self._writing = asyncio.create_task(self._write_all())
        return await entry.done

    async def _write_all(self) -> None:
        while self._waiting:
            together, self._waiting = self._waiting[:_TOGETHER], self._waiting[_TOGETHER:]
            try:
                begun = await asyncio.to_thread(self._write, together)
            except Exception as error:
                _tell(together, error)
            else:
                for entry in together:
                    if not entry.done.done():
                        entry.done.set_result(isinstance(entry.what, Arrival) or entry.what.id in begun)
        self._writing = None

    def _write(self, together: Sequence[_Entry]) -> frozenset[int]:
        now, begun = self._desk.clock(), frozenset[int]()
        with self._desk.store.writing() as session:
            for sender in {entry.sender for entry in together}:
                ours = [entry.what for entry in together if entry.sender == sender]
                # What arrived first: nobody's next message may begin before.
                arrivals = [one for one in ours if isinstance(one, Arrival)]
                outbox.arrive(session, sender, arrivals, now=now)
                deliveries = [one for one in ours if isinstance(one, Delivery)]
                begun |= outbox.begin(session, sender, deliveries, now=now)
        return begun


def _tell(together: Sequence[_Entry], error: Exception) -> None:
    """Let each who waits hear of it; one that nobody waits for any more heard enough."""
    for entry in together:
        if not entry.done.done():
            entry.done.set_exception(error)
