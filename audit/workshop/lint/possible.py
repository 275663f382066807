"""What can come of conditions in all cases there could be, found by trying every way to answer.

The work is bounded: what is not seen within so many tries, or hangs on answers
that cannot all be tried (dates beside dates), is left undecided, and nothing
is claimed of it.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from audit.rubric.condition import HasFinding, Node
from audit.rubric.conditions import Compiled, View, compile_condition, holds
from audit.rubric.evaluate import compile_findings
from audit.rubric.model import Rubric
from audit.rubric.parts import NOT_ASSESSABLE
from audit.rubric.places import names_in
from audit.workshop.mutation.showing import closure, names_of_finding
from audit.workshop.reach import reachable
from audit.workshop.reach.domains import Domains

TRIES = 10_000
"""Ways to answer that are tried for one claim."""
ALL_TRIES, FEWEST = 50_000, 100
"""Ways that are tried for all claims together, about a second; after that few for each."""


@dataclass(frozen=True, slots=True)
class Probe:
    """Something that can be asked of a case, and the names it hangs on."""

    test: Compiled
    names: frozenset[str] = frozenset()
    findings: frozenset[str] = frozenset()
    by_outcome: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """What some probes came to together: each way they did, with what was answered the first time.

    ``all``: there are no other ways. ``names``: what they hang on, in the rubric's order.
    """

    ways: dict[tuple[bool, ...], dict[str, Any]]
    all: bool
    names: tuple[str, ...]

    def never(self, *way: bool) -> bool:
        """Whether the probes certainly never come to this together."""
        return self.all and bool(self.ways) and way not in self.ways


class Possible:
    """The cases of one rubric. Days hang on each other only where a deadline counts; else each is its own."""

    def __init__(self, rubric: Rubric) -> None:
        self.rubric = rubric
        self._made = compile_findings(rubric)
        self._outcomes = _outcomes(rubric)
        self._late = frozenset(late.id for late in rubric.deadlines)
        self._with_late = Domains(rubric)
        self._without = Domains(rubric.model_copy(update={"deadlines": ()}))
        self._known: dict[str, frozenset[str]] = {}
        self._left = ALL_TRIES

    def probe(self, condition: Node) -> Probe:
        """Whether a condition holds."""
        spoken = list(names_in(condition))
        names = {name for kind, name in spoken if kind == "name"}
        if self.rubric.in_force and any(kind == "parameter" for kind, _ in spoken):
            names.add(self.rubric.in_force.fact)
        findings = frozenset(name for kind, name in spoken if kind == "finding")
        by_outcome = any(kind == "outcome" for kind, _ in spoken)
        return Probe(compile_condition(condition), frozenset(names), findings, by_outcome)

    def finding(self, name: str) -> Probe:
        """Whether a finding is made."""
        return self.probe(HasFinding((name,)))

    def seen(self, *probes: Probe, enough: Callable[[Iterable[tuple[bool, ...]]], bool]) -> Seen:
        """Try the probes together until ``enough`` has been seen, or there is nothing more to try."""
        found = {name: self._made[name] for probe in probes for name in probe.findings}
        names = closure(self.rubric, self._all_names(probes))
        outcomes = self._outcomes if any(probe.by_outcome for probe in probes) else (None,)
        ways: dict[tuple[bool, ...], dict[str, Any]] = {}
        most = max(min(TRIES, self._left), FEWEST)
        domains = self._with_late if self._late.intersection(found) else self._without
        done = domains.exact(names)
        for tried, view in enumerate(reachable(self.rubric, names, domains), 1):
            view.findings = {name: made(view) for name, made in found.items()}
            for way in _ways(view, probes, outcomes):
                if way not in ways:
                    ways[way] = dict(view.states)
            self._left -= 1
            if enough(ways) or tried >= most:
                done = False
                break
        every = (*self.rubric.facts, *self.rubric.questions)
        return Seen(ways, done, tuple(name for name in every if name in names))

    def _all_names(self, probes: Iterable[Probe]) -> Iterator[str]:
        for probe in probes:
            yield from probe.names
            for finding in probe.findings:
                if finding not in self._known:
                    self._known[finding] = names_of_finding(self.rubric, finding)
                yield from self._known[finding]


def _ways(view: View, probes: tuple[Probe, ...], outcomes: Iterable[str | None]) -> Iterator[tuple[bool, ...]]:
    for outcome in outcomes:
        view.outcome = outcome
        yield tuple(holds(probe.test(view)) for probe in probes)


def _outcomes(rubric: Rubric) -> tuple[str, ...]:
    """The outcomes a case can have: those findings lead to, and those that come by themselves."""
    if rubric.outcomes.classes:
        return rubric.all_outcomes
    made = {finding.outcome for finding in rubric.found.values()}
    return tuple(one for one in rubric.all_outcomes if one in made or one in (rubric.right, NOT_ASSESSABLE))
