"""Turns "being prepared" into the preview of a digest, once the summarizer has made it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from telegram import Bot
from telegram.error import ChatMigrated, RetryAfter, TelegramError

from bot.desk import Desk, log, pause, where
from bot.sending import Verdict, edit_into, seconds_of, send_reply, verdict
from bot.views import preview as view
from bot.views import welcome
from bot.views.habits import in_habit
from bot.views.preview import Outlook
from bot.views.reply import Reply
from storage import holds, previews, reviews, subscribers
from storage.db import Session
from storage.errors import StoreUnavailableError
from storage.previews import Preview


class Previews:
    """Looks for previews that can be shown, and shows them to those who asked."""

    def __init__(self, desk: Desk, bot: Bot, stop: asyncio.Event) -> None:
        self._desk = desk
        self._bot = bot
        self._stop = stop

    def recover(self) -> None:
        """At the start: no announcement is on its way any more."""
        with self._desk.store.writing() as session:
            previews.release(session)

    async def work(self) -> bool:
        """Show what can be shown; returns whether there was anything."""
        due = await asyncio.to_thread(self._due)
        shown = [one for one, reply in due if await self._show(one, reply)]
        for one in shown:
            await asyncio.to_thread(self._forget, one)
        return bool(shown)

    def _due(self) -> Sequence[tuple[Preview, Reply]]:
        with self._desk.store.reading() as session:
            due = previews.to_show(session, now=self._desk.clock())
            return [(one, self._reply(session, one)) for one in due]

    def _reply(self, session: Session, one: Preview) -> Reply:
        """Return what is shown, or a sentence in its place: one that cannot be rendered must not keep the others."""
        if one.digest is None:
            return view.not_made()
        try:
            request = self._desk.request(one.chat_id, 0)
            reply = view.shown(one.digest, self._outlook(session, one), request.context(session))
            return in_habit(reply, request.reader(session).habits)
        except StoreUnavailableError:
            raise
        except Exception as error:
            log.error("preview not rendered", error=type(error).__name__, where=where(error))
            return welcome.failed()

    def _outlook(self, session: Session, one: Preview) -> Outlook:
        dossier = self._desk.defaults.dossier.code
        late = one.window.slot <= self._desk.clock()
        at_slot = subscribers.count_waiting(session, one.window.slot, since=None if late else one.window.slot)
        readers = len(subscribers.active(session))
        return Outlook(holds.current(session, dossier), at_slot, readers, reviews.waiting(session, dossier))

    async def _show(self, one: Preview, reply: Reply) -> bool:
        """Put it in the message's place, or send it where there is none; returns False for another try."""
        try:
            if one.message_id is None:
                await send_reply(self._bot, one.chat_id, reply)
            else:
                await edit_into(self._bot, one.chat_id, one.message_id, reply)
        except TelegramError as error:
            # An editor can ask again: what may have arrived is not sent a second time.
            final = isinstance(error, ChatMigrated) or verdict(error) is not Verdict.NOT_TAKEN
            log.warning("preview not shown", error=type(error).__name__, final=final)
            if isinstance(error, RetryAfter):
                await pause(seconds_of(error), self._stop)
                return False
            return final
        return True

    def _forget(self, one: Preview) -> None:
        with self._desk.store.writing() as session:
            previews.forget(session, one.id)
