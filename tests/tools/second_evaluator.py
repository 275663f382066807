"""A second evaluator of rubrics, written from ``docs/maaleskema.md`` alone, to hold the first against.

It uses nothing of the program. It reads the tables of »Hvornår en betingelse er opfyldt« from the page
and does what they say: a cell that is changed there is another evaluation here. Rubrics and cases are
plain data. A truth value is the word of the page, and what is not known is the set of words it can be.
"""

import calendar
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any

PAGE = (Path(__file__).parents[2] / "docs" / "maaleskema.md").read_text("utf-8")

MET, UNMET, NEITHER = "opfyldt", "ikke opfyldt", "hverken-eller"
Values = frozenset[str]
WORDS: Mapping[str, Values] = {
    MET: frozenset({MET}),
    UNMET: frozenset({UNMET}),
    NEITHER: frozenset({NEITHER}),
    "ukendt": frozenset({MET, UNMET}),
    "åben": frozenset({MET, UNMET, NEITHER}),
}
NOT_RELEVANT, UNKNOWN_ANSWERS = "ikke_relevant", ("fremgår_ikke", "kan_ikke_vurderes")
SPECIAL = (NOT_RELEVANT, *UNKNOWN_ANSWERS)
NOT_ASSESSABLE = "kan_ikke_vurderes"
UNANSWERED, PERHAPS, NOT_ASKED = "ubesvaret", "måske stillet", "ikke stillet"


def _tables() -> Iterator[list[list[str]]]:
    section = PAGE[PAGE.index("### Hvornår en betingelse er opfyldt") : PAGE.index("## Forklaring")]
    for block in re.findall(r"(?:^\|.*\n)+", section, re.MULTILINE):
        yield [[cell.strip() for cell in row.strip("|\n").split("|")] for row in block.splitlines()]


ANSWERS, FINDING, OUTCOME = ([[WORDS[cell] for cell in row[1:]] for row in table[2:]] for table in list(_tables())[:3])
"""The rows of the three first tables, each a list of cells; the columns are told apart below."""


@dataclass
class Came:
    """What a case comes to. ``counts``: of each measure and recommendation ja, nej, ukendt or uden_for."""

    asked: list[str] = field(default_factory=list)
    unanswered: list[str] = field(default_factory=list)
    made: list[str] = field(default_factory=list)
    perhaps: list[str] = field(default_factory=list)
    outcome: str | None = None
    counts: dict[str, str] = field(default_factory=dict)


class SecondEvaluator:
    """Evaluates cases of one rubric, given as the data of its file."""

    def __init__(self, rubric: Mapping[str, Any]) -> None:
        self.rubric = rubric
        self.facts: dict[str, Any] = dict(rubric.get("facts", {}))
        self.questions = {one["id"]: one for part in rubric["sections"] for one in part["questions"]}
        self.outcomes: dict[str, Any] = dict(rubric["outcomes"])
        self.states: dict[str, Any] = {}
        self.values: dict[str, Values] = {}
        self.outcome: str | None = None

    def case(self, answers: Mapping[str, Any], facts: Mapping[str, Any], *, left_out: bool = False) -> Came:
        """Evaluate a case; ``left_out``: as in a test, a question without an answer is as one not asked."""
        came = Came()
        self.see(answers, facts, came, NOT_ASKED if left_out else UNANSWERED)
        came.made = [name for name, found in self.values.items() if found == WORDS[MET]]
        came.perhaps = [name for name, found in self.values.items() if MET in found and len(found) > 1]
        came.unanswered = [] if left_out else [name for name in came.asked if self._open(name)]
        if not came.unanswered:
            came.outcome = self.outcome = self._outcome()
            for name, count, among in self._counted():
                came.counts[name] = _counted(count, among)
        return came

    def see(self, answers: Mapping[str, Any], facts: Mapping[str, Any], came: Came, gap: str = UNANSWERED) -> None:
        """Take a case in: the states of its questions and facts, and the values of its findings."""
        self.states = {name: facts.get(name, NOT_ASKED) for name in self.facts}
        self.outcome = None
        for name, question in self.questions.items():
            asked = self.value(question.get("ask_if", "all"))
            if asked == WORDS[MET]:
                came.asked.append(name)
                self.states[name] = answers.get(name, gap)
            else:
                self.states[name] = PERHAPS if MET in asked else NOT_ASKED
        self.values = {}
        for name, conditions in self._findings():
            self.values[name] = _any(conditions)

    def lacking(self, facts: Mapping[str, Any]) -> list[str]:
        """The facts that a case must have and does not, by »Oplysninger«."""
        self.states = {name: facts.get(name, NOT_ASKED) for name in self.facts}
        must = {
            name: self.value(fact["required_if"]) == WORDS[MET] if "required_if" in fact else fact.get("required", True)
            for name, fact in self.facts.items()
        }
        return [name for name in self.facts if must[name] and name not in facts]

    def value(self, condition: Any) -> Values:
        """The values a condition can have in the case taken in."""
        if condition == "all":
            return WORDS[MET]
        return _all([self._key(key, value) for key, value in condition.items()])

    def _key(self, key: str, wanted: Any) -> Values:
        listed = wanted if isinstance(wanted, list | tuple) else [wanted]
        match key:
            case "not":
                return frozenset({MET: UNMET, UNMET: MET, NEITHER: NEITHER}[one] for one in self.value(wanted))
            case "all":
                return _all(map(self.value, listed))
            case "any":
                return _any(map(self.value, listed))
            case "finding":
                return _any(map(self._has_finding, listed))
            case "outcome":
                return self._has_outcome([str(one) for one in listed])
        if isinstance(wanted, dict) and "chosen" in wanted:
            return self._chosen(key, wanted["chosen"])
        if isinstance(wanted, dict):
            return _all([self._bound(key, word, bound) for word, bound in wanted.items()])
        return self._answered(key, listed)

    def _answered(self, name: str, wanted: list[Any]) -> Values:
        special = [one for one in wanted if one in SPECIAL]
        row = ANSWERS[0 if not special else 1 if len(special) == len(wanted) else 2]
        state = self.states[name]
        if state in SPECIAL and (state in special or self._settled(name)):
            return row[0] if state in special else row[1]
        column = self._column(name)
        if column is not None:
            return row[column]
        ordinary = {self._read(name, one) for one in wanted if one not in special}
        given = set(state) if isinstance(state, tuple) else {state}
        return row[0] if given & ordinary else row[1]

    def _chosen(self, name: str, wanted: Any) -> Values:
        row, column, state = ANSWERS[4], self._column(name), self.states[name]
        if state in SPECIAL and self._settled(name):
            return WORDS[NEITHER]
        if column is not None:
            return row[column]
        limits = wanted if isinstance(wanted, dict) else {"at_least": wanted, "at_most": wanted}
        few, many = len(state) < limits.get("at_least", 0), len(state) > limits.get("at_most", len(state))
        return row[1] if few or many else row[0]

    def _bound(self, name: str, word: str, bound: Any) -> Values:
        row = ANSWERS[3]
        limit, parts = bound, [self._side(name)]
        if isinstance(bound, dict) and "question" in bound:
            limit = self.states[bound["question"]]
            parts.append(self._side(bound["question"]))
        elif isinstance(bound, dict):
            limit = self._parameter(bound["parameter"])
            parts.append(row[0] if limit is not None else WORDS["ukendt"])
        else:
            limit = self._read(name, bound)
        missing = _of_both(parts)
        if missing is not None:
            return missing
        value = self.states[name]
        sides = {"at_most": value <= limit, "at_least": value >= limit, "before": value < limit, "after": value > limit}
        return row[0] if sides[word] else row[1]

    def _side(self, name: str) -> Values:
        """What a date or a number gives by itself over for a limit; ``opfyldt`` when it is there."""
        row, column = ANSWERS[3], self._column(name)
        if self.states[name] in SPECIAL and self._settled(name):
            return WORDS[NEITHER]
        return row[0] if column is None else row[column]

    def _column(self, name: str) -> int | None:
        """The column of a state that is no answer; None for an answer."""
        state = self.states[name]
        columns = {NOT_RELEVANT: 2, **dict.fromkeys(UNKNOWN_ANSWERS, 3), UNANSWERED: 4, PERHAPS: 5, NOT_ASKED: 6}
        return columns.get(state) if isinstance(state, str) else None

    def _settled(self, name: str) -> bool:
        return self.states[name] in self.questions.get(name, {}).get("findings", {})

    def _has_finding(self, name: str) -> Values:
        made = self.values[name]
        return FINDING[0][0 if made == WORDS[MET] else 2 if MET in made else 1]

    def _has_outcome(self, wanted: list[str]) -> Values:
        beyond = [*self.outcomes.get("outside", []), NOT_ASSESSABLE]
        row = OUTCOME[1 if all(one in beyond for one in wanted) else 0]
        if self.outcome in wanted:
            return row[0]
        if self.outcome == NOT_ASSESSABLE:
            return row[2]
        return row[3] if self.outcome in beyond else row[1]

    def _findings(self) -> Iterator[tuple[str, list[Values]]]:
        for name, question in self.questions.items():
            own: dict[str, list[Values]] = {}
            for answer, finding in question.get("findings", {}).items():
                own.setdefault(finding["id"], []).append(self._answered(name, [answer]))
            yield from own.items()
        for finding in self.rubric.get("findings", ()):
            yield finding["id"], [self.value(finding["when"])]
        for late in self.rubric.get("deadlines", ()):
            yield late["id"], [_all([self.value(late.get("when") or "all"), self._late(late)])]

    def _late(self, late: Mapping[str, Any]) -> Values:
        missing = _of_both([self._side(late["start"]), self._side(late["end"])])
        if missing is not None:
            return missing
        start, end = self.states[late["start"]], self.states[late["end"]]
        possible: list[Values] = []
        for key in ("not_before", "within"):
            if key in late:
                length = self._length(late[key])
                if length is None:
                    possible.append(WORDS["ukendt"])
                    continue
                last = last_day(start, length, self.rubric.get("days_off", ["lørdag"]))
                missed = (last is None or end < last) if key == "not_before" else (last is not None and end > last)
                possible.append(WORDS[MET if missed else UNMET])
        return _any(possible)

    def _length(self, within: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """The length with the number a parameter says; None where the parameter has no value in the case."""
        [(unit, number)] = [(key, value) for key, value in within.items() if key != "on_day_off"]
        if isinstance(number, dict):
            number = self._parameter(number["parameter"])
        return None if number is None else {**within, unit: int(number)}

    def _outcome(self) -> str:
        if self.outcomes.get("classes"):
            return self._class()
        order = [*self.outcomes["ladder"], *reversed(self.outcomes.get("outside", []))]
        outcome_of = {finding["id"]: finding["outcome"] for finding in self.findings()}
        steps = {name: order.index(outcome) for name, outcome in outcome_of.items()}
        certain = max((steps[name] for name, found in self.values.items() if found == WORDS[MET]), default=0)
        worst = max((steps[name] for name, found in self.values.items() if MET in found), default=0)
        return order[certain] if worst <= certain or certain >= len(self.outcomes["ladder"]) else NOT_ASSESSABLE

    def findings(self) -> Iterator[Mapping[str, Any]]:
        """Every finding of the rubric, one for each answer that makes it."""
        for question in self.questions.values():
            yield from question.get("findings", {}).values()
        yield from self.rubric.get("findings", ())
        yield from self.rubric.get("deadlines", ())

    def _class(self) -> str:
        possible = set()
        for rule in self.outcomes.get("rules", ()):
            found = self.value(rule["when"])
            if MET in found:
                possible.add(rule["class"])
            if found == WORDS[MET]:
                break
        else:
            possible.add(self.outcomes["else"])
        return possible.pop() if len(possible) == 1 else NOT_ASSESSABLE

    def _counted(self) -> Iterator[tuple[str, Values, Values]]:
        for measure in self.rubric.get("measures", ()):
            yield measure["id"], self.value(measure["count"]), self.value(measure["among"])
        for name, one in self.rubric.get("recommendations", {}).items():
            speaking = [finding["id"] for finding in self.findings() if name in finding.get("recommend", ())]
            spoken_for = _any(map(self._has_finding, speaking)) if speaking else WORDS[UNMET]
            yield name, spoken_for, self.value(one.get("among", "all"))

    def _open(self, name: str) -> bool:
        return bool(self.states[name] == UNANSWERED and self.questions[name].get("required", True))

    def _read(self, name: str, raw: Any) -> Any:
        kind = (self.questions.get(name) or self.facts[name])["type"]
        if kind == "number":
            return Decimal(str(raw))
        return date.fromisoformat(raw) if kind == "date" else str(raw)

    def _parameter(self, name: str) -> Decimal | None:
        day = self.states.get(self.rubric.get("in_force", {}).get("fact"))
        if not isinstance(day, date):
            return None
        values = self.rubric["parameters"][name]["values"]
        begun = [one for one in values if date.fromisoformat(one["from"]) <= day]
        return Decimal(str(max(begun, key=lambda one: str(one["from"]))["value"])) if begun else None


def last_day(start: date, within: Mapping[str, Any], days_off: Collection[str]) -> date | None:
    """The last day of a deadline, months clamped to the last day of the month; None after the calendar's end."""
    length = dict(within)
    moves = length.pop("on_day_off", "samme_dag") == "næste_arbejdsdag"
    [(unit, number)] = length.items()
    try:
        if unit == "workdays":
            return _counted_on(start, number, days_off)
        if unit in ("days", "weeks"):
            last = start + timedelta(days=number * (7 if unit == "weeks" else 1))
        else:
            months = start.month - 1 + number * (12 if unit == "years" else 1)
            year, month = start.year + months // 12, months % 12 + 1
            last = date(year, month, min(start.day, calendar.monthrange(year, month)[1]))
        return _counted_on(last - timedelta(days=1), 1, days_off) if moves and day_off(last, days_off) else last
    except (OverflowError, ValueError, calendar.IllegalMonthError):
        return None


def _counted_on(day: date, number: int, days_off: Collection[str]) -> date:
    """Day by day to the last of so many working days after ``day``."""
    if number > (date.max - day).days:
        raise OverflowError
    while number:
        day += timedelta(days=1)
        number -= not day_off(day, days_off)
    return day


NAMED = {(5, 1): "første_maj", (6, 5): "grundlovsdag", (12, 24): "juleaftensdag", (12, 31): "nytårsaftensdag"}
FIXED = ((1, 1), (12, 25), (12, 26))
BESIDE_EASTER = (-3, -2, 0, 1, 39, 49, 50)
PRAYER_DAY, LAST_PRAYER_DAY = 26, 2023
KNOWN = range(1901, 2101)
"""The years in which the page says helligdage are counted."""


def day_off(day: date, days_off: Collection[str]) -> bool:
    """Whether a day is no working day, by the page: Sundays, helligdage, and the days that are named."""
    if day.weekday() == 6 or (day.weekday() == 5 and "lørdag" in days_off):
        return True
    if NAMED.get((day.month, day.day)) in days_off:
        return True
    if day.year not in KNOWN:
        return False
    from_easter = (day - easter(day.year)).days
    prayer = from_easter == PRAYER_DAY and day.year <= LAST_PRAYER_DAY
    return (day.month, day.day) in FIXED or from_easter in BESIDE_EASTER or prayer


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (Anonymous Gregorian algorithm, Nature, 20 April 1876)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    h = (19 * a + b - d - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    i, k = divmod(c, 4)
    rest = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * rest) // 451
    month, day = divmod(h + rest - 7 * m + 114, 31)
    return date(year, month, day + 1)


def _of_both(parts: list[Values]) -> Values | None:
    """What the two sides of a comparison give when one of them is missing; None when neither is."""
    for word in (NEITHER, "åben", "ukendt"):
        if WORDS[word] in parts:
            return WORDS[word]
    return None


def _all(parts: Iterable[Values]) -> Values:
    def together(ways: tuple[str, ...]) -> str:
        return UNMET if UNMET in ways else NEITHER if NEITHER in ways else MET

    return frozenset(map(together, product(*_few(parts))))


def _any(parts: Iterable[Values]) -> Values:
    def together(ways: tuple[str, ...]) -> str:
        return MET if MET in ways else NEITHER if NEITHER in ways else UNMET

    return frozenset(map(together, product(*_few(parts))))


def _few(parts: Iterable[Values]) -> list[Values]:
    """The parts without repeats of a certain value, which change nothing."""
    every = list(parts)
    return [*{part for part in every if len(part) == 1}, *(part for part in every if len(part) > 1)]


def _counted(count: Values, among: Values) -> str:
    if among != WORDS[MET]:
        return "uden_for"
    return "ja" if count == WORDS[MET] else "ukendt" if MET in count else "nej"
