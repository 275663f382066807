"""Assessments, answers and notes: what a reviewer gives, and what the rubric makes of it."""

from dataclasses import replace

import pytest

from audit.cases import Round
from audit.errors import InputError, StateError
from audit.store import Store, answers, assessments, log
from audit.store.records import AssessmentRecord, StoredAnswer
from tests.tools.store import (
    CASES,
    answered,
    begun,
    evaluation,
    head,
    loaded,
    raw,
    save,
    told,
    with_sample,
)

# Beginning a case


def test_a_begun_case_is_found_and_empty(store: Store) -> None:
    with_sample(store)
    one = begun(store)
    record = loaded(store, one)
    assert record == AssessmentRecord(one, replace(CASES[4], key=5), Round.FIRST, "ab", record.started, None)
    with store.read() as conn:
        assert assessments.find(conn, 5, Round.FIRST) == one
        assert assessments.find(conn, 5, Round.SECOND) is None
        assert assessments.find(conn, 3, Round.FIRST) is None


@pytest.mark.parametrize("reviewer", ["ab", "cd"])
def test_a_case_is_begun_once_in_a_round(store: Store, reviewer: str) -> None:
    with_sample(store)
    begun(store)
    before = head(store)
    with pytest.raises(StateError, match="»s3« er allerede begyndt"):
        begun(store, reviewer=reviewer)
    assert head(store) == before
    begun(store, round_=Round.SECOND, reviewer="ef")


def test_an_untouched_case_goes_to_another_reviewer(store: Store) -> None:
    with_sample(store)
    one = begun(store)
    with store.write("cd") as tx:
        assessments.take_over(tx, one, "cd")
    assert loaded(store, one).reviewer == "cd"
    with store.read() as conn:
        assert list(log.differences(conn)) == []
    with store.write("cd") as tx:
        save(tx, one, {"a": answered(remark="set")})
    with pytest.raises(StateError, match="bedømmes allerede af cd"), store.write("ab") as tx:
        assessments.take_over(tx, one, "ab")
    assert loaded(store, one).reviewer == "cd"


def test_a_case_that_is_not_drawn_cannot_be_begun(store: Store) -> None:
    with_sample(store, [1, 2])
    with pytest.raises(StateError, match="ikke med i undersøgelsen"):
        begun(store, key=3)


def test_an_assessment_that_is_not_there(store: Store) -> None:
    with store.read() as conn, pytest.raises(StateError, match="Bedømmelsen findes ikke"):
        assessments.load(conn, 7)
    with store.write("ab") as tx, pytest.raises(StateError, match="Bedømmelsen findes ikke"):
        save(tx, 7, {"a": answered("ja")})


def test_the_next_case_is_ones_own_unfinished_then_one_nobody_has_begun(store: Store) -> None:
    with_sample(store)  # in the order 5, 3, 1, 2, 4, 6

    def upcoming(reviewer: str, round_: Round = Round.FIRST) -> int | None:
        with store.read() as conn:
            return assessments.next_unfinished(conn, reviewer, round_)

    assert upcoming("ab") == 5
    late = begun(store, 1, reviewer="ab")
    early = begun(store, 3, reviewer="ab")
    begun(store, 5, reviewer="cd")
    assert upcoming("ab") == 3, "the first of one's own in draw order"
    assert upcoming("cd") == 5
    assert upcoming("ef") == 2, "the first nobody has begun"
    assert upcoming("ab", Round.SECOND) == 5, "another round is another matter"
    with store.write("ab") as tx:
        save(tx, early, found=evaluation("rigtig"))
    assert upcoming("ab") == 1
    with store.write("ab") as tx:
        save(tx, late, found=evaluation("rigtig"))
    assert upcoming("ab") == 2
    for key in (2, 4, 6):
        begun(store, key, reviewer="cd")
    assert upcoming("ab") is None
    assert upcoming("cd") == 5


def test_nobody_is_handed_a_case_twice_for_independent_scoring(store: Store) -> None:
    with_sample(store, [5, 3])
    begun(store, 5, reviewer="ab")
    begun(store, 3, Round.SECOND, reviewer="ab")
    with store.read() as conn:
        assert assessments.next_unfinished(conn, "cd", Round.FIRST) == 3
        assert assessments.next_unfinished(conn, "cd", Round.SECOND) == 5
    with store.write("ab") as tx:
        for one in (1, 2):
            save(tx, one, found=evaluation("rigtig"))
    with store.read() as conn:
        assert assessments.next_unfinished(conn, "ab", Round.FIRST) is None
        assert assessments.next_unfinished(conn, "ab", Round.SECOND) is None
        assert assessments.next_unfinished(conn, "ab", Round.AFTER_HEARING) == 5


def test_all_assessments_can_be_gone_through_while_they_are_loaded(store: Store) -> None:
    with_sample(store)
    ids = [begun(store, key) for key in (4, 2, 6)]
    with store.read() as conn:
        seen = [assessments.load(conn, one).case.key for one in assessments.all_ids(conn)]
        assert list(assessments.all_ids(conn)) == ids
    assert seen == [4, 2, 6]


# Answers


def test_answers_of_every_kind_come_back(store: Store) -> None:
    with_sample(store)
    one = begun(store)
    text = "Se [jf. § 50] »bilag«, linje\nto 🎈 " + "x" * 20_000
    given = {
        "valg": StoredAnswer(("ja",)),
        "flere": StoredAnswer(("b", "a")),
        "tal": StoredAnswer(("12.5",)),
        "dato": StoredAnswer(("2013-10-31",)),
        "tekst": StoredAnswer((text,)),
        "særlig": StoredAnswer(("fremgår_ikke",), special=True),
    }
    with store.write("ab") as tx:
        for question, answer in given.items():
            assert save(tx, one, {question: answer})
    assert loaded(store, one).answers == given


def test_an_answer_replaces_the_one_before(store: Store) -> None:
    with_sample(store)
    one, before = begun(store), head(store) + 1
    for values, special in ((("a", "b"), False), (("b",), False), (("ikke_relevant",), True)):
        with store.write("ab") as tx:
            assert save(tx, one, {"flere": answered(*values, special=special)})
    assert loaded(store, one).answers == {"flere": StoredAnswer(("ikke_relevant",), special=True)}
    assert told(store, before - 1) == [
        ("answer", "flere", "", "a, b"),
        ("answer", "flere", "a, b", "b"),
        ("answer", "flere", "b", "ikke_relevant"),
    ]


def test_the_same_answer_again_is_no_change(store: Store) -> None:
    with_sample(store)
    one = begun(store)
    with store.write("ab") as tx:
        save(tx, one, {"q": answered("ja", remark="ord", citation="akt 1")}, evaluation("rigtig", ["q"]))
    before = head(store)
    with store.write("ab") as tx:
        assert not save(tx, one, {"q": answered("ja", remark="ord", citation="akt 1")}, evaluation("rigtig", ["q"]))
        assert not save(tx, one, found=evaluation("rigtig", ["q"]))
    assert head(store) == before


def test_a_special_answer_is_not_the_option_of_the_same_name(store: Store) -> None:
    with_sample(store)
    one = begun(store)
    with store.write("ab") as tx:
        save(tx, one, {"q": answered("fremgår_ikke")})
        assert save(tx, one, {"q": answered("fremgår_ikke", special=True)})
    assert loaded(store, one).answers["q"].special


def test_an_answer_taken_away_leaves_its_note(store: Store) -> None:
    with_sample(store)
    one = begun(store)
    with store.write("ab") as tx:
        save(tx, one, {"q": answered("ja", remark="ord")})
    before = head(store)
    with store.write("ab") as tx:
        assert save(tx, one, {"q": answered(remark="ord")}, reasons={"q": "forkert sag"})
        assert not save(tx, one, {"q": answered(remark="ord")})
    assert loaded(store, one).answers == {"q": StoredAnswer((), remark="ord")}
    assert told(store, before) == [("answer", "q", "ja", "")]


def test_notes_come_replace_and_go(store: Store) -> None:
    with_sample(store)
    one = begun(store)
    for remark, citation in (("ord", ""), ("ord", "akt 3"), ("", "")):
        with store.write("ab") as tx:
            assert save(tx, one, {"q": answered(remark=remark, citation=citation)})
        expected = {"q": StoredAnswer((), remark=remark, citation=citation)} if remark or citation else {}
        assert loaded(store, one).answers == expected


@pytest.mark.parametrize("text", ["nul\0tegn", "halvt \ud800 tegn"])
def test_text_no_database_can_keep_is_refused(store: Store, text: str) -> None:
    with_sample(store)
    one, before = begun(store), head(store)

    def remark() -> None:
        with store.write("ab") as tx:
            save(tx, one, {"q": answered("ja", remark=text)})

    def answer() -> None:
        with store.write("ab") as tx:
            save(tx, one, {"q": answered(text)})

    def reason() -> None:
        with store.write("ab") as tx:
            save(tx, one, {"q": answered("ja")}, reasons={"q": text})

    for attempt in (remark, answer, reason):
        with pytest.raises(InputError, match=r"tegn, der ikke kan gemmes\. Intet er gemt"):
            attempt()
    assert loaded(store, one).answers == {}
    assert head(store) == before


# What the rubric makes of it


def test_an_evaluation_says_what_counts_and_how(store: Store, store_url: str) -> None:
    with_sample(store)
    one = begun(store)
    given = {"a": answered("ja"), "b": answered("x", "y"), "c": answered(remark="uden svar")}
    with store.write("ab") as tx:
        save(tx, one, given, evaluation("ændres", ["a", "b", "c"], b"\x05\x80"))
    assert (loaded(store, one).outcome, loaded(store, one).tally) == ("ændres", b"\x05\x80")
    counted = "SELECT question, position, counted FROM answer ORDER BY question, position"
    assert raw(store_url, counted) == [("a", 0, True), ("b", 0, True), ("b", 1, True)]
    before = head(store)
    with store.write("ab") as tx:
        assert save(tx, one, found=evaluation("hjemvises", ["a"], b"\x01\x00"))
    assert loaded(store, one).tally == b"\x01\x00"
    assert raw(store_url, counted) == [("a", 0, True), ("b", 0, False), ("b", 1, False)]
    assert loaded(store, one).answers["b"].values == ("x", "y"), "a hidden answer is kept"
    assert told(store, before) == [("outcome", "", "ændres", "hjemvises")]
    with store.write("ab") as tx:
        assert save(tx, one, found=evaluation(None, ["a", "b"]))
    assert (loaded(store, one).outcome, loaded(store, one).tally) == (None, None)
    assert raw(store_url, "SELECT outcome, tally FROM assessment") == [(None, None)]
    assert raw(store_url, counted) == [("a", 0, True), ("b", 0, True), ("b", 1, True)]


def test_a_tally_that_alone_has_changed_is_stored_and_not_logged(store: Store) -> None:
    """Answers that follow from the same outcome may be counted otherwise; what the log has, gives the tally again."""
    with_sample(store)
    one = begun(store)
    with store.write("ab") as tx:
        save(tx, one, found=evaluation("rigtig", tally=b"\1"))
    before = head(store)
    with store.write("ab") as tx:
        assert save(tx, one, found=evaluation("rigtig", tally=b"\3"))
    assert loaded(store, one).tally == b"\3"
    assert head(store) == before


def test_what_save_gives_back_is_what_is_stored(store: Store) -> None:
    """Whoever saves again in the same case goes on from it without reading."""
    with_sample(store)
    one = begun(store)
    given = {"a": answered("x", "y", remark="ord"), "b": answered("fremgår_ikke", special=True), "c": answered()}
    for state, found in (
        (given, evaluation("rigtig", ["a"])),
        ({"a": answered("y"), "b": answered(citation="akt 1")}, evaluation(None, ["a", "b"])),
        ({"b": answered()}, evaluation("ændres", ["a"])),
    ):
        with store.write("ab") as tx:
            now = answers.save(tx, assessments.load(tx.conn, one), state, found)
        assert now == loaded(store, one)
        counted = {name: answer.counted for name, answer in now.answers.items() if answer.values}
        assert counted == {name: answer.counted for name, answer in loaded(store, one).answers.items() if answer.values}
    assert set(loaded(store, one).answers) == {"a"}
