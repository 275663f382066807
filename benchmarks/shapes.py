"""Rubrics of any size to measure on, as text, and answers to them. Konstruerede data."""

import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from audit.rubric.parts import Special
from audit.rubric.types import Question
from audit.rubric.types.choice import ChoiceQuestion
from audit.rubric.types.date import DateQuestion
from audit.rubric.types.multi import MultiQuestion
from audit.rubric.values import Answer

ARTS = ("fleksjob", "ressourceforløb", "andet")
LADDER = ("rigtig", "ændres", "hjemvises")
SOURCES = ("borger", "læge", "sygehus", "arbejdsgiver")
_USUAL = ("ja", "ja", "ja", "ja", "ja", "ja", "delvist", "nej", Special.NOT_IN_PAPERS)
_FIRST_DAY = date(2013, 1, 1)
_MOST_PAGES, _MOST_DAYS = 300, 365


@dataclass(frozen=True, slots=True)
class Shape:
    """How many questions a rubric has of each type."""

    choices: int
    multis: int = 0
    numbers: int = 0
    dates: int = 0

    @property
    def questions(self) -> int:
        """How many in all."""
        return self.choices + self.multis + self.numbers + self.dates

    @property
    def choice_ids(self) -> list[str]:
        """The choice questions, each with a finding and measures."""
        return [f"spørgsmål-{number}" for number in range(1, self.choices + 1)]

    @property
    def multi_ids(self) -> list[str]:
        """The questions with several options, each option with a measure."""
        return [f"kilder-{number}" for number in range(1, self.multis + 1)]

    @property
    def number_ids(self) -> list[str]:
        """The questions about a number, each with a measure."""
        return [f"sider-{number}" for number in range(1, self.numbers + 1)]

    @property
    def date_ids(self) -> list[str]:
        """The questions about a day, which nothing hangs on."""
        return [f"dag-{number}" for number in range(1, self.dates + 1)]


SMALL = Shape(20)
LARGE = Shape(choices=50, multis=4, numbers=4, dates=2)
"""As many questions as a study with a rubric of several areas."""

_HEAD = f"""\
format: 1
id: {{id}}
version: "1"
title: {{title}}
facts:
  art: {{{{type: choice, options: [{", ".join(ARTS)}], required: true}}}}
outcomes:
  ladder: [{", ".join(LADDER)}]
sections:
  - id: alt
    title: Alt
    questions:
"""

_CHOICE = """\
      - id: {name}
        text: Er punkt {number} opfyldt?
        source: Konstrueret
        type: choice
        options: [ja, delvist, nej]
        allow: [fremgår_ikke]
        findings:
          nej: {{id: fejl-{number}, outcome: {outcome}, text: Punkt {number} er ikke opfyldt}}
"""

_MULTI = f"""\
      - id: {{name}}
        text: Hvem er der oplysninger fra?
        source: Konstrueret
        type: multi
        options: [{", ".join(SOURCES)}]
        allow: [fremgår_ikke]
"""

_NUMBER = """\
      - id: {name}
        text: Hvor mange sider fyldte sagen?
        source: Konstrueret
        type: number
        min: 0
        unit: sider
        allow: [fremgår_ikke]
"""

_DATE = """\
      - id: {name}
        text: Hvilken dag?
        source: Konstrueret
        type: date
        allow: [fremgår_ikke]
"""

_MEASURE = """\
  - id: {id}
    label: {id}
    count: {{{question}: {condition}}}
    among: all
"""


def rubric_text(study_id: str, title: str, shape: Shape) -> str:
    """A rubric with findings, and measures enough that a case is counted in as much as in the 2015 study.

    There it was counted 2.4 times for each answer.
    """
    choices = enumerate(shape.choice_ids, 1)
    questions = [
        *(_CHOICE.format(name=name, number=number, outcome=LADDER[number % 3]) for number, name in choices),
        *(_MULTI.format(name=name) for name in shape.multi_ids),
        *(_NUMBER.format(name=name) for name in shape.number_ids),
        *(_DATE.format(name=name) for name in shape.date_ids),
    ]
    measures = [
        *(_measure("opfyldt", name, "ja") for name in shape.choice_ids),
        *(_measure("mangler", name, "nej") for name in shape.choice_ids[::2]),
        *(_measure(source, name, source) for name in shape.multi_ids for source in SOURCES),
        *(_measure("få", name, "{at_most: 50}") for name in shape.number_ids),
    ]
    return "".join((_HEAD.format(id=study_id, title=title), *questions, "measures:\n", *measures))


def _measure(what: str, question: str, condition: str) -> str:
    return _MEASURE.format(id=f"{what}-{question}", question=question, condition=condition)


def answers(chance: random.Random, questions: Iterable[Question]) -> dict[str, Answer]:
    """An answer to every question, by its id."""
    return {question.id: _answer(chance, question) for question in questions}


def _answer(chance: random.Random, question: Question) -> Answer:
    if isinstance(question, ChoiceQuestion):
        return chance.choice(_USUAL)
    if chance.random() < 0.1:
        return Special.NOT_IN_PAPERS
    if isinstance(question, MultiQuestion):
        return tuple(one for one in SOURCES if chance.random() < 0.5) or SOURCES[:1]
    if isinstance(question, DateQuestion):
        return _FIRST_DAY + timedelta(chance.randrange(_MOST_DAYS))
    return Decimal(chance.randrange(_MOST_PAGES))
