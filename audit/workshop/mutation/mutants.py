"""Mutants: a rubric with one small change, to see whether its own tests notice.

A mutant names the parts of the rubric it can affect (``parts``), so that
``equivalence`` needs to evaluate only those.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from audit.rubric.condition import Always, keys
from audit.rubric.findings import Finding
from audit.rubric.made import made_of
from audit.rubric.model import Rubric
from audit.rubric.parts import Special
from audit.rubric.places import Part, Path, names_in, parameters_used, places, questions
from audit.rubric.types import DAYS, Question, shifted
from audit.rubric.values import encode
from audit.rubric.within import UNITS
from audit.rubric.workdays import DayOff
from audit.wording.quoting import quoted
from audit.workshop.mutation.conditions import Answers, changes, shown, spoken
from audit.workshop.mutation.denominators import additions
from audit.workshop.mutation.meeting import meets


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: ``value`` stands at ``path`` (fields by their Python names).

    ``said`` ends the sentence »ingen prøve afgør«.
    """

    path: Path
    value: Any
    said: str
    parts: tuple[Part, ...]

    def of(self, rubric: Rubric) -> Rubric:
        """The changed rubric."""
        changed: Rubric = _put(rubric, self.path, self.value)
        return changed

    @property
    def place(self) -> Path:
        """The path of the change with the file's names of keys (``from_`` becomes ``from``)."""
        return tuple(part.rstrip("_") if isinstance(part, str) else part for part in self.path)


def mutants(rubric: Rubric) -> tuple[Mutant, ...]:
    """All mutants of a rubric that has passed all checks, in the order of the file's parts."""
    return (
        *_of_conditions(rubric),
        *_of_findings(rubric),
        *_of_deadlines(rubric),
        *_of_classes(rubric),
        *_of_denominators(rubric),
        *_of_limits(rubric),
        *_of_allowed(rubric),
        *_of_force(rubric),
        *_of_parameters(rubric),
        *_of_percents(rubric),
    )


def _of_conditions(rubric: Rubric) -> Iterator[Mutant]:
    answers = Answers(rubric)
    for place in places(rubric):
        if place.condition is None:
            continue
        for instead, said in changes(place.condition, answers):
            if instead is None and place.gone is ...:
                continue
            value = place.gone if instead is None else instead
            yield Mutant(place.path, value, f"{said} ({place.where})", (place.part,))
        if len(keys(place.condition)) > 1 and place.gone is not ...:
            yield Mutant(place.path, place.gone, f" betydningen af {place.where}", (place.part,))


def _of_findings(rubric: Rubric) -> Iterator[Mutant]:
    for path, question in questions(rubric):
        own = question.findings
        for name in dict.fromkeys(finding.id for finding in own.values()):
            shared = [answer for answer, finding in own.items() if finding.id == name]
            for changed, said, parts in _of_finding(rubric, own[shared[0]]):
                value = {**own, **dict.fromkeys(shared, changed)}
                yield Mutant((*path, "findings"), value, said, parts)
        yield from _of_map((*path, "findings"), question)
    for field, made in (("findings", rubric.findings), ("deadlines", rubric.deadlines)):
        for number, finding in enumerate(made):
            for changed, said, parts in _of_finding(rubric, finding):
                yield Mutant((field, number), changed, said, parts)


def _of_finding(rubric: Rubric, finding: Finding) -> Iterator[tuple[Finding, str, tuple[Part, ...]]]:
    """The finding with its outcome one step beside (where there is a ladder), and one recommendation less or more."""
    steps = rubric.outcomes.steps if rubric.outcomes.ladder else ()
    name = quoted(finding.id)
    step = steps.index(finding.outcome) if steps else 0
    for beside in (step - 1, step + 1):
        if 0 <= beside < len(steps):
            said = f", om {name} betyder {quoted(finding.outcome)} eller {quoted(steps[beside])}"
            yield finding.model_copy(update={"outcome": steps[beside]}), said, (Part("outcome", finding.id),)
    for recommendation in finding.recommend:
        rest = tuple(other for other in finding.recommend if other != recommendation)
        said = f", om {name} taler for anbefalingen {quoted(recommendation)}"
        yield finding.model_copy(update={"recommend": rest}), said, (Part("recommendation", recommendation),)
    others = [name for name in rubric.recommendations if name not in finding.recommend and meets(rubric, finding, name)]
    likely = [Always(), *(rubric.recommendations[name].among for name in finding.recommend)]
    others.sort(key=lambda name: rubric.recommendations[name].among not in likely)  # those a case of the finding shows
    for more in others[:1]:
        said = f", om {name} også taler for anbefalingen {quoted(more)}"
        yield (
            finding.model_copy(update={"recommend": (*finding.recommend, more)}),
            said,
            (Part("recommendation", more),),
        )


def _of_map(path: Path, question: Question) -> Iterator[Mutant]:
    """A finding moved to the next answer, or swapped with the finding there; a shared one under one answer less.

    The last answer that leads to a finding is not taken away: a finding that no test brings about is named already.
    """
    own = question.findings
    answers = (*question.labels, *map(str, question.allow))
    parts = tuple(Part("finding", name) for name in dict.fromkeys(finding.id for finding in own.values()))
    for answer, finding in own.items():
        if sum(other.id == finding.id for other in own.values()) > 1:
            less = {other: kept for other, kept in own.items() if other != answer}
            said = f", om svaret {quoted(answer)} på {quoted(question.id)} fører til {quoted(finding.id)}"
            yield Mutant(path, less, said, parts)
        beside = answers[(answers.index(answer) + 1) % len(answers)]
        if beside != answer and own.get(beside) != finding:
            swapped = {**{word: kept for word, kept in own.items() if word != answer}, beside: finding}
            if beside in own:
                swapped[answer] = own[beside]
            said = (
                f", om {quoted(finding.id)} følger af {quoted(answer)} eller {quoted(beside)} på {quoted(question.id)}"
            )
            yield Mutant(path, swapped, said, parts)


def _of_deadlines(rubric: Rubric) -> Iterator[Mutant]:
    for number, late in enumerate(rubric.deadlines):
        for field, end in (("within", late.within), ("not_before", late.not_before)):
            if end is None:
                continue
            parts, path = (Part("finding", late.id),), ("deadlines", number, field)
            if "on_day_off" in end.model_fields_set:
                other = "samme_dag" if end.moves else "næste_arbejdsdag"
                said = f", om fristen {quoted(late.id)} løber til den næste arbejdsdag, når den sidste dag ikke er en"
                yield Mutant(path, end.model_copy(update={"on_day_off": other}), said, parts)
            if end.parameter:
                continue  # the values of a parameter are shifted where they stand
            unit = next(unit for unit in UNITS if getattr(end, unit) is not None)
            length = end.number(unit)
            called = "fristen" if field == "within" else "den korteste tid"
            said = f" {called} på {length} {_UNITS[unit]} i {quoted(late.id)}"
            for beside in (length - 1, length + 1):
                if beside >= 0:
                    yield Mutant(path, end.model_copy(update={unit: beside}), said, parts)
    yield from _of_days_off(rubric)


def _of_days_off(rubric: Rubric) -> Iterator[Mutant]:
    """Each day that may be a day off taken out or put in, where the rubric says which are."""
    parts = tuple(Part("finding", late.id) for late in rubric.deadlines if late.counts_days_off)
    for day in DayOff if "days_off" in rubric.model_fields_set else ():
        said = f", om {quoted(day)} er en arbejdsdag (»days_off«)"
        yield Mutant(("days_off",), rubric.days_off ^ {day}, said, parts)


_UNITS = {"days": "dage", "weeks": "uger", "months": "måneder", "years": "år", "workdays": "arbejdsdage"}


def _of_classes(rubric: Rubric) -> Iterator[Mutant]:
    rules, classes, parts = rubric.outcomes.rules, tuple(rubric.outcomes.classes), (Part("class", ""),)
    path: Path = ("outcomes", "rules")
    for number, rule in enumerate(rules):
        where = f"regel {number + 1} for gruppen {quoted(rule.class_)}"
        yield Mutant(path, (*rules[:number], *rules[number + 1 :]), f" betydningen af {where}", parts)
        if number + 1 < len(rules):
            swapped = (*rules[:number], rules[number + 1], rule, *rules[number + 2 :])
            yield Mutant(path, swapped, f" rækkefølgen af {where} og den næste", parts)
        if len(classes) > 1:
            other = classes[(classes.index(rule.class_) + 1) % len(classes)]
            said = f", om regel {number + 1} giver gruppen {quoted(rule.class_)} eller {quoted(other)}"
            yield Mutant((*path, number, "class_"), other, said, parts)
    if rubric.outcomes.else_ and len(classes) > 1:
        other = classes[(classes.index(rubric.outcomes.else_) + 1) % len(classes)]
        said = f", om de øvrige sager er gruppen {quoted(rubric.outcomes.else_)} eller {quoted(other)}"
        yield Mutant(("outcomes", "else_"), other, said, parts)


def _of_limits(rubric: Rubric) -> Iterator[Mutant]:
    for path, question in questions(rubric):
        for field, limit in zip(("min", "max"), question.limits, strict=True):
            for beside in question.beside(limit) if limit is not None else ():
                said = f" grænsen {encode(limit)[0]} (»{field}« på {quoted(question.id)})"
                yield Mutant((*path, field), beside, said, (Part("limits", question.id),))
    for name, fact in rubric.facts.items():
        for field, limit in zip(("min", "max"), fact.limits, strict=True):
            for beside in fact.kind.beside(limit) if limit is not None else ():
                said = f" grænsen {encode(limit)[0]} (»{field}« på oplysningen {quoted(name)})"
                yield Mutant(("facts", name, field), beside, said, (Part("limits", name),))


def _of_denominators(rubric: Rubric) -> Iterator[Mutant]:
    for place, condition, both in additions(rubric):
        yield Mutant(place.path, both, f", om {spoken(condition)} også kræves ({place.where})", (place.part,))


def _of_allowed(rubric: Rubric) -> Iterator[Mutant]:
    """A special answer taken away, and one more allowed: the one that most other questions allow.

    One that leads to a finding is not taken away: the finding itself is moved to another answer. None is added where
    nothing hangs on the answer.
    """
    spoken = [*(names_in(place.condition) for place in places(rubric)), *made_of(rubric).values()]
    used = {name for pairs in spoken for _, name in pairs}
    common = Counter(word for question in rubric.questions.values() for word in question.allow)
    for path, question in questions(rubric):
        every = dict(question.allow)
        for word in every:
            if word not in question.findings:
                less = {other: label for other, label in every.items() if other != word}
                yield _allowing(path, question, less, word)
        for word in [word for word, _ in common.most_common() if question.id in used and word not in every][:1]:
            yield _allowing(path, question, {**every, word: ""}, word)


def _allowing(path: Path, question: Question, allow: Mapping[Special, str], word: Special) -> Mutant:
    said = f", om {quoted(word)} kan svares på {quoted(question.id)}"
    return Mutant((*path, "allow"), allow, said, (Part("allow", question.id),))


def _of_force(rubric: Rubric) -> Iterator[Mutant]:
    """The first and the last day of the time the rubric applies to, each one day sooner and later."""
    rule = rubric.in_force
    for field, day in (("from_", rule.from_), ("to", rule.to)) if rule else ():
        for beside in DAYS.beside(day) if day else ():
            said = f", om skemaet gælder {'fra' if field == 'from_' else 'til og med'} {day} eller {beside}"
            yield Mutant(("in_force", field), beside, said, (Part("force", rule.fact if rule else ""),))


def _of_parameters(rubric: Rubric) -> Iterator[Mutant]:
    used: dict[str, dict[Part, None]] = {}
    for name, part in parameters_used(rubric):
        used.setdefault(name, {})[part] = None
    for name, parameter in rubric.parameters.items():
        parts = tuple(used.get(name, ()))
        for number, dated in enumerate(parameter.values):
            path = ("parameters", name, "values", number)
            said = f" værdien {shown(dated.value)} fra {dated.from_.isoformat()} i {quoted(name)}"
            yield from (Mutant((*path, "value"), beside, said, parts) for beside in shifted(dated.value))
            for beside in DAYS.beside(dated.from_):
                begins = f"{dated.from_.isoformat()} eller {beside.isoformat()}"
                said = f", om værdien {shown(dated.value)} i {quoted(name)} gælder fra {begins}"
                yield Mutant((*path, "from_"), beside, said, parts)


def _of_percents(rubric: Rubric) -> Iterator[Mutant]:
    for name, recommendation in rubric.recommendations.items():
        path, percent = ("recommendations", name, "at_least_percent"), recommendation.at_least_percent
        if percent:
            said = f" grænsen {shown(percent)} procent på anbefalingen {quoted(name)}"
            yield Mutant(path, percent - 1, said, (Part("percent", name),))


def _put(node: Any, path: Path, value: Any) -> Any:
    """The node with ``value`` at ``path``; all else is shared with the original."""
    if not path:
        return value
    key, rest = path[0], path[1:]
    if isinstance(node, Rubric):  # not model_copy, which would take the old questions and findings along
        fields = {name: getattr(node, name) for name in Rubric.model_fields}
        return Rubric.model_construct(**{**fields, str(key): _put(fields[str(key)], rest, value)})
    if isinstance(node, BaseModel):
        return node.model_copy(update={str(key): _put(getattr(node, str(key)), rest, value)})
    if isinstance(node, Mapping):
        return {**node, key: _put(node.get(key), rest, value)}
    assert isinstance(node, Iterable) and isinstance(key, int)
    return tuple(_put(item, rest, value) if place == key else item for place, item in enumerate(node))
