"""Files are taken in, put in pieces and taken out of them."""

import hashlib
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from plazamayor.core.errors import Mistake
from plazamayor.organisation.models import Organisation
from plazamayor.organisation.operations import record
from plazamayor.publishing.media import captions, images
from plazamayor.publishing.media.storage import path_of, small_path_of, write, write_stream
from plazamayor.publishing.models import Media, Piece, PieceMedia
from plazamayor.publishing.pieces.writing import locked, touched

LARGEST_VIDEO = 300 * 2**20
MOST_FILES = 20
A_PART = 2**20


class NotAVideo(Mistake):
    """The file is no video that is read here, or the address is no address."""


class LacksWords(Mistake):
    """A video has no captions or no transcript."""


class InUse(Mistake):
    """A file is in a piece."""


class TooMany(Mistake):
    """A piece has as many files as it may."""


@transaction.atomic
def take_image(*, organisation: Organisation, file: UploadedFile, people: str, by: Any, now: datetime, name: str = "") -> Media:
    """Keeps a picture, written again without what its camera told; the same picture twice is one. Raises images.NotAnImage, TooLarge."""
    made = images.make(file, file.size or 0)  # type: ignore[arg-type]  # an uploaded file reads and seeks as any binary file
    return keep_image(organisation=organisation, made=made, name=name or file.name or "", people=people, by=by, now=now)


@transaction.atomic
def keep_image(*, organisation: Organisation, made: images.Made, name: str, people: str, by: Any, now: datetime) -> Media:
    """Keeps a picture that was made here."""
    digest = hashlib.sha256(made.content).hexdigest()
    known = Media.objects.filter(organisation=organisation, digest=digest).first()
    if known is not None:
        return known
    media = Media(
        organisation=organisation,
        kind=Media.Kind.IMAGE,
        name=name[:200],
        mime=made.mime,
        digest=digest,
        size=len(made.content),
        width=made.width,
        height=made.height,
        people=people,
        by=by.person,
        created=now,
    )
    write(path_of(media), made.content)
    write(small_path_of(media), made.small)
    media.save()
    record(organisation, by, "media.added", media, {"name": media.name}, now)
    return media


@transaction.atomic
def take_video(  # noqa: PLR0913 a video is not taken without its words
    *,
    organisation: Organisation,
    name: str,
    language: str,
    captions_text: str,
    transcript: str,
    people: str,
    by: Any,
    now: datetime,
    file: UploadedFile | None = None,
    address: str = "",
) -> Media:
    """Keeps a video or where it is, with what it says in captions and in a text. Raises NotAVideo, TooLarge, LacksWords, WrongCaptions."""
    if not captions_text.strip() or not transcript.strip():
        raise LacksWords(_("A video needs its captions and its transcript: without them whoever does not hear does not know what it says."))
    media = Media(organisation=organisation, kind=Media.Kind.VIDEO, name=name[:200], people=people, by=by.person, created=now)
    media.captions = {language: captions.clean(captions_text)}
    media.transcript = {language: transcript.strip()}
    if file is not None:
        _keep_video(media, file)
    else:
        media.address = _address(address)
    media.save()
    record(organisation, by, "media.added", media, {"name": media.name}, now)
    return media


@transaction.atomic
def put_in(*, piece: Piece, media: Media, by: Any, now: datetime) -> PieceMedia:
    """Puts a file at the end of a piece; raises TooMany."""
    kept = locked(piece)
    if kept.media.count() >= MOST_FILES:
        raise TooMany(_("A piece has at most %(most)d files.") % {"most": MOST_FILES})
    last = kept.media.aggregate(last=Max("position"))["last"]
    used = PieceMedia.objects.create(piece=kept, media=media, position=0 if last is None else last + 1)
    touched(piece=kept, by=by, now=now)
    return used


@transaction.atomic
def take_out(*, used: PieceMedia, by: Any, now: datetime) -> None:
    """Takes a file out of a piece; it stays in the library."""
    kept = locked(used.piece)
    used.delete()
    touched(piece=kept, by=by, now=now)


@transaction.atomic
def say_people(*, media: Media, people: str, by: Any, now: datetime) -> Media:
    """Says whether the people in a picture can be recognised, and whether they consented."""
    media.people = people
    media.save(update_fields=["people"])
    record(media.organisation, by, "media.people_said", media, {"people": people}, now)
    return media


@transaction.atomic
def remove(*, media: Media, by: Any, now: datetime) -> None:
    """Removes a file that no piece uses; raises InUse."""
    if media.uses.exists():
        raise InUse(_("It is in a piece. Take it out of there first."))
    record(media.organisation, by, "media.removed", media, {"name": media.name}, now)
    path, small = (path_of(media), small_path_of(media)) if media.digest else (None, None)
    media.delete()
    for each in (path, small):
        if each is not None:
            transaction.on_commit(lambda each=each: each.unlink(missing_ok=True))  # type: ignore[misc]  # a default binds the path


def _keep_video(media: Media, file: UploadedFile) -> None:
    if (file.size or 0) > LARGEST_VIDEO:
        raise images.TooLarge(_("The video is larger than %(most)d MB. Make it shorter or smaller.") % {"most": LARGEST_VIDEO // 2**20})
    beginning = file.read(16)
    media.mime = "video/mp4" if beginning[4:8] == b"ftyp" else "video/webm" if beginning[:4] == b"\x1a\x45\xdf\xa3" else ""
    if not media.mime:
        raise NotAVideo(_("This file is neither an MP4 nor a WebM video."))
    file.seek(0)
    media.digest = hashlib.file_digest(file, "sha256").hexdigest()
    media.size = file.size or 0
    write_stream(path_of(media), file.chunks(A_PART))


def _address(address: str) -> str:
    parts = urlsplit(address.strip())
    if parts.scheme != "https" or not parts.hostname:
        raise NotAVideo(_("Write the whole address of the video, which begins with https://."))
    return address.strip()[:500]
