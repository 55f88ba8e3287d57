"""What those who run a group are told when its topic takes no message any more."""

from __future__ import annotations

from bot.views.reply import Reply
from bot.views.templates import say


def closed(title: str) -> Reply:
    """Say that the topic is closed, and what follows."""
    return say(
        "الموضوع الذي تصل إليه رسائل البوت في «{{ title }}» مغلق، ولا حق للبوت في الكتابة فيه. "
        "توقفت الرسائل، وتُستأنف وحدها عند فتحه. ولنقلها يُرسل /subscribe في موضوع آخر مفتوح.",
        title=title,
    )


def gone(title: str) -> Reply:
    """Say that the topic is gone, and where the digest comes now."""
    return say(
        "حُذف الموضوع الذي كانت رسائل البوت تصل إليه في «{{ title }}»، فصارت تصل إلى الموضوع العام. "
        "ولنقلها يُرسل /subscribe في موضوع آخر.",
        title=title,
    )
