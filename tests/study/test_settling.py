"""Adjudication in both databases: what is stored, who may, and that nothing is overwritten unseen."""

from decimal import Decimal

import pytest

from audit.agreement.deciding import AdjudicatedDifference, DoubleOnDesk, ReasonCode, WhoseAnswer
from audit.agreement.state import SettlingState
from audit.cases import Note, Round
from audit.errors import StateError
from audit.rubric.parts import Special
from audit.rubric.values import Answer
from audit.store import Store, log, recorded
from audit.store.doubles import decisions, double_cases, switches, when_locked
from audit.study.agreeing import measured_agreement
from audit.study.desk import StoreDesk
from audit.study.progress import unwatched
from audit.study.settling import AdjudicationDesk, settling_cases
from audit.study.verifying import reevaluate
from tests.tools.store import head
from tests.tools.tallied import EVALUATOR, assessed, frozen, with_tallied_sample

FIRST: dict[str, Answer] = {"skriftlig": "ja", "begrundet": "nej", "hvem": ("læge",), "timer": Decimal(1)}
SECOND: dict[str, Answer] = {"skriftlig": "nej", "hvem": ("læge",), "timer": Special.NOT_IN_PAPERS}
WHY = ReasonCode.INTERPRETATION, "bilag 4"


@pytest.fixture
def scored(store: Store) -> Store:
    """Cases 1 and 3 scored twice and parted alike, case 6 twice and alike, case 2 once."""
    with_tallied_sample(store)
    twice = [assessed(key, SECOND, round_=Round.SECOND, reviewer="cd") for key in (1, 3)]
    twice.append(assessed(6, FIRST, round_=Round.SECOND, reviewer="cd"))
    with store.write("leder") as tx:
        recorded.save_recorded(tx, [*(assessed(key, FIRST) for key in (1, 2, 3, 6)), *twice])
    return store


def desk_of(store: Store, reviewer: str = "ef", key: int | None = None) -> AdjudicationDesk:
    return AdjudicationDesk(store, EVALUATOR, reviewer, key, frozen().sha256)


def handed(desk: AdjudicationDesk) -> DoubleOnDesk:
    work = desk.next_case()
    assert work is not None
    return work


def states(store: Store) -> list[SettlingState]:
    with store.read() as conn:
        return [one.state for one in settling_cases(conn, EVALUATOR)]


def whole(store: Store) -> None:
    with store.read() as conn:
        assert log.verify(conn).whole
        assert list(log.differences(conn)) == []
        assert reevaluate(conn, unwatched)[1] == []


def test_decisions_are_kept_with_what_they_lie_between(scored: Store) -> None:
    assert states(scored) == [SettlingState.DIFFERS, SettlingState.DIFFERS, SettlingState.ALIKE]
    desk = desk_of(scored)
    work = handed(desk)
    assert dict(work.adjudication.answers) == {"hvem": ("læge",)}
    assert work.adjudication.open == ("skriftlig", "timer")
    assert work.notes[0]["skriftlig"] == Note("fordi")
    work = desk.decide(work, "skriftlig", "ja", *WHY)
    assert work.adjudication.answers["begrundet"] == "nej"
    work = desk.decide(work, "timer", Decimal(5), ReasonCode.SLIP, "det er fem")
    assert work.adjudication.settled
    assert work.adjudication.evaluation.derived == "hjemvises"
    with scored.read() as conn:
        found = decisions(conn)["101/s1"]
        stored = next(double_cases(conn)).adjudicated
    assert found == {
        "skriftlig": AdjudicatedDifference("skriftlig", WhoseAnswer.FIRST, *WHY, ("ja", "nej")),
        "timer": AdjudicatedDifference("timer", WhoseAnswer.OWN, ReasonCode.SLIP, "det er fem", ("1", "fremgår_ikke")),
    }
    assert stored is not None
    assert {name: (one.values, one.remark) for name, one in stored.answers.items()} == {
        "skriftlig": (("ja",), "fordi"),
        "begrundet": (("nej",), "fordi"),
        "hvem": (("læge",), "fordi"),
        "timer": (("5",), ""),
    }
    assert states(scored)[0] is SettlingState.DECIDED
    assert desk.progress() == (1, 2)
    assert handed(desk).case.key == 3
    assert desk.next_case() is None
    whole(scored)


def test_two_thirds_are_never_handed_the_same_case(scored: Store) -> None:
    one, other = desk_of(scored), desk_of(scored, "gh")
    assert {handed(one).case.key, handed(other).case.key} == {1, 3}
    assert one.next_case() is None
    with pytest.raises(StateError, match="bedømmes allerede af ef"):
        desk_of(scored, "gh", 1).next_case()


@pytest.mark.parametrize("round_", [Round.FIRST, Round.SECOND])
def test_what_has_changed_under_the_third_is_not_decided_on(scored: Store, round_: Round) -> None:
    desk = desk_of(scored)
    work = handed(desk)
    window = StoreDesk(scored, EVALUATOR, "ab" if round_ is Round.FIRST else "cd", round_, 1, frozen().sha256)
    theirs = window.next_case()
    assert theirs is not None
    window.save(theirs.key, "timer", Decimal(9), Note(), "talt igen")
    before = head(scored)
    with pytest.raises(StateError, match="ændret et andet sted"):
        desk.decide(work, "skriftlig", "ja", *WHY)
    assert head(scored) == before
    whole(scored)


def test_a_changed_answer_makes_its_decision_stale_and_no_other(scored: Store) -> None:
    desk = desk_of(scored)
    work = desk.decide(desk.decide(handed(desk), "skriftlig", "ja", *WHY), "timer", Decimal(1), *WHY)
    assert work.adjudication.settled
    window = StoreDesk(scored, EVALUATOR, "cd", Round.SECOND, 1, frozen().sha256)
    theirs = window.next_case()
    assert theirs is not None
    window.save(theirs.key, "timer", Decimal(9), Note(), "talt igen")
    assert states(scored)[0] is SettlingState.STALE
    again = handed(desk_of(scored))
    assert (again.case.key, again.adjudication.open) == (1, ("timer",))


def test_agreement_is_of_the_answers_when_both_were_first_finished(scored: Store) -> None:
    with scored.read() as conn:
        before = measured_agreement(conn, EVALUATOR)
    assert (before.cases, before.waiting) == (3, 0)
    by_id = {one.id: one for one in before.of}
    assert (by_id["skriftlig"].agreed, by_id["skriftlig"].compared) == (1, 3)
    assert (by_id["begrundet"].agreed, by_id["begrundet"].compared) == (1, 1)
    for name, answer in (("timer", Decimal(1)), ("skriftlig", Special.NOT_RELEVANT)):
        window = StoreDesk(scored, EVALUATOR, "cd", Round.SECOND, 1, frozen().sha256)
        theirs = window.next_case()
        assert theirs is not None
        window.save(theirs.key, name, answer, Note("fordi"), "vi har talt om det")
    with scored.read() as conn:
        assert measured_agreement(conn, EVALUATOR) == before
        double = next(double_cases(conn))
        assert double.second.answers["skriftlig"].values == ("ikke_relevant",)
        assert when_locked(conn, double, switches(conn))[1].answers["skriftlig"].values == ("nej",)
    whole(scored)


def test_a_case_that_one_has_not_finished_waits(scored: Store) -> None:
    begun = StoreDesk(scored, EVALUATOR, "cd", Round.SECOND, 2, frozen().sha256)
    assert begun.next_case() is not None
    assert states(scored)[1] is SettlingState.WAITS
    with scored.read() as conn:
        assert measured_agreement(conn, EVALUATOR).waiting == 1
    with pytest.raises(StateError, match="ikke to færdige bedømmelser"):
        desk_of(scored, key=2).next_case()
