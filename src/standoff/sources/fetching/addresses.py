"""Which network addresses are on the public internet, and so may be connected to.

After the special-purpose registries of IANA (RFC 6890 and its updates). The tables are our own, since what
``ipaddress.is_global`` says differs between versions of Python and takes multicast for public.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

_V4: tuple[tuple[IPv4Network, str], ...] = tuple(
    (IPv4Network(network), kind)
    for network, kind in (
        ("0.0.0.0/8", "unspecified"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "carrier-grade NAT"),
        ("127.0.0.0/8", "loopback"),
        ("168.63.129.16/32", "cloud-internal"),
        ("169.254.0.0/16", "link-local"),
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "reserved"),
        ("192.0.2.0/24", "documentation"),
        ("192.88.99.0/24", "6to4 relay"),
        ("192.168.0.0/16", "private"),
        ("198.18.0.0/15", "benchmarking"),
        ("198.51.100.0/24", "documentation"),
        ("203.0.113.0/24", "documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
    )
)
_V6: tuple[tuple[IPv6Network, str], ...] = tuple(
    (IPv6Network(network), kind)
    for network, kind in (
        ("::/128", "unspecified"),
        ("::1/128", "loopback"),
        ("::ffff:0:0/96", "IPv4-mapped"),
        ("::ffff:0:0:0/96", "IPv4-translated"),
        ("::/96", "IPv4-compatible"),
        ("64:ff9b:1::/48", "private NAT64"),
        ("2001::/32", "Teredo"),
        ("2001::/23", "reserved"),
        ("2001:db8::/32", "documentation"),
        ("2002::/16", "6to4"),
        ("2620:4f:8000::/48", "reserved"),
        ("3fff::/20", "documentation"),
        ("fc00::/7", "private"),
        ("fe80::/10", "link-local"),
        ("fec0::/10", "site-local"),
        ("ff00::/8", "multicast"),
    )
)
_NAT64 = IPv6Network("64:ff9b::/96")
_UNICAST = IPv6Network("2000::/3")
_ISATAP = frozenset({0x00005EFE, 0x02005EFE})


def objection(address: str) -> str | None:
    """What kind of address that is not on the public internet ``address`` is; ``None`` if it is public.

    An address in the well-known NAT64 prefix (RFC 6052) is judged by the IPv4 address inside it: on a
    network without IPv4 every host has one. All other IPv6 addresses that wrap an IPv4 address are refused.

    Args:
        address: IPv4 or IPv6 as the resolver gives it, with or without a scope (``%eth0``).
    """
    try:
        parsed = ip_address(address)
    except ValueError:
        return "malformed"
    return _objection_v4(parsed) if isinstance(parsed, IPv4Address) else _objection_v6(parsed)


def _objection_v4(address: IPv4Address) -> str | None:
    kind = next((kind for network, kind in _V4 if address in network), None)
    return kind or (None if address.is_global else "reserved")


def _objection_v6(address: IPv6Address) -> str | None:
    if address.scope_id is not None:
        return "link-local"
    if address in _NAT64:
        return _objection_v4(IPv4Address(int(address) & 0xFFFFFFFF))
    kind = next((kind for network, kind in _V6 if address in network), None)
    if kind is not None:
        return kind
    if (int(address) >> 32) & 0xFFFFFFFF in _ISATAP:
        return "ISATAP"
    return None if address in _UNICAST and address.is_global else "reserved"
