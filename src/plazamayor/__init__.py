"""Plaza Mayor: the digital square where a public administration meets its citizens.

One Django package, read from `docs/architecture.md`: rooms on a ladder, each importing only rungs below it.
"""

__version__ = "0.1.0"
