"""A picture that somebody sends is read with suspicion and written again: what is kept was made by us, and tells nothing of its camera.

Only JPEG, PNG, WebP and GIF are read. What was hidden in the file (EXIF, GPS, comments, a second file behind the first) does not survive.
"""

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Final

from django.utils.translation import gettext as _

from plazamayor.core.errors import Mistake

if TYPE_CHECKING:
    from PIL.Image import Image

LARGEST: Final = 20 * 2**20
MOST_PIXELS: Final = 50_000_000
LONGEST_SIDE: Final = 4096
SMALL_SIDE: Final = 640
READ: Final = ("JPEG", "PNG", "WEBP", "GIF")
BEGINNING: Final = 1024


class NotAnImage(Mistake):
    """The file is no image that is read here."""


class TooLarge(Mistake):
    """The file, or the picture it unfolds into, is larger than allowed."""


@dataclass(frozen=True, kw_only=True)
class Made:
    """A picture as it is kept: its file, a small one for lists, and its measures."""

    mime: str
    content: bytes
    small: bytes
    width: int
    height: int


def make(file: BinaryIO, size: int) -> Made:
    """Reads a picture and writes it again; raises NotAnImage and TooLarge."""
    if size > LARGEST:
        raise TooLarge(_("The file is larger than %(most)d MB. Save it smaller and send it again.") % {"most": LARGEST // 2**20})
    beginning = file.read(BEGINNING)
    file.seek(0)
    if _is_markup(beginning):
        raise NotAnImage(_("SVG and web pages are not taken: they can carry programs. Save it as PNG, or make an infographic here."))
    return _written(_read(file))


def _is_markup(beginning: bytes) -> bool:
    text = beginning.lstrip(b"\xef\xbb\xbf\xfe\xff\x00 \t\r\n").lower().replace(b"\x00", b"")
    return text.startswith(b"<") or b"<svg" in text


def _read(file: BinaryIO) -> "Image":
    """The picture, turned as its camera said. How large it is when unfolded is known, and refused, before it is."""
    from PIL import Image, ImageOps  # noqa: PLC0415 Pillow is loaded by whoever sends a picture

    try:
        picture = Image.open(file, formats=READ)
        large = picture.width * picture.height > MOST_PIXELS
        turned = None if large else ImageOps.exif_transpose(picture)
    except (Image.DecompressionBombError, MemoryError) as bomb:
        raise TooLarge(_unfolds()) from bomb
    except Exception as error:  # a damaged file fails in any of the ways that decoders know
        told = _("This file cannot be read as a JPEG, PNG, WebP or GIF picture. Open it in a program of yours and save it again.")
        raise NotAnImage(told) from error
    if turned is None:
        raise TooLarge(_unfolds())
    turned.format = picture.format
    return turned


def _unfolds() -> str:
    return _("The picture has more than %(most)d million points once unfolded. Save it smaller.") % {"most": MOST_PIXELS // 10**6}


def _written(picture: "Image") -> Made:
    clear = picture.mode in {"RGBA", "LA", "PA"} or (picture.mode == "P" and "transparency" in picture.info)
    drawn = picture.format in {"PNG", "GIF"} or clear
    plain = picture.convert("RGBA" if clear else "RGB")
    plain.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    mime = "image/png" if drawn else "image/jpeg"
    small = plain.copy()
    small.thumbnail((SMALL_SIDE, SMALL_SIDE))
    return Made(mime=mime, content=_encoded(plain, mime), small=_encoded(small, mime), width=plain.width, height=plain.height)


def _encoded(picture: "Image", mime: str) -> bytes:
    out = io.BytesIO()
    picture.info = {}
    if mime == "image/png":
        picture.save(out, "PNG", optimize=True)
    else:
        picture.save(out, "JPEG", quality=88, optimize=True, progressive=True)
    return out.getvalue()
