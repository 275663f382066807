"""Self-test by mutation: which changes of a rubric none of its own tests notices.

A mutant is killed when a test that passed no longer does. One that survives
and means something else is a hole in the tests; one that means the same is
none, and is named with the reason (``equivalence``).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from audit.rubric.model import Rubric
from audit.workshop.mutation.advising import of_what_is_answerable, recommendation
from audit.workshop.mutation.equivalence import Different, Equivalence, Open, Same
from audit.workshop.mutation.mutants import Mutant, mutants
from audit.workshop.mutation.noticing import ANSWERABLE, OwnTests


class Verdict(Enum):
    """What came of one mutant."""

    KILLED = "killed"
    SURVIVED = "survived"
    """It means something else, and no test notices."""
    SAME = "same"
    """It means the same, so no test can notice."""
    OPEN = "open"
    """No test notices, and whether one could was not decided: too much to try, or nothing one case can show."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A mutant and what came of it. ``note``: what to do about a survivor, or why it is the same or open."""

    mutant: Mutant
    verdict: Verdict
    note: str = ""

    @property
    def hole(self) -> str:
        """What no test decides, in Danish."""
        return f"ingen prøve afgør{self.mutant.said}."

    @property
    def told(self) -> str:
        """A mutant that is the same or open, in Danish, with the reason."""
        can = "kan ikke afgøres: ingen prøve afgør" if self.verdict is Verdict.OPEN else "ingen prøve kan afgøre"
        return f"{can}{self.mutant.said}: {self.note}"


class Mutation:
    """The mutants of a rubric whose own tests pass."""

    def __init__(self, rubric: Rubric) -> None:
        self.mutants = mutants(rubric)
        self._rubric = rubric
        self._tests = OwnTests(rubric)
        self._equivalence = Equivalence(rubric)

    def run(self) -> Iterator[Judged]:
        """Judge them one by one, in the order of ``mutants``."""
        return map(self.judge, self.mutants)

    def judge(self, mutant: Mutant) -> Judged:
        """What comes of one of the ``mutants``."""
        return Judged(mutant, Verdict.KILLED) if self._tests.notice(mutant) else self._judged(mutant)

    def _judged(self, mutant: Mutant) -> Judged:
        kind = mutant.parts[0].kind if mutant.parts else "ask"
        if kind == "percent":
            return Judged(mutant, Verdict.OPEN, "den gælder alle sager tilsammen, og en prøve er én sag.")
        found: str | Different | Same | Open
        found = of_what_is_answerable(self._rubric, mutant) if kind in ANSWERABLE else self._equivalence.judge(mutant)
        if isinstance(found, Different):
            found = recommendation(mutant, found)
        if isinstance(found, str):
            return Judged(mutant, Verdict.SURVIVED, found)
        return Judged(mutant, Verdict.SAME if isinstance(found, Same) else Verdict.OPEN, found.reason)
