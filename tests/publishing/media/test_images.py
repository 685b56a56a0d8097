"""Pictures are read with suspicion: what is kept was written by us, and hostile files are explained."""

import io
import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from plazamayor.publishing.media import images
from plazamayor.publishing.media.operations import InUse, keep_image, put_in, remove, take_image, take_out
from plazamayor.publishing.media.storage import path_of, small_path_of
from plazamayor.publishing.models import Media
from tests.conftest import SignIn
from tests.make.cast import Cast
from tests.make.pieces import NOW, make_media, make_piece, picture

SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def made(content: bytes) -> images.Made:
    return images.make(io.BytesIO(content), len(content))


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png(width: int, height: int, data: bytes = b"", extra: bytes = b"") -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + extra + chunk(b"IDAT", zlib.compress(data)) + chunk(b"IEND", b"")


def test_where_and_with_what_it_was_taken_is_erased() -> None:
    exif = Image.Exif()
    exif[0x010F] = "Camera of Ana"
    exif.get_ifd(0x8825)[1] = "N"
    kept = made(picture("JPEG", exif=exif, comment=b"secret"))
    with Image.open(io.BytesIO(kept.content)) as again:
        assert (dict(again.getexif()), again.info.get("comment"), again.format) == ({}, None, "JPEG")
    assert b"Ana" not in kept.content


def test_a_picture_taken_on_its_side_is_turned() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    kept = made(picture("JPEG", size=(80, 60), exif=exif))
    assert (kept.width, kept.height) == (60, 80)


def test_what_hides_behind_a_picture_does_not_survive() -> None:
    kept = made(picture("PNG") + b"<script>alert(1)</script>PK\x03\x04")
    assert b"script" not in kept.content


def test_webp_and_gif_become_what_networks_take() -> None:
    assert [made(picture(kind)).mime for kind in ("WEBP", "GIF")] == ["image/jpeg", "image/png"]


@pytest.mark.parametrize(
    "content",
    [SVG, b"\xef\xbb\xbf  <html>", SVG.decode().encode("utf-16"), b"", b"GIF89a", b"\x89PNG\r\n\x1a\n", b"%PDF-1.4", b"BM" + b"\0" * 60],
)
def test_what_is_no_picture_is_refused_with_a_reason(content: bytes) -> None:
    with pytest.raises(images.NotAnImage):
        made(content)


@pytest.mark.parametrize("size", [(60_000, 60_000), (2_000_000_000, 2), (10_000, 5_001)])
def test_a_picture_that_unfolds_without_end_is_refused_before_it_unfolds(size: tuple[int, int]) -> None:
    with pytest.raises((images.TooLarge, images.NotAnImage)):
        made(png(*size))


def test_a_text_that_unfolds_inside_a_picture_is_refused_or_dropped() -> None:
    bomb = chunk(b"zTXt", b"comment\0\0" + zlib.compress(b"A" * 80_000_000))
    with pytest.raises((images.TooLarge, images.NotAnImage)):
        made(png(1, 1, b"\0\0\0\0", bomb))


def test_a_file_of_a_hundred_megabytes_is_refused_without_reading_it() -> None:
    with pytest.raises(images.TooLarge):
        images.make(io.BytesIO(b""), 100 * 2**20)


@pytest.mark.parametrize("cut", [20, 60, 100])
def test_half_a_picture_is_refused(cut: int) -> None:
    with pytest.raises(images.NotAnImage):
        made(picture("JPEG")[:cut])


def test_a_picture_is_kept_under_its_digest_and_once(cast: Cast) -> None:
    first = make_media(cast.organisation, cast.editor)
    again = make_media(cast.organisation, cast.editor)
    theirs = make_media(cast.outsider.organisation, cast.outsider)
    assert again == first
    assert theirs.pk != first.pk
    assert path_of(first).parts[-3:] == (str(cast.organisation.pk), first.digest[:2], f"{first.digest}.png")
    assert small_path_of(first).is_file()


def test_a_picture_in_a_piece_is_not_removed(cast: Cast) -> None:
    piece = make_piece(cast.organisation, cast.editor)
    used = put_in(piece=piece, media=make_media(cast.organisation, cast.editor), by=cast.editor, now=NOW)
    with pytest.raises(InUse):
        remove(media=used.media, by=cast.editor, now=NOW)
    take_out(used=used, by=cast.editor, now=NOW)
    remove(media=used.media, by=cast.editor, now=NOW)
    assert Media.objects.count() == 0


def test_a_sent_picture_is_in_the_piece_and_its_files_are_only_for_the_house(cast: Cast, sign_in: SignIn) -> None:
    piece = make_piece(cast.organisation, cast.editor)
    client = sign_in(cast.editor)
    file = SimpleUploadedFile("tienda.png", picture(), content_type="image/png")
    client.post(reverse("piece_media", args=[cast.organisation.code, piece.pk]), {"file": file, "people": "none"})
    media = piece.media.get().media
    address = reverse("media_file", args=[cast.organisation.code, media.pk])
    sent = client.get(address)
    assert (sent.status_code, sent.headers["Content-Type"], sent.headers["X-Content-Type-Options"]) == (200, "image/png", "nosniff")
    assert "sandbox" in sent.headers["Content-Security-Policy"]
    assert sign_in(cast.outsider).get(address).status_code == 404
    assert sign_in(cast.outsider).get(reverse("media_file", args=[cast.outsider.organisation.code, media.pk])).status_code == 404


def test_nobody_outside_sees_a_picture_before_something_leaves_with_it(cast: Cast, sign_in: SignIn) -> None:
    media = make_media(cast.organisation, cast.editor)
    answer = sign_in(cast.editor).get(reverse("public_media", args=[cast.organisation.code, media.digest]))
    assert answer.status_code == 404


def test_a_program_sent_as_a_picture_is_explained_on_the_page(cast: Cast, sign_in: SignIn) -> None:
    file = SimpleUploadedFile("dibujo.svg", SVG, content_type="image/svg+xml")
    answer = sign_in(cast.editor).post(reverse("media", args=[cast.organisation.code]), {"file": file, "people": "none"})
    assert (answer.status_code, Media.objects.count()) == (200, 0)
    assert "SVG" in answer.content.decode()


def test_taking_a_picture_keeps_its_name_and_who_sent_it(cast: Cast) -> None:
    file = SimpleUploadedFile("../../etc/passwd.png", picture(), content_type="text/html")
    media = take_image(organisation=cast.organisation, file=file, people="consented", by=cast.editor, now=NOW)
    assert (media.name, media.mime, media.people, media.by) == ("passwd.png", "image/png", "consented", cast.editor.person)
    assert keep_image(organisation=cast.organisation, made=made(picture()), name="otra", people="none", by=cast.editor, now=NOW) == media
