"""Fetch one page of the web, trusting nothing that it says; knows HTTP, not what stands on the page.

A host is looked up once and the connection made to that very address, so that a second answer of its name
server cannot lead elsewhere; every redirect is checked like a first address. Proxies and other settings
from the environment are not used: they would dial for us.
"""

from __future__ import annotations

import asyncio
import ssl
import zlib
from collections.abc import Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass

import httpx

from summarizer.sources.addresses import (
    IPAddress,
    Resolver,
    allowed_addresses,
    host_of,
    is_public,
    parse,
    system_resolver,
)
from summarizer.sources.errors import (
    BrokenAnswerError,
    CertificateError,
    NotAPageError,
    NotModifiedError,
    RedirectError,
    SourceError,
    StatusError,
    TooLargeError,
    TooSlowError,
    UnreachableError,
)
from summarizer.sources.html import Known, Page

_HEADERS = {
    "User-Agent": "Mozilla/5.0 (compatible; Wasit; news digest)",
    "Accept": "text/html, application/xhtml+xml, text/plain;q=0.8",
    "Accept-Language": "ar, en;q=0.5",
    "Accept-Encoding": "gzip",
    "Connection": "close",
}
_MEDIA_TYPES = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
# A site may have many addresses; where the first ones do not answer, more of them would not help.
_DIALS, _DIAL_SECONDS = 3, 5.0


@dataclass(frozen=True, slots=True)
class Policy:
    """What may be fetched and how much of it: `max_bytes` counts both as sent and unpacked, `seconds` is for all.

    `tls` is None for the usual certificate authorities.
    """

    resolve: Resolver = system_resolver
    allows: Callable[[IPAddress], bool] = is_public
    ports: frozenset[int] = frozenset({80, 443})
    max_bytes: int = 5_000_000
    max_redirects: int = 5
    seconds: float = 20.0
    media_types: frozenset[str] = _MEDIA_TYPES
    tls: ssl.SSLContext | None = None


OPEN_WEB = Policy()
_NOTHING_KNOWN = Known()


def fetch(url: str, policy: Policy = OPEN_WEB, known: Known = _NOTHING_KNOWN) -> Page:
    """Return the page at `url` after its redirects; raises SourceError. Not to be called on an event loop.

    Raises NotModifiedError where it is still as it was when the server said what is `known`.
    """
    return asyncio.run(_in_time(url, policy, known))


async def _in_time(url: str, policy: Policy, known: Known) -> Page:
    try:
        async with asyncio.timeout(policy.seconds):
            return await _follow(url, policy, known)
    except TimeoutError as cause:
        raise TooSlowError from cause


async def _follow(url: str, policy: Policy, known: Known) -> Page:
    for _ in range(policy.max_redirects + 1):
        address = parse(url, policy.ports)
        found = await _visit(address, policy, known)
        if isinstance(found, Page):
            return found
        url = found
    raise RedirectError


async def _visit(address: httpx.URL, policy: Policy, known: Known) -> Page | str:
    """Return the page at `address`, or where it sends us instead."""
    dials = await asyncio.to_thread(allowed_addresses, address, policy.resolve, policy.allows)
    # A transport of its own for each visit: a connection that was made for one host never serves another.
    async with httpx.AsyncHTTPTransport(verify=policy.tls or True, trust_env=False) as transport:
        try:
            response = await _ask(transport, address, dials[:_DIALS], known)
            async with aclosing(response):
                return _elsewhere(address, response) or await _page(address, response, policy)
        except httpx.ConnectError as cause:
            raise _unreachable(cause) from cause
        except httpx.ConnectTimeout as cause:
            raise UnreachableError from cause
        except httpx.TransportError as cause:
            raise BrokenAnswerError from cause


async def _ask(
    transport: httpx.AsyncHTTPTransport, address: httpx.URL, dials: Sequence[str], known: Known
) -> httpx.Response:
    """Ask the first of the numeric addresses that answers, in the name of the host."""
    *others, last = dials
    for dial in others:
        try:
            return await transport.handle_async_request(_request(address, dial, known))
        except (httpx.ConnectError, httpx.ConnectTimeout):
            continue
    return await transport.handle_async_request(_request(address, last, known))


def _request(address: httpx.URL, dial: str, known: Known) -> httpx.Request:
    # The numeric address is dialled; the host's name goes into Host, into the TLS handshake, and is what
    # the certificate is checked against.
    return httpx.Request(
        "GET",
        address.copy_with(host=dial),
        headers={**_HEADERS, **known.headers, "Host": address.netloc.decode("ascii")},
        extensions={"sni_hostname": host_of(address), "timeout": {"connect": _DIAL_SECONDS}},
    )


def _unreachable(error: httpx.ConnectError) -> SourceError:
    refused = "CERTIFICATE_VERIFY_FAILED" in str(error)
    return CertificateError() if refused else UnreachableError()


def _elsewhere(address: httpx.URL, response: httpx.Response) -> str | None:
    if response.status_code not in _REDIRECTS or "location" not in response.headers:
        return None
    try:
        return str(address.join(response.headers["location"]))
    except (httpx.InvalidURL, UnicodeError) as cause:
        raise BrokenAnswerError from cause


async def _page(address: httpx.URL, response: httpx.Response, policy: Policy) -> Page:
    if response.status_code == httpx.codes.NOT_MODIFIED:
        raise NotModifiedError
    if response.status_code != httpx.codes.OK:
        raise StatusError(str(response.status_code))
    media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type not in policy.media_types:
        raise NotAPageError
    body = await _body(response, policy.max_bytes)
    where = str(address.copy_with(fragment=None))
    return Page(
        where,
        body,
        media_type,
        response.charset_encoding,
        etag=response.headers.get("etag"),
        modified=response.headers.get("last-modified"),
    )


async def _body(response: httpx.Response, limit: int) -> bytes:
    """Read and unpack the body, never holding more than `limit` bytes and one network read of it."""
    unpack = _unpacker(response.headers.get("content-encoding", ""))
    body, taken = bytearray(), 0
    try:
        async for chunk in response.aiter_raw():
            taken += len(chunk)
            # A bomb stops here: it is unpacked to one byte beyond the limit and no further.
            body += unpack.decompress(chunk, limit + 1 - len(body)) if unpack else chunk
            if max(taken, len(body)) > limit:
                raise TooLargeError
    except zlib.error as cause:
        raise BrokenAnswerError from cause
    if unpack and not unpack.eof:
        raise BrokenAnswerError
    return bytes(body)


def _unpacker(encoding: str) -> zlib._Decompress | None:
    """Return what unpacks a body, None for one that is not packed; packed in another way than we asked is an error."""
    if encoding.strip().lower() in ("", "identity"):
        return None
    if encoding.strip().lower() not in ("gzip", "x-gzip"):
        raise BrokenAnswerError
    return zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
