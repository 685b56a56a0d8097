"""What the measuring room offers to others: the collector that stands in front of the pages, what is kept of an address, safe cells."""

from plazamayor.analytics.addresses import clean_path, mask
from plazamayor.analytics.collector.running import Collector
from plazamayor.analytics.dashboard.exports import DANGEROUS, safe

__all__ = ["DANGEROUS", "Collector", "clean_path", "mask", "safe"]
