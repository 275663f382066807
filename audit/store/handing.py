"""Assessments that change hands: handed over to another reviewer, or released so that the case is free again."""

from sqlalchemy import delete, update

from audit.cases import Round
from audit.errors import StateError
from audit.nouns import capital
from audit.review.permission import BegunAssessment, why_not_handed_over, why_not_released
from audit.store import tables
from audit.store.answers import answer_text, note_text
from audit.store.assessments import drawn_case, history, load
from audit.store.called import CaseNames
from audit.store.engine import Tx
from audit.store.events import What
from audit.store.records import AssessmentRecord, case_ref
from audit.store.rulings import ruling_text


def hand_over(tx: Tx, case_key: int, round_: Round, to: str, reason: str) -> AssessmentRecord:
    """Give a begun case with all that is answered in it to the reviewer ``to``; the assessment as it was before.

    Raises StateError when nobody has begun the case in the round, when ``to`` may not have it
    (:func:`audit.review.permission.why_not_handed_over`), and when it is finished and there is no reason.
    """
    record, here, begun = _begun(tx, case_key, round_, reason)
    if why := why_not_handed_over(CaseNames(tx.conn).the(record.case.case_id), here, to, begun):
        raise StateError(f"{why} Intet er ændret.")
    tx.conn.execute(update(tables.assessment).where(tables.assessment.c.id == record.id).values(reviewer=to))
    about = {"case": case_ref(record.case), "round_": round_, "reason": reason}
    tx.record(What.BEGIN, old=record.reviewer, new=to, **about)
    return record


def release(tx: Tx, case_key: int, round_: Round, reason: str) -> AssessmentRecord:
    """Take a begun case back, so that anybody may begin it anew; the assessment as it was before.

    Answers, remarks, citations, ruling and outcome are taken away with it, so that whoever begins the case
    is not led by them; the log keeps them. Raises StateError when nobody has begun the case in the round,
    when the adjudication rests on the assessment, and when it is finished and there is no reason.
    """
    record, here, begun = _begun(tx, case_key, round_, reason)
    if why := why_not_released(CaseNames(tx.conn).the(record.case.case_id), here, begun):
        raise StateError(f"{why} Intet er ændret.")
    about = {"case": case_ref(record.case), "round_": round_, "reason": reason}
    for question, given in record.answers.items():
        if given.values:
            tx.record(What.ANSWER, question=question, old=answer_text(given.values), **about)
        if noted := note_text(given):
            tx.record(What.NOTE, question=question, old=noted, **about)
    if record.ruling:
        tx.record(What.RULING, old=ruling_text(record.ruling), **about)
    if record.derived:
        tx.record(What.OUTCOME, old=record.derived, **about)
    tx.record(What.BEGIN, old=record.reviewer, **about)
    for table in (tables.answer, tables.note, tables.ruling):
        tx.conn.execute(delete(table).where(table.c.assessment == record.id))
    tx.conn.execute(delete(tables.assessment).where(tables.assessment.c.id == record.id))
    return record


def _begun(
    tx: Tx, case_key: int, round_: Round, reason: str
) -> tuple[AssessmentRecord, BegunAssessment, list[BegunAssessment]]:
    begun = list(history(tx.conn, case_key))
    here = next((one for one in begun if one.round is round_), None)
    if here is None:
        name = capital(CaseNames(tx.conn).the(drawn_case(tx.conn, case_key).case_id))
        raise StateError(f"{name} er ikke begyndt i den runde, så ingen har den. Intet er ændret.")
    record = load(tx.conn, here.id)
    if record.derived and not reason.strip():
        names = CaseNames(tx.conn)
        raise StateError(
            f"{capital(names.the(record.case.case_id))} er bedømt {names.noun.finished}. Intet er ændret. "
            f"Skriv, hvorfor {names.noun.it} skal ændres, "
            "med »--reason«."
        )
    return record, here, begun
