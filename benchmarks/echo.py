"""A bot that says again what it is told, written as python-telegram-bot's own examples are: what ours is measured beside.

`python -m benchmarks.echo ADDRESS TOKEN` runs it against a Bot API server until it is stopped. It knows nothing of ours.
"""

from __future__ import annotations

import logging
import sys

from telegram import InlineQueryResultArticle, InputTextMessageContent, Update
from telegram.ext import (
    ApplicationBuilder,
    CallbackQueryHandler,
    ContextTypes,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

# As many updates at a time as ours does; by itself the library does one after the other.
AT_ONCE = 16


async def echo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    """Answer a message with its text."""
    if update.message is not None:
        await update.message.reply_text(update.message.text or "…")


async def close(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    """Answer a pressed button with nothing."""
    if update.callback_query is not None:
        await update.callback_query.answer()


async def offer(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    """Answer an inline query with its text."""
    if update.inline_query is not None:
        said = update.inline_query.query or "…"
        await update.inline_query.answer([InlineQueryResultArticle("1", said, InputTextMessageContent(said))])


def main(address: str, token: str) -> None:
    logging.disable(logging.CRITICAL)
    application = (
        ApplicationBuilder().token(token).base_url(f"{address}/bot").concurrent_updates(AT_ONCE).build()
    )
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.add_handler(CallbackQueryHandler(close))
    application.add_handler(InlineQueryHandler(offer))
    application.run_polling(allowed_updates=Update.ALL_TYPES)


if __name__ == "__main__":
    main(*sys.argv[1:3])
