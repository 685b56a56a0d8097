"""What the measuring room offers to those above it.

The collector that stands in front of the pages; how a call of the interface for programs is made, answered and described; the period
that an address asks for; what is kept of an address; safe cells; and the limits that hold for all processes together.
"""

from plazamayor.analytics.addresses import clean_path, mask
from plazamayor.analytics.api.access import sites_of
from plazamayor.analytics.api.calls import Call, endpoint
from plazamayor.analytics.api.document import describe_calls, inside, parameter, reading, writing
from plazamayor.analytics.api.limits import spend
from plazamayor.analytics.api.problems import Fault, Problem
from plazamayor.analytics.api.questions import only
from plazamayor.analytics.collector.running import Collector
from plazamayor.analytics.dashboard.exports import DANGEROUS, safe
from plazamayor.analytics.dashboard.look import PERIODS, Look, read_look
from plazamayor.analytics.reports.periods import Period, WrongPeriod
from plazamayor.analytics.views.doors import asks_store

__all__ = [
    "DANGEROUS",
    "PERIODS",
    "Call",
    "Collector",
    "Fault",
    "Look",
    "Period",
    "Problem",
    "WrongPeriod",
    "asks_store",
    "clean_path",
    "describe_calls",
    "endpoint",
    "inside",
    "mask",
    "only",
    "parameter",
    "read_look",
    "reading",
    "safe",
    "sites_of",
    "spend",
    "writing",
]
