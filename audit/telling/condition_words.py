"""A rubric's conditions in words.

»{skriftlig: ja}« becomes »spørgsmål 1.1 er besvaret med »Ja««, or with the
question's own words where ``full``. »not« is said of each part by itself
(»besvaret med andet end«, »under 6«): De Morgan's laws hold for the values of
``conditions``, and a reader need not turn a whole sentence round.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, assert_never

from audit.nouns import Noun
from audit.rubric import condition as nodes
from audit.rubric.condition import Bound, Node
from audit.rubric.model import Rubric
from audit.rubric.parts import NOT_ASSESSABLE, Special
from audit.rubric.types import literal_words
from audit.wording.labels import readable
from audit.wording.lists import clause, listed, quoted


@dataclass(frozen=True, slots=True)
class Mention:
    """A part of the rubric named in a sentence. ``anchor``: where that part is explained on a page."""

    text: str
    anchor: str


Words = tuple[str | Mention, ...]
"""A sentence or a part of one."""


@dataclass(frozen=True, slots=True)
class Single:
    """One test of a condition, in words."""

    words: Words


@dataclass(frozen=True, slots=True)
class Group:
    """Several conditions: ``every`` one must hold, or at least one."""

    every: bool
    parts: tuple["Said", ...]


Said = Single | Group

_BOUNDS = {
    ("at_least", False): ("mindst", "tidligst"),
    ("at_most", False): ("højst", "senest"),
    ("at_least", True): ("under", "før"),
    ("at_most", True): ("over", "efter"),
    ("before", False): ("under", "før"),
    ("after", False): ("over", "efter"),
    ("before", True): ("mindst", "tidligst"),
    ("after", True): ("højst", "senest"),
}
"""By (bound, whether it is denied): the word for numbers and the word for days."""

_COMPARED = {
    "mindst": "mindst så højt som",
    "højst": "højst så højt som",
    "under": "lavere end",
    "over": "højere end",
    "tidligst": "tidligst samme dag som",
    "senest": "senest samme dag som",
}
"""The words of ``_BOUNDS`` when the bound is another answer; »før« and »efter« are unchanged."""


class ConditionWords:
    """Says the conditions of one rubric in Danish.

    ``fact_labels`` has names of facts the rubric does not name itself. With
    ``full`` a question is named by its text the first time a condition speaks
    of it, and by its number after that; without, by its number alone.
    """

    def __init__(self, rubric: Rubric, fact_labels: Mapping[str, str] | None = None, *, full: bool = False) -> None:
        self.rubric = rubric
        self.fact_labels = fact_labels or {}
        self.full = full
        self.numbers = question_numbers(rubric)
        self._facts = {name: place for place, name in enumerate(rubric.facts, 1)}
        self._parameters = {name: place for place, name in enumerate(rubric.parameters, 1)}

    def say(self, condition: Node) -> str:
        """A condition in one clause that can follow »når«."""
        return _in_line(self.tree(condition))

    def tree(self, condition: Node) -> Said:
        """A condition with its parts; several keys must all hold."""
        return _Reading(self).said(condition, denied=False)

    def name(self, name: str) -> Mention:
        """A question by its number, a fact by its name."""
        if name in self.numbers:
            return Mention(f"spørgsmål {self.numbers[name]}", question_anchor(self.numbers[name]))
        return Mention(f"»{self.label(name)}«", f"oplysning-{self._facts.get(name, 0)}")

    def name_in_full(self, name: str) -> Words:
        """A question by its text with its number, a fact by its name."""
        if name not in self.numbers:
            return (self.name(name),)
        number = self.numbers[name]
        return (f"»{self.rubric.questions[name].text}« (", Mention(number, question_anchor(number)), ")")

    def label(self, fact: str) -> str:
        """The name of a fact."""
        return self.fact_labels.get(fact) or self.rubric.fact_labels.get(fact) or readable(fact)

    def parameter(self, name: str) -> Mention:
        """A parameter by its name."""
        declared = self.rubric.parameters.get(name)
        label = (declared.label if declared else "") or readable(name)
        return Mention(f"»{label}«", f"tal-{self._parameters.get(name, 0)}")


class _Reading:
    """Says one condition; ``named`` are the questions already named in full."""

    def __init__(self, words: ConditionWords) -> None:
        self.words = words
        self.rubric = words.rubric
        self.named: set[str] = set()

    def said(self, node: Node, denied: bool) -> Said:
        match node:
            case nodes.Always():
                return Single((f"{self.rubric.case.the_one} er med i undersøgelsen",))
            case nodes.All(parts):
                return _group(not denied, [self.said(part, denied) for part in parts])
            case nodes.AnyOf(parts):
                return _group(denied, [self.said(part, denied) for part in parts])
            case nodes.Not(part):
                return self.said(part, not denied)
            case nodes.HasFinding(names):
                return Single((_of_findings(self.rubric.case, [self._finding(name) for name in names], denied),))
            case nodes.HasOutcome(names):
                return Single((_of_outcomes(self.rubric, names, denied),))
            case nodes.Compared(name, bounds):
                return _group(not denied, [self._bound(name, word, end, denied) for word, end in bounds])
            case nodes.Chosen(name, at_least, at_most):
                return self._number(name, at_least, at_most, denied)
            case nodes.Answered(name, values):
                return Single(self._answered(name, values, denied))
            case _:
                assert_never(node)

    def _name(self, name: str) -> Words:
        if not self.words.full or name in self.named:
            return (self.words.name(name),)
        self.named.add(name)
        return self.words.name_in_full(name)

    def _answered(self, name: str, values: Sequence[Any], denied: bool) -> Words:
        question = self.rubric.questions.get(name)
        said = [self._value(name, value) for value in values]
        if question is None:
            return (
                *self._name(name),
                " er andet end " if denied else " er ",
                listed(said, "og" if denied else "eller"),
            )
        if question.many:
            return (*self._name(name), " er besvaret ", _of_several(said, denied))
        how = f"med andet end {listed(said)}" if denied else f"med {listed(said, 'eller')}"
        return (*self._name(name), f" er besvaret {how}")

    def _number(self, name: str, at_least: int | None, at_most: int | None, denied: bool) -> Said:
        if at_least is not None and at_least == at_most:
            how = f"med et andet antal svar end {at_least}" if denied else f"med netop {at_least} svar"
            return Single((*self._name(name), f" er besvaret {how}"))
        words = {"færre end": at_least, "flere end": at_most} if denied else {"mindst": at_least, "højst": at_most}
        ends = [(word, limit) for word, limit in words.items() if limit is not None]
        return _group(
            not denied, [Single((*self._name(name), f" er besvaret med {word} {limit} svar")) for word, limit in ends]
        )

    def _value(self, name: str, value: Any) -> str:
        declared = self.rubric.questions.get(name) or self.rubric.facts.get(name)
        if declared and declared.kind.comparable and value not in tuple(Special):
            return _limit_words(value, declared.counted_in)
        return f"»{(declared.answer_labels if declared else {}).get(str(value)) or readable(str(value))}«"

    def _finding(self, name: str) -> str:
        return clause(self.rubric.finding_labels.get(name) or readable(name))

    def _bound(self, name: str, word: str, end: Bound, denied: bool) -> Said:
        declared = self.rubric.questions.get(name) or self.rubric.facts.get(name)
        of_days = declared is not None and declared.kind.of_days
        how = _BOUNDS[word, denied][of_days]
        subject: Words = (*(("svaret på ",) if name in self.words.numbers else ()), *self._name(name))
        match end:
            case nodes.ParameterBound(parameter):
                return Single((*subject, f" er {how} ", self.words.parameter(parameter)))
            case nodes.AnswerBound(other):
                of_other = ("svaret på ",) if other in self.words.numbers else ()
                return Single((*subject, f" er {_COMPARED.get(how, how)} ", *of_other, *self._name(other)))
            case _:
                unit = declared.counted_in if declared else ""
                return Single((*subject, f" er {how} {_limit_words(end, unit)}"))


def question_numbers(rubric: Rubric) -> dict[str, str]:
    """Each question's number: »2.3« is the third question of the second section."""
    return {
        question.id: f"{chapter}.{place}"
        for chapter, section in enumerate(rubric.sections, 1)
        for place, question in enumerate(section.questions, 1)
    }


def question_anchor(number: str) -> str:
    """The anchor on a page of the question with that number."""
    return f"spoergsmaal-{number}"


def plain_words(words: Words) -> str:
    """A sentence as text."""
    return "".join(part if isinstance(part, str) else part.text for part in words)


def _group(every: bool, parts: list[Said]) -> Said:
    """Parts that must all hold, or one of them; a group within one of its own kind is flattened."""
    if len(parts) == 1:
        return parts[0]
    flat: list[Said] = []
    for part in parts:
        flat += part.parts if isinstance(part, Group) and part.every == every else [part]
    return Group(every, tuple(flat))


def _in_line(said: Said) -> str:
    if isinstance(said, Single):
        return plain_words(said.words)
    parts = [f"({_in_line(part)})" if isinstance(part, Group) else _in_line(part) for part in said.parts]
    return f"både {listed(parts)}" if said.every else f"enten {listed(parts, 'eller')}"


def _of_several(said: list[str], denied: bool) -> str:
    if denied:
        return listed([f"uden {one}" for one in said])
    return f"med {said[0]}" if len(said) == 1 else f"med mindst ét af svarene {listed(said, 'eller')}"


def _of_findings(case: Noun, texts: list[str], denied: bool) -> str:
    if denied:
        return f"{case.the_one} er uden {'fundene' if len(texts) > 1 else 'fundet'} {quoted(texts, 'og')}"
    return f"der er fundet {quoted(texts)}"


def _of_outcomes(rubric: Rubric, values: Sequence[Any], denied: bool) -> str:
    texts = [rubric.outcome_label(str(value)) for value in values]
    subject, other = ("gruppen", "en anden") if rubric.outcomes.classes else ("udfaldet", "et andet")
    if not denied:
        return f"{subject} er {quoted(texts)}"
    on_a_step = rubric.outcomes.outside and not {NOT_ASSESSABLE, *rubric.outcomes.outside}.issuperset(values)
    return f"{subject} er {other} end {quoted(texts, 'og')}" + (" og ikke uden for rækken" if on_a_step else "")


def _limit_words(end: Any, unit: str) -> str:
    return f"{literal_words(end)} {unit}".rstrip()
