"""What a reviewer gives in a case, and what the rubric makes of it, stored together.

What a reviewer gave is stored and logged as it came. What the rubric derives
(which answers count, outcome, tally) is stored beside it in the same
transaction, so that counting needs no evaluation.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import delete, text, tuple_, update

from audit.rubric.evaluate import Evaluation
from audit.store import tables
from audit.store.engine import Tx
from audit.store.events import What
from audit.store.records import AssessmentRecord, StoredAnswer, case_ref
from audit.store.values import json_text, storable

_NOTHING = StoredAnswer(())
_PUT_ANSWER = text(
    "INSERT INTO answer (assessment, question, position, value, special, counted) "
    "VALUES (:assessment, :question, :position, :value, :special, :counted) "
    "ON CONFLICT (assessment, question, position) "
    "DO UPDATE SET value = excluded.value, special = excluded.special, counted = excluded.counted"
)
_PUT_NOTE = text(
    "INSERT INTO note (assessment, question, remark, citation) VALUES (:assessment, :question, :remark, :citation) "
    "ON CONFLICT (assessment, question) DO UPDATE SET remark = excluded.remark, citation = excluded.citation"
)


def save(
    tx: Tx,
    record: AssessmentRecord,
    given: Mapping[str, StoredAnswer],
    evaluation: Evaluation,
    reasons: Mapping[str, str] | None = None,
) -> AssessmentRecord:
    """Store what is given to some questions in place of what they had, and what the rubric makes of the case then.

    ``record`` is the assessment as this transaction has read it, ``given`` the
    new state of each question that is spoken of: no values take the answer
    away, no words the remark and citation. ``evaluation`` is of all the answers
    that the assessment comes to have. ``reasons`` go into the log by question.
    Only what differs is written and logged. Gives the assessment as it is now,
    which is ``record`` itself when nothing differs. InputError when a text
    cannot be stored.
    """
    ruled = record.ruling and record.ruling.outcome
    assert not ruled or evaluation.outcome in (None, ruled), "the evaluation must be made with the ruling"
    asked = frozenset(evaluation.asked)
    state = {**record.answers, **given}
    kept = {name: replace(one, counted=name in asked) for name, one in state.items() if one != _NOTHING}
    now = replace(record, answers=kept, derived=evaluation.derived, tally=evaluation.tally or None)
    _write_answers(tx, record, now)
    _write_notes(tx, record, given)
    _log(tx, record, given, reasons or {})
    write_result(tx, record, now)
    return record if now == record else now


def write_result(tx: Tx, before: AssessmentRecord, now: AssessmentRecord) -> None:
    """Store the outcome that follows from the answers, and the tally, where they have changed; log the outcome."""
    if (before.derived, before.tally) != (now.derived, now.tally):
        one = tables.assessment
        tx.conn.execute(update(one).where(one.c.id == now.id).values(outcome=now.derived, tally=now.tally))
    if before.derived != now.derived:
        old, new = before.derived or "", now.derived or ""
        tx.record(What.OUTCOME, case=case_ref(now.case), round_=now.round, old=old, new=new)


def _write_answers(tx: Tx, before: AssessmentRecord, now: AssessmentRecord) -> None:
    """Put the rows that are new or changed in place, and take away those beyond an answer's last value."""
    rows: list[dict[str, Any]] = []
    surplus: list[tuple[str, int]] = []
    for question in {**before.answers, **now.answers}:
        old, new = before.answers.get(question, _NOTHING), now.answers.get(question, _NOTHING)
        if (old.values, old.special, old.counted) != (new.values, new.special, new.counted):
            rows += answer_rows(now.id, question, new)
        surplus += [(question, place) for place in range(len(new.values), len(old.values))]
    if surplus:
        answer = tables.answer.c
        here = tuple_(answer.question, answer.position).in_(surplus)
        tx.conn.execute(delete(tables.answer).where(answer.assessment == now.id, here))
    if rows:
        tx.conn.execute(_PUT_ANSWER, rows)


def _write_notes(tx: Tx, record: AssessmentRecord, given: Mapping[str, StoredAnswer]) -> None:
    rows, gone = [], []
    for question, new in given.items():
        old = record.answers.get(question, _NOTHING)
        if (old.remark, old.citation) == (new.remark, new.citation):
            continue
        if new.remark or new.citation:
            rows.append(note_row(record.id, question, new))
        else:
            gone.append(question)
    if gone:
        note = tables.note.c
        tx.conn.execute(delete(tables.note).where(note.assessment == record.id, note.question.in_(gone)))
    if rows:
        tx.conn.execute(_PUT_NOTE, rows)


def _log(tx: Tx, record: AssessmentRecord, given: Mapping[str, StoredAnswer], reasons: Mapping[str, str]) -> None:
    for question, new in given.items():
        before = record.answers.get(question, _NOTHING)
        about = {"case": case_ref(record.case), "question": question, "round_": record.round}
        about["reason"] = reasons.get(question, "")
        if (before.values, before.special) != (new.values, new.special):
            old, text = answer_text(before.values), answer_text(new.values)
            tx.record(What.ANSWER, **about, old=old, new=text)
        if note_text(before) != note_text(new):
            tx.record(What.NOTE, **about, old=note_text(before), new=note_text(new))


def answer_rows(assessment_id: int, question: str, given: StoredAnswer) -> list[dict[str, Any]]:
    """The table rows of one answer; InputError when a text cannot be stored."""
    return [
        {
            "assessment": assessment_id,
            "question": question,
            "position": position,
            "value": storable(value),
            "special": given.special,
            "counted": given.counted,
        }
        for position, value in enumerate(dict.fromkeys(given.values))
    ]


def note_row(assessment_id: int, question: str, given: StoredAnswer) -> dict[str, Any]:
    """The table row of one note; InputError when a text cannot be stored."""
    return {
        "assessment": assessment_id,
        "question": question,
        "remark": storable(given.remark),
        "citation": storable(given.citation),
    }


def answer_text(values: Iterable[str]) -> str:
    """An answer as the log writes it; options are ids, so the comma parts them and nothing else."""
    return ", ".join(values)


def note_text(given: StoredAnswer) -> str:
    """A note as the log writes it; "" for none."""
    held = {"remark": given.remark, "citation": given.citation}
    return json_text(held) if given.remark or given.citation else ""
