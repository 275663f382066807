"""What a thing costs, counted instead of timed: statements and bytes. The times are in ``benchmarks``.

That the front page imports next to nothing is in ``test_help``.
"""

import gc
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from audit.cases import Note, Round
from audit.cli import main
from audit.review.session import Session
from audit.store import open_store, rubrics
from audit.study.desk import StoreDesk
from benchmarks.constructed import (
    ID,
    QUESTIONS,
    TITLE,
    database_of,
    drawn_study,
    evaluator,
    frame_row,
    scored_study,
    write_files,
)

ROW = 250
"""Bytes an import may keep of each row: its case id and where it stood. A case itself takes several times as many."""


@contextmanager
def statements() -> Iterator[list[str]]:
    """The statements sent to any database meanwhile."""
    sent: list[str] = []

    def note(_conn: object, _cursor: object, statement: str, *_: object) -> None:
        sent.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def results_statements(folder: Path, cases: int) -> int:
    """How many statements ``audit results`` sends over so many scored cases."""
    folder.mkdir()
    config = scored_study(folder, cases)
    with statements() as sent:
        assert main(["--config", str(config), "results", "--json", "--by", "kommune"]) == 0
    return len(sent)


def test_results_send_the_same_statements_however_many_the_cases(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    few, many = results_statements(tmp_path / "få", 3), results_statements(tmp_path / "mange", 300)
    assert few == many <= 20
    assert '"cases": 300,' in capsys.readouterr().out


def test_an_answer_costs_the_same_statements_however_many_there_are(tmp_path: Path) -> None:
    config = drawn_study(tmp_path, 2)
    costs = []
    with open_store(str(database_of(config)), study_id=ID, title=TITLE) as store:
        with store.read() as conn:
            sha256 = rubrics.current_sha256(conn)
        desk = StoreDesk(store, evaluator(), "ABC", Round.FIRST, None, sha256)
        work = desk.next_case()
        assert work is not None
        session = Session.begin(desk.evaluator, {}, work.answers, work.notes)
        while question := session.question:
            answer = session.read("1")
            with statements() as sent:
                evaluation = desk.save(work.key, question.id, answer, Note())
            session = session.answered_with(answer, Note(), evaluation)
            costs.append(len(sent))
    assert len(costs) == QUESTIONS
    assert len(set(costs[:-1])) == 1
    assert costs[0] <= 6
    assert costs[-1] == costs[0] + 1, "the last answer stores the outcome and the tally too"


def peak_of_import(folder: Path, rows: int) -> int:
    """The most bytes in use while a frame of so many rows is looked through and stored."""
    folder.mkdir()
    config = write_files(folder)
    file = folder / "bruttoliste.csv"
    with file.open("w", encoding="utf-8") as out:
        out.write("sag;kommune;journalnr;art\n")
        for case in map(frame_row, range(rows)):
            out.write(f"{case.case_id};{case.kommune};{case.file_no};{case.facts['art']}\n")
    gc.collect()
    tracemalloc.start()
    try:
        assert main(["--config", str(config), "frame", "import", str(file)]) == 0
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_an_import_does_not_keep_the_rows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    few, many = 10_500, 30_000  # more than are stored at once, and so far apart that waiting garbage cannot hide it
    peak_of_import(tmp_path / "én", 1)  # modules are loaded the first time
    peaks = peak_of_import(tmp_path / "få", few), peak_of_import(tmp_path / "mange", many)
    assert "30.000 sager indlæst" in capsys.readouterr().out
    assert peaks[1] - peaks[0] < ROW * (many - few)
