"""How far the study is, counted in SQL."""

from typing import Any

from sqlalchemy import Connection, Select, case, func, select

from audit.cases import Round
from audit.store import tables
from audit.store.records import KommuneProgress, RoundProgress, StudyProgress
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
