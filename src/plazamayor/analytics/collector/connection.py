"""Who is at the other end: the address a connection comes from, believing forwarded addresses only from trusted proxies."""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address


class Crowd:
    """Whether whoever comes has more than one address: all visits from one are those of a proxy nobody has said may be trusted.

    It keeps no address: only a hash that changes with each process, of the first one met, until another is met.
    """

    def __init__(self) -> None:
        self.visits = 0
        self.unheard = 0
        self.many = False
        self._first: int | None = None

    def note(self, address: Address | None, *, unheard: bool) -> None:
        """Notes an arrival; `unheard` when it brought forwarded addresses that were not believed."""
        if self.many:
            return
        self.visits += 1
        self.unheard += unheard
        mark = hash(str(address))  # Python's own hash of texts, with a secret of the process
        if self._first is None:
            self._first = mark
        self.many = mark != self._first


crowd = Crowd()


class Proxies:
    """The proxies whose `X-Forwarded-For` is believed. It keeps in memory the proxies it has met, no other address."""

    def __init__(self, trusted: Iterable[str]) -> None:
        self._networks = [ip_network(text, strict=False) for text in trusted]
        self._met: dict[str, bool] = {}

    def address(self, peer: str, forwarded: str) -> Address | None:
        """Answers the citizen's address: the rightmost hop that is not a trusted proxy, or the peer; nothing if it has none.

        A hop that is no address ends the search: what stands left of it was not written by a trusted proxy.
        """
        believed = bool(self._networks) and bool(forwarded) and self._trusts_peer(peer)
        address = self._behind(peer, forwarded) if believed else _parsed(peer)
        crowd.note(address, unheard=bool(forwarded) and not believed)
        return address

    def _behind(self, peer: str, forwarded: str) -> Address | None:
        nearest = peer
        for hop in reversed(forwarded.split(",")):
            address = _parsed(hop)
            if address is None:
                break
            if not self._trusts(address):
                return address
            nearest = hop
        return _parsed(nearest)

    def _trusts_peer(self, peer: str) -> bool:
        if peer in self._met:
            return True
        address = _parsed(peer)
        if address is None or not self._trusts(address):
            return False
        self._met[peer] = True
        return True

    def _trusts(self, address: Address) -> bool:
        return any(address in network for network in self._networks)


def _parsed(text: str) -> Address | None:
    """Reads an address as proxies write it: bare, with a port, in brackets; one of IPv4 mapped into IPv6 is of IPv4."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return (address.ipv4_mapped or address) if isinstance(address, IPv6Address) else address


def household(address: Address | None) -> str:
    """Answers what of an address goes into a visitor id: of IPv6 the network, as devices change the rest while they are used."""
    if isinstance(address, IPv6Address):
        return str(IPv6Network((int(address) >> 64 << 64, 64)).network_address)
    return str(address or "")
