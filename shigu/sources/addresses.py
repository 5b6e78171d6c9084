"""Which hosts may be asked, and a connection to the very address that was checked.

A name can lead inside the house, and lead elsewhere at the second look: the address is resolved
once, all of its numbers must be public, and the connection goes to the number, not to the name.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
from http.client import HTTPConnection, HTTPSConnection
from urllib.parse import SplitResult

from shigu.sources.refusals import not_found, private

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
NAT64 = ipaddress.ip_network("64:ff9b::/96")


def port_of(parts: SplitResult) -> int:
    return parts.port or (443 if parts.scheme == "https" else 80)


def numbers(parts: SplitResult, *, private_allowed: bool = False) -> list[str]:
    """The IP addresses behind the host of a URL.

    Raises:
        FetchRefused: there is none, or one of them is private and these are not allowed.
    """
    host = parts.hostname or ""
    try:
        found = socket.getaddrinfo(host, port_of(parts), type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise not_found(host) from error
    listed = [str(address[4][0]) for address in found]
    if not private_allowed and not all(is_public(number) for number in listed):
        raise private(host)
    return listed


def is_public(number: str) -> bool:
    """Whether an address is of the open internet, and so is the one embedded in it."""
    address = ipaddress.ip_address(number.split("%", maxsplit=1)[0])
    return all(each.is_global and not each.is_multicast for each in (address, *_inside(address)))


def connection(parts: SplitResult, number: str, seconds: float) -> HTTPConnection:
    """A connection that asks for the host by name and goes to ``number``, without a second look."""
    host = parts.hostname or ""
    way = socket.create_connection((number, port_of(parts)), seconds)
    if parts.scheme != "https":
        plain = HTTPConnection(host, port_of(parts))
        plain.sock = way
        return plain
    context = ssl.create_default_context()
    secure = HTTPSConnection(host, port_of(parts), context=context)
    secure.sock = context.wrap_socket(way, server_hostname=host)
    return secure


def _inside(address: Address) -> list[Address]:
    """The IPv4 addresses that an IPv6 address of a transition scheme leads to."""
    if isinstance(address, ipaddress.IPv4Address):
        return []
    embedded: list[Address | None] = [address.ipv4_mapped, address.sixtofour]
    if address.teredo:
        embedded += address.teredo
    if address in NAT64:
        embedded.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return [each for each in embedded if each is not None]
