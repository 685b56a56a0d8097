"""What the measuring room offers to the program that serves it: the collector that stands in front of the pages."""

from plazamayor.analytics.collector.running import Collector

__all__ = ["Collector"]
