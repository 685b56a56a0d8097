"""Addresses for the machines that watch an installation."""

import ipaddress
import os

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from plazamayor.config.metrics import TOGETHER, Installation
from plazamayor.config.state import state


@require_safe
@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """Tells whether the installation can do its work: 200 or 503. Says nothing about anybody."""
    found = state()
    waiting = {"spool_bytes": found.spool_bytes, "spool_seconds": round(found.spool_seconds, 1)}
    parts = {"able": found.able, "database": found.database, "store": found.store, **waiting}
    return JsonResponse(parts, status=200 if found.able else 503)


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """The figures of the installation for Prometheus: with the token, or from this machine where there is none."""
    if not _may_read(request):
        raise PermissionDenied
    return HttpResponse(generate_latest(_registry()), content_type=CONTENT_TYPE_LATEST)


def _may_read(request: HttpRequest) -> bool:
    if settings.METRICS_TOKEN:
        return constant_time_compare(request.headers.get("Authorization", ""), f"Bearer {settings.METRICS_TOKEN}")
    forwarded = {"X-Forwarded-For", "Forwarded"} & set(request.headers)  # a proxy on this machine speaks for others
    return not forwarded and _is_loopback(request.META.get("REMOTE_ADDR", ""))


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def _registry() -> CollectorRegistry:
    """This process's figures; with several workers, those of all, gathered from files."""
    if TOGETHER not in os.environ:
        return REGISTRY
    together = CollectorRegistry()
    MultiProcessCollector(together)  # type: ignore[no-untyped-call]  # the library leaves it so
    together.register(Installation())
    return together
