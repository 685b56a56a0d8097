"""What leaves, as it is kept until then: the whole of it, so that nothing that changes elsewhere changes it."""

import hashlib
import json
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from plazamayor.channels.contract import Attachment, MediaKind, Outgoing

_SHA256 = 64


def freeze(outgoing: Outgoing) -> dict[str, Any]:
    """The whole of what leaves, as plain JSON; files by their place below `MEDIA_ROOT`, so that an installation can be moved."""
    frozen = asdict(outgoing)
    frozen["extra"] = dict(outgoing.extra)
    frozen["more"] = list(outgoing.more)
    frozen["attachments"] = [_freeze_file(each) for each in outgoing.attachments]
    return frozen


def thaw(frozen: dict[str, Any]) -> Outgoing:
    """What `freeze` kept; what later versions add is left out."""
    known = {field.name for field in fields(Outgoing)}
    given = {name: value for name, value in frozen.items() if name in known}
    files = tuple(_thaw_file(each) for each in frozen.get("attachments", ()))
    return Outgoing(**{**given, "more": tuple(frozen.get("more", ())), "attachments": files})


def digest(frozen: dict[str, Any]) -> str:
    """SHA-256 of what leaves, in hexadecimal; the key is left out: the same content has the same digest."""
    content = {name: value for name, value in frozen.items() if name != "key"}
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def changed_since(outgoing: Outgoing, frozen: dict[str, Any], expected: str) -> str:
    """Says what is no longer as it was when it was scheduled: the text, or a file; empty when all is the same."""
    if digest(frozen) != expected:
        return _("What was going to leave is not what was scheduled: somebody changed it outside the program.")
    for each in outgoing.attachments:
        if not each.path.is_file():
            return _("The file %(name)s is no longer there.") % {"name": each.path.name}
        if len(each.digest) == _SHA256 and _sum(each.path) != each.digest:
            return _("The file %(name)s is not the one that was scheduled.") % {"name": each.path.name}
    return ""


def _freeze_file(attachment: Attachment) -> dict[str, Any]:
    frozen = asdict(attachment)
    captions = attachment.captions
    return {**frozen, "kind": attachment.kind.value, "path": _placed(attachment.path), "captions": _placed(captions) if captions else None}


def _thaw_file(frozen: dict[str, Any]) -> Attachment:
    known = {field.name for field in fields(Attachment)}
    given = {name: value for name, value in frozen.items() if name in known}
    captions = frozen.get("captions")
    given |= {"kind": MediaKind(frozen["kind"]), "path": _found(frozen["path"]), "captions": _found(captions) if captions else None}
    return Attachment(**given)


def _placed(path: Path) -> str:
    root = Path(settings.MEDIA_ROOT)
    return str(path.relative_to(root)) if path.is_relative_to(root) else str(path)


def _found(text: str) -> Path:
    """A relative place is below `MEDIA_ROOT`; joining keeps an absolute one."""
    return Path(settings.MEDIA_ROOT) / text


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
