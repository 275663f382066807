"""The reviewer's desk: the case at hand, and every answer stored before the next question is shown."""

from collections.abc import Mapping
from dataclasses import replace

from audit.cases import Case, Note, Round
from audit.errors import StateError
from audit.nouns import Noun, capital
from audit.review.permission import Permission, may_score
from audit.review.ruling import Ruling
from audit.review.session import CaseOnDesk
from audit.reviewers import identity, same_reviewer
from audit.rubric.evaluate import Evaluation, Evaluator
from audit.rubric.values import Answer
from audit.store import Store, Tx, answers, assessments, rubrics
from audit.store.authorities import frozen_authorities
from audit.store.progress import study_progress
from audit.store.records import AssessmentRecord, StoredAnswer
from audit.store.retally import answers_of, evaluated
from audit.study.ruling import ruled


class StoreDesk:
    """The reviewer's cases in the database.

    ``wanted`` is the key of the case that was asked for, and then no other is handed out; ``rubric_sha256`` is of
    the rubric that ``evaluator`` knows. When another takes its place meanwhile
    nothing more is stored, and neither is it when the case has been changed
    from another window since it was handed out here.
    """

    def __init__(
        self,
        store: Store,
        evaluator: Evaluator,
        reviewer: str,
        round_: Round,
        wanted: int | None,
        rubric_sha256: str,
    ) -> None:
        self.evaluator = evaluator
        self._store, self._round, self._wanted = store, round_, wanted
        self._handed_out = False
        with store.read() as conn:
            self.authorities = frozen_authorities(conn)
            self._reviewer = assessments.known_codes(conn).get(identity(reviewer), reviewer)
        self._rubric_sha256 = rubric_sha256
        self._seen: Mapping[str, StoredAnswer] = {}
        """What is stored of the case at hand, as the reviewer has seen it."""

    def next_case(self) -> CaseOnDesk | None:
        """The case asked for, once; else the reviewer's next. It is begun when it is not."""
        if self._wanted and self._handed_out:
            return None
        # In one transaction, so that nobody else is handed the same case meanwhile.
        with self._store.write(self._reviewer) as tx:
            rubrics.require_rubric(tx.conn, self._rubric_sha256)
            key = self._wanted or assessments.next_unfinished(tx.conn, self._reviewer, self._round)
            if key is None:
                return None
            record = assessments.load(tx.conn, self._open(tx, key))
        self._seen, self._handed_out = record.answers, True
        notes = {name: Note(one.remark, one.citation) for name, one in record.answers.items()}
        return CaseOnDesk(record.id, record.case, answers_of(self.evaluator.rubric, record), notes, record.ruling)

    def save(self, key: int, question: str, answer: Answer, note: Note, reason: str = "") -> Evaluation:
        """Store an answer and the words about it, all or nothing; what the rubric makes of the case with it."""
        return self._store_given(key, {question: StoredAnswer.of(answer, note.remark, note.citation)}, reason)

    def save_note(self, key: int, question: str, note: Note, reason: str = "") -> None:
        """Store the words about a question."""
        before = self._seen.get(question, StoredAnswer(()))
        given = StoredAnswer(before.values, before.special, note.remark, note.citation)
        self._store_given(key, {question: given}, reason)

    def conclude(self, key: int) -> None:
        """Store what a case comes to in which nothing is asked any more."""
        self._store_given(key, {})

    def rule(self, key: int, ruling: Ruling | None) -> Evaluation:
        """Store the outcome the reviewer has decided on, or take it back with None; what the case comes to then.

        InputError with what is wrong when it cannot be.
        """
        with self._store.write(self._reviewer) as tx:
            record, rubric_sha256 = assessments.open_for_change(tx, key)
            if rubric_sha256 != self._rubric_sha256:
                raise rubrics.switched()
            self._refuse_stale(record)
            return ruled(tx, self.evaluator, record, ruling)

    def progress(self) -> tuple[int, int]:
        """How many of the drawn cases are finished."""
        with self._store.read() as conn:
            found = study_progress(conn, self._round)
        return found.complete, found.drawn

    def _open(self, tx: Tx, key: int) -> int:
        """The reviewer's assessment of a case, begun or taken over where it must be; StateError when it may not."""
        decision = may_score(self._round, self._reviewer, assessments.history(tx.conn, key))
        if decision.refused:
            raise StateError(decision.told(self._called(assessments.drawn_case(tx.conn, key))))
        if decision.here is None:
            return assessments.begin(tx, key, self._round, self._reviewer)
        if decision.permission is Permission.TAKE_OVER:
            assessments.take_over(tx, decision.here.id, self._reviewer)
        return decision.here.id

    @property
    def _word(self) -> Noun:
        return self.evaluator.rubric.case

    def _called(self, case: Case) -> str:
        return f"{self._word.the_one} »{case.case_id}«"

    def _store_given(self, key: int, given: Mapping[str, StoredAnswer], reason: str = "") -> Evaluation:
        """Store what is given, with what the rubric makes of the case: one read, one evaluation, one transaction."""
        with self._store.write(self._reviewer) as tx:
            record, rubric_sha256 = assessments.open_for_change(tx, key)
            if rubric_sha256 != self._rubric_sha256:
                raise rubrics.switched()
            self._refuse_stale(record)
            if not reason and record.changed_when_finished(given):
                raise StateError(
                    f"{capital(self._called(record.case))} er bedømt {self._word.finished}, og ændringen har "
                    "ingen begrundelse. "
                    "Den er ikke gemt. Begynd igen med »audit score«."
                )
            evaluation = evaluated(self.evaluator, replace(record, answers={**record.answers, **given}))
            now = answers.save(tx, record, given, evaluation, dict.fromkeys(given, reason))
        self._seen = now.answers
        return evaluation

    def _refuse_stale(self, record: AssessmentRecord) -> None:
        """The case may have been taken over, or changed in another window, since it was handed out."""
        if not same_reviewer(record.reviewer, self._reviewer):
            raise StateError(
                f"{capital(self._called(record.case))} er overtaget af {record.reviewer}, mens du havde "
                f"{self._word.it} fremme uden svar. "
                "Det, du skrev nu, er ikke gemt. Tag den næste med »audit score«."
            )
        if record.answers != self._seen:
            raise StateError(
                f"{capital(self._called(record.case))} er ændret et andet sted, mens du havde "
                f"{self._word.it} fremme. Det seneste, du "
                "skrev her, er ikke gemt. Begynd igen med »audit score«, så ser du, hvad der er gemt."
            )
