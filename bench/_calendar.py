"""A part of `publishing_calendar`: fills a database with pieces over a year and says how long the server takes for a month of them."""

import argparse
import json
import statistics
import time
from datetime import UTC, datetime, timedelta

import django

django.setup()

from django.core.management import call_command  # noqa: E402 once Django is set up
from django.test import Client  # noqa: E402 the same
from django.urls import reverse  # noqa: E402 the same

from plazamayor.channels.models import Channel  # noqa: E402 the same
from plazamayor.organisation.models import Membership, Organisation, Person, Role  # noqa: E402 the same
from plazamayor.publishing.models import Piece, Placement  # noqa: E402 the same

BEGINS = datetime(2026, 1, 1, 8, tzinfo=UTC)
CHANNELS = ("website", "bluesky", "mastodon", "telegram")
ROUNDS = 21


def town(pieces: int) -> Organisation:
    """A town hall with so many pieces, spread evenly over a year, each on two of its channels."""
    organisation = Organisation.objects.create(name="Villaclara", code="villaclara", require_second_factor=False)
    person = Person.objects.create_user("amparo@villaclara.example", name="Amparo Ferrer")
    Membership.objects.create(organisation=organisation, person=person, role=Role.ADMINISTRATOR)
    channels = [Channel.objects.create(organisation=organisation, connector=key, name=key, handle=key) for key in CHANNELS]
    apart = timedelta(days=365) / pieces
    made = Piece.objects.bulk_create(
        Piece(organisation=organisation, title=f"Aviso {number}", at=BEGINS + apart * number, languages=["es"], state=Piece.State.SCHEDULED)
        for number in range(pieces)
    )
    Placement.objects.bulk_create(
        Placement(piece=piece, channel=channel, language="es")
        for number, piece in enumerate(made)
        for channel in (channels[number % 4], channels[(number + 1) % 4])
    )
    return organisation


def milliseconds(client: Client, address: str) -> float:
    """The median of some requests, once warm, in the server alone."""
    took = []
    for _round in range(ROUNDS):
        began = time.perf_counter()
        assert client.get(address).status_code == 200
        took.append((time.perf_counter() - began) * 1000)
    return round(statistics.median(took[1:]), 1)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pieces", type=int, required=True)
    given = parser.parse_args()
    call_command("migrate", verbosity=0)
    organisation = town(given.pieces)
    client = Client(headers={"host": "localhost"})
    client.force_login(Person.objects.get())
    views = {"month": "2026-06", "week": "2026-06-15", "list": "2026-06-15"}
    took = {name: milliseconds(client, reverse(f"calendar_{name}", args=[organisation.code, which])) for name, which in views.items()}
    print(json.dumps({"pieces": given.pieces, **took}))
