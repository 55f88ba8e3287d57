"""What editors handed in until it is an article: arriving, being opened, and what is asked and said of it.

`arriving` is the bot's: messages and their files come in. `opening` is the summarizer's: what is ready is opened and
becomes an article, a question or a refusal. `telling` is the bot's again: what its editors hear, and what they answer.
"""
