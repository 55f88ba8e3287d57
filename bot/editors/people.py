"""Whom a message names: its forwarded author, or the contact that it holds; decides nothing about them."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import Message, MessageOriginHiddenUser, MessageOriginUser, User


@dataclass(frozen=True, slots=True)
class Named:
    """A person; without an id where Telegram does not say which account is theirs."""

    user_id: int | None
    name: str = ""


def named_in(message: Message) -> Named | None:
    """Return the person whose contact or whose forwarded words these are; None where it is nobody's."""
    if message.contact is not None:
        contact = message.contact
        return Named(contact.user_id, " ".join(filter(None, (contact.first_name, contact.last_name))))
    origin = message.forward_origin
    if isinstance(origin, MessageOriginUser):
        return _named(origin.sender_user)
    if isinstance(origin, MessageOriginHiddenUser):
        return Named(None, origin.sender_user_name)
    return None


def author_of(message: Message | None) -> Named | None:
    """Return who wrote a message first, where Telegram says so."""
    if message is None:
        return None
    if message.forward_origin is not None or message.contact is not None:
        return named_in(message)
    return _named(message.from_user) if message.from_user else None


def _named(user: User) -> Named | None:
    # A bot forwards nothing to us and presses no button.
    return None if user.is_bot else Named(user.id, user.full_name)
