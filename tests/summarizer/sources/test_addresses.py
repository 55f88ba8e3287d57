from __future__ import annotations

import ipaddress

import pytest

from summarizer.sources.addresses import allowed_addresses, is_public, parse
from summarizer.sources.errors import (
    CredentialsError,
    NotAnAddressError,
    PortError,
    PrivateAddressError,
    SchemeError,
    SourceError,
    UnknownHostError,
)

WEB = frozenset({80, 443})


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.255.255.254", "168.63.129.16", "169.254.169.254",
        "172.16.0.1", "192.0.0.8", "192.88.99.1", "192.168.1.1", "198.18.0.1", "203.0.113.5", "224.0.0.1",
        "240.0.0.1", "255.255.255.255", "::", "::1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
        "64:ff9b::7f00:1", "2001::1", "2001:db8::1", "2002:7f00:1::", "fc00::1", "fd00:ec2::254", "fe80::1",
        "fe80::1%eth0", "fec0::1", "ff02::1", "4000::1",
    ],
)  # fmt: skip
def test_private_and_reserved_addresses_are_not_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "93.184.215.14", "::ffff:8.8.8.8", "2606:4700::1111", "2a00:1450::1"]
)
def test_addresses_of_the_open_internet_are_public(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    ("url", "error"),
    [
        ("ftp://news.example/", SchemeError),
        ("file:///etc/passwd", SchemeError),
        ("gopher://news.example:80/", SchemeError),
        ("javascript://news.example/%0aalert(1)", SchemeError),
        ("//news.example/", SchemeError),
        ("http://editor@news.example/", CredentialsError),
        ("https://editor:word@news.example/", CredentialsError),
        ("http://news.example\\@10.0.0.1/", CredentialsError),
        ("http://news.example:22/", PortError),
        ("http://news.example:99999/", PortError),
        ("https://news.example:8443/", PortError),
        ("http:///latest", NotAnAddressError),
        ("http://a..b/", NotAnAddressError),
        ("http://news.example\n/", NotAnAddressError),
        ("http://" + "a" * 64 + ".example/", NotAnAddressError),
        ("http://2130706433/", NotAnAddressError),
        ("http://0x7f000001/", NotAnAddressError),
        ("http://0x7f.1/", NotAnAddressError),
        ("http://0177.0.0.1/", NotAnAddressError),
        ("http://127.1/", NotAnAddressError),
        ("http://127.0.0.01/", NotAnAddressError),
        ("http://%31%32%37.0.0.1/", NotAnAddressError),
        ("http://①②⑦.0.0.1/", NotAnAddressError),
        ("http://[fe80::1%25eth0]/", NotAnAddressError),
    ],
)
def test_what_is_no_plain_address_of_a_page_is_refused_before_any_look_up(
    url: str, error: type[SourceError]
) -> None:
    with pytest.raises(error):
        parse(url, WEB)


def test_an_arabic_host_is_looked_up_by_its_ascii_name() -> None:
    asked: list[tuple[str, int]] = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append((host, port))
        return ["8.8.8.8"]

    address = parse("https://أخبار.قطر/عاجل", WEB)
    assert allowed_addresses(address, resolve, is_public) == ["8.8.8.8"]
    assert asked == [("xn--igbicxr.xn--wgbl6a", 443)]


def test_full_width_dots_are_the_dots_that_they_become() -> None:
    address = parse("http://127。0。0。1/", WEB)
    with pytest.raises(PrivateAddressError):
        allowed_addresses(address, lambda host, port: [host], is_public)


def test_one_private_address_among_public_ones_is_enough_to_refuse_a_host() -> None:
    address = parse("http://news.example/", WEB)
    with pytest.raises(PrivateAddressError):
        allowed_addresses(address, lambda host, port: ["8.8.8.8", "10.0.0.7"], is_public)


def test_a_name_that_nobody_knows_is_said_to_be_unknown() -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise OSError("no such name")

    address = parse("http://news.example/", WEB)
    for resolve in (unknown, lambda host, port: [], lambda host, port: ["not a number"]):
        with pytest.raises(UnknownHostError):
            allowed_addresses(address, resolve, is_public)
