"""Grants for local shops, measured by a real engine for eight weeks."""

import secrets
from datetime import date, timedelta

import pytest
from django.utils import timezone

from plazamayor.analytics.models import Site
from plazamayor.analytics.store import append
from plazamayor.procedures.models import Procedure
from tests.make.cast import Cast
from tests.make.grants import make_grants, visitors
from tests.make.sites import make_site

WEEKS = 8
A_DAY = 24


@pytest.fixture
def today() -> date:
    return timezone.now().date()


@pytest.fixture
def site(cast: Cast) -> Site:
    return make_site(cast.organisation, domain="sede.villaclara.example", exempt=False, time_zone="UTC")


@pytest.fixture
def grants(store: None, cast: Cast, site: Site) -> Procedure:
    return make_grants(cast.organisation, site)


@pytest.fixture
def measured(grants: Procedure, site: Site, today: date) -> Procedure:
    events = list(visitors(site.pk, today - timedelta(weeks=WEEKS), WEEKS * 7, A_DAY))
    append(events, token=secrets.token_hex(8))
    return grants
