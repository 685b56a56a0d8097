"""Journeys are kept derived, and each month leaves its sheet."""

import io
from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from plazamayor.analytics.journeys.standing import standing
from plazamayor.procedures.models import MonthlySheet, Procedure
from plazamayor.procedures.queries import journey_of
from plazamayor.procedures.report import monthly
from plazamayor.procedures.report.months import last_month, month_of
from tests.conftest import SignIn
from tests.make.cast import Cast


@pytest.mark.parametrize(
    ("today", "first", "last"),
    [
        (date(2026, 11, 21), date(2026, 10, 1), date(2026, 10, 31)),
        (date(2026, 3, 1), date(2026, 2, 1), date(2026, 2, 28)),
        (date(2024, 3, 31), date(2024, 2, 1), date(2024, 2, 29)),
        (date(2026, 1, 1), date(2025, 12, 1), date(2025, 12, 31)),
    ],
)
def test_the_last_month_is_whole(today: date, first: date, last: date) -> None:
    assert (last_month(today).first, last_month(today).last) == (first, last)
    assert month_of(last).first == first


def test_journeys_are_derived_before_anybody_asks(measured: Procedure, today: date) -> None:
    monthly.derive_all(timezone.now())

    journey = journey_of(measured)
    assert journey is not None
    assert measured.site is not None
    assert standing(measured.site, journey, today - timedelta(days=300), today).waiting == 0


def test_a_month_leaves_one_sheet_in_spanish(measured: Procedure) -> None:
    now = timezone.now()

    monthly.make_sheets(now)
    monthly.make_sheets(now + timedelta(hours=1))

    sheet = MonthlySheet.objects.get()
    text = PdfReader(io.BytesIO(bytes(sheet.content))).pages[0].extract_text()
    assert (sheet.procedure, sheet.made, sheet.language) == (measured, now, "es")
    assert "Dónde se pierde a la gente" in text


def test_a_month_without_anybody_leaves_none(grants: Procedure) -> None:
    monthly.make_sheets(timezone.now())

    assert not MonthlySheet.objects.exists()


def test_the_sheet_of_a_month_stays_as_it_was(cast: Cast, sign_in: SignIn, grants: Procedure) -> None:
    grants.sheets.create(month=date(2026, 1, 1), made=datetime(2026, 2, 1, tzinfo=UTC), language="es", content=b"%PDF as it was")
    client = sign_in(cast.administrator)
    client.cookies["language"] = "es"

    address = reverse("procedure_paper", args=[cast.organisation.code, grants.code])

    assert client.get(address, {"month": "2026-01"}).content == b"%PDF as it was"
