"""What is said of what is kept of a reader."""

from __future__ import annotations

from bot.views.reply import Button, Reply
from bot.views.templates import say
from storage.model import Subscriber


def kept(reader: Subscriber) -> Reply:
    """Say what the store holds of a chat, and what of it is nowhere."""
    return say(
        "<b>ما يُحفظ عن هذه المحادثة</b>\n"
        "▫️ رقمها في تيليغرام، وهل هي مشتركة: {% if active %}نعم{% else %}لا{% endif %}.\n"
        "▫️ ما يُتابَع في /follow من أحداث وأشخاص، وما رُوي منها.\n"
        "▫️ الاختيارات في /settings: المواعيد والمدينة وأي الأخبار تصل وطريقة الكتابة.\n"
        "▫️ أي الموجزات أُرسلت إليها، لتصل كل رسالة مرة واحدة ويصل تصحيحها.\n\n"
        "<b>ما لا يُحفظ</b>\n"
        "▫️ الاسم ورقم الهاتف والموقع.\n"
        "▫️ ما كُتب للبوت من أسئلة وأوامر، ولا يظهر شيء من ذلك في سجلات التشغيل.\n\n"
        "ومن يضيف المقالات محررًا يُحفظ رقمه واسمه مع ما غيّره، ما دام الخبر محفوظًا.\n"
        "لحذف كل ما يخص هذه المحادثة: /forget",
        active=reader.active,
    )


def sure() -> Reply:
    return say(
        "يُحذف الاشتراك والاختيارات وما يُتابَع وقائمة ما أُرسل إلى هذه المحادثة، ولا يمكن استرجاعها. "
        "وما أُرسل من قبل يبقى في المحادثة، لكن لن يصله تصحيح. هل يُحذف ذلك كله؟",
        ((Button("لا، إبقاء كل شيء", "privacy"), Button("نعم، حذف كل شيء", "forget")),),
    )


def forgotten(*, fresh: bool) -> Reply:
    """Confirm; `fresh` is False where nothing was kept."""
    return say(
        "{% if fresh %}حُذف كل ما يخص هذه المحادثة.{% else %}لم يكن محفوظًا عن هذه المحادثة شيء.{% endif %}\n"
        "للعودة في أي وقت: /start",
        fresh=fresh,
    )
