"""Rulings in both databases: kept beside what follows from the answers, counted in its place, and held by the log."""

from decimal import Decimal

import pytest

from audit.cases import Note, Round
from audit.errors import InputError, StateError
from audit.results.model import Moved
from audit.results.statistics import CORRECTNESS, MEASURES, OUTCOMES
from audit.review.ruling import Ruling
from audit.rubric.reading import read_rubric
from audit.rubric.values import Answer
from audit.store import Store, answers, log, recorded, tallies
from audit.study.desk import StoreDesk
from audit.study.gathering import kommune_sheets
from audit.study.opening import checked
from audit.study.progress import unwatched
from audit.study.switch import SwitchRequest, apply, plan
from audit.study.verifying import reevaluate
from tests.tools.store import head, loaded, raw, told
from tests.tools.tallied import EVALUATOR, RUBRIC, TEXT, assessed, by_hand, figures, frozen, rule, with_tallied_sample

WRONG: dict[str, Answer] = {"skriftlig": "nej", "hvem": ("læge",), "timer": Decimal(1)}
RIGHT: dict[str, Answer] = {"skriftlig": "ja", "begrundet": "ja", "hvem": ("læge",), "timer": Decimal(2)}
RULING = Ruling("rigtig", "Fejlen er rettet i klagesagen")


@pytest.fixture
def scored(store: Store) -> Store:
    """Two cases that are wrong by their answers and one that is right, with ids 1, 2 and 3."""
    with_tallied_sample(store)
    with store.write("leder") as tx:
        recorded.save_recorded(tx, [assessed(1, WRONG), assessed(3, WRONG), assessed(6, RIGHT)])
    return store


@pytest.fixture
def ruled(scored: Store) -> Store:
    """The first of them ruled right."""
    ruling(scored, RULING)
    return scored


def ruling(store: Store, given: Ruling | None, id_: int = 1) -> None:
    with store.write("ab") as tx:
        rule(tx, id_, given)


def whole(store: Store) -> None:
    """What is stored is what the log says, and what the answers give."""
    with store.read() as conn:
        assert log.verify(conn).whole
        assert list(log.differences(conn)) == []
        assert reevaluate(conn, unwatched) == (3, [])


def test_a_ruling_stands_beside_the_outcome_that_follows_from_the_answers(scored: Store) -> None:
    before, given = head(scored), loaded(scored, 1).answers
    ruling(scored, RULING)
    record = loaded(scored, 1)
    assert (record.derived, record.outcome, record.ruling) == ("ændres", "rigtig", RULING)
    assert record.answers == given
    assert record.tally is not None
    assert EVALUATOR.catalogue.counted(record.tally) == by_hand(WRONG, "rigtig")
    logged = '{"outcome":"rigtig","reason":"Fejlen er rettet i klagesagen"}'
    assert told(scored, before) == [("ruling", "", "", logged)]
    whole(scored)


def test_a_ruling_can_be_changed_and_taken_back(scored: Store) -> None:
    tally = loaded(scored, 1).tally
    before = head(scored)
    texts = []
    for given in (RULING, Ruling("hjemvises", "Ny oplysning"), Ruling("hjemvises", "Klarere begrundet"), None):
        ruling(scored, given)
        record = loaded(scored, 1)
        assert (record.derived, record.ruling) == ("ændres", given)
        assert record.outcome == (given.outcome if given else "ændres")
        whole(scored)
        texts.append(told(scored, before)[-1])
    assert [new for _, _, _, new in texts[:3]] == [old for _, _, old, _ in texts[1:]], "each says what was before"
    assert texts[-1][3] == ""
    assert loaded(scored, 1).tally == tally
    assert len(told(scored, before)) == 4


def test_the_same_ruling_again_is_no_change(ruled: Store) -> None:
    before = head(ruled)
    ruling(ruled, RULING)
    ruling(ruled, None, 2)
    assert head(ruled) == before


def test_a_reason_no_database_can_keep_is_refused(scored: Store) -> None:
    before = head(scored)
    with pytest.raises(InputError, match="tegn, der ikke kan gemmes"):
        ruling(scored, Ruling("rigtig", "nul\0tegn"))
    assert (loaded(scored, 1).ruling, head(scored)) == (None, before)


def test_figures_follow_the_ruling(ruled: Store) -> None:
    with ruled.read() as conn:
        found = figures(conn, [("kommune",)])
    assert found.overruled == (Moved("ændres", "rigtig", 1),)
    outcomes = {one.outcome: one.share.count for one in found.whole.of(OUTCOMES) if one.share.count}
    assert outcomes == {"rigtig": 2, "ændres": 1}
    assert found.whole.of(CORRECTNESS)[0].right == 2
    assert {one.id: one.share.count for one in found.whole.of(MEASURES)}["fejl"] == 1, "{outcome: …} is what counts"
    of_101 = found.by("kommune")[0]
    assert {one.id: one.share.count for one in of_101.of(MEASURES)} == {"begrundede": 0, "fejl": 0, "kommuner": 1}


def test_only_the_rulings_of_cases_that_count_are_overruled(ruled: Store) -> None:
    """The hearing's assessment takes the place of the one with the ruling, and comes with none."""
    with ruled.write("leder") as tx:
        recorded.save_recorded(tx, [assessed(1, WRONG, round_=Round.AFTER_HEARING)])
    with ruled.read() as conn:
        assert tallies.overruled(conn) == []
        assert tallies.reassessed(conn) == [Moved("rigtig", "ændres", 1)]


def test_answers_changed_afterwards_keep_the_ruling(ruled: Store) -> None:
    desk = StoreDesk(ruled, EVALUATOR, "ab", Round.FIRST, 1, frozen().sha256)
    work = desk.next_case()
    assert work
    found = desk.save(1, "skriftlig", "ja", Note("fordi"), "tastefejl")  # now »begrundet« is asked and lacks an answer
    record = loaded(ruled, 1)
    assert (found.outcome, record.derived, record.outcome, record.tally) == (None, None, None, None)
    assert record.ruling == RULING
    whole(ruled)
    with ruled.read() as conn:
        assert tallies.overruled(conn) == []
    desk.save(1, "begrundet", "nej", Note())
    record = loaded(ruled, 1)
    assert (record.derived, record.outcome, record.ruling) == ("hjemvises", "rigtig", RULING)
    assert record.tally is not None
    assert EVALUATOR.catalogue.counted(record.tally) == by_hand(
        WRONG | {"skriftlig": "ja", "begrundet": "nej"}, "rigtig"
    )
    whole(ruled)


def test_the_kommunes_sheet_shows_the_outcome_that_counts(ruled: Store) -> None:
    with ruled.read() as conn:
        shown = {one.name: [case.outcome for case in one.cases()] for one in kommune_sheets(conn, RUBRIC)}
    assert shown["København"] == ["Rigtig"]
    assert shown["Aarhus"] == ["Ændres"]


def test_answers_from_a_file_never_replace_a_case_with_a_ruling(ruled: Store) -> None:
    before = loaded(ruled, 1)
    with pytest.raises(StateError) as caught, ruled.write("leder") as tx:
        recorded.save_recorded(tx, [assessed(1, RIGHT), assessed(3, RIGHT)], replace=True, reason="tastefejl")
    assert [str(one) for one in caught.value.problems] == [
        "sagen »s1« har et udfald, som bedømmeren selv har afgjort. Ret sagen med »audit score«."
    ]
    assert loaded(ruled, 1) == before
    assert loaded(ruled, 2).answers["skriftlig"].values == ("nej",)


@pytest.mark.parametrize(
    ("statement", "said", "evaluated"),
    [
        ("UPDATE ruling SET outcome = 'hjemvises'", True, True),
        ("UPDATE ruling SET reason = 'Noget andet'", True, False),
        ("DELETE FROM ruling", True, True),
        ("INSERT INTO ruling VALUES (2, 'rigtig', 'fordi')", True, True),
        ("UPDATE assessment SET outcome = 'rigtig' WHERE id = 1", True, True),
        ("UPDATE assessment SET tally = (SELECT tally FROM assessment WHERE id = 3) WHERE id = 1", False, True),
        ("UPDATE assessment SET tally = NULL WHERE id = 1", False, True),
        ("UPDATE answer SET counted = NOT counted WHERE assessment = 1 AND question = 'hvem'", False, True),
    ],
)
def test_what_is_tampered_with_is_found(
    ruled: Store, store_url: str, statement: str, said: bool, evaluated: bool
) -> None:
    """By the log what it tells of; by evaluating again what follows from the answers and the ruling."""
    raw(store_url, statement)
    with ruled.read() as conn:
        differing = [str(one) for one in log.differences(conn)]
        _, otherwise = reevaluate(conn, unwatched)
    assert bool(differing) == said
    what = "udfaldet er ikke det" if "assessment SET outcome" in statement else "afgørelse af udfaldet er ikke den"
    assert all(what in one for one in differing)
    assert bool(otherwise) == evaluated
    assert all("tælles anderledes" in str(one) for one in otherwise)


def switched(text: str, old: str, new: str) -> SwitchRequest:
    assert old in text
    changed = text.replace('version: "1"', 'version: "2"').replace(old, new)
    return SwitchRequest(checked(read_rubric(changed.encode(), "ny.yaml")), "ny.yaml")


def test_a_switch_to_a_rubric_without_the_outcome_is_refused(scored: Store) -> None:
    ruling(scored, Ruling("ingen_afgørelse", "Der er ingen afgørelse"))
    request = switched(TEXT, "  outside: [ingen_afgørelse]\n", "")
    with scored.read() as conn:
        seen = plan(conn, request, unwatched)
    before = loaded(scored, 1), head(scored)
    with pytest.raises(StateError, match="I 1 sag har bedømmeren afgjort udfaldet til noget.*»ingen_afgørelse«"):
        apply(scored, "leder", seen, unwatched)
    assert (loaded(scored, 1), head(scored)) == before
    ruling(scored, None)
    with scored.read() as conn:
        seen = plan(conn, request, unwatched)
    assert apply(scored, "leder", seen, unwatched).applied, "no ruling stands in the way any more"


def test_a_switch_takes_the_ruling_along(ruled: Store) -> None:
    with ruled.read() as conn:
        seen = plan(
            conn,
            switched(TEXT, "id: ikke-skriftlig, outcome: ændres", "id: ikke-skriftlig, outcome: hjemvises"),
            unwatched,
        )
    apply(ruled, "leder", seen, unwatched)
    records = loaded(ruled, 1), loaded(ruled, 2)
    assert [(one.derived, one.outcome) for one in records] == [("hjemvises", "rigtig"), ("hjemvises", "hjemvises")]
    whole(ruled)


def test_an_evaluation_without_the_ruling_is_not_stored(ruled: Store) -> None:
    """A mistake of ours, that would count the case by its answers."""
    before = loaded(ruled, 1)
    with pytest.raises(AssertionError, match="with the ruling"), ruled.write("ab") as tx:
        answers.save(tx, before, {}, EVALUATOR.evaluate(WRONG, {}))
    assert loaded(ruled, 1) == before
