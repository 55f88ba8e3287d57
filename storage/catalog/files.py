"""Reads one TOML file of the catalog into its strict shape; knows nothing of what the records mean."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from storage.errors import StorageError

ROOT = Path(__file__).parent

Shape = TypeVar("Shape", bound=BaseModel)


class CatalogError(StorageError):
    """A file of the catalog cannot be used."""


def read_record(path: Path, shape: type[Shape]) -> Shape:
    """Return the record in `path`.

    Raises CatalogError with one sentence that names the file, the key and the fault.
    """
    raw = read_toml(path)
    try:
        return shape.model_validate(raw)
    except ValidationError as error:
        raise CatalogError(f"{shown(path)}: {first_fault(error, raw)}") from error


def read_toml(path: Path) -> dict[str, Any]:
    """Return the tables of a TOML file; raises CatalogError where it is not one."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise CatalogError(f"{shown(path)}: there is no such file") from error
    except UnicodeDecodeError as error:
        raise CatalogError(f"{shown(path)}: is not UTF-8 text (byte {error.start})") from error
    except tomllib.TOMLDecodeError as error:
        raise CatalogError(f"{shown(path)}: is not TOML: {error}") from error


def shown(path: Path) -> str:
    """The path as an editor knows it: folder and file."""
    return f"{path.parent.name}/{path.name}"


def first_fault(error: ValidationError, raw: Mapping[str, Any]) -> str:
    """Say where the first fault is and what it is: `people[3] (name).born: unknown key`."""
    fault = error.errors(include_url=False)[0]
    reason = {"extra_forbidden": "unknown key", "missing": "missing key"}.get(fault["type"], fault["msg"])
    return f"{key_path(fault['loc'], raw)}: {reason}"


def key_path(location: tuple[int | str, ...], raw: object) -> str:
    """Write a location in a record, with the name of each list item that has one."""
    path = ""
    for step in location:
        raw = descend(raw, step)
        if isinstance(step, int):
            path += f"[{step}]{label_of(raw)}"
        else:
            path += f".{step}" if path else step
    return path


def descend(raw: object, step: int | str) -> object:
    if isinstance(raw, Mapping):
        return raw.get(step)
    if isinstance(raw, list) and isinstance(step, int) and step < len(raw):
        return raw[step]
    return None


def label_of(raw: object) -> str:
    """The name in brackets by which a person finds the item, where it has one."""
    if not isinstance(raw, Mapping):
        return ""
    label = raw.get("name") or raw.get("form") or raw.get("code") or raw.get("loaded")
    return f" ({label})" if isinstance(label, str) else ""
