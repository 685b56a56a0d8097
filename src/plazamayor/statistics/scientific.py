"""The parts of scipy that are used, loaded when they are first needed: they take a second, and most commands never need them."""

from functools import cache
from importlib import import_module
from typing import Any


@cache
def special() -> Any:
    """Special functions (`scipy.special`)."""
    return import_module("scipy.special")


@cache
def optimize() -> Any:
    """Roots of functions (`scipy.optimize`)."""
    return import_module("scipy.optimize")


@cache
def stats() -> Any:
    """Statistical tests (`scipy.stats`)."""
    return import_module("scipy.stats")
