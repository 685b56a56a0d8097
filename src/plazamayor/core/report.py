"""How long work tells the person who asked for it what it is doing, wherever it runs."""

from typing import Protocol


class Report(Protocol):
    """What long work says while it goes on. Every method may raise `Cancelled` when the person has asked to stop."""

    def line(self, text: str) -> None:
        """Gives one line of the result."""

    def note(self, text: str) -> None:
        """Says something about the work, apart from its result."""

    def progress(self, done: int, total: int | None, what: str) -> None:
        """Tells how far the work is: units done, of how many if known, and of what (a translated word or two)."""


class Silence:
    """A report that nobody hears, for work without a person waiting."""

    def line(self, text: str) -> None:
        """Is not heard."""

    def note(self, text: str) -> None:
        """Is not heard."""

    def progress(self, done: int, total: int | None, what: str) -> None:
        """Is not heard."""
