"""The root of the store's errors; each class's docstring is the message that a person may see."""

from __future__ import annotations


class StorageError(Exception):
    """The store could not do what was asked."""

    def __str__(self) -> str:
        return super().__str__() or (type(self).__doc__ or "")


class StoreUnavailableError(StorageError):
    """The database cannot be reached or is locked."""


class StoreTooNewError(StorageError):
    """The database was made by a newer version of wasit; upgrade the program or restore a backup."""
