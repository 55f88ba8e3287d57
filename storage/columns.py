"""What all tables share: aware UTC instants, frozen nouns as JSON, and how constraints are named."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import JSON, DateTime, Dialect
from sqlalchemy.types import TypeDecorator
from sqlmodel import SQLModel

# A deterministic naming of constraints lets migrations change them on both databases.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


# What is stored again and again ("[]", those who meet each month) is read once: nouns never change.
_REMEMBERED, _SHORT = 8192, 1000


class UtcDateTime(TypeDecorator[datetime]):
    """An aware datetime, stored in UTC; a naive one is refused rather than guessed."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a datetime without a time zone cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class NounJson(TypeDecorator[Any]):
    """A frozen noun of `storage.model`, or a tuple of them, kept as JSON and given back as itself."""

    impl = JSON
    # By what statements are told apart: the noun, which is why it is kept under its argument's name.
    cache_ok = True
    # Whether what is as it is by default is left out.
    _sparse = False

    def __init__(self, noun: Any) -> None:
        super().__init__(none_as_null=True)
        self.noun = noun
        self._adapter = TypeAdapter(noun)
        self._read_short = lru_cache(_REMEMBERED)(self._adapter.validate_json)

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        if value is None:
            return None
        return self._adapter.dump_python(value, mode="json", exclude_defaults=self._sparse)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return None if value is None else self._adapter.validate_python(value)

    def result_processor(self, dialect: Dialect, coltype: Any) -> Callable[[Any], Any] | None:
        """Read what SQLite gives, which is text, at once; PostgreSQL's driver has made objects of it before."""
        return self._read if dialect.name == "sqlite" else super().result_processor(dialect, coltype)

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any] | None:
        """Write for SQLite the text itself; PostgreSQL's driver makes its own of objects."""
        return self._written if dialect.name == "sqlite" else super().bind_processor(dialect)

    def _written(self, value: Any) -> str | None:
        if value is None:
            return None
        return "[]" if value == () else self._adapter.dump_json(value, exclude_defaults=self._sparse).decode()

    def _read(self, text: str | None) -> Any:
        if text is None:
            return None
        return self._read_short(text) if len(text) <= _SHORT else self._adapter.validate_json(text)


class SparseJson(NounJson):
    """Such a noun of which nearly all is nearly always as it is by default, and then is not written."""

    cache_ok = True
    _sparse = True
