from __future__ import annotations

from datetime import UTC, datetime
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from aboveboard.channels.http.addresses import (
    Reach,
    is_local_name,
    is_name,
    is_outside,
    literal,
)
from aboveboard.channels.http.door import Door
from aboveboard.channels.port import Reason, Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

INSIDE = [
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.0.0.0/24",
    "192.168.0.0/16",
    "198.18.0.0/15",
    "224.0.0.0/4",
    "240.0.0.0/4",
]
inside = some.one_of(*(some.ip_addresses(network=network) for network in INSIDE))
fullwidth = str.maketrans("0123456789", "０１２３４５６７８９")


def _octets(address: IPv4Address) -> list[int]:
    return list(address.packed)


SPELLINGS: dict[str, Callable[[IPv4Address], str]] = {
    "dotted": str,
    "one number": lambda a: str(int(a)),
    "one hexadecimal number": lambda a: hex(int(a)),
    "one octal number": lambda a: f"0{int(a):o}",
    "large hexadecimal": lambda a: hex(int(a)).upper(),
    "two parts": lambda a: f"{_octets(a)[0]}.{int(a) & 0xFFFFFF}",
    "three parts": lambda a: f"{_octets(a)[0]}.{_octets(a)[1]}.{int(a) & 0xFFFF}",
    "dotted octal": lambda a: ".".join(f"0{octet:o}" for octet in _octets(a)),
    "dotted hexadecimal": lambda a: ".".join(hex(octet) for octet in _octets(a)),
    "leading zeros": lambda a: ".".join(f"{octet:04}" for octet in _octets(a)),
    "dot at the end": lambda a: f"{a}.",
    "wide digits": lambda a: str(a).translate(fullwidth),
    "wide dots": lambda a: str(a).replace(".", "。"),
    "percent signs": lambda a: "".join(f"%{ord(sign):02x}" for sign in str(a)),
    "mapped": lambda a: f"[::ffff:{a}]",
    "mapped in hexadecimal": lambda a: f"[::ffff:{int(a) >> 16:x}:{int(a) & 0xFFFF:x}]",
    "compatible": lambda a: f"[::{a}]",
    "6to4": lambda a: f"[2002:{int(a) >> 16:x}:{int(a) & 0xFFFF:x}::1]",
    "translated": lambda a: f"[64:ff9b::{a}]",
    "translated at home": lambda a: f"[64:ff9b:1::{a}]",
    "someone before": lambda a: f"name.example@{a}",
    "a port of ours": lambda a: f"{a}:443",
}


def _as_the_system(host: str, port: int) -> Sequence[str]:
    """Resolve what looks like a number as generously as systems do."""
    try:
        parts = [
            int(part, 0) if part[:1] != "0" or part[1:2] in "xX" else int(part, 8)
            for part in host.rstrip(".").split(".")
        ]
    except ValueError:
        return ["127.0.0.1"]
    value = parts[-1] + sum(part << (24 - 8 * at) for at, part in enumerate(parts[:-1]))
    return [str(IPv4Address(value & 0xFFFF_FFFF))]


@pytest.mark.parametrize("spelling", SPELLINGS)
@settings(max_examples=25)
@given(address=inside)
def test_what_lies_inside_is_refused_however_it_is_spelt(
    spelling: str, address: IPv4Address
) -> None:
    door = Door(now=lambda: datetime(2026, 11, 24, tzinfo=UTC), resolve=_as_the_system)
    with pytest.raises(Refused) as told:
        door.send("GET", f"http://{SPELLINGS[spelling](address)}/")
    assert told.value.reason is Reason.ADDRESS


@given(some.text(max_size=40))
def test_no_address_at_all_breaks_the_door(host: str) -> None:
    """Every name leads inside here, so whatever is typed must end in a refusal."""
    door = Door(
        now=lambda: datetime(2026, 11, 24, tzinfo=UTC), resolve=lambda name, port: ["127.0.0.1"]
    )
    for url in (host, f"http://{host}", f"https://{host}/", f"http://name.example/{host}"):
        with pytest.raises(Refused):
            door.send("GET", url)


@given(some.ip_addresses())
def test_what_counts_as_outside_is_never_more_than_the_standard_library_says(
    address: IPv4Address | IPv6Address,
) -> None:
    if is_outside(address):
        assert address.is_global
        assert not address.is_multicast


@given(some.ip_addresses(v=6, network="2000::/3"))
def test_an_ordinary_address_of_the_world_is_outside(address: IPv6Address) -> None:
    wrapped = any(
        address in IPv6Network(network)
        for network in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
    )
    assert is_outside(address) is not wrapped


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("8.8.8.8", True),
        ("93.184.215.14", True),
        ("9.255.255.255", True),
        ("10.0.0.0", False),
        ("100.63.255.255", True),
        ("100.64.0.0", False),
        ("100.128.0.0", True),
        ("172.15.255.255", True),
        ("172.31.255.255", False),
        ("169.254.169.254", False),
        ("168.63.129.16", False),
        ("255.255.255.255", False),
        ("2606:4700::1111", True),
        ("::", False),
        ("::1", False),
        ("::ffff:8.8.8.8", False),
        ("64:ff9b::8.8.8.8", True),
        ("64:ff9b::10.0.0.1", False),
        ("64:ff9b:1::8.8.8.8", False),
        ("100::1", False),
        ("2001:0:4136:e378:8000:63bf:3fff:fdd2", False),
        ("2002:808:808::1", False),
        ("fc00::1", False),
        ("fd00:ec2::254", False),
        ("fe80::1", False),
        ("fec0::1", False),
        ("ff02::1", False),
        ("5f00::1", False),
    ],
)
def test_the_edges_of_the_world(address: str, *, expected: bool) -> None:
    assert is_outside(ip_address(address)) is expected


def test_a_network_of_ones_own_is_reached_at_every_port_and_no_other() -> None:
    reach = Reach((IPv4Network("10.1.2.0/24"), IPv6Network("fd00::/64")))
    assert reach.allows(IPv4Address("10.1.2.3"), 8080)
    assert reach.allows(IPv6Address("fd00::7"), 3000)
    assert not reach.allows(IPv4Address("10.1.3.3"), 443)
    assert not reach.allows(IPv6Address("::ffff:10.1.2.3"), 443)
    assert not reach.allows(IPv4Address("8.8.8.8"), 8080)
    assert reach.allows(IPv4Address("8.8.8.8"), 443)


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("mastodon.social", True),
        ("xn--bcher-kva.example", True),
        ("a", True),
        ("3com.example", True),
        ("under_score.example", True),
        ("example.c0", True),
        ("", False),
        ("a." * 127 + "ab", False),
        ("a" * 64 + ".example", False),
        ("1.2.3", False),
        ("example.1", False),
        ("example.0x", False),
        ("0x7f000001", False),
        ("Example.org", False),
        ("bücher.example", False),
        ("a b", False),
        ("example.org\n", False),
    ],
)
def test_what_is_a_name(host: str, *, expected: bool) -> None:
    assert is_name(host) is expected


def test_names_that_only_a_house_knows() -> None:
    assert is_local_name("localhost")
    assert is_local_name("metadata.google.internal")
    assert is_local_name("router.home.arpa")
    assert not is_local_name("mastodon.social")
    assert not is_local_name("local.example")
    assert literal("mastodon.social") is None
