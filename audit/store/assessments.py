"""Assessments: who scores which case in which round, and all that is stored of it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby, islice
from operator import attrgetter
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    Subquery,
    false,
    func,
    insert,
    literal,
    select,
    update,
)

from audit.cases import Case, Round
from audit.errors import StateError
from audit.nouns import capital
from audit.results.model import LogHead
from audit.review.permission import APART, BegunAssessment, Permission, may_score
from audit.review.ruling import Ruling
from audit.reviewers import identity, same_reviewer
from audit.store import tables
from audit.store.called import CaseNames
from audit.store.engine import Tx
from audit.store.events import NOTHING_BEFORE, What
from audit.store.records import AssessmentRecord, StoredAnswer, case_ref

_AT_ONCE = 500
_NOTE = -1
"""Where a note stands among the positions of an answer's values."""
_QUESTION = attrgetter("question")


def begin(tx: Tx, case_key: int, round_: Round, reviewer: str) -> int:
    """Begin a case in a round and give back the assessment's id.

    Raises StateError when the case is not drawn, or somebody has begun it in
    this round: then ask :func:`next_unfinished` again.
    """
    case = drawn_case(tx.conn, case_key)
    if find(tx.conn, case_key, round_) is not None:
        called = capital(CaseNames(tx.conn).the(case.case_id))
        raise StateError(f"{called} er allerede begyndt. Intet er ændret. Tag den næste.")
    id_ = next_id(tx.conn)
    started = tx.record(What.BEGIN, case=case_ref(case), round_=round_, new=reviewer)
    tx.conn.execute(
        insert(tables.assessment).values(
            id=id_, case_key=case_key, round=str(round_), reviewer=reviewer, started=started
        )
    )
    return id_


def take_over(tx: Tx, assessment_id: int, reviewer: str) -> None:
    """Give a case that was only opened to another reviewer; StateError when that one may not take it over."""
    record = load(tx.conn, assessment_id)
    decision = may_score(record.round, reviewer, history(tx.conn, record.case.key))
    if decision.permission is not Permission.TAKE_OVER:
        raise StateError(decision.told(CaseNames(tx.conn).the(record.case.case_id)))
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
        called = capital(CaseNames(conn).noun.the_one)
        raise StateError(
            f"{called} er ikke med i undersøgelsen. Intet er ændret. Se dem, der er, med »audit sample show«."
        )
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
    first = tables.event.alias("first").c
    begun_as_new = (
        select(func.max(first.number))
        .where(
            *(first.case_ref == case.kommune + "/" + case.case_id, first.round == one.round),
            *(first.what == str(What.BEGIN), first.old == ""),
        )
        .correlate(tables.assessment, tables.frame_case)
        .scalar_subquery()
    )
    done = (
        select(event.number)
        .where(
            event.case_ref == case.kommune + "/" + case.case_id,
            event.round == one.round,
            event.what != str(What.BEGIN),
            event.number > begun_as_new,  # what was done before the case was released is of another assessment
        )
        .exists()
    )
    query = select(
        *(one.case_key, one.id, one.round, one.reviewer, done.label("done")), one.outcome.is_not(None).label("complete")
    ).join_from(tables.assessment, tables.frame_case, one.case_key == case.key)
    found: dict[int, list[BegunAssessment]] = {}
    for row in conn.execute(query if case_key is None else query.where(one.case_key == case_key)):
        begun = BegunAssessment(row.id, Round(row.round), row.reviewer, not row.done, bool(row.complete))
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
    found = next(records(conn, [assessment_id]), None)
    if found is None:
        raise StateError("Bedømmelsen findes ikke. Intet er ændret.")
    return found


def open_for_change(tx: Tx, assessment_id: int) -> tuple[AssessmentRecord, str]:
    """The same, and the SHA-256 of the rubric in force, read in one statement with the end of the log.

    For whoever saves an answer between two keys; :func:`load` is for the others.
    """
    event, frozen = tables.event.c, tables.frozen_rubric.c
    last = select(event.number, event.hash).order_by(event.number.desc()).limit(1).subquery("last").c
    columns = (
        select(frozen.sha256).join(tables.sample).scalar_subquery().label("rubric_sha256"),
        select(last.number).scalar_subquery().label("log_count"),
        select(last.hash).scalar_subquery().label("log_hash"),
    )
    rows = tx.conn.execute(_everything_of(assessment_id).add_columns(*columns)).all()
    if not rows:
        raise StateError("Bedømmelsen findes ikke. Intet er ændret.")
    first = rows[0]
    tx.go_on_from(LogHead(first.log_count or 0, first.log_hash or NOTHING_BEFORE))
    return _record(first, _answers(rows)), first.rubric_sha256 or ""


def records(conn: Connection, ids: Iterable[int]) -> Iterator[AssessmentRecord]:
    """All that is stored of many assessments, in the order of ``ids``, some hundred in memory at a time."""
    waiting = iter(ids)
    while chunk := list(islice(waiting, _AT_ONCE)):
        about = {row.id: row for row in conn.execute(_about().where(tables.assessment.c.id.in_(chunk)))}
        words: dict[int, list[Row[Any]]] = defaultdict(list)
        of_chunk = _words(lambda column: column.in_(chunk))
        for row in conn.execute(select(of_chunk).order_by(of_chunk.c.question, of_chunk.c.position)):
            words[row.assessment].append(row)
        for id_ in chunk:
            if id_ in about:
                yield _record(about[id_], _answers(words[id_]))


def all_ids(conn: Connection) -> list[int]:
    """The ids of all assessments in the order they were begun."""
    one = tables.assessment.c.id
    return list(conn.execute(select(one).order_by(one)).scalars())


def _about() -> Select[Any]:
    """Assessments with their case and ruling."""
    case, one, ruling = tables.frame_case.c, tables.assessment, tables.ruling.c
    columns = (case.kommune, case.case_id, case.file_no, case.facts)
    return (
        select(one, *columns, ruling.outcome.label("ruled"), ruling.reason.label("ruled_because"))
        .join(tables.frame_case, case.key == one.c.case_key)
        .outerjoin(tables.ruling, ruling.assessment == one.c.id)
    )


def _words(of: Callable[[ColumnElement[int]], ColumnElement[bool]]) -> Subquery:
    """The answers and notes of the assessments ``of`` tells, as rows of one shape."""
    answer, note = tables.answer.c, tables.note.c
    nothing = literal("")
    answers = select(
        *(answer.assessment, answer.question, answer.position, answer.value, answer.special, answer.counted),
        *(nothing.label("remark"), nothing.label("citation")),
    ).where(of(answer.assessment))
    notes = select(
        *(note.assessment, note.question, literal(_NOTE).label("position"), nothing.label("value")),
        *(false().label("special"), false().label("counted")),
        *(note.remark, note.citation),
    ).where(of(note.assessment))
    return answers.union_all(notes).subquery("words")


def _everything_of(assessment_id: int) -> Select[Any]:
    """One assessment with its answers and notes: a row for each, and one where there are none."""
    words = _words(lambda column: column == assessment_id)
    return (
        _about()
        .add_columns(*(column for column in words.c if column.name != "assessment"))
        .outerjoin(words, words.c.assessment == tables.assessment.c.id)
        .where(tables.assessment.c.id == assessment_id)
        .order_by(words.c.question, words.c.position)
    )


def _record(row: Row[Any], answers: Mapping[str, StoredAnswer]) -> AssessmentRecord:
    return AssessmentRecord(
        id=row.id,
        case=Case(row.kommune, row.case_id, row.file_no, row.facts, row.case_key),
        round=Round(row.round),
        reviewer=row.reviewer,
        started=row.started,
        derived=row.outcome,
        answers=answers,
        ruling=None if row.ruled is None else Ruling(row.ruled, row.ruled_because),
        tally=row.tally,
    )


def _answers(rows: Iterable[Row[Any]]) -> dict[str, StoredAnswer]:
    """What rows of answers and notes come to, by question; those of one question follow each other, the note first."""
    found: dict[str, StoredAnswer] = {}
    for question, group in groupby(rows, _QUESTION):
        if question is None:
            continue
        first, *others = group
        noted = first.position == _NOTE
        given = others if noted else [first, *others]
        found[question] = StoredAnswer(
            tuple([row.value for row in given]),
            given[-1].special if given else False,
            first.remark if noted else "",
            first.citation if noted else "",
            given[-1].counted if given else False,
        )
    return found
