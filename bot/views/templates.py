"""The Jinja2 environment: every value that a template shows is cleaned and escaped, whoever forgets to ask for it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from bot.views.arabic import counted, hour_words
from bot.views.clean import isolated, shortened, shown
from bot.views.days import day_name
from bot.views.pages import pages
from bot.views.reply import Picture, Question, Reply, Rows


def page(template: str, buttons: Rows = (), picture: Picture | None = None, **values: object) -> Reply:
    """Render `<template>.jinja` into as many messages as it takes."""
    text = _environment().get_template(f"{template}.jinja").render(values)
    return Reply(pages(text), buttons, picture)


def say(sentence: str, buttons: Rows = (), *, asks: Question | None = None, **values: object) -> Reply:
    """Render one short text of ours; `values` stand in it as `{{ name }}` and are escaped."""
    return Reply(pages(_sentence(sentence).render(values)), buttons, asks=asks)


@cache
def _sentence(sentence: str) -> Template:
    # Those that stand in the views: few, and to make one takes longer than all the rest of an answer.
    return _sentences().from_string(sentence)


@cache
def _sentences() -> Environment:
    # In one string a line break behind a tag is meant; in a file it only ends the tag's line.
    return _environment().overlay(trim_blocks=False, lstrip_blocks=False)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalized,
        # A process shows what it was started with.
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        counted=counted, day=day_name, hour=hour_words, isolated=isolated, short=shortened
    )
    return environment


def _finalized(value: object) -> object:
    return shown(value) if isinstance(value, str) and not isinstance(value, Markup) else value
