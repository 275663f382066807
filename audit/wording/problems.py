"""Many problems told as few: one of each kind, and the rows in which the others of that kind are."""

import re
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field, replace

from audit.errors import Problem
from audit.wording.numbers import counted, whole

_OWN_WORDS = re.compile(r"»[^«]*«|[\w+-]*\d[\w.,:-]*")
"""What differs from row to row where the mistake is the same."""
_QUOTED = re.compile(r"»[^«]*«")
_MOST_ROWS = 15
_MOST_WORDS = 10


@dataclass(slots=True)
class _Kind:
    """The first problem of a kind; the other rows as (first, last), how many rows more, and what the others quote.

    ``last`` is the row of the latest.
    ``words`` holds what each quotes from where it differs from the first, at most one more than ``_MOST_WORDS``.
    """

    first: Problem
    last: int
    words: dict[tuple[str, ...], None] = field(default_factory=dict)
    ranges: list[list[int]] = field(default_factory=list)
    more: int = 0
    count: int = 1

    def add(self, problem: Problem) -> None:
        line = problem.line
        self.count, self.last = self.count + 1, line
        words, same = _QUOTED.findall(problem.what), _QUOTED.findall(self.first.what)
        if words != same and len(self.words) <= _MOST_WORDS:
            differs = next((place for place, word in enumerate(words) if word not in same[place : place + 1]), 0)
            self.words[tuple(words[differs:])] = None
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
        said = f"Det samme gælder {counted(self.count - 1, *row)} mere: {places}{rest}.{self._other_words()}"
        return replace(self.first, todo=f"{self.first.todo} {said}".lstrip())

    def _other_words(self) -> str:
        told = [word + (f" ({', '.join(rest)})" if rest else "") for word, *rest in filter(None, self.words)]
        more = " m.fl" if len(told) > _MOST_WORDS else ""
        return f" Der står {', '.join(told[:_MOST_WORDS])}{more}." if told else ""


@dataclass(slots=True)
class ProblemKinds:
    """Problems as they are found, row by row, kept as one of each kind; memory does not grow with the file."""

    _kinds: dict[Hashable, _Kind] = field(default_factory=dict)

    def add(self, problem: Problem) -> None:
        """Take in a problem; of the same kind are those of one column that differ in the user's own words alone.

        What is wrong twice in one row is two kinds: »the same goes for« names other rows.
        """
        pattern = _OWN_WORDS.sub("", problem.what).rstrip(" .")
        key = (problem.file, problem.column, problem.warning, pattern, problem.todo) if problem.line else problem
        place = 0
        while (kind := self._kinds.get((place, key))) and problem.line and kind.last == problem.line:
            place += 1
        if kind is None:
            self._kinds[place, key] = _Kind(problem, problem.line)
        else:
            kind.add(problem)

    def told(self) -> list[Problem]:
        """One problem of each kind, in the order they were found."""
        return [kind.told() for kind in self._kinds.values()]


def by_kind(problems: Iterable[Problem]) -> list[Problem]:
    """The problems of one file, one of each kind."""
    kinds = ProblemKinds()
    for problem in problems:
        kinds.add(problem)
    return kinds.told()
