"""Whether a case with a finding can be in the denominator of a recommendation.

Keeps mutants from asking a jurist whether a fault that only sager om
ressourceforløb have speaks for a recommendation counted in sager om fleksjob.
"""

from collections.abc import Iterator
from typing import assert_never

from audit.rubric import condition as nodes
from audit.rubric.condition import Node, leaves
from audit.rubric.findings import CombinedFinding, Finding
from audit.rubric.model import Deadline, Rubric

_Needs = dict[str, frozenset[str] | None]
"""For each question or fact that must be answered: the answers that will do, or None for any."""


def meets(rubric: Rubric, finding: Finding, recommendation: str) -> bool:
    """False if finding and ``among`` require different answers to one question or fact; else True, also if unsure."""
    among = rubric.recommendations[recommendation].among
    one = _needs(rubric, _of_finding(rubric, finding))
    other = _needs(rubric, _plainly(among))
    pairs = ((one[name], other[name]) for name in one.keys() & other.keys())
    return not any(first is not None and second is not None and first.isdisjoint(second) for first, second in pairs)


def _needs(rubric: Rubric, first: Iterator[tuple[str, frozenset[str] | None]]) -> _Needs:
    """The required answers by name, with those that each question's ``ask_if`` requires; None for a multi."""
    needs: _Needs = {}
    waiting = list(first)
    while waiting:
        name, answers = waiting.pop()
        question = rubric.questions.get(name)
        if question and question.many:
            answers = None  # several can be chosen
        if name not in needs and question and question.ask_if:
            waiting += _plainly(question.ask_if)
        known = needs.get(name)
        needs[name] = answers if known is None else known if answers is None else known & answers
    return needs


def _of_finding(rubric: Rubric, finding: Finding) -> Iterator[tuple[str, frozenset[str] | None]]:
    if isinstance(finding, CombinedFinding):
        yield from _plainly(finding.when)
    elif isinstance(finding, Deadline):
        yield from ((finding.start, None), (finding.end, None))
        yield from _plainly(finding.when)
    else:
        for name, question in rubric.questions.items():
            if answers := frozenset(answer for answer, own in question.findings.items() if own.id == finding.id):
                yield name, answers


def _plainly(node: Node | None) -> Iterator[tuple[str, frozenset[str] | None]]:
    """The names a condition requires an answer to, and which answers (None: any); ``any`` is not looked into."""
    match node:
        case nodes.All(parts):
            for part in parts:
                yield from _plainly(part)
        case nodes.Not(part):
            denied = [leaf.name for leaf in leaves(part) if not isinstance(leaf, nodes.HasFinding | nodes.HasOutcome)]
            yield from ((name, None) for name in denied if len(denied) == 1)
        case nodes.Answered(name, values):
            yield name, frozenset(map(str, values))
        case nodes.Compared(name) | nodes.Chosen(name):
            yield name, None
        case None | nodes.Always() | nodes.AnyOf() | nodes.HasFinding() | nodes.HasOutcome():
            pass
        case _:
            assert_never(node)
