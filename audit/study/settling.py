"""Cases scored twice: read from the database, compared, and adjudicated one difference at a time."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from audit.agreement.comparing import ComparedAssessments, Facts, Side, compare
from audit.agreement.deciding import AdjudicatedDifference, Adjudication, DoubleOnDesk, ReasonCode
from audit.agreement.state import DoubleScoring, SettlingState, state_of
from audit.cases import Case, Note, Round
from audit.errors import StateError
from audit.nouns import Noun, capital
from audit.review.permission import Permission, may_score
from audit.reviewers import identity
from audit.rubric.evaluate import Evaluator
from audit.rubric.facts import read_facts
from audit.rubric.parts import Special
from audit.rubric.values import Answer
from audit.store import Connection, Store, Tx, answers, assessments, rubrics
from audit.store.authorities import frozen_authorities
from audit.store.doubles import DoubleCase, decisions, double_cases, save_decision
from audit.store.progress import rounds_progress
from audit.store.records import AssessmentRecord, StoredAnswer, case_ref
from audit.store.retally import answers_of, evaluated
from audit.study.opening import frozen_rubric

_EQUAL = "ens i begge bedømmelser"
_TEXT = "fri tekst, som ikke holdes op mod hinanden"
_FOLLOWS = "følger af en afgørelse"


@dataclass(frozen=True)
class SettlingCase:
    """A case scored twice. ``comparison`` is None until both are finished, ``adjudication`` until it is begun."""

    case: Case
    state: SettlingState
    comparison: ComparedAssessments | None
    adjudication: Adjudication | None
    double: DoubleCase

    @property
    def left(self) -> int:
        """How many differences are not decided."""
        if self.comparison is None:
            return 0
        return len(self.comparison.differences if self.adjudication is None else self.adjudication.open)


def settling_cases(conn: Connection, evaluator: Evaluator) -> Iterator[SettlingCase]:
    """Every case begun in the second round, in draw order."""
    decided = decisions(conn)
    for double in double_cases(conn):
        yield _settling(evaluator, double, decided.get(case_ref(double.second.case), {}))


def settling_case(conn: Connection, evaluator: Evaluator, case_key: int) -> SettlingCase | None:
    """One of them by its key; None when it is not begun in the second round."""
    double = next(double_cases(conn, case_key), None)
    if double is None:
        return None
    name = case_ref(double.second.case)
    return _settling(evaluator, double, decisions(conn, name).get(name, {}))


def double_scoring(conn: Connection) -> DoubleScoring:
    """The cases scored twice, as they stand; nothing is read of them where no second round is begun."""
    if not any(one.round is Round.SECOND for one in rounds_progress(conn)):
        return DoubleScoring.of(())
    return DoubleScoring.of(one.state for one in settling_cases(conn, Evaluator(frozen_rubric(conn))))


def _settling(evaluator: Evaluator, double: DoubleCase, decided: Mapping[str, AdjudicatedDifference]) -> SettlingCase:
    case = double.second.case
    if double.first is None or not double.both:
        return SettlingCase(case, state_of(None, None), None, None, double)
    facts = read_facts(evaluator.rubric, case.facts)
    comparison = compare(
        evaluator, facts, _side(evaluator, double.first, facts), _side(evaluator, double.second, facts)
    )
    adjudication = None
    if double.adjudicated:
        adjudication = _adjudication(evaluator, comparison, double.adjudicated, decided)
    return SettlingCase(case, state_of(comparison, adjudication), comparison, adjudication, double)


def _side(evaluator: Evaluator, record: AssessmentRecord, facts: Facts) -> Side:
    return Side.of(evaluator, answers_of(evaluator.rubric, record), facts)


def _adjudication(
    evaluator: Evaluator,
    comparison: ComparedAssessments,
    record: AssessmentRecord,
    decided: Mapping[str, AdjudicatedDifference],
) -> Adjudication:
    questions = evaluator.rubric.questions
    by_now = {question.renamed_from or name: name for name, question in questions.items()} | {
        name: name for name in questions
    }
    known = {by_now[name]: one for name, one in decided.items() if name in by_now}
    given = answers_of(evaluator.rubric, record)
    return Adjudication(comparison, given, evaluated(evaluator, record), known)


class AdjudicationDesk:
    """The third reviewer's cases. What a method has returned from is stored.

    ``wanted`` is the key of the case that was asked for, and then no other is
    handed out; ``rubric_sha256`` is of the rubric that ``evaluator`` knows.
    """

    def __init__(
        self, store: Store, evaluator: Evaluator, reviewer: str, wanted: int | None, rubric_sha256: str
    ) -> None:
        self.evaluator = evaluator
        self._store, self._wanted, self._rubric_sha256 = store, wanted, rubric_sha256
        self._done: set[int] = set()
        self._seen: DoubleCase | None = None
        """The case at hand as it is stored and has been shown."""
        with store.read() as conn:
            self.authorities = frozen_authorities(conn)
            self._reviewer = assessments.known_codes(conn).get(identity(reviewer), reviewer)

    @property
    def _word(self) -> Noun:
        return self.evaluator.rubric.case

    def _called(self, case_id: str) -> str:
        return f"{capital(self._word.the_one)} »{case_id}«"

    def next_case(self) -> DoubleOnDesk | None:
        """The case asked for, once; else the next with something to decide that the reviewer may have.

        It is begun, and what the two have answered alike is carried over, in one transaction.
        """
        with self._store.write(self._reviewer) as tx:
            rubrics.require_rubric(tx.conn, self._rubric_sha256)
            key = self._next_key(tx)
            if key is None:
                return None
            self._done.add(key)
            found = settling_case(tx.conn, self.evaluator, key)
            if found is None or found.comparison is None:
                name = assessments.drawn_case(tx.conn, key).case_id
                raise StateError(
                    f"{self._called(name)} har ikke to færdige bedømmelser at afgøre imellem. Intet er ændret."
                )
            if found.state is SettlingState.ALIKE:
                name = found.case.case_id
                raise StateError(
                    f"{self._called(name)} er besvaret ens af de to. Der er intet at afgøre. Intet er ændret."
                )
            self._open(tx, found)
            return self._carry(tx, key)

    def decide(
        self, work: DoubleOnDesk, question: str, answer: Answer | None, code: ReasonCode, reason: str
    ) -> DoubleOnDesk:
        """Store what is decided in a question, with what follows from it; the case as it is then."""
        with self._store.write(self._reviewer) as tx:
            rubrics.require_rubric(tx.conn, self._rubric_sha256)
            key = work.case.key
            now = settling_case(tx.conn, self.evaluator, key)
            if now is None or now.double != self._seen:
                raise StateError(
                    f"{self._called(work.case.case_id)} er ændret et andet sted, mens du havde {self._word.it} fremme. "
                    "Det seneste, du "
                    "skrev her, er ikke gemt. Begynd igen med »audit review adjudicate«."
                )
            adjudication, record = now.adjudication, now.double.adjudicated
            assert adjudication is not None and record is not None
            chosen, pair = adjudication.chosen(question, answer), adjudication.comparison.pair(question)
            save_decision(tx, record, AdjudicatedDifference(question, chosen, code, reason, pair))
            self._save(tx, record, {question: _stored(now, question, answer, reason)}, {question: reason})
            return self._carry(tx, key)

    def progress(self) -> tuple[int, int]:
        """How many of the cases in which the two part are decided, and how many there are."""
        with self._store.read() as conn:
            states = [one.state for one in settling_cases(conn, self.evaluator)]
        parted = [one for one in states if one not in (SettlingState.WAITS, SettlingState.ALIKE)]
        return parted.count(SettlingState.DECIDED), len(parted)

    def _next_key(self, tx: Tx) -> int | None:
        if self._wanted:
            return None if self._done else self._wanted
        for one in settling_cases(tx.conn, self.evaluator):
            if one.state in (SettlingState.DIFFERS, SettlingState.STALE) and one.case.key not in self._done:
                decision = may_score(Round.ADJUDICATED, self._reviewer, assessments.history(tx.conn, one.case.key))
                if decision.permission in (Permission.BEGIN, Permission.CONTINUE):
                    return one.case.key
        return None

    def _open(self, tx: Tx, found: SettlingCase) -> None:
        decision = may_score(Round.ADJUDICATED, self._reviewer, assessments.history(tx.conn, found.case.key))
        if decision.refused:
            raise StateError(decision.told(f"{self._word.the_one} »{found.case.case_id}«"))
        if decision.here is None:
            assessments.begin(tx, found.case.key, Round.ADJUDICATED, self._reviewer)
        elif decision.permission is Permission.TAKE_OVER:
            assessments.take_over(tx, decision.here.id, self._reviewer)

    def _carry(self, tx: Tx, key: int) -> DoubleOnDesk:
        """Carry over what need not be decided; the case as it is then."""
        tx.finish()  # the decisions of this transaction are read again
        found = settling_case(tx.conn, self.evaluator, key)
        assert found and found.adjudication and found.double.adjudicated
        if to_carry := found.adjudication.to_carry:
            given = {name: _stored(found, name, answer) for name, answer in to_carry.items()}
            comparison = found.adjudication.comparison
            self._save(tx, found.double.adjudicated, given, {name: _why_carried(comparison, name) for name in given})
            found = settling_case(tx.conn, self.evaluator, key)
        assert found and found.adjudication
        self._seen = found.double
        two = found.double.first, found.double.second
        first, second = (_notes(one) for one in two)
        ruled, ruled_second = (one.ruling.outcome if one and one.ruling else "" for one in two)
        return DoubleOnDesk(found.case, found.adjudication, (first, second), (ruled, ruled_second))

    def _save(
        self, tx: Tx, record: AssessmentRecord, given: Mapping[str, StoredAnswer], reasons: Mapping[str, str]
    ) -> None:
        evaluation = evaluated(self.evaluator, replace(record, answers={**record.answers, **given}))
        answers.save(tx, record, given, evaluation, reasons)


def _why_carried(comparison: ComparedAssessments, question: str) -> str:
    if question in comparison.texts:
        same = comparison.first.answers.get(question) == comparison.second.answers.get(question)
        return _EQUAL if same else _TEXT
    return _EQUAL if question in comparison.equal else _FOLLOWS


def _stored(found: SettlingCase, question: str, answer: Answer | None, reason: str = "") -> StoredAnswer:
    """An answer with the words that go with it: of the first of the two that gave it and wrote some, else ``reason``.

    The reason stands with an answer of which it is required.
    """
    assert found.comparison is not None
    two = (found.comparison.first, found.double.first), (found.comparison.second, found.double.second)
    for side, record in two:
        note = _notes(record).get(question, Note())
        if side.answers.get(question) == answer and note != Note():
            return StoredAnswer.of(answer, note.remark, note.citation)
    return StoredAnswer.of(answer, reason if answer is Special.NOT_RELEVANT else "")


def _notes(record: AssessmentRecord | None) -> dict[str, Note]:
    return {name: Note(one.remark, one.citation) for name, one in record.answers.items()} if record else {}
