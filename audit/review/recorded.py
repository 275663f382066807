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
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from audit.authorities import Authorities
from audit.cases import Case, Round
from audit.errors import InputError, Problem
from audit.privacy import holds_cpr
from audit.review.doubts import doubts, out_of_order
from audit.review.entries import clean
from audit.reviewers import MISTAKE, find_code
from audit.rubric.cells import worded_cell
from audit.rubric.evaluate import Evaluation, Evaluator
from audit.rubric.facts import read_facts
from audit.rubric.model import Rubric
from audit.rubric.parts import Special
from audit.rubric.values import Answer, NotAnAnswer
from audit.wording.authority_words import no_authority
from audit.wording.labels import readable
from audit.wording.quoting import listed, quoted, suggest

CASE, KOMMUNE, REVIEWER, ROUND = "sagsnr", "kommune", "bedømmer", "runde"
HEADINGS = (CASE, KOMMUNE, REVIEWER, ROUND)
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
    case is spoken of: what has no column is not thereby taken away. ``questions``
    are the rubric's, None for any: what is stored about a question that the
    rubric no longer has is not spoken of.
    """

    case: Case
    reviewer: str
    round: Round
    answers: Mapping[str, RecordedAnswer]
    evaluation: Evaluation
    columns: frozenset[str] | None = None
    questions: frozenset[str] | None = None

    def concerns(self, question: str) -> bool:
        """Whether what is stored about a question is to become as it is here."""
        return self.questions is None or question in self.questions


class CellsOfRow(NamedTuple):
    """The cells of a row: their texts, and what the file gave."""

    cells: Sequence[str]
    raw: Sequence[object]


CellReader = Callable[[str, object], tuple[str, str]]
"""From a cell's text and value: what it says, and what its sender must know of the reading, or ""."""


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
    authorities: Authorities,
    problem: ProblemAt,
    header_row: int = 1,
    *,
    above: Iterable[RecordedRow] = (),
    today: date | None = None,
) -> Recorded:
    """Read recorded answers for the ``drawn`` cases; nothing is taken in when there are problems.

    A problem that is a warning tells what a cell was changed to in reading.
    ``today`` is the day they are taken in, by which some are unlikely and so a
    problem; None where all are confirmed. ``above`` are the rows over the
    headings, in which a CPR number is a problem as well.
    """
    found = Recorded()
    reader = _RecordedReader(header, list(drawn), rubric, authorities, problem, found, today)
    for number, _, raw in above:
        reader.free_of_cpr(number, raw)
    reader.check_header(header, header_row)
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
        authorities: Authorities,
        problem: ProblemAt,
        found: Recorded,
        today: date | None,
    ) -> None:
        self.today = today
        self.rubric, self.authorities = rubric, authorities
        self.evaluator = Evaluator(rubric)
        self.problem = problem
        self.found = found
        self.cases = {(case.kommune, case.case_id): case for case in drawn}
        self.ids = Counter(case.case_id for case in drawn)
        self.by_id = {case.case_id: case for case in drawn}
        self.seen: dict[tuple[int, str], int] = {}
        self.errors = 0
        self.columns = {name: place for place, name in enumerate(header)}
        self.spoken_of = frozenset(self.columns), frozenset(rubric.questions)

    def check_header(self, header: Sequence[str], row: int) -> None:
        noted = {f"{question}.{kind}" for question in self.rubric.questions for kind in (REMARK, CITATION)}
        known = {CASE, KOMMUNE, REVIEWER, ROUND, *self.rubric.questions, *noted}
        for column, name in enumerate(header):
            if holds_cpr(name):
                what = "overskriften indeholder et CPR-nummer."
                self.found.problems.append(self.problem(row, column, what, "Fjern det fra filen."))
                continue
            if name not in known and not name.startswith("("):
                what = f"kolonnen {quoted(name)} er ikke et spørgsmål i måleskemaet{suggest(name, known) or '.'}"
                todo = "Ret overskriften, eller sæt den i parentes for at springe den over."
                if name.casefold() == self.authorities.noun.one:
                    todo = f"Kald kolonnen med {self.authorities.noun.the_one} »{KOMMUNE}«."
                self.found.problems.append(self.problem(row, column, what, todo))
        for name in (CASE, REVIEWER):
            if name not in self.columns:
                what = f"kolonnen »{name}« mangler{suggest(name, header) or '.'}"
                self.found.problems.append(self.problem(row, 0, what, ""))

    def read(self, number: int, cells: Sequence[str], raw: Sequence[object]) -> None:
        before = self.errors
        if not self.free_of_cpr(number, raw):  # what else is wrong would be told by quoting the row
            return
        row = CellsOfRow(cells, raw)
        case = self.case(number, row)
        reviewer = self.reviewer(number, row)
        round_ = self.round(number, row)
        answers = self.answers(number, row)
        if case is None or self.errors > before:
            return
        first = self.seen.setdefault((case.key, round_), number)
        if first != number:
            what = f"{self.rubric.case.the_one} står også i linje {first}."
            self.wrong(number, self.columns[CASE], what, "Behold den ene.")
            return
        values = {name: given.answer for name, given in answers.items() if given.answer is not None}
        facts = read_facts(self.rubric, case.facts)
        evaluation = self.evaluator.evaluate(values, facts)
        for name in values:
            if name not in evaluation.asked:
                what = f"»{name}« er besvaret, men der spørges ikke om det i {self.rubric.case.this}."
                self.wrong(number, self.columns[name], what, "Slet svaret, eller ret det svar, spørgsmålet beror på.")
        self.doubt(number, {name: value for name, value in values.items() if name in evaluation.asked}, facts)
        if self.errors == before:
            one = RecordedAssessment(case, reviewer, round_, answers, evaluation, *self.spoken_of)
            self.found.assessments.append(one)

    def free_of_cpr(self, number: int, raw: Iterable[object]) -> bool:
        """Whether no cell of the row holds a CPR number; each that does is a problem."""
        before = self.errors
        for column, value in enumerate(raw):
            if holds_cpr(value):
                self.wrong(number, column, "cellen indeholder et CPR-nummer.", "Fjern det fra filen.")
        return self.errors == before

    def doubt(self, number: int, given: Mapping[str, Answer], facts: Mapping[str, object]) -> None:
        """Note answers that stand in the wrong order, and unlikely ones unless they are confirmed."""
        for name in given:
            if why := out_of_order(self.rubric, name, given, facts):
                self.wrong(number, self.columns[name], f"»{name}«: {why}", "Ret den ene af de to datoer.")
        for about, why in doubts(self.rubric, given, facts, self.today) if self.today else ():
            column = self.columns[next(name for name in about if name in given)]
            self.wrong(number, column, f"usandsynligt: {why}", "Ret det; er det rigtigt, så brug --accept-unlikely.")

    def wrong(self, number: int, column: int, what: str, todo: str = "") -> None:
        self.errors += 1
        self.found.problems.append(self.problem(number, column, what, todo))

    def cell(self, number: int, row: CellsOfRow, name: str, read: CellReader = worded_cell) -> str:
        """A cell as ``read`` reads it; "" where it is empty, and with a problem where it cannot be read."""
        place = self.columns.get(name)
        if place is None or place >= len(row.cells):
            return ""
        raw = row.raw[place] if place < len(row.raw) else None
        if raw is None or isinstance(raw, str):
            return row.cells[place]
        try:
            text, note = read(row.cells[place], raw)
        except NotAnAnswer as refusal:
            self.wrong(number, place, str(refusal))
            return ""
        if note:
            self.found.problems.append(replace(self.problem(number, place, note, ""), warning=True))
        return text

    def case(self, number: int, row: CellsOfRow) -> Case | None:
        case_id, text = self.cell(number, row, CASE), self.cell(number, row, KOMMUNE)
        if not text:
            if self.ids[case_id] > 1:
                what = f"sagsnummeret {quoted(case_id)} findes i flere {self.authorities.noun.many}."
                self.wrong(
                    number,
                    self.columns[CASE],
                    what,
                    f"Tilføj en kolonne »{KOMMUNE}« med {self.authorities.noun.the_one}.",
                )
                return None
            case = self.by_id.get(case_id)
        else:
            kommune = self.authorities.find(text)
            if kommune is None:
                self.wrong(number, self.columns[KOMMUNE], no_authority(self.authorities, text))
                return None
            case = self.cases.get((kommune.code, case_id))
        if case is None:
            called = self.rubric.case.the_one
            what = f"{called} {quoted(case_id)} er ikke med i undersøgelsen." if case_id else "sagsnummeret mangler."
            self.wrong(number, self.columns[CASE], what, "Se dem, der er, med »audit sample show«.")
        return case

    def reviewer(self, number: int, row: CellsOfRow) -> str:
        text = self.cell(number, row, REVIEWER)
        code = find_code(text)
        if code is None:
            self.wrong(number, self.columns[REVIEWER], MISTAKE if text else "bedømmeren mangler.")
        return code or ""

    def round(self, number: int, row: CellsOfRow) -> Round:
        text = self.cell(number, row, ROUND) or str(Round.FIRST)
        if text not in ROUNDS:
            what = f"{quoted(text)} er ikke en runde{suggest(text, ROUNDS) or '.'}"
            self.wrong(number, self.columns[ROUND], what, "Skriv første, anden, opmand eller efter høring.")
            return Round.FIRST
        return ROUNDS[text]

    def answers(self, number: int, row: CellsOfRow) -> dict[str, RecordedAnswer]:
        answers = {}
        for name, question in self.rubric.questions.items():
            text = self.words(number, row, name, question.from_cell)
            remark, citation = (self.words(number, row, f"{name}.{kind}") for kind in (REMARK, CITATION))
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

    def words(self, number: int, row: CellsOfRow, name: str, read: CellReader = worded_cell) -> str:
        """A cell as the keyboard would store it: on one line, without control characters or CPR numbers."""
        try:
            return clean(self.cell(number, row, name, read))
        except NotAnAnswer as refusal:
            self.wrong(number, self.columns[name], str(refusal))
            return ""
