"""Where files are: under their digest, in a folder of their administration."""

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

from plazamayor.publishing.models import Media

ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "image/gif": "gif", "video/mp4": "mp4", "video/webm": "webm"}


def folder(organisation_id: int) -> Path:
    """The folder of an administration's files."""
    return Path(settings.MEDIA_ROOT) / "media" / str(organisation_id)


def path_of(media: Media) -> Path:
    """Where the file of an image or a video is; only those that have one."""
    return folder(media.organisation_id) / media.digest[:2] / f"{media.digest}.{ENDINGS[media.mime]}"


def small_path_of(media: Media) -> Path:
    """Where the small file of an image is, for lists."""
    return path_of(media).with_suffix(f".small.{ENDINGS[media.mime]}")


def captions_of(media: Media, language: str) -> Path | None:
    """The captions in a language as a file, written when first asked for; None when there are none."""
    text = media.captions.get(language, "")
    if not text or not media.digest:
        return None
    path = path_of(media).with_suffix(f".{language}.vtt")
    write(path, text.encode())
    return path


def write(path: Path, content: bytes) -> None:
    """Writes a file whole or not at all."""
    write_stream(path, [content])


def write_stream(path: Path, parts: Iterable[bytes]) -> None:
    """Writes a file from its parts, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            for part in parts:
                file.write(part)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
