"""/cancel: leave open what the bot asked."""

from __future__ import annotations

from bot.commands.request import Request
from bot.views import welcome
from bot.views.reply import Reply
from storage import questions
from storage.db import Session


def cancel(request: Request, session: Session) -> Reply:
    left = questions.forget(session, request.chat_id, user_id=request.user_id)
    return welcome.left_open() if left else welcome.nothing_asked()
