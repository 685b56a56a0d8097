"""The connectors in use, as `config.connectors` lists them. The code of each is loaded when somebody first needs it."""

from importlib import import_module

from django.conf import settings

from plazamayor.channels.contract import Connector


def keys() -> list[str]:
    """The connectors in use, in the order they are offered."""
    return list(settings.CONNECTORS)


def connector(key: str) -> Connector:
    """The connector of that key, loaded; raises KeyError when it is not in use."""
    module, _, name = settings.CONNECTORS[key].partition(":")
    found: Connector = getattr(import_module(module), name)
    return found
