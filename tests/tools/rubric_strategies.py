"""Hypothesis strategies for whole rubrics, and for cases scored with them.

``rubrics()`` gives rubrics of every kind the language has: all five types of
question, facts, conditions of every shape, parameters and when they are in
force, ladders with outcomes outside them, classes with rules, findings of
answers, combined ones and deadlines, measures and recommendations. The
reader has nothing but warnings against them (``as_read``, and a test of it).
``answers_to`` and ``facts_for`` draw a case for a rubric, also
answers to questions that are not asked and facts that are not known.

    @given(st.data())
    def test_something(data: st.DataObject) -> None:
        rubric = data.draw(rubrics())
        answers, facts = data.draw(answers_to(rubric)), data.draw(facts_for(rubric))
"""

import json
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from audit.rubric.model import Fact, Rubric
from audit.rubric.parts import Special
from audit.rubric.reading import read_rubric
from audit.rubric.types import Question
from audit.rubric.types.choice import ChoiceQuestion
from audit.rubric.types.date import DateQuestion
from audit.rubric.types.multi import MultiQuestion
from audit.rubric.types.number import NumberQuestion
from audit.rubric.values import Answer

Data = dict[str, Any]
Facts = Mapping[str, str | Decimal | date]

SPECIAL = tuple(map(str, Special))
OPTIONS = ("ja", "nej", "delvist", "no", "På-møde", "å_æ-ø")
FACT_OPTIONS = ("fleksjob", "andre", "ledig")
FIRST_DAY = date(2020, 1, 1)
DAYS = st.integers(0, 800).map(lambda days: (FIRST_DAY + timedelta(days)).isoformat())
NUMBERS = st.integers(-4, 24).map(lambda half: half // 2 if half % 2 == 0 else half / 2)
TEXTS = st.sampled_from(
    [
        "Er der truffet en afgørelse?",
        "Husk: læs »alle« akter, også bilag [2]",
        "\"Citat\", 'komma', # ingen kommentar",
        "{ikke: en nøgle}",
        "- ikke en liste",
        "nej",
        "12:30",
        "Æøå – tankestreg; semikolon & og <b>tegn</b>",
        "To\nlinjer",
    ]
)


class _Names:
    """What conditions may speak of, as the rubric grows."""

    def __init__(self) -> None:
        self.about: dict[str, Data] = {}
        """Type, answers and limits of each fact and question, by name."""
        self.parameters: list[str] = []
        self.findings: list[str] = []
        self.outcomes: list[str] = []

    def testable(self, special_words: bool = True) -> list[str]:
        """Those that some condition can speak of; of a text question only its special answers can be asked for."""
        return [
            name
            for name, about in self.about.items()
            if about["type"] != "text" or about["fact"] or (special_words and about["allow"])
        ]

    def of(self, *kinds: str) -> list[str]:
        return [name for name, about in self.about.items() if about["type"] in kinds]


@st.composite
def rubrics(draw: st.DrawFn, *, classes: bool | None = None, special_words: bool = True) -> Rubric:
    """A rubric the reader has nothing against but warnings.

    ``classes``: whether it sorts instead of judging; either when None.
    ``special_words``: whether conditions and findings may name special answers
    such as ``fremgår_ikke``, which settles what they mean. If not, all special
    answers are allowed everywhere.
    """
    return Rubric.model_validate(draw(rubric_data(classes=classes, special_words=special_words)))


def as_read(data: Data) -> Rubric:
    """A rubric's data written as a file and read again; it must have no mistakes."""
    reading = read_rubric(json.dumps(data, ensure_ascii=False).encode(), "tegnet.yaml")
    assert reading.rubric is not None, [*map(str, reading.problems)]
    return reading.rubric


@st.composite
def rubric_data(draw: st.DrawFn, *, classes: bool | None = None, special_words: bool = True) -> Data:
    """What ``rubrics`` reads, as plain data; days are text, as in a file."""
    names = _Names()
    data: Data = {"format": 1, "id": "tegnet-skema", "version": draw(TEXTS), "title": draw(TEXTS)}
    data["facts"] = _facts(draw, names)
    _in_force(draw, data, names)
    sorts = draw(st.booleans()) if classes is None else classes
    names.outcomes = _outcomes(draw, sorts)
    data["laws"] = {"lov-1": {"cite": draw(TEXTS), "source": draw(TEXTS)}}
    data["recommendations"] = {
        f"råd-{number}": {"text": draw(TEXTS), "at_least_percent": draw(st.sampled_from([0, 2.5, 100]))}
        for number in range(draw(st.integers(0, 2)))
    }
    recommendation = sorted(data["recommendations"])
    data["sections"] = _sections(draw, names, recommendation, special_words)
    data["findings"] = _combined(draw, names, recommendation, special_words)
    data["deadlines"] = _deadlines(draw, names, recommendation, special_words)
    data["outcomes"] = _declared(draw, names, sorts, special_words)
    data["measures"] = [
        {"id": f"tal-{n}", "label": draw(TEXTS), "count": draw(_counted(names)), "among": draw(_counted(names))}
        for n in range(draw(st.integers(0, 3)))
    ]
    for one in data["recommendations"].values():
        one["among"] = draw(_counted(names))
    return data


def _facts(draw: st.DrawFn, names: _Names) -> Data:
    facts: Data = {}
    for number, kind in enumerate(draw(st.lists(st.sampled_from(["text", "choice", "number", "date"]), max_size=4))):
        fact = facts[f"oplysning-{number}"] = {"type": kind, "required": draw(st.booleans())}
        if kind == "choice":
            fact["options"] = draw(st.lists(st.sampled_from(FACT_OPTIONS), min_size=1, unique=True))
        names.about[f"oplysning-{number}"] = {**fact, "type": kind, "words": fact.get("options", []), "fact": True}
    return facts


def _in_force(draw: st.DrawFn, data: Data, names: _Names) -> None:
    dates = names.of("date")
    if not dates or not draw(st.booleans()):
        return
    days = sorted(draw(st.lists(DAYS, min_size=2, max_size=2)))
    data["in_force"] = {"fact": dates[0], **draw(st.sampled_from([{}, {"from": days[0], "to": days[1]}]))}
    data["parameters"] = {}
    for number in range(draw(st.integers(0, 2))):
        begins = sorted(draw(st.lists(DAYS, min_size=1, max_size=3, unique=True)))
        values = [{"from": day, "value": draw(NUMBERS), "source": "x"} for day in begins]
        data["parameters"][f"grænse-{number}"] = {"values": values}
        names.parameters.append(f"grænse-{number}")


def _outcomes(draw: st.DrawFn, sorts: bool) -> list[str]:
    if sorts:
        return [*"ABC"[: draw(st.integers(1, 3))]]
    ladder = ["rigtig", "ændres", "hjemvises"][: draw(st.integers(1, 3))]
    return [*ladder, *["ingen_afgørelse", "uden-for-loven"][: draw(st.integers(0, 2))]]


def _declared(draw: st.DrawFn, names: _Names, sorts: bool, special_words: bool) -> Data:
    if not sorts:
        ladder = [name for name in names.outcomes if name in ("rigtig", "ændres", "hjemvises")]
        return {"ladder": ladder, "outside": names.outcomes[len(ladder) :]}
    one = st.sampled_from(names.outcomes)
    rules: list[Data] = []
    if names.testable(special_words):
        rule = st.fixed_dictionaries({"class": one, "when": _condition(names, special_words)})
        rules = draw(st.lists(rule, max_size=3))
    return {"classes": names.outcomes, "rules": rules, "else": draw(one)}


def _sections(draw: st.DrawFn, names: _Names, recommendation: list[str], special_words: bool) -> list[Data]:
    sections: list[Data] = []
    for number in range(draw(st.integers(1, 7))):
        if not sections or draw(st.integers(0, 3)) == 0:
            sections.append({"id": f"afsnit-{len(sections)}", "title": draw(TEXTS), "questions": []})
        sections[-1]["questions"].append(_question(draw, f"spørgsmål-{number}", names, recommendation, special_words))
    return sections


def _question(draw: st.DrawFn, name: str, names: _Names, recommendation: list[str], special_words: bool) -> Data:
    kind = draw(st.sampled_from(["choice", "choice", "multi", "number", "date", "text"]))
    question: Data = {"id": name, "text": draw(TEXTS), "type": kind, **draw(_CITED)}
    question["allow"] = draw(st.lists(st.sampled_from(SPECIAL), unique=True)) if special_words else list(SPECIAL)
    if kind in ("choice", "multi"):
        question["options"] = draw(st.lists(st.sampled_from(OPTIONS), min_size=2, max_size=4, unique=True))
    if kind == "multi":
        question["exclusive"] = draw(st.lists(st.sampled_from(question["options"]), max_size=1))
    if kind == "number":
        low, high = sorted(draw(st.lists(st.integers(-2, 12), min_size=2, max_size=2)))
        limits: list[Data] = [{}, {"min": low}, {"max": high}, {"min": low, "max": high}]
        question |= draw(st.sampled_from(limits))
    if names.testable(special_words) and draw(st.booleans()):
        question["ask_if"] = draw(_condition(names, special_words))
    options: list[str] = question.get("options", [])
    answers = [*options, *(question["allow"] if special_words else [])]
    if answers and draw(st.booleans()):
        finding = _finding(draw, f"fund-{name}", names, recommendation)
        shared = draw(st.lists(st.sampled_from(answers), min_size=1, max_size=2, unique=True))
        question["findings"] = dict.fromkeys(shared, finding)
    names.about[name] = {**question, "words": options, "fact": False}
    return question


_CITED: st.SearchStrategy[Data] = st.sampled_from([{"law": "lov-1"}, {"law": ["lov-1"]}, {"source": "Dokument 1"}, {}])


def _finding(draw: st.DrawFn, name: str, names: _Names, recommendation: list[str]) -> Data:
    names.findings.append(name)
    finding: Data = {"id": name, "outcome": draw(st.sampled_from(names.outcomes)), "text": draw(TEXTS)}
    if recommendation:
        finding["recommend"] = draw(st.lists(st.sampled_from(recommendation), unique=True))
    return finding


def _combined(draw: st.DrawFn, names: _Names, recommendation: list[str], special_words: bool) -> list[Data]:
    if not names.testable(special_words):
        return []
    return [
        {
            **_finding(draw, f"samlet-{number}", names, recommendation),
            "when": draw(_condition(names, special_words)),
            "source": "Dokument 1",
        }
        for number in range(draw(st.integers(0, 3)))
    ]


def _deadlines(draw: st.DrawFn, names: _Names, recommendation: list[str], special_words: bool) -> list[Data]:
    dates = names.of("date")
    if len(dates) < 2:
        return []
    deadlines = []
    for number in range(draw(st.integers(0, 2))):
        start, end = draw(st.permutations(dates))[:2]
        unit = draw(st.sampled_from(["days", "weeks", "months", "years"]))
        length = draw(st.one_of(st.integers(0, 20), st.just(10**9)))
        late = {
            **_finding(draw, f"frist-{number}", names, recommendation),
            "start": start,
            "end": end,
            "source": "Dokument 1",
        }
        late["within"] = {unit: length}
        if draw(st.booleans()):
            late["when"] = draw(_condition(names, special_words))
        deadlines.append(late)
    return deadlines


def _condition(names: _Names, special_words: bool = True) -> st.SearchStrategy[Data]:
    """A condition on the names there are so far: of any shape, nested, several keys in one."""
    leaf = st.sampled_from(names.testable(special_words)).flatmap(lambda name: _leaf(name, names, special_words))
    return _nested(leaf)


def _counted(names: _Names) -> st.SearchStrategy[Data | str]:
    """A condition of a measure: findings and the outcome too, or all cases."""
    outcome = st.sampled_from([*names.outcomes, "kan_ikke_vurderes"])
    leaves: list[st.SearchStrategy[Data]] = [outcome.map(lambda one: {"outcome": one})]
    if names.findings:
        several = st.lists(st.sampled_from(names.findings), min_size=1, max_size=3, unique=True)
        leaves.append(several.map(lambda found: {"finding": found}))
    if names.testable():
        leaves.append(_condition(names))
    return st.one_of(st.just("all"), _nested(st.one_of(leaves)))


@st.composite
def _nested(draw: st.DrawFn, leaf: st.SearchStrategy[Data], deepest: int = 3) -> Data:
    shape = draw(st.sampled_from(_SHAPES)) if deepest else "leaf"
    if shape == "leaf":
        return draw(leaf)
    parts = [draw(_nested(leaf, deepest - 1)) for _ in range(1 if shape == "not" else draw(st.integers(1, 3)))]
    if shape == "not":
        return {"not": parts[0]}
    return {key: value for part in parts for key, value in part.items()} if shape == "keys" else {shape: parts}


_SHAPES = ("leaf", "leaf", "leaf", "all", "any", "not", "keys")


@st.composite
def _leaf(draw: st.DrawFn, name: str, names: _Names, special_words: bool) -> Data:
    about = names.about[name]
    special = list(about.get("allow", [])) if special_words else []
    kinds: list[st.SearchStrategy[Any]] = []
    if special:
        kinds.append(st.sampled_from(special))
    if about["words"]:
        words = [*about["words"], *special]
        kinds += [st.sampled_from(words), st.lists(st.sampled_from(words), min_size=1, max_size=3, unique=True)]
    if about["type"] == "text" and about["fact"]:
        kinds.append(TEXTS)
    if about["type"] in ("number", "date"):
        exact = DAYS if about["type"] == "date" else _within(about)
        kinds += [exact, _bounds(name, exact, names)]
    return {name: draw(st.one_of(kinds))}


def _within(about: Data) -> st.SearchStrategy[float]:
    low, high = about.get("min", -2), about.get("max", 12)
    return NUMBERS.map(lambda number: max(low, min(high, number)) if low <= high else low)


def _bounds(name: str, exact: st.SearchStrategy[Any], names: _Names) -> st.SearchStrategy[Data]:
    kind = names.about[name]["type"]
    others = [other for other in names.of(kind) if other != name]
    limits = [exact]
    if others:
        limits.append(st.sampled_from(others).map(lambda other: {"question": other}))
    if kind == "number" and names.parameters:
        limits.append(st.sampled_from(names.parameters).map(lambda parameter: {"parameter": parameter}))
    words = st.lists(st.sampled_from(["at_least", "at_most"]), min_size=1, max_size=2, unique=True)
    return words.flatmap(lambda given: st.fixed_dictionaries({word: st.one_of(limits) for word in given}))


# Cases


@st.composite
def answers_to(draw: st.DrawFn, /, rubric: Rubric, *, every: bool = False) -> dict[str, Answer]:
    """Answers to a rubric's questions, asked or not; ``every``: none is left out."""
    every = every or draw(st.booleans())
    return {
        name: draw(answer_to(question))
        for name, question in rubric.questions.items()
        if every or draw(st.integers(0, 4))
    }


def answer_to(question: Question, *, special: bool = True) -> st.SearchStrategy[Answer]:
    """Any answer to one question; ``special``: also those that are none."""
    ordinary = _ordinary(question)
    return st.one_of(ordinary, st.sampled_from(question.allow)) if special and question.allow else ordinary


def _ordinary(question: Question) -> st.SearchStrategy[Answer]:
    if isinstance(question, ChoiceQuestion):
        return st.sampled_from(list(question.options))
    if isinstance(question, MultiQuestion):
        free = [option for option in question.options if option not in question.exclusive]
        sets: list[st.SearchStrategy[list[str]]] = [st.just([option]) for option in question.exclusive]
        sets += [st.lists(st.sampled_from(free), min_size=1, unique=True)] if free else []
        return st.one_of(sets).map(lambda chosen: question.chosen(chosen))
    if isinstance(question, NumberQuestion):
        low = question.min if question.min is not None else min(Decimal(-2), question.max or Decimal(0))
        high = question.max if question.max is not None else max(Decimal(12), low)
        return st.integers(int(low * 2), int(high * 2)).map(lambda half: Decimal(half) / 2)
    if isinstance(question, DateQuestion):
        return st.one_of(DAYS.map(date.fromisoformat), st.sampled_from([date.min, date.max]))
    return TEXTS


@st.composite
def facts_for(draw: st.DrawFn, /, rubric: Rubric, *, every: bool = False) -> dict[str, str | Decimal | date]:
    """Facts of a case; ``every``: none is left out, else some may be."""
    every = every or draw(st.booleans())
    return {name: draw(_fact(fact)) for name, fact in rubric.facts.items() if every or draw(st.integers(0, 4))}


def _fact(fact: Fact) -> st.SearchStrategy[str | Decimal | date]:
    if fact.type == "choice":
        return st.sampled_from(list(fact.options))
    if fact.type == "number":
        return st.integers(-4, 24).map(lambda half: Decimal(half) / 2)
    if fact.type == "date":
        return st.one_of(DAYS.map(date.fromisoformat), st.sampled_from([date.min, date.max]))
    return TEXTS
