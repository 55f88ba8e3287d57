"""A local stand-in for Telegram's Bot API, with a side for people; it knows nothing of the bot it serves."""
