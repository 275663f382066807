"""Self-test by mutation: which changes of a rubric none of its own tests notices.

A mutant is killed when a test that passed no longer does. One that survives
and means something else is a hole in the tests; one that means the same is
none, and is named with the reason (``equivalence``).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from audit.rubric.model import Rubric
from audit.rubric.places import Kind
from audit.rubric.values import encode
from audit.wording.lists import listed
from audit.wording.quoting import quoted
from audit.workshop.mutation.equivalence import Different, Equivalence, Same
from audit.workshop.mutation.mutants import Mutant, mutants
from audit.workshop.mutation.noticing import OwnTests


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
        self._tests = OwnTests(rubric)
        self._equivalence = Equivalence(rubric)

    def run(self) -> Iterator[Judged]:
        """Judge them one by one, in the order of ``mutants``."""
        for mutant in self.mutants:
            yield Judged(mutant, Verdict.KILLED) if self._tests.notice(mutant) else self._judged(mutant)

    def _judged(self, mutant: Mutant) -> Judged:
        kind = mutant.parts[0].kind if mutant.parts else "ask"
        if kind == "percent":
            return Judged(mutant, Verdict.OPEN, "den gælder alle sager tilsammen, og en prøve er én sag.")
        if kind == "limits":
            return Judged(mutant, Verdict.SURVIVED, _LIMITS)
        found = self._equivalence.judge(mutant)
        if isinstance(found, Different):
            return Judged(mutant, Verdict.SURVIVED, _recommendation(mutant, found))
        return Judged(mutant, Verdict.SAME if isinstance(found, Same) else Verdict.OPEN, found.reason)


_LIMITS = "Skriv en prøve med en værdi lige på grænsen, og en med »refused« lige uden for den."

_KEYS: dict[Kind, str] = {
    "ask": "»not_asked« om {}",
    "finding": "»findings«",
    "measure": "»measures« om {}",
    "recommendation": "»recommend«",
    "class": "»outcome«",
    "outcome": "»outcome«",
    "fact": "»missing« om {}",
}


def _recommendation(mutant: Mutant, case: Different) -> str:
    """A test to write, told by the key that decides and the case that shows it."""
    answers = [f"{name}: {_answer(*encode(answer))}" for name, answer in case.answers.items()]
    known = [f"{name}: {_answer(*encode(fact))}" for name, fact in case.facts.items()]
    said = [f"{key}: {{{', '.join(pairs)}}}" for key, pairs in (("facts", known), ("given", answers)) if pairs]
    part = mutant.parts[0]
    key = (
        "»recommendations« om {}" if part.kind == "recommendation" and mutant.path[-1] == "among" else _KEYS[part.kind]
    )
    what = f" med {key.format(quoted(part.name))}"
    if part.kind == "ask" and part.name in case.answers:
        what = f", der svarer på {quoted(part.name)}"
    return f"Skriv en prøve{what}" + (f", fx for {listed(said)}." if said else ".")


def _answer(*texts: str) -> str:
    return texts[0] if len(texts) == 1 else f"[{', '.join(texts)}]"
