"""The table that is printed: what was measured, against what, and whether it holds."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Self

HEADINGS = ("Måling", "Vores", "Gulv eller sammenligning", "Resultat", "Grænse", "Holder")

Shown = Callable[[float], str]
"""How a number is written."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One line. ``figure`` is the ratio, excess or size that ``limit`` is for, in ``unit``; some have no limit."""

    name: str
    ours: str
    against: str = "–"
    figure: float = 0
    limit: float | None = None
    unit: str = ""

    @classmethod
    def ratio(
        cls, name: str, ours: Sequence[float], against: str, theirs: Sequence[float], limit: float, shown: Shown
    ) -> Self:
        """How many times the floor or peer, from seconds measured in turn.

        The median of the ratios of neighbours: what else the machine was
        doing meanwhile hit both of a pair.
        """
        times = median(one / other for one, other in zip(ours, theirs, strict=True))
        return cls(name, shown(median(ours)), f"{against}: {shown(median(theirs))}", times, limit, "×")

    @classmethod
    def size(cls, name: str, ours: int, limit: int) -> Self:
        """Bytes against a limit in MB."""
        return cls(name, megabytes(ours), figure=ours / 1e6, limit=limit, unit="MB")

    @property
    def holds(self) -> bool:
        """Whether the limit is kept."""
        return self.limit is None or self.figure <= self.limit

    def cells(self) -> tuple[str, ...]:
        """The line as text."""
        before = (self.name, self.ours, self.against)
        if self.limit is None:
            return (*before, "–", "–", "–")
        limit = f"højst {self.limit:g} {self.unit}".replace(".", ",")
        return (*before, danish(self.figure, self.unit), limit, "ja" if self.holds else "nej")


def danish(number: float, unit: str, decimals: int = 2) -> str:
    """A number with a decimal comma and its unit."""
    return f"{number:.{decimals}f} {unit}".replace(".", ",")


def grouped(number: int) -> str:
    """A whole number with points between the thousands."""
    return f"{number:,}".replace(",", ".")


def seconds(number: float) -> str:
    """Seconds with two decimals."""
    return danish(number, "s")


def milliseconds(number: float) -> str:
    """Seconds written as milliseconds."""
    return danish(1000 * number, "ms", 1)


def microseconds(number: float) -> str:
    """Seconds written as microseconds."""
    return danish(1e6 * number, "µs", 0)


def megabytes(size: int) -> str:
    """Whole megabytes."""
    return danish(size / 1e6, "MB", 0)


def text(measures: Sequence[Measure]) -> str:
    """The whole table."""
    lines = [HEADINGS, *(measure.cells() for measure in measures)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )
