"""Recorded answers: whole assessments stored together, as if they had been typed."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from audit.cases import Case, Round
from audit.errors import StateError
from audit.review.recorded import RecordedAnswer, RecordedAssessment
from audit.rubric.parts import Special
from audit.store import Store, assessments, log, recorded, samples, tallies
from audit.store.progress import study_progress
from audit.store.records import StoredAnswer
from tests.tools.store import (
    CASES,
    RUBRIC,
    answered,
    begun,
    draw_of,
    evaluation,
    head,
    loaded,
    recorded_one,
    save,
    told,
    with_frame,
    with_sample,
)


def noted(key: int) -> RecordedAssessment:
    """A recorded assessment with every kind of answer and with notes."""
    answers = {
        "valg": RecordedAnswer("ja", "en bemærkning", "akt 2"),
        "flere": RecordedAnswer(("a", "b")),
        "tal": RecordedAnswer(Decimal("12.50")),
        "dato": RecordedAnswer(date(2013, 10, 31)),
        "særlig": RecordedAnswer(Special.NOT_RELEVANT, "fordi"),
        "kun_bemærkning": RecordedAnswer(None, "hm"),
    }
    asked = [question for question in answers if question != "kun_bemærkning"]
    found = evaluation("rigtig", asked, b"\5")
    return RecordedAssessment(replace(CASES[key - 1], key=key), "ab", Round.FIRST, answers, found)


def test_recorded_answers_are_stored_as_the_keyboards_are(store: Store) -> None:
    with_sample(store)
    with store.write("leder") as tx:
        assert recorded.save_recorded(tx, iter([noted(5)])) == 1
    with store.read() as conn:
        one = assessments.find(conn, 5, Round.FIRST)
        assert one is not None
        by_file = assessments.load(conn, one)
    assert by_file.answers == {
        "valg": StoredAnswer(("ja",), remark="en bemærkning", citation="akt 2"),
        "flere": StoredAnswer(("a", "b")),
        "tal": StoredAnswer(("12.5",)),
        "dato": StoredAnswer(("2013-10-31",)),
        "særlig": StoredAnswer(("ikke_relevant",), special=True, remark="fordi"),
        "kun_bemærkning": StoredAnswer((), remark="hm"),
    }
    by_keys = begun(store, 3)
    with store.write("ab") as tx:
        for question, answer in by_file.answers.items():
            save(tx, by_keys, {question: answer})
        save(tx, by_keys, found=noted(5).evaluation)
    typed = loaded(store, by_keys)
    assert (typed.answers, typed.outcome, typed.tally) == (by_file.answers, by_file.outcome, by_file.tally)
    assert {name: one.counted for name, one in typed.answers.items()} == {
        name: one.counted for name, one in by_file.answers.items()
    }
    with store.read() as conn:
        table = tallies.case_table(conn, 1, written=("tal", "særlig"))
    assert table.tallies == [b"\x05", b"\x05"]
    assert table.written == {"tal": ["12.5", "12.5"], "særlig": [None, None]}, "both are counted alike"


def test_many_recorded_assessments(store: Store) -> None:
    """More than are written at a time."""
    cases = [Case("101", f"nr {number}", "", {}) for number in range(1201)]
    with_frame(store, cases)
    with store.write("leder") as tx:
        samples.save_sample(tx, draw_of(range(1, 1202)), RUBRIC)
    batch = (
        RecordedAssessment(
            replace(case, key=key), "ab", Round.FIRST, {"q": RecordedAnswer("ja")}, evaluation("rigtig", ["q"])
        )
        for key, case in enumerate(cases, 1)
    )
    with store.write("leder") as tx:
        assert recorded.save_recorded(tx, batch) == 1201
    with store.read() as conn:
        assert study_progress(conn).complete == 1201
        assert log.verify(conn).whole
        assert len({*assessments.all_ids(conn)}) == 1201
    begun_after = [one for one in told(store) if one[0] == "begin"]
    assert len(begun_after) == 1201


def test_a_corrected_file_changes_only_what_differs(store: Store) -> None:
    with_sample(store)
    first = [recorded_one(5, "rigtig", {"a": "ja", "b": "nej"}), recorded_one(3, "rigtig", {"a": "ja"})]
    with store.write("leder") as tx:
        recorded.save_recorded(tx, first)
    before = head(store)
    second = [
        recorded_one(5, "ændres", {"a": "nej", "c": "ja"}),
        recorded_one(3, "rigtig", {"a": "ja"}),
        recorded_one(1, None, {"a": "ja"}),
    ]
    with store.write("leder") as tx:
        assert recorded.save_recorded(tx, second, replace=True, reason="et bilag var overset") == 2
    assert told(store, before) == [
        ("answer", "a", "ja", "nej"),
        ("answer", "b", "nej", ""),
        ("answer", "c", "", "ja"),
        ("outcome", "", "rigtig", "ændres"),
        ("begin", "", "", "ab"),
        ("answer", "a", "", "ja"),
    ]
    with store.read() as conn:
        assert assessments.load(conn, 1).answers == {"a": StoredAnswer(("nej",)), "c": StoredAnswer(("ja",))}
        assert assessments.load(conn, 3).outcome is None


def test_what_is_begun_is_not_replaced_unasked(store: Store) -> None:
    with_sample(store)
    with store.write("leder") as tx:
        recorded.save_recorded(tx, [recorded_one(1, "rigtig", {"a": "ja"})])
    before = head(store)
    again = [recorded_one(1, "ændres", {"a": "nej"}), recorded_one(2, "rigtig", {"a": "ja"})]
    said = "1 af sagerne er allerede begyndt. Intet er gemt. .*--replace"
    with pytest.raises(StateError, match=said), store.write("leder") as tx:
        recorded.save_recorded(tx, again)
    assert head(store) == before


def test_a_file_never_takes_away_what_it_has_no_column_for(store: Store) -> None:
    with_sample(store)
    with store.write("leder") as tx:
        recorded.save_recorded(tx, [noted(1)])
    before = head(store)
    without = replace(noted(1), answers={}, columns=frozenset(("q", "q.bemærkning")))
    with pytest.raises(StateError) as caught, store.write("leder") as tx:
        recorded.save_recorded(tx, [without], replace=True)
    assert "Tilføj kolonnen »" in str(caught.value.problems[0])
    assert head(store) == before


def test_nobody_records_both_independent_rounds(store: Store) -> None:
    with_sample(store)
    both = [
        recorded_one(1, "rigtig", {}, reviewer="kma"),
        recorded_one(1, "rigtig", {}, reviewer="KMA", round_=Round.SECOND),
    ]
    with pytest.raises(StateError) as caught, store.write("leder") as tx:
        recorded.save_recorded(tx, both)
    assert "selv bedømt i en anden runde" in str(caught.value.problems[0])


def test_recorded_answers_that_cannot_be_taken_in_are_all_named(store: Store) -> None:
    with_sample(store, [1, 2, 3, 4])
    theirs = begun(store, 2, reviewer="cd")
    with store.write("cd") as tx:
        save(tx, theirs, {"a": answered("nej")})
    before = head(store)
    batch = [
        recorded_one(1, "rigtig", {"a": "ja"}),
        recorded_one(5, "rigtig", {"a": "ja"}),
        recorded_one(2, "rigtig", {"a": "ja"}),
        recorded_one(1, "ændres", {"a": "nej"}),
        recorded_one(3, "rigtig", {"a": "ja"}),
    ]
    with pytest.raises(StateError, match="Intet er gemt") as caught, store.write("leder") as tx:
        recorded.save_recorded(tx, batch)
    assert [str(problem) for problem in caught.value.problems] == [
        "sagen »s3« er ikke med i undersøgelsen. Se dem, der er, med »audit sample show«.",
        "sagen »s2« bedømmes allerede af »cd«. Fjern den fra filen.",
        "sagen »s1« står der to gange. Behold den ene.",
    ]
    assert head(store) == before
    with store.read() as conn:
        assert len(list(assessments.all_ids(conn))) == 1


def test_the_same_case_in_two_rounds_is_not_twice(store: Store) -> None:
    with_sample(store)
    batch = [recorded_one(1, "rigtig", {}), recorded_one(1, "ændres", {}, reviewer="cd", round_=Round.SECOND)]
    with store.write("leder") as tx:
        assert recorded.save_recorded(tx, batch) == 2
