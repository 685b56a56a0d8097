"""What every test may ask for: the cast, a signed-in browser without a browser, the real data."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from hypothesis import HealthCheck, settings

from plazamayor.organisation import triggers
from plazamayor.organisation.models import Membership, Person
from plazamayor.publishing.register import triggers as register_triggers
from tests.make.cast import Cast, make_cast

settings.register_profile("quick", max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("thorough", max_examples=2000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))

SignIn = Callable[[Person | Membership], Client]


GROWING = (triggers, register_triggers)


@pytest.fixture(autouse=True)
def audit_triggers(request: pytest.FixtureRequest) -> Iterator[None]:
    """Lets a test that really commits empty the database at its end, which the triggers of what only grows would refuse."""
    marked = request.node.get_closest_marker("django_db")
    commits = {"transactional_db", "live_server"} & set(request.fixturenames) or (marked and marked.kwargs.get("transaction"))
    if commits:
        request.getfixturevalue("transactional_db")
        for each in GROWING:
            each.install(connection)
    elif {"db", "cast", "sign_in"} & set(request.fixturenames):
        request.getfixturevalue("db")
        for each in GROWING:
            each.install(connection)
    yield
    if commits:
        for each in GROWING:
            each.remove(connection)


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def sign_in(db: None) -> SignIn:
    """Gives the client of a person who has signed in."""

    def enter(who: Person | Membership) -> Client:
        client = Client()
        client.force_login(who.person if isinstance(who, Membership) else who)
        return client

    return enter


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real data. Only tests marked `real` may ask for it: they are left out where it is not told, any other fails."""
    return Path(os.environ["PLAZAMAYOR_DATA"])


@pytest.fixture(scope="session")
def real_specs(real_data: Path) -> Path:
    """What networks publish of their interfaces, which lies beside the real data."""
    return real_data.parent / "specs"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--relational", action="store_true", help="only the tests that use the relational database")


def is_relational(item: pytest.Item) -> bool:
    """Whether a test uses the relational database, itself or by what it asks for."""
    return bool(item.get_closest_marker("django_db")) or "_django_db_helper" in getattr(item, "fixturenames", ())


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skips the tests marked `real`, with that reason, where the real data is not told; no other test may be skipped."""
    if config.getoption("--relational"):
        config.hook.pytest_deselected(items=[item for item in items if not is_relational(item)])
        items[:] = [item for item in items if is_relational(item)]
    if os.environ.get("PLAZAMAYOR_DATA"):
        return
    for item in items:
        if item.get_closest_marker("real"):
            item.add_marker(pytest.mark.skip(reason="PLAZAMAYOR_DATA is unset: the real data is not here"))
