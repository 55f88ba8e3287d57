"""The bot's side: the methods of the Bot API, their arguments, answers and refusals."""
