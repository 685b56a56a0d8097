"""The room's verbs that upper rooms may use. Each is one transaction and one line of the audit trail."""

from plazamayor.bulletins.adding import add_source, change_source, remove_source
from plazamayor.bulletins.checking import check
from plazamayor.bulletins.deciding import bring_in, confirm, say_term, settle
from plazamayor.bulletins.digest import send
from plazamayor.bulletins.filling import begin_back_fill, resume_back_fill, stop_back_fill
from plazamayor.bulletins.subscribing import Wishes, change_subscription, subscribe, unsubscribe
from plazamayor.bulletins.taking_in import take_in
from plazamayor.bulletins.telling import to_piece
from plazamayor.bulletins.texts import keep_text, read_text

__all__ = [
    "Wishes",
    "add_source",
    "begin_back_fill",
    "bring_in",
    "change_source",
    "change_subscription",
    "check",
    "confirm",
    "keep_text",
    "read_text",
    "remove_source",
    "resume_back_fill",
    "say_term",
    "send",
    "settle",
    "stop_back_fill",
    "subscribe",
    "take_in",
    "to_piece",
    "unsubscribe",
]
