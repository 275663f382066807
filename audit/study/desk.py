"""The reviewer's desk: the case at hand, and every answer stored before the next question is shown."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from audit.cases import Round
from audit.errors import StateError
from audit.review.permission import Permission, may_score
from audit.review.session import CaseOnDesk, Note
from audit.reviewers import identity, same_reviewer
from audit.rubric.evaluate import Evaluation, Evaluator
from audit.rubric.facts import read_facts
from audit.rubric.parts import Special
from audit.rubric.values import Answer, encode
from audit.store import Connection, Store, Tx, assessments, rubrics, tallies
from audit.store.records import AssessmentRecord
from audit.study.gathering import answers_of


class StoreDesk:
    """The reviewer's cases in the database.

    ``wanted`` is the key of the case to begin with; ``rubric_sha256`` is of
    the rubric that ``evaluator`` knows. When another takes its place meanwhile
    nothing more is stored.
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
        with store.read() as conn:
            self._reviewer = assessments.known_codes(conn).get(identity(reviewer), reviewer)
        self._rubric_sha256 = rubric_sha256

    @contextmanager
    def _write(self) -> Iterator[Tx]:
        with self._store.write(self._reviewer) as tx:
            rubrics.require_rubric(tx.conn, self._rubric_sha256)
            yield tx

    def next_case(self) -> CaseOnDesk | None:
        """The case asked for first, then the reviewer's next; begun when it is not."""
        wanted, self._wanted = self._wanted, None
        # In one transaction, so that nobody else is handed the same case meanwhile.
        with self._write() as tx:
            key = wanted or assessments.next_unfinished(tx.conn, self._reviewer, self._round)
            if key is None:
                return None
            record = assessments.load(tx.conn, self._open(tx, key))
        notes = {name: Note(one.remark, one.citation) for name, one in record.answers.items()}
        return CaseOnDesk(record.id, record.case, answers_of(self.evaluator.rubric, record), notes)

    def _open(self, tx: Tx, key: int) -> int:
        """The reviewer's assessment of a case, begun or taken over where it must be; StateError when it may not."""
        decision = may_score(self._round, self._reviewer, assessments.history(tx.conn, key))
        if decision.refused:
            raise StateError(decision.told(assessments.drawn_case(tx.conn, key).case_id))
        if decision.here is None:
            return assessments.begin(tx, key, self._round, self._reviewer)
        if decision.permission is Permission.TAKE_OVER:
            assessments.take_over(tx, decision.here.id, self._reviewer)
        return decision.here.id

    def save(self, key: int, question: str, answer: Answer, note: Note, evaluation: Evaluation) -> None:
        """Store an answer, the words about it, and what the case comes to with it, all or nothing."""
        with self._write() as tx:
            self._refuse_stale(tx.conn, key, {question: answer}, evaluation)
            assessments.save_answer(tx, key, question, encode(answer), isinstance(answer, Special))
            assessments.save_note(tx, key, question, note.remark, note.citation)
            assessments.save_evaluation(tx, key, evaluation)

    def conclude(self, key: int, evaluation: Evaluation) -> None:
        """Store what a case comes to in which nothing is asked any more."""
        with self._write() as tx:
            self._refuse_stale(tx.conn, key, {}, evaluation)
            assessments.save_evaluation(tx, key, evaluation)

    def _refuse_stale(self, conn: Connection, key: int, new: Mapping[str, Answer], evaluation: Evaluation) -> None:
        """What is on the screen must come out of what is stored: the case may be open in another window."""
        rubric = self.evaluator.rubric
        record = self._own(conn, key)
        answers = {**answers_of(rubric, record), **new}
        if self.evaluator.evaluate(answers, read_facts(rubric, record.case.facts)) != evaluation:
            raise StateError(
                f"Sagen »{record.case.case_id}« er ændret et andet sted, mens du havde den fremme. Dit seneste svar er "
                "ikke gemt. Begynd igen med »audit score«, så ser du, hvad der er gemt."
            )

    def _own(self, conn: Connection, key: int) -> AssessmentRecord:
        """The case on the desk; StateError when somebody has taken it over meanwhile."""
        record = assessments.load(conn, key)
        if not same_reviewer(record.reviewer, self._reviewer):
            raise StateError(
                f"Sagen »{record.case.case_id}« er overtaget af {record.reviewer}, mens du havde den fremme uden svar. "
                "Det, du skrev nu, er ikke gemt. Tag den næste med »audit score«."
            )
        return record

    def save_note(self, key: int, question: str, note: Note) -> None:
        """Store the words about a question."""
        with self._write() as tx:
            self._own(tx.conn, key)
            assessments.save_note(tx, key, question, note.remark, note.citation)

    def progress(self) -> tuple[int, int]:
        """How many of the drawn cases are finished."""
        with self._store.read() as conn:
            progress = tallies.progress(conn, self._round)
        return progress.complete, progress.drawn
