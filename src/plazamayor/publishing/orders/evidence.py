"""What is kept of what an order reaches: its words, its files and its entries of the register, with hashes that prove them whole."""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from plazamayor.channels.models import Delivery
from plazamayor.publishing.models import Publication, RemovalOrder
from plazamayor.publishing.orders import queries
from plazamayor.publishing.register.queries import rows, verify


def archive(order: RemovalOrder) -> bytes:
    """A ZIP archive with `order.json`, a folder for each publication and `SHA256SUMS`, which `sha256sum -c` verifies."""
    out, sums = io.BytesIO(), []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archived:
        for name, content in _files(order):
            archived.writestr(name, content)
            sums.append(f"{hashlib.sha256(content).hexdigest()}  {name}\n")
        archived.writestr("SHA256SUMS", "".join(sums))
    return out.getvalue()


def _files(order: RemovalOrder) -> Iterator[tuple[str, bytes]]:
    yield "order.json", _json(_told(order))
    for number, publication in enumerate(queries.reached(order), start=1):
        folder = f"{number:03d}"
        delivery = publication.delivery
        yield f"{folder}/publication.json", _json(_publication(delivery))
        entries = Publication.objects.filter(organisation=order.organisation_id, delivery_id=delivery.pk).select_related("text")
        yield f"{folder}/register.json", _json(list(rows(entries.order_by("number"))))
        yield from ((f"{folder}/{path.name}", path.read_bytes()) for path in _attached(delivery) if path.is_file())


def _told(order: RemovalOrder) -> dict[str, object]:
    verified = verify(order.organisation_id)
    return {
        "authority": order.authority,
        "reference": order.reference,
        "received": order.received.isoformat(),
        "due": order.due.isoformat(),
        "done": order.done.isoformat() if order.done else None,
        "text": order.text,
        "register": {"entries": verified.entries, "broken": verified.broken, "last_link": verified.head},
    }


def _publication(delivery: Delivery) -> dict[str, object]:
    return {
        "channel": delivery.channel.name,
        "network": delivery.channel.connector,
        "account": delivery.channel.handle,
        "title": delivery.title,
        "content": delivery.content,
        "digest": delivery.digest,
        "network_id": delivery.network_id,
        "address": delivery.address,
        "parts": delivery.parts,
        "published": delivery.published.isoformat() if delivery.published else None,
        "withdrawn": delivery.withdrawn.isoformat() if delivery.withdrawn else None,
        "state": delivery.state,
        "measures": delivery.measures,
    }


def _attached(delivery: Delivery) -> Iterator[Path]:
    """The files that left with it, as they are kept below `MEDIA_ROOT`; nothing outside it."""
    root = Path(settings.MEDIA_ROOT).resolve()
    for each in delivery.content.get("attachments", []):
        path = (root / str(each.get("path", ""))).resolve()
        if path.is_relative_to(root):
            yield path


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=2).encode()
