"""The rubric changed while the study goes on: what has been collected, the switch, and the answers that move with it.

Every version stays in the database; the sample says which one its cases are
scored by. Whoever switches holds one transaction from the comparison to the
last assessment, so that an interruption leaves everything as it was.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, func, select, update

from audit.errors import StateError
from audit.revision import Change, Collected, Given
from audit.revision.carry import Carried
from audit.rubric.evaluate import Evaluation
from audit.store import tables
from audit.store.answers import save
from audit.store.engine import Tx
from audit.store.events import What
from audit.store.records import AssessmentRecord, FrozenRubric, RubricSwitch, StoredAnswer
from audit.store.samples import freeze, frozen_rubric
from audit.store.values import json_text

_AT_ONCE = 5_000


def collected(conn: Connection) -> Collected:
    """What the study has: its assessments, how often each answer was given, hidden ones too, and what is noted.

    The answers are read a few thousand at a time; memory grows with the
    different answers only.
    """
    one, note = tables.assessment.c, tables.note.c
    assessments, complete = conn.execute(select(func.count(one.id), func.count(one.outcome))).one()
    notes = {row[0]: row[1] for row in conn.execute(select(note.question, func.count()).group_by(note.question))}
    counts: dict[str, dict[Given, int]] = defaultdict(lambda: defaultdict(int))
    answer = tables.answer.c
    columns = (answer.assessment, answer.question, answer.value, answer.special)
    query = select(*columns).order_by(answer.assessment, answer.question, answer.position)
    about: tuple[int, str] | None = None
    values: list[str] = []
    special = False
    for rows in conn.execute(query, execution_options={"yield_per": _AT_ONCE}).partitions():
        for row in rows:
            if (row.assessment, row.question) != about:
                if about:
                    counts[about[1]][Given(tuple(values), special)] += 1
                about, values, special = (row.assessment, row.question), [], row.special
            values.append(row.value)
    if about:
        counts[about[1]][Given(tuple(values), special)] += 1
    answers = {question: dict(given) for question, given in counts.items()}
    return Collected(assessments, answers, notes, unfinished=assessments - complete)


def current_sha256(conn: Connection) -> str:
    """The SHA-256, in hex, of the rubric in force; "" before the sample is drawn."""
    return conn.execute(select(tables.frozen_rubric.c.sha256).join(tables.sample)).scalars().first() or ""


def require_rubric(conn: Connection, sha256: str) -> None:
    """Refuse what was read or thought out by another version of the rubric than the one in force; StateError."""
    if current_sha256(conn) != sha256:
        raise switched()


def switched() -> StateError:
    """What whoever works by a rubric that is no more in force is told."""
    return StateError(
        "Måleskemaet er skiftet, mens du arbejdede. Det seneste er ikke gemt; alt før det er. "
        "Begynd igen, så arbejder du efter det nye skema."
    )


def switch_rubric(tx: Tx, rubric: FrozenRubric, changes: Iterable[Change]) -> None:
    """Put a rubric in place of the one in force, and log the switch and each change."""
    old = frozen_rubric(tx.conn)
    if old is None:
        raise StateError("Undersøgelsens sager ligger ikke fast endnu. Intet er ændret. Ret bare måleskemaets fil.")
    number = int(tx.conn.execute(select(func.max(tables.frozen_rubric.c.number))).scalar_one()) + 1
    freeze(tx, number, rubric)
    tx.conn.execute(update(tables.sample).values(rubric=number))
    tx.record(What.RUBRIC, old=_described(old), new=_described(rubric))
    for change in changes:
        tx.record(
            What.CHANGE,
            question=change.question,
            old=change.before,
            new=change.after,
            reason=_told(change),
        )


def move_answers(
    tx: Tx, record: AssessmentRecord, carried: Carried, renamed: Mapping[str, str], evaluation: Evaluation
) -> None:
    """Make the moves of one assessment, and store what the new rubric makes of it.

    Remarks and citations follow ``renamed``, from the old name to the new.
    """
    given: dict[str, StoredAnswer] = {}
    reasons: dict[str, str] = {}

    def change(question: str, **fields: Any) -> None:
        before = given.get(question) or record.answers.get(question, StoredAnswer(()))
        given[question] = replace(before, **fields)

    for move in carried.moves:
        change(move.source, values=(), special=False)
        reasons[move.source] = move.reason
    for move in carried.moves:
        if move.after is not None:
            change(move.target, values=move.after.values, special=move.after.special)
            reasons[move.target] = move.reason
    noted = {source: one for source in renamed if (one := record.answers.get(source)) and (one.remark or one.citation)}
    for source in noted:
        change(source, remark="", citation="")
    for source, one in noted.items():
        change(renamed[source], remark=one.remark, citation=one.citation)
    save(tx, record, given, evaluation, reasons)


def switches(conn: Connection) -> tuple[RubricSwitch, ...]:
    """When the rubric was changed after the sample was drawn, the first first."""
    event = tables.event.c
    query = select(event.at, event.old, event.new).where(event.what == str(What.RUBRIC)).order_by(event.number)
    return tuple(
        RubricSwitch(row.at, json.loads(row.old)["version"], json.loads(row.new)["version"])
        for row in conn.execute(query)
    )


def versions(conn: Connection) -> tuple[FrozenRubric, ...]:
    """Every version of the rubric the study has had, the first first."""
    rubric = tables.frozen_rubric.c
    query = select(rubric.rubric_id, rubric.version, rubric.file, rubric.text, rubric.sha256).order_by(rubric.number)
    return tuple(FrozenRubric(*row) for row in conn.execute(query))


def _told(change: Change) -> str:
    """What changed, where: the event names a question itself."""
    if change.question:
        return change.what
    return f"{change.part} »{change.name}«: {change.what}" if change.name else f"{change.part}: {change.what}"


def _described(rubric: FrozenRubric) -> str:
    return json_text({"rubric": rubric.id, "version": rubric.version, "file": rubric.file, "sha256": rubric.sha256})
