"""What every connector promises, asked of each against a network of our own: once, in full, and no failure but those of the contract."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from plazamayor.channels.contract import (
    Connector,
    Failure,
    Gone,
    Measures,
    Published,
    Publishes,
    Reconnect,
    Rejected,
    Session,
    TryLater,
    Uncertain,
)
from plazamayor.connectors import asking
from tests.connectors.cases import CASES, Case
from tests.connectors.fakes.mail import Mail
from tests.connectors.fakes.network import WAIT, Fault, Kind, Network
from tests.connectors.fakes.pictures import picture

LINK = "https://plaza.ejemplo.es/l/abc123"


def those(*abilities: str, without: str = "") -> Callable[..., Any]:
    """The connectors that can all that, and not the other."""
    chosen = [case for case in CASES if set(abilities) <= case.can and without not in case.can]
    return pytest.mark.parametrize("case", chosen, ids=str)


@pytest.fixture
def network(case: Case, settings: Settings) -> Iterator[Network]:
    """The fake of the connector on trial; at the end, nothing that it was asked may be out of its interface."""
    with case.network().open() as found:
        if isinstance(found, Mail):
            settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
            settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", found.port, 2
            settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
            settings.DEFAULT_FROM_EMAIL = "plaza@zafra.example"
        yield found
        assert found.wrong == []


@pytest.fixture
def session(case: Case, network: Network, now: datetime) -> Session:
    return case.session(network, now)


def later(session: Session, case: Case) -> Session:
    """The same account when a network has settled."""
    return replace(session, now=session.now + case.settles + timedelta(seconds=5))


def texts(network: Network) -> list[str]:
    return [post.text for post in network.posts]


# --- What it is --------------------------------------------------------------------------------------------------------


@those()
def test_it_is_a_connector_that_publishes(case: Case) -> None:
    connector: Connector = case.connector
    assert isinstance(connector, Publishes)
    assert isinstance(connector, Measures) == ("measure" in case.can)
    assert [len(connector.mark) <= 2, bool(connector.name), bool(str(connector.guide))] == [True] * 3
    assert [field.name for field in connector.fields if field.secret] == list(case.secrets)
    assert connector.limits.length > 0


@those()
def test_connecting_says_who_the_account_is(case: Case, network: Network, session: Session) -> None:
    account = case.connector.connect(session)
    assert (bool(account.handle), bool(account.name), account.missing) == (True, True, ())
    assert network.posts == []


@those("expires")
def test_connecting_with_a_permission_that_ran_out_asks_to_connect_again(case: Case, network: Network, session: Session) -> None:
    network.fail(Fault.EXPIRED, None)
    with pytest.raises(Reconnect):
        case.connector.connect(session)


@those("scopes")
def test_connecting_names_the_permissions_that_lack(case: Case, network: Network, session: Session) -> None:
    case.lack(network)
    with pytest.raises(Reconnect) as failure:
        case.connector.connect(session)
    assert failure.value.missing
    assert all(each in failure.value.told for each in failure.value.missing)


@those("http")
@pytest.mark.parametrize("fault", [Fault.GARBAGE, Fault.BROKEN, Fault.BAD_GATEWAY, Fault.SILENT, Fault.CLOSED, Fault.WAIT])
def test_connecting_while_the_network_is_ill_is_for_later(case: Case, fault: Fault, network: Network, session: Session) -> None:
    if (case.name, fault) == ("webhook", Fault.GARBAGE):
        assert case.connector.connect(session)  # any answer of 2xx is one: nothing in it is owed to us
        return
    network.fail(fault, None)
    with pytest.raises(TryLater):
        case.connector.connect(session)


# --- Publishing --------------------------------------------------------------------------------------------------------


@those()
def test_a_text_is_published_once_and_whole(case: Case, network: Network, session: Session) -> None:
    text = case.admitted(f"¡Señoras y señores! 👨‍👩‍👧‍👦 Se abre el plazo & más <aquí>: {LINK} #Zafra\n\nHasta el viernes.")
    published = case.connector.publish(session, case.outgoing(network, text))
    assert texts(network) == [text]
    assert published.network_id
    assert published.parts == ()


@those("media")
def test_pictures_travel_with_what_they_show(case: Case, network: Network, session: Session, tmp_path: Path) -> None:
    pictures = (picture(tmp_path, 1, "La plaza con niños"), picture(tmp_path, 2, "El cartel: día 3"))
    published = case.connector.publish(session, case.outgoing(network, "Fiestas", attachments=pictures))
    assert network.posts[0].text.startswith("Fiestas")
    assert published.network_id
    if "alt" in case.can:
        assert network.posts[0].alts == [each.alt for each in pictures]


@those("thread")
def test_a_thread_is_published_in_its_order(case: Case, network: Network, session: Session) -> None:
    published = case.connector.publish(session, case.outgoing(network, "Uno", more=("Dos", "Tres")))
    if case.name == "email":
        assert texts(network) == ["Uno\n\nDos\n\nTres"]
        return
    assert texts(network) == ["Uno", "Dos", "Tres"]
    assert [post.answers for post in network.posts] == ["", network.posts[0].name, network.posts[1].name]
    assert len(published.parts) == (0 if case.name == "webhook" else 2)


@those("keyed")
def test_the_same_key_publishes_once(case: Case, network: Network, session: Session) -> None:
    outgoing = case.outgoing(network)
    first, second = case.connector.publish(session, outgoing), case.connector.publish(session, outgoing)
    assert len(network.posts) == 1
    assert first.network_id == second.network_id


@those()
def test_two_keys_publish_twice(case: Case, network: Network, session: Session) -> None:
    for key in ("delivery-1", "delivery-2"):
        case.connector.publish(session, case.outgoing(network, "Recordatorio", key=key))
    assert texts(network) == ["Recordatorio"] * 2


@those("http")
def test_what_the_network_refuses_is_told_in_its_words(case: Case, network: Network, session: Session) -> None:
    network.fail(Fault.REFUSED)
    with pytest.raises(Rejected, match=r"No se admite|can't parse entities|300 graphemes"):
        case.connector.publish(session, case.outgoing(network))
    assert network.posts == []


@those("expires")
def test_a_permission_that_ran_out_asks_to_connect_again(case: Case, network: Network, session: Session) -> None:
    network.fail(Fault.EXPIRED, None)
    with pytest.raises(Reconnect, match="connect the account again"):
        case.connector.publish(
            replace(session, secrets={name: f"{value}x" for name, value in session.secrets.items()}), case.outgoing(network)
        )
    assert network.posts == []


# --- Failing: what is sure and what is not -----------------------------------------------------------------------------


@those()
def test_a_network_that_is_not_there_published_nothing(case: Case, network: Network, session: Session, settings: Settings) -> None:
    gone = case.network()
    with gone.open():
        elsewhere = case.session(gone, session.now)
        settings.EMAIL_PORT = getattr(gone, "port", 0)
    with pytest.raises(TryLater):
        case.connector.publish(elsewhere, case.outgoing(gone))


@those()
def test_being_asked_to_wait_published_nothing_and_says_how_long(case: Case, network: Network, session: Session) -> None:
    network.fail(Fault.WAIT)
    with pytest.raises(TryLater) as failure:
        case.connector.publish(session, case.outgoing(network))
    assert failure.value.after == (timedelta(seconds=WAIT) if "http" in case.can else None)
    assert network.posts == []


@those("http")
def test_being_closed_for_a_while_published_nothing(case: Case, network: Network, session: Session) -> None:
    network.fail(Fault.CLOSED)
    with pytest.raises(TryLater) as failure:
        case.connector.publish(session, case.outgoing(network))
    assert failure.value.after == timedelta(seconds=WAIT)


DONE = [Fault.DONE_AND_SILENT, Fault.DONE_AND_GARBAGE]
NOT_DONE = [Fault.SILENT, Fault.BROKEN, Fault.BAD_GATEWAY, Fault.GARBAGE]


def try_to_publish(case: Case, network: Network, session: Session, **more: Any) -> Published | None:
    """Publishes against a fault; None when it stays uncertain, which is the only failure that may come."""
    try:
        published: Published = case.connector.publish(session, case.outgoing(network, **more))
    except Uncertain:
        return None
    return published


@those("find")
@pytest.mark.parametrize("fault", DONE)
def test_what_was_published_without_saying_so_is_found(case: Case, fault: Fault, network: Network, session: Session) -> None:
    network.fail(fault)
    text = f"Se abre el plazo @zafra@mastodon.test\n\n{LINK} #Zafra"
    published = try_to_publish(case, network, session, text=text)
    found = case.connector.find(later(session, case), case.outgoing(network, text), session.now)
    assert len(network.posts) == 1
    assert found
    assert found.network_id.endswith(network.posts[0].name)
    assert published is None or published.network_id == found.network_id


@those("find")
@pytest.mark.parametrize("fault", NOT_DONE)
def test_what_was_not_published_is_surely_not_there_and_the_next_try_publishes_it_once(
    case: Case, fault: Fault, network: Network, session: Session
) -> None:
    network.fail(fault)
    assert try_to_publish(case, network, session) is None
    assert case.connector.find(later(session, case), case.outgoing(network), session.now) is None
    case.connector.publish(later(session, case), case.outgoing(network))
    assert len(network.posts) == 1


@those("find")
def test_the_same_words_of_another_time_are_not_taken_for_these(case: Case, network: Network, session: Session) -> None:
    case.connector.publish(session, case.outgoing(network, "Pleno", key="delivery-1"))
    network.posts[0].at -= 86_400
    assert case.connector.find(later(session, case), case.outgoing(network, "Pleno", key="delivery-2"), session.now) is None


@those("find", "thread")
@pytest.mark.parametrize("fault", [*DONE, *NOT_DONE])
def test_a_thread_that_stops_goes_on_without_repeating_anything(case: Case, fault: Fault, network: Network, session: Session) -> None:
    thread = case.outgoing(network, "Uno", more=("Dos", "Tres"))
    if case.name != "bluesky":  # where a thread is one request
        network.faults = [(fault, Kind.PUBLISH)]
        kinds = iter([Kind.OTHER, Kind.PUBLISH])
        network.fault = one_later(network, kinds)  # type: ignore[method-assign]  # the fake lets its first part pass
    else:
        network.fail(fault)
    with pytest.raises(Uncertain) if case.name != "bluesky" or fault in NOT_DONE else no_failure():
        case.connector.publish(session, thread)
    if case.connector.find(later(session, case), thread, session.now) is None:
        case.connector.publish(later(session, case), thread)
    assert texts(network) == ["Uno", "Dos", "Tres"]
    assert case.connector.find(later(session, case), thread, session.now) is not None


@those("safe")
@pytest.mark.parametrize("fault", [*DONE, *NOT_DONE])
def test_where_repeating_is_safe_it_is_repeated_until_it_is_known(case: Case, fault: Fault, network: Network, session: Session) -> None:
    network.fail(fault)
    try_to_publish(case, network, session)
    assert case.connector.find(session, case.outgoing(network), session.now) is None
    case.connector.publish(session, case.outgoing(network))
    assert len(network.posts) == 1


@those(without="find")
@pytest.mark.parametrize("fault", [Fault.DONE_AND_SILENT, Fault.SILENT])
def test_where_nobody_can_be_asked_it_stays_uncertain(case: Case, fault: Fault, network: Network, session: Session) -> None:
    network.fail(fault)
    with pytest.raises(Uncertain):
        case.connector.publish(session, case.outgoing(network))
    assert len(network.posts) == (fault is Fault.DONE_AND_SILENT)
    if "safe" not in case.can:
        with pytest.raises(Uncertain):
            case.connector.find(later(session, case), case.outgoing(network), session.now)


@those("http")
def test_a_network_that_is_too_slow_leaves_it_uncertain(
    case: Case, network: Network, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    case.connector.connect(session)
    monkeypatch.setattr(asking, "PATIENCE", 0.7)
    network.fail(Fault.DONE_AND_SLOW)
    began = time.monotonic()
    published = try_to_publish(case, network, session)
    assert time.monotonic() - began < 6
    assert len(network.posts) == 1
    assert published is None or case.name == "bluesky"


# --- Afterwards --------------------------------------------------------------------------------------------------------


@those("withdraw")
def test_what_is_withdrawn_goes_away_whole_and_the_second_time_it_is_gone(case: Case, network: Network, session: Session) -> None:
    case.connector.publish(session, case.outgoing(network, "Otra", key="delivery-0"))
    published = case.connector.publish(session, case.outgoing(network, "Error", more=("Más error",)))
    case.connector.withdraw(session, published)
    assert texts(network) == ["Otra"]
    with pytest.raises(Gone):
        case.connector.withdraw(session, published)


@those("withdraw", "http")
def test_withdrawing_while_the_network_is_ill_is_for_later(case: Case, network: Network, session: Session) -> None:
    published = case.connector.publish(session, case.outgoing(network))
    network.fail(Fault.SILENT, None)
    with pytest.raises(TryLater):
        case.connector.withdraw(session, published)
    case.connector.withdraw(session, published)
    assert network.posts == []


@those("measure")
def test_counts_are_those_that_the_network_tells(case: Case, network: Network, session: Session) -> None:
    published = case.connector.publish(session, case.outgoing(network))
    before = case.connector.measure(session, published)
    case.count(network, published.network_id)
    after = case.connector.measure(session, published)
    assert [each or 0 for each in (before.likes, before.shares, before.replies)] == [0, 0, 0]
    assert (after.likes, after.shares, after.replies, after.views) == case.counted


@those("measure")
def test_what_is_no_longer_there_cannot_be_counted(case: Case, network: Network, session: Session) -> None:
    published = case.connector.publish(session, case.outgoing(network))
    network.posts.clear()
    with pytest.raises(Gone):
        case.connector.measure(session, published)


# --- What no connector may do ------------------------------------------------------------------------------------------


@those("typed")
def test_an_address_that_leads_inside_is_not_asked(case: Case, network: Network, session: Session, settings: Settings) -> None:
    settings.PRIVATE_HOSTS = ()
    with pytest.raises(Rejected):
        case.connector.connect(session)
    assert network.asked == []


@those("http")
@pytest.mark.parametrize("fault", [each for each in Fault if each is not Fault.DONE_AND_SLOW])
def test_no_failure_tells_a_secret(case: Case, fault: Fault, network: Network, session: Session) -> None:
    network.fail(fault, None)
    try:
        case.connector.publish(session, case.outgoing(network))
        told = ""
    except Failure as failure:
        told = f"{failure.told} {failure!r} {failure.__cause__!r}"
    assert [name for name, secret in case.secrets.items() if secret in told] == []


class no_failure:  # noqa: N801 it reads as a word beside pytest.raises
    def __enter__(self) -> None: ...
    def __exit__(self, *_error: object) -> None: ...


def one_later(network: Network, kinds: Iterator[Kind]) -> Callable[..., Fault | None]:
    """The faults of a network, of which the first publication is spared."""
    spared = [True]
    usual = type(network).fault.__get__(network)

    def fault(request: Any) -> Fault | None:
        if network.kind(request) is Kind.PUBLISH and spared:
            spared.pop()
            return None
        found: Fault | None = usual(request)
        return found

    return fault
