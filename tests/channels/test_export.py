"""What the room holds for an administration goes with it, without what opens doors."""

import json

from plazamayor.channels import export
from plazamayor.channels.models import Channel, Delivery
from tests.make.cast import Cast
from tests.make.deliveries import make_channel, make_delivery


def test_everything_is_taken_away_but_the_credentials(cast: Cast, channel: Channel) -> None:
    make_delivery(channel, text="Hola")
    make_delivery(make_channel(cast.outsider.organisation, "http://127.0.0.1:1"), text="De otros")

    files = {name: json.loads(content) for name, content in export.files(cast.organisation.pk)}

    assert sorted(files) == ["attempts.json", "channels.json", "deliveries.json"]
    assert [row["title"] for row in files["deliveries.json"]] == ["Hola"]
    assert ["secrets" in row for row in files["channels.json"]] == [False]


def test_erasing_leaves_nothing_that_keeps_a_channel(cast: Cast, channel: Channel) -> None:
    make_delivery(channel)
    other = make_delivery(make_channel(cast.outsider.organisation, "http://127.0.0.1:1"))

    export.erase(cast.organisation.pk)
    channel.delete()

    assert list(Delivery.objects.all()) == [other]
