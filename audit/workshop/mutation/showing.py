"""Some parts of a rubric evaluated by themselves, in the rubric and in a mutant of it.

A part is a question's ``ask_if``, a finding, a measure, a recommendation or the
rules for classes. Where the changed parts have the same values for the answers
of a case, the whole evaluation of that case is the same, and need not be made.
"""

from collections.abc import Callable, Iterable

from audit.rubric.condition import Always
from audit.rubric.conditions import FALSE, Compiled, View, any_of, compile_condition, could_hold, holds, is_finding
from audit.rubric.ending import classify
from audit.rubric.evaluate import parameters_of
from audit.rubric.made import compile_findings, made_of
from audit.rubric.model import Rubric
from audit.rubric.places import Part, Place, names_in, places


class PartValues:
    """Evaluates some parts of one rubric, and knows which questions and facts their values depend on."""

    def __init__(self, rubric: Rubric, parts: tuple[Part, ...]) -> None:
        self._rubric = rubric
        own = _own(rubric, parts)
        self._spoken = [pair for several in own.values() for place in several for pair in names_in(place.condition)]
        recommendation = {part.name for part in parts if part.kind == "recommendation"}
        self._wanted = {part.name for part in parts if part.kind in ("finding", "outcome")}
        self._wanted |= {name for kind, name in self._spoken if kind == "finding"}
        self._wanted |= {name for name, finding in rubric.found.items() if recommendation & set(finding.recommend)}
        self._findings = {name: made for name, made in compile_findings(rubric).items() if name in self._wanted}
        self.by_outcome = any(kind == "outcome" for kind, _ in self._spoken)
        self._values = [_value(rubric, part, own[part]) for part in parts]

    @property
    def names(self) -> frozenset[str]:
        """The questions and facts in the parts' conditions, and those in the findings these conditions name."""
        made = made_of(self._rubric)
        return asked_in(self._rubric, [*self._spoken, *(pair for name in self._wanted for pair in made[name])])

    def values(self, view: View, outcome: str | None) -> list[object]:
        """The value of each part for a case; ``outcome`` is the outcome its conditions are to see."""
        own = View(view.states, parameters_of(self._rubric, view.states), {}, outcome, view.outside)
        own.findings = {name: made(own) for name, made in self._findings.items()}
        return [value(own) for value in self._values]


_NEVER = (False, False)
"""A condition that neither holds nor could."""


class ChangedParts:
    """The changed parts of a rubric beside the same parts of its mutant, to tell which cases need evaluating."""

    def __init__(self, rubric: Rubric, other: Rubric, parts: tuple[Part, ...]) -> None:
        self.sides = (PartValues(rubric, parts), PartValues(other, parts))
        self.names = closure(rubric, self.sides[0].names | self.sides[1].names)
        """The questions and facts the values depend on in either, also through ``ask_if`` and parameters."""
        self.by_outcome = any(side.by_outcome for side in self.sides)
        """Whether a changed part has a condition on the outcome of the case."""
        self.outcome_of = parts[0].name if parts[0].kind == "outcome" else ""
        """The finding that gets another outcome and is made as before; "" where the change is another."""

    def can_differ(self, view: View, outcome: str | None) -> bool:
        """Whether rubric and mutant could evaluate a case differently: False only when they cannot.

        They can when a part has another value. Of a finding that gets another
        outcome, they can when the finding is made or could be.
        """
        shown = self.sides[0].values(view, outcome)
        return shown[0] != _NEVER if self.outcome_of else shown != self.sides[1].values(view, outcome)


def asked_in(rubric: Rubric, spoken: Iterable[tuple[str, str]]) -> frozenset[str]:
    """The questions and facts among the pairs of ``names_in``; with a parameter, the fact that dates its values."""
    pairs = list(spoken)
    dated = {rubric.in_force.fact} if rubric.in_force and any(kind == "parameter" for kind, _ in pairs) else set()
    return frozenset(dated.union(name for kind, name in pairs if kind == "name"))


def closure(rubric: Rubric, names: Iterable[str]) -> frozenset[str]:
    """The names, and all that their ``ask_if`` and ``required_if`` depend on, step by step.

    With a parameter, the fact that dates its values.
    """
    found: set[str] = set()
    waiting = set(names)
    while waiting:
        found |= waiting
        asked = [question.ask_if for name in waiting if (question := rubric.questions.get(name))]
        asked += [fact.required_if for name in waiting if (fact := rubric.facts.get(name))]
        waiting = {other for condition in asked for other in asked_in(rubric, names_in(condition))} - found
    return frozenset(found)


def names_of_finding(rubric: Rubric, name: str) -> frozenset[str]:
    """The questions and facts that decide whether a finding is made."""
    return PartValues(rubric, (Part("finding", name),)).names


def _own(rubric: Rubric, parts: tuple[Part, ...]) -> dict[Part, list[Place]]:
    own: dict[Part, list[Place]] = {part: [] for part in parts}
    for place in places(rubric):
        if place.part in own:
            own[place.part].append(place)
    return own


def _value(rubric: Rubric, part: Part, own: list[Place]) -> Callable[[View], object]:
    """How a part is evaluated: to its class; else to whether it holds for certain, and a second bit.

    The second: of a question or finding, whether it could hold; of a measure or
    recommendation (the first is whether the case is among), whether it counts
    and whether it could.
    """
    conditions = {str(place.path[-1]): place.condition or Always() for place in own}
    if part.kind == "ask":
        return _certainty(compile_condition(conditions["ask_if"]))
    if part.kind in ("finding", "outcome"):
        return _certainty(lambda view: view.findings.get(part.name, FALSE))
    if part.kind == "class":
        return classify(rubric.outcomes)
    among = compile_condition(conditions["among"])
    if part.kind == "measure":
        return _counted(among, compile_condition(conditions["count"]))
    speaking = [name for name, finding in rubric.found.items() if part.name in finding.recommend]
    return _counted(among, any_of([is_finding(name) for name in speaking]))


def _counted(among: Compiled, count: Compiled) -> Callable[[View], object]:
    counting = _certainty(count)
    return lambda view: holds(among(view)) and (True, counting(view))


def _certainty(condition: Compiled) -> Callable[[View], object]:
    return lambda view: (holds(possible := condition(view)), could_hold(possible))
