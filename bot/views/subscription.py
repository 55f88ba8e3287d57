"""What is said when the digest is turned on or off."""

from __future__ import annotations

from bot.views.reply import Button, Reply
from bot.views.templates import say
from bot.views.timing import city, rhythm_words
from bot.views.welcome import why_ended
from storage.model import Subscriber

_ON = ((Button("الإعدادات", "settings"), Button("آخر موجز", "digest")),)


def subscribed(reader: Subscriber, *, fresh: bool) -> Reply:
    """Return the confirmation; `fresh` is False where the digest was on already.

    One whose digests ended unasked is told why.
    """
    return say(
        "{% if fresh %}{% if ended %}كان الموجز قد توقف لأنه {{ ended }}. {% endif %}تم الاشتراك.{% else %}الاشتراك قائم من قبل.{% endif %} "
        "{% if rhythm %}يصل الموجز {{ rhythm }} بتوقيت {{ city | isolated }}.{% else %}يصل العاجل وحده.{% endif %}\n"
        "لتغيير الموعد أو المدينة: /settings — وللإيقاف: /unsubscribe",
        _ON,
        fresh=fresh,
        ended=why_ended(reader.ended),
        rhythm=rhythm_words(reader.timing) if reader.timing.hours else None,
        city=city(reader.timing),
    )


def unsubscribed(*, fresh: bool) -> Reply:
    """Return the confirmation; `fresh` is False where there was nothing to turn off."""
    return say(
        "{% if fresh %}توقف الموجز، وبقيت الإعدادات محفوظة.{% else %}لا اشتراك قائم لإيقافه.{% endif %}\n"
        "للاشتراك في أي وقت: /subscribe",
        ((Button("الاشتراك", "subscribe"),),),
        fresh=fresh,
    )
