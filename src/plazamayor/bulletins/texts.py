"""The text of an act is asked for when it concerns somebody, and its terms are looked for."""

import hashlib
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction

from plazamayor.bulletins.asking import OK, ask
from plazamayor.bulletins.checking import charset_of
from plazamayor.bulletins.models import FoundTerm, Item, Match
from plazamayor.bulletins.readers.contract import Page, Unreadable
from plazamayor.bulletins.readers.documents import read_document
from plazamayor.bulletins.taking_in import storable
from plazamayor.bulletins.terms.dating import calendar_of, last_day
from plazamayor.bulletins.terms.reading import find
from plazamayor.core.http import NotAsked, Unreachable

AT_ONCE: Final = 25
TRIED_FOR: Final = timedelta(days=4)
"""How long a text that does not come is asked for."""


def read_due(now: datetime) -> None:
    """Reads the texts that are wanted, some at a time. A host that fails is left for later."""
    wanted = Item.objects.filter(matches__isnull=False, matches__created__gte=now - TRIED_FOR, text_read=None, names_people=False)
    for item in wanted.select_related("issue").distinct().order_by("-issue__day", "pk")[:AT_ONCE]:
        try:
            read_text(item, now)
        except Unreachable:
            continue


def read_text(item: Item, now: datetime) -> None:
    """Reads the text of an act and finds its terms; raises Unreachable when it may come later. One without text keeps none."""
    address = item.xml or item.address
    text, original, digest = "", "", item.digest
    try:
        answer = ask(address) if address else None
        if answer and answer.status == OK:
            text = storable(read_document(Page(answer.body, answer.address, item.issue.day, charset_of(answer))).text)
            original = answer.body.decode("utf-8", "replace").replace("\0", "")
            digest = hashlib.sha256(answer.body).hexdigest()
    except (Unreadable, NotAsked):
        pass  # a PDF, or an address that is not asked: the act is there for people to read
    keep_text(item, text, original, digest, now)


@transaction.atomic
def keep_text(item: Item, text: str, original: str, digest: str, now: datetime) -> None:
    """Keeps a text and looks for its terms for everybody whom it concerns."""
    item.text, item.original, item.digest, item.text_read = text, original, digest, now
    item.save(update_fields=["text", "original", "digest", "text_read"])
    for match in item.matches.select_related("organisation"):
        find_terms(match, item.issue.day)


def find_terms(match: Match, published: date) -> None:
    """Writes the terms of a matched act as dates of its administration's calendar; those that a person settled stay."""
    if match.terms.exclude(confirmed=None).exists():
        return
    match.terms.all().delete()
    calendar = calendar_of(match.organisation)
    found = find(f"{match.item.title}\n{match.item.text}", published)
    FoundTerm.objects.bulk_create(
        FoundTerm(match=match, quote=each.quote, rule=each.plain(), day=last_day(each.plain(), published, calendar)) for each in found
    )
