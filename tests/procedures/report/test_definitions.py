"""Every figure of procedures is defined, one click away and on the page of definitions."""

import re

from django.urls import reverse

from plazamayor.core.registries import indicators
from tests.conftest import SignIn
from tests.make.cast import Cast


def test_the_page_of_definitions_has_every_figure_of_the_house(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.administrator).get(reverse("definitions", args=[cast.organisation.code])).content.decode()

    shown = re.findall(r'<div id="([a-z_]+)">', page)
    assert shown == [each.key.replace(".", "") for each in indicators]
    assert {"procedures.abandonment", "procedures.left", "procedures.extra_lost"} <= {each.key for each in indicators}
