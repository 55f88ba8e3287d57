"""All that `wasit doctor` looks at, in the order in which one thing rests on another; knows what no room may know of all."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

from storage.catalog import load_dossier
from storage.catalog.schema import Dossier
from storage.clock import Clock
from storage.db import Store
from storage.doctor import (
    Finding,
    fault,
    holds_our_tables,
    look_at_database,
    look_at_disk,
    look_at_settings,
    well,
)
from storage.errors import WasitError
from storage.settings import BotSettings, Settings, SettingsError, load_settings
from summarizer.doctor import look_at_articles, look_at_feeds, look_at_programs, look_at_writer

SETTINGS_FILE = Path(".env")


def examine(clock: Clock, *, offline: bool) -> Iterator[Finding]:
    """Look at everything, and give what is found as it is found; `offline` leaves Telegram alone."""
    try:
        settings = load_settings(Settings)
        dossier = load_dossier(settings.dossier)
    except WasitError as error:
        yield fault("settings", str(error), "mend .env (.env.example says what each means)")
        return
    yield from look_at_settings(settings, SETTINGS_FILE)
    yield well("dossier", f"{dossier.code}: {len(dossier.people)} people, {len(dossier.parties)} parties")
    yield look_at_database(settings)
    yield look_at_disk(settings)
    yield from look_at_programs()
    yield look_at_writer(settings)
    if holds_our_tables(settings):
        yield from _of_the_store(settings, dossier, clock)
    if not offline:
        yield from _of_telegram(clock)


def _of_the_store(settings: Settings, dossier: Dossier, clock: Clock) -> Iterator[Finding]:
    store = Store(settings.database_url)
    try:
        yield from look_at_articles(store, dossier, now=clock())
        yield from look_at_feeds(store, dossier, now=clock())
    finally:
        store.close()


def _of_telegram(clock: Clock) -> Iterator[Finding]:
    # Not at the top: without Telegram its library is not loaded.
    from bot.doctor import look_at_telegram

    try:
        settings = load_settings(BotSettings)
    except SettingsError as error:
        yield fault("token", str(error), "ask @BotFather for one, and write it into .env")
        return
    yield from asyncio.run(look_at_telegram(settings, clock))
