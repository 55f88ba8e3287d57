"""Nouns become replies here, and all Arabic wording lives here; nothing here knows Telegram, the store or a clock.

One module (and the `.jinja` file beside it, where there is one) for each kind of reply.
"""
