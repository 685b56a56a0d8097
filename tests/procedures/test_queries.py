"""How many procedures of an administration are measured."""

import pytest

from plazamayor.procedures.queries import measured_with
from tests.make.cast import Cast
from tests.make.organisations import make_organisation
from tests.make.procedures_done import make_procedure
from tests.make.sites import make_site


@pytest.mark.django_db
def test_those_in_use_with_steps_and_a_site_are_measured(cast: Cast) -> None:
    site, elsewhere = make_site(cast.organisation), make_organisation()
    aid = make_procedure(cast.organisation, "ayudas", site=site)
    make_procedure(cast.organisation, "multas", site=site)
    make_procedure(cast.organisation, "quejas", site=site, active=False)
    make_procedure(cast.organisation, "padron")
    make_procedure(elsewhere, "ayudas", site=make_site(elsewhere))

    assert measured_with(aid) == 2
