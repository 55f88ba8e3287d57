"""What the tests of delivery build with: a sender whose clock the test moves, and what its chats received."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta

from botroom import NOW, READER
from sqlmodel import select

from bot.commands.request import Defaults
from bot.deliver import Deliverer
from bot.pace import Limits
from bot.preview.client import Person
from storage import subscribers
from storage.db import Store
from storage.model import Digest, Subscriber
from storage.tables import DeliveryRow
from storage.write.publish import publish

UNPACED = Limits(per_second=10_000, per_chat=10_000, per_group_minute=600_000)


class Post:
    """A sender whose clock the test moves, and what became of its deliveries."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.ahead = timedelta()
        self.stop = asyncio.Event()
        self.sender: Deliverer
        self.hire: Callable[[Limits], Deliverer]
        self.defaults: Defaults

    def queue(self, digest: Digest, *chats: int) -> None:
        with self.store.writing() as session:
            for chat in chats:
                subscribers.subscribe(session, chat, hour=7, timezone="Asia/Qatar", now=NOW)
            publish(session, digest, chats, now=NOW)

    async def send(self) -> None:
        """Work until nothing is due."""
        while await self.sender.work():
            pass

    def states(self) -> dict[int, str]:
        with self.store.reading() as session:
            return {row.chat_id: row.state for row in session.exec(select(DeliveryRow))}

    def state(self, chat: int = READER) -> str:
        return self.states()[chat]

    def subscriber(self, chat: int = READER) -> Subscriber | None:
        with self.store.reading() as session:
            return subscribers.get(session, chat)


def received(person: Person) -> list[str]:
    return [message.text for message in person.read() if message.from_bot]
