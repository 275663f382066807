"""The reviewer's own outcome of a case, in place of the one that follows from the answers."""

from dataclasses import replace

from audit.cases import Round
from audit.errors import InputError, StateError
from audit.nouns import capital
from audit.review.permission import BegunAssessment
from audit.review.recorded import ROUND_NAMES, ROUNDS
from audit.review.ruling import Ruling, refusal
from audit.reviewers import same_reviewer
from audit.rubric.evaluate import Evaluation, Evaluator
from audit.store import Tx, assessments
from audit.store.called import CaseNames
from audit.store.records import AssessmentRecord
from audit.store.retally import evaluated
from audit.store.rulings import save_ruling
from audit.wording.quoting import listed


def ruled(tx: Tx, evaluator: Evaluator, record: AssessmentRecord, ruling: Ruling | None) -> Evaluation:
    """Store a ruling of an assessment, or take it back with None; what the case comes to then.

    InputError when the case cannot have it.
    """
    if ruling:
        if problem := refusal(evaluator.rubric, record.derived, ruling):
            raise InputError("Udfaldet er ikke afgjort. Intet er ændret.", [problem])
    elif record.ruling is None:
        word = evaluator.rubric.case
        raise StateError(
            f"{capital(word.the_one)} »{record.case.case_id}« har ingen afgørelse af udfaldet at tage tilbage."
        )
    evaluation = evaluated(evaluator, replace(record, ruling=ruling))
    save_ruling(tx, record, ruling, evaluation)
    return evaluation


def own_assessment(tx: Tx, case_key: int, reviewer: str, round_: Round | None) -> AssessmentRecord:
    """The reviewer's own assessment of a case, in ``round_`` or the only one there is.

    StateError when there is none, or several to choose among.
    """
    history = assessments.history(tx.conn, case_key)
    own = [one for one in history if same_reviewer(one.reviewer, reviewer) and round_ in (None, one.round)]
    if len(own) == 1:
        return assessments.load(tx.conn, own[0].id)
    name = CaseNames(tx.conn).the(assessments.drawn_case(tx.conn, case_key).case_id)
    if not own:
        raise StateError(
            f"{reviewer} har ikke bedømt {name}, og kun den, der har, kan afgøre udfaldet. Intet er ændret."
        )
    raise StateError(f"{reviewer} har bedømt {name} i flere runder: {_rounds(own)}. Skriv hvilken med --round.")


def _rounds(own: list[BegunAssessment]) -> str:
    return listed([next(name for name in ROUND_NAMES if ROUNDS[name] is one.round) for one in own])
