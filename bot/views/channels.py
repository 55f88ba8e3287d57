"""What an editor is told of the channels whose posts are taken in."""

from __future__ import annotations

from bot.views.reply import Reply
from bot.views.templates import say


def followed(title: str) -> Reply:
    return say(
        "يُقرأ من الآن ما يُنشر في قناة «{{ title | isolated }}». لا يُكتب فيها شيء، "
        "وما يُفهم من منشوراتها يصل إلى هنا. ويتوقف ذلك بإخراج البوت منها.",
        title=title,
    )
