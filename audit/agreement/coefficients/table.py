"""The table that every coefficient is made of, and what it gives."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

LEAST_FOR_INTERVAL = 40
"""Double cases under which AC1 and alpha have no interval: with fewer it says more than is known."""


@dataclass(frozen=True, slots=True)
class Coefficient:
    """A value with its 95 % interval; ``low`` and ``high`` are None where there is none."""

    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class AgreementTable:
    """How often the first said one thing and the second another.

    ``categories``: all that could be said, in order where they have one. ``counts`` by (first, second);
    what never happened may be left out.
    """

    categories: tuple[str, ...]
    counts: Mapping[tuple[str, str], int]

    @classmethod
    def of(cls, categories: Iterable[str], pairs: Iterable[tuple[str, str]]) -> "AgreementTable":
        """The table of the pairs; what is said and is not a category is added last."""
        counts = Counter(pairs)
        said = {one for pair in counts for one in pair}
        known = dict.fromkeys(categories)
        return cls((*known, *sorted(said - known.keys())), dict(counts))

    @property
    def n(self) -> int:
        """The pairs."""
        return sum(self.counts.values())

    @property
    def agreed(self) -> int:
        """The pairs that are alike."""
        return sum(times for (one, other), times in self.counts.items() if one == other)

    def said(self) -> dict[str, int]:
        """How often each category was said, by both together: 2 n in all."""
        found = dict.fromkeys(self.categories, 0)
        for (one, other), times in self.counts.items():
            found[one] += times
            found[other] += times
        return found

    def without(self, pair: tuple[str, str]) -> "AgreementTable":
        """The table with one such pair less."""
        return AgreementTable(self.categories, {**self.counts, pair: self.counts[pair] - 1})
