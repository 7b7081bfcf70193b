"""Addresses: what is on the public internet, and all the ways of writing what is not."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standoff.sources.fetching.addresses import objection

REFUSED = {
    "0.0.0.0": "unspecified",
    "0.1.2.3": "unspecified",
    "10.0.0.1": "private",
    "100.64.0.1": "carrier-grade NAT",
    "100.100.100.200": "carrier-grade NAT",
    "127.0.0.1": "loopback",
    "127.255.255.254": "loopback",
    "168.63.129.16": "cloud-internal",
    "169.254.169.254": "link-local",
    "172.16.0.1": "private",
    "172.31.255.255": "private",
    "192.0.0.8": "reserved",
    "192.0.2.1": "documentation",
    "192.88.99.1": "6to4 relay",
    "192.168.1.1": "private",
    "198.18.0.1": "benchmarking",
    "198.51.100.1": "documentation",
    "203.0.113.1": "documentation",
    "224.0.0.1": "multicast",
    "239.255.255.250": "multicast",
    "240.0.0.1": "reserved",
    "255.255.255.255": "reserved",
    "::": "unspecified",
    "::1": "loopback",
    "::7f00:1": "IPv4-compatible",
    "::ffff:127.0.0.1": "IPv4-mapped",
    "::ffff:8.8.8.8": "IPv4-mapped",
    "::ffff:0:127.0.0.1": "IPv4-translated",
    "64:ff9b::7f00:1": "loopback",
    "64:ff9b::a9fe:a9fe": "link-local",
    "64:ff9b::a00:1": "private",
    "64:ff9b:1::1": "private NAT64",
    "100::1": "reserved",
    "2001::1": "Teredo",
    "2001:10::1": "reserved",
    "2001:db8::1": "documentation",
    "2002:7f00:1::": "6to4",
    "2002:808:808::1": "6to4",
    "2a00:1450:4001:812::5efe:7f00:1": "ISATAP",
    "2a00:1450:4001:812:0:5efe:127.0.0.1": "ISATAP",
    "2a00:1450:4001:812:200:5efe:10.0.0.1": "ISATAP",
    "3fff::1": "documentation",
    "4000::1": "reserved",
    "5f00::1": "reserved",
    "fc00::1": "private",
    "fd00:ec2::254": "private",
    "fe80::1": "link-local",
    "fe80::1%eth0": "link-local",
    "2a00:1450:4001:812::200e%1": "link-local",
    "fec0::1": "site-local",
    "ff02::1": "multicast",
    "localhost": "malformed",
    "0x7f.1": "malformed",
    "": "malformed",
}


@pytest.mark.parametrize(("address", "kind"), REFUSED.items())
def test_what_is_refused(address: str, kind: str) -> None:
    assert objection(address) == kind


@pytest.mark.parametrize(
    "address",
    [
        "1.1.1.1",
        "8.8.8.8",
        "100.63.255.255",
        "100.128.0.1",
        "172.15.255.255",
        "172.32.0.1",
        "192.167.255.255",
        "2606:4700:4700::1111",
        "2001:4860:4860::8888",
        "64:ff9b::808:808",
    ],
)
def test_what_is_public(address: str) -> None:
    assert objection(address) is None


@settings(deadline=None, max_examples=300)
@given(st.ip_addresses())
def test_nothing_is_public_that_python_calls_private(address: IPv4Address | IPv6Address) -> None:
    if objection(str(address)) is None and address not in _NAT64:
        assert address.is_global
        assert not address.is_multicast
        assert not address.is_reserved


@settings(deadline=None, max_examples=200)
@given(st.ip_addresses(v=4), st.sampled_from(["::ffff:", "64:ff9b::", "::", "::ffff:0:", "2002:"]))
def test_an_address_is_not_made_public_by_wrapping_it(address: IPv4Address, prefix: str) -> None:
    number = int(address)
    tail = f"{number >> 16:x}:{number & 0xFFFF:x}"
    wrapped = f"{prefix}{tail}::" if prefix == "2002:" else f"{prefix}{tail}"
    ip_address(wrapped)
    if objection(str(address)) is not None:
        assert objection(wrapped) is not None


class _Nat64:
    def __contains__(self, address: object) -> bool:
        return isinstance(address, IPv6Address) and int(address) >> 32 == 0x0064FF9B << 64


_NAT64 = _Nat64()
