"""Counting in SQL: held against a count in plain Python over the same assessments."""

import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Select

from audit.cases import Round
from audit.results.model import AnswerTally, GroupTally, Reassessed
from audit.review.recorded import RecordedAssessment
from audit.rubric.evaluate import MarkKind
from audit.rubric.parts import Special
from audit.store import Store, assessments, open_store, recorded, tallies
from audit.store.records import KommuneProgress, StudyProgress
from tests.tools.store import (
    CASES,
    STUDY,
    TITLE,
    evaluation,
    recorded_one,
    with_sample,
)

FOUND = (MarkKind.FINDING, "f")
AMONG = (MarkKind.MEASURE_AMONG, "m")
COUNT = (MarkKind.MEASURE_COUNT, "m")

SCORED = (
    recorded_one(1, "rigtig", {"a": "ja", "b": ("x", "y")}, marks=[AMONG, COUNT]),
    recorded_one(2, "ændres", {"a": "nej", "b": ("x",)}, marks=[FOUND, AMONG]),
    recorded_one(3, "rigtig", {"a": "ja", "b": Special.NOT_IN_PAPERS}, marks=[AMONG, COUNT], not_asked=["b"]),
    recorded_one(4, "ændres", {"a": Special.NOT_IN_PAPERS, "b": ("y",)}, marks=[FOUND]),
    recorded_one(5, None, {"a": "ja"}),
)


def stored(store: Store, *batch: RecordedAssessment) -> None:
    with_sample(store)
    with store.write("leder") as tx:
        recorded.save_recorded(tx, batch)


def tallied(store: Store, *by: str) -> list[GroupTally]:
    with store.read() as conn:
        return tallies.tally(conn, by)


def test_the_whole_and_each_value_of_each_fact(store: Store) -> None:
    stored(store, *SCORED)
    assert tallied(store, "type", "kommune") == [
        GroupTally({}, 4, 3, 2, {"rigtig": 2, "ændres": 2}, {FOUND: 2, AMONG: 3, COUNT: 2}),
        GroupTally({"type": "gammel"}, 1, 1, 1, {"ændres": 1}, {FOUND: 1, AMONG: 1}),
        GroupTally({"type": "ny"}, 3, 3, 2, {"rigtig": 2, "ændres": 1}, {FOUND: 1, AMONG: 2, COUNT: 2}),
        GroupTally({"kommune": "101"}, 2, 1, 1, {"rigtig": 1, "ændres": 1}, {FOUND: 1, AMONG: 2, COUNT: 1}),
        GroupTally({"kommune": "851"}, 2, 2, 1, {"rigtig": 1, "ændres": 1}, {FOUND: 1, AMONG: 1, COUNT: 1}),
    ]


def test_kommuner_are_counted_once_for_the_measures_that_ask_it(store: Store) -> None:
    stored(store, *SCORED)
    with store.read() as conn:
        found = tallies.tally(conn, ("type", "kommune"), ["m"])
    assert [(dict(one.group), one.marked_kommuner) for one in found] == [
        ({}, {AMONG: 2, COUNT: 2}),
        ({"type": "gammel"}, {AMONG: 1}),
        ({"type": "ny"}, {AMONG: 2, COUNT: 2}),
        ({"kommune": "101"}, {AMONG: 1, COUNT: 1}),
        ({"kommune": "851"}, {AMONG: 1, COUNT: 1}),
    ]
    assert found[0].marks[AMONG] == 3, "three cases in two kommuner"


def test_what_the_hearing_changed_is_counted_from_what_counted_before(store: Store) -> None:
    """The adjudicated outcome goes before the first; what is not complete, or has nothing before it, is left out."""
    rounds = {
        1: {"first": "forkert", "after_hearing": "rigtig"},
        2: {"first": "forkert", "second": "rigtig", "adjudicated": "rigtig", "after_hearing": "rigtig"},
        3: {"first": "forkert", "after_hearing": None},
        4: {"first": "rigtig"},
        5: {"after_hearing": "rigtig"},
        6: {"first": "forkert", "adjudicated": None, "after_hearing": "rigtig"},
    }
    others = {"second": "cd", "adjudicated": "ef"}
    batch = [
        recorded_one(key, outcome, {}, round_=Round(round_), reviewer=others.get(round_, "ab"))
        for key, outcomes in rounds.items()
        for round_, outcome in outcomes.items()
    ]
    stored(store, *batch)
    with store.read() as conn:
        assert tallies.reassessed(conn) == [Reassessed("forkert", "rigtig", 2), Reassessed("rigtig", "rigtig", 1)]


def test_nothing_scored_is_a_whole_of_nothing(store: Store) -> None:
    nothing = GroupTally({}, 0, 0, 0)
    assert tallied(store, "type") == [nothing]
    with_sample(store)
    assert tallied(store, "type") == [nothing]
    with store.read() as conn:
        assert tallies.answer_tally(conn) == []


def test_cases_without_the_fact_are_a_group(store: Store) -> None:
    stored(store, recorded_one(5, "rigtig", {}), recorded_one(6, "rigtig", {}))
    groups = tallied(store, "type", "findes_ikke")[1:]
    assert [(one.group, one.cases) for one in groups] == [
        ({"type": ""}, 1),
        ({"type": 'ny "tom" \\ [x]'}, 1),
        ({"findes_ikke": ""}, 2),
    ]


def test_journal_numbers_are_a_kommunes_own_and_none_is_a_file_alone(store: Store) -> None:
    stored(store, *(recorded_one(key, "rigtig", {}) for key in range(1, 7)))
    (whole,) = tallied(store)
    assert (whole.cases, whole.files, whole.kommuner) == (6, 5, 3)


def test_answers_are_counted_where_the_question_is_asked(store: Store) -> None:
    stored(store, *SCORED)
    with store.read() as conn:
        found = tallies.answer_tally(conn)
    assert found == [
        AnswerTally("a", "ja", special=False, cases=2, asked=4),
        AnswerTally("a", "nej", special=False, cases=1, asked=4),
        AnswerTally("a", "fremgår_ikke", special=True, cases=1, asked=4),
        AnswerTally("b", "x", special=False, cases=2, asked=3),
        AnswerTally("b", "y", special=False, cases=2, asked=3),
    ]


@pytest.mark.parametrize(
    ("outcomes", "counting"),
    [
        ({"first": "rigtig"}, "rigtig"),
        ({"second": "ændres"}, None),
        ({"first": "rigtig", "second": "ændres"}, "rigtig"),
        ({"first": None, "second": "ændres"}, None),
        ({"first": "rigtig", "adjudicated": "ændres"}, "ændres"),
        ({"first": "rigtig", "adjudicated": None}, "rigtig"),
        ({"first": "rigtig", "second": "ændres", "adjudicated": "hjemvises", "after_hearing": "rigtig"}, "rigtig"),
        ({"first": "rigtig", "after_hearing": "ændres"}, "ændres"),
        ({"first": "rigtig", "adjudicated": "hjemvises", "after_hearing": None}, "hjemvises"),
        ({"adjudicated": "ændres"}, "ændres"),
        ({"after_hearing": "hjemvises", "adjudicated": "ændres", "first": "rigtig"}, "hjemvises"),
        ({"first": None, "after_hearing": "hjemvises"}, "hjemvises"),
    ],
)
def test_the_latest_complete_round_counts(store: Store, outcomes: dict[str, str | None], counting: str | None) -> None:
    stored(
        store,
        *(
            recorded_one(
                1,
                outcome,
                {"q": round_},
                reviewer=f"r{place}",
                round_=Round(round_),
                marks=[(MarkKind.FINDING, round_)],
            )
            for place, (round_, outcome) in enumerate(outcomes.items())
        ),
    )
    (whole,) = tallied(store)
    assert dict(whole.outcomes) == ({counting: 1} if counting else {})
    with store.read() as conn:
        answers = tallies.answer_tally(conn)
        ids = tallies.counting_ids(conn)
        assert len(answers) == len(ids) == len(whole.marks) == (1 if counting else 0)
        if counting:
            record = assessments.load(conn, ids[0])
            assert record.outcome == counting
            assert answers[0].answer == record.round
            assert set(whole.marks) == {("finding", str(record.round))}


def test_the_assessments_that_count_are_in_draw_order(store: Store) -> None:
    stored(store, *SCORED)  # the cases were drawn in the order 5, 3, 1, 2, 4, 6
    with store.read() as conn:
        assert [assessments.load(conn, one).case.key for one in tallies.counting_ids(conn)] == [3, 1, 2, 4]


def test_progress_of_the_whole_and_of_each_kommune(store: Store) -> None:
    stored(store, *SCORED)
    with store.write("cd") as tx:
        second = assessments.begin(tx, 6, Round.SECOND, "cd")
        assessments.save_evaluation(tx, second, evaluation("rigtig"))
    with store.read() as conn:
        assert tallies.progress(conn) == StudyProgress(
            drawn=6,
            begun=6,
            complete=4,
            kommuner=(
                KommuneProgress("101", 2, 2, 2),
                KommuneProgress("360", 1, 1, 0),
                KommuneProgress("851", 3, 3, 2),
            ),
        )


def test_progress_of_one_round(store: Store) -> None:
    stored(store, *SCORED)
    with store.write("cd") as tx:
        assessments.begin(tx, 6, Round.SECOND, "cd")
        second = assessments.begin(tx, 1, Round.SECOND, "cd")
        assessments.save_evaluation(tx, second, evaluation("rigtig"))
    with store.read() as conn:
        first, second_round = tallies.progress(conn, Round.FIRST), tallies.progress(conn, Round.SECOND)
    assert (first.drawn, first.begun, first.complete) == (6, 5, 4)
    assert (second_round.drawn, second_round.begun, second_round.complete) == (6, 2, 1)


def test_progress_before_the_draw(store: Store) -> None:
    with store.read() as conn:
        assert tallies.progress(conn) == StudyProgress(0, 0, 0, ())


@pytest.mark.parametrize("query", [tallies.answers_query(), tallies.marks_query(None)], ids=["answers", "marks"])
def test_sqlite_counts_from_the_index_alone(sqlite_url: str, query: Select[Any]) -> None:
    """Already in order: neither the table is read nor the answers sorted, and what counts is worked out once."""
    table = "answer" if "answer" in str(query) else "mark"
    with open_store(sqlite_url, study_id=STUDY, title=TITLE, create=True) as store, store.read() as conn:
        statement = query.compile(dialect=conn.dialect, compile_kwargs={"literal_binds": True})
        plan = [row[3] for row in conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}")]
    assert f"SCAN {table} USING COVERING INDEX ix_{table}_tally" in plan
    assert "MATERIALIZE counting" in plan
    assert not any("GROUP BY" in step for step in plan)


# Held against plain Python

ROUND = st.sampled_from(list(Round))
VALUES = st.lists(st.sampled_from(["ja", "nej", "delvist"]), min_size=1, max_size=3, unique=True).map(tuple)
ONE = st.tuples(
    st.integers(1, len(CASES)),
    ROUND,
    st.sampled_from([None, "rigtig", "ændres"]),
    st.dictionaries(st.sampled_from("abc"), st.one_of(VALUES, st.sampled_from(Special))),
    st.sets(st.sampled_from("abc")),
    st.sets(st.tuples(st.sampled_from(MarkKind), st.sampled_from("mn"))),
)


def plain_counting(batch: list[RecordedAssessment]) -> list[RecordedAssessment]:
    """The rule of the counting assessment in as few words as possible."""
    order = [Round.FIRST, Round.ADJUDICATED, Round.AFTER_HEARING]
    by_case: dict[int, RecordedAssessment] = {}
    for one in sorted((one for one in batch if one.round in order), key=lambda one: order.index(one.round)):
        if one.evaluation.outcome:
            by_case[one.case.key] = one
    return list(by_case.values())


@given(st.lists(ONE, unique_by=lambda one: one[:2]))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_counts_are_those_of_plain_python(rows: list[Any]) -> None:
    batch = [
        recorded_one(key, outcome, answers, reviewer=str(round_)[:3], round_=round_, marks=marks, not_asked=hidden)
        for key, round_, outcome, answers, hidden, marks in rows
    ]
    counts = plain_counting(batch)
    answers: Counter[tuple[str, str, bool]] = Counter()
    asked: Counter[str] = Counter()
    for one in counts:
        for question, given_ in one.answers.items():
            if question in one.evaluation.asked:
                special = isinstance(given_.answer, Special)
                values = (str(given_.answer),) if special else given_.answer
                answers.update((question, value, special) for value in values)
                asked[question] += 1
    with (
        tempfile.TemporaryDirectory() as folder,
        open_store(str(Path(folder) / "x.db"), study_id=STUDY, title=TITLE, create=True) as store,
    ):
        stored(store, *batch)
        found = tallied(store, "type")
        with store.read() as conn:
            told = tallies.answer_tally(conn)
    for tally in found:
        wanted = tally.group.get("type")
        mine = [one for one in counts if wanted is None or one.case.facts.get("type", "") == wanted]
        assert tally.cases == len(mine)
        assert tally.outcomes == Counter(one.evaluation.outcome for one in mine)
        assert tally.marks == Counter((mark.kind, mark.code) for one in mine for mark in one.evaluation.marks)
    assert sum(tally.cases for tally in found[1:]) == found[0].cases
    assert {(one.question, one.answer, one.special): one.cases for one in told} == answers
    assert {one.question: one.asked for one in told} == asked
