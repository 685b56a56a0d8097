"""Who is at the other end of a connection, when trusted proxies may stand between."""

from collections.abc import Iterable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Network = IPv4Network | IPv6Network


def networks(trusted: Iterable[str]) -> tuple[Network, ...]:
    """The networks of proxies that are believed; raises ValueError for what is not an address or a network."""
    return tuple(ip_network(each, strict=False) for each in trusted)


def _known(address: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(address)
    except ValueError:
        return None


def _is_trusted(address: str, trusted: Sequence[Network]) -> bool:
    known = _known(address)
    return known is not None and any(known in network for network in trusted)


def client_address(peer: str, forwarded: str, trusted: Sequence[Network]) -> str:
    """The address of the client: the connection's, or the last one in `X-Forwarded-For` that no trusted proxy has.

    The header is read from the right, because whoever connects writes its left part at will.
    """
    address = peer
    for hop in reversed([each.strip() for each in forwarded.split(",") if each.strip()]):
        if not _is_trusted(address, trusted) or _known(hop) is None:
            break
        address = hop
    return address
