"""Takes in what editors forward, paste or send, stored before anything is said; refuses everyone else politely."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from telegram import Bot, Message

from bot.commands.request import Rank
from bot.desk import Desk
from bot.editors.handing import (
    QUIET,
    Declined,
    Offer,
    continues,
    joined_kind,
    offered,
    piece_of,
)
from bot.editors.origins import origin_key
from bot.sending import send_reply
from bot.views import article as view
from bot.views import submission as submission_view
from bot.views import welcome
from bot.views.reply import Reply
from storage import inbox
from storage.catalog import load_outlets
from storage.db import Session
from storage.model import Article, ArticleState, Handed
from storage.read import articles
from storage.submissions import arriving, telling

_DECLINED: Mapping[Declined, Callable[[], Reply]] = {
    Declined.TOO_SHORT: view.too_short,
    Declined.WITHOUT_TEXT: view.without_text,
    Declined.TOO_LARGE: submission_view.too_large,
    Declined.MANY_LINKS: submission_view.many_links,
    Declined.TELEGRAM_LINK: submission_view.telegram_link,
}


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What to answer to a message; `answer_id` is set where the sender is to hear of an article.

    `submission_id` is set where something has to be done before it is one. `last` says that the reply is all that
    there is to hear, else it becomes the card once the article is read.
    """

    reply: Reply
    answer_id: int | None = None
    last: bool = False
    submission_id: int | None = None


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
    """Return what to answer, with what was handed in stored; None: say nothing."""
    if not may_add(desk, message.chat_id, user_id):
        return TakenIn(view.not_an_editor() if _is_offered(message) else welcome.free_text())
    with desk.store.writing() as session:
        if is_part_of_another(session, message, user_id, desk):
            return None
        offer = offered(message, load_outlets(), desk.defaults.timezone, desk.clock())
        if isinstance(offer, Declined):
            return TakenIn(_DECLINED[offer]())
        return _take(session, offer, user_id, desk)


def is_part_of_another(session: Session, message: Message, user_id: int, desk: Desk) -> bool:
    """Add the message to what waits for it; True where it was, or had been before: Telegram gives some twice."""
    if arriving.submission_of(session, message.chat_id, message.message_id) is not None:
        return True
    key = f"album {message.media_group_id}" if message.media_group_id else origin_key(message)
    begun = arriving.unfinished(session, key, user_id=user_id)
    if begun is None or not continues(message, begun):
        return False
    kind = joined_kind(message, begun)
    arriving.join(session, begun.id, piece_of(message, kind), kind, ready_at=desk.clock() + QUIET)
    return True


def is_rest(message: Message, user_id: int, desk: Desk) -> bool:
    """Take a few typed words as the end of a text that its client cut; False where they are no such thing."""
    with desk.store.reading() as session:
        if arriving.unfinished(session, origin_key(message), user_id=user_id) is None:
            return False
    with desk.store.writing() as session:
        return is_part_of_another(session, message, user_id, desk)


def _take(session: Session, offer: Offer, user_id: int, desk: Desk) -> TakenIn:
    """Store what is offered; what nothing has to be done for goes to the inbox at once."""
    arrival, piece = offer.arrival, offer.piece
    if offer.whole and arrival.kind is Handed.TEXT and arrival.published:
        article = Article(piece.text, arrival.publisher, arrival.published, arrival.url)
        return _submit(session, desk, piece.chat_id, article)
    number = arriving.hand_in(
        session,
        arrival,
        piece,
        dossier=desk.defaults.dossier.code,
        chat_id=piece.chat_id,
        user_id=user_id,
    )
    reply = submission_view.received(arrival.kind, arrival.publisher, arrival.published, whole=offer.whole)
    return TakenIn(reply, submission_id=number)


def _is_offered(message: Message) -> bool:
    """True for what somebody hands on, and not for a word, a sticker or the like."""
    return bool(message.forward_origin or message.caption or message.photo or message.document)


def may_add(desk: Desk, chat_id: int, user_id: int) -> bool:
    """True when this person may add articles at this moment."""
    with desk.store.reading() as session:
        return desk.request(chat_id, user_id).rank(session) >= Rank.EDITOR


def _submit(session: Session, desk: Desk, chat_id: int, article: Article) -> TakenIn:
    submitted = inbox.submit(session, article, dossier=desk.defaults.dossier.code, now=desk.clock())
    answer_id = inbox.expect_answer(session, submitted.article_id, chat_id=chat_id)
    if not submitted.known:
        reply = submission_view.received(Handed.TEXT, article.publisher, article.published)
        return TakenIn(reply, answer_id)
    understood = articles.understood(session, submitted.article_id)
    reply = view.known(understood, desk.context(session, chat_id))
    return TakenIn(reply, answer_id, last=submitted.state is not ArticleState.NEW)


def _remember(desk: Desk, taken: TakenIn, message_id: int | None) -> None:
    """Write down whether the sender was told, and in which message."""
    if taken.answer_id is None and taken.submission_id is None:
        return
    with desk.store.writing() as session:
        if taken.submission_id is not None:
            telling.received_said(session, taken.submission_id, message_id)
        elif taken.answer_id is None:
            return
        elif taken.last and message_id is not None:
            inbox.mark_answered(session, taken.answer_id)
        else:
            inbox.received_said(session, taken.answer_id, message_id)
