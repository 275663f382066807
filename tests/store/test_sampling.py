"""The frame and the sample in the database."""

import hashlib
import json
from dataclasses import replace
from datetime import date

import pytest

from audit.cases import Case
from audit.errors import InputError, StateError
from audit.sampling.model import LATEST, Criteria, Draw, FrameFile, Stratum, Ticket
from audit.store import Store, frames, log, samples
from tests.tools.store import (
    CASES,
    FILE,
    RUBRIC,
    draw_of,
    raw,
    with_frame,
    with_sample,
)


def keyed(*places: int) -> list[Case]:
    """The constructed cases as the store gives them back; places count from 1."""
    return [replace(CASES[place - 1], key=place) for place in places]


def test_a_frame_comes_back_as_it_was(store: Store) -> None:
    with_sample(store, range(1, 7))
    with store.read() as conn:
        assert frames.frame_file(conn) == FILE
        assert [one.case for one in samples.drawn(conn)] == keyed(1, 2, 3, 4, 5, 6)


def test_a_frame_of_more_rows_than_are_written_at_a_time(store: Store) -> None:
    cases = [Case("101", f"nr {number}", "", {"type": str(number % 7)}) for number in range(10_001)]
    with store.write("leder") as tx:
        assert frames.save_frame(tx, FILE, iter(cases)) == 10_001
    with store.read() as conn:
        rows = list(frames.for_draw(conn, ("type",)))
        sizes = frames.strata_sizes(conn, ("type",))
    assert rows == [(key, "101", one.case_id, one.facts["type"]) for key, one in enumerate(cases, 1)]
    assert sum(sizes.values()) == 10_001
    assert sizes["0",] == 1429


def test_a_frame_is_replaced_until_the_sample_is_drawn(store: Store) -> None:
    with_frame(store)
    other = FrameFile("ny.csv", "e" * 64, rows=1)
    with store.write("leder") as tx:
        frames.save_frame(tx, other, CASES[:1], replace=True)
    with store.read() as conn:
        assert frames.frame_file(conn) == other
        assert [row[0] for row in frames.for_draw(conn, ())] == [1]
        last = list(log.events(conn))[-1]
    assert json.loads(last.old)["file"] == FILE.name
    assert json.loads(last.new)["file"] == "ny.csv"
    with store.write("leder") as tx:
        samples.save_sample(tx, draw_of([1]), RUBRIC)
    with pytest.raises(StateError, match=r"kan ikke skiftes ud\. Intet er ændret"):
        with_frame(store)
    with store.read() as conn:
        assert frames.frame_file(conn) == other


def test_rows_for_the_draw_have_their_strata(store: Store) -> None:
    with_frame(store)
    with store.read() as conn:
        found = list(frames.for_draw(conn, ("kommune", "type")))
        alone = list(frames.for_draw(conn, ()))
    assert found == [
        (1, "101", "s1", "101", "ny"),
        (2, "101", "s2", "101", "gammel"),
        (3, "851", "s1", "851", "ny"),
        (4, "851", "s2", "851", "ny"),
        (5, "851", "s3", "851", ""),
        (6, "360", "æ/ø å", "360", 'ny "tom" \\ [x]'),
    ]
    assert alone == [row[:3] for row in found]


def test_the_sizes_of_strata_are_those_of_the_rows(store: Store) -> None:
    with store.read() as conn:
        assert frames.strata_sizes(conn, ()) == {}
        assert frames.strata_sizes(conn, ("type",)) == {}
    with_frame(store)
    with store.read() as conn:
        assert frames.strata_sizes(conn, ()) == {(): 6}
        for strata in (("type",), ("kommune",), ("dato", "type", "kommune")):
            rows = [row[3:] for row in frames.for_draw(conn, strata)]
            assert frames.strata_sizes(conn, strata) == {values: rows.count(values) for values in rows}


def test_a_fact_with_letters_that_mean_something_in_sql(store: Store) -> None:
    name = "sagens-ældre_type"
    with_frame(store, [Case("101", "1", "", {name: "100% 'ja' :x"})])
    with store.read() as conn:
        assert list(frames.for_draw(conn, (name,))) == [(1, "101", "1", "100% 'ja' :x")]
        assert frames.strata_sizes(conn, (name, "kommune")) == {("100% 'ja' :x", "101"): 1}


@pytest.mark.parametrize(
    "case",
    [
        Case("101", "s1", "", {"type": "ab\0c"}),
        Case("101", "s\ud800", "", {}),
        Case("101", "s1", "j\0", {}),
    ],
    ids=["a fact", "a case id", "a journal number"],
)
def test_a_text_that_one_of_the_databases_does_not_know_is_refused_by_both(store: Store, case: Case) -> None:
    with pytest.raises(InputError, match=r"tegn, der ikke kan gemmes\. Intet er gemt"):
        with_frame(store, [*CASES[1:], case])
    with store.read() as conn:
        assert frames.frame_file(conn) is None


def test_before_the_sample_there_is_none(store: Store) -> None:
    with store.read() as conn:
        assert frames.frame_file(conn) is None
        assert samples.sample(conn) is None
        assert samples.frozen_rubric(conn) is None
        assert samples.drawn(conn) == []


def test_a_sample_needs_a_frame(store: Store) -> None:
    with store.write("leder") as tx, pytest.raises(StateError, match="Bruttolisten er ikke indlæst endnu"):
        samples.save_sample(tx, draw_of([1]), RUBRIC)


def test_a_sample_comes_back_as_it_was_drawn(store: Store) -> None:
    with_sample(store)
    with store.read() as conn:
        sample = samples.sample(conn)
        drawn = samples.drawn(conn)
        assert samples.frozen_rubric(conn) == RUBRIC
    assert sample is not None
    assert (sample.method, sample.seed, sample.strata, sample.allocation) == ("random", "frø", ("type",), "equal")
    assert sample.counts == (Stratum(("alle",), population=6, asked=9, drawn=6),)
    assert (sample.frame_sha256, sample.rubric_sha256, sample.drawn) == (FILE.sha256, RUBRIC.sha256, 6)
    assert [one.case for one in drawn] == keyed(5, 3, 1, 2, 4, 6)
    assert [(one.number, int(one.ticket, 16), one.stratum) for one in drawn] == [
        (number, number, ("alle",)) for number in range(1, 7)
    ]


def test_kommuner_asked_are_those_of_the_strata_else_those_drawn_from(store: Store) -> None:
    with_sample(store)
    with store.read() as conn:
        sample = samples.sample(conn)
        assert sample is not None
        drawn_from = {one.case.kommune for one in samples.drawn(conn)}
        assert samples.kommuner_asked(conn, sample) == len(drawn_from)
        asked = [Stratum(("a", code), 0, number, 0) for code, number in (("101", 4), ("751", 4), ("461", 0))]
        by_kommune = replace(sample, strata=("type", "kommune"), counts=(*asked, Stratum(("b", "101"), 0, 1, 0)))
        assert samples.kommuner_asked(conn, by_kommune) == 2


def test_the_rubrics_text_is_kept_to_the_letter(store: Store) -> None:
    text = "title: »Prøve«\r\n\ttab [x] \x1b[31m \u2028 e\u0301 🎈\n"
    with_frame(store)
    with store.write("leder") as tx:
        samples.save_sample(tx, draw_of([1]), replace(RUBRIC, text=text))
    with store.read() as conn:
        frozen = samples.frozen_rubric(conn)
    assert frozen is not None
    assert frozen.text == text


def test_a_second_draw_is_refused(store: Store) -> None:
    with_sample(store, [1, 2])
    with (
        store.write("leder") as tx,
        pytest.raises(StateError, match=r"ligger fast, og det sker kun én gang\. Intet er ændret"),
    ):
        samples.save_sample(tx, draw_of([3]), RUBRIC)
    with store.read() as conn:
        assert [one.case.key for one in samples.drawn(conn)] == [1, 2]


def test_a_draw_that_gave_nothing_is_still_a_draw(store: Store) -> None:
    with_frame(store)
    with store.write("leder") as tx:
        samples.save_sample(tx, replace(draw_of([]), counts=()), RUBRIC)
    with store.read() as conn:
        sample = samples.sample(conn)
    assert sample is not None
    assert sample.drawn == 0


def test_the_drawn_cases_of_one_kommune(store: Store) -> None:
    with_sample(store)
    with store.read() as conn:
        drawn = samples.drawn(conn, kommune="851")
        assert samples.drawn(conn, kommune="999") == []
    assert [(one.number, one.case.case_id) for one in drawn] == [(1, "s3"), (2, "s1"), (5, "s2")]


def test_the_log_says_which_tickets_were_drawn(store: Store) -> None:
    """As the documentation says: one a line, in draw order."""
    with_sample(store, [2, 1])
    with store.read() as conn:
        said = json.loads(list(log.events(conn))[-1].new)
        tickets = [one.ticket for one in samples.drawn(conn)]
    assert said["tickets_sha256"] == hashlib.sha256("".join(f"{one}\n" for one in tickets).encode()).hexdigest()


def test_what_a_sample_was_chosen_by_is_kept(store: Store) -> None:
    criteria = Criteria(4, "dato", date(2020, 1, 1), "type", (("ny", 2), ("gammel", 2)))
    tickets = (Ticket(2, "", ("101",), "gammel"), Ticket(3, "", ("851",), LATEST))
    counts = (Stratum(("101",), 2, 4, 1), Stratum(("851",), 3, 4, 1))
    with_frame(store)
    with store.write("leder") as tx:
        samples.save_sample(tx, Draw("purposive", "", ("kommune",), "equal", counts, tickets, criteria), RUBRIC)
    with store.read() as conn:
        found = samples.sample(conn)
        drawn = samples.drawn(conn)
        said = json.loads(list(log.events(conn))[-1].new)
    assert found is not None
    assert (found.method, found.criteria, found.asked, found.drawn) == ("purposive", criteria, 8, 2)
    assert [(one.case.case_id, one.ticket, one.basis) for one in drawn] == [("s2", "", "gammel"), ("s1", "", LATEST)]
    marks = [["ny", 2], ["gammel", 2]]
    document = {"n": 4, "latest": "dato", "before": "2020-01-01", "mark": "type", "marks": marks}
    assert said["criteria"] == document
    assert said["cases_sha256"] == hashlib.sha256(b"2 gammel\n3 latest\n").hexdigest()


def test_a_sample_drawn_by_lot_has_no_criteria(store: Store) -> None:
    with_sample(store)
    with store.read() as conn:
        found = samples.sample(conn)
        assert {one.basis for one in samples.drawn(conn)} == {""}
        assert "criteria" not in json.loads(list(log.events(conn))[-1].new)
    assert found is not None
    assert found.criteria is None


def test_a_case_of_the_frame_cannot_be_removed_when_drawn(store: Store, store_url: str) -> None:
    with_sample(store)
    if "://" in store_url:
        with pytest.raises(Exception, match="fk_drawn_case_key"):
            raw(store_url, "DELETE FROM frame_case WHERE key = 5")
    else:
        with pytest.raises(Exception, match="FOREIGN KEY constraint failed"):
            raw(store_url, "PRAGMA foreign_keys = ON", "DELETE FROM frame_case WHERE key = 5")
