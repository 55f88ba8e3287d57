"""What reading refuses, each with the sentence that a reader of the error sees; knows nothing of how texts are read."""

from __future__ import annotations

from typing import ClassVar

from storage.errors import WasitError
from storage.model import Remark


class ReadingError(WasitError):
    """The article could not be read."""

    remark: ClassVar[Remark] = Remark.BROKEN


class EmptyArticleError(ReadingError):
    """The article is empty: there is no text to read."""

    remark = Remark.EMPTY


class NotArabicError(ReadingError):
    """The article is not in Arabic: fewer than half of its letters are Arabic."""

    remark = Remark.NOT_ARABIC


class BinaryArticleError(ReadingError):
    """The article is not text: it holds control characters, as files of another kind do."""

    remark = Remark.BINARY


class TooLongError(ReadingError):
    """The article is longer than 2,000,000 characters: send its parts one by one."""

    remark = Remark.TOO_LONG
