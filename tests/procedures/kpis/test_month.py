"""The monthly file of Implementing Regulation (EU) 2020/1121."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from plazamayor.analytics.api.operations import issue_token
from plazamayor.analytics.events import Event, Kind, Origin
from plazamayor.analytics.models import Site
from plazamayor.procedures.kpis.monthly import Month, NoSuchMonth, feedback_csv, month_named, month_of, months_until, to_publish, views_csv
from plazamayor.procedures.models import Procedure
from tests.conftest import SignIn
from tests.make.cast import Cast
from tests.make.procedures_done import keep, make_procedure, rate
from tests.make.sites import make_site

TODAY = date(2026, 11, 20)


def view(site: int, path: str, day: date, visitor: int, *, hour: int = 10, **fields: Any) -> Event:
    at = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
    given = {"kind": Kind.PAGE_VIEW, "origin": Origin.TRACKER, "channel": "direct", "country": "ES", "device": "mobile", **fields}
    return Event(site=site, day=day, time=at, visitor=visitor, path=path, **given)


@pytest.fixture
def procedure(store: None, cast: Cast) -> Procedure:
    site = make_site(cast.organisation, domain="www.villaclara.example")
    addresses = ["https://www.villaclara.example/tramites/ayudas", "/guias/100%_comercio/*", "https://otra.example/x"]
    return make_procedure(cast.organisation, site=site, addresses=addresses, life_event="funding", languages=["es", "ca"])


@pytest.fixture
def month(procedure: Procedure, cast: Cast) -> Month:
    site = procedure.site_id or 0
    first, last = date(2026, 10, 1), date(2026, 10, 31)
    keep(
        [
            *(view(site, "/tramites/ayudas", first, number) for number in range(1, 13)),
            view(site, "/tramites/ayudas/", last, 20, hour=22),
            view(site, "/tramites/ayudas", last, 20, hour=22),
            view(site, "/tramites/ayudas", first, 21, country="FR", device="desktop"),
            view(site, "/tramites/ayudas", first, 22, country="", device=""),
            view(site, "/guias/100%_comercio/locales", first, 23),
            view(site, "/guias/100x_comercio/locales", first, 24),
            view(site, "/tramites/padron", first, 25),
            view(site, "/tramites/ayudas", date(2026, 9, 30), 26),
            view(site, "/tramites/ayudas", date(2026, 11, 1), 27),
        ]
    )
    return month_of(cast.organisation, "2026-10", TODAY)


def test_page_views_are_those_of_the_month_by_address_country_and_device(month: Month) -> None:
    found = [
        (row["url"].removeprefix("https://www.villaclara.example"), row["country"], row["device"], row["page_views"]) for row in month.views
    ]

    assert sorted(found) == [
        ("/guias/100%_comercio/locales", "ES", "mobile", 1),
        ("/tramites/ayudas", "ES", "mobile", 13),
        ("/tramites/ayudas", "FR", "desktop", 1),
        ("/tramites/ayudas", "unknown", "unknown", 1),
        ("/tramites/ayudas/", "ES", "mobile", 1),
    ]
    assert month.page_views == 17


def test_each_row_says_its_context_and_that_its_schema_is_not_verified(month: Month) -> None:
    row = month.views[0]

    assert {
        name: row[name] for name in ("month", "member_state", "region", "language", "service_type", "topic", "procedure", "schema")
    } == {
        "month": "2026-10",
        "member_state": "ES",
        "region": "ES-VC",
        "language": "es ca",
        "service_type": "information",
        "topic": "funding",
        "procedure": "ayudas",
        "schema": "unverified",
    }


def test_the_file_to_be_published_says_fewer_than_ten_instead_of_figures_under_ten(month: Month) -> None:
    found = {(row["page_views"], row["fewer_than"]) for row in to_publish(month.views)}

    assert found == {(13, None), (None, 10)}
    assert ",13,," in views_csv(month, publish=True)
    assert ",1,," in views_csv(month, publish=False)


def test_ratings_are_told_after_finishing_and_on_leaving_and_texts_never(procedure: Procedure, cast: Cast) -> None:
    rate(procedure, date(2026, 10, 5), [0, 1, 2, 3, 12])
    rate(procedure, date(2026, 10, 6), [4, 0, 0, 0, 0], moment="left")
    rate(procedure, date(2026, 11, 1), [9, 9, 9, 9, 9])

    found = month_of(cast.organisation, "2026-10", TODAY)

    assert [(row["moment"], *(row[f"rating_{n}"] for n in range(1, 6))) for row in found.feedback] == [
        ("completed", 0, 1, 2, 3, 12),
        ("left", 4, 0, 0, 0, 0),
    ]
    assert feedback_csv(found, publish=True).splitlines()[1].endswith(",completed,,,,,12,10,unverified")


def test_procedures_without_pages_are_named_as_left_out(month: Month, cast: Cast) -> None:
    make_procedure(cast.organisation, "padron")

    assert [each.code for each in month_of(cast.organisation, "2026-10", TODAY).left_out] == ["padron"]


@pytest.mark.parametrize("name", ["2026-13", "2026-12", "octubre", "2026-1", "1999-12", "2026-10-01", ""])
def test_what_is_not_a_month_that_has_begun_is_refused(name: str) -> None:
    with pytest.raises(NoSuchMonth):
        month_named(name, TODAY)


def test_months_are_whole_and_a_year_back_may_be_chosen() -> None:
    assert month_named("2024-02", TODAY) == (date(2024, 2, 1), date(2024, 2, 29))
    assert months_until(TODAY)[-1] == date(2025, 11, 1)


def test_the_page_and_its_files(procedure: Procedure, month: Month, cast: Cast, sign_in: SignIn) -> None:
    client, code = sign_in(cast.director), cast.organisation.code
    shown = client.get(reverse("month", args=[code]), {"month": "2026-10"})
    files = {
        (what, form): client.get(reverse("month_file", args=[code, what, form]), {"month": "2026-10"})
        for what, form in [("pages", "csv"), ("feedback", "csv"), ("sdg", "json"), ("pages", "json")]
    }

    assert "https://www.villaclara.example/tramites/ayudas" in shown.content.decode()
    assert [response.status_code for response in files.values()] == [200, 200, 200, 404]
    assert json.loads(files["sdg", "json"].content)["page_views"] == list(month.views)
    assert client.get(reverse("month", args=[code]), {"month": "nunca"}).status_code == 200


def test_programs_read_it_with_a_token_of_the_whole_administration(month: Month, procedure: Procedure, cast: Cast) -> None:
    given: dict[str, Any] = {"name": "Pasarela", "scopes": ["read_stats"], "days": None, "by": cast.administrator, "now": timezone.now()}
    whole = issue_token(every_site=True, sites=[], **given).secret
    narrow = issue_token(every_site=False, sites=[Site.objects.get()], **given).secret

    found = Client(headers={"Authorization": f"Bearer {whole}"}).get("/api/v1/procedures/months/2026-10")
    publish = Client(headers={"Authorization": f"Bearer {whole}"}).get("/api/v1/procedures/months/2026-10?publish")
    statuses = [
        Client(headers={"Authorization": f"Bearer {narrow}"}).get("/api/v1/procedures/months/2026-10").status_code,
        Client(headers={"Authorization": f"Bearer {whole}"}).get("/api/v1/procedures/months/nunca").status_code,
        Client(headers={"Authorization": f"Bearer {whole}"}).get("/api/v1/procedures/months/2026-10?x=1").status_code,
    ]

    assert found.json()["page_views"] == list(month.views)
    assert {row["page_views"] for row in publish.json()["page_views"]} == {13, None}
    assert statuses == [403, 404, 400]


def test_a_day_after_midnight_counts_on_its_own_day(procedure: Procedure, cast: Cast) -> None:
    late = datetime(2026, 10, 31, 22, 50, tzinfo=UTC)  # ten to midnight in Madrid
    site = procedure.site_id or 0
    events = [view(site, "/tramites/ayudas", date(2026, 10, 31), 1) for _page in range(2)]
    keep([Event(**{**_fields(event), "time": late + timedelta(minutes=20 * number)}) for number, event in enumerate(events)])

    months = [month_of(cast.organisation, name, TODAY).page_views for name in ("2026-10", "2026-11")]

    assert months == [1, 1]


def _fields(event: Event) -> dict[str, Any]:
    return {name: getattr(event, name) for name in Event.__struct_fields__}
