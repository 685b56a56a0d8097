"""The nouns of the room."""

from plazamayor.procedures.models.catalogue import Change, Channel, Procedure, Step
from plazamayor.procedures.models.channels import Burden, BurdenPrice, ChannelCost, ChannelCount, ChannelTime
from plazamayor.procedures.models.sheets import MonthlySheet
from plazamayor.procedures.models.surveys import Reply, Survey, Tally

__all__ = [
    "Burden",
    "BurdenPrice",
    "Change",
    "Channel",
    "ChannelCost",
    "ChannelCount",
    "ChannelTime",
    "MonthlySheet",
    "Procedure",
    "Reply",
    "Step",
    "Survey",
    "Tally",
]
