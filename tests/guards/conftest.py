"""People who write, approve and decide in one town."""

from datetime import UTC, datetime

import pytest

from plazamayor.organisation.models import Membership, Organisation, Role
from tests.make.organisations import make_member, make_organisation, make_person


@pytest.fixture
def now() -> datetime:
    return datetime(2027, 4, 12, 10, tzinfo=UTC)


@pytest.fixture
def town(db: None) -> Organisation:
    return make_organisation("Ayuntamiento de Villaclara del Mar", code="villaclara", languages=["es", "ca-valencia"])


@pytest.fixture
def writer(town: Organisation) -> Membership:
    return make_member(town, role=Role.COMMUNITY_MANAGER, person=make_person("Elena Marco"))


@pytest.fixture
def approver(town: Organisation) -> Membership:
    return make_member(town, role=Role.APPROVER, person=make_person("Tomás Roig"))


@pytest.fixture
def director(town: Organisation) -> Membership:
    return make_member(town, role=Role.DIRECTOR, person=make_person("Damià Roig"))
