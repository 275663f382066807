"""How far the study is, counted in SQL."""

from typing import Any

from sqlalchemy import Connection, Select, and_, case, func, or_, select

from audit.cases import Round
from audit.rubric.parts import DESCRIBED
from audit.store import tables
from audit.store.records import DoubleScoring, KommuneProgress, RoundProgress, StudyProgress
from audit.store.tallies import COUNTING_ROUNDS


def study_progress(conn: Connection, round_: Round | None = None) -> StudyProgress:
    """How far the study is, whole and by kommune; with ``round_`` how far that round is."""
    kommuner = tuple(KommuneProgress(*row) for row in conn.execute(_progress_query(round_)))
    kommuner = tuple(sorted(kommuner, key=lambda one: one.kommune))
    return StudyProgress(
        drawn=sum(one.drawn for one in kommuner),
        begun=sum(one.begun for one in kommuner),
        complete=sum(one.complete for one in kommuner),
        kommuner=kommuner,
    )


def rounds_progress(conn: Connection) -> tuple[RoundProgress, ...]:
    """How far every round is that is begun, in the order of the rounds."""
    one = tables.assessment.c
    query = select(one.round, func.count(), func.count(one.outcome)).group_by(one.round)
    found = {name: (begun, complete) for name, begun, complete in conn.execute(query)}
    return tuple(RoundProgress(which, *found[which]) for which in Round if which in found)


def double_scoring(conn: Connection) -> DoubleScoring:
    """How many cases are scored twice, and how many of them differ in the outcome that counts.

    Where the rubric only describes, they differ when they are not counted alike.
    """
    columns: list[Any] = []
    tallies: list[Any] = []
    joined: Any = None
    for round_ in (Round.FIRST, Round.SECOND, Round.ADJUDICATED):
        one, ruling = tables.assessment.alias(str(round_)), tables.ruling.alias(f"{round_}_ruling")
        tallies.append(one.c.tally)
        columns.append(func.coalesce(ruling.c.outcome, one.c.outcome))
        if joined is None:
            first = joined = one
        else:
            joined = joined.outerjoin(one, and_(one.c.case_key == first.c.case_key, one.c.round == str(round_)))
        joined = joined.outerjoin(ruling, and_(ruling.c.assessment == one.c.id, one.c.outcome.is_not(None)))
    first_outcome, second_outcome, decided = columns
    unlike = or_(first_outcome != second_outcome, and_(first_outcome == DESCRIBED, tallies[0] != tallies[1]))
    differs = case((unlike, 1), else_=0)
    left = case((and_(unlike, decided.is_(None)), 1), else_=0)
    query = (
        select(func.count(), func.coalesce(func.sum(differs), 0), func.coalesce(func.sum(left), 0))
        .select_from(joined)
        .where(first.c.round == str(Round.FIRST), first_outcome.is_not(None), second_outcome.is_not(None))
    )
    return DoubleScoring(*conn.execute(query).one())


def _progress_query(round_: Round | None = None) -> Select[Any]:
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
