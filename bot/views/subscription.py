"""What is said when the digest is turned on or off."""

from __future__ import annotations

from bot.views.arabic import hour_words
from bot.views.reply import Button, Reply
from bot.views.settings import CITIES
from bot.views.templates import say
from storage.model import Subscriber

_ON = ((Button("الإعدادات", "settings"), Button("آخر موجز", "digest")),)


def subscribed(reader: Subscriber, *, fresh: bool) -> Reply:
    """Return the confirmation; `fresh` is False where the digest was on already."""
    return say(
        "{% if fresh %}تم الاشتراك.{% else %}الاشتراك قائم من قبل.{% endif %} "
        "يصل الموجز يوميًا الساعة {{ hour }} بتوقيت {{ city | isolated }}.\n"
        "لتغيير الساعة أو المدينة: /settings — وللإيقاف: /unsubscribe",
        _ON,
        fresh=fresh,
        hour=hour_words(reader.hour),
        city=CITIES.get(reader.timezone, reader.timezone),
    )


def unsubscribed(*, fresh: bool) -> Reply:
    """Return the confirmation; `fresh` is False where there was nothing to turn off."""
    return say(
        "{% if fresh %}توقف الموجز، وبقيت الإعدادات محفوظة.{% else %}لا اشتراك قائم لإيقافه.{% endif %}\n"
        "للاشتراك في أي وقت: /subscribe",
        ((Button("الاشتراك", "subscribe"),),),
        fresh=fresh,
    )
