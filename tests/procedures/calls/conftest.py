"""Programs, sites and a spool are those of the tests of the interface for programs."""

import pytest
from django.test import Client

from plazamayor.analytics.models import ApiToken, Site
from plazamayor.procedures.models import Procedure, Step
from tests.analytics.api.conftest import Caller
from tests.analytics.api.conftest import caller as caller  # noqa: PLC0414 a fixture is shared by its name
from tests.analytics.api.conftest import site as site  # noqa: PLC0414 the same
from tests.analytics.api.conftest import spooling as spooling  # noqa: PLC0414 the same


@pytest.fixture
def grant(site: Site) -> Procedure:
    """A procedure that begins on a page; its other steps are told by the e-office's server."""
    procedure = Procedure.objects.create(organisation=site.organisation, site=site, code="ayudas", name="Ayudas al comercio")
    for position, (key, marks) in enumerate({"ficha": [["address", "/ayudas"]], "firmar": [], "justificante": []}.items()):
        Step.objects.create(procedure=procedure, position=position, key=key, name=key.capitalize(), marks=marks)
    Step.objects.create(procedure=procedure, role=Step.Role.NEGATIVE, key="no-cumple", name="No cumple los requisitos")
    return procedure


@pytest.fixture
def office(caller: Caller) -> Client:
    """The e-office's server, with its token."""
    return caller(scopes=[ApiToken.Scope.WRITE_STEPS])
