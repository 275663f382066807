"""The cases that count: held against a count in plain Python over the same assessments."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit.cases import Round
from audit.errors import StateError
from audit.results.cases import ALONE
from audit.results.figures import GroupFigures
from audit.results.model import Moved
from audit.results.statistics import ANSWERS, CORRECTNESS, FINDINGS, MEASURES, OUTCOMES, RECOMMENDATIONS
from audit.review.recorded import RecordedAssessment
from audit.review.ruling import Ruling
from audit.rubric.parts import Special
from audit.rubric.tally import Item, ItemKind
from audit.rubric.values import Answer
from audit.store import Store, assessments, recorded, tallies
from audit.store.progress import study_progress
from audit.store.records import KommuneProgress, StudyProgress
from tests.tools.statements import statements
from tests.tools.store import evaluation, raw, recorded_one, save, with_sample
from tests.tools.tallied import (
    CASES,
    EVALUATOR,
    RUBRIC,
    assessed,
    by_hand,
    complete,
    counted,
    figures,
    outcome_by_hand,
    rule,
    stratum_of,
    with_tallied_sample,
)

RIGHT = {"skriftlig": "ja", "begrundet": "ja", "hvem": ("borger", "læge"), "timer": Decimal(12)}
WRONG = {"skriftlig": "nej", "hvem": ("læge",), "timer": Decimal("3.5")}
UNSURE = {"skriftlig": Special.NOT_IN_PAPERS, "hvem": Special.NOT_IN_PAPERS, "timer": Special.NOT_IN_PAPERS}
BEGUN = {"skriftlig": "ja"}
HIDDEN = WRONG | {"begrundet": "ja"}

SCORED = (assessed(1, RIGHT), assessed(2, WRONG), assessed(3, RIGHT), assessed(4, UNSURE), assessed(5, BEGUN))


def stored(store: Store, *batch: RecordedAssessment) -> None:
    with_tallied_sample(store)
    with store.write("leder") as tx:
        recorded.save_recorded(tx, batch)


def outcomes(group: GroupFigures) -> dict[str, int]:
    return {one.outcome: one.share.count for one in group.of(OUTCOMES) if one.share.count}


def test_the_whole_and_each_value_of_each_fact(store: Store) -> None:
    stored(store, *SCORED)
    with store.read() as conn:
        found = figures(conn, [("sagstype",), ("kommune",)])
    told = [(dict(one.group), one.cases, one.files, one.kommuner, outcomes(one)) for one in found.groups]
    assert told == [
        ({}, 4, 2, 2, {"rigtig": 2, "ændres": 1, "kan_ikke_vurderes": 1}),
        ({"sagstype": "ny"}, 3, 2, 2, {"rigtig": 2, "kan_ikke_vurderes": 1}),
        ({"sagstype": "gammel"}, 1, 1, 1, {"ændres": 1}),
        ({"kommune": "101"}, 2, 1, 1, {"rigtig": 1, "ændres": 1}),
        ({"kommune": "751"}, 2, 1, 1, {"rigtig": 1, "kan_ikke_vurderes": 1}),
    ]
    measures = [[(one.share.count, one.share.among, one.share.unknown) for one in g.of(MEASURES)] for g in found.groups]
    assert measures == [
        [(2, 2, 0), (1, 4, 1), (1, 2, 0)],
        [(2, 2, 0), (0, 3, 1), (0, 2, 0)],
        [(0, 0, 0), (1, 1, 0), (1, 1, 0)],
        [(1, 1, 0), (1, 2, 0), (1, 1, 0)],
        [(1, 1, 0), (0, 2, 1), (0, 1, 0)],
    ]


def test_kommuner_are_counted_once_for_the_measures_that_ask_it(store: Store) -> None:
    stored(store, assessed(1, WRONG), assessed(2, WRONG), assessed(3, RIGHT), assessed(4, WRONG), assessed(6, UNSURE))
    with store.read() as conn:
        share = figures(conn).whole.of(MEASURES)[2].share
        cases = counted(conn)
    assert (share.count, share.among, share.unknown) == (2, 2, 0)
    assert cases.count(Item(ItemKind.MEASURE_AMONG, "kommuner")) == 4, "four cases in two kommuner"
    assert cases.bodies_with("kommuner", cases.column(Item(ItemKind.MEASURE_COUNT, "kommuner"))) == {("101",), ("751",)}


def test_what_the_hearing_changed_is_counted_from_what_counted_before(store: Store) -> None:
    """The adjudicated outcome goes before the first; what is not complete, or has nothing before it, is left out."""
    rounds = {
        1: {"first": "forkert", "after_hearing": "rigtig"},
        2: {"first": "forkert", "second": "rigtig", "adjudicated": "rigtig", "after_hearing": "rigtig"},
        3: {"first": "forkert", "after_hearing": None},
        4: {"first": "rigtig"},
        5: {"after_hearing": "rigtig"},
        6: {"first": "forkert", "second": "rigtig", "adjudicated": None, "after_hearing": "rigtig"},
    }
    others = {"second": "cd", "adjudicated": "ef"}
    batch = [
        recorded_one(key, outcome, {}, round_=Round(round_), reviewer=others.get(round_, "ab"))
        for key, outcomes in rounds.items()
        for round_, outcome in outcomes.items()
    ]
    with_sample(store)
    with store.write("leder") as tx:
        recorded.save_recorded(tx, batch)
    with store.read() as conn:
        assert tallies.reassessed(conn) == [Moved("forkert", "rigtig", 2), Moved("rigtig", "rigtig", 1)]


def test_nothing_scored_is_a_whole_of_nothing(store: Store) -> None:
    for prepare in (lambda: None, lambda: with_tallied_sample(store)):
        prepare()
        with store.read() as conn:
            found = figures(conn, [("sagstype",)])
            assert counted(conn, strata=True).by_stratum() == {}
        assert [(one.cases, one.files, one.kommuner) for one in found.groups] == [(0, None, 0)]
        assert {one.share.count for one in found.whole.of(ANSWERS)} == {0}
        assert {one.share.percent for one in found.whole.of(OUTCOMES)} == {None}


def test_cases_without_the_fact_are_a_group(store: Store) -> None:
    with_sample(store)
    with store.write("leder") as tx:
        recorded.save_recorded(tx, [recorded_one(5, "rigtig", {}), recorded_one(6, "rigtig", {})])
    with store.read() as conn:
        table = tallies.case_table(conn, 1, ("type", "findes_ikke", "kommune"))
    assert table.facts == {
        "type": ["", 'ny "tom" \\ [x]'],
        "findes_ikke": ["", ""],
        "kommune": ["851", "360"],
    }


def test_journal_numbers_are_a_kommunes_own_and_none_is_a_file_alone(store: Store) -> None:
    stored(store, *(assessed(key, RIGHT) for key in range(1, 8)))
    with store.read() as conn:
        cases = counted(conn)
    assert (len(cases), cases.files, cases.kommuner) == (7, 3, 3)
    assert {key: len(own) for key, own in cases.by_file().items()} == {
        ("101", "j1"): 2,
        ("751", "j1"): 1,
        ("751", f"{ALONE}s2"): 1,
        ("751", f"{ALONE}s3"): 1,
        ("851", "j2"): 2,
    }


def test_answers_are_counted_where_the_question_is_asked(store: Store) -> None:
    stored(store, *SCORED, assessed(6, HIDDEN))
    with store.read() as conn:
        found = figures(conn).whole.of(ANSWERS)
    told = {(one.question, one.answer): (one.share.count, one.share.among) for one in found if one.share.count}
    assert told == {
        ("skriftlig", "ja"): (2, 5),
        ("skriftlig", "nej"): (2, 5),
        ("skriftlig", "fremgår_ikke"): (1, 5),
        ("begrundet", "ja"): (2, 2),
        ("hvem", "borger"): (2, 5),
        ("hvem", "læge"): (4, 5),
        ("hvem", "fremgår_ikke"): (1, 5),
        ("timer", "12"): (2, 5),
        ("timer", "3.5"): (2, 5),
        ("timer", "fremgår_ikke"): (1, 5),
    }


@pytest.mark.parametrize(
    ("rounds", "counting"),
    [
        ({"first": RIGHT}, "first"),
        ({"second": WRONG}, None),
        ({"first": RIGHT, "second": WRONG}, "first"),
        ({"first": BEGUN, "second": WRONG}, None),
        ({"first": RIGHT, "second": WRONG, "adjudicated": WRONG}, "adjudicated"),
        ({"first": RIGHT, "second": WRONG, "adjudicated": BEGUN}, "first"),
        ({"first": RIGHT, "second": WRONG, "adjudicated": UNSURE, "after_hearing": RIGHT}, "after_hearing"),
        ({"first": RIGHT, "after_hearing": WRONG}, "after_hearing"),
        ({"first": RIGHT, "second": WRONG, "adjudicated": UNSURE, "after_hearing": BEGUN}, "adjudicated"),
        ({"after_hearing": UNSURE, "adjudicated": WRONG, "second": RIGHT, "first": RIGHT}, "after_hearing"),
        ({"first": BEGUN, "after_hearing": UNSURE}, "after_hearing"),
    ],
)
def test_the_latest_complete_round_counts(
    store: Store, rounds: dict[str, dict[str, Answer]], counting: str | None
) -> None:
    scored = [
        assessed(1, answers, reviewer=f"r{place}", round_=Round(round_))
        for place, (round_, answers) in enumerate(rounds.items())
    ]
    stored(store, *scored)
    with store.read() as conn:
        whole, table = figures(conn).whole, tallies.case_table(conn, EVALUATOR.catalogue.width, written=["timer"])
        ids = [id_ for of_kommune in tallies.counting_ids(conn).values() for id_ in of_kommune]
        assert len(ids) == len(table.tallies) == whole.cases == (1 if counting else 0)
        if counting:
            record = assessments.load(conn, ids[0])
            assert record.round == counting
            assert outcomes(whole) == {record.outcome: 1}
            assert table.tallies == [record.tally]
            hours = record.answers["timer"]
            assert table.written == {"timer": [None if hours.special else hours.values[0]]}


def test_the_assessments_that_count_are_in_draw_order(store: Store) -> None:
    with_sample(store)  # the cases were drawn in the order 5, 3, 1, 2, 4, 6
    with store.write("leder") as tx:
        recorded.save_recorded(tx, [recorded_one(key, "rigtig" if key < 5 else None, {}) for key in range(1, 6)])
    with store.read() as conn:
        found = {
            code: [assessments.load(conn, one).case for one in ids] for code, ids in tallies.counting_ids(conn).items()
        }
    assert {case.key for cases in found.values() for case in cases} == {1, 2, 3, 4}
    for code, cases in found.items():
        assert {case.kommune for case in cases} == {code}
        assert [case.key for case in cases] == [key for key in (3, 1, 2, 4) if key in {case.key for case in cases}]


def test_counting_reads_the_cases_in_one_statement(store: Store) -> None:
    """However many cases and groups there are."""
    stored(store, *SCORED)
    with store.read() as conn, statements(store) as seen:
        figures(conn, [("sagstype", "kommune"), ("kommune",)])
    assert len(seen) == 3, "and one each for what the hearing changed, and what was ruled"


@pytest.mark.parametrize("change", ["tally = NULL", "tally = {longer}"])
def test_tallies_that_are_not_the_rubrics_are_not_counted(store: Store, store_url: str, change: str) -> None:
    stored(store, *SCORED)
    longer = "'\\x0102030405060708090a0b0c'::bytea" if "://" in store_url else "x'0102030405060708090a0b0c'"
    raw(store_url, f"UPDATE assessment SET {change.format(longer=longer)} WHERE id = 2")
    with store.read() as conn, pytest.raises(StateError, match="passer ikke til måleskemaet.*»audit log verify«"):
        figures(conn)


# How far it is


def test_progress_of_the_whole_and_of_each_kommune(store: Store) -> None:
    stored(store, *SCORED)
    with store.write("cd") as tx:
        second = assessments.begin(tx, 6, Round.SECOND, "cd")
        save(tx, second, found=evaluation("rigtig"))
    with store.read() as conn:
        assert study_progress(conn) == StudyProgress(
            drawn=7,
            begun=6,
            complete=4,
            kommuner=(
                KommuneProgress("101", 2, 2, 2),
                KommuneProgress("751", 3, 3, 2),
                KommuneProgress("851", 2, 1, 0),
            ),
        )


def test_progress_of_one_round(store: Store) -> None:
    stored(store, *SCORED)
    with store.write("cd") as tx:
        assessments.begin(tx, 6, Round.SECOND, "cd")
        second = assessments.begin(tx, 1, Round.SECOND, "cd")
        save(tx, second, found=evaluation("rigtig"))
    with store.read() as conn:
        first, second_round = study_progress(conn, Round.FIRST), study_progress(conn, Round.SECOND)
    assert (first.drawn, first.begun, first.complete) == (7, 5, 4)
    assert (second_round.drawn, second_round.begun, second_round.complete) == (7, 2, 1)


def test_progress_before_the_draw(store: Store) -> None:
    with store.read() as conn:
        assert study_progress(conn) == StudyProgress(0, 0, 0, ())


# Held against plain Python


@dataclass(frozen=True)
class Scored:
    """One assessment as it is made up: answers, and a ruling where it is complete."""

    key: int
    round: Round
    answers: Mapping[str, Any]
    ruled: str | None

    @property
    def ruling(self) -> str | None:
        usable = complete(self.answers) and self.ruled != outcome_by_hand(self.answers)
        return self.ruled if usable else None

    @property
    def outcome(self) -> str:
        return self.ruling or outcome_by_hand(self.answers)

    @property
    def items(self) -> set[Item]:
        return by_hand(self.answers, self.ruling)

    def asked(self, question: str) -> bool:
        return question != "begrundet" or self.answers["skriftlig"] == "ja"


YES_NO = st.sampled_from(["ja", "nej"])
PAPERS = st.just(Special.NOT_IN_PAPERS)
GIVEN: dict[str, st.SearchStrategy[Any]] = {
    "skriftlig": st.one_of(YES_NO, PAPERS, st.just(Special.NOT_RELEVANT)),
    "begrundet": YES_NO,
    "hvem": st.one_of(st.sampled_from([("borger",), ("læge",), ("borger", "læge")]), PAPERS),
    "timer": st.one_of(st.sampled_from([Decimal(0), Decimal(12), Decimal("3.5")]), PAPERS),
}
ONE = st.builds(
    Scored,
    st.integers(1, len(CASES)),
    st.sampled_from(Round),
    st.one_of(st.fixed_dictionaries(GIVEN), st.fixed_dictionaries({}, optional=GIVEN)),
    st.sampled_from([None, None, *RUBRIC.all_outcomes]),
)


def possible(batch: list[Scored]) -> list[Scored]:
    """In the order of the rounds, without the adjudications that have not two finished assessments between which."""
    finished = {(one.key, one.round) for one in batch if complete(one.answers)}
    return [
        one
        for one in sorted(batch, key=lambda one: list(Round).index(one.round))
        if one.round is not Round.ADJUDICATED or {(one.key, Round.FIRST), (one.key, Round.SECOND)} <= finished
    ]


BATCHES = st.lists(ONE, unique_by=lambda one: (one.key, one.round), max_size=14).map(possible)
CROSSED = (("sagstype",), ("kommune",), ("sagstype", "kommune"))

Keys = Callable[[Scored], tuple[str, ...]]


def plain_counting(batch: list[Scored]) -> list[Scored]:
    """The rule of the counting assessment in as few words as possible."""
    order = [Round.FIRST, Round.ADJUDICATED, Round.AFTER_HEARING]
    by_case: dict[int, Scored] = {}
    for one in sorted((one for one in batch if one.round in order), key=lambda one: order.index(one.round)):
        if complete(one.answers):
            by_case[one.key] = one
    return list(by_case.values())


def fact_of(one: Scored, name: str) -> str:
    case = CASES[one.key - 1]
    return case.kommune if name == "kommune" else case.facts.get(name, "")


def file_of(one: Scored) -> tuple[str, ...]:
    case = CASES[one.key - 1]
    return case.kommune, case.file_no or ALONE + case.case_id


def grouped(cases: Sequence[Scored], key: Keys) -> dict[tuple[str, ...], list[Scored]]:
    return {value: [one for one in cases if key(one) == value] for value in map(key, cases)}


def check(group: GroupFigures, mine: list[Scored]) -> None:
    """Every figure of a group, counted over its cases one by one."""
    made = Counter(item for one in mine for item in one.items)
    ended = Counter(one.outcome for one in mine)
    assert (group.cases, group.files) == (
        len(mine),
        len({file for file in map(file_of, mine) if not file[1].startswith(ALONE)}) or None,
    )
    assert group.kommuner == len({fact_of(one, "kommune") for one in mine})
    assert outcomes(group) == dict(ended)
    (whole,) = group.of(CORRECTNESS)
    wrong = ended["ændres"] + ended["hjemvises"]
    told = (whole.cases, whole.right, whole.wrong, whole.outside, whole.not_assessable)
    assert told == (len(mine), ended["rigtig"], wrong, ended["ingen_afgørelse"], ended["kan_ikke_vurderes"])
    shares = {one.id: (one.share.count, one.share.among, one.share.unknown) for one in group.of(MEASURES)}
    for name in ("begrundede", "fejl"):
        kinds = (ItemKind.MEASURE_COUNT, ItemKind.MEASURE_AMONG, ItemKind.MEASURE_UNKNOWN)
        assert shares[name] == tuple(made[Item(kind, name)] for kind in kinds)
    assert shares["kommuner"] == in_kommuner(mine)
    for advice in group.of(RECOMMENDATIONS):
        assert (advice.share.count, advice.share.among) == (made[Item(ItemKind.RECOMMEND_COUNT, "skriv")], len(mine))
        assert advice.share.unknown == made[Item(ItemKind.RECOMMEND_UNKNOWN, "skriv")]
    for found in group.of(FINDINGS):
        among, unknown = (Item(kind, found.finding) for kind in (ItemKind.FINDING_AMONG, ItemKind.FINDING_UNKNOWN))
        assert found.share.count == made[Item(ItemKind.FINDING, found.finding)]
        assert (found.share.among, found.share.unknown) == (
            made[among],
            sum({among, unknown} <= one.items for one in mine),
        )
    for answer in group.of(ANSWERS):
        asked = [one.answers[answer.question] for one in mine if one.asked(answer.question)]
        chosen = [given for given in asked if is_chosen(given, answer.answer, special=answer.special)]
        assert (answer.share.count, answer.share.among) == (len(chosen), len(asked))
    hours = Counter(one.answers["timer"] for one in mine if isinstance(one.answers["timer"], Decimal))
    listed = [one for one in group.of(ANSWERS) if one.question == "timer" and not one.special]
    assert {Decimal(one.answer): one.share.count for one in listed} == hours


def in_kommuner(mine: list[Scored]) -> tuple[int, int, int]:
    def kommuner(kind: ItemKind) -> set[str]:
        return {fact_of(one, "kommune") for one in mine if Item(kind, "kommuner") in one.items}

    count, unknown = kommuner(ItemKind.MEASURE_COUNT), kommuner(ItemKind.MEASURE_UNKNOWN)
    return len(count), len(kommuner(ItemKind.MEASURE_AMONG)), len(unknown - count)


def is_chosen(given: Any, answer: str, *, special: bool) -> bool:
    if isinstance(given, Special) or special:
        return isinstance(given, Special) and special and given == answer
    if isinstance(given, Decimal):
        return given == Decimal(answer)
    return answer in given if isinstance(given, tuple) else bool(given == answer)


@given(BATCHES)
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
def test_the_figures_are_those_of_plain_python(store: Store, store_url: str, batch: list[Scored]) -> None:
    with store.read() as conn:
        drawn = conn.exec_driver_sql("SELECT count(*) FROM drawn").scalar_one()
    if not drawn:
        with_tallied_sample(store)
    raw(store_url, *(f"DELETE FROM {table}" for table in ("ruling", "note", "answer", "assessment")))
    scored = [assessed(one.key, one.answers, reviewer=str(one.round)[:3], round_=one.round) for one in batch]
    with store.write("leder") as tx:
        recorded.save_recorded(tx, scored)
        for id_, one in enumerate(batch, 1):
            if one.ruling:
                rule(tx, id_, Ruling(one.ruling, "fordi"))
    counts = plain_counting(batch)
    with store.read() as conn:
        found = figures(conn, CROSSED)
        cases = counted(conn, strata=True)
    check(found.whole, counts)
    assert found.whole.of(RECOMMENDATIONS)
    for facts in CROSSED:
        mine = grouped(counts, lambda one, facts=facts: tuple(fact_of(one, name) for name in facts))
        groups = {tuple(one.group.values()): one for one in found.by(*facts)}
        assert groups.keys() == mine.keys()
        for values, group in groups.items():
            check(group, mine[values])
    for key, groups in ((file_of, cases.by_file()), (lambda one: stratum_of(one.key), cases.by_stratum())):
        mine = grouped(counts, key)
        assert groups.keys() == mine.keys()
        for values, group in groups.items():
            made = Counter(item for one in mine[values] for item in one.items)
            assert {item: group.count(item) for item in EVALUATOR.catalogue.items if group.count(item)} == dict(made)
    ruled = Counter((outcome_by_hand(one.answers), one.ruling) for one in counts if one.ruling)
    assert {(one.before, one.after): one.cases for one in found.overruled} == dict(ruled)
