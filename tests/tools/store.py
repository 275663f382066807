"""A small constructed study in a database, and ways to be rough with the database."""

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest

from audit.cases import Case, Round
from audit.errors import StoreError
from audit.review.recorded import RecordedAnswer, RecordedAssessment
from audit.rubric.evaluate import Evaluation
from audit.rubric.values import Answer
from audit.sampling.model import Draw, FrameFile, Stratum, Ticket
from audit.store import Store, Tx, answers, assessments, frames, log, open_store, samples
from audit.store.records import AssessmentRecord, FrozenRubric, StoredAnswer

STUDY = "konstrueret"
TITLE = "Konstruerede data"

FILE = FrameFile("sager.xlsx", "f" * 64, rows=7, left_out=1, sheet="Ark1", left_out_rows=(4,), facts_sha256="b" * 64)
RUBRIC = FrozenRubric("prøve", "1", "prøve.yaml", "title: Prøve\n", "a" * 64)

CASES = (
    Case("101", "s1", "j1", {"type": "ny", "dato": "2013-10-01"}),
    Case("101", "s2", "j1", {"type": "gammel", "dato": "2013-10-02"}),
    Case("851", "s1", "j1", {"type": "ny"}),
    Case("851", "s2", "", {"type": "ny", "dato": "2013-11-01"}),
    Case("851", "s3", "", {"dato": "2013-12-31"}),
    Case("360", "æ/ø å", "j2", {"type": 'ny "tom" \\ [x]'}),
)
"""Two kommuner share a case number and a journal number; two cases have no journal number; one lacks its type."""


def again(url: str) -> Store:
    """The same database opened once more."""
    return open_store(url, study_id=STUDY, title=TITLE)


def with_frame(store: Store, cases: Iterable[Case] = CASES, *, replace: bool = False) -> None:
    with store.write("leder") as tx:
        frames.save_frame(tx, FILE, cases, replace=replace)


def draw_of(keys: Iterable[int]) -> Draw:
    """A draw of the cases with these keys, in this order."""
    tickets = tuple(Ticket(key, f"{place:064x}", ("alle",)) for place, key in enumerate(keys, 1))
    return Draw("random", "frø", ("type",), "equal", (Stratum(("alle",), 6, 9, len(tickets)),), tickets)


def with_sample(store: Store, keys: Iterable[int] = (5, 3, 1, 2, 4, 6)) -> None:
    """All cases drawn, the fifth first."""
    with_frame(store)
    with store.write("leder") as tx:
        samples.save_sample(tx, draw_of(keys), RUBRIC)


def evaluation(outcome: str | None, asked: Iterable[str] = (), tally: bytes = b"\1") -> Evaluation:
    """What a rubric could have made of a case; ``tally`` only where there is an outcome."""
    unanswered = () if outcome else ("mangler",)
    return Evaluation(tuple(asked), unanswered, (), outcome, outcome, tally if outcome else b"")


def save(
    tx: Tx,
    one: int,
    given: Mapping[str, StoredAnswer] | None = None,
    found: Evaluation | None = None,
    reasons: Mapping[str, str] | None = None,
) -> bool:
    """Store what is given in an assessment; whether anything changed.

    Without ``found`` the rubric makes the same of the case as before, and asks all that is answered.
    """
    record, given = assessments.load(tx.conn, one), given or {}
    asked = (*record.answers, *given)
    same = Evaluation(asked, (), (), record.derived, record.outcome, record.tally or b"")
    return answers.save(tx, record, given, found or same, reasons) is not record


def answered(*values: str, special: bool = False, remark: str = "", citation: str = "") -> StoredAnswer:
    """An answer as it is stored."""
    return StoredAnswer(values, special, remark, citation)


def recorded_one(
    key: int,
    outcome: str | None,
    answers: Mapping[str, Answer],
    *,
    reviewer: str = "ab",
    round_: Round = Round.FIRST,
    tally: bytes = b"\1",
    not_asked: Iterable[str] = (),
) -> RecordedAssessment:
    """A recorded assessment of the case with a key; every answer is asked but those in ``not_asked``."""
    case = CASES[key - 1]
    asked = [question for question in answers if question not in set(not_asked)]
    return RecordedAssessment(
        case=Case(case.kommune, case.case_id, case.file_no, case.facts, key),
        reviewer=reviewer,
        round=round_,
        answers={question: RecordedAnswer(answer) for question, answer in answers.items()},
        evaluation=evaluation(outcome, asked, tally),
    )


def raw(url: str, *statements: str) -> list[tuple[object, ...]]:
    """Statements run behind the program's back, in one transaction; the rows of the last."""
    connection = psycopg.connect(url) if "://" in url else sqlite3.connect(url)
    with closing(connection):
        cursor = connection.cursor()
        for statement in statements:
            cursor.execute(statement)
        rows = cursor.fetchall() if cursor.description else []
        connection.commit()
        return list(rows)


def without_triggers(url: str) -> None:
    """What somebody who will falsify the log does first."""
    if "://" in url:
        raw(url, "DROP TRIGGER event_no_update ON event", "DROP TRIGGER event_no_truncate ON event")
    else:
        raw(url, *(f"DROP TRIGGER event_no_{kind}" for kind in ("update", "delete", "replace")))


@contextmanager
def ordinary_user() -> Iterator[None]:
    """The rights of somebody who is not the administrator, whom no file's mode stops."""
    administrator = os.geteuid()
    if administrator == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(administrator)


def untouched(path: Path, attempt: Callable[[], object]) -> None:
    """Make an attempt, and see that it leaves the file and its folder as they were."""
    before = path.read_bytes(), sorted(one.name for one in path.parent.iterdir())
    attempt()
    assert (path.read_bytes(), sorted(one.name for one in path.parent.iterdir())) == before


def refusal(url: str, *, study_id: str = STUDY, create: bool = True, timeout: float | None = None) -> str:
    """What the user is told when the database cannot be opened."""
    with pytest.raises(StoreError) as caught:
        open_store(url, study_id=study_id, title=TITLE, create=create, timeout=timeout)
    return str(caught.value)


def begun(store: Store, key: int = 5, round_: Round = Round.FIRST, reviewer: str = "ab") -> int:
    """A case of the sample begun."""
    with store.write(reviewer) as tx:
        return assessments.begin(tx, key, round_, reviewer)


def loaded(store: Store, one: int) -> AssessmentRecord:
    with store.read() as conn:
        return assessments.load(conn, one)


def told(store: Store, after: int = 0) -> list[tuple[str, str, str, str]]:
    """The events from a number on: what, question, old, new."""
    with store.read() as conn:
        return [(one.what, one.question, one.old, one.new) for one in log.events(conn) if one.number > after]


def head(store: Store) -> int:
    with store.read() as conn:
        return log.head(conn).count
