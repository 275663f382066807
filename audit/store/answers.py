"""Answers, remarks and citations as a reviewer gives them, and what the rubric makes of them.

What a reviewer gave is stored and logged as it came. What the rubric derives
(which answers count, marks, outcome) is stored beside it by
:func:`save_evaluation`, in the same transaction, so that counting needs no
rubric.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, insert, select, update

from audit.cases import Case
from audit.errors import StateError
from audit.rubric.evaluate import Evaluation
from audit.store import tables
from audit.store.engine import Tx
from audit.store.events import What
from audit.store.records import case_ref
from audit.store.values import json_text, storable


def save_answer(
    tx: Tx, assessment_id: int, question: str, values: Sequence[str], special: bool, reason: str = ""
) -> bool:
    """Store the answer to a question instead of the one it had; False when it is the same.

    ``values`` are what ``rubric.values.encode`` gives. The caller stores what
    the rubric makes of it with :func:`save_evaluation` in the same
    transaction; until then the answer counts nowhere.
    """
    about = assessment_row(tx.conn, assessment_id)
    old = tx.conn.execute(stored_values(assessment_id).where(tables.answer.c.question == question)).all()
    before = tuple(row.value for row in old)
    if before == tuple(values) and all(row.special == special for row in old):
        return False
    if old:
        _delete_answer(tx, assessment_id, question)
    if values:
        tx.conn.execute(insert(tables.answer), answer_rows(assessment_id, question, values, special, counted=False))
    tx.record(
        What.ANSWER,
        case=_ref(about),
        question=question,
        round_=about.round,
        old=answer_text(before),
        new=answer_text(values),
        reason=reason,
    )
    return True


def clear_answer(tx: Tx, assessment_id: int, question: str, reason: str = "") -> bool:
    """Take the answer to a question away; its remark and citation stay. False when there was none."""
    return save_answer(tx, assessment_id, question, (), special=False, reason=reason)


def save_note(tx: Tx, assessment_id: int, question: str, remark: str, citation: str) -> bool:
    """Store the remark and the citation of a question instead of those it had; False when they are the same.

    Both "" takes them away.
    """
    about = assessment_row(tx.conn, assessment_id)
    note = tables.note.c
    here = (note.assessment == assessment_id, note.question == question)
    old = tx.conn.execute(select(note.remark, note.citation).where(*here)).first()
    before = (old.remark, old.citation) if old else ("", "")
    if before == (remark, citation):
        return False
    tx.conn.execute(delete(tables.note).where(*here))
    if remark or citation:
        tx.conn.execute(insert(tables.note), [note_row(assessment_id, question, remark, citation)])
    tx.record(
        What.NOTE,
        case=_ref(about),
        question=question,
        round_=about.round,
        old=note_text(*before),
        new=note_text(remark, citation),
    )
    return True


def save_evaluation(tx: Tx, assessment_id: int, evaluation: Evaluation) -> None:
    """Store what the rubric makes of the assessment: which answers count, its marks, its outcome."""
    about = assessment_row(tx.conn, assessment_id)
    _save_counted(tx, assessment_id, frozenset(evaluation.asked))
    _save_marks(tx, assessment_id, {(str(mark.kind), mark.code) for mark in evaluation.marks})
    if about.outcome != evaluation.outcome:
        one = tables.assessment
        tx.conn.execute(update(one).where(one.c.id == assessment_id).values(outcome=evaluation.outcome))
        tx.record(
            What.OUTCOME,
            case=_ref(about),
            round_=about.round,
            old=about.outcome or "",
            new=evaluation.outcome or "",
        )


def _save_counted(tx: Tx, assessment_id: int, asked: frozenset[str]) -> None:
    answer = tables.answer.c
    stored = tx.conn.execute(
        select(answer.question, answer.counted).where(answer.assessment == assessment_id, answer.position == 0)
    ).all()
    for row in stored:
        counted = row.question in asked
        if row.counted != counted:
            here = (answer.assessment == assessment_id, answer.question == row.question)
            tx.conn.execute(update(tables.answer).where(*here).values(counted=counted))


def _save_marks(tx: Tx, assessment_id: int, wanted: set[tuple[str, str]]) -> None:
    mark = tables.mark.c
    stored = {
        (row.kind, row.code)
        for row in tx.conn.execute(select(mark.kind, mark.code).where(mark.assessment == assessment_id))
    }
    for kind, code in sorted(stored - wanted):
        tx.conn.execute(
            delete(tables.mark).where(mark.assessment == assessment_id, mark.kind == kind, mark.code == code)
        )
    if new := sorted(wanted - stored):
        tx.conn.execute(
            insert(tables.mark), [{"assessment": assessment_id, "kind": kind, "code": code} for kind, code in new]
        )


def answer_rows(
    assessment_id: int, question: str, values: Sequence[str], special: bool, *, counted: bool
) -> list[dict[str, Any]]:
    """The table rows of one answer; InputError when a text cannot be stored."""
    return [
        {
            "assessment": assessment_id,
            "question": question,
            "position": position,
            "value": storable(value),
            "special": special,
            "counted": counted,
        }
        for position, value in enumerate(dict.fromkeys(values))
    ]


def note_row(assessment_id: int, question: str, remark: str, citation: str) -> dict[str, Any]:
    """The table row of one note; InputError when a text cannot be stored."""
    return {
        "assessment": assessment_id,
        "question": question,
        "remark": storable(remark),
        "citation": storable(citation),
    }


def answer_text(values: Sequence[str]) -> str:
    """An answer as the log writes it; options are ids, so the comma parts them and nothing else."""
    return ", ".join(values)


def note_text(remark: str, citation: str) -> str:
    """A note as the log writes it; "" for none."""
    return json_text({"remark": remark, "citation": citation}) if remark or citation else ""


def _delete_answer(tx: Tx, assessment_id: int, question: str) -> None:
    answer = tables.answer.c
    tx.conn.execute(delete(tables.answer).where(answer.assessment == assessment_id, answer.question == question))


def stored_values(assessment_id: int) -> Select[Any]:
    """The values of an assessment's answers, in order."""
    answer = tables.answer.c
    return (
        select(answer.question, answer.value, answer.special)
        .where(answer.assessment == assessment_id)
        .order_by(answer.question, answer.position)
    )


def assessment_row(conn: Connection, assessment_id: int) -> Row[Any]:
    """An assessment with its case; StateError when there is none."""
    case, one = tables.frame_case.c, tables.assessment
    query = (
        select(one, case.kommune, case.case_id, case.file_no, case.facts)
        .join(tables.frame_case, case.key == one.c.case_key)
        .where(one.c.id == assessment_id)
    )
    row = conn.execute(query).first()
    if row is None:
        raise StateError("Bedømmelsen findes ikke. Intet er ændret.")
    return row


def _ref(row: Row[Any]) -> str:
    return case_ref(Case(row.kommune, row.case_id, row.file_no))
