"""The commands, the buttons and the typed answers, each in one registry; handlers, /help, Telegram's menu and the docs derive from it.

A new command is one file here, one view, and one line in `COMMANDS`. Nothing here knows Telegram or SQL.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.commands import broadcast
from bot.commands.article import approve_article, article, ask_article, noise, sentences, withdraw_article
from bot.commands.audit import audit, audit_page
from bot.commands.cancel import cancel
from bot.commands.corrections import ask_withdrawal, correct, reinstate, withdraw
from bot.commands.deliveries import arrived, deliveries, resend
from bot.commands.digest import digest
from bot.commands.editors import editors, name_told, offer
from bot.commands.event import event
from bot.commands.figures import figures
from bot.commands.fixing import ask, fix, name, set_field, typed, unname
from bot.commands.follow import follow, unfollow, unlist
from bot.commands.help import help_
from bot.commands.holding import hold, release
from bot.commands.joining import join
from bot.commands.latest import latest, page, types
from bot.commands.mediators import mediator, mediators
from bot.commands.positions import positions
from bot.commands.preview import preview
from bot.commands.privacy import ask_forget, forget, privacy
from bot.commands.request import Action, Answer, Command, Rank
from bot.commands.reviewing import approve, reject, review, undo
from bot.commands.ruling import ask_join, join_typed, split, split_off
from bot.commands.search import search, search_page
from bot.commands.settings import (
    ask_zone,
    habit,
    habits,
    hour,
    hours,
    resume,
    settings,
    stop,
    zone,
    zone_here,
    zone_typed,
    zones,
)
from bot.commands.sources import feed, sources
from bot.commands.start import start
from bot.commands.status import status
from bot.commands.submissions import day_typed, drop, open_again, other_day, published, text_right
from bot.commands.subscribe import subscribe, unsubscribe
from bot.commands.timeline import timeline
from bot.commands.timing import quiet, rhythm, urgent
from bot.commands.wishes import ask_wish, wish, wish_typed, wishes
from bot.views.broadcast import BROADCAST
from bot.views.editors import NAME_EDITOR
from bot.views.fixing import FIX
from bot.views.ruling import JOIN
from bot.views.settings import ZONE
from bot.views.submission import TYPE_DAY
from bot.views.wishes import WISH

COMMANDS: tuple[Command, ...] = (
    Command("start", "ما هذا البوت", start),
    Command("latest", "آخر الأحداث، كلها أو من نوع واحد", latest, shared=True),
    Command("mediators", "آخر ما فعله كل وسيط", mediators, shared=True),
    Command("mediator", "صفحة وسيط باسمه: من فيه وماذا فعل", mediator, shared=True),
    Command("positions", "من يريد ماذا، ومنذ متى", positions, shared=True),
    Command("figures", "الأرقام بحسب كل مصدر", figures, shared=True),
    Command("timeline", "الأحداث على خط الزمن، بين يومين", timeline, shared=True),
    Command("digest", "آخر موجز، أو موجز يوم", digest),
    Command("search", "البحث بالكلمات كما تُقال", search, shared=True),
    Command("event", "بطاقة حدث برقمه: من وأين ومتى وبأي كلمات", event, shared=True),
    Command("subscribe", "الاشتراك في الموجز", subscribe, writes=True),
    Command("unsubscribe", "إيقاف الموجز", unsubscribe, writes=True),
    Command("follow", "متابعة حدث برقمه، أو شخص أو طرف باسمه، وما يُتابَع", follow, writes=True),
    Command("unfollow", "إيقاف متابعة", unfollow, writes=True),
    Command("settings", "المواعيد والمدينة وأي الأخبار تصل وكيف تُكتب", settings, writes=True),
    Command("privacy", "ما يُحفظ عن هذه المحادثة", privacy),
    Command("forget", "حذف كل ما يُحفظ عن هذه المحادثة", ask_forget, writes=True),
    Command("cancel", "ترك السؤال الذي ينتظر جوابًا", cancel, writes=True),
    Command("help", "كل الأوامر", help_),
    Command("review", "ما ينتظر قرار محرر قبل أن يراه القراء", review, rank=Rank.EDITOR),
    Command("deliveries", "موجزات قد لا تكون وصلت، وإعادة إرسالها", deliveries, rank=Rank.EDITOR),
    Command("status", "حال الخدمة: ما ينتظر وما وصل وما ورد", status, rank=Rank.EDITOR),
    Command("withdraw", "سحب خبر برقمه، وتصحيح ما وصل منه", withdraw, writes=True, rank=Rank.EDITOR),
    Command("reinstate", "إعادة خبر سُحب", reinstate, writes=True, rank=Rank.EDITOR),
    Command("correct", "تصحيح خبر برقمه: مكانه أو يومه أو غيرهما", correct, writes=True, rank=Rank.EDITOR),
    Command(
        "broadcast",
        "كلمة من المحررين إلى المشتركين",
        broadcast.broadcast,
        writes=True,
        rank=Rank.EDITOR,
        takes_text=True,
    ),
    Command("preview", "الموجز التالي قبل موعده", preview, writes=True, rank=Rank.EDITOR),
    Command("hold", "إيقاف النشر: لا موجز ولا عاجل", hold, writes=True, rank=Rank.EDITOR),
    Command("release", "استئناف النشر", release, writes=True, rank=Rank.EDITOR),
    Command("sources", "المصادر التي تُقرأ من تلقاء نفسها", sources, rank=Rank.EDITOR),
    Command("editors", "المحررون: عرض وإضافة وإزالة", editors, writes=True, rank=Rank.OWNER),
    Command("audit", "من غيّر ماذا ومتى", audit, rank=Rank.OWNER),
)

BUTTONS: Mapping[str, Action] = {
    action.name: action
    for action in (
        Action("latest", latest, in_place=True, shared=True),
        Action("page", page, in_place=True, shared=True),
        Action("types", types, in_place=True, shared=True),
        Action("mediators", mediators, shared=True),
        Action("mediator", mediator, shared=True),
        Action("positions", positions, shared=True),
        Action("figures", figures, shared=True),
        Action("timeline", timeline, shared=True),
        Action("search", search_page, in_place=True, shared=True),
        Action("event", event, shared=True),
        Action("status", status, in_place=True, rank=Rank.EDITOR),
        Action("review", review, in_place=True, rank=Rank.EDITOR),
        Action("approve", approve, in_place=True, writes=True, rank=Rank.EDITOR),
        Action("reject", reject, in_place=True, writes=True, rank=Rank.EDITOR),
        Action("undo", undo, in_place=True, writes=True, rank=Rank.EDITOR),
        Action("article", article, in_place=True, rank=Rank.EDITOR),
        Action("sentences", sentences, rank=Rank.EDITOR),
        Action("noise", noise, rank=Rank.EDITOR),
        Action("approve_article", approve_article, in_place=True, writes=True, rank=Rank.EDITOR),
        Action("ask_article", ask_article, in_place=True, rank=Rank.EDITOR),
        Action("withdraw_article", withdraw_article, in_place=True, writes=True, rank=Rank.EDITOR),
        Action("ask_join", ask_join, rank=Rank.EDITOR),
        Action("split", split, in_place=True, rank=Rank.EDITOR),
        Action("split_off", split_off, in_place=True, writes=True, rank=Rank.EDITOR),
        Action("fix", fix, in_place=True, rank=Rank.EDITOR),
        Action("set", set_field, in_place=True, writes=True, rank=Rank.EDITOR),
        Action("unname", unname, in_place=True, writes=True, rank=Rank.EDITOR),
        Action("name", name, in_place=True, writes=True, rank=Rank.EDITOR),
        Action("ask", ask, rank=Rank.EDITOR),
        Action("ask_withdrawal", ask_withdrawal, in_place=True, rank=Rank.EDITOR),
        Action("withdraw", withdraw, in_place=True, writes=True, rank=Rank.EDITOR),
        Action("reinstate", reinstate, in_place=True, writes=True, rank=Rank.EDITOR),
        Action("correct", correct, in_place=True, writes=True, rank=Rank.EDITOR),
        Action("feed", feed, in_place=True, writes=True, rank=Rank.OWNER),
        Action("audit", audit_page, in_place=True, rank=Rank.OWNER),
        Action("broadcast", broadcast.shown, in_place=True, rank=Rank.EDITOR),
        Action("broadcast_send", broadcast.send, in_place=True, writes=True, rank=Rank.EDITOR),
        Action("broadcast_drop", broadcast.drop, in_place=True, writes=True, rank=Rank.EDITOR),
        Action("broadcast_stop", broadcast.stop, in_place=True, writes=True, rank=Rank.EDITOR),
        Action("preview", preview, writes=True, rank=Rank.EDITOR),
        Action("hold", hold, writes=True, rank=Rank.EDITOR),
        Action("release", release, writes=True, rank=Rank.EDITOR),
        Action("editors", editors, in_place=True, writes=True, rank=Rank.OWNER),
        Action("published", published, in_place=True, writes=True, rank=Rank.EDITOR),
        Action("other_day", other_day, rank=Rank.EDITOR),
        Action("text_right", text_right, in_place=True, writes=True, rank=Rank.EDITOR),
        Action("open_again", open_again, in_place=True, writes=True, rank=Rank.EDITOR),
        Action("drop", drop, in_place=True, writes=True, rank=Rank.EDITOR),
        Action("digest", digest),
        Action("privacy", privacy, in_place=True),
        Action("forget", forget, in_place=True, writes=True),
        Action("subscribe", subscribe, writes=True),
        Action("follow", follow, writes=True),
        Action("unfollow", unfollow, in_place=True, writes=True),
        Action("unlist", unlist, in_place=True, writes=True),
        Action("settings", settings, in_place=True),
        Action("hours", hours, in_place=True),
        Action("hour", hour, in_place=True, writes=True),
        Action("rhythm", rhythm, in_place=True, writes=True),
        Action("quiet", quiet, in_place=True, writes=True),
        Action("urgent", urgent, in_place=True, writes=True),
        Action("zones", zones, in_place=True),
        Action("zone", zone, in_place=True, writes=True),
        Action("ask_zone", ask_zone, writes=True),
        Action("wishes", wishes, in_place=True),
        Action("wish", wish, in_place=True, writes=True),
        Action("ask_wish", ask_wish, writes=True),
        Action("habits", habits, in_place=True),
        Action("habit", habit, in_place=True, writes=True),
        Action("stop", stop, in_place=True, writes=True),
        Action("resume", resume, in_place=True, writes=True),
        Action("resend", resend, in_place=True, writes=True, rank=Rank.EDITOR),
        Action("arrived", arrived, in_place=True, writes=True, rank=Rank.EDITOR),
    )
}


# What is done with what people type when they were asked; a view's `Question` names the purpose.
ANSWERS: Mapping[str, Answer] = {
    answer.purpose: answer
    for answer in (
        Answer(NAME_EDITOR, name_told, rank=Rank.OWNER, takes_people=True),
        Answer(BROADCAST, broadcast.text_typed, rank=Rank.EDITOR),
        Answer(TYPE_DAY, day_typed, rank=Rank.EDITOR),
        Answer(FIX, typed, rank=Rank.EDITOR),
        Answer(JOIN, join_typed, rank=Rank.EDITOR),
        Answer(WISH, wish_typed),
        Answer(ZONE, zone_typed),
    )
}


# What a link's `?start=` asks for, up to its first underscore, where that changes something; else `start` shows it.
LINK_ACTIONS: Mapping[str, Action] = {"join": Action("join", join, writes=True, private=True)}

# What is done with a contact that an owner sends unasked.
CONTACT = Action("contact", offer, rank=Rank.OWNER)
# What is done with a place that somebody shares, asked or not.
PLACE = Action("place", zone_here, writes=True, private=True)


def visible_to(rank: Rank) -> Sequence[Command]:
    """Return the commands that a person of this rank may use, in the registry's order."""
    return [command for command in COMMANDS if command.rank <= rank]


def markdown_table() -> str:
    """Return the commands as a Markdown table, for the docs."""
    who = {Rank.READER: "everyone", Rank.EDITOR: "editors", Rank.OWNER: "owners"}
    lines = [f"| `/{command.name}` | {command.description} | {who[command.rank]} |" for command in COMMANDS]
    return "\n".join(("| command | what it does | for |", "|---|---|---|", *lines))
