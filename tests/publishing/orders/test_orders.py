"""An order of removal: found, kept, withdrawn, closed in time."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.urls import reverse

from plazamayor.channels.models import Delivery
from plazamayor.publishing.models import Publication, RemovalOrder
from plazamayor.publishing.orders import evidence, operations, queries
from plazamayor.publishing.orders.queries import Search
from plazamayor.publishing.register.operations import write
from tests.conftest import SignIn
from tests.make.cast import Cast
from tests.make.posts import NOW, make_town_channel
from tests.make.publications import make_published


def make_order(cast: Cast) -> RemovalOrder:
    return operations.receive(
        by=cast.administrator, now=NOW, authority="Junta Electoral de Zona", text="Retire lo publicado sobre las obras.", received=NOW
    )


def test_an_order_gives_twenty_four_hours_unless_it_says_otherwise(cast: Cast) -> None:
    assert make_order(cast).due == NOW + timedelta(hours=24)


def test_an_order_is_not_received_in_the_future(cast: Cast) -> None:
    with pytest.raises(operations.ReceivedLater):
        operations.receive(by=cast.administrator, now=NOW, authority="JEZ", text="x", received=NOW + timedelta(hours=2))


def test_what_was_published_is_found_by_any_of_its_words(cast: Cast) -> None:
    channel = make_town_channel(cast.organisation)
    works, parks = make_published(channel, "Terminan las obras de la avenida"), make_published(channel, "Nuevo parque en el Puerto")
    make_published(channel, "Corte de agua mañana")
    make_published(make_town_channel(cast.outsider.organisation), "Las obras de al lado")
    found = queries.search(cast.organisation, Search(words=("obras", "parque")))
    assert {each.pk for each in found} == {works.pk, parks.pk}


def test_an_order_does_not_reach_what_others_published(cast: Cast) -> None:
    theirs = make_published(make_town_channel(cast.outsider.organisation))
    with pytest.raises(operations.NotPublished):
        operations.reach(order=make_order(cast), deliveries=[theirs.pk], by=cast.administrator, now=NOW)


def test_all_that_an_order_reaches_is_asked_to_be_withdrawn(cast: Cast) -> None:
    channel = make_town_channel(cast.organisation)
    published = [make_published(channel, f"Obras {number}") for number in (1, 2)]
    order = make_order(cast)
    operations.reach(order=order, deliveries=[each.pk for each in published], by=cast.administrator, now=NOW)
    assert operations.withdraw(order=order, by=cast.administrator, now=NOW) == 2
    assert set(Delivery.objects.values_list("state", flat=True)) == {Delivery.State.WITHDRAWING}


def test_an_order_is_not_closed_while_something_is_still_to_be_seen(cast: Cast) -> None:
    order = make_order(cast)
    operations.reach(order=order, deliveries=[make_published(make_town_channel(cast.organisation)).pk], by=cast.administrator, now=NOW)
    with pytest.raises(operations.StillThere):
        operations.close(order=order, by=cast.administrator, now=NOW)


def test_what_was_removed_by_hand_lets_the_order_be_closed(cast: Cast) -> None:
    order = make_order(cast)
    operations.reach(order=order, deliveries=[make_published(make_town_channel(cast.organisation)).pk], by=cast.administrator, now=NOW)
    operations.by_hand(order=order, publication=order.publications.get(), by=cast.administrator, now=NOW)
    operations.close(order=order, by=cast.administrator, now=NOW)
    order.refresh_from_db()
    assert order.done == NOW


def test_the_evidence_holds_the_order_each_publication_and_its_entries(cast: Cast) -> None:
    order, delivery = make_order(cast), make_published(make_town_channel(cast.organisation), "Obras")
    write(delivery, Publication.Act.PUBLISHED, NOW)
    operations.reach(order=order, deliveries=[delivery.pk], by=cast.administrator, now=NOW)
    with zipfile.ZipFile(io.BytesIO(evidence.archive(order))) as archive:
        assert archive.namelist() == ["order.json", "001/publication.json", "001/register.json", "SHA256SUMS"]
        assert json.loads(archive.read("001/publication.json"))["content"]["text"] == "Obras"
        assert [each["act"] for each in json.loads(archive.read("001/register.json"))] == ["published"]


def test_an_order_is_carried_out_from_its_pages(cast: Cast, sign_in: SignIn) -> None:
    delivery = make_published(make_town_channel(cast.organisation), "Terminan las obras de la avenida")
    client, code = sign_in(cast.administrator), cast.organisation.code
    given = {"authority": "Junta Electoral de Zona", "received": "2026-11-19T10:00", "hours": "24", "text": "Retire lo de las obras."}
    client.post(reverse("removal_order_add", args=[code]), given)
    order = RemovalOrder.objects.get()
    page = reverse("removal_order", args=[code, order.pk])
    assert "Terminan las obras" in client.get(page, {"words": "obras"}).content.decode()
    client.post(reverse("removal_order_reach", args=[code, order.pk]), {"delivery": [delivery.pk]})
    client.post(reverse("removal_order_withdraw", args=[code, order.pk]))
    delivery.refresh_from_db()
    assert delivery.state == Delivery.State.WITHDRAWING
