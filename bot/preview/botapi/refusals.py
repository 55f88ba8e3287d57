"""Every way in which Telegram refuses a call, in its own words; it knows neither HTTP nor chats."""

from __future__ import annotations

from typing import Any


class Refusal(Exception):
    """A call that Telegram refuses: an HTTP status, a description and, for two kinds, a parameter."""

    def __init__(
        self, code: int, description: str, *, retry_after: int | None = None, migrate_to: int | None = None
    ) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after
        self.migrate_to = migrate_to

    def payload(self) -> dict[str, Any]:
        """Return the body of the answer, as Telegram writes it."""
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.retry_after is not None:
            body["parameters"] = {"retry_after": self.retry_after}
        if self.migrate_to is not None:
            body["parameters"] = {"migrate_to_chat_id": self.migrate_to}
        return body


def bad(text: str) -> Refusal:
    """Return a 400 with Telegram's prefix."""
    return Refusal(400, f"Bad Request: {text}")


def forbidden(text: str) -> Refusal:
    """Return a 403 with Telegram's prefix."""
    return Refusal(403, f"Forbidden: {text}")


def flood(seconds: int) -> Refusal:
    """Return a 429 that asks to wait for `seconds`."""
    return Refusal(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


def migrated(to: int) -> Refusal:
    """Return the refusal for a group that has become the supergroup `to`."""
    return Refusal(400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to=to)


UNAUTHORIZED = (401, "Unauthorized")
NOT_FOUND = (404, "Not Found")
TOO_LARGE = (413, "Request Entity Too Large")

# The texts that a fault may ask for by name; the others are raised where they arise.
NAMED: dict[str, tuple[int, str]] = {
    "unauthorized": UNAUTHORIZED,
    "chat_not_found": (400, "Bad Request: chat not found"),
    "message_too_old": (400, "Bad Request: message can't be edited"),
    "message_to_edit_not_found": (400, "Bad Request: message to edit not found"),
    "not_modified": (
        400,
        "Bad Request: message is not modified: specified new message content and reply markup are exactly "
        "the same as a current content and reply markup of the message",
    ),
    "query_too_old": (
        400,
        "Bad Request: query is too old and response timeout expired or query ID is invalid",
    ),
    "no_rights": (400, "Bad Request: not enough rights to send text messages to the chat"),
    "topic_closed": (400, "Bad Request: TOPIC_CLOSED"),
    "thread_not_found": (400, "Bad Request: message thread not found"),
    "no_channel_rights": (400, "Bad Request: need administrator rights in the channel chat"),
    "blocked": (403, "Forbidden: bot was blocked by the user"),
    "deactivated": (403, "Forbidden: user is deactivated"),
    "cannot_initiate": (403, "Forbidden: bot can't initiate conversation with a user"),
    "kicked_from_group": (403, "Forbidden: bot was kicked from the group chat"),
    "kicked": (403, "Forbidden: bot was kicked from the supergroup chat"),
    "kicked_from_channel": (403, "Forbidden: bot was kicked from the channel chat"),
    "not_member": (403, "Forbidden: bot is not a member of the supergroup chat"),
    "not_channel_member": (403, "Forbidden: bot is not a member of the channel chat"),
    "conflict": (
        409,
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    ),
}


def named(name: str) -> Refusal:
    """Return the refusal called `name` in `NAMED`; raises KeyError when there is none."""
    code, description = NAMED[name]
    return Refusal(code, description)
