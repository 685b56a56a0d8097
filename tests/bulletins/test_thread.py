"""What gazettes add to the thread of a campaign."""

from datetime import date

import pytest

from plazamayor.bulletins.models import FoundTerm, Item, Match
from plazamayor.bulletins.thread import origins_of
from plazamayor.organisation.models import Organisation
from plazamayor.publishing.models import Piece
from tests.make.campaigns import make_campaign
from tests.make.gazettes import item, make_issue, make_source
from tests.make.organisations import make_organisation


@pytest.fixture
def town(db: None) -> Organisation:
    return make_organisation("Villaclara", code="villaclara")


def test_an_act_that_became_a_piece_is_where_its_campaign_comes_from(town: Organisation) -> None:
    campaign = make_campaign(town)
    make_issue(
        make_source(), item("BOE-A-2026-1", title="Ayudas al comercio local"), item("BOE-A-2026-2"), day=date(2026, 10, 19), number="251"
    )
    piece = Piece.objects.create(organisation=town, title="Guía", campaign=campaign)
    match, _made = Match.objects.get_or_create(organisation=town, item=Item.objects.get(identifier="BOE-A-2026-1"))
    Match.objects.filter(pk=match.pk).update(piece=piece)
    FoundTerm.objects.create(match=match, quote="30 días hábiles", day=date(2026, 12, 1), confirmed=date(2026, 12, 1))

    (origin,) = origins_of(campaign)

    assert (origin.title, origin.pieces) == ("Ayudas al comercio local", (f"publishing.piece:{piece.pk}",))
    assert str(origin.note).replace("\u00a0", " ") == "BOE 251, 19 oct 2026 · plazo confirmado: 1 dic 2026"
    assert origins_of(make_campaign(town, code="otra")) == []
