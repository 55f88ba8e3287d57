"""Which web addresses may be dialled; knows names and numbers, but opens no connection."""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

import httpx

from summarizer.sources.errors import (
    CredentialsError,
    NotAnAddressError,
    PortError,
    PrivateAddressError,
    SchemeError,
    UnknownHostError,
)

IPAddress = IPv4Address | IPv6Address
# A host and a port in, the numeric addresses of the host out, the preferred one first; raises OSError.
Resolver = Callable[[str, int], Sequence[str]]

_PORTS = {"http": 80, "https": 443}
_NAME = re.compile(r"[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*\.?", re.ASCII)
# A name whose last label is a number is an IP address in disguise: 2130706433, 0x7f.1, 0177.0.0.1.
_NUMERIC = re.compile(r"(^|\.)(\d+|0x[0-9a-f]*)\.?$", re.ASCII)

# Everything else in IPv6 is unassigned, or reaches IPv4 through a translator.
_IPV6_UNICAST = IPv6Network("2000::/3")
_NOT_FOR_PAGES = (
    IPv4Network("192.0.0.0/24"),  # protocol assignments, which `is_global` lets through in part
    IPv4Network("192.88.99.0/24"),  # relays from IPv6
    IPv4Network("168.63.129.16/32"),  # a cloud's inner service on a public number
    IPv6Network("2001::/23"),  # protocol assignments, Teredo among them
    IPv6Network("2002::/16"),  # 6to4: holds an IPv4 address
)


def is_public(address: IPAddress) -> bool:
    """True for an address on the open internet at which a news site can stand."""
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    if isinstance(address, IPv6Address) and address not in _IPV6_UNICAST:
        return False
    closed = address.is_multicast or address.is_reserved or any(address in net for net in _NOT_FOR_PAGES)
    return address.is_global and not closed


def system_resolver(host: str, port: int) -> Sequence[str]:
    """Look `host` up as the machine does."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def parse(url: str, ports: frozenset[int]) -> httpx.URL:
    """Return the parsed address of a page; raises a SourceError for one that must not be fetched.

    There is no second parser: what is checked here is what the connection is made from.
    """
    try:
        address = httpx.URL(url)
        host = host_of(address)
    except (httpx.InvalidURL, UnicodeError) as cause:
        raise NotAnAddressError from cause
    if address.scheme not in _PORTS:
        raise SchemeError
    if address.userinfo:
        raise CredentialsError
    if not _is_host(host):
        raise NotAnAddressError
    if port_of(address) not in ports:
        raise PortError
    return address


def host_of(address: httpx.URL) -> str:
    """The host as it stands in a name server's answer and in a certificate."""
    return address.raw_host.decode("ascii").removesuffix(".")


def port_of(address: httpx.URL) -> int:
    return address.port or _PORTS[address.scheme]


def _is_host(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return bool(_NAME.fullmatch(host)) and not _NUMERIC.search(host)
    # A zone ("fe80::1%eth0") names one of this machine's own networks.
    return "%" not in host


def allowed_addresses(
    address: httpx.URL, resolve: Resolver, allows: Callable[[IPAddress], bool]
) -> Sequence[str]:
    """Look the host up, once, and return the addresses to dial; refuses it if a single one is not allowed."""
    try:
        found = [ipaddress.ip_address(text) for text in resolve(host_of(address), port_of(address))]
    except (OSError, ValueError) as cause:
        raise UnknownHostError from cause
    if not found:
        raise UnknownHostError
    if not all(map(allows, found)):
        raise PrivateAddressError
    return [str(ip) for ip in found]
