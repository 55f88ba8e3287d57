"""What reading refuses, each with the sentence that a reader of the error sees; knows nothing of how texts are read."""

from __future__ import annotations


class ReadingError(Exception):
    """The article could not be read."""

    def __str__(self) -> str:
        return " ".join((type(self).__doc__ or "").split())


class EmptyArticleError(ReadingError):
    """The article is empty: there is no text to read."""


class NotArabicError(ReadingError):
    """The article is not in Arabic: fewer than half of its letters are Arabic."""


class BinaryArticleError(ReadingError):
    """The article is not text: it holds control characters, as files of another kind do."""


class TooLongError(ReadingError):
    """The article is longer than 2,000,000 characters: send its parts one by one."""
