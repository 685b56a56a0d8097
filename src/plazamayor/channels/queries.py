"""Questions about channels and what leaves by them, for this room's pages and for upper rooms."""

from plazamayor.channels.accounts.queries import Offered, offered, unopened
from plazamayor.channels.accounts.sessions import limits_of
from plazamayor.channels.accounts.vault import path as key_path
from plazamayor.channels.outbox.lateness import Trouble, trouble_of
from plazamayor.channels.outbox.queries import deliveries_of, troubled

__all__ = ["Offered", "Trouble", "deliveries_of", "key_path", "limits_of", "offered", "trouble_of", "troubled", "unopened"]
