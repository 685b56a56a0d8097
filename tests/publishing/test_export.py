"""What the room holds for an administration leaves with it and goes with it; the chain of the register stays, without words."""

import json
from datetime import timedelta

import pytest
from django.apps import apps

from plazamayor.channels.models import Channel, Delivery
from plazamayor.channels.outbox.draining import drain
from plazamayor.channels.outbox.pace import standing_at
from plazamayor.core.tenant_data import export_all
from plazamayor.organisation import operations
from plazamayor.organisation.models import Organisation, Role
from plazamayor.publishing.approval.operations import approve, ask
from plazamayor.publishing.content import digest_of
from plazamayor.publishing.media.storage import folder
from plazamayor.publishing.models import ApprovalLink, Media, Piece, Publication, PublicationText
from plazamayor.publishing.operations import Changes, save, schedule
from plazamayor.publishing.pieces.export import OURS
from tests.make.cast import Cast
from tests.make.organisations import make_member
from tests.make.pieces import NOW, make_comment, make_idea, make_piece, make_template, make_used


def filled(organisation: Organisation) -> Piece:
    """A piece that was published with its picture, and a row in each drawer."""
    channel = Channel.objects.create(organisation=organisation, connector="website", name="Web")
    piece = make_piece(organisation, channels=[channel.pk], fields={})
    used = make_used(piece)
    piece.refresh_from_db()
    used.decorative = True
    used.save()
    save(piece=piece, changes=Changes(), revision=piece.revision, by=make_member(organisation), now=NOW)
    make_comment(piece), make_idea(organisation), make_template(piece)
    chief = make_member(organisation, role=Role.DIRECTOR)
    ask(piece=piece, by=make_member(organisation, role=Role.ADMINISTRATOR), now=NOW)
    approve(piece=piece, by=chief, digest=digest_of(piece), now=NOW)
    (delivery,) = schedule(piece=piece, by=chief, now=NOW)
    drain(standing_at(NOW))
    order = organisation.removal_orders.create(authority="JEC", received=NOW, due=NOW, text="Retírese.")
    order.publications.create(delivery=delivery)
    organisation.approval_stages.create(name="Prensa")
    return piece


def test_every_noun_of_the_room_is_exported_but_the_links_that_open_doors() -> None:
    assert {ApprovalLink, *(model for _name, model, _owner in OURS)} == set(apps.get_app_config("publishing").get_models())


def test_what_leaves_is_of_the_administration_only_with_its_files(cast: Cast) -> None:
    piece = filled(cast.organisation)
    filled(cast.outsider.organisation)
    ours = {name: content for name, content in export_all(cast.organisation.pk) if name.startswith("publishing/")}
    assert [each["id"] for each in json.loads(ours["publishing/pieces.json"])] == [piece.pk]
    assert {name: bool(json.loads(ours[f"publishing/{name}.json"])) for name, *_rest in OURS} == {name: True for name, *_rest in OURS}
    assert f"publishing/files/{piece.media.get().media.digest}.png" in ours


@pytest.mark.usefixtures("store")
def test_nothing_of_the_room_stays_when_the_administration_is_deleted_but_the_chain(cast: Cast) -> None:
    filled(cast.organisation)
    theirs = filled(cast.outsider.organisation)
    gone = cast.organisation.pk
    operations.close_organisation(organisation=cast.organisation, typed=cast.organisation.name, by=cast.administrator, now=NOW)

    operations.delete_organisation(organisation=cast.organisation, by=None, now=NOW + timedelta(days=31))

    assert list(Piece.objects.all()) == [theirs]
    assert [Media.objects.count(), Delivery.objects.count(), PublicationText.objects.count()] == [1, 1, 1]
    assert Publication.objects.filter(organisation=gone).count() == 1
    assert not folder(gone).exists()
