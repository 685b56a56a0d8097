"""What the measuring room offers to those above it.

The collector that stands in front of the pages; how a call of the interface for programs is made, answered, limited and described;
the period that an address asks for; what is kept of an address and since which day; and safe cells.
"""

from plazamayor.analytics.addresses import clean_path, mask
from plazamayor.analytics.api.access import sites_of
from plazamayor.analytics.api.answers import Given, GivenBatch
from plazamayor.analytics.api.bodies import read_body
from plazamayor.analytics.api.calls import Call, endpoint
from plazamayor.analytics.api.document import describe_calls, inside, parameter, reading, writing
from plazamayor.analytics.api.limits import spend
from plazamayor.analytics.api.problems import Fault, Problem
from plazamayor.analytics.api.questions import only
from plazamayor.analytics.api.writing import keep
from plazamayor.analytics.collector.running import Collector
from plazamayor.analytics.dashboard.exports import BOM, DANGEROUS, safe
from plazamayor.analytics.dashboard.look import PERIODS, Look, read_look
from plazamayor.analytics.dashboard.names import value_name
from plazamayor.analytics.exempt import Permit, permit
from plazamayor.analytics.reports.memory import Memory
from plazamayor.analytics.reports.periods import Period, WrongPeriod
from plazamayor.analytics.retention import first_kept
from plazamayor.analytics.telling import Asking, Clicks, Measured, Use, is_counted
from plazamayor.analytics.views.doors import asks_store

__all__ = [
    "BOM",
    "DANGEROUS",
    "PERIODS",
    "Asking",
    "Call",
    "Clicks",
    "Collector",
    "Fault",
    "Given",
    "GivenBatch",
    "Look",
    "Measured",
    "Memory",
    "Period",
    "Permit",
    "Problem",
    "Use",
    "WrongPeriod",
    "asks_store",
    "clean_path",
    "describe_calls",
    "endpoint",
    "first_kept",
    "inside",
    "is_counted",
    "keep",
    "mask",
    "only",
    "parameter",
    "permit",
    "read_body",
    "read_look",
    "reading",
    "safe",
    "sites_of",
    "spend",
    "value_name",
    "writing",
]
