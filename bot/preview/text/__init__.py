"""What Telegram does with a text: entities, HTML, limits, keyboards; it knows no chats and no HTTP."""
