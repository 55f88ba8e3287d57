"""Photos and documents, both ways, and the limits they have."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from telegram import Bot
from telegram.error import BadRequest, InvalidToken

from bot.preview.botapi.refusals import Refusal
from bot.preview.client import Person
from bot.preview.server import RunningPreview
from bot.preview.text import limits
from bot.preview.world.files import FileShelf, photo_size

Refused = Callable[..., str]


def picture(width: int = 4, height: int = 3) -> bytes:
    """Return a small grey PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = b"".join(b"\0" + b"\x80" * width for _ in range(height))
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


async def test_a_document_that_a_person_sends_can_be_downloaded_byte_for_byte(bot: Bot, nur: Person) -> None:
    data = bytes(range(256)) * 10
    nur.send_file("تقرير.pdf", data, "مرفق", mime_type="application/pdf")
    (update,) = await bot.get_updates(timeout=0)
    assert update.message and update.message.document
    document = update.message.document
    assert (document.file_name, document.mime_type, document.file_size) == (
        "تقرير.pdf",
        "application/pdf",
        len(data),
    )
    assert update.message.caption == "مرفق"
    file = await bot.get_file(document.file_id)
    assert bytes(await file.download_as_bytearray()) == data


async def test_a_photo_with_a_caption_goes_to_a_person_and_its_caption_can_be_edited(
    bot: Bot, nur: Person
) -> None:
    message = await bot.send_photo(nur.id, picture(40, 30), caption="<b>صورة</b>", parse_mode="HTML")
    assert (message.photo[-1].width, message.photo[-1].height) == (40, 30)
    edited = await bot.edit_message_caption(nur.id, message.message_id, caption="أخرى")
    assert not isinstance(edited, bool) and edited.caption == "أخرى"
    seen = nur.read()[-1]
    assert (seen.raw["kind"], seen.text, seen.history) == ("photo", "أخرى", ["صورة"])


async def test_a_document_can_be_sent_again_by_its_id(bot: Bot, nur: Person) -> None:
    first = await bot.send_document(nur.id, b"abc", filename="a.txt", caption="c")
    assert first.document
    second = await bot.send_document(nur.id, first.document.file_id)
    assert second.document and second.document.file_name == "a.txt"


async def test_a_photo_may_be_forwarded_from_a_channel_with_its_caption(bot: Bot, nur: Person) -> None:
    moment = datetime(2024, 5, 1, tzinfo=UTC)
    nur.forward_from_channel("تعليق", title="قناة", username="chan", date=moment, photo=picture())
    (update,) = await bot.get_updates(timeout=0)
    assert update.message and update.message.photo and update.message.caption == "تعليق"
    assert update.message.forward_origin and update.message.forward_origin.date == moment


@pytest.mark.parametrize(
    ("method", "arguments", "description"),
    [
        ("sendPhoto", {}, "Bad Request: there is no photo in the request"),
        ("sendDocument", {}, "Bad Request: there is no document in the request"),
        ("sendDocument", {"document": "abc"}, "Bad Request: wrong file identifier/HTTP URL specified"),
        ("sendPhoto", {"photo": "https://example.org/a.png"}, "Bad Request: failed to get HTTP URL content"),
        ("getFile", {}, "Bad Request: file_id not specified"),
        ("getFile", {"file_id": "x"}, "Bad Request: invalid file_id"),
    ],
)
def test_a_missing_file_is_refused_in_telegrams_words(
    refused: Refused, nur: Person, method: str, arguments: dict[str, Any], description: str
) -> None:
    assert refused(method, chat_id=nur.id, **arguments) == description


async def test_captions_pictures_and_empty_files_have_limits(bot: Bot, nur: Person) -> None:
    for data, caption, description in (
        (picture(), "م" * 1025, "Message caption is too long"),
        (b"no picture", "", "Image_process_failed"),
        (picture(5000, 5001), "", "Photo_invalid_dimensions"),
        (picture(100, 2), "", "Photo_invalid_dimensions"),
    ):
        with pytest.raises(BadRequest, match=description):
            await bot.send_photo(nur.id, data, caption=caption)
    with pytest.raises(BadRequest, match="File must be non-empty"):
        await bot.send_document(nur.id, b"")


async def test_text_and_captions_are_not_edited_as_each_other(bot: Bot, nur: Person) -> None:
    message = await bot.send_document(nur.id, b"abc")
    with pytest.raises(BadRequest, match="There is no text in the message to edit"):
        await bot.edit_message_text("x", nur.id, message.message_id)


async def test_a_file_over_20_megabytes_cannot_be_fetched(bot: Bot, nur: Person) -> None:
    nur.send_file("big.bin", bytes(limits.DOWNLOAD_BYTES + 1))
    (update,) = await bot.get_updates(timeout=0)
    assert update.message and update.message.document
    with pytest.raises(BadRequest, match="File is too big"):
        await bot.get_file(update.message.document)


async def test_a_file_is_not_handed_out_to_another_token(
    running: RunningPreview, bot: Bot, nur: Person
) -> None:
    message = await bot.send_document(nur.id, b"secret")
    assert message.document
    path = (await bot.get_file(message.document)).file_path
    assert path
    with pytest.raises(InvalidToken):
        await bot.request.retrieve(path.replace(running.token, "1:other"))


def test_a_photo_over_10_megabytes_is_refused() -> None:
    with pytest.raises(Refusal, match="too big for a photo"):
        photo_size(bytes(limits.PHOTO_BYTES + 1))


def test_the_size_of_a_jpeg_and_a_gif_is_read() -> None:
    jpeg = b"\xff\xd8\xff\xe0\x00\x04\x00\x00\xff\xc0\x00\x11\x08" + struct.pack(">HH", 30, 40) + bytes(12)
    assert photo_size(jpeg) == (40, 30)
    assert photo_size(b"GIF89a" + struct.pack("<HH", 7, 5)) == (7, 5)


def test_the_shelf_forgets_its_oldest_bytes_and_keeps_one_copy_of_the_same() -> None:
    shelf = FileShelf(kept_bytes=10)
    first = shelf.put(b"12345678", "documents", "a")
    assert shelf.put(b"12345678", "documents", "a").id == first.id
    second = shelf.put(b"abcdefgh", "documents", "b")
    assert shelf.by_id(first.id) is None and shelf.by_path(first.path) is None
    assert shelf.by_path(second.path) is second
