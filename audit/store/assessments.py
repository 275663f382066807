"""Assessments: who scores which case in which round, and all that is stored of it."""

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import Connection, Select, func, insert, select, update

from audit.cases import Case, Round
from audit.errors import StateError
from audit.review.permission import APART, BegunAssessment, Permission, may_score
from audit.reviewers import identity, same_reviewer
from audit.store import tables
from audit.store.answers import assessment_row, clear_answer, save_answer, save_evaluation, save_note, stored_values
from audit.store.engine import Tx
from audit.store.events import What
from audit.store.records import AssessmentRecord, StoredAnswer, case_ref
from audit.store.values import utc_now

__all__ = [
    "all_ids",
    "begin",
    "clear_answer",
    "drawn_case",
    "find",
    "histories",
    "history",
    "known_codes",
    "load",
    "next_id",
    "next_unfinished",
    "save_answer",
    "save_evaluation",
    "save_note",
    "take_over",
]

_AT_ONCE = 5_000


def begin(tx: Tx, case_key: int, round_: Round, reviewer: str) -> int:
    """Begin a case in a round and give back the assessment's id.

    Raises StateError when the case is not drawn, or somebody has begun it in
    this round: then ask :func:`next_unfinished` again.
    """
    case = drawn_case(tx.conn, case_key)
    if find(tx.conn, case_key, round_) is not None:
        raise StateError(f"Sagen »{case.case_id}« er allerede begyndt. Intet er ændret. Tag den næste.")
    id_ = next_id(tx.conn)
    tx.conn.execute(
        insert(tables.assessment).values(
            id=id_, case_key=case_key, round=str(round_), reviewer=reviewer, started=utc_now()
        )
    )
    tx.record(What.BEGIN, case=case_ref(case), round_=round_, new=reviewer)
    return id_


def take_over(tx: Tx, assessment_id: int, reviewer: str) -> None:
    """Give a case that was only opened to another reviewer; StateError when that one may not take it over."""
    record = load(tx.conn, assessment_id)
    decision = may_score(record.round, reviewer, history(tx.conn, record.case.key))
    if decision.permission is not Permission.TAKE_OVER:
        raise StateError(decision.told(record.case.case_id))
    one = tables.assessment
    tx.conn.execute(update(one).where(one.c.id == assessment_id).values(reviewer=reviewer))
    tx.record(What.BEGIN, case=case_ref(record.case), round_=record.round, old=record.reviewer, new=reviewer)


def drawn_case(conn: Connection, case_key: int) -> Case:
    """A case of the sample by its key; StateError when it is not drawn."""
    query = (
        select(tables.frame_case).join_from(tables.drawn, tables.frame_case).where(tables.drawn.c.case_key == case_key)
    )
    row = conn.execute(query).first()
    if row is None:
        raise StateError("Sagen er ikke trukket. Intet er ændret. Se de trukne sager med »audit sample show«.")
    return Case(row.kommune, row.case_id, row.file_no, row.facts, row.key)


def next_id(conn: Connection) -> int:
    """The id the next assessment gets; only whoever writes may ask."""
    return int(conn.execute(select(func.max(tables.assessment.c.id))).scalar_one() or 0) + 1


def find(conn: Connection, case_key: int, round_: Round) -> int | None:
    """The id of a case's assessment in a round; None when nobody has begun it."""
    one = tables.assessment.c
    query = select(one.id).where(one.case_key == case_key, one.round == str(round_))
    return conn.execute(query).scalar_one_or_none()


def history(conn: Connection, case_key: int) -> Sequence[BegunAssessment]:
    """All that is begun of a case, in every round: what the rule of who may score it asks for."""
    return histories(conn, case_key).get(case_key, [])


def histories(conn: Connection, case_key: int | None = None) -> Mapping[int, list[BegunAssessment]]:
    """The same by key, for the cases in which anything is begun; of one case when its key is given."""
    one, case, event = tables.assessment.c, tables.frame_case.c, tables.event.c
    done = (
        select(event.number)
        .where(
            event.case_ref == case.kommune + "/" + case.case_id,
            event.round == one.round,
            event.what != str(What.BEGIN),
        )
        .exists()
    )
    query = select(one.case_key, one.id, one.round, one.reviewer, done.label("done")).join_from(
        tables.assessment, tables.frame_case, one.case_key == case.key
    )
    found: dict[int, list[BegunAssessment]] = {}
    for row in conn.execute(query if case_key is None else query.where(one.case_key == case_key)):
        begun = BegunAssessment(row.id, Round(row.round), row.reviewer, untouched=not row.done)
        found.setdefault(row.case_key, []).append(begun)
    return found


def known_codes(conn: Connection) -> dict[str, str]:
    """Every reviewer's code as it was written the first time, by :func:`audit.reviewers.identity`."""
    one = tables.assessment.c
    codes = conn.execute(select(one.reviewer).group_by(one.reviewer).order_by(func.min(one.id).desc())).scalars()
    return {identity(code): code for code in codes}


def next_unfinished(conn: Connection, reviewer: str, round_: Round) -> int | None:
    """The key of the case the reviewer should go on with; None when there is none left.

    The first in draw order that the reviewer has begun and not finished;
    otherwise the first that nobody has begun in this round, and that the
    reviewer may begin (:func:`audit.review.permission.may_score`).
    """
    one, draw = tables.assessment.c, tables.drawn.c
    # Databases fold the case of letters each in its own way, so the codes are compared here.
    codes = [code for code in conn.execute(select(one.reviewer).distinct()).scalars() if same_reviewer(code, reviewer)]
    unfinished = (
        select(draw.case_key, draw.number)
        .join_from(tables.assessment, tables.drawn)
        .where(one.round == str(round_), one.reviewer.in_(codes), one.outcome.is_(None))
    )
    of_case = select(one.id).where(one.case_key == draw.case_key)
    free = select(draw.case_key, draw.number).where(~of_case.where(one.round == str(round_)).exists())
    if round_ in APART:  # most of what would be refused is passed over at once
        free = free.where(~of_case.where(one.reviewer.in_(codes), one.round.in_(map(str, APART))).exists())
    for query, wanted in ((unfinished, Permission.CONTINUE), (free, Permission.BEGIN)):
        for key in _one_by_one(conn, query):
            if may_score(round_, reviewer, history(conn, key)).permission is wanted:
                return key
    return None


def _one_by_one(conn: Connection, query: Select[int, int]) -> Iterator[int]:
    """The keys of drawn cases in draw order, each read when it is asked for."""
    number, last = tables.drawn.c.number, 0
    while row := conn.execute(query.where(number > last).order_by(number).limit(1)).first():
        yield row[0]
        last = row[1]


def load(conn: Connection, assessment_id: int) -> AssessmentRecord:
    """All that is stored of an assessment; StateError when there is no such assessment."""
    row = assessment_row(conn, assessment_id)
    mark = tables.mark.c
    marks = conn.execute(select(mark.kind, mark.code).where(mark.assessment == assessment_id))
    return AssessmentRecord(
        id=row.id,
        case=Case(row.kommune, row.case_id, row.file_no, row.facts, row.case_key),
        round=Round(row.round),
        reviewer=row.reviewer,
        started=row.started,
        outcome=row.outcome,
        answers=_answers(conn, assessment_id),
        marks=frozenset((one.kind, one.code) for one in marks),
    )


def all_ids(conn: Connection) -> Iterator[int]:
    """The ids of all assessments in the order they were begun, read as they are asked for."""
    one = tables.assessment.c.id
    # Paged rather than streamed: the caller loads each assessment on the same connection meanwhile.
    last = 0
    while ids := conn.execute(select(one).where(one > last).order_by(one).limit(_AT_ONCE)).scalars().all():
        yield from ids
        last = ids[-1]


def _answers(conn: Connection, assessment_id: int) -> dict[str, StoredAnswer]:
    note = tables.note.c
    noted = {row.question: row for row in conn.execute(select(tables.note).where(note.assessment == assessment_id))}
    values: dict[str, list[str]] = {}
    special: dict[str, bool] = {}
    for row in conn.execute(stored_values(assessment_id)):
        values.setdefault(row.question, []).append(row.value)
        special[row.question] = row.special
    return {
        question: StoredAnswer(
            values=tuple(values.get(question, ())),
            special=special.get(question, False),
            remark=noted[question].remark if question in noted else "",
            citation=noted[question].citation if question in noted else "",
        )
        for question in (*values, *(name for name in noted if name not in values))
    }
