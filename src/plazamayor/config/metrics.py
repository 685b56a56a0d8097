"""What a monitoring system reads: counters and gauges in Prometheus' text format."""

from collections.abc import Iterable

from prometheus_client import REGISTRY, Counter, Histogram
from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.registry import Collector

from plazamayor import __version__
from plazamayor.config.state import state

_PAGES = Counter("plazamayor_pages", "Pages served.", ["method", "status"])
_SECONDS = Histogram("plazamayor_page_seconds", "Seconds to serve a page.", buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10))
TOGETHER = "PROMETHEUS_MULTIPROC_DIR"
"""Where the figures of several workers meet: the library's own variable, set by `serve`."""
_METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"})


def served(method: str, status: int, seconds: float) -> None:
    """Counts a page. The route is left to the log: as a label it would multiply the series."""
    _PAGES.labels(method if method in _METHODS else "other", f"{status // 100}xx").inc()
    _SECONDS.observe(seconds)


class Installation(Collector):
    """Gauges read when they are asked for."""

    def collect(self) -> Iterable[Metric]:
        """The state of the installation now."""
        yield InfoMetricFamily("plazamayor", "The program.", value={"version": __version__})
        found = state()
        yield GaugeMetricFamily("plazamayor_database_up", "1 when the relational database answers.", value=int(found.database))
        yield GaugeMetricFamily("plazamayor_store_up", "1 when the event store answers.", value=int(found.store))
        yield GaugeMetricFamily("plazamayor_spool_bytes", "Bytes accepted that wait for the store.", value=found.spool_bytes)
        yield GaugeMetricFamily("plazamayor_spool_age_seconds", "Age of the oldest event that waits.", value=found.spool_seconds)
        late = GaugeMetricFamily("plazamayor_due_work_failures", "Failures in a row of each due work.", labels=["work"])
        last = GaugeMetricFamily("plazamayor_due_work_success_seconds", "When each due work last went well.", labels=["work"])
        for work in found.works:
            late.add_metric([work.name], work.failures)
            last.add_metric([work.name], work.succeeded)
        yield late
        yield last
        jobs = GaugeMetricFamily("plazamayor_jobs", "One-off jobs by state.", labels=["state"])
        for name, count in found.jobs.items():
            jobs.add_metric([name], count)
        yield jobs


REGISTRY.register(Installation())
