"""The commands of those who operate: look what is wrong, take things out, keep a copy. No logic lives here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from storage.taking_out import Form, Kind
from terminal import FOUND_FAULTS, MOMENTS, ClockFile, bounds, clock_of, one_sentence, opened

if TYPE_CHECKING:
    from storage.taking_out.records import Record

app = typer.Typer()
model = typer.Typer(help="The models that may write the paragraph that opens a digest.", no_args_is_help=True)
app.add_typer(model, name="model")


@app.command()
def export(
    form: Annotated[Form, typer.Option("--format")] = Form.JSONL,
    what: Annotated[Kind | None, typer.Option(help="Default: all of it as jsonl, the events as csv.")] = None,
    since: Annotated[
        datetime | None, typer.Option(formats=MOMENTS, help="Of articles that were read from then on.")
    ] = None,
    until: Annotated[
        datetime | None, typer.Option(formats=MOMENTS, help="Of articles that were read before.")
    ] = None,
) -> None:
    """Print events, positions and figures, with their codes and the sentences that prove them."""
    from storage.catalog import load_dossier, load_event_kinds
    from storage.catalog.codes import Coder
    from storage.settings import Settings, load_settings
    from storage.taking_out.forms import json_lines, table
    from storage.taking_out.records import Wanted, records

    with one_sentence():
        settings = load_settings(Settings)
        wanted = Wanted(settings.dossier, *bounds(since, until, ZoneInfo(settings.timezone)))
        coder = Coder.of(load_dossier(settings.dossier), load_event_kinds())

        with opened(settings).reading() as session:

            def of(kind: Kind) -> Iterator[Record]:
                return records(session, kind, wanted, coder)

            if form is Form.CSV:
                chosen = what or Kind.EVENTS
                lines = table(of(chosen), chosen)
            else:
                lines = (line for kind in ([what] if what else Kind) for line in json_lines(of(kind)))
            for line in lines:
                print(line)


@app.command()
def backup(file: Annotated[Path, typer.Argument(help="Where to; there must be no such file yet.")]) -> None:
    """Write all that the store holds into one file, while the bot goes on working."""
    from storage.settings import Settings, load_settings
    from storage.taking_out.backup import back_up

    with one_sentence():
        rows = back_up(opened(load_settings(Settings)), file, now=clock_of(None)())
        typer.echo(f"{file}: {rows:,} rows", err=True)


@app.command()
def restore(file: Annotated[Path, typer.Argument(help="A file that `wasit backup` made.")]) -> None:
    """Put a backup into a new, empty database: the one at DATABASE_URL."""
    from storage.settings import Settings, load_settings
    from storage.taking_out.backup import restore as put_back

    with one_sentence():
        rows = put_back(opened(load_settings(Settings)), file)
        typer.echo(f"{file}: {rows:,} rows are back", err=True)


@app.command()
def doctor(
    offline: Annotated[bool, typer.Option("--offline", help="Leave Telegram alone.")] = False,
    clock: ClockFile = None,
) -> None:
    """Look at all that can be wrong, and say of each what to do; status 1 where the service cannot work."""
    from examination import examine
    from storage.doctor import State

    marks = {State.WELL: "ok     ", State.WARNING: "warning", State.FAULT: "FAULT  "}
    faults = 0
    with one_sentence():
        for finding in examine(clock_of(clock), offline=offline):
            typer.echo(f"{marks[finding.state]}  {finding.about}: {finding.found}")
            if finding.remedy:
                typer.echo(f"         → {finding.remedy}")
            faults += finding.state is State.FAULT
    raise typer.Exit(FOUND_FAULTS if faults else 0)


@app.command()
def delete(
    article: Annotated[int, typer.Argument(help="The article's number, as `wasit export` gives it.", min=1)],
) -> None:
    """Delete an article for good, with the events that it alone told; who received these is told so."""
    from storage.catalog import load_dossier
    from storage.errors import WasitError
    from storage.settings import Settings, load_settings
    from summarizer.removal import remove_article

    with one_sentence():
        settings = load_settings(Settings)
        gone = remove_article(
            opened(settings), load_dossier(settings.dossier), article, by=0, now=clock_of(None)()
        )
        if gone is None:
            raise WasitError(f"there is no article {article} in the dossier {settings.dossier}")
        typer.echo(
            f"article {article} is deleted, and {gone.events} events that it alone told; "
            f"{gone.told_anew} are told by others; {gone.deliveries} corrections are on their way"
        )


@model.command("add")
def model_add(
    name: Annotated[str, typer.Argument(help="A model's name on the Hugging Face hub, or a folder.")],
    revision: Annotated[str | None, typer.Option(help="The very revision; default: the newest.")] = None,
) -> None:
    """Fetch a model, convert it where that changes nothing, and check that it does not."""
    from storage.settings import Settings, load_settings
    from summarizer.writing.transformers.adding import add
    from summarizer.writing.transformers.shelf import Shelf

    with one_sentence():
        shelf = Shelf(load_settings(Settings).models)
        add(shelf, name, revision, lambda line: typer.echo(line, err=True))
        typer.echo(
            f"{name} is in {shelf.place(name)}; SUMMARIZER=transformers and SUMMARIZER_MODEL={name} use it"
        )


@model.command("list")
def model_list() -> None:
    """Show which models are there."""
    from storage.settings import Settings, load_settings
    from summarizer.writing.transformers.shelf import Shelf

    with one_sentence():
        for card in Shelf(load_settings(Settings).models).cards():
            how = "int8" if card.converted else f"torch ({card.why_not})"
            typer.echo(
                f"{card.name}: {card.kind}, {how}, revision {card.revision or 'of a folder'}, sha256 {card.sha256}"
            )
