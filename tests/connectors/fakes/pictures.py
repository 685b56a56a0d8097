"""Small pictures and videos to attach."""

import hashlib
import tempfile
from functools import cache
from pathlib import Path

from PIL import Image

from plazamayor.channels.contract import Attachment, MediaKind


def picture(folder: Path, number: int = 0, alt: str = "") -> Attachment:
    """A picture of 40 × 30, of another colour for each number."""
    path = folder / f"{number}.png"
    Image.new("RGB", (40, 30), (number * 40 % 256, 90, 160)).save(path)
    content = path.read_bytes()
    return Attachment(
        kind=MediaKind.IMAGE,
        mime="image/png",
        digest=hashlib.sha256(content).hexdigest(),
        size=len(content),
        path=path,
        alt=alt,
        address=f"https://plaza.ejemplo.es/media/{number}.png",
        width=40,
        height=30,
    )


@cache
def film() -> Attachment:
    """A video that no player would take: a few octets with the name of one."""
    path = Path(tempfile.mkdtemp()) / "film.mp4"
    path.write_bytes(b"film")
    return Attachment(kind=MediaKind.VIDEO, mime="video/mp4", digest="", size=4, path=path, seconds=2)
