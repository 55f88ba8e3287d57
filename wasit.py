"""The one door: each command reads its arguments, calls one room, and says how it went. No logic lives here.

Imports stand inside the commands, so that `wasit read` loads neither a database nor Telegram.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from operations import app as operations
from terminal import BAD_INPUT, MOMENTS, ClockFile, clock_of, one_sentence, opened, told_output, window

if TYPE_CHECKING:
    from bot.views.reply import Reply
    from storage.files import Complain, FileError, NamedArticle

app = typer.Typer(
    help="وسيط · Wasit: Arabic digests of the Gaza ceasefire and hostage negotiations.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Published = Annotated[
    datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day on which it was published.")
]
Publisher = Annotated[str | None, typer.Option(help="The outlet.")]


# Telegram promises that a user id has at most 52 significant bits.
LARGEST_USER = 2**52


class Form(StrEnum):
    TEXT = "text"
    HTML = "html"
    JSON = "json"


@app.command()
def demo(
    articles: Annotated[
        Path | None, typer.Option(help="A folder of .txt files, with an optional manifest.json.")
    ] = None,
    chat: Annotated[
        bool, typer.Option("--chat", help="Try it yourself, on a chat page of this machine.")
    ] = False,
    port: Annotated[int, typer.Option(min=0, max=65535, help="The chat page's port; 0 is a free one.")] = 0,
    opens: Annotated[
        bool, typer.Option("--open/--no-open", help="Show the chat page in a browser, where there is one.")
    ] = True,
) -> None:
    """Show a whole day without Telegram: articles come in, readers ask, the digest arrives."""
    from bot.preview.chat import run_chat
    from bot.preview.demo import run_demo
    from bot.preview.stage import SAMPLES
    from processes import unwinding_when_stopped

    with one_sentence(), unwinding_when_stopped():
        folder = articles or SAMPLES
        if chat:
            raise typer.Exit(run_chat(folder, typer.echo, port=port, opens=opens))
        raise typer.Exit(run_demo(folder, typer.echo))


@app.command()
def run() -> None:
    """Run the bot and the summarizer, each its own process, started again if it dies."""
    from processes import Child, supervise
    from storage.settings import BotSettings, load_settings

    with one_sentence():
        load_settings(BotSettings)
        raise typer.Exit(
            supervise([Child(["bot"]), Child(["summarizer"])], lambda line: typer.echo(line, err=True))
        )


@app.command()
def bot(clock: ClockFile = None) -> None:
    """Run the bot: answer commands, take articles, send what is due."""
    from bot.serving import run_bot
    from processes import end_with_parent
    from storage.log import set_up_logging
    from storage.settings import BotSettings, load_settings

    end_with_parent()
    with one_sentence():
        settings = load_settings(BotSettings)
        set_up_logging(settings.log_level, "bot")
        run_bot(settings, opened(settings), clock_of(clock))


@app.command()
def summarizer(
    once: Annotated[
        bool, typer.Option("--once", help="Read what is new, publish what is due, and end.")
    ] = False,
    clock: ClockFile = None,
) -> None:
    """Run the summarizer: read new articles into events, publish digests at their hours."""
    from processes import end_with_parent
    from storage.catalog import load_dossier
    from storage.log import set_up_logging
    from storage.settings import Settings, load_settings
    from summarizer import schedule
    from summarizer.writing.choosing import writer_of

    end_with_parent()
    with one_sentence():
        settings = load_settings(Settings)
        set_up_logging(settings.log_level, "summarizer")
        work = schedule.once if once else schedule.run_until_signal
        known, now = load_dossier(settings.dossier), clock_of(clock)
        work(opened(settings), known, now, settings.timezone, settings.review, writer_of(settings))


@app.command()
def read(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Texts or JSON lines; - is standard input.")
    ] = None,
    published: Published = None,
    publisher: Publisher = None,
    dossier: Annotated[str, typer.Option(envvar="DOSSIER", help="The negotiation to read for.")] = "gaza",
    explain: Annotated[
        bool, typer.Option("--explain", help="Say of each fact which rule and which words gave it.")
    ] = False,
) -> None:
    """Read articles into facts, one JSON object a line; needs no database, no network and no model."""
    from storage.catalog import load_dossier
    from storage.files import FileError, check_published
    from summarizer.reading import ReadingError
    from summarizer.reading import explain as explain_article
    from summarizer.reading import read as read_article
    from summarizer.reading.answer import as_answer

    bad: list[FileError] = []

    def complain(error: FileError) -> None:
        typer.echo(f"wasit: {error}", err=True)
        bad.append(error)

    with one_sentence():
        known, readable, today = load_dossier(dossier), False, clock_of(None)().date()
        check_published(_day(published), today, "--published")
        for named in _inputs(files or [Path("-")], complain):
            article = replace(
                named.article,
                published=named.article.published or _day(published),
                publisher=named.article.publisher or publisher,
            )
            try:
                check_published(article.published, today, "the article")
                if explain:
                    line = f"{named.name}\n{explain_article(article, known)}"
                else:
                    line = _json(as_answer(read_article(article, known), article, id=named.name))
                readable = True
            except (ReadingError, FileError) as error:
                typer.echo(f"{named.name}: {error}", err=True)
                line = "" if explain else _json({"id": named.name, "error": str(error)})
            if line:
                print(line)
        if bad or not readable:
            raise typer.Exit(BAD_INPUT)


def _json(answer: Mapping[str, object]) -> str:
    return json.dumps(answer, ensure_ascii=False)


@app.command()
def ingest(
    sources: Annotated[list[str], typer.Argument(help="Files, folders or web addresses.")],
    published: Published = None,
    publisher: Publisher = None,
) -> None:
    """Put articles in the inbox; says which were new, known and refused."""
    from storage.files import check_published
    from storage.settings import Settings, load_settings
    from summarizer.sources.gather import into_inbox

    with one_sentence():
        now = clock_of(None)()
        check_published(_day(published), now.date(), "--published")
        settings, refused = load_settings(Settings), False
        store, code = opened(settings), settings.dossier
        for name, outcome in into_inbox(store, code, sources, _day(published), publisher, now=now):
            refused |= outcome.refused
            typer.echo(f"{name}: {outcome}", err=outcome.refused)
        if refused:
            raise typer.Exit(BAD_INPUT)


@app.command()
def digest(
    since: Annotated[
        datetime | None, typer.Option(formats=MOMENTS, help="Default: 24 hours before --until.")
    ] = None,
    until: Annotated[datetime | None, typer.Option(formats=MOMENTS, help="Default: now.")] = None,
    form: Annotated[Form, typer.Option("--format")] = Form.TEXT,
    publish: Annotated[bool, typer.Option("--publish", help="Also queue it for its subscribers.")] = False,
) -> None:
    """Show the digest of what was learned in a window; times are in the settings' time zone."""
    from bot.commands.request import Defaults
    from bot.views.digest import digest as digest_view
    from storage.errors import WasitError
    from storage.nouns import digest_json
    from storage.settings import Settings, load_settings
    from summarizer import job, publishing
    from summarizer.writing.choosing import writer_of

    with one_sentence():
        settings = load_settings(Settings)
        store, defaults, zone = (
            opened(settings),
            Defaults.from_settings(settings),
            ZoneInfo(settings.timezone),
        )
        now = clock_of(None)()
        start, end = window(since, until, zone, now)
        if publish and end > now:
            raise WasitError("--publish: this window is not over yet")
        writer = writer_of(settings)
        made = job.digest_between(store, defaults.dossier, start, end, writer)
        if form is Form.JSON:
            typer.echo(digest_json(made))
        else:
            _show(digest_view(made, defaults.context(settings.timezone, now)), form)
        if publish:
            queued = publishing.publish_to_all(store, defaults.dossier, start, end, now=now, writer=writer)
            typer.echo(f"queued for {queued} chats", err=True)


@app.command()
def ask(
    text: Annotated[str, typer.Argument(help='What a reader would send: "/latest"')],
    user: Annotated[int, typer.Option(help="The Telegram user id that asks.")] = 0,
    form: Annotated[Form, typer.Option("--format")] = Form.TEXT,
) -> None:
    """Show the reply that the bot would give, from the store; what it would write is written."""
    from bot.commands.dispatch import answer
    from bot.commands.request import Defaults, Request
    from storage.errors import WasitError
    from storage.settings import Settings, load_settings

    with one_sentence():
        if not 0 <= user <= LARGEST_USER:
            raise WasitError("--user is a Telegram user id, a whole number of at most 16 digits")
        settings = load_settings(Settings)
        request = Request(Defaults.from_settings(settings), chat_id=user, user_id=user, now=clock_of(None)())
        _show(answer(opened(settings), text, request), form)


app.add_typer(operations)


def main() -> None:
    """Run the command line; the console script and `python -m wasit` both come here."""
    with told_output():
        try:
            app()
        finally:
            # What was printed is still on its way: here its failure can be told.
            sys.stdout.flush()


def _show(reply: Reply, form: Form) -> None:
    from bot.views.plain import plain

    typer.echo("\n\n".join(reply.parts) if form is Form.HTML else plain(reply))


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _inputs(paths: list[Path], complain: Complain) -> Iterator[NamedArticle]:
    """The articles of all paths; `complain` hears of what cannot be opened or is none, and the rest goes on."""
    from storage.files import FileError, load_path, load_text

    for path in paths:
        try:
            if str(path) == "-":
                yield from load_text(sys.stdin.buffer.read(), "standard input", complain)
            else:
                yield from load_path(path, complain)
        except FileError as error:
            complain(error)


if __name__ == "__main__":
    main()
