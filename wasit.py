"""The one door: each command reads its arguments, calls one room, and says how it went. No logic lives here.

Imports stand inside the commands, so that `wasit read` loads neither a database nor Telegram.
"""

from __future__ import annotations

import errno
import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

if TYPE_CHECKING:
    from bot.views.reply import Reply
    from storage.clock import Clock
    from storage.db import Store
    from storage.files import Complain, FileError, NamedArticle
    from storage.settings import Settings

app = typer.Typer(
    help="وسيط · Wasit: Arabic digests of the Gaza ceasefire and hostage negotiations.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

ClockFile = Annotated[
    Path | None, typer.Option("--clock", help="A file that shows the time, for rehearsals.", hidden=True)
]
Published = Annotated[
    datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day on which it was published.")
]
Publisher = Annotated[str | None, typer.Option(help="The outlet.")]


MOMENTS = ["%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]
# What a command that was given something that it cannot use exits with.
BAD_INPUT = 2
# The database does not answer at present (EX_TEMPFAIL of sysexits): `wasit run` starts such a process again.
TRY_AGAIN = 75
# Telegram promises that a user id has at most 52 significant bits.
LARGEST_USER = 2**52
# What a window of a digest may touch: no calendar of ours goes further.
YEARS = range(2000, 3000)


class Form(StrEnum):
    TEXT = "text"
    HTML = "html"
    JSON = "json"


@app.command()
def demo(
    articles: Annotated[
        Path | None, typer.Option(help="A folder of .txt files, with an optional manifest.json.")
    ] = None,
) -> None:
    """Show a whole day without Telegram: articles come in, readers ask, the digest arrives."""
    from bot.preview.demo import SAMPLES, run_demo
    from processes import unwinding_when_stopped

    with _one_sentence(), unwinding_when_stopped():
        raise typer.Exit(run_demo(articles or SAMPLES, typer.echo))


@app.command()
def run() -> None:
    """Run the bot and the summarizer, each its own process, started again if it dies."""
    from processes import Child, supervise
    from storage.settings import BotSettings, load_settings

    with _one_sentence():
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
    with _one_sentence():
        settings = load_settings(BotSettings)
        set_up_logging(settings.log_level, "bot")
        run_bot(settings, _opened(settings), _clock(clock))


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

    end_with_parent()
    with _one_sentence():
        settings = load_settings(Settings)
        set_up_logging(settings.log_level, "summarizer")
        work = schedule.once if once else schedule.run_until_signal
        work(_opened(settings), load_dossier(settings.dossier), _clock(clock))


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

    with _one_sentence():
        known, readable, today = load_dossier(dossier), False, _clock(None)().date()
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

    with _one_sentence():
        now = _clock(None)()
        check_published(_day(published), now.date(), "--published")
        settings, refused = load_settings(Settings), False
        store, code = _opened(settings), settings.dossier
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

    with _one_sentence():
        settings = load_settings(Settings)
        store, defaults, zone = (
            _opened(settings),
            Defaults.from_settings(settings),
            ZoneInfo(settings.timezone),
        )
        now = _clock(None)()
        start, end = _window(since, until, zone, now)
        if publish and end > now:
            raise WasitError("--publish: this window is not over yet")
        made = job.digest_between(store, defaults.dossier, start, end)
        if form is Form.JSON:
            typer.echo(digest_json(made))
        else:
            _show(digest_view(made, defaults.context(settings.timezone, now)), form)
        if publish:
            queued = publishing.publish_to_all(store, made, now=now)
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

    with _one_sentence():
        if not 0 <= user <= LARGEST_USER:
            raise WasitError("--user is a Telegram user id, a whole number of at most 16 digits")
        settings = load_settings(Settings)
        request = Request(Defaults.from_settings(settings), chat_id=user, user_id=user, now=_clock(None)())
        _show(answer(_opened(settings), text, request), form)


def main() -> None:
    """Run the command line; the console script and `python -m wasit` both come here."""
    with _told_output():
        try:
            app()
        finally:
            # What was printed is still on its way: here its failure can be told.
            sys.stdout.flush()


@contextmanager
def _one_sentence() -> Iterator[None]:
    """Turn what we know how to say into one sentence on standard error and exit status 2."""
    from storage.errors import StoreUnavailableError, WasitError

    with _told_output():
        try:
            yield
        except StoreUnavailableError as error:
            typer.echo(f"wasit: {error}", err=True)
            raise typer.Exit(TRY_AGAIN) from None
        except WasitError as error:
            typer.echo(f"wasit: {error}", err=True)
            raise typer.Exit(BAD_INPUT) from None


@contextmanager
def _told_output() -> Iterator[None]:
    """End in peace where nobody reads our output any more, and with a sentence where it cannot be kept."""
    try:
        yield
    except BrokenPipeError:
        # The reader of our output has gone (`wasit read … | head`): that is its right, and no error.
        _give_output_up()
        raise SystemExit(0) from None
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise
        _give_output_up()
        typer.echo(f"wasit: the output could not be written: {error.strerror}", err=True)
        raise SystemExit(BAD_INPUT) from None


def _give_output_up() -> None:
    """Let what still waits to be written go nowhere, or Python would try and fail again at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _show(reply: Reply, form: Form) -> None:
    from bot.views.plain import plain

    typer.echo("\n\n".join(reply.parts) if form is Form.HTML else plain(reply))


def _window(
    since: datetime | None, until: datetime | None, zone: ZoneInfo, now: datetime
) -> tuple[datetime, datetime]:
    """The window that is asked for, as instants; raises WasitError where it is none."""
    from storage.errors import WasitError

    for name, moment in (("--since", since), ("--until", until)):
        if moment and moment.year not in YEARS:
            raise WasitError(f"{name}: the year {moment.year} is none that a digest can be made for")
    end = until.replace(tzinfo=zone).astimezone(UTC) if until else now
    start = since.replace(tzinfo=zone).astimezone(UTC) if since else end - timedelta(days=1)
    if start >= end:
        raise WasitError("--since has to be before --until (by default: now)")
    return start, end


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _clock(path: Path | None) -> Clock:
    from storage.clock import file_clock, system_clock

    return file_clock(path) if path else system_clock


def _opened(settings: Settings) -> Store:
    from storage.db import Store
    from storage.migrate import migrate

    store = Store(settings.database_url)
    migrate(store)
    return store


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
