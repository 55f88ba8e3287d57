"""What is said when the digest is turned on or off."""

from __future__ import annotations

from bot.views.reply import Button, Reply, rows
from bot.views.templates import say
from bot.views.timing import city, rhythm_words
from bot.views.welcome import why_ended
from storage.model import Subscriber

# In the order in which one reads them, from the right.
_ON = rows(
    (Button("تغيير الساعة", "hours"), Button("تغيير المدينة", "zones"), Button("أي الأخبار", "wishes")), 3
)


def subscribed(reader: Subscriber, *, fresh: bool, moved: bool = False, in_topic: bool = False) -> Reply:
    """Return the confirmation; `fresh` is False where the digest was on already.

    One whose digests ended unasked is told why. `in_topic` says that it comes to a forum's topic, `moved` that it came
    elsewhere until now.
    """
    return say(
        "{% if fresh %}{% if ended %}كان الموجز قد توقف لأنه {{ ended }}. {% endif %}تم الاشتراك.{% else %}الاشتراك قائم من قبل.{% endif %} "
        "{% if in_topic %}تصل الرسائل {% if moved %}من الآن {% endif %}إلى هذا الموضوع. "
        "{% elif moved %}تصل الرسائل من الآن إلى الموضوع العام. {% endif %}"
        "{% if rhythm %}يصل الموجز {{ rhythm }} بتوقيت {{ city | isolated }}.{% else %}يصل العاجل وحده.{% endif %}\n"
        "كل الاختيارات: /settings — وللإيقاف: /unsubscribe",
        _ON,
        fresh=fresh,
        moved=moved,
        in_topic=in_topic,
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
