"""Addresses that take forms lead whoever opens them to their page, and what only files need is loaded with them."""

import subprocess
import sys

import pytest
from django.urls import reverse

from tests.conftest import SignIn
from tests.make.cast import Cast
from tests.make.procedures_done import make_procedure

LOADS = """
import sys, django
django.setup()
import plazamayor.procedures.urls
print(sorted({"fpdf", "openpyxl", "scipy"} & set(sys.modules)))
"""


@pytest.mark.parametrize(
    ("name", "more", "page"),
    [
        ("burden_change", ["ayudas"], "burden"),
        ("burden_remove", ["ayudas", 7], "burden"),
        ("count_remove", ["ayudas", 7], "counts"),
        ("cost_remove", ["ayudas", 7], "costs"),
        ("counts_apply", [], "counts_file"),
        ("costs_apply", [], "costs_file"),
        ("survey_open", ["ayudas"], "survey_results"),
        ("survey_tag", ["ayudas", 7], "survey_texts"),
        ("catalogue_apply", [], "catalogue_import"),
        ("procedure_change_remove", ["ayudas", 7], "procedure_changes"),
        ("procedure_tried", ["ayudas"], "procedure_steps"),
    ],
)
def test_an_address_of_a_form_leads_to_its_page(name: str, more: list[object], page: str, cast: Cast, sign_in: SignIn) -> None:
    make_procedure(cast.organisation)
    organisation = cast.organisation.code

    response = sign_in(cast.administrator).get(reverse(name, args=[organisation, *more]))

    assert (response.status_code, response.headers["Location"]) == (302, reverse(page, args=[organisation, *more[:1]]))


def test_addresses_load_nothing_that_only_files_need() -> None:
    told = subprocess.run([sys.executable, "-c", LOADS], check=True, capture_output=True, text=True).stdout

    assert told.strip() == "[]"
