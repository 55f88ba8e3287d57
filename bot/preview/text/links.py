"""Which addresses Telegram takes for a link, and in what form it keeps them; it opens none."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, parse_qs, urlsplit

_HAS_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*://")
_HOST = re.compile(r"[^\s/?#@:\[\]<>\"'\\]+")
_SCHEMES = ("http", "https", "ton", "tonsite")


def mentioned_user(url: str) -> str:
    """Return the user id of a `tg://user?id=…` link, or an empty text."""
    parts = urlsplit(url)
    if parts.scheme != "tg" or (parts.netloc or parts.path.strip("/")) != "user":
        return ""
    user = parse_qs(parts.query).get("id", [""])[0]
    return user if user.isdigit() and user != "0" else ""


def checked_link(url: str) -> str:
    """Return `url` as Telegram keeps it (scheme and path filled in), or an empty text when it is no link."""
    url = url.strip()
    if url.lower().startswith("tg:"):
        return url
    try:
        parts = urlsplit(url if _HAS_SCHEME.match(url) else f"http://{url}")
        port = parts.port
    except ValueError:
        return ""
    host = parts.hostname or ""
    named = bool(_HOST.fullmatch(host)) and "." in host.strip(".")
    if parts.scheme not in _SCHEMES or not (named or ":" in host):
        return ""
    return _rebuilt(parts, host, port)


def _rebuilt(parts: SplitResult, host: str, port: int | None) -> str:
    shown = f"[{host}]" if ":" in host else host
    credentials = parts.netloc.rpartition("@")[0]
    prefix = f"{credentials}@" if credentials else ""
    suffix = f":{port}" if port is not None else ""
    query = f"?{parts.query}" if parts.query else ""
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    return f"{parts.scheme}://{prefix}{shown}{suffix}{parts.path or '/'}{query}{fragment}"
