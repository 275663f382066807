"""Every way to answer some questions, in the order they are asked, and whole cases made of such answers."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from audit.rubric.conditions import TRUE, Missing, State, View, compile_condition, could_hold, holds, settled
from audit.rubric.evaluate import parameters_of
from audit.rubric.model import Rubric
from audit.rubric.parts import Special
from audit.rubric.required import Required
from audit.rubric.values import Answer
from audit.workshop.reach.domains import Domains

Answers = dict[str, Answer]
Facts = dict[str, str | Decimal | date]


WholeCase = tuple[Answers, Facts]
"""A case in which every question asked is answered."""


def reachable(rubric: Rubric, names: frozenset[str], domains: Domains) -> Iterator[View]:
    """Every way to answer the questions and facts of a ``closure``.

    The same view is given each time, changed in place: copy what is to be kept.
    """
    facts = [name for name in rubric.facts if name in names]
    asked = [
        (name, compile_condition(question.ask_if) if question.ask_if else None)
        for name, question in rubric.questions.items()
        if name in names
    ]
    view = View({}, {}, {}, outside=frozenset(rubric.outcomes.outside))
    required = Required(rubric)

    def with_facts(place: int) -> Iterator[View]:
        if place == len(facts):
            view.parameters = parameters_of(rubric, view.states)
            known = {name: view.states[name] for name in facts}
            if not any(name in known for name in required.depending(known)):
                yield from with_answers(0)
            return
        for state in domains.of(facts[place]):
            view.states[facts[place]] = state
            yield from with_facts(place + 1)

    def with_answers(place: int) -> Iterator[View]:
        if place == len(asked):
            yield view
            return
        name, condition = asked[place]
        possible = condition(view) if condition else TRUE
        states: tuple[State, ...] = (Missing.PERHAPS_ASKED if could_hold(possible) else Missing.NOT_ASKED,)
        for state in domains.of(name) if holds(possible) else states:
            view.states[name] = state
            yield from with_answers(place + 1)

    return with_facts(0)


class Completer:
    """Makes whole cases of some answers; other questions get an answer without a finding, where there is one."""

    def __init__(self, rubric: Rubric, domains: Domains) -> None:
        self._domains = domains
        self._milds: dict[tuple[str, bool], Answer] = {}
        self._rubric = rubric
        self._required = Required(rubric)
        self._asks = [
            (name, compile_condition(question.ask_if) if question.ask_if else None)
            for name, question in self._rubric.questions.items()
        ]

    def cases(self, states: Mapping[str, State], facts: Facts) -> Iterator[WholeCase]:
        """Two whole cases with the answers and facts in ``states``; ``facts`` fill in for facts not in it.

        One answers the other questions with the first answer without a finding,
        the other with the last. None when the facts cannot be a case's.
        """
        given: Answers = {}
        known: Facts = dict(facts)
        for name, state in states.items():
            if name not in self._rubric.facts:
                if not isinstance(state, Missing):
                    given[name] = state
            elif isinstance(state, str | Decimal | date) and not isinstance(state, Special):
                known[name] = state
            else:
                known.pop(name, None)
        for last in (False, True) if not any(self._required.depending(known)) else ():
            yield self._answered(given, known, last), known

    def usual_facts(self) -> Facts:
        """The first value of each fact."""
        firsts = ((name, next(iter(self._domains.of(name)), Missing.NOT_ASKED)) for name in self._rubric.facts)
        return {name: state for name, state in firsts if isinstance(state, str | Decimal | date)}

    def _answered(self, given: Answers, facts: Facts, last: bool) -> Answers:
        """The given answers that are asked for, and one to every other question that is asked."""
        answers: Answers = {}
        view = View({}, parameters_of(self._rubric, facts), {})
        view.states.update({name: facts.get(name, Missing.NOT_ASKED) for name in self._rubric.facts})
        for name, condition in self._asks:
            possible = condition(view) if condition else TRUE
            if holds(possible):
                answers[name] = given[name] if name in given else self._mild(name, last)
                view.states[name] = settled(answers[name], self._rubric.questions[name].findings)
            else:
                view.states[name] = Missing.PERHAPS_ASKED if could_hold(possible) else Missing.NOT_ASKED
        return answers

    def _mild(self, name: str, last: bool) -> Answer:
        if (name, last) not in self._milds:
            findings = self._rubric.questions[name].findings
            states = [state for state in self._domains.of(name) if not isinstance(state, Missing)]
            mild = [one for one in states if not isinstance(one, Special) and str(one) not in findings] or states
            self._milds[name, last] = mild[-1 if last else 0]
        return self._milds[name, last]
