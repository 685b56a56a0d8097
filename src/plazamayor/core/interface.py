"""The interface for programs, as upper rooms add to it: modules that describe their calls, loaded by whoever asks for the description.

Every command would pay for them otherwise: a module that describes calls knows all that they answer.
"""

from importlib import import_module


class Descriptions:
    """Modules with a function `describe()`, by their names."""

    def __init__(self) -> None:
        self._modules: list[str] = []

    def provide(self, module: str) -> None:
        """Adds a module; raises ValueError when it is there."""
        if module in self._modules:
            raise ValueError(f"{module} is already provided")
        self._modules.append(module)

    def describe(self) -> None:
        """Has every module not yet asked describe its calls."""
        while self._modules:
            import_module(self._modules.pop(0)).describe()


descriptions = Descriptions()
