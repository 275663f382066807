"""Recorded answers: whole assessments made elsewhere, stored many at a time."""

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

from sqlalchemy import Connection, insert, select

from audit.cases import INDEPENDENT, Case, Round
from audit.errors import Problem, StateError
from audit.review.recorded import CITATION, REMARK, RecordedAssessment
from audit.rubric.parts import Special
from audit.rubric.values import encode
from audit.store import tables
from audit.store.answers import (
    answer_rows,
    answer_text,
    note_row,
    note_text,
    save_answer,
    save_evaluation,
    save_note,
)
from audit.store.assessments import load, next_id
from audit.store.engine import Tx
from audit.store.events import What
from audit.store.records import AssessmentState, StoredAnswer, case_ref
from audit.store.values import utc_now

_AT_ONCE = 500

_Key = tuple[int, str]
"""A case's key, and a round."""


def save_recorded(tx: Tx, batch: Iterable[RecordedAssessment], *, replace: bool = False) -> int:
    """Store whole assessments with their answers, notes, marks and outcomes; how many changed something.

    Every answer is logged as one event, as from the keyboard. With ``replace``
    an assessment takes the place of the one its reviewer has of the same case
    and round, and only what differs is written and logged: a corrected file
    can be taken in again. Raises StateError when a case is begun and
    ``replace`` was not asked for, and with a problem for each case that is not
    drawn, that another reviewer has begun, that its reviewer has scored in the
    other independent round, that comes twice, or that would lose what the file
    has no column for; the exception must leave the transaction, so that
    nothing is stored.
    """
    cases, begun = _drawn(tx.conn), _begun(tx.conn)
    reviewers = {key: state.reviewer for key, state in begun.items()}
    seen: set[_Key] = set()
    problems: list[Problem] = []
    changed, again, id_ = 0, 0, next_id(tx.conn)
    waiting = iter(batch)
    while chunk := list(islice(waiting, _AT_ONCE)):
        rows = _Rows(tx)
        for one in chunk:
            key = one.case.key, str(one.round)
            found = _problem(one, cases, reviewers, seen)
            if found is None and key in begun:
                again += 1
                stored = load(tx.conn, begun[key].id).answers
                found = _loss(one, stored)
                if replace and found is None:
                    changed += _replace(tx, begun[key].id, one, stored)
            elif found is None:
                rows.add(id_, one, cases[one.case.key])
                id_ += 1
                changed += 1
            if found:
                problems.append(found)
            seen.add(key)
            reviewers.setdefault(key, one.reviewer)
        rows.insert()
    if again and not replace:
        raise StateError(
            f"Svarene kan ikke gemmes: {again} af sagerne er allerede begyndt. Intet er gemt. "
            "Skal filen gælde i stedet for det, der er gemt, så brug --replace."
        )
    if problems:
        raise StateError("Svarene kan ikke gemmes. Intet er gemt.", problems)
    return changed


def _drawn(conn: Connection) -> Mapping[int, str]:
    """The drawn cases' names in the log, by key."""
    case = tables.frame_case.c
    rows = conn.execute(select(case.key, case.kommune, case.case_id).join_from(tables.drawn, tables.frame_case))
    return {row.key: case_ref(Case(row.kommune, row.case_id, "")) for row in rows}


def _begun(conn: Connection) -> Mapping[_Key, AssessmentState]:
    one = tables.assessment.c
    rows = conn.execute(select(one.case_key, one.id, one.round, one.reviewer, one.outcome))
    return {
        (row.case_key, row.round): AssessmentState(row.id, Round(row.round), row.reviewer, row.outcome) for row in rows
    }


def _problem(
    one: RecordedAssessment, cases: Mapping[int, str], reviewers: Mapping[_Key, str], seen: set[_Key]
) -> Problem | None:
    key, name = (one.case.key, str(one.round)), f"sagen »{one.case.case_id}«"
    if one.case.key not in cases:
        return Problem(f"{name} er ikke trukket.", "Se de trukne sager med »audit sample show«.")
    if key in seen:
        return Problem(f"{name} står der to gange.", "Behold den ene.")
    if reviewers.get(key, one.reviewer) != one.reviewer:
        return Problem(f"{name} bedømmes allerede af »{reviewers[key]}«.", "Fjern den fra filen.")
    for other in INDEPENDENT - {one.round} if one.round in INDEPENDENT else ():
        if reviewers.get((one.case.key, str(other)), "").casefold() == one.reviewer.casefold():
            what = f"{name} har »{one.reviewer}« selv bedømt i en anden runde."
            return Problem(what, "De to bedømmelser skal være uafhængige, så en anden skal lave den.")
    return None


def _loss(one: RecordedAssessment, stored: Mapping[str, StoredAnswer]) -> Problem | None:
    """What is stored and the file has no column for: taking the file's word would lose it."""
    if one.columns is None:
        return None
    for question, given in stored.items():
        held = {question: given.values, f"{question}.{REMARK}": given.remark, f"{question}.{CITATION}": given.citation}
        for column, value in held.items():
            if value and column not in one.columns:
                what = f"sagen »{one.case.case_id}« har noget gemt om »{question}«, som filen ikke har med."
                return Problem(what, f"Tilføj kolonnen »{column}«.")
    return None


def _replace(tx: Tx, id_: int, one: RecordedAssessment, stored: Mapping[str, StoredAnswer]) -> bool:
    """Make a stored assessment the same as a recorded one; whether anything differed."""
    differs = False
    for question in dict.fromkeys((*stored, *one.answers)):
        given = one.answers.get(question)
        answer = given.answer if given else None
        values = encode(answer) if answer is not None else ()
        differs |= save_answer(tx, id_, question, values, isinstance(answer, Special))
        differs |= save_note(tx, id_, question, given.remark if given else "", given.citation if given else "")
    save_evaluation(tx, id_, one.evaluation)
    return differs


class _Rows:
    """Table rows waiting to be written together."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx
        self._assessments: list[dict[str, Any]] = []
        self._answers: list[dict[str, Any]] = []
        self._notes: list[dict[str, Any]] = []
        self._marks: list[dict[str, Any]] = []

    def add(self, id_: int, one: RecordedAssessment, case: str) -> None:
        outcome, round_ = one.evaluation.outcome, str(one.round)
        self._assessments.append(
            {
                "id": id_,
                "case_key": one.case.key,
                "round": round_,
                "reviewer": one.reviewer,
                "started": utc_now(),
                "outcome": outcome,
            }
        )
        self._tx.record(What.BEGIN, case=case, round_=round_, new=one.reviewer)
        self._add_answers(id_, one, case, round_)
        marks = dict.fromkeys(one.evaluation.marks)
        self._marks += [{"assessment": id_, "kind": str(mark.kind), "code": mark.code} for mark in marks]
        if outcome is not None:
            self._tx.record(What.OUTCOME, case=case, round_=round_, new=outcome)

    def _add_answers(self, id_: int, one: RecordedAssessment, case: str, round_: str) -> None:
        asked = frozenset(one.evaluation.asked)
        for question, given in one.answers.items():
            if given.answer is not None:
                values, special = encode(given.answer), isinstance(given.answer, Special)
                self._answers += answer_rows(id_, question, values, special, counted=question in asked)
                text = answer_text(values)
                self._tx.record(What.ANSWER, case=case, question=question, round_=round_, new=text)
            if given.remark or given.citation:
                self._notes.append(note_row(id_, question, given.remark, given.citation))
                text = note_text(given.remark, given.citation)
                self._tx.record(What.NOTE, case=case, question=question, round_=round_, new=text)

    def insert(self) -> None:
        for table, rows in (
            (tables.assessment, self._assessments),
            (tables.answer, self._answers),
            (tables.note, self._notes),
            (tables.mark, self._marks),
        ):
            if rows:
                self._tx.conn.execute(insert(table), rows)
