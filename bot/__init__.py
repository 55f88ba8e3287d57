"""The bot process: it answers people from the store and sends what is due; it reads no texts and loads no models."""
