"""Expressions that can never match are told; those that can are never refused."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plazamayor.procedures.catalogue.expressions import never_matches

ATOMS = st.sampled_from(["a", "b", "/", ".", "^", "$", "[ab]", r"\d", r"\.", r"\b", r"\A", " ", r"\s", "(?:)"])


def _grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    times = st.sampled_from(["", "?", "*", "+", "{0}", "{2}", "{0,1}", "+?"])
    repeated = st.tuples(inner, times).map(lambda pair: f"({pair[0]}){pair[1]}")
    return repeated | st.lists(inner, min_size=1, max_size=3).map("".join) | st.lists(inner, min_size=2, max_size=3).map("|".join)


EXPRESSIONS = st.recursive(ATOMS, _grown, max_leaves=8)
ADDRESSES = st.text(alphabet="ab/.1", max_size=6).map(lambda rest: f"/{rest}")


@given(EXPRESSIONS, st.lists(ADDRESSES, min_size=20, max_size=40))
def test_an_expression_that_matches_some_address_is_never_refused(expression: str, addresses: list[str]) -> None:
    matched = [address for address in addresses if re.search(expression, address)]

    assert not (matched and never_matches(expression))


@pytest.mark.parametrize(
    "expression",
    [
        *["a^b", "x$y", "$^", "^$", "sede$/x", r"a{2,}$b", "[ab]^"],
        *["^sede", r"\Aayudas", "^https://sede.example/", "(?i)^sede", "^(?:a|b$c)$x", r"\Qa b\E", "/a b", r"/a\s", r"^\.+/"],
        *["(^a)b^", "(a$)+/b"],
    ],
)
def test_what_can_never_match_is_told(expression: str) -> None:
    assert never_matches(expression)


@pytest.mark.parametrize(
    "expression",
    [
        *["", "^/sede$", "^(/x)?y", "(a$)?b", "a|^b", "a{0}^", "(?i)^/sede", "(a+)+$", r"^/[^/]+/\d+$", "^[a-z/]", r"\Q/a\E$"],
        *["(^a|^/b)", r"^\/x", "/a$|x^y", "[]^]$", "(" * 400, "/{a}", r"\x2fa"],
    ],
)
def test_what_may_match_is_let_be(expression: str) -> None:
    assert not never_matches(expression)
