"""Keeps Telegram's menus of commands in line with who may do what; knows no rule of who that is."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import datetime, timedelta

from telegram import Bot, BotCommand, BotCommandScopeChat, BotCommandScopeDefault
from telegram.error import BadRequest, TelegramError

from bot.commands import visible_to
from bot.commands.request import Rank
from bot.desk import Desk, log
from storage import editors

# When a menu that could not be set is tried again: somebody who never wrote to the bot has no chat yet.
AGAIN = timedelta(minutes=1)


class Menus:
    """The readers' menu for all, and one of their own for owners and editors as long as they are that."""

    def __init__(self, desk: Desk, bot: Bot) -> None:
        self._desk = desk
        self._bot = bot
        # What was set since the start: a new version may have other commands.
        self._set: dict[int, Rank] = {}
        self._not_before: dict[int, datetime] = {}

    async def set_usual(self) -> None:
        """Set the menu that everybody sees; it is a convenience, and the bot works without."""
        try:
            await self._bot.set_my_commands(_menu(Rank.READER), scope=BotCommandScopeDefault())
        except TelegramError as error:
            log.info("menu not set", scope="default", error=type(error).__name__)

    async def work(self) -> bool:
        """Give and take away the menus that are not as they should be; returns False: nothing more to do at once."""
        wanted, shown = await asyncio.to_thread(self._look)
        for user, rank in wanted.items():
            if self._set.get(user) is not rank and self._is_time(user):
                await self._give(user, rank)
        for user in shown - wanted.keys():
            if self._is_time(user):
                await self._take_away(user)
        return False

    def _look(self) -> tuple[Mapping[int, Rank], frozenset[int]]:
        """Return who should see which menu, and who may see one of their own now."""
        with self._desk.store.reading() as session:
            wanted = dict.fromkeys(editors.everyone(session), Rank.EDITOR)
            shown = frozenset(editors.with_menus(session))
        return wanted | dict.fromkeys(self._desk.defaults.owners, Rank.OWNER), shown

    def _is_time(self, user: int) -> bool:
        until = self._not_before.get(user)
        return until is None or self._desk.clock() >= until

    async def _give(self, user: int, rank: Rank) -> None:
        # Before it is set, so that whatever happens it will be taken away.
        await asyncio.to_thread(self._mark, user, True)
        try:
            await self._bot.set_my_commands(_menu(rank), scope=BotCommandScopeChat(user))
        except TelegramError as error:
            self._later(user, error)
        else:
            self._set[user] = rank

    async def _take_away(self, user: int) -> None:
        self._set.pop(user, None)
        try:
            await self._bot.delete_my_commands(scope=BotCommandScopeChat(user))
        except BadRequest:
            # There is no such chat, so there is no menu in it.
            pass
        except TelegramError as error:
            self._later(user, error)
            return
        await asyncio.to_thread(self._mark, user, False)

    def _later(self, user: int, error: TelegramError) -> None:
        log.info("menu not set", scope="chat", error=type(error).__name__)
        self._not_before[user] = self._desk.clock() + AGAIN

    def _mark(self, user: int, has_menu: bool) -> None:
        with self._desk.store.writing() as session:
            editors.mark_menu(session, user, has_menu=has_menu)


def _menu(rank: Rank) -> list[BotCommand]:
    return [BotCommand(command.name, command.description) for command in visible_to(rank)]
