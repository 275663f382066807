"""The cases that count, read once: their tallies, and what they are grouped by.

A case counts when its counting assessment is complete: of the rounds first,
adjudicated and after hearing, the latest that is complete. The second round
never counts by itself; it is there to be compared with the first.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import CTE, ColumnElement, Connection, ScalarSelect, Select, String, and_, case, cast, func, or_, select

from audit.cases import Round
from audit.errors import StateError
from audit.results.cases import ALONE, CaseTable
from audit.results.model import Moved
from audit.store import tables
from audit.store.called import CaseNames
from audit.store.frames import fact

_AT_ONCE = 5_000
COUNTING_ROUNDS = (Round.FIRST, Round.ADJUDICATED, Round.AFTER_HEARING)
"""The later one counts."""


def case_table(
    conn: Connection,
    width: int,
    facts: Collection[str] = (),
    written: Collection[str] = (),
    *,
    strata: bool = False,
) -> CaseTable:
    """The cases that count, in the order their assessments were begun.

    ``width`` is the bytes of a tally (:class:`audit.rubric.tally.Catalogue`).
    ``facts`` and ``written`` are the facts and the written questions to read,
    ``kommune`` among the facts; ``strata`` reads where each case was drawn from.
    Raises StateError when a tally is not that of the rubric in force.
    """
    counts, of_frame = counting().c, tables.frame_case.c
    file = case((of_frame.file_no == "", ALONE + of_frame.case_id), else_=of_frame.file_no)
    answers = (_written(counts.id, question) for question in written)
    columns = [counts.tally, of_frame.kommune, file, *map(fact, facts), *answers]
    query = select(*columns).join(tables.frame_case, of_frame.key == counts.case_key).order_by(counts.id)
    if strata:
        drawn = tables.drawn.c
        query = query.join(tables.drawn, drawn.case_key == of_frame.key).add_columns(cast(drawn.stratum, String))
    tallies, kommuner, files, *rest = _columns(conn, query)
    if set(map(len, filter(None, tallies))) - {width} or not all(tallies):
        raise StateError(
            f"Optællingen af {CaseNames(conn).noun.a} passer ikke til måleskemaet. Noget er rettet uden om programmet. "
            "»audit log verify« viser hvad."
        )
    drawn_from = _decoded(rest.pop()) if strata else ()
    of_facts, of_answers = rest[: len(facts)], rest[len(facts) :]
    return CaseTable(
        tallies,
        kommuner,
        files,
        drawn_from,
        dict(zip(facts, of_facts, strict=True)),
        dict(zip(written, of_answers, strict=True)),
    )


def _columns(conn: Connection, query: Select[Any]) -> list[list[Any]]:
    """What a query finds, column by column; values that are equal are one object, which saves most of the memory."""
    columns: list[list[Any]] = [[] for _ in query.selected_columns]
    known: dict[Any, Any] = {}
    for rows in conn.execute(query, execution_options={"yield_per": _AT_ONCE}).partitions():
        for column, values in zip(columns, zip(*rows, strict=True), strict=True):
            column.extend(map(known.setdefault, values, values))
    return columns


def _decoded(strata: Iterable[str]) -> list[tuple[str, ...]]:
    """The strata as the facts they are made of."""
    known = {text: tuple(json.loads(text)) for text in set(strata)}
    return [known[text] for text in strata]


def _written(assessment: ColumnElement[int], question: str) -> ScalarSelect[str]:
    """The written answer to a question in an assessment, found by its key; NULL where there is none."""
    answer = tables.answer.c
    return (
        select(answer.value)
        .where(
            answer.assessment == assessment,
            answer.question == question,
            answer.position == 0,
            answer.counted.is_(True),
            answer.special.is_(False),
        )
        .scalar_subquery()
    )


def reassessed(conn: Connection) -> list[Moved]:
    """The cases scored again after the hearing, by their outcome before it and after it; rulings count."""
    one, ruling = tables.assessment, tables.ruling
    again = select(one.c.case_key).where(one.c.round == str(Round.AFTER_HEARING), one.c.outcome.is_not(None))
    query = (
        select(one.c.case_key, one.c.round, func.coalesce(ruling.c.outcome, one.c.outcome))
        .outerjoin(ruling, ruling.c.assessment == one.c.id)
        .where(one.c.case_key.in_(again), one.c.outcome.is_not(None), one.c.round.in_(map(str, COUNTING_ROUNDS)))
    )
    outcomes: dict[int, dict[str, str]] = defaultdict(dict)
    for key, round_, outcome in conn.execute(query):
        outcomes[key][round_] = outcome
    moves: Counter[tuple[str, str]] = Counter()
    for of_case in outcomes.values():
        after = of_case.pop(Round.AFTER_HEARING)
        if before := of_case.get(Round.ADJUDICATED) or of_case.get(Round.FIRST):
            moves[before, after] += 1
    return [Moved(before, after, cases) for (before, after), cases in sorted(moves.items())]


def overruled(conn: Connection) -> list[Moved]:
    """The cases that count by a ruling, by the outcome that follows from the answers and the one decided on."""
    counts, ruling = counting().c, tables.ruling.c
    columns = counts.outcome, ruling.outcome
    query = (
        select(*columns, func.count())
        .join_from(counts.id.table, tables.ruling, ruling.assessment == counts.id)
        .group_by(*columns)
        .order_by(*columns)
    )
    return [Moved(*row) for row in conn.execute(query)]


def counting_ids(conn: Connection) -> dict[str, list[int]]:
    """The assessments that count, by the kommune of their cases; of each in draw order."""
    counts, of_frame = counting().c, tables.frame_case.c
    query = (
        select(of_frame.kommune, counts.id)
        .join(tables.drawn, tables.drawn.c.case_key == counts.case_key)
        .join(tables.frame_case, of_frame.key == counts.case_key)
        .order_by(tables.drawn.c.number)
    )
    found: dict[str, list[int]] = defaultdict(list)
    for kommune, id_ in conn.execute(query):
        found[kommune].append(id_)
    return found


def counting() -> CTE:
    """The assessments that count, one for each case that is complete; ``outcome`` follows from the answers."""
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
        select(one.id, one.case_key, one.outcome, one.tally)
        .where(one.outcome.is_not(None), one.round.in_(map(str, COUNTING_ROUNDS)), ~newer)
        .cte("counting")
    )
