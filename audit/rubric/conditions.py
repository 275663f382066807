"""Compiles conditions to functions that give their possible truth values for a case.

The logic is Kleene's three values with one distinction more, because an answer
can be missing in two ways. A question that was *not asked* gives NEITHER: it
makes nothing true, and negating it makes nothing true either, so it is never
counted as no. An answer that is *unknown* (``fremgår_ikke``, not yet answered)
could still be anything; so a condition's value is the *set* of values it could
have. A condition **holds** when it can only be true, and **could hold** when
true is among them.

(S. C. Kleene, Introduction to Metamathematics, 1952, § 64; the sets are the
usual lifting of an operator to sets of possible values.)
"""

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import lru_cache, reduce
from itertools import product
from operator import ge, gt, le, lt
from typing import Any, Protocol, assert_never

from audit.rubric import condition as nodes
from audit.rubric.condition import Bound, BoundWord, Node
from audit.rubric.parts import NOT_ASSESSABLE, Special
from audit.rubric.types import literal, values_of
from audit.rubric.values import Answer

Possible = int
"""A set of truth values, as bits."""

TRUE, FALSE, NEITHER = 1, 2, 4
UNKNOWN = TRUE | FALSE
ANYTHING = TRUE | FALSE | NEITHER


class Missing(Enum):
    """Why a name has no answer."""

    NOT_ASKED = "not asked"
    """Hidden by ``ask_if``, or left out of the facts."""
    PERHAPS_ASKED = "perhaps asked"
    """Whether it is asked hangs on an answer that is unknown."""
    UNANSWERED = "unanswered"
    """Asked, not answered yet."""

    __hash__ = object.__hash__  # each is one object; Enum's own hash is Python code, run at every look-up


SPECIALS: frozenset[str] = frozenset(Special)

State = Answer | Missing
"""A special answer that is ``settled`` is the plain word, as any ordinary answer is."""


@dataclass(slots=True)
class View:
    """What is known of one case while its conditions are evaluated.

    ``states`` has every question and fact; ``findings`` and ``outcome`` are
    filled in once they are derived, for the measures that ask about them.
    ``outside`` are the outcomes outside the ladder, ``perhaps`` the questions
    that may be asked.
    """

    states: dict[str, State]
    parameters: Mapping[str, Decimal]
    findings: Mapping[str, Possible]
    outcome: str | None = None
    outside: frozenset[str] = frozenset()
    perhaps: tuple[str, ...] = ()


class Compiled(Protocol):
    """A condition ready to be evaluated."""

    def __call__(self, view: View) -> Possible:
        """The values the condition could have for this case."""
        ...


def holds(possible: Possible) -> bool:
    """Whether the condition is true whatever the unknown answers are."""
    return possible == TRUE


def could_hold(possible: Possible) -> bool:
    """Whether the condition is true for some value of the unknown answers."""
    return bool(possible & TRUE)


def _lift(operator: Callable[[int, int], int]) -> tuple[tuple[int, ...], ...]:
    def lifted(left: int, right: int) -> int:
        bits = [(a, b) for a, b in product((TRUE, FALSE, NEITHER), repeat=2) if left & a and right & b]
        return reduce(lambda found, pair: found | operator(*pair), bits, 0)

    return tuple(tuple(lifted(left, right) for right in range(8)) for left in range(8))


def _both(left: int, right: int) -> int:
    if FALSE in (left, right):
        return FALSE
    return NEITHER if NEITHER in (left, right) else TRUE


def _either(left: int, right: int) -> int:
    if TRUE in (left, right):
        return TRUE
    return NEITHER if NEITHER in (left, right) else FALSE


_AND, _OR = _lift(_both), _lift(_either)
_NOT = tuple((s & NEITHER) | (TRUE if s & FALSE else 0) | (FALSE if s & TRUE else 0) for s in range(8))

_ABSENT: Mapping[State, Possible] = {
    Missing.NOT_ASKED: NEITHER,
    Missing.PERHAPS_ASKED: ANYTHING,
    Missing.UNANSWERED: UNKNOWN,
    Special.NOT_RELEVANT: NEITHER,
    Special.CANNOT_ASSESS: UNKNOWN,
    Special.NOT_IN_PAPERS: UNKNOWN,
}
"""The value of any test of a name that has no answer. Look up no text here: a settled special answer is text."""


def compile_condition(condition: Node) -> Compiled:
    """Turn a condition into something to evaluate.

    It must have passed ``references``: names exist, options exist, bounds have the right type.
    """
    match condition:
        case nodes.Always():
            return lambda view: TRUE
        case nodes.All(parts):
            return all_of([compile_condition(part) for part in parts])
        case nodes.AnyOf(parts):
            return any_of([compile_condition(part) for part in parts])
        case nodes.Not(part):
            denied = compile_condition(part)
            return lambda view: _NOT[denied(view)]
        case nodes.Answered(name, values):
            return is_answer(name, frozenset(map(str, values)))
        case nodes.Compared(name, bounds):
            return all_of([_bound(name, word, bound) for word, bound in bounds])
        case nodes.Chosen(name, at_least, at_most):
            return _is_number_chosen(name, at_least or 0, at_most)
        case nodes.HasFinding(names):
            return any_of([is_finding(name) for name in names])
        case nodes.HasOutcome(names):
            return _is_outcome(frozenset(names))
        case _:
            assert_never(condition)


def all_of(parts: list[Compiled]) -> Compiled:
    """The parts joined by »and«: FALSE if one is, else NEITHER if one is, else TRUE; for sets, all combinations."""
    if len(parts) == 1:
        return parts[0]

    def test(view: View) -> Possible:
        found = TRUE
        for part in parts:
            found = _AND[found][part(view)]
            if found == FALSE:  # and stays so
                break
        return found

    return test


def any_of(parts: list[Compiled]) -> Compiled:
    """The parts joined by »or«: TRUE if one is, else NEITHER if one is, else FALSE; for sets, all combinations."""
    if len(parts) == 1:
        return parts[0]

    def test(view: View) -> Possible:
        found = FALSE
        for part in parts:
            found = _OR[found][part(view)]
            if found == TRUE:  # and stays so
                break
        return found

    return test


_MADE = tuple((s & TRUE) | (FALSE if s & (FALSE | NEITHER) else 0) for s in range(8))


def is_finding(name: str) -> Compiled:
    """Whether a finding is made; FALSE where it cannot be, as when its question is not asked, and for an unknown id."""
    return lambda view: _MADE[view.findings.get(name, FALSE)]


def _is_outcome(wanted: frozenset[str]) -> Compiled:
    """Whether the outcome is one of ``wanted``.

    Unknown in a case that cannot be assessed: an unknown answer decides its outcome. A case outside
    the ladder is neither on a step nor not on it, so where a step is wanted it gives NEITHER.
    FALSE where only outcomes outside the ladder are wanted, or that the case cannot be assessed.
    """
    steps = wanted - {NOT_ASSESSABLE}

    def test(view: View) -> Possible:
        outcome = view.outcome
        if outcome in wanted:
            return TRUE
        if outcome in (None, NOT_ASSESSABLE):
            return UNKNOWN
        return NEITHER if outcome in view.outside and not steps <= view.outside else FALSE

    return test


def settled(state: State, findings: Container[str]) -> State:
    """The state; but a special answer among ``findings`` as its plain word.

    The rubric gives that answer a finding, so it is known and not unknown: it
    equals no other answer, and a bound or a deadline gives NEITHER.
    """
    return state.value if isinstance(state, Special) and state.value in findings else state


def is_settled(state: State) -> bool:
    """Whether a state is text; for what is compared or counted that is a special answer made so."""
    return type(state) is str


@lru_cache(4096)  # a rubric asks for the same answers in many places, and its mutants all do
def is_answer(name: str, wanted: frozenset[str]) -> Compiled:
    """Whether the answer is one of ``wanted``, for a multi whether one of them is chosen.

    A special answer in ``wanted`` gives TRUE when it is given. Any other gives what ``_ABSENT``
    says; but where only special answers are wanted, an unknown one that is not among them gives FALSE.
    """
    ordinary, special = wanted - SPECIALS, wanted & SPECIALS
    values = values_of(ordinary)
    known = () if ordinary else (Special.CANNOT_ASSESS, Special.NOT_IN_PAPERS)
    absent: Mapping[State, Possible] = _ABSENT
    if special:
        absent = {**_ABSENT, **dict.fromkeys(known, FALSE), **dict.fromkeys(special, TRUE)}

    def test(view: View) -> Possible:
        state = view.states[name]
        if type(state) is str:
            return TRUE if state in wanted else FALSE
        missing = absent.get(state)
        if missing is not None:
            return missing
        if not ordinary:
            return FALSE
        if isinstance(state, tuple):
            return FALSE if wanted.isdisjoint(state) else TRUE
        return TRUE if state in values else FALSE

    return test


def _is_number_chosen(name: str, least: int, most: int | None) -> Compiled:
    """Whether from ``least`` to ``most`` options are chosen; NEITHER for a special answer that is settled."""

    def test(view: View) -> Possible:
        state = view.states[name]
        if isinstance(state, tuple):
            return TRUE if least <= len(state) and (most is None or len(state) <= most) else FALSE
        return NEITHER if is_settled(state) else _ABSENT[state]

    return test


_SIDES: Mapping[BoundWord, Callable[[Any, Any], bool]] = {"at_most": le, "at_least": ge, "before": lt, "after": gt}


def _bound(name: str, word: BoundWord, bound: Bound) -> Compiled:
    limit = _limit(bound)
    within = _SIDES[word]

    def test(view: View) -> Possible:
        value, other = view.states[name], limit(view)
        if type(value) is type(other) and not isinstance(value, str | Missing):
            return TRUE if within(value, other) else FALSE
        if is_settled(value) or is_settled(other):
            return NEITHER
        missing = (_ABSENT.get(value, 0), _ABSENT.get(other, 0))
        assert any(missing), "references checks the types"
        return NEITHER if NEITHER in missing else missing[0] | missing[1]

    return test


def _limit(bound: Bound) -> Callable[[View], State]:
    """The right side of a comparison: a number, a date, a parameter or another question."""
    match bound:
        case nodes.ParameterBound(name):
            return lambda view: view.parameters.get(name, Missing.UNANSWERED)
        case nodes.AnswerBound(name):
            return lambda view: view.states[name]
        case _:
            value = literal(bound)
            assert value is not None, "references checks the bounds"
            return lambda view: value
