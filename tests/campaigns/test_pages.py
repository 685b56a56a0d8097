"""Campaigns are opened, changed and archived, and their code is kept once it travels."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from plazamayor.campaigns.links import link_for
from plazamayor.campaigns.models import Campaign
from plazamayor.organisation.models import AuditEntry
from tests.conftest import SignIn
from tests.make.campaigns import NOON, make_campaign, make_channel
from tests.make.cast import Cast
from tests.make.procedures_done import make_procedure

pytestmark = pytest.mark.usefixtures("store")
GIVEN = {"objective": "Que nadie se quede sin la ayuda", "name": "Ayudas", "begins": "2026-10-19", "ends": "2026-12-01", "code": "ac26"}


def test_a_campaign_is_opened_with_its_channels_and_the_trail_tells_it(cast: Cast, sign_in: SignIn) -> None:
    channel, procedure = make_channel(cast.organisation), make_procedure(cast.organisation)

    given = {**GIVEN, "channels": [channel.pk], "procedure_id": procedure.pk, "owner_id": cast.editor.person_id}
    page = sign_in(cast.editor).post(reverse("campaign_add", args=[cast.organisation.code]), given)

    campaign = Campaign.objects.get()
    assert page.status_code == 302
    assert (campaign.code, campaign.ends, campaign.procedure, list(campaign.channels.all())) == (
        "ac26",
        date(2026, 12, 1),
        procedure,
        [channel],
    )
    assert AuditEntry.objects.filter(action="campaign.added").count() == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"ends": "2026-10-01"}, "Acaba antes de empezar"),
        ({"code": "Con Espacios"}, "guiones"),
        ({"objective": ""}, "obligatorio"),
    ],
)
def test_what_is_wrong_is_said_in_the_form(cast: Cast, sign_in: SignIn, wrong: dict[str, str], said: str) -> None:
    page = sign_in(cast.editor).post(reverse("campaign_add", args=[cast.organisation.code]), {**GIVEN, **wrong})

    assert page.status_code == 200
    assert said in page.content.decode()
    assert not Campaign.objects.exists()


def test_a_code_is_of_one_campaign(cast: Cast, sign_in: SignIn) -> None:
    make_campaign(cast.organisation)

    page = sign_in(cast.editor).post(reverse("campaign_add", args=[cast.organisation.code]), GIVEN)

    assert "Ya hay una campaña con el código" in page.content.decode()


def test_a_code_that_travels_is_not_changed(cast: Cast, sign_in: SignIn) -> None:
    campaign = make_campaign(cast.organisation)
    link_for(organisation=cast.organisation, destination="https://a.example/", campaign=campaign, now=NOON)

    sign_in(cast.editor).post(reverse("campaign_edit", args=[cast.organisation.code, "ac26"]), {**GIVEN, "code": "otro"})

    campaign.refresh_from_db()
    assert (campaign.code, campaign.name) == ("ac26", "Ayudas")


def test_an_archived_campaign_leaves_the_list_and_comes_back(cast: Cast, sign_in: SignIn) -> None:
    make_campaign(cast.organisation, begins=timezone.now().date() - timedelta(days=1))
    client, code = sign_in(cast.editor), cast.organisation.code
    listed = reverse("campaigns", args=[code])
    assert "Que ningún comercio" in client.get(listed).content.decode()

    client.post(reverse("campaign_archive", args=[code, "ac26"]))
    assert "Que ningún comercio" not in client.get(listed).content.decode()
    assert "Que ningún comercio" in client.get(f"{listed}?state=archived").content.decode()

    client.post(reverse("campaign_archive", args=[code, "ac26"]))
    assert "Que ningún comercio" in client.get(listed).content.decode()


def test_a_campaign_of_another_administration_is_not_there(cast: Cast, sign_in: SignIn) -> None:
    make_campaign(cast.organisation)

    assert sign_in(cast.outsider).get(reverse("campaign", args=[cast.outsider.organisation.code, "ac26"])).status_code == 404
    assert sign_in(cast.director).post(reverse("campaign_add", args=[cast.organisation.code]), GIVEN).status_code == 403


def test_the_first_page_teaches(cast: Cast, sign_in: SignIn) -> None:
    text = sign_in(cast.editor).get(reverse("campaigns", args=[cast.organisation.code])).content.decode()

    assert "Abre tu primera campaña" in text


def test_a_piece_begun_on_its_page_is_of_the_campaign(cast: Cast, sign_in: SignIn) -> None:
    campaign = make_campaign(cast.organisation, begins=timezone.now().date())
    client = sign_in(cast.editor)
    page = client.get(reverse("campaign", args=[cast.organisation.code, "ac26"]))

    client.post(page.context["adding"], {"title": "Guía", "format": "article"})

    (told,) = client.get(reverse("campaign", args=[cast.organisation.code, "ac26"])).context["page"].thread.pieces
    assert (told.told.title, campaign.pieces.count()) == ("Guía", 1)
    assert client.get(page.context["calendar"]).status_code == 200
