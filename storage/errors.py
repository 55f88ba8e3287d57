"""The root of the store's errors; each class's docstring is the message that a person may see."""

from __future__ import annotations


class WasitError(Exception):
    """Something went wrong that we know how to say; each room's own root stands on this one."""

    def __str__(self) -> str:
        return super().__str__() or " ".join((type(self).__doc__ or "").split())


class StorageError(WasitError):
    """The store could not do what was asked."""


class StoreUnavailableError(StorageError):
    """The database cannot be reached or is locked."""


class StoreTooNewError(StorageError):
    """The database was made by a newer version of wasit; upgrade the program or restore a backup."""


class RulingError(StorageError):
    """These events cannot be joined or split so."""
