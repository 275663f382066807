"""Counting, in SQL: nothing here brings the answers into Python.

A case counts when its counting assessment is complete: of the rounds first,
adjudicated and after hearing, the latest that is complete. The second round
never counts by itself; it is there to be compared with the first.

The statements are made by functions of their own, so that they can be run
alone and measured.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    ScalarSelect,
    Select,
    and_,
    case,
    distinct,
    func,
    literal,
    literal_column,
    or_,
    select,
)

from audit.cases import Round
from audit.results.model import AnswerTally, Group, GroupTally, Reassessed
from audit.rubric.evaluate import MarkKind
from audit.store import tables
from audit.store.frames import fact
from audit.store.records import KommuneProgress, StudyProgress

COUNTING_ROUNDS = (Round.FIRST, Round.ADJUDICATED, Round.AFTER_HEARING)
"""The later one counts."""


def tally(conn: Connection, by: Sequence[str] = (), in_kommuner: Collection[str] = ()) -> list[GroupTally]:
    """The counts of the whole study (its group is {}), then of each value of each fact in ``by``.

    ``kommune`` may be among the facts. The values of a fact are sorted; cases
    without the fact are in the group "". The marks whose codes are
    ``in_kommuner`` are counted in kommuner too.
    """
    tallies = [_groups(conn, None, in_kommuner)[""].value({})]
    for name in by:
        groups = _groups(conn, name, in_kommuner)
        tallies += [groups[value].value({name: value}) for value in sorted(groups)]
    return tallies


def answer_tally(conn: Connection) -> list[AnswerTally]:
    """How often each answer was given, by question, answer and whether it is a special one."""
    rows = conn.execute(answers_query()).all()
    asked: dict[str, int] = defaultdict(int)
    for row in rows:
        asked[row.question] += row.questions
    tallies = [AnswerTally(row.question, row.value, row.special, row.cases, asked[row.question]) for row in rows]
    return sorted(tallies, key=lambda one: (one.question, one.special, one.answer))


def reassessed(conn: Connection) -> list[Reassessed]:
    """The cases scored again after the hearing, by their outcome before it and after it."""
    return [Reassessed(row.before, row.after, row.cases) for row in conn.execute(reassessed_query())]


def counting_ids(conn: Connection) -> list[int]:
    """The assessments that count, in draw order of their cases."""
    counts = counting().c
    query = (
        select(counts.id).join(tables.drawn, tables.drawn.c.case_key == counts.case_key).order_by(tables.drawn.c.number)
    )
    return list(conn.execute(query).scalars())


def progress(conn: Connection, round_: Round | None = None) -> StudyProgress:
    """How far the study is, whole and by kommune; with ``round_`` how far that round is."""
    kommuner = tuple(KommuneProgress(*row) for row in conn.execute(progress_query(round_)))
    kommuner = tuple(sorted(kommuner, key=lambda one: one.kommune))
    return StudyProgress(
        drawn=sum(one.drawn for one in kommuner),
        begun=sum(one.begun for one in kommuner),
        complete=sum(one.complete for one in kommuner),
        kommuner=kommuner,
    )


def counting() -> CTE:
    """The assessments that count, one for each case that is complete.

    DISTINCT changes nothing in it; it makes SQLite work the list out once
    instead of once for every answer.
    """
    one, later = tables.assessment.c, tables.assessment.alias("later").c
    overtaken = or_(
        *(
            and_(one.round == str(round_), later.round.in_(map(str, COUNTING_ROUNDS[place:])))
            for place, round_ in enumerate(COUNTING_ROUNDS, 1)
            if place < len(COUNTING_ROUNDS)
        )
    )
    newer = select(later.id).where(later.case_key == one.case_key, later.outcome.is_not(None), overtaken).exists()
    return (
        select(one.id, one.case_key, one.outcome)
        .where(one.outcome.is_not(None), one.round.in_(map(str, COUNTING_ROUNDS)), ~newer)
        .distinct()
        .cte("counting")
    )


def grouped(name: str | None) -> CTE:
    """The counting assessments with the value of a fact; "" for the whole study.

    A case without a journal number is a file of its own: ``alone`` is its id.
    """
    counts, of_frame = counting(), tables.frame_case.c
    value = fact(name) if name else literal("")
    return (
        select(
            counts.c.id,
            counts.c.outcome,
            value.label("value"),
            of_frame.kommune,
            of_frame.file_no,
            case((of_frame.file_no == "", of_frame.case_id), else_="").label("alone"),
        )
        .join(tables.frame_case, of_frame.key == counts.c.case_key)
        .distinct()
        .cte("grouped")
    )


def outcomes_query(name: str | None) -> Select[Any]:
    """Cases by value of a fact and outcome."""
    group = grouped(name).c
    return select(group.value, group.outcome, func.count().label("cases")).group_by(group.value, group.outcome)


def files_query(name: str | None) -> Select[Any]:
    """Journal numbers and kommuner by value of a fact; two kommuner may use the same journal number.

    Where the frame has no journal numbers there are 0.
    """
    group = grouped(name).c
    files = select(group.value, group.kommune, group.file_no, group.alone).distinct().subquery("files").c
    return select(
        files.value,
        func.count(func.nullif(files.file_no, "")).label("files"),
        func.count(distinct(files.kommune)).label("kommuner"),
    ).group_by(files.value)


def marks_query(name: str | None) -> Select[Any]:
    """Cases by value of a fact, kind of mark and code."""
    mark = tables.mark.c
    if name is None:
        counts = counting()
        return (
            select(literal("").label("value"), mark.kind, mark.code, func.count().label("cases"))
            .join_from(tables.mark, counts, _in_order(mark.assessment) == counts.c.id)
            .group_by(mark.kind, mark.code)
        )
    group = grouped(name)
    return (
        select(group.c.value, mark.kind, mark.code, func.count().label("cases"))
        .join_from(tables.mark, group, mark.assessment == group.c.id)
        .group_by(group.c.value, mark.kind, mark.code)
    )


def marked_kommuner_query(name: str | None, codes: Collection[str]) -> Select[Any]:
    """Kommuner with at least one case that has the mark, by value of a fact, kind of mark and code."""
    mark, group = tables.mark.c, grouped(name)
    return (
        select(group.c.value, mark.kind, mark.code, func.count(distinct(group.c.kommune)).label("kommuner"))
        .join_from(tables.mark, group, mark.assessment == group.c.id)
        .where(mark.kind.in_((str(MarkKind.MEASURE_AMONG), str(MarkKind.MEASURE_COUNT))), mark.code.in_(codes))
        .group_by(group.c.value, mark.kind, mark.code)
    )


def answers_query() -> Select[Any]:
    """Cases by question and answer; ``questions`` counts a case with several options once."""
    answer, counts = tables.answer.c, counting()
    return (
        select(
            answer.question,
            answer.value,
            answer.special,
            func.count().label("cases"),
            func.sum(case((answer.position == 0, 1), else_=0)).label("questions"),
        )
        .join_from(tables.answer, counts, _in_order(answer.assessment) == counts.c.id)
        .where(answer.counted.is_(True))
        .group_by(answer.question, answer.value, answer.special)
    )


def _in_order(assessment: ColumnElement[int]) -> ColumnElement[int]:
    """The column in a form that no index knows.

    So SQLite reads the tally index from end to end, already grouped, and looks
    each assessment up; it would otherwise look up every assessment's rows and
    sort them all.
    """
    return assessment + literal_column("0")


def reassessed_query() -> Select[Any]:
    """Complete assessments after the hearing, by the outcome that counted before and the new one."""
    one = tables.assessment.c
    before = func.coalesce(*(_outcome_in(round_) for round_ in (Round.ADJUDICATED, Round.FIRST)))
    outcomes = (
        select(before.label("before"), one.outcome.label("after"))
        .where(one.round == str(Round.AFTER_HEARING), one.outcome.is_not(None))
        .subquery("outcomes")
        .c
    )
    columns = outcomes.before, outcomes.after
    return (
        select(*columns, func.count().label("cases"))
        .where(outcomes.before.is_not(None))
        .group_by(*columns)
        .order_by(*columns)
    )


def _outcome_in(round_: Round) -> ScalarSelect[Any]:
    """The outcome of a case's assessment in another round."""
    other = tables.assessment.alias(str(round_)).c
    own = other.case_key == tables.assessment.c.case_key
    return select(other.outcome).where(own, other.round == str(round_)).scalar_subquery()


def progress_query(round_: Round | None = None) -> Select[Any]:
    """Drawn, begun and complete cases by kommune; complete in a round that counts, or in ``round_``."""
    one, draw = tables.assessment.c, tables.drawn.c
    kommune = tables.frame_case.c.kommune
    of_case = select(one.id).where(one.case_key == draw.case_key)
    begun = of_case.where(one.round == str(round_)) if round_ else of_case
    rounds = (round_,) if round_ else COUNTING_ROUNDS
    complete = of_case.where(one.outcome.is_not(None), one.round.in_(map(str, rounds)))
    return (
        select(
            kommune,
            func.count().label("drawn"),
            func.sum(case((begun.exists(), 1), else_=0)).label("begun"),
            func.sum(case((complete.exists(), 1), else_=0)).label("complete"),
        )
        .join_from(tables.drawn, tables.frame_case)
        .group_by(kommune)
    )


@dataclass(slots=True)
class _Tally:
    """One group while it is put together from several queries."""

    cases: int = 0
    files: int = 0
    kommuner: int = 0
    outcomes: dict[str, int] = field(default_factory=dict)
    marks: dict[tuple[str, str], int] = field(default_factory=dict)
    marked_kommuner: dict[tuple[str, str], int] = field(default_factory=dict)

    def value(self, group: Group) -> GroupTally:
        return GroupTally(group, self.cases, self.files, self.kommuner, self.outcomes, self.marks, self.marked_kommuner)


def _groups(conn: Connection, name: str | None, in_kommuner: Collection[str]) -> dict[str, _Tally]:
    groups: dict[str, _Tally] = defaultdict(_Tally)
    for row in conn.execute(outcomes_query(name)):
        groups[row.value].outcomes[row.outcome] = row.cases
        groups[row.value].cases += row.cases
    for row in conn.execute(files_query(name)):
        groups[row.value].files, groups[row.value].kommuner = row.files, row.kommuner
    for row in conn.execute(marks_query(name)):
        groups[row.value].marks[row.kind, row.code] = row.cases
    for row in conn.execute(marked_kommuner_query(name, in_kommuner)) if in_kommuner else ():
        groups[row.value].marked_kommuner[row.kind, row.code] = row.kommuner
    return groups
