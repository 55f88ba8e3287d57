"""One who sends a thousand messages is slowed, nobody else is, and nothing is lost; on a clock that the test moves."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import timedelta

import pytest
import pytest_asyncio
from botroom import NOW, READER, RunningBot, eventually
from telegram import Bot, Update

from bot.commands.request import Defaults
from bot.desk import Desk
from bot.preview.client import Person, Preview
from bot.serving import make_bot
from bot.shares import EACH, SHARE, Shares
from storage import backlog
from storage.db import Store
from storage.settings import BotSettings
from storage.tables import BacklogRow, table

FLOODER, OTHERS = 900, range(901, 921)
# As many as Telegram hands out at once.
BATCH = 100


@pytest_asyncio.fixture
async def client(bot_settings: BotSettings) -> AsyncIterator[Bot]:
    async with make_bot(bot_settings) as client:
        yield client


class Desks:
    """A desk whose clock stands still until it is moved, and what was done when."""

    def __init__(self, store: Store, defaults: Defaults) -> None:
        self.passed = timedelta()
        self.done: list[tuple[int, int, timedelta]] = []
        self.desk = Desk(store, lambda: NOW + self.passed, defaults)

    async def handle(self, update: Update) -> None:
        assert update.effective_user is not None
        self.done.append((update.effective_user.id, update.update_id, self.passed))

    async def feed(self, shares: Shares, updates: Sequence[Update]) -> None:
        """Hand updates on as polling does."""
        for update in await shares.admit(updates):
            await self.handle(update)
            shares.left(update)

    def of(self, person: int) -> list[int]:
        return [number for who, number, _ in self.done if who == person]


@pytest.fixture
def desks(store: Store, defaults: Defaults) -> Desks:
    return Desks(store, defaults)


def numbered() -> Iterator[int]:
    yield from range(1, 1_000_000)


NUMBERS = numbered()


def message(bot: Bot, user: int, text: str = "/latest") -> Update:
    number = next(NUMBERS)
    who = {"id": user, "first_name": "س", "is_bot": False}
    told = {"message_id": number, "date": 1729800000, "chat": {"id": user, "type": "private"}, "from": who}
    update = Update.de_json({"update_id": number, "message": told | {"text": text}}, bot)
    assert update is not None
    return update


async def test_a_thousand_of_one_person_are_slowed_and_the_others_are_not(
    desks: Desks, client: Bot, reader: Person
) -> None:
    shares = Shares(desks.desk, client, desks.handle)
    flood = [message(client, FLOODER) for _ in range(1000)]
    for start in range(0, 1000, BATCH):
        await desks.feed(shares, flood[start : start + BATCH])
    others = [message(client, person) for person in OTHERS]
    await desks.feed(shares, others)
    # Everybody else's were done at the instant at which they came.
    assert [desks.of(person) for person in OTHERS] == [[one.update_id] for one in others]
    assert {when for who, _, when in desks.done if who in OTHERS} == {timedelta()}
    assert len(desks.of(FLOODER)) == SHARE
    rounds = 0
    while len(desks.of(FLOODER)) < 1000:
        await shares.work()
        desks.passed += EACH
        rounds += 1
        assert rounds <= 1000
    # In their order, none lost, none twice, and at the pace that is theirs.
    assert desks.of(FLOODER) == [one.update_id for one in flood]
    assert desks.done[-1][2] >= (1000 - SHARE - 1) * EACH


async def test_who_waits_goes_on_waiting_so_that_their_order_stays(desks: Desks, client: Bot) -> None:
    shares = Shares(desks.desk, client, desks.handle)
    first = [message(client, FLOODER) for _ in range(SHARE + 2)]
    await desks.feed(shares, first)
    late = message(client, FLOODER)
    await desks.feed(shares, [late])
    assert late.update_id not in desks.of(FLOODER)
    for _ in range(3):
        await shares.work()
        desks.passed += EACH
    assert desks.of(FLOODER) == [one.update_id for one in (*first, late)]
    # Caught up: at once again.
    now = message(client, FLOODER)
    await desks.feed(shares, [now])
    assert desks.of(FLOODER)[-1] == now.update_id


async def test_what_waits_is_there_after_a_restart(desks: Desks, client: Bot, store: Store) -> None:
    before = Shares(desks.desk, client, desks.handle)
    flood = [message(client, FLOODER, f"/event {number}") for number in range(SHARE + 3)]
    await desks.feed(before, flood)
    after = Shares(desks.desk, client, desks.handle)
    after.recover()
    # Telegram repeats what it was not told of; it is kept once.
    await desks.feed(after, flood[-1:])
    for _ in range(5):
        await after.work()
        desks.passed += EACH
    assert desks.of(FLOODER) == [one.update_id for one in flood]
    with store.reading() as session:
        assert backlog.people(session) == {}


async def test_where_the_store_is_away_nothing_is_put_off(desks: Desks, client: Bot, store: Store) -> None:
    with store.writing() as session:
        session.connection().exec_driver_sql("DROP TABLE backlog")
    shares = Shares(desks.desk, client, desks.handle)
    flood = [message(client, FLOODER) for _ in range(SHARE + 3)]
    try:
        await desks.feed(shares, flood)
        assert desks.of(FLOODER) == [one.update_id for one in flood]
    finally:
        # As it was: PostgreSQL's database is the other tests' too.
        with store.connection() as connection:
            table(BacklogRow).create(connection)


def test_a_flood_of_one_is_answered_in_the_end_and_others_meanwhile(
    bot: RunningBot, reader: Person, telegram: Preview, store: Store
) -> None:
    other = telegram.person("منى", started=True)
    telegram.fault("delay", method="sendMessage", chat_id=READER, times=SHARE, seconds=0.2)
    for number in range(150):
        reader.say(f"/event {number}")
    assert "/latest" in other.ask("/help", timeout=5).text
    eventually(lambda: [one for one in reader.read() if one.from_bot and "بالدور" in one.text])

    def waiting() -> bool:
        with store.reading() as session:
            return 0 < backlog.people(session).get(READER, 0) < 140

    assert eventually(waiting)


async def test_one_that_cannot_be_kept_lets_no_flood_through(
    desks: Desks, client: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shares = Shares(desks.desk, client, desks.handle)
    flood = [message(client, FLOODER) for _ in range(BATCH)]
    # As an update of a newer server would be, which the library hands through in pieces that have no JSON.
    flood[50]._unfreeze()
    flood[50].api_kwargs = {"newer": {1, 2}}  # type: ignore[assignment]
    with pytest.raises(TypeError):
        flood[50].to_json()
    await desks.feed(shares, flood)
    assert len(desks.of(FLOODER)) == SHARE


async def test_one_that_was_kept_and_cannot_be_read_is_left_out(
    desks: Desks, client: Bot, store: Store
) -> None:
    with store.writing() as session:
        backlog.keep(
            session,
            [backlog.Waiting(1, FLOODER, '{"message": 3}'), backlog.Waiting(2, FLOODER, "{")],
            now=NOW,
        )
    shares = Shares(desks.desk, client, desks.handle)
    shares.recover()
    for _ in range(3):
        await shares.work()
        desks.passed += EACH
    with store.reading() as session:
        assert backlog.people(session) == {}
