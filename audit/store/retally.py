"""Tallies made from the stored answers: what ``log verify`` holds them against, and what a migration fills them with.

The catalogue of a tally is the rubric's, but how it is made is the program's: a
version that changes it migrates with :func:`tally_all`.
"""

from sqlalchemy import Connection, bindparam, select, update

from audit.errors import StoreError
from audit.rubric.evaluate import Evaluation, Evaluator
from audit.rubric.facts import read_facts
from audit.rubric.model import Rubric
from audit.rubric.parts import Special
from audit.rubric.reading import read_frozen
from audit.rubric.values import Answer
from audit.store import tables
from audit.store.assessments import records
from audit.store.records import AssessmentRecord
from audit.store.samples import frozen_rubric


def answers_of(rubric: Rubric, record: AssessmentRecord) -> dict[str, Answer]:
    """A stored assessment's answers as values."""
    return {
        name: Special(given.values[0]) if given.special else rubric.questions[name].decode(given.values)
        for name, given in record.answers.items()
        if given.values and name in rubric.questions
    }


def evaluated(evaluator: Evaluator, record: AssessmentRecord) -> Evaluation:
    """What the rubric makes of a stored assessment, with its ruling."""
    rubric = evaluator.rubric
    ruled = record.ruling.outcome if record.ruling else None
    return evaluator.evaluate(answers_of(rubric, record), read_facts(rubric, record.case.facts), ruling=ruled)


def tally_all(conn: Connection) -> None:
    """Make the tally of every complete assessment; StoreError when the frozen rubric cannot be read any more."""
    one = tables.assessment
    ids = list(conn.execute(select(one.c.id).where(one.c.outcome.is_not(None)).order_by(one.c.id)).scalars())
    if not ids:
        return
    frozen = frozen_rubric(conn)
    rubric = read_frozen(frozen.text, frozen.file, frozen.sha256).rubric if frozen else None
    if rubric is None:
        raise StoreError(
            "Databasen kan ikke føres op til denne udgave af programmet, for det låste måleskema kan ikke læses. "
            "Intet er ændret. Brug den udgave, som undersøgelsen er begyndt med."
        )
    evaluator = Evaluator(rubric)
    made = update(one).where(one.c.id == bindparam("made_for")).values(tally=bindparam("made"))
    conn.execute(
        made,
        [{"made_for": record.id, "made": evaluated(evaluator, record).tally or None} for record in records(conn, ids)],
    )
