"""The rubric changed under way, as the store keeps it: every version, the log of the switch, the answers moved."""

from dataclasses import replace

import pytest

from audit.cases import Round
from audit.errors import StateError
from audit.revision import Change, ChangeKind, Given
from audit.revision.carry import Carried, Move
from audit.revision.changes import Consequence
from audit.rubric.parts import Special
from audit.store import Store, assessments, log, recorded, rubrics, samples
from tests.tools.store import (
    RUBRIC,
    again,
    answered,
    begun,
    evaluation,
    head,
    loaded,
    recorded_one,
    save,
    told,
    with_sample,
)

NEW = replace(RUBRIC, version="2", file="ny.yaml", text="title: Ny prøve\n", sha256="b" * 64)
CHANGES = (
    Change(ChangeKind.COSMETIC, Consequence.NONE, "spørgsmål", "q", "ordlyden er ændret", "Før?", "Nu?", question="q"),
    Change(ChangeKind.BREAKING, Consequence.RECOUNT, "frist", "f", "længden er ændret", "{weeks: 3}", "{weeks: 4}"),
)


def whole(store: Store) -> None:
    """The log is whole, and what is stored is what it says."""
    with store.read() as conn:
        assert log.verify(conn).whole
        assert [str(problem) for problem in log.differences(conn)] == []


def scored(store: Store) -> None:
    """Three assessments with answers of every kind; one of them is hidden."""
    with_sample(store)
    with store.write("ab") as tx:
        recorded.save_recorded(
            tx,
            [
                recorded_one(1, "rigtig", {"q": "ja", "m": ("læge", "borger"), "t": "ord, med komma"}),
                recorded_one(2, None, {"q": Special.NOT_IN_PAPERS, "m": ("læge", "borger")}),
                recorded_one(2, "rigtig", {"q": "ja"}, round_=Round.SECOND, reviewer="cd", not_asked=["q"]),
            ],
        )


def test_nothing_is_collected_at_first(store: Store) -> None:
    with_sample(store)
    with store.read() as conn:
        found = rubrics.collected(conn)
    assert (found.assessments, found.answers) == (0, {})


def test_what_is_collected_is_counted_by_whole_answers(store: Store) -> None:
    scored(store)
    with store.read() as conn:
        found = rubrics.collected(conn)
    assert found.assessments == 3
    assert found.answers == {
        "q": {Given(("ja",)): 2, Given(("fremgår_ikke",), special=True): 1},
        "m": {Given(("læge", "borger")): 2},
        "t": {Given(("ord, med komma",)): 1},
    }


def test_a_switch_keeps_every_version_and_logs_each_change(store: Store) -> None:
    scored(store)
    before = head(store)
    with store.write("leder") as tx:
        rubrics.switch_rubric(tx, NEW, CHANGES)
    with store.read() as conn:
        sample = samples.sample(conn)
        assert samples.frozen_rubric(conn) == NEW
        assert rubrics.versions(conn) == (RUBRIC, NEW)
        assert sample is not None
        assert sample.rubric_sha256 == rubrics.current_sha256(conn) == NEW.sha256
        assert [(one.old_version, one.new_version) for one in rubrics.switches(conn)] == [("1", "2")]
        events = [(one.what, one.question, one.old, one.new, one.reason) for one in log.events(conn)][before:]
    assert events[0][0] == "rubric"
    assert '"version":"2"' in events[0][3]
    assert events[1:] == [
        ("change", "q", "Før?", "Nu?", "ordlyden er ændret"),
        ("change", "", "{weeks: 3}", "{weeks: 4}", "frist »f«: længden er ændret"),
    ]
    whole(store)


def test_answers_move_with_their_remarks_and_the_log_tells_it(store: Store) -> None:
    with_sample(store)
    one = begun(store)
    with store.write("ab") as tx:
        given = {
            "q": answered("ja", remark="fordi", citation="akt 1"),
            "kun-note": answered(remark="et ord"),
            "m": answered("borger", "læge"),
        }
        save(tx, one, given, evaluation("rigtig", ["q", "m"]))
    carried = Carried(
        {"p": Given(("ja",))},
        (Move("q", "p", Given(("ja",)), "nyt navn"), Move("m", "m", None, "skal besvares igen")),
    )
    before = head(store)
    with store.write("leder") as tx:
        renamed = {"q": "p", "kun-note": "ny-note"}
        rubrics.move_answers(tx, assessments.load(tx.conn, one), carried, renamed, evaluation(None, ["p"]))
    record = loaded(store, one)
    assert set(record.answers) == {"p", "ny-note"}
    assert (record.answers["p"].values, record.answers["p"].remark, record.answers["p"].citation) == (
        ("ja",),
        "fordi",
        "akt 1",
    )
    assert record.answers["ny-note"].remark == "et ord"
    assert record.outcome is None
    assert [one[:3] for one in told(store, before) if one[0] == "answer"] == [
        ("answer", "q", "ja"),
        ("answer", "m", "borger, læge"),
        ("answer", "p", ""),
    ]
    whole(store)


def test_an_interrupted_switch_changes_nothing(store: Store) -> None:
    scored(store)
    before = head(store)

    def interrupted() -> None:
        with store.write("leder") as tx:
            rubrics.switch_rubric(tx, NEW, CHANGES)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    with store.read() as conn:
        assert samples.frozen_rubric(conn) == RUBRIC
        assert rubrics.versions(conn) == (RUBRIC,)
        assert rubrics.switches(conn) == ()
    assert head(store) == before


def test_who_worked_by_the_old_rubric_is_refused(store: Store, store_url: str) -> None:
    """Two people saw the same rubric; the second to write finds another."""
    scored(store)
    with again(store_url) as other:
        with other.read() as conn:
            seen = rubrics.current_sha256(conn)
        with store.write("leder") as tx:
            rubrics.require_rubric(tx.conn, seen)
            rubrics.switch_rubric(tx, NEW, ())
        with pytest.raises(StateError, match="skiftet, mens du arbejdede"), other.write("anden") as tx:
            rubrics.require_rubric(tx.conn, seen)
    with store.read() as conn:
        assert rubrics.versions(conn) == (RUBRIC, NEW)


def test_there_is_nothing_to_switch_before_the_sample_is_drawn(store: Store) -> None:
    with store.read() as conn:
        assert rubrics.current_sha256(conn) == ""
    with pytest.raises(StateError, match="ligger ikke fast endnu"), store.write("leder") as tx:
        rubrics.switch_rubric(tx, NEW, ())


def test_a_second_switch_follows_the_first(store: Store) -> None:
    with_sample(store)
    third = replace(NEW, version="3", sha256="c" * 64)
    for rubric in (NEW, third):
        with store.write("leder") as tx:
            rubrics.switch_rubric(tx, rubric, ())
    with store.read() as conn:
        assert samples.frozen_rubric(conn) == third
        assert [(one.old_version, one.new_version) for one in rubrics.switches(conn)] == [("1", "2"), ("2", "3")]
        assert len(samples.drawn(conn)) == 6
