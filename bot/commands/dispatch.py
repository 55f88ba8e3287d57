"""From a text or a pressed button to a reply, rights checked; the same for Telegram and for `wasit ask`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from markupsafe import escape

from bot.commands import ANSWERS, BUTTONS, COMMANDS, LINK_ACTIONS
from bot.commands.request import Action, Command, Rank, Request
from bot.views import welcome
from bot.views.editors import in_private_only
from bot.views.habits import in_habit
from bot.views.reply import Reply
from storage import editors, questions
from storage.db import Session, Store
from storage.questions import Asked

# A command as people type or tap it: "/event 12", "/event@wasit_bot 12", "/event_12".
_COMMAND = re.compile(
    r"/(?P<name>[A-Za-z0-9]+)(?:_(?P<tail>\w+))?(?:@(?P<bot>\w+))?(?:\s+(?P<args>.*))?", re.DOTALL
)
_BY_NAME = {command.name: command for command in COMMANDS}


@dataclass(frozen=True, slots=True)
class Spoken:
    """A text that has the form of a command; `bot` is the username that it is addressed to, if any."""

    name: str
    args: str
    bot: str | None

    @property
    def command(self) -> Command | Action | None:
        """What it asks for; a link that changes something is not what "/start" else is."""
        link = LINK_ACTIONS.get(self.args.partition("_")[0]) if self.name == "start" else None
        return link or _BY_NAME.get(self.name)

    @property
    def takes_text(self) -> bool:
        """True where what stands behind the command may be as long as an article."""
        known = _BY_NAME.get(self.name)
        return known is not None and known.takes_text


def spoken(text: str) -> Spoken | None:
    """Return the command that `text` has the form of, known or not, or None."""
    found = _COMMAND.fullmatch(text.strip())
    if found is None:
        return None
    args = " ".join(filter(None, (found["tail"], (found["args"] or "").strip())))
    return Spoken(found["name"].lower(), args, found["bot"])


def answer(store: Store, text: str, request: Request) -> Reply:
    """Return the reply to a text in a private chat, command or not."""
    said = spoken(text)
    if said is None:
        return searched(store, text, request)
    if said.command is None:
        return welcome.unknown_command(said.name)
    return perform(store, said.command, replace(request, args=said.args, html=str(escape(said.args))))


def searched(store: Store, text: str, request: Request) -> Reply:
    """Return the reply to words that are no command: they are what somebody looks for."""
    return perform(store, _BY_NAME["search"], replace(request, args=text))


def perform(store: Store, doing: Command | Action, request: Request, *, leaves: bool = False) -> Reply:
    """Run a command's or an action's handler in a session of its own, if this person may.

    Who `leaves` what they were asked here does something else: that is forgotten behind it.
    """
    if refused := _refused(doing, request):
        return refused
    if not doing.writes:
        request = replace(request, version=store.version())
    with store.writing() if doing.writes else store.reading() as session:
        reply = _allowed(doing, request, session)
        asked = leaves and questions.any_open(session, request.chat_id, user_id=request.user_id)
    if asked:
        with store.writing() as session:
            questions.forget(session, request.chat_id, user_id=request.user_id)
    return reply


def allows(store: Store, doing: Command | Action, request: Request) -> bool:
    """Tell whether this person may, where it would be odd to refuse what they may not even mean."""
    with store.reading() as session:
        return request.rank(session) >= doing.rank


def answered(store: Store, asked: Asked, request: Request) -> Reply:
    """Do what the answer to a question is for, if this person may; the question is closed with it, or not at all."""
    answer = ANSWERS.get(asked.purpose)
    with store.writing() as session:
        questions.close(session, asked)
        if answer is None:
            return welcome.button_gone()
        doing = answer.on(asked.subject)
        return _refused(doing, request) or _allowed(doing, request, session)


def pressed(data: str) -> tuple[Action | None, str]:
    """Return what a button's data asks for and its argument; None for one that no longer exists."""
    name, _, args = data.partition(" ")
    return BUTTONS.get(name), args


def _refused(doing: Command | Action, request: Request) -> Reply | None:
    """Return what is said where this is not the place for it."""
    alone = doing.rank > Rank.READER or (isinstance(doing, Action) and doing.private)
    if alone and not request.private:
        return in_private_only()
    return welcome.admins_only() if doing.writes and not request.may_change else None


def _allowed(doing: Command | Action, request: Request, session: Session) -> Reply:
    rank = request.rank(session)
    if rank < doing.rank:
        return welcome.owners_only() if doing.rank is Rank.OWNER else welcome.editors_only()
    if doing.writes and doing.rank > Rank.READER:
        # So that the audit trail has a name for them.
        editors.keep_name(session, request.user_id, request.name)
    # Read after the handler: it may be what changes them.
    reply = _shared(doing, request, session, rank) if doing.shared else doing.handler(request, session)
    return in_habit(reply, request.reader(session).habits)


def _shared(doing: Command | Action, request: Request, session: Session, rank: Rank) -> Reply:
    """Return an answer that is the same for all of one rank and time zone; made once while the store stays as it is."""
    context = request.context(session)
    alike = (doing.handler, request.args, rank, request.private, context.timezone, context.today)
    return request.once(alike, lambda: doing.handler(request, session))
