"""How gazettes are read. A new way is a module that fulfils `contract.Reader` and a line here."""

from plazamayor.bulletins.readers.boe import BOE_BEFORE, BOE_NOW, BORME
from plazamayor.bulletins.readers.contract import Reader
from plazamayor.bulletins.readers.feeds import Feeds
from plazamayor.bulletins.readers.lists import Lists

READERS: dict[str, Reader] = {reader.key: reader for reader in (BOE_NOW, BOE_BEFORE, BORME, Feeds(), Lists())}
ADDED_BY_HAND = ("feed", "list")
"""Those that an administration may add; the rest are the state's own."""
