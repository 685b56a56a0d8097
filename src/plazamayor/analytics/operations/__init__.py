"""The room's verbs. Each is one transaction and one line of the audit trail."""

from plazamayor.analytics.operations.basis import NothingToEnd, declare_basis, return_to_exempt
from plazamayor.analytics.operations.notes import (
    NameTaken,
    NothingToKeep,
    WrongDays,
    WrongGoal,
    add_annotation,
    add_goal,
    add_segment,
    change_annotation,
    remove_annotation,
    remove_goal,
    remove_segment,
)
from plazamayor.analytics.operations.sites import (
    DomainTaken,
    NameDiffers,
    WrongDomain,
    WrongSetting,
    add_site,
    change_site,
    delete_site,
    domain_of,
)
from plazamayor.analytics.telling import count_use, forget_told, write_counts

__all__ = [
    "DomainTaken",
    "NameDiffers",
    "NameTaken",
    "NothingToEnd",
    "NothingToKeep",
    "WrongDays",
    "WrongDomain",
    "WrongGoal",
    "WrongSetting",
    "add_annotation",
    "add_goal",
    "add_segment",
    "add_site",
    "change_annotation",
    "change_site",
    "count_use",
    "declare_basis",
    "delete_site",
    "domain_of",
    "forget_told",
    "remove_annotation",
    "remove_goal",
    "remove_segment",
    "return_to_exempt",
    "write_counts",
]
