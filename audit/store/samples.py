"""The sample: how it was drawn, what was drawn, and the rubric it froze."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, func, insert, select

from audit.cases import KOMMUNE, Case
from audit.errors import StateError
from audit.nouns import capital
from audit.sampling.model import Criteria, Draw, FrameFile, Stratum
from audit.store import tables
from audit.store.called import CaseNames
from audit.store.engine import Tx
from audit.store.events import What
from audit.store.frames import frame_file
from audit.store.records import DrawnCase, FrozenRubric, SampleRecord
from audit.store.values import json_text


def save_sample(tx: Tx, draw: Draw, rubric: FrozenRubric) -> None:
    """Store a draw and freeze the rubric with it.

    Raises StateError as :func:`frame_to_draw` does. Draw and save in one
    transaction: what is recorded is the frame as it is now.
    """
    file = frame_to_draw(tx.conn)
    freeze(tx, 1, rubric)
    at = tx.record(What.SAMPLE, new=json_text(described(draw, rubric, file.sha256)))
    tx.conn.execute(
        insert(tables.sample).values(
            number=1,
            method=draw.method,
            seed=draw.seed,
            strata=list(draw.strata),
            allocation=draw.allocation,
            frame_sha256=file.sha256,
            rubric=1,
            at=at,
            criteria=_criteria_document(draw.criteria),
        )
    )
    _save_strata(tx, draw)
    _save_tickets(tx, draw)


def freeze(tx: Tx, number: int, rubric: FrozenRubric) -> None:
    """Store a version of the rubric under its number."""
    row = asdict(rubric)
    tx.conn.execute(insert(tables.frozen_rubric).values(number=number, rubric_id=row.pop("id"), **row))


def frame_to_draw(conn: Connection) -> FrameFile:
    """The frame that can be drawn from; StateError when there is none, or a sample is drawn already."""
    file = frame_file(conn)
    if file is None:
        raise StateError("Bruttolisten er ikke indlæst endnu. Indlæs den med »audit frame import«.")
    if frozen_rubric(conn):
        called = capital(CaseNames(conn).noun.the_many)
        raise StateError(
            f"{called} ligger fast, og det sker kun én gang. Intet er ændret. Se dem med »audit sample show«."
        )
    return file


def _save_strata(tx: Tx, draw: Draw) -> None:
    if draw.counts:
        tx.conn.execute(
            insert(tables.stratum),
            [
                {
                    "position": position,
                    "facts": list(stratum.values),
                    "population": stratum.population,
                    "asked": stratum.asked,
                    "drawn": stratum.drawn,
                }
                for position, stratum in enumerate(draw.counts, 1)
            ],
        )


def _save_tickets(tx: Tx, draw: Draw) -> None:
    if draw.tickets:
        tx.conn.execute(
            insert(tables.drawn),
            [
                {
                    "case_key": ticket.case_key,
                    "number": number,
                    "stratum": list(ticket.stratum),
                    "ticket": ticket.ticket,
                    "basis": ticket.basis or None,
                }
                for number, ticket in enumerate(draw.tickets, 1)
            ],
        )


def described(draw: Draw, rubric: FrozenRubric, frame_sha256: str) -> dict[str, object]:
    """What the log says of a draw.

    ``counts`` has the values, population, asked and drawn of each stratum;

    ``tickets_sha256`` is of the tickets in draw order, one a line;
    ``cases_sha256`` of the keys of the cases that were chosen or are all in, with their basis.
    """
    chosen: dict[str, object] = {}
    if draw.criteria or not draw.seed:
        lines = "".join(f"{ticket.case_key} {ticket.basis}\n" for ticket in draw.tickets)
        cases = sha256(lines.encode()).hexdigest()
        chosen = {"cases_sha256": cases}
    if draw.criteria:
        chosen["criteria"] = _criteria_document(draw.criteria)
    return chosen | {
        "method": draw.method,
        "seed": draw.seed,
        "strata": list(draw.strata),
        "allocation": draw.allocation,
        "counts": [[list(one.values), one.population, one.asked, one.drawn] for one in draw.counts],
        "drawn": len(draw.tickets),
        "tickets_sha256": sha256("".join(f"{ticket.ticket}\n" for ticket in draw.tickets).encode()).hexdigest(),
        "frame_sha256": frame_sha256,
        "rubric": rubric.id,
        "rubric_version": rubric.version,
        "rubric_file": rubric.file,
        "rubric_sha256": rubric.sha256,
    }


def _criteria_document(criteria: Criteria | None) -> dict[str, Any] | None:
    if criteria is None:
        return None
    return {
        "n": criteria.n,
        "latest": criteria.latest,
        "before": criteria.before.isoformat() if criteria.before else None,
        "mark": criteria.mark,
        "marks": [list(one) for one in criteria.marks],
    }


def _criteria(document: Mapping[str, Any] | None) -> Criteria | None:
    if document is None:
        return None
    return Criteria(
        n=document["n"],
        latest=document["latest"],
        before=date.fromisoformat(document["before"]) if document["before"] else None,
        mark=document["mark"],
        marks=tuple((mark, asked) for mark, asked in document["marks"]),
    )


def frozen_rubric(conn: Connection) -> FrozenRubric | None:
    """The rubric the cases are scored by: frozen when the sample was drawn, or put in its place since; None before."""
    rubric = tables.frozen_rubric.c
    query = select(rubric.rubric_id, rubric.version, rubric.file, rubric.text, rubric.sha256)
    row = conn.execute(query.join(tables.sample)).first()
    return FrozenRubric(*row) if row else None


def sample(conn: Connection) -> SampleRecord | None:
    """How the sample was drawn; None before it is."""
    query = select(tables.sample, tables.frozen_rubric.c.sha256.label("rubric_sha256")).join(tables.frozen_rubric)
    row = conn.execute(query).first()
    if row is None:
        return None
    strata = conn.execute(select(tables.stratum).order_by(tables.stratum.c.position))
    return SampleRecord(
        method=row.method,
        seed=row.seed,
        strata=tuple(row.strata),
        allocation=row.allocation,
        counts=tuple(Stratum(tuple(one.facts), one.population, one.asked, one.drawn) for one in strata),
        frame_sha256=row.frame_sha256,
        rubric_sha256=row.rubric_sha256,
        at=row.at,
        criteria=_criteria(row.criteria),
    )


def kommuner_asked(conn: Connection, sample: SampleRecord) -> int:
    """How many kommuner were asked for cases: those of the strata, else those that cases were drawn from."""
    if KOMMUNE in sample.strata:
        place = sample.strata.index(KOMMUNE)
        return len({stratum.values[place] for stratum in sample.counts if stratum.asked})
    kommune = tables.frame_case.c.kommune
    return conn.execute(select(func.count(kommune.distinct())).join_from(tables.drawn, tables.frame_case)).scalar_one()


def drawn(conn: Connection, *, kommune: str | None = None) -> list[DrawnCase]:
    """The drawn cases in draw order, of one kommune (its code) or all."""
    case, draw = tables.frame_case.c, tables.drawn.c
    of_case = (case.key, case.kommune, case.case_id, case.file_no, case.facts)
    query = (
        select(draw.number, draw.ticket, draw.basis, draw.stratum, *of_case)
        .join_from(tables.drawn, tables.frame_case)
        .order_by(draw.number)
    )
    if kommune is not None:
        query = query.where(case.kommune == kommune)
    return [
        DrawnCase(
            number=row.number,
            case=Case(row.kommune, row.case_id, row.file_no, row.facts, row.key),
            ticket=row.ticket,
            stratum=tuple(row.stratum),
            basis=row.basis or "",
        )
        for row in conn.execute(query)
    ]
