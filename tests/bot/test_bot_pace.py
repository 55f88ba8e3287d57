"""Who goes first and how fast: pushes wait for their turns, answers for nobody."""

from __future__ import annotations

import asyncio

from bot.air import MOST, Air
from bot.pace import Limits, Pace


class Told:
    """A share that hands out whatever is asked for, at once, and remembers what was."""

    def __init__(self) -> None:
        self.asked: list[tuple[int, int]] = []
        self.held = 0.0

    async def reserve(self, count: int, owed: int) -> float:
        await asyncio.sleep(0)
        self.asked.append((count, owed))
        return 0.0

    async def hold(self, seconds: float) -> None:
        self.held = seconds


async def test_an_answer_goes_before_all_pushes_that_wait() -> None:
    pace = Pace(Limits(per_second=10))
    pushes = [asyncio.create_task(pace.turn(chat)) for chat in range(1, 41)]
    await asyncio.wait(pushes, timeout=0.05)
    await asyncio.wait_for(pace.answer(99), 0.05)
    assert sum(push.done() for push in pushes) < 10
    for push in pushes:
        push.cancel()


async def test_what_answers_use_is_taken_from_the_pushes_share() -> None:
    share = Told()
    pace = Pace(Limits(per_second=10), share=share)
    await pace.turn(1)
    for _ in range(3):
        await pace.answer(2)
    await pace.turn(3)
    await pace.turn(4)
    assert [owed for _, owed in share.asked] == [0, 3, 0]


async def test_a_push_waits_after_an_answer_to_the_same_chat() -> None:
    now = [100.0]
    pace = Pace(Limits(per_second=1000), lambda: now[0])
    await pace.answer(1)
    assert pace.wait_for(1) == 1 and pace.wait_for(2) <= 0


async def test_where_telegram_asked_all_to_wait_answers_wait_too() -> None:
    now = [100.0]
    pace = Pace(now=lambda: now[0])
    assert not pace.refused(1, 30) and pace.refused(2, 30)
    answer = asyncio.create_task(pace.answer(3))
    await asyncio.wait([answer], timeout=0.02)
    assert not answer.done()
    answer.cancel()


async def test_turns_that_nobody_took_are_not_made_up_for_in_a_burst() -> None:
    now, share = [100.0], Told()
    pace = Pace(Limits(per_second=20), lambda: now[0], share)
    pace._turns = [100.0, 100.05, 100.1]
    now[0] += 60
    await asyncio.wait_for(pace.turn(9), 1)
    assert len(share.asked) == 1


async def test_those_who_wait_together_ask_for_their_turns_at_once() -> None:
    share = Told()
    pace = Pace(Limits(per_second=1000), share=share)
    await asyncio.gather(*(pace.turn(chat) for chat in range(1, 101)))
    assert len(share.asked) < 5 and sum(count for count, _ in share.asked) == 100


async def test_the_paces_memory_of_chats_stays_small() -> None:
    now = [100.0]
    pace = Pace(Limits(per_second=1e9), lambda: now[0], Told())
    for chat in range(1, 20_001):
        now[0] += 0.01
        await pace.answer(chat)
    assert len(pace._chats) <= 5_000


async def test_while_answers_are_quick_more_and_more_may_be_in_the_air_and_slow_ones_halve_it() -> None:
    now = [100.0]
    air = Air(lambda: now[0])

    async def fly(seconds: float) -> None:
        async with air.flight():
            await asyncio.sleep(0)
            now[0] += seconds

    for _ in range(500):
        await fly(0)
    assert air.room == MOST
    await fly(2)
    assert air.room == MOST / 2
    for _ in range(20):
        await fly(2)
    assert air.room == 1
    await fly(0)
    assert air.room == 2


async def test_no_more_are_in_the_air_than_there_is_room_for() -> None:
    air, flying, most = Air(lambda: 0.0), [0], [0]

    async def fly() -> None:
        async with air.flight():
            flying[0] += 1
            most[0] = max(most[0], flying[0] - air.room)
            await asyncio.sleep(0)
            flying[0] -= 1

    flights = [asyncio.create_task(fly()) for _ in range(300)]
    await asyncio.sleep(0)
    flights[20].cancel()
    await asyncio.wait_for(asyncio.wait(flights), 5)
    assert most[0] <= 0 and flying[0] == 0
