"""Where a rubric has its conditions, and what they speak of."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from audit.rubric.model import Rubric
from audit.rubric.parts import Condition
from audit.rubric.types import Question
from audit.wording.quoting import quoted

Path = tuple[str | int, ...]

Kind = Literal["ask", "finding", "measure", "recommendation", "class", "outcome", "limits", "percent"]


class Part(NamedTuple):
    """Something a case can show: whether a question is asked, a finding is made, a case is counted."""

    kind: Kind
    name: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a condition stands, what it decides, and what stands there when it is gone (``...``: it must be there).

    ``key`` and ``name`` say in Danish where that is.
    """

    path: Path
    part: Part
    condition: Condition | Literal["all"] | None
    key: str
    name: str
    gone: Any = ...

    @property
    def where(self) -> str:
        """The place in Danish, as a sentence names it; only made when it is asked for, as it is seldom."""
        return f"{self.key} {quoted(self.name)}"


def places(rubric: Rubric) -> Iterator[Place]:
    """Every place that takes a condition."""
    for path, question in questions(rubric):
        own = Part("ask", question.id)
        yield Place((*path, "ask_if"), own, question.ask_if, "»ask_if« på", question.id, None)
    for number, found in enumerate(rubric.findings):
        path = ("findings", number, "when")
        yield Place(path, Part("finding", found.id), found.when, "»when« på fundet", found.id)
    for number, late in enumerate(rubric.deadlines):
        path = ("deadlines", number, "when")
        yield Place(path, Part("finding", late.id), late.when, "»when« på fristen", late.id, None)
    for number, rule in enumerate(rubric.outcomes.rules):
        path = ("outcomes", "rules", number, "when")
        yield Place(path, Part("class", ""), rule.when, f"regel {number + 1} for gruppen", rule.class_)
    for number, measure in enumerate(rubric.measures):
        own = Part("measure", measure.id)
        for field, condition in (("count", measure.count), ("among", measure.among)):
            key = f"»{field}« på nøgletallet"
            yield Place(("measures", number, field), own, condition, key, measure.id, "all")
    for name, recommendation in rubric.recommendations.items():
        path = ("recommendations", name, "among")
        yield Place(path, Part("recommendation", name), recommendation.among, "»among« på anbefalingen", name, "all")


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
