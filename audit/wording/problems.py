"""Many problems told as few: one of each kind, and the rows in which the others of that kind are."""

import re
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field, replace

from audit.errors import Problem
from audit.wording.numbers import counted, whole

_OWN_WORDS = re.compile(r" – mente du »[^«]*«\?|»[^«]*«|[\w+-]*\d[\w.,:-]*")
"""What differs from row to row where the mistake is the same."""
_MOST_ROWS = 15


@dataclass(slots=True)
class _Kind:
    """The first problem of a kind; the other rows as (first, last), and how many rows more."""

    first: Problem
    ranges: list[list[int]] = field(default_factory=list)
    more: int = 0
    count: int = 1

    def add(self, line: int) -> None:
        self.count += 1
        if self.ranges and line <= self.ranges[-1][1] + 1:
            self.ranges[-1][1] = max(line, self.ranges[-1][1])
        elif len(self.ranges) < _MOST_ROWS:
            self.ranges.append([line, line])
        else:
            self.more += 1

    def told(self) -> Problem:
        if not self.ranges:
            return self.first
        row = ("række", "rækker") if self.first.cell else ("linje", "linjer")
        places = ", ".join(f"{low}" if low == high else f"{low}-{high}" for low, high in self.ranges)
        rest = f" og {whole(self.more)} til" if self.more else ""
        said = f"Det samme gælder {counted(self.count - 1, *row)} mere: {places}{rest}."
        return replace(self.first, todo=f"{self.first.todo} {said}".lstrip())


@dataclass(slots=True)
class ProblemKinds:
    """Problems as they are found, row by row, kept as one of each kind; memory does not grow with the file."""

    _kinds: dict[Hashable, _Kind] = field(default_factory=dict)

    def add(self, problem: Problem) -> None:
        """Take in a problem; of the same kind are those of one column that differ in the user's own words alone."""
        pattern = _OWN_WORDS.sub("", problem.what).rstrip(" .")
        key = (problem.file, problem.column, problem.warning, pattern, problem.todo) if problem.line else problem
        kind = self._kinds.get(key)
        if kind is None:
            self._kinds[key] = _Kind(problem)
        else:
            kind.add(problem.line)

    def told(self) -> list[Problem]:
        """One problem of each kind, in the order they were found."""
        return [kind.told() for kind in self._kinds.values()]


def by_kind(problems: Iterable[Problem]) -> list[Problem]:
    """The problems of one file, one of each kind."""
    kinds = ProblemKinds()
    for problem in problems:
        kinds.add(problem)
    return kinds.told()
