"""What upper rooms say of a delivery and are told of it, in the language of the administration."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.conf import settings
from django.utils import translation

from plazamayor.channels.gates import Happened, Speaker, speakers
from plazamayor.channels.models import Delivery
from plazamayor.organisation.models import Organisation


def speaker_of(delivery: Delivery) -> Speaker | None:
    """Who answers for what a delivery says, or None when no room does."""
    label = delivery.subject.partition(":")[0]
    return speakers.get(label) if label in speakers else None


def tell(delivery: Delivery, happened: Happened, now: datetime) -> None:
    """Tells it to who answers for it, inside the transaction that makes it so."""
    speaker = speaker_of(delivery)
    if speaker is not None:
        speaker.told(delivery, happened, now)


@contextmanager
def speaking_to(organisation: Organisation) -> Iterator[None]:
    """Writes reasons in the administration's first language."""
    known = [each for each in organisation.languages if each in dict(settings.LANGUAGES)]
    with translation.override(known[0] if known else settings.LANGUAGE_CODE):
        yield
