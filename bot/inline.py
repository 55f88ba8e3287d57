"""Answers inline queries, `@bot قطر` in any chat; knows Telegram, but no wording and no store."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from telegram import (
    Bot,
    InlineQuery,
    InlineQueryResultArticle,
    InputTextMessageContent,
    LinkPreviewOptions,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.commands.offers import offered
from bot.desk import Desk, log
from bot.views.inline import Offer

# What is offered may change with each article that is read; Telegram asks again after so many seconds.
CACHE_SECONDS = 30


async def answer_inline(query: InlineQuery, desk: Desk, bot: Bot) -> None:
    """Offer what there is for the words of `query`, in the habits of whoever asks."""
    request = replace(desk.request(query.from_user.id, query.from_user.id), args=query.query)
    found = await asyncio.to_thread(offered, desk.store, request, query.offset)
    try:
        await bot.answer_inline_query(
            query.id,
            [_result(offer) for offer in found.offers],
            cache_time=CACHE_SECONDS,
            # Months and digits are each reader's own.
            is_personal=True,
            next_offset=found.next_offset,
        )
    except BadRequest as error:
        # Who types on asks anew; an old query can no longer be answered.
        log.info("inline query too old to answer", error=type(error).__name__)


def _result(offer: Offer) -> InlineQueryResultArticle:
    content = InputTextMessageContent(
        offer.text, parse_mode=ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True)
    )
    return InlineQueryResultArticle(offer.key, offer.title, content, description=offer.description)
