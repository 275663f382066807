"""Lists the conditions of a rubric with their places, and the names in a condition."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, assert_never

from audit.rubric import condition as nodes
from audit.rubric.condition import Node, leaves
from audit.rubric.findings import Finding
from audit.rubric.model import Rubric
from audit.rubric.types import Question
from audit.wording.quoting import quoted

Path = tuple[str | int, ...]

Kind = Literal[
    "ask", "finding", "measure", "recommendation", "class", "outcome", "limits", "allow", "force", "percent", "fact"
]


class Part(NamedTuple):
    """What a condition decides: the kind, and the id of the question, finding, measure or the like."""

    kind: Kind
    name: str


@dataclass(frozen=True, slots=True)
class Place:
    """A condition: its path, what it decides, and its value when left out (``gone``; ``...``: it is required).

    ``key`` and ``name`` say in Danish where that is.
    """

    path: Path
    part: Part
    condition: Node | None
    key: str
    name: str
    gone: Any = ...

    @property
    def where(self) -> str:
        """The place in Danish, for a sentence: ``key`` and the quoted ``name``."""
        return f"{self.key} {quoted(self.name)}"


def places(rubric: Rubric) -> Iterator[Place]:
    """Every place in the rubric that can have a condition; ``condition`` is None where there is none."""
    for name, fact in rubric.facts.items():
        at: Path = ("facts", name, "required_if")
        yield Place(at, Part("fact", name), fact.required_if, "»required_if« på oplysningen", name, None)
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
            yield Place(("measures", number, field), own, condition, key, measure.id, nodes.Always())
    for name, recommendation in rubric.recommendations.items():
        path = ("recommendations", name, "among")
        yield Place(
            path, Part("recommendation", name), recommendation.among, "»among« på anbefalingen", name, nodes.Always()
        )


def questions(rubric: Rubric) -> Iterator[tuple[Path, Question]]:
    """The questions with their paths."""
    for number, section in enumerate(rubric.sections):
        for place, question in enumerate(section.questions):
            yield ("sections", number, "questions", place), question


def findings(rubric: Rubric) -> Iterator[tuple[Path, Finding]]:
    """All findings with their paths; one that several answers share only at its first place."""
    seen: set[str] = set()
    for path, question in questions(rubric):
        for answer, finding in question.findings.items():
            if finding.id not in seen:
                seen.add(finding.id)
                yield (*path, "findings", answer), finding
    yield from ((("findings", number), finding) for number, finding in enumerate(rubric.findings))
    yield from ((("deadlines", number), finding) for number, finding in enumerate(rubric.deadlines))


def parameters_used(rubric: Rubric) -> Iterator[tuple[str, Part]]:
    """The parameters that conditions and deadlines name, each with the part that names it; repeats too."""
    for place in places(rubric):
        yield from ((name, place.part) for kind, name in names_in(place.condition) if kind == "parameter")
    for late in rubric.deadlines:
        yield from ((name, Part("finding", late.id)) for name in late.parameters)


def names_in(condition: Node | None) -> Iterator[tuple[str, str]]:
    """The names in a condition, repeats too: ("name" | "finding" | "outcome" | "parameter", id)."""
    for leaf in leaves(condition):
        match leaf:
            case nodes.HasFinding(names):
                yield from (("finding", name) for name in names)
            case nodes.HasOutcome(names):
                yield from (("outcome", name) for name in names)
            case nodes.Answered(name) | nodes.Chosen(name):
                yield "name", name
            case nodes.Compared(name, bounds):
                yield "name", name
                for _, bound in bounds:
                    if isinstance(bound, nodes.ParameterBound | nodes.AnswerBound):
                        yield "parameter" if isinstance(bound, nodes.ParameterBound) else "name", bound.name
            case _:
                assert_never(leaf)
