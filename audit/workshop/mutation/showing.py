"""What some parts of a rubric come to, seen by themselves: enough to tell whether a change of them can be noticed.

A change of parts that show the same for the answers of a case cannot change
anything of that case: what is asked, found and counted hangs on them alone.
"""

from collections.abc import Callable, Iterable

from audit.rubric.conditions import FALSE, Compiled, View, compile_condition, could_hold, holds
from audit.rubric.evaluate import classify, compile_findings, parameters_of
from audit.rubric.model import Rubric
from audit.rubric.places import Part, Place, names_in, places


class Side:
    """What some parts of one rubric show, and the names that bears on."""

    def __init__(self, rubric: Rubric, parts: tuple[Part, ...]) -> None:
        self.parts = parts
        self._rubric = rubric
        own = _own(rubric, parts)
        self._spoken = [pair for several in own.values() for place in several for pair in names_in(place.condition)]
        recommendation = {part.name for part in parts if part.kind == "recommendation"}
        self._wanted = {part.name for part in parts if part.kind in ("finding", "outcome")}
        self._wanted |= {name for kind, name in self._spoken if kind == "finding"}
        self._wanted |= {name for name, finding in rubric.found.items() if recommendation & set(finding.recommend)}
        self._findings = compile_findings(rubric, self._wanted)
        self.by_outcome = any(kind == "outcome" for kind, _ in self._spoken)
        self._shows = [_shows(rubric, part, own[part]) for part in parts]

    @property
    def names(self) -> frozenset[str]:
        """The questions and facts the parts speak of, and those their findings are made of."""
        spoken, wanted, rubric = list(self._spoken), self._wanted, self._rubric
        whens = [(one.id, one.when) for one in rubric.findings] + [(one.id, one.when) for one in rubric.deadlines]
        for name, when in whens:
            spoken += names_in(when) if name in wanted else ()
        names = {name for kind, name in spoken if kind == "name"}
        if rubric.in_force and any(kind == "parameter" for kind, _ in spoken):
            names.add(rubric.in_force.fact)
        for name, asked in rubric.questions.items():
            names |= {name} if wanted & {one.id for one in asked.findings.values()} else set()
        for late in rubric.deadlines:
            names |= {late.start, late.end} if late.id in wanted else set()
        return frozenset(names)

    def shows(self, view: View, outcome: str | None) -> list[object]:
        """What the parts come to; ``outcome`` is taken as given."""
        own = View(view.states, parameters_of(self._rubric, view.states), {}, outcome)
        own.findings = {name: made(own) for name, made in self._findings.items()}
        return [show(own) for show in self._shows]


_NEVER = (False, False)
"""A condition that neither holds nor could."""


def weighs(parts: tuple[Part, ...]) -> bool:
    """Whether it is the weight of a finding that changes, not when it comes."""
    return bool(parts) and parts[0].kind == "outcome"


class Contrast:
    """A rubric beside a mutant of it: can they differ about a case?"""

    def __init__(self, rubric: Rubric, other: Rubric, parts: tuple[Part, ...]) -> None:
        self.sides = (Side(rubric, parts), Side(other, parts))
        self.names = closure(rubric, self.sides[0].names | self.sides[1].names)
        """All questions and facts that bear on the changed parts."""

    @property
    def by_outcome(self) -> bool:
        """Whether the outcome of the case bears on the changed parts."""
        return any(side.by_outcome for side in self.sides)

    def possible(self, view: View, outcome: str | None) -> bool:
        """Whether the changed parts show anything else; a finding with another outcome, whether it could come."""
        shown = self.sides[0].shows(view, outcome)
        return shown[0] != _NEVER if weighs(self.sides[0].parts) else shown != self.sides[1].shows(view, outcome)


def closure(rubric: Rubric, names: Iterable[str]) -> frozenset[str]:
    """The names, and those that decide whether they are asked or what a parameter is worth."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found.add(name)
        question = rubric.questions.get(name)
        for kind, other in names_in(question.ask_if) if question else ():
            if kind == "parameter" and rubric.in_force:
                waiting.append(rubric.in_force.fact)
            elif kind == "name":
                waiting.append(other)
    return frozenset(found)


def names_of_finding(rubric: Rubric, name: str) -> frozenset[str]:
    """The questions and facts a finding is made of."""
    return Side(rubric, (Part("finding", name),)).names


def _own(rubric: Rubric, parts: tuple[Part, ...]) -> dict[Part, list[Place]]:
    own: dict[Part, list[Place]] = {part: [] for part in parts}
    for place in places(rubric):
        if place.part in own:
            own[place.part].append(place)
    return own


def _shows(rubric: Rubric, part: Part, own: list[Place]) -> Callable[[View], object]:
    """What can be told of a part: whether it holds, and whether it could."""
    conditions = {str(place.path[-1]): place.condition or "all" for place in own}
    if part.kind == "ask":
        return _certainty(compile_condition(conditions["ask_if"]))
    if part.kind in ("finding", "outcome"):
        return _certainty(lambda view: view.findings.get(part.name, FALSE))
    if part.kind == "class":
        return classify(rubric.outcomes)
    among = compile_condition(conditions["among"])
    if part.kind == "measure":
        count = compile_condition(conditions["count"])
        return lambda view: (holds(among(view)), holds(among(view)) and holds(count(view)))
    spoken_for = [name for name, finding in rubric.found.items() if part.name in finding.recommend]
    return lambda view: (
        holds(among(view)),
        holds(among(view)) and any(holds(view.findings[name]) for name in spoken_for),
    )


def _certainty(condition: Compiled) -> Callable[[View], object]:
    return lambda view: (holds(possible := condition(view)), could_hold(possible))
