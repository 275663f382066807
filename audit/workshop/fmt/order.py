"""The order in which the formatter writes the keys of each part of a rubric.

Only the language's own keys are sorted. Names that a jurist gives (facts,
laws, options) and the parts of a condition keep the order of the file.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

ORDERS: Mapping[str, tuple[str, ...]] = {
    "Rubric": (
        *(
            "format",
            "id",
            "version",
            "title",
            "unit",
            "in_force",
            "facts",
            "parameters",
            "outcomes",
            "laws",
            "sections",
        ),
        *("findings", "days_off", "deadlines", "measures", "cross", "recommendations", "silence", "tests"),
    ),
    "NounWords": ("one", "many", "article", "the_one", "the_many"),
    "InForce": ("fact", "from", "to"),
    "Fact": ("type", "label", "required", "required_if", "min", "max", "options"),
    "Parameter": ("label", "unit", "values"),
    "DatedValue": ("from", "value", "source"),
    "Outcomes": ("ladder", "outside", "classes", "not_assessable", "rules", "else"),
    "Rule": ("class", "when"),
    "Law": ("cite", "source", "text"),
    "Section": ("id", "title", "questions", "tables"),
    "QuestionTable": ("title", "questions"),
    "Question": (
        *("id", "renamed_from", "text", "help", "law", "source", "ask_if"),
        *("type", "options", "exclusive", "each", "min", "max", "not_before", "unit", "required", "allow", "findings"),
    ),
    "FollowUp": ("text", "help", "options", "allow"),
    "Finding": ("id", "outcome", "text", "recommend", "law"),
    "CombinedFinding": ("id", "when", "outcome", "text", "recommend", "law", "source"),
    "Deadline": ("id", "start", "end", "not_before", "within", "when", "outcome", "text", "recommend", "law", "source"),
    "Within": ("days", "weeks", "months", "years", "workdays", "on_day_off"),
    "Measure": ("id", "label", "number", "unit", "when", "count", "among", "among_label"),
    "Recommendation": ("text", "at_least_percent", "among", "among_label", "section"),
    "Silence": ("rule", "at", "reason"),
    "InlineTest": ("name", "facts", "given", "expect"),
    "Expectation": (
        *("outcome", "findings", "recommend", "measures", "recommendations", "not_asked", "refused", "missing"),
    ),
}
"""The keys of each model in order, by the model's name; all types of question share "Question"."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The order of a mapping's keys (() for as written), and the shapes under them (``*``: any key or list item)."""

    order: Sequence[str] = ()
    inside: "Mapping[str, Shape]" = field(default_factory=dict)

    def under(self, key: str) -> "Shape":
        """The shape under a key, or of a list's items (``*``); ``NOTHING`` if none is known."""
        return self.inside.get(key) or self.inside.get("*") or NOTHING


NOTHING = Shape()


def _of(model: str, **inside: Shape) -> Shape:
    return Shape(ORDERS[model], inside)


def _each(shape: Shape) -> Shape:
    return Shape((), {"*": shape})


_QUESTION = _of("Question", findings=_each(_of("Finding")))
RUBRIC = _of(
    "Rubric",
    unit=_of("NounWords"),
    in_force=_of("InForce"),
    facts=_each(_of("Fact")),
    parameters=_each(_of("Parameter", values=_each(_of("DatedValue")))),
    outcomes=_of("Outcomes", rules=_each(_of("Rule"))),
    laws=_each(_of("Law")),
    sections=_each(_of("Section", questions=_each(_QUESTION))),
    findings=_each(_of("CombinedFinding")),
    deadlines=_each(_of("Deadline", not_before=_of("Within"), within=_of("Within"))),
    measures=_each(_of("Measure")),
    recommendations=_each(_of("Recommendation")),
    silence=_each(_of("Silence")),
    tests=_each(_of("InlineTest", expect=_of("Expectation"))),
)
"""The shape of a whole rubric."""
