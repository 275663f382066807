"""How a case ends: its outcome by the ladder of the findings, its class by the rules, or without either."""

from collections.abc import Callable

from audit.rubric.conditions import TRUE, View, compile_condition, could_hold, holds
from audit.rubric.model import Outcomes, Rubric
from audit.rubric.parts import DESCRIBED, NOT_ASSESSABLE


def ending(rubric: Rubric) -> Callable[[View], str]:
    """The outcome of a case, by the kind of rubric; DESCRIBED for all where it has no outcomes."""
    if rubric.outcomes.describes:
        return lambda view: DESCRIBED
    return classify(rubric.outcomes) if rubric.outcomes.classes else most_severe(rubric)


def most_severe(rubric: Rubric) -> Callable[[View], str]:
    """The outcome by the ladder: that of the most severe finding made, the lowest step without any.

    Outcomes outside the ladder are above it, the first of them highest. NOT_ASSESSABLE when a
    finding that may be made is more severe, unless an outcome outside the ladder is certain.
    """
    ladder, steps = rubric.outcomes.ladder, rubric.outcomes.steps
    severity = {finding.id: steps.index(finding.outcome) for finding in rubric.found.values()}
    grave = sorted(((step, name) for name, step in severity.items() if step), reverse=True)

    def outcome(view: View) -> str:
        certain = worst = 0
        for step, name in grave:
            possible = view.findings[name]
            if possible == TRUE:
                certain = step
                break
            if possible & TRUE:
                worst = max(worst, step)
        if certain >= len(ladder):
            return steps[certain]
        return steps[certain] if worst <= certain else NOT_ASSESSABLE

    return outcome


def classify(outcomes: Outcomes) -> Callable[[View], str]:
    """The outcome by the rules: the class of the first that holds, ``else`` when none does.

    NOT_ASSESSABLE when an earlier rule could hold and gives another class.
    """
    rules = [(rule.class_, compile_condition(rule.when)) for rule in outcomes.rules]
    otherwise = outcomes.else_
    assert otherwise is not None, "references requires else"

    def outcome(view: View) -> str:
        still: set[str] = set()
        for name, condition in rules:
            possible = condition(view)
            if could_hold(possible):
                still.add(name)
            if holds(possible):
                break
        else:
            still.add(otherwise)
        return still.pop() if len(still) == 1 else NOT_ASSESSABLE

    return outcome
