"""The stand-in's world: people, chats, messages, updates, and what may go wrong with them; it knows no HTTP."""
