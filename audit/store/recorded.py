"""Recorded answers: whole assessments made elsewhere, stored many at a time."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import replace
from itertools import islice
from typing import Any

from sqlalchemy import Connection, insert, select

from audit.cases import Case, Round
from audit.errors import Problem, StateError
from audit.review.permission import BegunAssessment, Permission, ScoringPermission, may_score
from audit.review.recorded import CITATION, REMARK, RecordedAssessment
from audit.reviewers import identity
from audit.store import tables
from audit.store.answers import answer_rows, answer_text, note_row, note_text, save
from audit.store.assessments import histories, known_codes, load, next_id, take_over
from audit.store.called import CaseNames
from audit.store.engine import Tx
from audit.store.events import What
from audit.store.records import AssessmentRecord, StoredAnswer, case_ref

_AT_ONCE = 500

_ROUND_ORDER = tuple(Round)

_Key = tuple[int, Round]
"""A case's key, and a round."""


def save_recorded(tx: Tx, batch: Iterable[RecordedAssessment], *, replace: bool = False, reason: str = "") -> int:
    """Store whole assessments with their answers, notes and what they come to; how many changed something.

    Every answer is logged as one event, as from the keyboard. With ``replace``
    an assessment takes the place of the one its reviewer has of the same case
    and round, and only what differs is written and logged: a corrected file
    can be taken in again. ``reason`` is why finished cases are changed; the log keeps it. Who may score a case is
    :func:`audit.review.permission.may_score`'s to say, as at the keyboard.
    Raises StateError when a case is begun and ``replace`` was not asked for,
    and with a problem for each case that is not drawn, that its reviewer may
    not score, that comes twice, or that would lose what the file has no column
    for; the exception must leave the transaction, so that nothing is stored.
    """
    cases, begun, codes = _drawn(tx.conn), dict(histories(tx.conn)), known_codes(tx.conn)
    names, seen = CaseNames(tx.conn), set[_Key]()
    problems: list[Problem] = []
    changed, again, id_ = 0, 0, next_id(tx.conn)
    # A file may hold all rounds of a case: those it is adjudicated between come before the adjudication.
    waiting = iter(sorted(batch, key=lambda one: _ROUND_ORDER.index(one.round)))
    while chunk := list(islice(waiting, _AT_ONCE)):
        rows = _Rows(tx)
        for one in chunk:
            reviewer = codes.setdefault(identity(one.reviewer), one.reviewer)
            history = begun.setdefault(one.case.key, [])
            decision = may_score(one.round, reviewer, history)
            found = _problem(names, one, decision, cases, seen)
            if found is None and decision.here:
                taken_over = decision.permission is Permission.TAKE_OVER
                again += not taken_over
                record = load(tx.conn, decision.here.id)
                found = _loss(names, one, record) or _unexplained(names, one, record, reason)
                if taken_over:
                    take_over(tx, decision.here.id, reviewer)
                if (replace or taken_over) and found is None:
                    changed += _replace(tx, record, one, reason) or taken_over
            elif found is None:
                rows.add(id_, one, reviewer, cases[one.case.key])
                history.append(BegunAssessment(id_, one.round, reviewer, False, one.evaluation.complete))
                id_ += 1
                changed += 1
            if found:
                problems.append(found)
            seen.add((one.case.key, one.round))
        rows.insert()
    if again and not replace:
        raise StateError(
            f"Svarene kan ikke gemmes: {again} af {names.noun.the_many} er allerede begyndt. Intet er gemt. "
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


def _problem(
    names: CaseNames,
    one: RecordedAssessment,
    decision: ScoringPermission,
    cases: Mapping[int, str],
    seen: Container[_Key],
) -> Problem | None:
    if one.case.key not in cases:
        return Problem(
            f"{names.the(one.case.case_id)} er ikke med i undersøgelsen.", "Se dem, der er, med »audit sample show«."
        )
    if (one.case.key, one.round) in seen:
        return Problem(f"{names.the(one.case.case_id)} står der to gange.", "Behold den ene.")
    return Problem(*decision.told_of_file(names.the(one.case.case_id))) if decision.refused else None


def _loss(names: CaseNames, one: RecordedAssessment, record: AssessmentRecord) -> Problem | None:
    """What is stored and would be lost by taking the file's word: a ruling, and what it has no column for."""
    if record.ruling:
        what = f"{names.the(one.case.case_id)} har et udfald, som bedømmeren selv har afgjort."
        return Problem(what, f"Ret {names.noun.the_one} med »audit score«.")
    if one.columns is None:
        return None
    for question, given in record.answers.items():
        if not one.concerns(question):
            continue
        held = {question: given.values, f"{question}.{REMARK}": given.remark, f"{question}.{CITATION}": given.citation}
        for column, value in held.items():
            if value and column not in one.columns:
                what = f"{names.the(one.case.case_id)} har noget gemt om »{question}«, som filen ikke har med."
                return Problem(what, f"Tilføj kolonnen »{column}«.")
    return None


def _given(one: RecordedAssessment) -> dict[str, StoredAnswer]:
    return {name: StoredAnswer.of(given.answer, given.remark, given.citation) for name, given in one.answers.items()}


def _instead(one: RecordedAssessment, record: AssessmentRecord) -> dict[str, StoredAnswer]:
    """What a recorded assessment gives in place of what is stored: nothing, where it has nothing."""
    return {**dict.fromkeys(filter(one.concerns, record.answers), StoredAnswer(())), **_given(one)}


def _unexplained(names: CaseNames, one: RecordedAssessment, record: AssessmentRecord, reason: str) -> Problem | None:
    """That a finished case would be changed without a reason."""
    if reason or not record.changed_when_finished(_instead(one, record)):
        return None
    case = names.noun
    what = f"{names.the(one.case.case_id)} er bedømt {case.finished}, og filen ændrer i {case.it}."
    return Problem(what, f"Skriv, hvorfor {case.it} ændres, med --reason.")


def _replace(tx: Tx, record: AssessmentRecord, one: RecordedAssessment, reason: str) -> bool:
    """Make a stored assessment the same as a recorded one; whether anything differed."""
    given = _instead(one, record)
    return save(tx, record, given, one.evaluation, dict.fromkeys(given, reason)) != record


class _Rows:
    """Table rows waiting to be written together."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx
        self._assessments: list[dict[str, Any]] = []
        self._answers: list[dict[str, Any]] = []
        self._notes: list[dict[str, Any]] = []

    def add(self, id_: int, one: RecordedAssessment, reviewer: str, case: str) -> None:
        outcome, round_ = one.evaluation.derived, str(one.round)
        started = self._tx.record(What.BEGIN, case=case, round_=round_, new=reviewer)
        self._assessments.append(
            {
                "id": id_,
                "case_key": one.case.key,
                "round": round_,
                "reviewer": reviewer,
                "started": started,
                "outcome": outcome,
                "tally": one.evaluation.tally or None,
            }
        )
        self._add_answers(id_, one, case, round_)
        if outcome is not None:
            self._tx.record(What.OUTCOME, case=case, round_=round_, new=outcome)

    def _add_answers(self, id_: int, one: RecordedAssessment, case: str, round_: str) -> None:
        asked = frozenset(one.evaluation.asked)
        for question, given in _given(one).items():
            if given.values:
                self._answers += answer_rows(id_, question, replace(given, counted=question in asked))
                self._tx.record(What.ANSWER, case=case, question=question, round_=round_, new=answer_text(given.values))
            if given.remark or given.citation:
                self._notes.append(note_row(id_, question, given))
                self._tx.record(What.NOTE, case=case, question=question, round_=round_, new=note_text(given))

    def insert(self) -> None:
        for table, rows in (
            (tables.assessment, self._assessments),
            (tables.answer, self._answers),
            (tables.note, self._notes),
        ):
            if rows:
                self._tx.conn.execute(insert(table), rows)
