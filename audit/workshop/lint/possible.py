"""Which truth values conditions and findings can have together, found by trying every way to answer.

The search stops after a fixed number of tries. If it stops early, or if the
tried answers do not stand for all (two dates compared with each other), the
result is undecided (``Seen.all`` is False) and no caution is given.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from audit.rubric.condition import HasFinding, Node
from audit.rubric.conditions import Compiled, View, compile_condition, holds
from audit.rubric.made import compile_findings
from audit.rubric.model import Rubric
from audit.rubric.parts import NOT_ASSESSABLE
from audit.rubric.places import names_in
from audit.workshop.mutation.showing import asked_in, closure, names_of_finding
from audit.workshop.reach import reachable
from audit.workshop.reach.domains import Domains

TRIES = 10_000
"""Most ways to answer that are tried in one call of ``Possible.seen``."""
ALL_TRIES, FEWEST = 50_000, 100
"""Ways to answer tried in all calls together (about a second); after that at most ``FEWEST`` in each call."""


@dataclass(frozen=True, slots=True)
class Probe:
    """A compiled condition; the questions, facts and findings it names; ``by_outcome``: it reads the outcome."""

    test: Compiled
    names: frozenset[str] = frozenset()
    findings: frozenset[str] = frozenset()
    by_outcome: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """``ways``: each combination of the probes' truth values that was found, with the first answers that gave it.

    ``all``: no other combination is possible. ``names``: the facts and questions they depend on, in rubric order.
    """

    ways: dict[tuple[bool, ...], dict[str, Any]]
    all: bool
    names: tuple[str, ...]

    def never(self, *way: bool) -> bool:
        """True if the probes can never have these truth values together; False if they can, or it is undecided."""
        return self.all and bool(self.ways) and way not in self.ways


class Possible:
    """Tries probes on the cases of one rubric. Deadlines add dates to try only when a probe names a deadline."""

    def __init__(self, rubric: Rubric) -> None:
        self.rubric = rubric
        self._made = compile_findings(rubric)
        self._outcomes = _outcomes(rubric)
        self._late = frozenset(late.id for late in rubric.deadlines)
        self._with_late = Domains(rubric)
        self._without = Domains(rubric, ends=False)
        self._known: dict[str, frozenset[str]] = {}
        self._left = ALL_TRIES

    def probe(self, condition: Node) -> Probe:
        """The probe that is true when the condition holds."""
        spoken = list(names_in(condition))
        findings = frozenset(name for kind, name in spoken if kind == "finding")
        by_outcome = any(kind == "outcome" for kind, _ in spoken)
        return Probe(compile_condition(condition), asked_in(self.rubric, spoken), findings, by_outcome)

    def finding(self, name: str) -> Probe:
        """The probe that is true when the finding with this id is made."""
        return self.probe(HasFinding((name,)))

    def seen(self, *probes: Probe, enough: Callable[[Iterable[tuple[bool, ...]]], bool]) -> Seen:
        """Try the probes together until ``enough`` of the ways found so far is true, or all or too many are tried."""
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
    """The outcomes to try: all with classes; else those of findings, the mildest, and ``NOT_ASSESSABLE``."""
    if rubric.outcomes.classes:
        return rubric.all_outcomes
    made = {finding.outcome for finding in rubric.found.values()}
    return tuple(one for one in rubric.all_outcomes if one in made or one in (rubric.right, NOT_ASSESSABLE))
