"""Assessments: who scores which case in which round, and all that is stored of it."""

from collections.abc import Iterator

from sqlalchemy import Connection, func, insert, select, update

from audit.cases import INDEPENDENT, Case, Round
from audit.errors import StateError
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
    "find",
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
    case = _drawn_case(tx.conn, case_key)
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
    """Give a case that was only opened to another reviewer; StateError once anything has been done with it."""
    record = load(tx.conn, assessment_id)
    event = tables.event.c
    done = select(event.number).where(
        event.case_ref == case_ref(record.case), event.round == str(record.round), event.what != str(What.BEGIN)
    )
    if record.answers or tx.conn.execute(done.limit(1)).first():
        raise StateError(
            f"Sagen »{record.case.case_id}« bedømmes allerede af {record.reviewer}. Intet er ændret. "
            "Tag den næste med »audit score«."
        )
    one = tables.assessment
    tx.conn.execute(update(one).where(one.c.id == assessment_id).values(reviewer=reviewer))
    tx.record(What.BEGIN, case=case_ref(record.case), round_=record.round, old=record.reviewer, new=reviewer)


def _drawn_case(conn: Connection, case_key: int) -> Case:
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


def next_unfinished(conn: Connection, reviewer: str, round_: Round) -> int | None:
    """The key of the case the reviewer should go on with; None when there is none left.

    The first in draw order that the reviewer has begun and not finished;
    otherwise the first that nobody has begun in this round, and that the
    reviewer has not scored in the other of the two independent rounds.
    """
    one, draw = tables.assessment.c, tables.drawn.c
    unfinished = (
        select(draw.case_key)
        .join_from(tables.assessment, tables.drawn)
        .where(one.round == str(round_), one.reviewer == reviewer, one.outcome.is_(None))
    )
    of_case = select(one.id).where(one.case_key == draw.case_key)
    begun = of_case.where(one.round == str(round_)).exists()
    own = of_case.where(one.reviewer == reviewer, one.round.in_(map(str, INDEPENDENT - {round_}))).exists()
    free = select(draw.case_key).where(~begun, ~own) if round_ in INDEPENDENT else select(draw.case_key).where(~begun)
    for query in (unfinished, free):
        key: int | None = conn.execute(query.order_by(draw.number).limit(1)).scalar_one_or_none()
        if key is not None:
            return key
    return None


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
