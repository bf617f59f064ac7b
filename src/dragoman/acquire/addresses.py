"""Which network addresses may be fetched from: none inside private networks unless allowed."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Sequence

from dragoman.errors import InputError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Reach = Callable[[Address], bool]
Resolve = Callable[[str, int], Sequence[str]]

# Metadata services of cloud providers that sit on addresses otherwise public.
METADATA = frozenset({ipaddress.ip_address("168.63.129.16")})
# IPv6 forms that carry an IPv4 address inside, with the position of its last bit from the right.
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_NAT64_LOCAL = ipaddress.ip_network("64:ff9b:1::/48")
_COMPATIBLE = ipaddress.ip_network("::/96")


def resolve(host: str, port: int) -> list[str]:
    """Ask the system's resolver for all addresses of a host.

    Raises:
        OSError: The name is not known.
    """
    answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(answer[4][0]) for answer in answers))


def is_any(address: Address) -> bool:
    """Allow every address: for callers who mean to read from their own network."""
    return address is not None


def is_public(address: Address) -> bool:
    """Whether an address lies on the open internet, whatever it is wrapped in."""
    if address in METADATA or address.is_multicast or address.is_unspecified:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        inner = _inside(address)
        if inner is not None:
            return is_public(inner)
        if address in _NAT64_LOCAL or address.is_site_local:
            return False
    return address.is_global and not address.is_reserved


def _inside(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 address stands for, if it does."""
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address.teredo is not None:
        return address.teredo[1]
    if address in _NAT64 or address in _COMPATIBLE:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return None


def choose_address(
    host: str, port: int, *, where: str, ask: Resolve = resolve, may_reach: Reach = is_public
) -> str:
    """Resolve a host once and choose the address to connect to.

    One private answer among public ones refuses the host: such a mixture is what DNS rebinding
    looks like.

    Args:
        host: Name or literal address, as the address has it.
        port: For the resolver.
        where: Named in errors.
        ask: The resolver.
        may_reach: Which addresses are allowed.

    Raises:
        InputError: The name is not known, or an address may not be fetched from.
    """
    bare = host.strip("[]").partition("%")[0]
    try:
        answers: Sequence[str] = [str(ipaddress.ip_address(bare))]
    except ValueError:
        try:
            answers = ask(host, port)
        except (OSError, UnicodeError):
            answers = []
    if not answers:
        raise InputError(where, f"the host {host!r} is not known", "check the address")
    for answer in answers:
        if not may_reach(ipaddress.ip_address(answer.partition("%")[0])):
            raise InputError(
                where,
                f"{host} lies in a private or reserved network ({answer})",
                "save the page to a file, or allow private addresses if you mean it",
            )
    return answers[0]
