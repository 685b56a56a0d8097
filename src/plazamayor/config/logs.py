"""The program's own log, as text or JSON, without personal data: no address, no agent, no query, no path with a secret in it."""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase

_access = logging.getLogger("plazamayor.access")
NOWHERE = "-"


def route_of(request: HttpRequest) -> str:
    """The pattern a request matched, such as `a/<slug:organisation>/`; never what was typed in its place."""
    match = getattr(request, "resolver_match", None)
    return match.route if match else NOWHERE


class WithoutPaths(logging.Filter):
    """Replaces the address in Django's messages about a request by the pattern it matched."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keeps every record; takes the request out of it."""
        request = record.__dict__.pop("request", None)
        if isinstance(request, HttpRequest) and isinstance(record.args, tuple) and request.path in record.args:
            record.args = tuple(route_of(request) if part == request.path else part for part in record.args)
        return True


def configuration(form: str, level: str) -> dict[str, Any]:
    """The logging configuration, for Django and granian alike."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"without_paths": {"()": "plazamayor.config.logs.WithoutPaths"}},
        "formatters": {
            "text": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"},
            "json": {
                "()": "pythonjsonlogger.json.JsonFormatter",
                "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
                "rename_fields": {"asctime": "time", "levelname": "level", "name": "logger"},
            },
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": form, "filters": ["without_paths"]}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django": {"handlers": [], "level": level, "propagate": True},
            "django.request": {"level": "ERROR"},
            "django.security.DisallowedHost": {"level": "CRITICAL"},
            "django.server": {"handlers": [], "propagate": True},
            "_granian": {"handlers": [], "level": "WARNING", "propagate": True},
            "granian.access": {"handlers": [], "propagate": False},
            "django_tasks": {"level": "WARNING"},
            "django_tasks_db": {"level": "WARNING"},
            "httpx": {"level": "WARNING"},
        },
    }


Handler = Callable[[HttpRequest], HttpResponseBase]


def access_log(get_response: Handler) -> Handler:
    """Notes each page served: method, pattern, status, milliseconds. Also counts it for `/metrics`."""
    from plazamayor.config.metrics import served  # noqa: PLC0415 settings are read before metrics may be

    def noted(request: HttpRequest) -> HttpResponseBase:
        began = time.perf_counter()
        response = get_response(request)
        took = time.perf_counter() - began
        route = route_of(request)
        served(request.method or "", response.status_code, took)
        if _access.isEnabledFor(logging.INFO):
            page = {"method": request.method, "route": route, "status": response.status_code, "ms": round(took * 1000, 1)}
            _access.info("%(method)s %(route)s %(status)s %(ms)s ms", page, extra=page)
        return response

    return noted
