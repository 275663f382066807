"""Carries the answers of one assessment to a new rubric: which are renamed, changed or taken away."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from audit.errors import Problem
from audit.revision.collected import Given, as_answer
from audit.revision.plan import Plan
from audit.rubric.facts import read_facts
from audit.rubric.model import Rubric
from audit.rubric.required import Required
from audit.rubric.values import Answer, NotAnAnswer
from audit.wording.dates import date_digits


@dataclass(frozen=True, slots=True)
class Move:
    """A change to one stored answer: a new name, a new value, or its removal.

    ``source`` is the name it is stored under, ``target`` the name it gets;
    ``after`` is None when it is taken away, so that the question is asked again.
    """

    source: str
    target: str
    after: Given | None
    reason: str


@dataclass(frozen=True, slots=True)
class Carried:
    """The answers of one assessment after the change of rubric, and the changes that lead there.

    ``answers`` are by the new name; one to a removed question keeps its old name. Make ``moves`` in order.
    """

    answers: Mapping[str, Given]
    moves: tuple[Move, ...]


def carry(plan: Plan, stored: Mapping[str, Given]) -> Carried:
    """The answers of one assessment, ``stored`` by name, under the new rubric. AssertionError if one is undecided."""
    answers: dict[str, Given] = {}
    moves: list[Move] = []
    for source, given in stored.items():
        target = plan.targets.get(source, source)
        resolved = plan.resolve(source, given)
        if resolved.given is not None:
            answers[target] = resolved.given
        if (target, resolved.given) != (source, given):
            renamed = f"spørgsmålet hedder nu »{target}«" if target != source else ""
            reason = "; ".join(part for part in (renamed, resolved.reason) if part)
            moves.append(Move(source, target, resolved.given, reason))
    return Carried(answers, tuple(moves))


def answers_for(rubric: Rubric, answers: Mapping[str, Given]) -> dict[str, Answer]:
    """The stored answers as values for evaluation; answers to questions the rubric does not have are left out."""
    return {
        name: as_answer(rubric.questions[name], given) for name, given in answers.items() if name in rubric.questions
    }


def unfit_facts(rubric: Rubric, case: str, facts: Mapping[str, str]) -> Iterator[Problem]:
    """Why a drawn case cannot be scored: a required fact is missing, a fact is refused, or it is not in force then."""
    read: dict[str, str | Decimal | date] = {}
    for name, text in facts.items():
        try:
            read |= read_facts(rubric, {name: text})
        except NotAnAnswer as refusal:
            yield Problem(f"{rubric.case.the_one} {case}: {refusal}")
            read[name] = text  # it is there, and its mistake is named
    for name in Required(rubric).lacking(read):
        yield Problem(f"{rubric.case.the_one} {case} har ikke oplysningen »{name}«.")
    rule = rubric.in_force
    day = read.get(rule.fact) if rule else None
    if rule and isinstance(day, date) and not rule.covers(day):
        yield Problem(
            f"{rubric.case.the_one} {case} ligger uden for den periode, måleskemaet gælder for ({date_digits(day)})."
        )
