"""What the measuring room offers to those above it.

The collector that stands in front of the pages; how a call of the interface for programs is made, answered and described; and the
period that an address asks for.
"""

from plazamayor.analytics.api.access import sites_of
from plazamayor.analytics.api.calls import Call, endpoint
from plazamayor.analytics.api.document import describe_calls, inside, parameter, reading, writing
from plazamayor.analytics.api.problems import Fault, Problem
from plazamayor.analytics.api.questions import only
from plazamayor.analytics.collector.running import Collector
from plazamayor.analytics.dashboard.look import PERIODS, Look, read_look
from plazamayor.analytics.reports.periods import Period, WrongPeriod
from plazamayor.analytics.views.doors import asks_store

__all__ = [
    "PERIODS",
    "Call",
    "Collector",
    "Fault",
    "Look",
    "Period",
    "Problem",
    "WrongPeriod",
    "asks_store",
    "describe_calls",
    "endpoint",
    "inside",
    "only",
    "parameter",
    "read_look",
    "reading",
    "sites_of",
    "writing",
]
