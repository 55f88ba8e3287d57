"""The buttons of an article's card: approve what waits of it, see its sentences and what was left out, withdraw it."""

from __future__ import annotations

from collections.abc import Callable

from bot.commands.event import event_number
from bot.commands.request import Request
from bot.views import article as card
from bot.views import article_deeds as view
from bot.views.editors import in_private_only
from bot.views.reply import Reply
from storage import of_articles
from storage.db import Session
from storage.read import articles
from storage.read.articles import Understood


def article(request: Request, session: Session) -> Reply:
    """Show an article's card as it is now."""
    return _of(request, session, lambda found: card.card(found, request.context(session)))


def sentences(request: Request, session: Session) -> Reply:
    """Show each event of an article with the sentences that tell it there."""
    return _of(
        request,
        session,
        lambda found: view.sentences(found, _text(session, found), request.context(session)),
    )


def noise(request: Request, session: Session) -> Reply:
    """Show what cleaning left out of an article."""
    return _of(request, session, lambda found: view.noise(found, _text(session, found)))


def approve_article(request: Request, session: Session) -> Reply:
    """Approve all of an article that waits, "7 812" being its number and what was seen; show its card as it is then."""
    seen = request.args.split()[-1] if request.args else ""

    def approved(found: Understood) -> Reply:
        done = of_articles.approve_article(
            session,
            found.article_id,
            int(seen[:12]) if seen.isdecimal() else -1,
            by=request.user_id,
            now=request.now,
        )
        now = articles.understood(session, found.article_id)
        return card.card(now, request.context(session), view.approved(done))

    return _of(request, session, approved)


def ask_article(request: Request, session: Session) -> Reply:
    """Ask before an article is withdrawn."""
    return _of(request, session, view.ask_withdrawal)


def withdraw_article(request: Request, session: Session) -> Reply:
    """Take an article back with what it alone tells."""

    def withdrawn(found: Understood) -> Reply:
        done = of_articles.withdraw_article(session, found.article_id, by=request.user_id, now=request.now)
        return view.withdrawn(found.article_id, done)

    return _of(request, session, withdrawn)


def _of(request: Request, session: Session, show: Callable[[Understood], Reply]) -> Reply:
    """Show something of the article whose number is asked for. In a group nothing of it is shown."""
    if not request.private:
        return in_private_only()
    number = event_number(request.args.split()[0]) if request.args.strip() else None
    found = articles.known(session, number) if number is not None else None
    return view.unknown() if found is None else show(found)


def _text(session: Session, found: Understood) -> str:
    return articles.texts(session, [found.article_id]).get(found.article_id, "")
