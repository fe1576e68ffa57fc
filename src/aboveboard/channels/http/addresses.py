"""Which addresses may be reached: one that somebody typed must not lead inside our own networks.

Networks of the world are told apart by the special-purpose registries of IANA, written out here
because the standard library's opinion of them changed between patch versions of Python.
Sources: https://www.iana.org/assignments/iana-ipv4-special-registry/ and
https://www.iana.org/assignments/iana-ipv6-special-registry/ (as of 2026).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Final

type Address = IPv4Address | IPv6Address
type Network = IPv4Network | IPv6Network

PORTS: Final = frozenset({80, 443})
"""The ports of the outside world; in networks of one's own every port is good."""

_INSIDE: Final = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # shared by the customers of a provider
        "127.0.0.0/8",  # this machine
        "168.63.129.16/32",  # the host of a machine at Azure: a public address that leads inside
        "169.254.0.0/16",  # this wire, and what clouds tell their machines
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # assignments of protocols
        "192.0.2.0/24",  # documentation
        "192.88.99.0/24",  # relays of 6to4
        "192.168.0.0/16",  # private
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # many at once
        "240.0.0.0/4",  # kept free; everybody here
    )
)
_WORLD: Final = IPv6Network("2000::/3")
"""All that IPv6 has given out for the world; everything else is this machine, this site, or none."""
_NOT_WORLD: Final = tuple(
    IPv6Network(network)
    for network in (
        "2001::/23",  # assignments of protocols; Teredo, which wraps an IPv4 address
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4, which wraps an IPv4 address
        "3fff::/20",  # documentation
    )
)
_TRANSLATED: Final = IPv6Network("64:ff9b::/96")
"""Where machines without IPv4 find the world of IPv4 (NAT64): the last 32 bits are the address."""

_LABEL: Final = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_NAME: Final = re.compile(rf"(?=.{{1,253}}\Z)(?:{_LABEL}\.)*{_LABEL}\Z")
_NUMBER: Final = re.compile(r"(?:.*\.)?(?:[0-9]+|0x[0-9a-f]*)\Z")
_LOCAL: Final = re.compile(
    r"(?:[^.]+|.*\.(?:localhost|local|internal|intranet|lan|home|corp|private|localdomain|home\.arpa))\Z"
)


def is_outside(address: Address) -> bool:
    """Return whether the address lies in the world, and not in a network of somebody's own."""
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _INSIDE)
    if address in _TRANSLATED:
        return is_outside(IPv4Address(int(address) & 0xFFFF_FFFF))
    return address in _WORLD and not any(address in network for network in _NOT_WORLD)


def literal(host: str) -> Address | None:
    """Return the address that ``host`` writes out, or None when it is a name, or nothing at all."""
    try:
        return ip_address(host)
    except ValueError:
        return None


def is_name(host: str) -> bool:
    """Return whether ``host`` is a name in plain small ASCII, as DNS has them.

    What ends in a number is not: systems take ``0x7f.1``, ``017700000001`` and ``2130706433`` for
    addresses, each in its own way (WHATWG URL, "ends in a number").
    """
    return _NAME.match(host) is not None and _NUMBER.match(host) is None


def is_local_name(host: str) -> bool:
    """Return whether a name is one that only a network of one's own knows."""
    return _LOCAL.match(host) is not None


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a request may go: the world, and those networks of one's own that were named."""

    own: tuple[Network, ...] = ()

    def is_own(self, address: Address) -> bool:
        """Return whether the address lies in a network that was named as one's own."""
        return any(
            address.version == network.version and address in network for network in self.own
        )

    def allows(self, address: Address, port: int) -> bool:
        """Return whether a connection to this address and port may be made."""
        return self.is_own(address) or (port in PORTS and is_outside(address))
