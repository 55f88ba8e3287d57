"""The files that were sent, and what can be told about a picture from its bytes; it knows no chats."""

from __future__ import annotations

import hashlib
import mimetypes
import struct
from collections import OrderedDict
from dataclasses import dataclass

from bot.preview.botapi.refusals import bad
from bot.preview.text import limits

# Enough for a demo and its tests; the oldest bytes go first, so that a long run stays flat.
KEPT_BYTES = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file with the ids that Telegram would give it and the path it can be downloaded from."""

    id: str
    unique_id: str
    path: str
    name: str
    mime_type: str
    data: bytes


class FileShelf:
    """Files by id and by path."""

    def __init__(self, kept_bytes: int = KEPT_BYTES) -> None:
        self._by_id: OrderedDict[str, StoredFile] = OrderedDict()
        self._by_path: dict[str, str] = {}
        self._bytes = 0
        self._kept_bytes = kept_bytes

    def put(self, data: bytes, folder: str, name: str, mime_type: str = "") -> StoredFile:
        """Keep `data`; the same bytes under the same name get the same ids."""
        unique = hashlib.sha256(name.encode("utf-8", "replace") + b"\0" + data).hexdigest()
        suffix = name[name.rfind(".") :] if "." in name else ""
        number = int(unique[:8], 16)
        stored = StoredFile(
            id=f"BQACAgQAAx{unique[:44]}",
            unique_id=f"AgAD{unique[:12]}",
            path=f"{folder}/file_{number}{suffix if suffix.isascii() else ''}",
            name=name,
            mime_type=mime_type or mimetypes.guess_type(name)[0] or "application/octet-stream",
            data=data,
        )
        if stored.id not in self._by_id:
            self._bytes += len(data)
        self._by_id[stored.id] = stored
        self._by_path[stored.path] = stored.id
        self._forget_oldest()
        return stored

    def by_id(self, file_id: str) -> StoredFile | None:
        """Return the file called `file_id`, if it is still kept."""
        return self._by_id.get(file_id)

    def by_path(self, path: str) -> StoredFile | None:
        """Return the file that getFile said is at `path`."""
        return self._by_id.get(self._by_path.get(path, ""))

    def _forget_oldest(self) -> None:
        while self._bytes > self._kept_bytes and len(self._by_id) > 1:
            _, oldest = self._by_id.popitem(last=False)
            self._by_path.pop(oldest.path, None)
            self._bytes -= len(oldest.data)


def photo_size(data: bytes) -> tuple[int, int]:
    """Return width and height of a picture; refuse what Telegram cannot take as a photo."""
    if len(data) > limits.PHOTO_BYTES:
        most = limits.PHOTO_BYTES
        raise bad(f"file of size {len(data)} bytes is too big for a photo; the maximum size is {most} bytes")
    size = _png_size(data) or _gif_size(data) or _jpeg_size(data)
    if not size:
        raise bad("IMAGE_PROCESS_FAILED")
    width, height = size
    ratio = max(size) / max(min(size), 1)
    if min(size) < 1 or width + height > limits.PHOTO_SIDES_SUM or ratio > limits.PHOTO_RATIO:
        raise bad("PHOTO_INVALID_DIMENSIONS")
    return size


def _png_size(data: bytes) -> tuple[int, int] | None:
    if not data.startswith(b"\x89PNG\r\n\x1a\n") or len(data) < 24:
        return None
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def _gif_size(data: bytes) -> tuple[int, int] | None:
    if data[:6] not in (b"GIF87a", b"GIF89a") or len(data) < 10:
        return None
    width, height = struct.unpack("<HH", data[6:10])
    return width, height


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    """Walk over the segments of a JPEG to the one that holds its size."""
    if not data.startswith(b"\xff\xd8"):
        return None
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return None
