"""Takes in the articles that editors forward or paste, and refuses everyone else politely."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from telegram import Bot, Message

from bot.commands.request import Rank
from bot.desk import Desk
from bot.editors.origins import SHORTEST_FORWARDED, SHORTEST_TYPED, article_of, text_of
from bot.sending import send_reply
from bot.views import article as view
from bot.views import welcome
from bot.views.clean import shown
from bot.views.reply import Reply
from storage import inbox
from storage.catalog import load_outlets
from storage.model import Article, ArticleState
from storage.read import articles


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What to answer to a message; `answer_id` is set where the sender is to hear of an article.

    `last` says that the reply is all that there is to hear, else it becomes the card once the article is read.
    """

    reply: Reply
    answer_id: int | None = None
    last: bool = False


async def take_in(message: Message, user_id: int, desk: Desk, bot: Bot) -> None:
    """Answer a message in a private chat that is no command: an article of an editor, or anything else."""
    taken = await asyncio.to_thread(decide, message, user_id, desk)
    if taken is None:
        return
    try:
        sent = await send_reply(bot, message.chat_id, taken.reply)
    except Exception:
        # Whatever kept this word from its reader, they will have the next one.
        await asyncio.to_thread(_remember, desk, taken, None)
        raise
    await asyncio.to_thread(_remember, desk, taken, sent.message_id if sent else None)


def decide(message: Message, user_id: int, desk: Desk) -> TakenIn | None:
    """Return what to answer, with the article stored where there is one; None: say nothing."""
    text = text_of(message)
    if not may_add(desk, message.chat_id, user_id):
        return TakenIn(view.not_an_editor() if _is_offered(message) else welcome.free_text())
    if not shown(text):
        # The other pictures of an album; its caption stands under one of them.
        return None if message.media_group_id else TakenIn(view.without_text())
    if len(shown(text)) < (SHORTEST_FORWARDED if message.forward_origin else SHORTEST_TYPED):
        return TakenIn(view.too_short())
    return _submit(desk, message.chat_id, article_of(message, load_outlets(), desk.defaults.timezone))


def _is_offered(message: Message) -> bool:
    """True for what somebody hands on, and not for a word, a sticker or the like."""
    return bool(message.forward_origin or message.caption or message.photo or message.document)


def may_add(desk: Desk, chat_id: int, user_id: int) -> bool:
    """True when this person may add articles at this moment."""
    with desk.store.reading() as session:
        return desk.request(chat_id, user_id).rank(session) >= Rank.EDITOR


def _submit(desk: Desk, chat_id: int, article: Article) -> TakenIn:
    # Stored before anything is said: "received" must be true whatever happens next.
    with desk.store.writing() as session:
        submission = inbox.submit(session, article, dossier=desk.defaults.dossier.code, now=desk.clock())
        answer_id = inbox.expect_answer(session, submission.article_id, chat_id=chat_id)
        if not submission.known:
            return TakenIn(view.received(article), answer_id)
        understood = articles.understood(session, submission.article_id)
        reply = view.known(understood, desk.context(session, chat_id))
        return TakenIn(reply, answer_id, last=submission.state is not ArticleState.NEW)


def _remember(desk: Desk, taken: TakenIn, message_id: int | None) -> None:
    """Write down whether the sender was told, and in which message."""
    if taken.answer_id is None:
        return
    with desk.store.writing() as session:
        if taken.last and message_id is not None:
            inbox.mark_answered(session, taken.answer_id)
        else:
            inbox.received_said(session, taken.answer_id, message_id)
