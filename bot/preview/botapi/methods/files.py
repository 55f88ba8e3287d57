"""Sending photos and documents, and handing files out."""

from __future__ import annotations

from bot.preview.botapi.api import Result, method
from bot.preview.botapi.calls import Call
from bot.preview.botapi.methods.messages import send
from bot.preview.botapi.refusals import bad
from bot.preview.text import limits
from bot.preview.text.markup import checked_markup, inline_only
from bot.preview.text.messages import caption_text
from bot.preview.world.files import StoredFile, photo_size
from bot.preview.world.model import Content, Media
from bot.preview.world.state import World


@method("sendPhoto")
def send_photo(world: World, call: Call) -> Result:
    """Send a picture with an optional caption."""
    stored = _given_file(world, call, "photo", "photos")
    width, height = photo_size(stored.data)
    media = Media("photo", stored.id, stored.name, stored.mime_type, len(stored.data), width, height)
    return _send_media(world, call, media)


@method("sendDocument")
def send_document(world: World, call: Call) -> Result:
    """Send any file with an optional caption."""
    stored = _given_file(world, call, "document", "documents")
    media = Media("document", stored.id, stored.name, stored.mime_type, len(stored.data))
    return _send_media(world, call, media)


def _send_media(world: World, call: Call, media: Media) -> Result:
    caption = caption_text(call)
    markup = checked_markup(call.arguments.get("reply_markup"))
    return send(world, call, Content(caption, media, inline_only(markup)), markup)


def _given_file(world: World, call: Call, field: str, folder: str) -> StoredFile:
    """Return the file of a call: uploaded under its field or by attach://, or sent before."""
    named = call.string(field)
    upload = call.files.get(named.removeprefix("attach://") if named.startswith("attach://") else field)
    if upload is not None:
        if not upload.data:
            raise bad("file must be non-empty")
        return world.files.put(upload.data, folder, upload.name, upload.mime_type)
    if not named:
        raise bad(f"there is no {field} in the request")
    if named.startswith(("http://", "https://")):
        # No network is dialled from here, so every address is one that could not be fetched.
        raise bad("failed to get HTTP URL content")
    stored = world.files.by_id(named)
    if stored is None:
        raise bad("wrong file identifier/HTTP URL specified")
    return stored


@method("getFile")
def get_file(world: World, call: Call) -> Result:
    """Return where a file can be downloaded."""
    file_id = call.string("file_id")
    if not file_id:
        raise bad("file_id not specified")
    stored = world.files.by_id(file_id)
    if stored is None:
        raise bad("invalid file_id")
    if len(stored.data) > limits.DOWNLOAD_BYTES:
        raise bad("file is too big")
    return {
        "file_id": stored.id,
        "file_unique_id": stored.unique_id,
        "file_size": len(stored.data),
        "file_path": stored.path,
    }
