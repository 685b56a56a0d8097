"""The room's verbs that upper rooms may use. Each is one transaction and one line of the audit trail."""

from plazamayor.publishing.pieces.drafts import Changes, Described, Words
from plazamayor.publishing.pieces.leaving import (
    HourPassed,
    NoChannels,
    NotApproved,
    NothingToSay,
    call_off,
    outgoing,
    piece_of,
    schedule,
)
from plazamayor.publishing.pieces.links import subject_of
from plazamayor.publishing.pieces.writing import (
    AlreadyGone,
    NoTitle,
    NotOurs,
    SavedMeanwhile,
    discard,
    draft,
    move,
    save,
    take_back,
    touched,
)

__all__ = [
    "AlreadyGone",
    "Changes",
    "Described",
    "HourPassed",
    "NoChannels",
    "NoTitle",
    "NotApproved",
    "NotOurs",
    "NothingToSay",
    "SavedMeanwhile",
    "Words",
    "call_off",
    "discard",
    "draft",
    "move",
    "outgoing",
    "piece_of",
    "save",
    "schedule",
    "subject_of",
    "take_back",
    "touched",
]
