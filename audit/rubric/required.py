"""Which facts a case must have: always, or when other facts say so."""

from collections.abc import Iterator, Mapping

from audit.rubric.conditions import Missing, State, View, compile_condition, holds
from audit.rubric.evaluate import parameters_of
from audit.rubric.model import Rubric


class Required:
    """The facts that cases of one rubric must have, compiled once for many cases."""

    def __init__(self, rubric: Rubric) -> None:
        self._rubric = rubric
        self._always = [name for name, fact in rubric.facts.items() if not fact.may_miss]
        self._when = {
            name: compile_condition(fact.required_if) for name, fact in rubric.facts.items() if fact.required_if
        }

    def lacking(self, facts: Mapping[str, State]) -> tuple[str, ...]:
        """The facts that a case must have and does not, in the rubric's order; ``facts`` are its facts as values.

        A fact it does not have makes no condition hold.
        """
        without = {name for name in self._always if name not in facts} | {*self.depending(facts)}
        return tuple(name for name in self._rubric.facts if name in without)

    def depending(self, facts: Mapping[str, State]) -> Iterator[str]:
        """Those of ``lacking`` that the case must have because of its other facts."""
        without = [name for name in self._when if _gone(facts.get(name))]
        if without:
            states: dict[str, State] = {name: facts.get(name, Missing.NOT_ASKED) for name in self._rubric.facts}
            view = View(states, parameters_of(self._rubric, states), {})
            yield from (name for name in without if holds(self._when[name](view)))


def _gone(state: State | None) -> bool:
    return state is None or state is Missing.NOT_ASKED
