"""Sites begin, change and end; who may, and what it leaves behind."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from msgspec import structs

from plazamayor.analytics import operations, store
from plazamayor.analytics.models import Hostname, Site
from plazamayor.organisation.models import AuditEntry, Organisation, Role
from tests.conftest import SignIn
from tests.make.cast import Cast
from tests.make.events import make_event
from tests.make.organisations import make_member, make_organisation
from tests.make.sites import make_site
from tests.make.visits import day_before, make_visits

pytestmark = pytest.mark.usefixtures("store")


@pytest.fixture(autouse=True)
def _one_factor(cast: Cast) -> None:
    Organisation.objects.update(require_second_factor=False)


def add(cast: Cast, domain: str, **data: Any) -> Site:
    return operations.add_site(organisation=cast.organisation, domain=domain, by=cast.analyst, now=timezone.now(), **data)


def test_adding_a_site_leads_to_the_line_to_paste(cast: Cast, sign_in: SignIn) -> None:
    address = reverse("site_add", args=[cast.organisation.code])

    response = sign_in(cast.analyst).post(address, {"domain": "https://Villaclara.example/inicio", "hostnames": "seu.villaclara.example"})

    site = Site.objects.get()
    assert response.headers["Location"] == reverse("snippet", args=[cast.organisation.code, "villaclara.example"])
    assert (site.exempt, site.page_types[0]["type"]) == (True, "e_office")
    assert set(site.hostnames.values_list("name", flat=True)) == {"villaclara.example", "seu.villaclara.example"}
    assert AuditEntry.objects.get().action == "site.added"


def test_a_host_name_of_another_administration_is_refused_without_naming_it(cast: Cast, sign_in: SignIn) -> None:
    make_site(cast.outsider.organisation, domain="pinares.example")

    response = sign_in(cast.analyst).post(reverse("site_add", args=[cast.organisation.code]), {"domain": "pinares.example"})

    text = response.content.decode()
    assert "pinares.example ya lo mide otra administración de esta instalación" in text
    assert cast.outsider.organisation.name not in text
    assert cast.organisation.sites.count() == 0


def test_settings_say_what_they_will_do(cast: Cast, sign_in: SignIn) -> None:
    site = add(cast, "villaclara.example")
    address = reverse("site_settings", args=[cast.organisation.code, site.domain])
    filled = {
        "hostnames": "seu.villaclara.example",
        "time_zone": "Europe/Madrid",
        "retention_months": "13",
        "excluded_networks": "192.0.2.9/24",
        "search_parameters": "q\nq\nbuscar",
        "type_e_office": "/tramits",
        "type_informative": "/",
    }

    response = sign_in(cast.analyst).post(address, filled)

    site.refresh_from_db()
    assert response.status_code == 302
    assert (site.retention_months, site.excluded_networks, site.search_parameters) == (13, ["192.0.2.0/24"], ["q", "buscar"])
    assert site.page_types == [{"prefix": "/", "type": "informative"}, {"prefix": "/tramits", "type": "e_office"}]
    assert set(site.hostnames.values_list("name", flat=True)) == {"villaclara.example", "seu.villaclara.example"}


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("excluded_networks", "la oficina", "no es una dirección ni una red"),
        ("retention_months", "26", "25"),
        ("type_e_office", "tramits", "tiene que empezar por una barra"),
        ("hostnames", "pinares.example", "otra administración"),
    ],
)
def test_a_wrong_setting_is_said_and_changes_nothing(field: str, value: str, said: str, cast: Cast, sign_in: SignIn) -> None:
    make_site(cast.outsider.organisation, domain="pinares.example")
    site = add(cast, "villaclara.example")
    address = reverse("site_settings", args=[cast.organisation.code, site.domain])

    response = sign_in(cast.analyst).post(address, {"time_zone": "Europe/Madrid", "retention_months": "25", field: value})

    before = Site.objects.get(pk=site.pk)
    assert said in response.content.decode()
    assert (before.retention_months, before.page_types, before.excluded_networks) == (25, site.page_types, [])


def test_page_types_that_change_are_counted_again(cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
    site = add(cast, "villaclara.example")
    make_visits(site, day_before(3), 1)
    store.refresh_stale(_book(site), day_before(3), day_before(3), patient=True)

    with django_capture_on_commit_callbacks(execute=True):
        operations.change_site(site=site, hostnames=(), by=cast.analyst, now=timezone.now(), page_types=[])

    assert [day.day for day in store.stale_days(site.pk, day_before(9), day_before(1))] == [day_before(3)]


def test_a_site_is_deleted_only_by_its_name_and_leaves_its_place(cast: Cast, sign_in: SignIn) -> None:
    site = add(cast, "villaclara.example")
    make_visits(site, day_before(3), 2)
    address, client = reverse("site_delete", args=[cast.organisation.code, site.domain]), sign_in(cast.analyst)

    assert "Escribe villaclara.example para borrarlo" in client.post(address, {"typed": "villaclara"}).content.decode()
    assert client.post(address, {"typed": "villaclara.example"}).status_code == 302

    assert not Hostname.objects.exists()
    assert store.known_days(site.pk, day_before(9), day_before(0)) == set()
    assert AuditEntry.objects.filter(action="site.deleted").exists()


def test_a_host_sees_the_sites_of_those_it_hosts_and_others_do_not(sign_in: SignIn) -> None:
    province = make_organisation("Diputación", code="diputacion", kind=Organisation.Kind.PROVINCE, require_second_factor=False)
    hosted = make_organisation("Hospedado", code="hospedado", host=province, require_second_factor=False)
    site = make_site(hosted, domain="hospedado.example")
    make_visits(site, day_before(3), 4)
    address = reverse("sites", args=[province.code])

    seen = sign_in(make_member(province)).get(address).content.decode()
    not_seen = sign_in(make_member(province, role=Role.ANALYST)).get(address).content.decode()

    assert reverse("audience", args=[hosted.code, site.domain]) in seen
    assert '<td class="number">4</td>' in seen
    assert "hospedado.example" not in not_seen


def test_the_overview_asks_as_much_for_one_site_as_for_three(cast: Cast, sign_in: SignIn) -> None:
    client, address = sign_in(cast.analyst), reverse("sites", args=[cast.organisation.code])
    asked = []
    for number in range(3):
        make_visits(make_site(cast.organisation, domain=f"web{number}.example"), day_before(3), 1)
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        asked.append(len(queries))

    assert len(set(asked)) == 1


def test_the_overview_without_sites_teaches(cast: Cast, sign_in: SignIn) -> None:
    text = sign_in(cast.analyst).get(reverse("sites", args=[cast.organisation.code])).content.decode()

    assert "Aquí verás si tus webs le sirven a la ciudadanía" in text


def test_the_first_visit_is_seen_to_arrive(cast: Cast, sign_in: SignIn) -> None:
    site = add(cast, "villaclara.example")
    client, address = sign_in(cast.analyst), reverse("arrival", args=[cast.organisation.code, site.domain])

    before = client.get(address).content.decode()
    seen = make_event("12:00", day=day_before(0), site=site.pk, path="/padron", device="mobile", channel="search", language="es")
    store.append([structs.replace(seen, time=timezone.now() - timedelta(seconds=2))], token="first-visit")
    after = client.get(address).content.decode()

    assert "Ha llegado tu primera visita" not in before
    assert 'hx-trigger="every 2s"' in before
    assert "Ha llegado tu primera visita" in after
    assert "/padron" in after
    assert "Móvil · Buscadores · Español" in after
    assert "hx-trigger" not in after


def _book(site: Site) -> Any:
    from plazamayor.analytics.queries import daybook_of

    return daybook_of(site)
