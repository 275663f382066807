"""Recorded answers: assessments made outside the terminal, taken in by the same rules as the keyboard's.

One row is one assessment of one case. The columns are the case (``sagsnr``,
and ``kommune`` where case numbers are not unique), the reviewer
(``bedømmer``), the round (``runde``, left out for the first), one for each
question by its id, and where wanted ``<spørgsmål>.bemærkning`` and
``<spørgsmål>.akthenvisning``. An empty cell is no answer. A column whose
heading stands in parentheses is passed over.

What the keyboard would not let a reviewer do is a problem here: an option that
does not exist, an answer to a question that is not asked in the case, a case
that was not drawn, ``ikke_relevant`` without a reason.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from audit import kommuner
from audit.cases import Case, Round
from audit.errors import InputError, Problem
from audit.privacy import holds_cpr
from audit.review.doubts import doubts, out_of_order
from audit.review.entries import clean
from audit.reviewers import MISTAKE, find_code
from audit.rubric.evaluate import Evaluation, Evaluator
from audit.rubric.facts import read_facts
from audit.rubric.model import Rubric
from audit.rubric.parts import Special
from audit.rubric.values import Answer, NotAnAnswer
from audit.wording.labels import readable
from audit.wording.quoting import listed, quoted, suggest

CASE, KOMMUNE, REVIEWER, ROUND = "sagsnr", "kommune", "bedømmer", "runde"
REMARK, CITATION = "bemærkning", "akthenvisning"

ROUNDS = {
    "første": Round.FIRST,
    "anden": Round.SECOND,
    "opmand": Round.ADJUDICATED,
    "efter høring": Round.AFTER_HEARING,
} | {str(name): name for name in Round}
"""What may stand in the column ``runde``."""

ROUND_NAMES = tuple(name for name in ROUNDS if name not in tuple(Round))
"""The same in Danish, as they are told to the user."""


def round_label(round_: Round) -> str:
    """A round as it is called where a reader sees it: »Første«."""
    return readable(next(name for name in ROUND_NAMES if ROUNDS[name] is round_))


def read_round(text: str, among: Collection[Round] = tuple(Round)) -> Round:
    """The round that a command is given; InputError with the names when there is none ``among`` the rounds."""
    if (found := ROUNDS.get(text.strip().casefold())) in among and found:
        return found
    known = [name for name in ROUND_NAMES if ROUNDS[name] in among]
    raise InputError(f"{quoted(text)} er ikke en runde. Intet er ændret. Skriv {listed(known, 'eller')}.")


RecordedRow = tuple[int, Sequence[str], Sequence[object]]
"""A row's number in the file, its cells as text, and its cells as the file gave them."""

ProblemAt = Callable[[int, int, str, str], Problem]
"""Makes a problem from a row's number, a column counted from 0, what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class RecordedAnswer:
    """The answer to one question (None when only something was noted), with what was noted."""

    answer: Answer | None
    remark: str = ""
    citation: str = ""


@dataclass(frozen=True, slots=True)
class RecordedAssessment:
    """One row, read and evaluated.

    ``columns`` are the headings of the file, None where everything about the
    case is spoken of: what has no column is not thereby taken away.
    """

    case: Case
    reviewer: str
    round: Round
    answers: Mapping[str, RecordedAnswer]
    evaluation: Evaluation
    columns: frozenset[str] | None = None


@dataclass(slots=True)
class Recorded:
    """All rows of a file that could be read, and everything that is wrong with it."""

    assessments: list[RecordedAssessment] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_recorded(
    header: Sequence[str],
    rows: Iterable[RecordedRow],
    drawn: Iterable[Case],
    rubric: Rubric,
    problem: ProblemAt,
    *,
    today: date | None = None,
) -> Recorded:
    """Read recorded answers for the ``drawn`` cases; nothing is taken in when there are problems.

    ``today`` is the day they are taken in, by which some are unlikely and so a problem; None where all are confirmed.
    """
    found = Recorded()
    reader = _RecordedReader(header, list(drawn), rubric, problem, found, today)
    if not found.problems:
        for number, cells, raw in rows:
            reader.read(number, cells, raw)
    return found


class _RecordedReader:
    """The columns of one file, and what has been read from it so far."""

    def __init__(
        self,
        header: Sequence[str],
        drawn: list[Case],
        rubric: Rubric,
        problem: ProblemAt,
        found: Recorded,
        today: date | None,
    ) -> None:
        self.today = today
        self.rubric = rubric
        self.evaluator = Evaluator(rubric)
        self.problem = problem
        self.found = found
        self.cases = {(case.kommune, case.case_id): case for case in drawn}
        self.ids = Counter(case.case_id for case in drawn)
        self.by_id = {case.case_id: case for case in drawn}
        self.seen: dict[tuple[int, str], int] = {}
        self.columns = {name: place for place, name in enumerate(header)}
        self.check_header(header)

    def check_header(self, header: Sequence[str]) -> None:
        noted = {f"{question}.{kind}" for question in self.rubric.questions for kind in (REMARK, CITATION)}
        known = {CASE, KOMMUNE, REVIEWER, ROUND, *self.rubric.questions, *noted}
        for column, name in enumerate(header):
            if holds_cpr(name):
                what = "overskriften indeholder et CPR-nummer."
                self.found.problems.append(self.problem(1, column, what, "Fjern det fra filen."))
                continue
            if name not in known and not name.startswith("("):
                what = f"kolonnen {quoted(name)} er ikke et spørgsmål i måleskemaet{suggest(name, known) or '.'}"
                self.found.problems.append(
                    self.problem(1, column, what, "Ret overskriften, eller sæt den i parentes for at springe den over.")
                )
        for name in (CASE, REVIEWER):
            if name not in self.columns:
                what = f"kolonnen »{name}« mangler{suggest(name, header) or '.'}"
                self.found.problems.append(self.problem(1, 0, what, ""))

    def read(self, number: int, cells: Sequence[str], raw: Sequence[object]) -> None:
        before = len(self.found.problems)
        for column, value in enumerate(raw):
            if holds_cpr(value):
                self.wrong(number, column, "cellen indeholder et CPR-nummer.", "Fjern det fra filen.")
        if len(self.found.problems) > before:  # what else is wrong would be told by quoting the row
            return
        case = self.case(number, cells)
        reviewer = self.reviewer(number, cells)
        round_ = self.round(number, cells)
        answers = self.answers(number, cells)
        if case is None or len(self.found.problems) > before:
            return
        first = self.seen.setdefault((case.key, round_), number)
        if first != number:
            self.wrong(number, self.columns[CASE], f"sagen står også i linje {first}.", "Behold den ene.")
            return
        values = {name: given.answer for name, given in answers.items() if given.answer is not None}
        facts = read_facts(self.rubric, case.facts)
        evaluation = self.evaluator.evaluate(values, facts)
        for name in values:
            if name not in evaluation.asked:
                what = f"»{name}« er besvaret, men der spørges ikke om det i denne sag."
                self.wrong(number, self.columns[name], what, "Slet svaret, eller ret det svar, spørgsmålet hænger på.")
        self.doubt(number, {name: value for name, value in values.items() if name in evaluation.asked}, facts)
        if len(self.found.problems) == before:
            self.found.assessments.append(
                RecordedAssessment(case, reviewer, round_, answers, evaluation, frozenset(self.columns))
            )

    def doubt(self, number: int, given: Mapping[str, Answer], facts: Mapping[str, object]) -> None:
        """Note answers that stand in the wrong order, and unlikely ones unless they are confirmed."""
        for name in given:
            if why := out_of_order(self.rubric, name, given, facts):
                self.wrong(number, self.columns[name], f"»{name}«: {why}", "Ret den ene af de to datoer.")
        for about, why in doubts(self.rubric, given, facts, self.today) if self.today else ():
            column = self.columns[next(name for name in about if name in given)]
            self.wrong(number, column, f"usandsynligt: {why}", "Ret det; er det rigtigt, så brug --accept-unlikely.")

    def wrong(self, number: int, column: int, what: str, todo: str = "") -> None:
        self.found.problems.append(self.problem(number, column, what, todo))

    def cell(self, cells: Sequence[str], name: str) -> str:
        place = self.columns.get(name)
        return cells[place] if place is not None and place < len(cells) else ""

    def case(self, number: int, cells: Sequence[str]) -> Case | None:
        case_id, text = self.cell(cells, CASE), self.cell(cells, KOMMUNE)
        if not text:
            if self.ids[case_id] > 1:
                what = f"sagsnummeret {quoted(case_id)} findes i flere kommuner."
                self.wrong(number, self.columns[CASE], what, "Tilføj en kolonne med kommunen.")
                return None
            case = self.by_id.get(case_id)
        else:
            kommune = kommuner.find(text)
            if kommune is None:
                self.wrong(number, self.columns[KOMMUNE], f"{quoted(text)} er ikke en kommune.")
                return None
            case = self.cases.get((kommune.code, case_id))
        if case is None:
            what = f"sagen {quoted(case_id)} er ikke trukket." if case_id else "sagsnummeret mangler."
            self.wrong(number, self.columns[CASE], what, "Se de trukne sager med »audit sample show«.")
        return case

    def reviewer(self, number: int, cells: Sequence[str]) -> str:
        text = self.cell(cells, REVIEWER)
        code = find_code(text)
        if code is None:
            self.wrong(number, self.columns[REVIEWER], MISTAKE if text else "bedømmeren mangler.")
        return code or ""

    def round(self, number: int, cells: Sequence[str]) -> Round:
        text = self.cell(cells, ROUND) or str(Round.FIRST)
        if text not in ROUNDS:
            what = f"{quoted(text)} er ikke en runde{suggest(text, ROUNDS) or '.'}"
            self.wrong(number, self.columns[ROUND], what, "Skriv første, anden, opmand eller efter høring.")
            return Round.FIRST
        return ROUNDS[text]

    def answers(self, number: int, cells: Sequence[str]) -> dict[str, RecordedAnswer]:
        answers = {}
        for name, question in self.rubric.questions.items():
            text = self.words(number, cells, name)
            remark, citation = (self.words(number, cells, f"{name}.{kind}") for kind in (REMARK, CITATION))
            answer: Answer | None = None
            if text:
                try:
                    answer = question.read(question.by_label(text))
                except NotAnAnswer as refusal:
                    self.wrong(number, self.columns[name], str(refusal))
                    continue
            if answer is Special.NOT_RELEVANT and not remark:
                todo = f"Skriv den i kolonnen »{name}.{REMARK}«."
                self.wrong(number, self.columns[name], "»ikke_relevant« kræver en begrundelse.", todo)
            if answer is not None or remark or citation:
                answers[name] = RecordedAnswer(answer, remark, citation)
        return answers

    def words(self, number: int, cells: Sequence[str], name: str) -> str:
        """A cell as the keyboard would store it: on one line, without control characters or CPR numbers."""
        try:
            return clean(self.cell(cells, name))
        except NotAnAnswer as refusal:
            self.wrong(number, self.columns[name], str(refusal))
            return ""
