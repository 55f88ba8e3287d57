"""Articles in files: a text, JSON a line, or a folder with a manifest; knows no database and no reading rules."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from storage.errors import StorageError
from storage.model import Article


class FileError(StorageError):
    """The file does not hold an article."""


@dataclass(frozen=True, slots=True)
class NamedArticle:
    """An article, what it was called where it came from (a file's stem, or its `id` in JSON), its channel."""

    name: str
    article: Article
    channel: str | None = None


class Origin(BaseModel):
    """What `manifest.json` says of one text, as a forward's origin would; `channel` is a Telegram username."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    published: date | None = None
    publisher: str | None = None
    url: str | None = None
    channel: str | None = None


class _Line(BaseModel):
    """One article as a JSON object; keys that we do not know are left alone."""

    id: str | int | None = None
    text: str
    published: date | None = None
    publisher: str | None = None
    url: str | None = None


_MANIFEST = TypeAdapter(dict[str, Origin])

# Nothing that we read about can have been published before, or longer after the present day (time zones differ).
EARLIEST, AHEAD = date(2000, 1, 1), timedelta(days=2)

# What is done about one bad article among several: raise its error, or note it and go on with the next.
Complain = Callable[[FileError], None]


def _raise(error: FileError) -> None:
    raise error


def check_published(published: date | None, today: date, where: str) -> None:
    """Raise FileError where this cannot be the day on which an article was published; an unknown day may be."""
    if published is not None and not EARLIEST <= published <= today + AHEAD:
        reason = f"before {EARLIEST.year}" if published < EARLIEST else "in the future"
        raise FileError(f"{where}: it cannot have been published on {published}, {reason}")


def load_path(path: Path, complain: Complain = _raise) -> Iterator[NamedArticle]:
    """Give the articles in a text file, a `.json`/`.jsonl` file or a folder.

    Raises FileError in one sentence where the path itself is bad; `complain` hears of one bad article in it.
    """
    if _is_folder(path):
        yield from load_folder(path, complain)
    elif path.suffix in (".json", ".jsonl"):
        yield from load_lines(_lines(read_text(path)), path.name, complain)
    else:
        yield NamedArticle(path.stem, Article(read_text(path)))


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError as cause:
        # A name that is longer than any may be, say.
        raise FileError(f"{str(path)[:80]}: {cause.strerror or 'cannot be read'}") from cause


def _lines(text: str) -> list[str]:
    """Cut JSON lines; other line ends (U+2028, say) may stand within their strings."""
    return text.split("\n")


def load_folder(folder: Path, complain: Complain = _raise) -> Iterator[NamedArticle]:
    """Give the `.txt` files of `folder` by name, with what its `manifest.json`, if any, says of each."""
    manifest = _manifest(folder / "manifest.json")
    paths = sorted(folder.glob("*.txt"))
    if not paths:
        raise FileError(f"{folder}: there is no .txt file in this folder")
    if strangers := sorted(manifest.keys() - {path.name for path in paths}):
        raise FileError(f"{folder / 'manifest.json'}: names files that are not there: {', '.join(strangers)}")
    for path in paths:
        origin = manifest.get(path.name, Origin())
        try:
            text = read_text(path)
        except FileError as error:
            complain(error)
            continue
        article = Article(text, origin.publisher, origin.published, origin.url)
        yield NamedArticle(path.stem, article, origin.channel)


def load_text(data: bytes, where: str, complain: Complain = _raise) -> Iterator[NamedArticle]:
    """Give the articles in a stream: JSON lines where it begins with one, else one plain text."""
    text = _decoded(data, where)
    if text.lstrip().startswith("{"):
        yield from load_lines(_lines(text), where, complain)
    else:
        yield NamedArticle("-", Article(text))


def _manifest(path: Path) -> dict[str, Origin]:
    if not path.exists():
        return {}
    try:
        return _MANIFEST.validate_json(read_text(path))
    except ValidationError as cause:
        raise FileError(f"{path}: {_first_problem(cause)}") from cause


def load_lines(lines: Iterable[str], where: str, complain: Complain = _raise) -> Iterator[NamedArticle]:
    """Give the articles of JSON lines; `where` names them in an error. Blank lines are passed over."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield _line(line, number, where)
        except FileError as error:
            complain(error)


def _line(line: str, number: int, where: str) -> NamedArticle:
    try:
        found = _Line.model_validate(json.loads(line))
    except json.JSONDecodeError as cause:
        raise FileError(f"{where}, line {number}: not JSON ({cause.msg})") from cause
    except ValidationError as cause:
        raise FileError(f"{where}, line {number}: {_first_problem(cause)}") from cause
    except (ValueError, OverflowError, RecursionError) as cause:
        # A number of thousands of digits, brackets in brackets without end.
        raise FileError(f"{where}, line {number}: larger or deeper than any article") from cause
    name = str(number) if found.id is None else str(found.id)
    if not _is_writable("".join(filter(None, (name, found.text, found.publisher, found.url)))):
        raise FileError(f"{where}, line {number}: holds half a character (a lone surrogate)")
    return NamedArticle(name, Article(found.text, found.publisher, found.published, found.url))


def _is_writable(text: str) -> bool:
    """JSON can write halves of characters that no encoding can."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def read_text(path: Path) -> str:
    """Return a file's text; raises FileError where it is missing, a folder, or not UTF-8 text."""
    try:
        return _decoded(path.read_bytes(), str(path))
    except OSError as cause:
        raise FileError(f"{path}: {cause.strerror or 'cannot be read'}") from cause


def _decoded(data: bytes, where: str) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as cause:
        raise FileError(f"{where}: this is not UTF-8 text") from cause
    if "\0" in text:
        raise FileError(f"{where}: this is a binary file, not a text")
    return text


def _first_problem(cause: ValidationError) -> str:
    error = cause.errors(include_input=False, include_url=False)[0]
    where = ".".join(map(str, error["loc"]))
    return f"{where}: {error['msg']}" if where else error["msg"]
