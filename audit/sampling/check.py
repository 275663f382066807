"""What is wrong with a bruttoliste: the problems of all its rows, gathered by kind."""

from dataclasses import dataclass, field

from audit.errors import Problem
from audit.wording.numbers import whole
from audit.wording.problems import ProblemKinds

SHOWN = 50
"""Kinds of problems that are shown; the rest are counted."""


@dataclass(slots=True)
class FrameCheck:
    """What is wrong with a frame: one problem of each kind, CPR numbers before all others, and how many there are.

    ``rows`` are the rows of data, ``left_out`` those of them the user left
    out, ``errors`` counts every problem that stops the import, ``cpr`` those
    of them that are a CPR number.
    """

    rows: int = 0
    left_out: int = 0
    errors: int = 0
    cpr: int = 0
    _breaches: ProblemKinds = field(default_factory=ProblemKinds)
    _others: ProblemKinds = field(default_factory=ProblemKinds)

    def add(self, problem: Problem, *, breach: bool = False) -> None:
        """Count a problem, and keep it with those of its kind. A ``breach`` is a cell with a CPR number."""
        self.errors += not problem.warning
        self.cpr += breach
        (self._breaches if breach else self._others).add(problem)

    @property
    def problems(self) -> list[Problem]:
        """One problem of each kind with its rows, those that stop the import first, at most ``SHOWN``."""
        others = sorted(self._others.told(), key=lambda problem: problem.warning)
        told = [*self._breaches.told(), *others]
        more = len(told) - SHOWN
        return [*told[:SHOWN], Problem(f"og {whole(more)} slags fejl mere.")] if more > 0 else told
