"""Hypothesis strategies for whole rubrics, and for cases scored with them.

``rubrics()`` gives rubrics of every kind the language has: all five types of
question, facts with limits and those that only some cases must have, conditions
of every shape, parameters and when they are in force, ladders with outcomes
outside them, classes with rules, findings of answers, combined ones and
deadlines (in working days too, with one end or both, of lengths the law
changes), measures and recommendations. The reader has nothing but warnings
against them (``as_read``, and a test of it).
``answers_to`` and ``facts_for`` draw a case for a rubric, also
answers to questions that are not asked and facts that are not known;
``frame_facts`` draws only facts that a frame lets through.

    @given(st.data())
    def test_something(data: st.DataObject) -> None:
        rubric = data.draw(rubrics())
        answers, facts = data.draw(answers_to(rubric)), data.draw(facts_for(rubric))
"""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from hypothesis import strategies as st

from audit.rubric.model import Fact, Rubric
from audit.rubric.parts import Special
from audit.rubric.reading import read_rubric
from audit.rubric.required import Required
from audit.rubric.types import Question
from audit.rubric.types.choice import ChoiceQuestion
from audit.rubric.types.date import DateQuestion
from audit.rubric.types.multi import MultiQuestion
from audit.rubric.types.number import NumberQuestion
from audit.rubric.values import Answer
from audit.rubric.workdays import DayOff

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


# Strategies are made once and kept: making and checking them anew for every part of every rubric
# takes most of the time there is.
_EITHER = st.booleans()
_up_to = cache(lambda low, high: st.integers(low, high))


@cache
def _several(options: tuple[Any, ...], low: int = 0, high: int | None = None) -> st.SearchStrategy[list[Any]]:
    """Some of the options, each at most once."""
    return st.lists(st.sampled_from(options), min_size=low, max_size=high, unique=True)


def _one(draw: st.DrawFn, options: Sequence[Any]) -> Any:
    """One of the options; the first is the simplest."""
    return options[draw(_up_to(0, len(options) - 1))]


class _Names:
    """What conditions may speak of, as the rubric grows."""

    def __init__(self) -> None:
        self.about: dict[str, Data] = {}
        """Type, answers and limits of each fact and question, by name."""
        self.parameters: list[str] = []
        self.lengths: list[str] = []
        """The parameters that can say how long a deadline is."""
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
    sorts = draw(_EITHER) if classes is None else classes
    names.outcomes = _outcomes(draw, sorts)
    data["laws"] = {"lov-1": {"cite": draw(TEXTS), "source": draw(TEXTS)}}
    data["recommendations"] = {
        f"råd-{number}": {"text": draw(TEXTS), "at_least_percent": _one(draw, [0, 2.5, 100])}
        for number in range(draw(_up_to(0, 2)))
    }
    recommendation = sorted(data["recommendations"])
    data["sections"] = _sections(draw, names, recommendation, special_words)
    data["findings"] = _combined(draw, names, recommendation, special_words)
    data["deadlines"] = _deadlines(draw, names, recommendation, special_words)
    if draw(_EITHER):
        data["days_off"] = draw(_several(tuple(map(str, DayOff))))
    data["outcomes"] = _declared(draw, names, sorts, special_words)
    data["measures"] = [
        {"id": f"tal-{n}", "label": draw(TEXTS), "count": _counted(draw, names), "among": _counted(draw, names)}
        for n in range(draw(_up_to(0, 3)))
    ]
    for one in data["recommendations"].values():
        one["among"] = _counted(draw, names)
    if draw(_EITHER):
        data["unit"] = {"one": "forløb", "many": "forløb", "article": "et"}
    return data


def _facts(draw: st.DrawFn, names: _Names) -> Data:
    facts: Data = {}
    for number, kind in enumerate(draw(_KINDS_OF_FACTS)):
        fact = facts[f"oplysning-{number}"] = {"type": kind}
        if names.about and draw(_EITHER):
            fact["required_if"] = _condition(draw, names)
        else:
            fact["required"] = draw(_EITHER)
        if kind == "choice":
            fact["options"] = draw(_several(FACT_OPTIONS, 1))
        if kind in ("number", "date"):
            fact |= _limits(draw, sorted(draw(_up_to(-2, 12)) if kind == "number" else draw(DAYS) for _ in range(2)))
        names.about[f"oplysning-{number}"] = {**fact, "type": kind, "words": fact.get("options", []), "fact": True}
    return facts


def _limits(draw: st.DrawFn, ends: Sequence[Any]) -> Data:
    """None, one or both of two limits."""
    limits: list[Data] = [{}, {"min": ends[0]}, {"max": ends[1]}, {"min": ends[0], "max": ends[1]}]
    return dict(_one(draw, limits))


def _in_force(draw: st.DrawFn, data: Data, names: _Names) -> None:
    dates = names.of("date")
    if not dates or not draw(_EITHER):
        return
    days = sorted((draw(DAYS), draw(DAYS)))
    data["in_force"] = {"fact": dates[0], **_one(draw, [{}, {"from": days[0], "to": days[1]}])}
    data["parameters"] = {}
    for number in range(draw(_up_to(0, 2))):
        begins = sorted(draw(_SOME_DAYS))
        whole = draw(_EITHER)
        values = [{"from": day, "value": draw(_up_to(0, 20) if whole else NUMBERS), "source": "x"} for day in begins]
        data["parameters"][f"grænse-{number}"] = {"values": values}
        names.parameters.append(f"grænse-{number}")
        if whole:
            names.lengths.append(f"grænse-{number}")


def _outcomes(draw: st.DrawFn, sorts: bool) -> list[str]:
    if sorts:
        return [*"ABC"[: draw(_up_to(1, 3))]]
    ladder = ["rigtig", "ændres", "hjemvises"][: draw(_up_to(1, 3))]
    return [*ladder, *["ingen_afgørelse", "uden-for-loven"][: draw(_up_to(0, 2))]]


def _declared(draw: st.DrawFn, names: _Names, sorts: bool, special_words: bool) -> Data:
    if not sorts:
        ladder = [name for name in names.outcomes if name in ("rigtig", "ændres", "hjemvises")]
        return {"ladder": ladder, "outside": names.outcomes[len(ladder) :]}
    rules = [
        {"class": _one(draw, names.outcomes), "when": _condition(draw, names, special_words)}
        for _ in range(draw(_up_to(0, 3)) if names.testable(special_words) else 0)
    ]
    return {"classes": names.outcomes, "rules": rules, "else": _one(draw, names.outcomes)}


def _sections(draw: st.DrawFn, names: _Names, recommendation: list[str], special_words: bool) -> list[Data]:
    sections: list[Data] = []
    for number in range(draw(_up_to(1, 7))):
        if not sections or draw(_up_to(0, 3)) == 0:
            sections.append({"id": f"afsnit-{len(sections)}", "title": draw(TEXTS), "questions": []})
        sections[-1]["questions"].append(_question(draw, f"spørgsmål-{number}", names, recommendation, special_words))
    return sections


def _question(draw: st.DrawFn, name: str, names: _Names, recommendation: list[str], special_words: bool) -> Data:
    kind = _one(draw, ["choice", "choice", "multi", "number", "date", "text"])
    question: Data = {"id": name, "text": draw(TEXTS), "type": kind, **draw(_CITED)}
    question["allow"] = draw(_several(SPECIAL)) if special_words else list(SPECIAL)
    if kind in ("choice", "multi"):
        question["options"] = draw(_several(OPTIONS, 2, 4))
    if kind == "multi":
        question["exclusive"] = draw(_several(tuple(question["options"]), 0, 1))
    if kind == "number":
        question |= _limits(draw, sorted((draw(_up_to(-2, 12)), draw(_up_to(-2, 12)))))
    if names.testable(special_words) and draw(_EITHER):
        question["ask_if"] = _condition(draw, names, special_words)
    options: list[str] = question.get("options", [])
    answers = [*options, *(question["allow"] if special_words else [])]
    if answers and draw(_EITHER):
        finding = _finding(draw, f"fund-{name}", names, recommendation)
        shared = draw(_several(tuple(answers), 1, 2))
        question["findings"] = dict.fromkeys(shared, finding)
    names.about[name] = {**question, "words": options, "fact": False}
    return question


_CITED: st.SearchStrategy[Data] = st.sampled_from([{"law": "lov-1"}, {"law": ["lov-1"]}, {"source": "Dokument 1"}, {}])


def _finding(draw: st.DrawFn, name: str, names: _Names, recommendation: list[str]) -> Data:
    names.findings.append(name)
    finding: Data = {"id": name, "outcome": _one(draw, names.outcomes), "text": draw(TEXTS)}
    if recommendation:
        finding["recommend"] = draw(_several(tuple(recommendation)))
    return finding


def _combined(draw: st.DrawFn, names: _Names, recommendation: list[str], special_words: bool) -> list[Data]:
    if not names.testable(special_words):
        return []
    return [
        {
            **_finding(draw, f"samlet-{number}", names, recommendation),
            "when": _condition(draw, names, special_words),
            "source": "Dokument 1",
        }
        for number in range(draw(_up_to(0, 3)))
    ]


def _deadlines(draw: st.DrawFn, names: _Names, recommendation: list[str], special_words: bool) -> list[Data]:
    dates = names.of("date")
    if len(dates) < 2:
        return []
    deadlines = []
    for number in range(draw(_up_to(0, 2))):
        start, end = draw(st.permutations(dates))[:2]
        late = {
            **_finding(draw, f"frist-{number}", names, recommendation),
            "start": start,
            "end": end,
            "source": "Dokument 1",
        }
        late |= _window(draw, names)
        if draw(_EITHER):
            late["when"] = _condition(draw, names, special_words)
        deadlines.append(late)
    return deadlines


def _window(draw: st.DrawFn, names: _Names) -> Data:
    """The first or the last day in time, or both, the first not later in the same unit."""
    given = _one(draw, [("within",), ("not_before",), ("not_before", "within")])
    lengths = {key: _length(draw, names) for key in given}
    if len(lengths) > 1 and all(isinstance(number, int) for _, number in lengths.values()):
        (one, low), (other, high) = lengths.values()
        if one == other and low > high:
            lengths = {"not_before": (one, high), "within": (one, low)}
    window: Data = {key: {unit: number} for key, (unit, number) in lengths.items()}
    if "workdays" not in window.get("within", {"workdays": 0}) and draw(_EITHER):
        window["within"]["on_day_off"] = _one(draw, ["næste_arbejdsdag", "samme_dag"])
    return window


def _length(draw: st.DrawFn, names: _Names) -> tuple[str, Any]:
    number = {"parameter": _one(draw, names.lengths)} if names.lengths and draw(_EITHER) else draw(_LENGTHS)
    return _one(draw, ["days", "weeks", "months", "years", "workdays"]), number


_KINDS_OF_FACTS = st.lists(st.sampled_from(["text", "choice", "number", "date"]), max_size=4)
_SOME_DAYS = st.lists(DAYS, min_size=1, max_size=3, unique=True)
_LENGTHS = st.one_of(st.integers(0, 20), st.just(10**9))


def _condition(draw: st.DrawFn, names: _Names, special_words: bool = True) -> Data:
    """A condition on the names there are so far: of any shape, nested, several keys in one."""
    testable = names.testable(special_words)
    return _nested(draw, lambda: _leaf(draw, _one(draw, testable), names, special_words))


def _counted(draw: st.DrawFn, names: _Names) -> Data | str:
    """A condition of a measure: findings and the outcome too, or all cases."""
    if not draw(_EITHER):
        return "all"
    leaves: list[Callable[[], Data]] = [lambda: {"outcome": _one(draw, [*names.outcomes, "kan_ikke_vurderes"])}]
    if names.findings:
        leaves.append(lambda: {"finding": draw(_several(tuple(names.findings), 1, 3))})
    if names.testable():
        leaves.append(lambda: _condition(draw, names))
    return _nested(draw, lambda: _one(draw, leaves)())


def _nested(draw: st.DrawFn, leaf: Callable[[], Data], deepest: int = 3) -> Data:
    shape = _one(draw, _SHAPES) if deepest else "leaf"
    if shape == "leaf":
        return leaf()
    parts = [_nested(draw, leaf, deepest - 1) for _ in range(1 if shape == "not" else draw(_up_to(1, 3)))]
    if shape == "not":
        return {"not": parts[0]}
    return {key: value for part in parts for key, value in part.items()} if shape == "keys" else {shape: parts}


_SHAPES = ("leaf", "leaf", "leaf", "all", "any", "not", "keys")


def _leaf(draw: st.DrawFn, name: str, names: _Names, special_words: bool) -> Data:
    about = names.about[name]
    special = list(about.get("allow", [])) if special_words else []
    kinds: list[Callable[[], Any]] = []
    if special:
        kinds.append(lambda: _one(draw, special))
    if about["words"]:
        words = (*about["words"], *special)
        kinds += [lambda: _one(draw, words), lambda: draw(_several(words, 1, 3))]
    if about["type"] == "text" and about["fact"]:
        kinds.append(lambda: draw(TEXTS))
    if about["type"] in ("number", "date"):
        kinds += [lambda: _exact(draw, about), lambda: _bounds(draw, name, names)]
    if about["type"] == "multi":
        kinds.append(lambda: {"chosen": _number_chosen(draw, about)})
    return {name: _one(draw, kinds)()}


def _number_chosen(draw: st.DrawFn, about: Data) -> Any:
    """So many options as can be chosen together, or limits on how many."""
    most = max(1, len(about["options"]) - len(about["exclusive"]))
    low, high = sorted((draw(_up_to(1, most)), draw(_up_to(1, most))))
    return _one(draw, [low, {"at_least": low}, {"at_most": high}, {"at_least": low, "at_most": high}])


def _exact(draw: st.DrawFn, about: Data) -> Any:
    """A day, or a number that the question takes."""
    if about["type"] == "date":
        return draw(DAYS)
    low, high = about.get("min", -2), about.get("max", 12)
    return max(low, min(high, draw(NUMBERS))) if low <= high else low


def _bounds(draw: st.DrawFn, name: str, names: _Names) -> Data:
    about = names.about[name]
    others = [other for other in names.of(about["type"]) if other != name]
    limits: list[Callable[[], Any]] = [lambda: _exact(draw, about)]
    if others:
        limits.append(lambda: {"question": _one(draw, others)})
    if about["type"] == "number" and names.parameters:
        limits.append(lambda: {"parameter": _one(draw, names.parameters)})
    return {word: _one(draw, limits)() for word in draw(_several(("at_least", "at_most", "before", "after"), 1, 2))}


# Cases


@st.composite
def answers_to(draw: st.DrawFn, /, rubric: Rubric, *, every: bool = False) -> dict[str, Answer]:
    """Answers to a rubric's questions, asked or not; ``every``: none is left out."""
    every = every or draw(_EITHER)
    return {
        name: draw(answer_to(question)) for name, question in rubric.questions.items() if every or draw(_up_to(0, 4))
    }


def answer_to(question: Question, *, special: bool = True) -> st.SearchStrategy[Answer]:
    """Any answer to one question; ``special``: also those that are none."""
    ordinary = _ordinary(question)
    return st.one_of(ordinary, st.sampled_from(list(question.allow))) if special and question.allow else ordinary


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
def frame_facts(draw: st.DrawFn, /, rubric: Rubric) -> dict[str, str | Decimal | date]:
    """Facts of a case as a frame can have them: none is missing that the case must have."""
    every = draw(facts_for(rubric, every=True))
    known = {name: value for name, value in every.items() if draw(_EITHER)}
    required = Required(rubric)
    while lacking := required.lacking(known):
        known |= {name: every[name] for name in lacking}
    return {name: known[name] for name in rubric.facts if name in known}


@st.composite
def facts_for(draw: st.DrawFn, /, rubric: Rubric, *, every: bool = False) -> dict[str, str | Decimal | date]:
    """Facts of a case; ``every``: none is left out, else some may be."""
    every = every or draw(_EITHER)
    return {name: draw(_fact(fact)) for name, fact in rubric.facts.items() if every or draw(_up_to(0, 4))}


def _fact(fact: Fact) -> st.SearchStrategy[str | Decimal | date]:
    if fact.type == "choice":
        return st.sampled_from(list(fact.options))
    if fact.type == "number":
        low, high = fact.limits
        low = low if low is not None else min(Decimal(-2), high if high is not None else Decimal(0))
        high = high if high is not None else max(Decimal(12), low)
        return st.integers(int(low * 2), int(high * 2)).map(lambda half: Decimal(half) / 2)
    if fact.type == "date":
        low, high = fact.min or date.min, fact.max or date.max
        days = [day for day in (FIRST_DAY, FIRST_DAY + timedelta(800)) if low <= day <= high]
        near = st.dates(max(low, FIRST_DAY), min(high, FIRST_DAY + timedelta(800)))
        return st.one_of(near, st.sampled_from([low, high, *days]))
    return TEXTS
