"""The Bot API's methods, a file for each of their kinds."""
