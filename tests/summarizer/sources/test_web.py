from __future__ import annotations

import gzip
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from summarizer.sources.addresses import IPAddress, is_public
from summarizer.sources.errors import (
    BrokenAnswerError,
    CertificateError,
    NotAPageError,
    PortError,
    PrivateAddressError,
    RedirectError,
    SchemeError,
    SourceError,
    StatusError,
    TooLargeError,
    TooSlowError,
    UnreachableError,
)
from summarizer.sources.web import OPEN_WEB, Policy, fetch

PAGE = "<p>وصل الوفد إلى القاهرة</p>".encode()


def _loopback_or_public(address: IPAddress) -> bool:
    return address.is_loopback or is_public(address)


@pytest.fixture
def policy(site: Any) -> Policy:
    """Names ending in `.example` are the site on loopback, `inner.example` is a machine behind it."""

    def resolve(host: str, port: int) -> list[str]:
        return ["10.0.0.7"] if host == "inner.example" else ["127.0.0.1"]

    return Policy(resolve, _loopback_or_public, frozenset({site.port}), max_bytes=100_000, seconds=5)


@pytest.fixture
def at(site: Any) -> Callable[[str], str]:
    return lambda path: f"http://news.example:{site.port}{path}"


def test_a_page_is_fetched_with_what_its_sender_says_of_it(
    site: Any, policy: Policy, at: Callable[[str], str]
) -> None:
    site.page("/a?b=1", PAGE, "Content-Type: Text/HTML; Charset=windows-1256")
    page = fetch(at("/a?b=1#part"), policy)
    assert (page.url, page.body, page.media_type) == (at("/a?b=1"), PAGE, "text/html")
    assert page.charset == "windows-1256"
    assert site.hosts == [f"news.example:{site.port}"]


def test_a_host_is_looked_up_once_so_that_a_changed_answer_leads_nowhere(
    site: Any, policy: Policy, at: Callable[[str], str]
) -> None:
    answers = iter([["127.0.0.1"], ["10.0.0.7"]])
    site.page("/", PAGE)
    assert fetch(at("/"), replace(policy, resolve=lambda host, port: next(answers))).body == PAGE
    assert next(answers) == ["10.0.0.7"]


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "0.0.0.0",
        "10.0.0.1",
        "169.254.169.254",
        "[fd00::1]",
    ],
)
def test_the_usual_policy_dials_nothing_private(host: str) -> None:
    with pytest.raises(PrivateAddressError):
        fetch(f"http://{host}/", OPEN_WEB)


def test_the_usual_policy_dials_only_the_ports_of_the_web(site: Any, at: Callable[[str], str]) -> None:
    with pytest.raises(PortError):
        fetch(at("/"), OPEN_WEB)
    assert not site.asked


def test_the_environment_names_no_proxy_for_us(
    site: Any, policy: Policy, at: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    site.page("/", PAGE)
    assert fetch(at("/"), policy).body == PAGE


def test_the_next_address_is_dialled_where_the_first_one_does_not_answer(
    site: Any, policy: Policy, at: Callable[[str], str]
) -> None:
    site.page("/", PAGE)
    assert fetch(at("/"), replace(policy, resolve=lambda host, port: ["::1", "127.0.0.1"])).body == PAGE


def test_a_site_that_is_not_there_cannot_be_reached(policy: Policy) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with pytest.raises(UnreachableError):
        fetch(f"http://news.example:{port}/", replace(policy, ports=frozenset({port})))


def test_redirects_are_followed_to_other_paths_and_hosts(
    site: Any, policy: Policy, at: Callable[[str], str]
) -> None:
    site.redirect("/1", "2", "301 Moved Permanently")
    site.redirect("/2", f"//other.example:{site.port}/3", "308 Permanent Redirect")
    site.page("/3", PAGE)
    assert fetch(at("/1"), policy).url == f"http://other.example:{site.port}/3"
    assert site.hosts == [f"{name}.example:{site.port}" for name in ("news", "news", "other")]


@pytest.mark.parametrize(
    ("target", "error"),
    [
        ("http://inner.example:{port}/", PrivateAddressError),
        ("http://inner.example/", PortError),
        ("http://127.0.0.1:22/", PortError),
        ("file:///etc/passwd", SchemeError),
        ("http://u:p@news.example:{port}/", SourceError),
        ("http://[broken/", SourceError),
        ("http://2130706433:{port}/", SourceError),
    ],
)
def test_a_redirect_is_checked_like_a_first_address(
    target: str, error: type[SourceError], site: Any, policy: Policy, at: Callable[[str], str]
) -> None:
    site.redirect("/", target.format(port=site.port))
    with pytest.raises(error):
        fetch(at("/"), policy)
    assert site.asked == ["/"]


def test_five_redirects_are_followed_and_no_more(site: Any, policy: Policy, at: Callable[[str], str]) -> None:
    site.redirect("/loop", "/loop")
    with pytest.raises(RedirectError):
        fetch(at("/loop"), policy)
    assert len(site.asked) == 6


def test_an_error_answer_says_which(site: Any, policy: Policy, at: Callable[[str], str]) -> None:
    site.page("/", PAGE, status="404 Not Found")
    with pytest.raises(StatusError, match=r"answered with an error \(404\)\.$"):
        fetch(at("/"), policy)


@pytest.mark.parametrize("kind", ["application/pdf", "image/png", "application/json", ""])
def test_what_is_no_page_is_not_read(kind: str, site: Any, policy: Policy, at: Callable[[str], str]) -> None:
    site.page("/", PAGE, f"Content-Type: {kind}")
    with pytest.raises(NotAPageError):
        fetch(at("/"), policy)


def test_a_packed_page_is_unpacked(site: Any, policy: Policy, at: Callable[[str], str]) -> None:
    site.page("/", gzip.compress(PAGE), "Content-Encoding: gzip")
    assert fetch(at("/"), policy).body == PAGE


def test_a_page_may_be_as_large_as_the_limit_and_no_larger(
    site: Any, policy: Policy, at: Callable[[str], str]
) -> None:
    for path, size in (("/full", policy.max_bytes), ("/over", policy.max_bytes + 1)):
        site.page(path, b"x" * size)
        site.page(path + ".gz", gzip.compress(b"x" * size), "Content-Encoding: gzip")
    for path in ("/full", "/full.gz"):
        assert len(fetch(at(path), policy).body) == policy.max_bytes
    for path in ("/over", "/over.gz"):
        with pytest.raises(TooLargeError):
            fetch(at(path), policy)


def test_a_bomb_is_unpacked_no_further_than_the_limit(
    site: Any, policy: Policy, at: Callable[[str], str]
) -> None:
    site.page("/", gzip.compress(gzip.compress(bytes(200_000_000), 9), 9), "Content-Encoding: gzip, gzip")
    with pytest.raises(BrokenAnswerError):
        fetch(at("/"), policy)
    site.page("/", gzip.compress(bytes(50_000_000), 9), "Content-Encoding: gzip")
    with pytest.raises(TooLargeError):
        fetch(at("/"), policy)


def _without_end(head: bytes, piece: bytes) -> Callable[[socket.socket], None]:
    def speak(stream: socket.socket) -> None:
        stream.sendall(head)
        with suppress(OSError):
            while True:
                stream.sendall(piece)

    return speak


OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


@pytest.mark.parametrize(
    ("head", "piece", "error"),
    [
        (OK + b"\r\n", b"x" * 4096, TooLargeError),
        (OK + b"Content-Length: 100000000000\r\n\r\n", b"x" * 4096, TooLargeError),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1000\r\n" + b"x" * 4096 + b"\r\n", TooLargeError),
        # Empty blocks: a gzip stream that goes on for ever and unpacks to nothing.
        (
            OK + b"Content-Encoding: gzip\r\n\r\n\x1f\x8b\x08\0\0\0\0\0\0\x03",
            b"\0\0\0\xff\xff" * 800,
            TooLargeError,
        ),
        (OK, b"X-More: " + b"x" * 1000 + b"\r\n", BrokenAnswerError),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n", TooSlowError),
    ],
    ids=["body", "length", "chunks", "empty blocks", "headers", "interim answers"],
)
def test_an_answer_that_never_ends_is_broken_off(
    head: bytes, piece: bytes, error: type[SourceError], site: Any, policy: Policy, at: Callable[[str], str]
) -> None:
    site.answers["/"] = _without_end(head, piece)
    with pytest.raises(error):
        fetch(at("/"), replace(policy, seconds=0.5 if error is TooSlowError else 5))


@pytest.mark.parametrize("head", [b"", OK, OK + b"\r\n<p>"], ids=["nothing", "half a head", "half a body"])
def test_a_site_that_falls_silent_is_left_when_its_time_is_up(
    head: bytes, site: Any, policy: Policy, at: Callable[[str], str]
) -> None:
    def speak(stream: socket.socket) -> None:
        stream.sendall(head)
        stream.recv(1)

    site.answers["/"] = speak
    with pytest.raises(TooSlowError):
        fetch(at("/"), replace(policy, seconds=0.2))


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"SSH-2.0-OpenSSH\r\n",
        OK + b"Content-Length: 99\r\n\r\nhalf",
        OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
        OK + b"Content-Encoding: gzip\r\n\r\nnot packed",
        OK + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(PAGE)[:-9],
        OK + b"Content-Encoding: br\r\n\r\nx",
    ],
    ids=["nothing", "no http", "cut", "bad chunk", "not packed", "half packed", "other packing"],
)
def test_a_cut_or_malformed_answer_is_no_page(
    answer: bytes, site: Any, policy: Policy, at: Callable[[str], str]
) -> None:
    site.answers["/"] = answer
    with pytest.raises(BrokenAnswerError):
        fetch(at("/"), policy)


@pytest.fixture
def secure(site: Any, certificate: Path, policy: Policy) -> Iterator[tuple[Any, Policy, list[str | None]]]:
    """A site that speaks TLS, the policy under which its certificate counts, and the names it was asked for."""
    server, names = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), []
    server.load_cert_chain(certificate)
    server.sni_callback = lambda stream, name, context: names.append(name)

    opened = type(site)(server)
    tls = ssl.create_default_context(cafile=str(certificate))
    yield opened, replace(policy, tls=tls, ports=frozenset({opened.port})), names
    opened.close()


def test_tls_asks_for_the_name_and_checks_it_though_a_number_is_dialled(
    secure: tuple[Any, Policy, list[str | None]],
) -> None:
    site, policy, names = secure
    site.page("/", PAGE)
    assert fetch(f"https://news.example:{site.port}/", policy).body == PAGE
    assert names == ["news.example"]
    assert site.hosts == [f"news.example:{site.port}"]


def test_a_certificate_for_another_name_is_refused(secure: tuple[Any, Policy, list[str | None]]) -> None:
    site, policy, _ = secure
    site.page("/", PAGE)
    with pytest.raises(CertificateError):
        fetch(f"https://other.example:{site.port}/", policy)
    site.redirect("/", f"https://other.example:{site.port}/")
    with pytest.raises(CertificateError):
        fetch(f"https://news.example:{site.port}/", policy)
