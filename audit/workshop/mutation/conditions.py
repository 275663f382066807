"""Small changes of one condition, each with the Danish text for what no test decides if none notices it.

A change takes one step: a part is left out, ``not`` is dropped, ``all`` and
``any`` change places, a limit moves by one, an answer becomes another answer.
(R. A. DeMillo, R. J. Lipton and F. G. Sayward, Hints on Test Data Selection,
Computer 11(4), 1978: tests that notice small changes notice large ones.)
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, assert_never

from audit.rubric import condition as nodes
from audit.rubric.condition import Bound, BoundWord, Node, flow, keys
from audit.rubric.model import Fact, Rubric
from audit.rubric.types import shifted
from audit.wording.quoting import quoted

Change = tuple[Node | None, str]
"""What stands instead, None for nothing, and the rest of the sentence »ingen prøve afgør«."""

_OTHER: Mapping[BoundWord, BoundWord] = {
    "at_most": "at_least",
    "at_least": "at_most",
    "before": "after",
    "after": "before",
}
_LEAST: Mapping[BoundWord, str] = {"at_most": "højst", "at_least": "mindst", "before": "under", "after": "over"}
_EARLIEST: Mapping[BoundWord, str] = {
    "at_most": "senest",
    "at_least": "tidligst",
    "before": "før",
    "after": "efter",
}
_WITH_LIMIT: Mapping[BoundWord, BoundWord] = {"before": "at_most", "after": "at_least"}
"""The word by which the limit itself is in too."""
_HOW_MANY = {nodes.All: "alle dele", nodes.AnyOf: "blot én del"}


class Answers:
    """The possible answers to each name in a condition, and how a Danish sentence refers to them."""

    def __init__(self, rubric: Rubric) -> None:
        self._rubric = rubric

    def called(self, name: str) -> str:
        """A name in Danish: fundet, udfaldet, svaret på »name« or oplysningen »name«."""
        kind = {"finding": "fundet", "outcome": "udfaldet"}.get(name)
        return kind or ("svaret på " if name in self._rubric.questions else "oplysningen ") + quoted(name)

    def one(self, name: str, word: str) -> str:
        """One answer in Danish: fundet »word«, udfaldet »word«, svaret »word« på »name«, or »word« for a fact."""
        kind = {"finding": "fundet", "outcome": "udfaldet"}.get(name)
        if kind:
            return f"{kind} {quoted(word)}"
        return f"svaret {quoted(word)} på {quoted(name)}" if name in self._rubric.questions else quoted(word)

    def limits(self, name: str) -> Mapping[BoundWord, str]:
        """The Danish words for each side of a limit, of dates or of numbers."""
        asked: Any = self._rubric.questions.get(name) or self._rubric.facts[name]
        return _EARLIEST if asked.kind.of_days else _LEAST

    def most_chosen(self, name: str) -> int:
        """How many answers at most can be chosen together."""
        question = self._rubric.questions[name]
        return len(question.labels) - len(question.alone)

    def of(self, name: str) -> tuple[str, ...]:
        """The answers to a question, the values of a fact, all findings or all outcomes; () for any other."""
        if name == "finding":
            return tuple(self._rubric.found)
        if name == "outcome":
            return self._rubric.all_outcomes
        asked: Any = self._rubric.questions.get(name) or self._rubric.facts[name]
        special = () if isinstance(asked, Fact) else tuple(map(str, asked.allow))
        return (*asked.labels, *special)


def changes(condition: Node, answers: Answers) -> Iterator[Change]:
    """All small changes of a checked condition, in the order it is written; none of one that always holds."""
    if len(keys(condition)) == 1 and condition != nodes.Always():
        yield None, f" betydningen af {spoken(condition)}"
    match condition:
        case nodes.All() | nodes.AnyOf():
            yield from _of_parts(condition, answers)
        case nodes.Not(part):
            yield part, f" »not« foran {spoken(part)}"
            yield from ((nodes.Not(instead), said) for instead, said in changes(part, answers) if instead is not None)
        case nodes.Compared(name):
            yield from _of_bounds(condition, answers.limits(name))
        case nodes.Answered(name, values):
            yield from ((nodes.Answered(name, left), said) for left, said in _of_words(name, values, answers))
        case nodes.Chosen():
            yield from _of_number(condition, answers.most_chosen(condition.name))
        case nodes.HasFinding(names):
            yield from ((nodes.HasFinding(left), said) for left, said in _of_words("finding", names, answers))
        case nodes.HasOutcome(names):
            yield from ((nodes.HasOutcome(left), said) for left, said in _of_words("outcome", names, answers))
        case nodes.Always():
            pass
        case _:
            assert_never(condition)


def spoken(condition: Node) -> str:
    """A condition inside »«, as YAML on one line without the outermost braces."""
    return quoted(flow(condition).removeprefix("{").removesuffix("}"))


def shown(value: Bound) -> str:
    """A limit as text: a parameter or other question by its name inside »«, else the value as YAML."""
    return quoted(value.name) if isinstance(value, nodes.ParameterBound | nodes.AnswerBound) else flow(value)


def _of_parts(condition: nodes.All | nodes.AnyOf, answers: Answers) -> Iterator[Change]:
    make, parts = type(condition), condition.parts
    for place, part in enumerate(parts):
        before, after = parts[:place], parts[place + 1 :]
        for instead, said in changes(part, answers):
            left = (*before, *(() if instead is None else (instead,)), *after)
            if left:
                yield make(left), said
        if len(keys(part)) > 1 and len(parts) > 1:
            yield make((*before, *after)), f" betydningen af {spoken(part)}"
    other = nodes.AnyOf if make is nodes.All else nodes.All
    if len(keys(condition)) > 1:
        yield other(parts), f", om det hele kræves: {' og '.join(map(spoken, parts))}"
    elif len(parts) > 1:
        yield other(parts), f", om {_HOW_MANY[make]} eller {_HOW_MANY[other]} kræves af {spoken(condition)}"


def _of_bounds(condition: nodes.Compared, words: Mapping[BoundWord, str]) -> Iterator[Change]:
    name, bounds = condition.name, condition.bounds
    for place, (word, bound) in enumerate(bounds):
        before, after = bounds[:place], bounds[place + 1 :]
        limit = f" grænsen {shown(bound)} i {quoted(name)}"
        for beside in shifted(bound):
            yield nodes.Compared(name, (*before, (word, beside), *after)), limit
        if word in _WITH_LIMIT:
            said = f", om {shown(bound)} selv er med i grænsen for {quoted(name)}"
            yield nodes.Compared(name, (*before, (_WITH_LIMIT[word], bound), *after)), said
        if len(bounds) > 1:
            yield nodes.Compared(name, (*before, *after)), limit
        else:
            either = f"{words[word]} eller {words[_OTHER[word]]} {shown(bound)}"
            yield nodes.Compared(name, ((_OTHER[word], bound),)), f", om {quoted(name)} skal være {either}"


def _of_number(condition: nodes.Chosen, most: int) -> Iterator[Change]:
    name, low, high = condition.name, condition.at_least, condition.at_most
    of_answers = f"antallet af svar på {quoted(name)}"
    if low is not None and low == high:
        others = [(beside, beside) for beside in (low - 1, low + 1) if 1 <= beside <= most]
        yield from ((nodes.Chosen(name, *other), f" tallet {low} for {of_answers}") for other in others)
        for either, other in (("mindst", (low, None)), ("højst", (None, low))):
            yield nodes.Chosen(name, *other), f", om {of_answers} skal være netop eller {either} {low}"
        return
    for limit, shifted_to, without in (
        (low, lambda beside: (beside, high), (None, high)),
        (high, lambda beside: (low, beside), (low, None)),
    ):
        if limit is None:
            continue
        said = f" grænsen {limit} for {of_answers}"
        for beside in (limit - 1, limit + 1):
            if 1 <= beside <= most:
                yield nodes.Chosen(name, *shifted_to(beside)), said
        if without != (None, None):
            yield nodes.Chosen(name, *without), said
    if low is None or high is None:
        said = f", om {of_answers} skal være mindst eller højst {high if low is None else low}"
        yield nodes.Chosen(name, high, low), said


def _of_words(key: str, wanted: tuple[Any, ...], answers: Answers) -> Iterator[tuple[tuple[Any, ...], str]]:
    known = answers.of(key)
    others = [word for word in known if word not in wanted]
    for place, word in enumerate(wanted):
        rest = (*wanted[:place], *wanted[place + 1 :])
        if rest:
            yield rest, f", om {answers.one(key, shown(word))} hører med"
        if others and word in known:
            other = _next(word, others, known)
            either = f"{quoted(shown(word))} eller {quoted(other)}"
            yield (*rest, other), f", om {answers.called(key)} skal være {either}"
        elif word not in known:
            for beside in shifted(word):
                yield (*rest, beside), f" {quoted(shown(word))} i {quoted(key)}"


def _next(word: str, others: Sequence[str], known: Sequence[str]) -> str:
    """The first of ``others`` that comes after the word in ``known``; the last of ``others`` if none does."""
    return next((other for other in others if known.index(other) > known.index(word)), others[-1])
