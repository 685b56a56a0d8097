"""Forwarded addresses count only from trusted proxies."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plazamayor.core.proxies import client_address, networks

TRUSTED = networks(["10.0.0.0/8", "::1"])


@pytest.mark.parametrize(
    ("peer", "forwarded", "expected"),
    [
        ("203.0.113.7", "", "203.0.113.7"),
        ("203.0.113.7", "198.51.100.1", "203.0.113.7"),
        ("10.1.2.3", "198.51.100.1", "198.51.100.1"),
        ("10.1.2.3", "192.0.2.66, 198.51.100.1", "198.51.100.1"),
        ("10.1.2.3", "198.51.100.1, 10.9.9.9", "198.51.100.1"),
        ("::1", "2001:db8::5", "2001:db8::5"),
        ("10.1.2.3", " , ", "10.1.2.3"),
        ("10.1.2.3", "198.51.100.1, unknown", "10.1.2.3"),
    ],
)
def test_the_client_is_the_last_address_that_no_trusted_proxy_has(peer: str, forwarded: str, expected: str) -> None:
    assert client_address(peer, forwarded, TRUSTED) == expected


@given(st.ip_addresses(v=4), st.text())
def test_whoever_is_not_a_trusted_proxy_says_nothing_of_others(peer: object, forwarded: str) -> None:
    assert client_address(str(peer), forwarded, networks([])) == str(peer)


def test_a_network_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="proxy"):
        networks(["proxy.example"])
