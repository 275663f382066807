"""Where a rubric has its conditions, and what they speak of."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from audit.rubric.model import Rubric
from audit.rubric.parts import Condition
from audit.rubric.questions import Question
from audit.words import quoted

Path = tuple[str | int, ...]

Kind = Literal["ask", "finding", "measure", "advice", "class", "outcome", "limits", "percent"]


class Part(NamedTuple):
    """Something a case can show: whether a question is asked, a finding is made, a case is counted."""

    kind: Kind
    name: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a condition stands, what it decides, and what stands there when it is gone (``...``: it must be there)."""

    path: Path
    part: Part
    condition: Condition | Literal["all"] | None
    where: str
    gone: Any = ...


def places(rubric: Rubric) -> Iterator[Place]:
    """Every place that takes a condition."""
    for path, question in questions(rubric):
        yield Place(
            (*path, "ask_if"), Part("ask", question.id), question.ask_if, f"»ask_if« på {quoted(question.id)}", None
        )
    for number, found in enumerate(rubric.findings):
        where = f"»when« på fundet {quoted(found.id)}"
        yield Place(("findings", number, "when"), Part("finding", found.id), found.when, where)
    for number, late in enumerate(rubric.deadlines):
        where = f"»when« på fristen {quoted(late.id)}"
        yield Place(("deadlines", number, "when"), Part("finding", late.id), late.when, where, None)
    for number, rule in enumerate(rubric.outcomes.rules):
        where = f"regel {number + 1} for gruppen {quoted(rule.class_)}"
        yield Place(("outcomes", "rules", number, "when"), Part("class", ""), rule.when, where)
    for number, measure in enumerate(rubric.measures):
        part, where = Part("measure", measure.id), f"på nøgletallet {quoted(measure.id)}"
        yield Place(("measures", number, "count"), part, measure.count, f"»count« {where}", "all")
        yield Place(("measures", number, "among"), part, measure.among, f"»among« {where}", "all")
    for name, advice in rubric.recommendations.items():
        where = f"»among« på anbefalingen {quoted(name)}"
        yield Place(("recommendations", name, "among"), Part("advice", name), advice.among, where, "all")


def questions(rubric: Rubric) -> Iterator[tuple[Path, Question]]:
    """The questions with their paths."""
    for number, section in enumerate(rubric.sections):
        for place, question in enumerate(section.questions):
            yield ("sections", number, "questions", place), question


def leaves(condition: Any) -> Iterator[tuple[str, Any]]:
    """The tests a condition is made of: a name, ``finding`` or ``outcome``, with what it is compared with."""
    for key, value in condition.items() if isinstance(condition, Mapping) else ():
        if key in ("all", "any"):
            for part in value:
                yield from leaves(part)
        elif key == "not":
            yield from leaves(value)
        else:
            yield key, value


def names_in(condition: Any) -> Iterator[tuple[str, str]]:
    """What a condition speaks of: ("name" | "finding" | "outcome" | "parameter", id)."""
    for key, value in leaves(condition):
        if key in ("finding", "outcome"):
            yield from ((key, str(word)) for word in (value if isinstance(value, list | tuple) else [value]))
            continue
        yield "name", key
        for bound in value.values() if isinstance(value, Mapping) else ():
            for word, name in bound.items() if isinstance(bound, Mapping) else ():
                yield ("parameter" if word == "parameter" else "name"), str(name)
