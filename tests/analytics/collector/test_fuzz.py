"""Whatever is sent to the collector, it answers, and never with a failure of its own."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plazamayor.analytics.collector.outcomes import REASONS
from tests.analytics.collector.conftest import AGENT, PAGE, Town

TEXT = st.text(max_size=60)
VALUE = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), TEXT, st.lists(TEXT, max_size=3), st.dictionaries(TEXT, TEXT, max_size=3)
)
ADDRESS = st.one_of(
    TEXT, st.builds(lambda rest: PAGE + rest, TEXT), st.builds("https://www.villaclara.example/?{}={}#/{}".format, TEXT, TEXT, TEXT)
)
PAYLOAD = st.fixed_dictionaries(
    {"u": st.one_of(ADDRESS, VALUE)},
    optional={
        "k": st.one_of(st.sampled_from("vedofcwt"), VALUE),
        "r": st.one_of(ADDRESS, VALUE),
        "t": st.one_of(ADDRESS, VALUE),
        "s": VALUE,
        "d": VALUE,
        "v": VALUE,
        "p": VALUE,
        "n": VALUE,
        "q": VALUE,
    },
).map(lambda payload: json.dumps(payload).encode())
HEADERS = st.lists(
    st.tuples(
        st.sampled_from([b"user-agent", b"x-forwarded-for", b"origin", b"referer", b"accept-language", b"sec-purpose", b"sec-gpc"]),
        st.one_of(st.binary(max_size=60), TEXT.map(str.encode), st.just(AGENT.encode())),
    ),
    max_size=6,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    body=st.one_of(PAYLOAD, st.binary(max_size=200)),
    headers=HEADERS,
    peer=st.one_of(st.just("10.0.0.1"), TEXT),
    path=st.sampled_from(["/e", "/e.gif"]),
    method=st.sampled_from(["POST", "GET", "HEAD", "OPTIONS", "PUT"]),
    query=st.one_of(st.binary(max_size=80), st.just(b"u=" + PAGE.encode())),
)
def test_whatever_is_sent_is_answered_and_counted_for_a_reason(
    tmp_path_factory: pytest.TempPathFactory,
    body: bytes,
    headers: list[tuple[bytes, bytes]],
    peer: str,
    path: str,
    method: str,
    query: bytes,
) -> None:
    town = Town(tmp_path_factory.mktemp("fuzz"), proxies=("10.0.0.0/8",))

    status, _, _ = town.ask(body, headers=headers, peer=peer, path=path, method=method, query=query)

    assert status in {200, 202, 204, 400, 403, 404, 405, 413}
    assert set(town.outcomes.totals()) <= set(REASONS)
    for event in town.events():
        assert (event.seconds, event.scroll) <= (65_535, 100)
        assert event.path.startswith("/")
    town.spool.close()
