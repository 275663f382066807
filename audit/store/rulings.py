"""Rulings: the outcome a reviewer has decided on, kept beside the one that follows from the answers."""

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import Connection, delete, func, insert, select

from audit.review.ruling import Ruling
from audit.rubric.evaluate import Evaluation
from audit.store import tables
from audit.store.answers import write_result
from audit.store.engine import Tx
from audit.store.events import What
from audit.store.records import AssessmentRecord, case_ref
from audit.store.values import json_text, storable


def save_ruling(tx: Tx, record: AssessmentRecord, ruling: Ruling | None, evaluation: Evaluation) -> AssessmentRecord:
    """Store a ruling in place of the one the assessment has, or take that back with None; what it is then.

    ``record`` is the assessment as this transaction has read it, ``evaluation``
    of its answers with the new ruling. Whether the ruling can be made is
    :func:`audit.review.ruling.refusal`'s to say. InputError when the reason
    cannot be stored.
    """
    if ruling == record.ruling:
        return record
    tx.conn.execute(delete(tables.ruling).where(tables.ruling.c.assessment == record.id))
    if ruling:
        row = {"assessment": record.id, "outcome": ruling.outcome, "reason": storable(ruling.reason)}
        tx.conn.execute(insert(tables.ruling).values(row))
    old, new = ruling_text(record.ruling), ruling_text(ruling)
    tx.record(What.RULING, case=case_ref(record.case), round_=record.round, old=old, new=new)
    now = replace(record, ruling=ruling, derived=evaluation.derived, tally=evaluation.tally or None)
    write_result(tx, record, now)
    return now


def ruled_as(conn: Connection, outcomes: Iterable[str]) -> int:
    """How many assessments have a ruling of one of these outcomes."""
    ruled = select(func.count()).select_from(tables.ruling).where(tables.ruling.c.outcome.in_(outcomes))
    return conn.execute(ruled).scalar_one()


def ruling_text(ruling: Ruling | None) -> str:
    """A ruling as the log writes it; "" for none."""
    return json_text({"outcome": ruling.outcome, "reason": ruling.reason}) if ruling else ""
