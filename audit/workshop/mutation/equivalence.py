"""Whether a mutant evaluates any case otherwise than the rubric: yes with a case that shows it, no, or undecided.

A *difference* is always a whole case that the two evaluate differently.
*Sameness* is claimed only when every way to answer the questions that bear on
the changed part has been tried, or another finding always weighs as much.
All else is *open*: which mutants mean the same cannot be decided in general
(T. A. Budd and D. Angluin, Two notions of correctness and their relation to
testing, Acta Informatica 18, 1982).
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import islice

from audit.rubric.conditions import Missing, could_hold, holds
from audit.rubric.evaluate import Evaluation, Evaluator
from audit.rubric.made import compile_findings
from audit.rubric.model import Rubric
from audit.rubric.parts import Special
from audit.rubric.places import Part, names_in
from audit.rubric.required import Required
from audit.wording.quoting import listed, quoted
from audit.workshop.mutation.mutants import Mutant
from audit.workshop.mutation.showing import ChangedParts, asked_in, closure, names_of_finding
from audit.workshop.mutation.specimens import specimens
from audit.workshop.reach import Answers, Completer, Facts, WholeCase, reachable
from audit.workshop.reach.domains import Domains

ENOUGH = 20_000
"""Ways to answer that are tried before it is left open."""

_TRIES = 200
"""Whole cases made for one mutant before it is left open."""

_SPECIMENS = 4000
"""Cases of ``specimens`` that are tried before it is left open."""


@dataclass(frozen=True, slots=True)
class Different:
    """A case that the mutant evaluates otherwise, with as few answers and facts as show it."""

    answers: Answers
    facts: Facts


@dataclass(frozen=True, slots=True)
class Same:
    """The mutant evaluates every case as the rubric does; ``reason`` says why, in Danish."""

    reason: str


@dataclass(frozen=True, slots=True)
class Open:
    """Neither a difference nor sameness was found; ``reason`` says why, in Danish."""

    reason: str


class Equivalence:
    """Decides for mutants of one rubric whether they evaluate some case otherwise than it does."""

    def __init__(self, rubric: Rubric) -> None:
        self._rubric = rubric
        self._evaluator = Evaluator(rubric)
        self._findings = compile_findings(rubric)

    def judge(self, mutant: Mutant) -> Different | Same | Open:
        """Look for a case that a mutant evaluates otherwise; not for mutants of ``limits`` or ``percent``."""
        if not mutant.parts:
            return Same("det bruges ikke.")
        other = mutant.of(self._rubric)
        if mutant.parts[0].kind == "fact":
            return self._required(mutant.parts[0].name, other)
        changed = ChangedParts(self._rubric, other, mutant.parts)
        domains = Domains(self._rubric, other)
        compared = _Compared(self._evaluator, Evaluator(other), changed, mutant.parts)
        found = self._search(changed, compared, domains)
        if not isinstance(found, Open):
            return found
        for case, evaluation in self._specimens:
            changed_to = compared.other.evaluate(*case)
            if changed_to != evaluation and compared.unlike(evaluation, changed_to):
                return compared.shrunk(*case)
        if changed.outcome_of:
            if heavier := self._always_with(changed.outcome_of, other, domains):
                return Same(
                    f"når det kommer, kommer {quoted(heavier)} også og vejer mindst lige så tungt, "
                    "så ingen sag får et andet udfald."
                )
            return Open("ingen af de prøvede sager får et andet udfald, men det kan ikke udelukkes.")
        return found

    def _required(self, name: str, other: Rubric) -> Different | Same | Open:
        """Look for facts with which a case must have a fact by one of the rubrics and not by the other."""
        sides, domains = (Required(self._rubric), Required(other)), Domains(self._rubric, other)
        hung = [names_in(rubric.facts[name].required_if) for rubric in (self._rubric, other)]
        names = closure(self._rubric, {one for spoken in hung for one in asked_in(self._rubric, spoken)})
        for tried, view in enumerate(reachable(self._rubric, names, domains)):
            if tried > ENOUGH:
                return Open("der er for mange oplysninger til at prøve dem alle.")
            known = {one: state for one, state in view.states.items() if not isinstance(state, Missing | Special)}
            if len({name in side.lacking(known) for side in sides}) > 1:
                return Different(
                    {}, {one: state for one, state in known.items() if isinstance(state, str | Decimal | date)}
                )
        if not domains.exact(names):
            return Open("ikke alle oplysninger kan prøves.")
        return Same("det giver det samme, hvad der end er oplyst.")

    @cached_property
    def _specimens(self) -> list[tuple[WholeCase, Evaluation]]:
        """Whole cases with the rubric's evaluation, to try where not all ways to answer can be."""
        return [(case, self._evaluator.evaluate(*case)) for case in islice(specimens(self._rubric), _SPECIMENS)]

    def _search(self, changed: ChangedParts, compared: "_Compared", domains: Domains) -> Different | Same | Open:
        """Try every way to answer the questions and facts that the changed parts depend on."""
        names = changed.names
        completer = Completer(self._rubric, domains)
        facts = completer.usual_facts()
        outcomes = self._rubric.all_outcomes if changed.by_outcome else (None,)
        tried = doubts = 0
        for view in reachable(self._rubric, names, domains):
            tried += 1
            if tried > ENOUGH or doubts > _TRIES:
                return Open("der er for mange måder at svare på til at prøve dem alle.")
            if any(changed.can_differ(view, outcome) for outcome in outcomes):
                doubts += 1
                for case in completer.cases(view.states, facts):
                    if compared.differ(*case):
                        return compared.shrunk(*case)
        if doubts:
            return Open("ingen af de prøvede sager viser en forskel, men den kan ikke udelukkes.")
        if not tried or not domains.exact(names):
            return Open("ikke alle svar kan prøves.")
        if changed.outcome_of:
            return Same(f"fundet {quoted(changed.outcome_of)} kommer aldrig.")
        shown = [name for name in (*self._rubric.facts, *self._rubric.questions) if name in names]
        return Same(
            f"det giver det samme, hvad der end svares på {listed(shown)}." if shown else "det siger det samme."
        )

    def _always_with(self, name: str, other: Rubric, domains: Domains) -> str | None:
        """A finding made in every case where ``name`` could be, and at least as severe before and after the change."""
        steps = self._rubric.outcomes.steps
        least = max(steps.index(rubric.found[name].outcome) for rubric in (self._rubric, other))
        for heavier, finding in self._rubric.found.items():
            if heavier != name and steps.index(finding.outcome) >= least:
                own = names_of_finding(self._rubric, name) | names_of_finding(self._rubric, heavier)
                names = closure(self._rubric, own)
                if domains.exact(names) and self._implies(name, heavier, names, domains):
                    return heavier
        return None

    def _implies(self, name: str, heavier: str, names: frozenset[str], domains: Domains) -> bool:
        first, second = self._findings[name], self._findings[heavier]
        for tried, view in enumerate(reachable(self._rubric, names, domains)):
            if tried >= ENOUGH or (could_hold(first(view)) and not holds(second(view))):
                return False
        return True


class _Compared:
    """Evaluates cases by a rubric and by a mutant of it."""

    def __init__(self, one: Evaluator, other: Evaluator, changed: ChangedParts, parts: tuple[Part, ...]) -> None:
        self._one, self.other, self._names = one, other, changed.names
        self._alike = one.catalogue.items == other.catalogue.items
        self._asks = {part.name: Special.NOT_RELEVANT for part in parts if part.kind == "ask"}

    def differ(self, answers: Answers, facts: Facts) -> bool:
        """Whether the mutant evaluates a whole case otherwise than the rubric."""
        return self.unlike(self._one.evaluate(answers, facts), self.other.evaluate(answers, facts))

    def unlike(self, one: Evaluation, other: Evaluation) -> bool:
        """Whether the two differ in what an inline test can tell; what could be, but is unknown, it cannot."""
        if (one.asked, one.findings, one.outcome) != (other.asked, other.findings, other.outcome):
            return True
        mine, others = self._one.catalogue, self.other.catalogue
        bits, other_bits = mine.told(one.tally), others.told(other.tally)
        return bits != other_bits if self._alike else mine.items_of(bits) != others.items_of(other_bits)

    def shrunk(self, answers: Answers, facts: Facts) -> Different:
        """The case with answers and facts removed one at a time while a test still shows the difference."""
        whole = answers
        near = {name: answer for name, answer in answers.items() if name in self._names}
        if self._differ_in_a_test(near, facts):
            answers = near
        before = -1
        while before != len(answers):  # an answer can go when those that hang on it are gone
            before = len(answers)
            for name in reversed(tuple(answers)):
                fewer = {kept: answer for kept, answer in answers.items() if kept != name}
                if self._differ_in_a_test(fewer, facts):
                    answers = fewer
        for name in tuple(facts):
            less = {kept: value for kept, value in facts.items() if kept != name}
            if self._differ_in_a_test(answers, less):
                facts = less
        return Different({**answers, **self._asked_for(whole, answers, facts)}, facts)

    def _asked_for(self, whole: Answers, answers: Answers, facts: Facts) -> Answers:
        """The answer to the question whose ``ask_if`` is changed, where the rubric asks it: a test must give it."""
        asked = self._one.evaluate({**self._asks, **answers}, facts, leave_out_unanswered=True).asked
        return {name: whole[name] for name in self._asks if name in asked and name in whole}

    def _differ_in_a_test(self, answers: Answers, facts: Facts) -> bool:
        given: Answers = {**self._asks, **answers}
        seen = [side.evaluate(given, facts, leave_out_unanswered=True) for side in (self._one, self.other)]
        return self.unlike(*seen) and set(answers) <= set(seen[0].asked)
