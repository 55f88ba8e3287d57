"""Answers to pressed buttons and to inline queries."""

from __future__ import annotations

from typing import Any

from bot.preview.botapi.api import Result, method
from bot.preview.botapi.calls import Call
from bot.preview.botapi.refusals import bad, named
from bot.preview.text import limits
from bot.preview.text.links import checked_link
from bot.preview.text.markup import checked_markup
from bot.preview.text.messages import message_text
from bot.preview.world.model import Json
from bot.preview.world.state import World


@method("answerCallbackQuery")
def answer_callback_query(world: World, call: Call) -> Result:
    """Answer a pressed button, once."""
    text = call.string("text")
    if len(text) > limits.ANSWER_CHARACTERS:
        raise bad("MESSAGE_TOO_LONG")
    url = call.string("url")
    if url and not checked_link(url):
        raise bad("URL_INVALID")
    answer = {"text": text, "show_alert": call.flag("show_alert"), "url": url}
    _answer(world, "callback", call.string("callback_query_id"), answer)
    return True


@method("answerInlineQuery")
def answer_inline_query(world: World, call: Call) -> Result:
    """Answer an inline query, once, with up to 50 results."""
    raw = call.value("results", "inline query results")
    if not isinstance(raw, list):
        raise bad("expected an Array of inline query results")
    if len(raw) > limits.INLINE_RESULTS:
        raise bad("RESULTS_TOO_MUCH")
    results = [_result(one) for one in raw]
    if len({result["id"] for result in results}) < len(results):
        raise bad("RESULT_ID_DUPLICATE")
    answer = {
        "results": results,
        "next_offset": call.string("next_offset"),
        "is_personal": call.flag("is_personal"),
        "cache_time": call.integer("cache_time", 300),
    }
    _answer(world, "inline", call.string("inline_query_id"), answer)
    return True


def _answer(world: World, kind: Any, query_id: str, answer: Json) -> None:
    query = world.queries.answer(kind, query_id, answer)
    if query is None:
        raise named("query_too_old")
    world.ring(("query", query.id))


def _result(raw: Any) -> Json:
    """Check one result; only articles with a text are read here, which is what a text bot sends."""
    if not isinstance(raw, dict):
        raise bad("can't parse inline query result: Object expected as inline query result")
    if raw.get("type") != "article":
        raise bad("can't parse inline query result: this server reads results of type article only")
    if not 1 <= len(str(raw.get("id", "")).encode()) <= limits.INLINE_RESULT_ID_BYTES:
        raise bad("RESULT_ID_INVALID")
    if not raw.get("title"):
        raise bad("can't parse inline query result: Can't find field \"title\"")
    content = raw.get("input_message_content")
    if not isinstance(content, dict) or not content.get("message_text"):
        raise bad("can't parse inline query result: Can't find field \"message_text\"")
    text = message_text(Call("", {**content, "text": content["message_text"]}))
    return {
        "id": str(raw["id"]),
        "title": raw["title"],
        "description": raw.get("description", ""),
        "url": raw.get("url", ""),
        "formatted": text,
        "markup": checked_markup(raw.get("reply_markup")),
    }
