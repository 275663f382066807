"""Figures from counts: percentages, both denominators, recommendations and claims."""

from fractions import Fraction

import pytest
from audit.results.summary import StudyName, correctness, summarise
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from audit.results.claims import ClaimsFile, check_claims
from audit.results.document import as_document
from audit.results.hearing import after_hearing
from audit.results.model import AnswerTally, GroupTally, Reassessed, Results, Share
from tests.tools.rubrics import rubric

RUBRIC = rubric(
    """
    sections:
      - id: s
        title: S
        questions:
          - id: skriftlig
            text: Skriftlig
            type: choice
            options: {ja: "Ja, skriftligt", nej: Nej}
            allow: [fremgår_ikke]
            findings:
              nej: {id: mundtlig, outcome: ændres, recommend: skriv, text: Mundtlig}
          - {id: papirer, text: Papirer, type: multi, options: [a, b]}
          - {id: timer, text: Timer, type: number}
    measures:
      - {id: rigtige, label: Rigtige, count: {outcome: rigtig}, among: all, among_label: alle sager}
    recommendations:
      skriv: {text: Skriv., at_least_percent: 15}
    """
)
STUDY = StudyName("prøve", "Prøve", constructed=True)


def results(groups: list[GroupTally], answers: list[AnswerTally] | None = None) -> Results:
    return summarise(STUDY, RUBRIC, 139, groups, answers or [], asked=150)


def whole(outcomes: dict[str, int], **marks: int) -> GroupTally:
    found = {(kind.replace("__", "_"), code): n for key, n in marks.items() for kind, code in [key.rsplit("_", 1)]}
    return GroupTally({}, sum(outcomes.values()), 130, 10, outcomes, found)


@pytest.mark.parametrize(
    ("count", "among", "percent"),
    [
        *[(21, 139, 15), (21, 128, 16), (50, 53, 94), (13, 53, 25), (2, 37, 5), (11, 37, 30), (16, 49, 33)],
        *[(1, 8, 13), (1, 200, 1), (0, 5, 0), (5, 5, 100), (199, 200, 100)],
    ],
)
def test_percent_is_whole_and_half_up(count: int, among: int, percent: int) -> None:
    """The first seven are printed in 004; 12.5 and 0.5 go up."""
    assert Share(count, among).percent == percent


def test_nothing_to_count_among_has_no_percentage() -> None:
    assert Share(0, 0).percent is None


@given(st.integers(1, 10**6), st.data())
def test_percent_is_nearest(among: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, among))
    exact = Fraction(100 * count, among)
    percent = Share(count, among).percent
    assert percent is not None
    assert -Fraction(1, 2) < percent - exact <= Fraction(1, 2)


def test_correctness_has_both_denominators() -> None:
    """2015: 107 right, 21 wrong, 11 without a decision (004)."""
    entry = correctness(RUBRIC, whole({"rigtig": 107, "ændres": 4, "hjemvises": 17, "ingen_afgørelse": 11}))
    assert (entry.right, entry.wrong, entry.outside, entry.not_assessable) == (107, 21, 11, 0)
    assert (entry.of_all.count, entry.of_all.among, entry.of_all.percent) == (107, 139, 77)
    assert (entry.of_assessed.count, entry.of_assessed.among, entry.of_assessed.percent) == (107, 128, 84)


def test_cases_that_cannot_be_assessed_are_neither_right_nor_wrong() -> None:
    entry = correctness(RUBRIC, whole({"rigtig": 3, "hjemvises": 1, "kan_ikke_vurderes": 2}))
    assert (entry.right, entry.wrong, entry.not_assessable) == (3, 1, 2)
    assert entry.of_assessed.among == 4
    assert entry.of_all.among == 6


@pytest.mark.parametrize(("count", "triggered"), [(0, False), (14, False), (15, True), (100, True)])
def test_a_recommendation_needs_its_share(count: int, triggered: bool) -> None:
    recommendation = results(
        [whole({"rigtig": 100}, recommend_count_skriv=count, recommend_among_skriv=100)]
    ).recommendations
    assert [entry.triggered for entry in recommendation] == [triggered]


def test_the_share_is_compared_before_rounding() -> None:
    """29 of 200 is 14.5 %, printed as 15 %, but does not reach 15 %."""
    recommendation = results(
        [whole({"rigtig": 200}, recommend_count_skriv=29, recommend_among_skriv=200)]
    ).recommendations[0]
    assert recommendation.share.percent == 15
    assert not recommendation.triggered


def test_answers_are_listed_in_the_rubrics_order_with_what_nobody_chose() -> None:
    found = results(
        [whole({"rigtig": 5})],
        [
            AnswerTally("skriftlig", "fremgår_ikke", True, 1, 5),
            AnswerTally("skriftlig", "ja", False, 4, 5),
            AnswerTally("papirer", "b", False, 5, 5),
            AnswerTally("papirer", "a", False, 5, 5),
            AnswerTally("timer", "12.5", False, 5, 5),
        ],
    ).answers
    assert [(a.question, a.label, a.share.count, a.share.among) for a in found] == [
        ("skriftlig", "Ja, skriftligt", 4, 5),
        ("skriftlig", "Nej", 0, 5),
        ("skriftlig", "Fremgår ikke", 1, 5),
        ("papirer", "A", 5, 5),
        ("papirer", "B", 5, 5),
        ("timer", "12.5", 5, 5),
    ]


def test_the_documented_json() -> None:
    group = GroupTally({"sagstype": "andre"}, 1, 1, 1, {"rigtig": 1}, {("measure_count", "rigtige"): 1})
    document = as_document(results([whole({"rigtig": 2}), group]))
    share = {"count": 2, "among": 2, "percent": 100, "low": None, "high": None}
    counts = ["cases", "files", "asked", "drawn", "kommuner"]
    assert list(document) == [
        "study",
        *counts,
        "after_hearing",
        "correctness",
        "outcomes",
        "measures",
        "recommendations",
    ]
    assert [document[name] for name in counts] == [2, 130, 150, 139, 10]
    assert document["study"] == {"id": "prøve", "title": "Prøve", "constructed": True}
    assert document["correctness"][0] == {
        "group": {},
        "cases": 2,
        "right": 2,
        "wrong": 0,
        "outside": 0,
        "not_assessable": 0,
        "of_all": share,
        "of_assessed": share,
    }
    assert [entry["group"] for entry in document["correctness"]] == [{}, {"sagstype": "andre"}]
    named = {"id", "label", "unit", "among_label", "group"}
    assert set(document["measures"][0]) == named | {"count", "among", "percent", "low", "high"}
    assert set(document["recommendations"][0]) == {"id", "text", "triggered", "count", "among", "percent"}


CLAIMS = {
    "study": "prøve",
    "source": "004",
    "kommuner": 10,
    "recommendations": 1,
    "claims": [{"id": "rigtige", "count": 107, "among": 139, "percent": 77}, {"id": "rigtig", "count": 1}],
}


def test_claims_are_compared_figure_by_figure() -> None:
    tally = whole(
        {"rigtig": 107, "hjemvises": 32},
        measure_count_rigtige=107,
        measure_among_rigtige=139,
        recommend_count_skriv=32,
        recommend_among_skriv=139,
    )
    checks = {check.id: check for check in check_claims(ClaimsFile.model_validate(CLAIMS), results([tally]))}
    assert checks["rigtige"].agrees
    assert checks["kommuner"].agrees
    assert checks["recommendations"].agrees
    assert not checks["rigtig"].agrees
    assert "mente du »rigtige«" in checks["rigtig"].missing


@pytest.mark.parametrize("changed", [{"count": 108}, {"among": 128}, {"percent": 78}])
def test_one_figure_that_differs_is_enough(changed: dict[str, int]) -> None:
    tally = whole({"rigtig": 107, "hjemvises": 32}, measure_count_rigtige=107, measure_among_rigtige=139)
    claim = {"id": "rigtige", "count": 107, "among": 139, "percent": 77} | changed
    stated = ClaimsFile.model_validate({"study": "p", "source": "004", "claims": [claim]})
    assert [check.agrees for check in check_claims(stated, results([tally]))] == [False]


IN_KOMMUNER = rubric(
    """
    sections: [{id: s, title: S, questions: [{id: q, text: Q, type: choice, options: [ja, nej]}]}]
    measures: [{id: bruger, label: Bruger, unit: kommuner, count: {q: ja}, among: all}]
    """
)
USED = {("measure_count", "bruger"): 30, ("measure_among", "bruger"): 77}
KOMMUNER_USED = {("measure_count", "bruger"): 18, ("measure_among", "bruger"): 20}


def test_a_measure_in_kommuner_counts_kommuner() -> None:
    tally = GroupTally({}, 77, 77, 20, {"rigtig": 77}, USED, KOMMUNER_USED)
    (measure,) = summarise(STUDY, IN_KOMMUNER, 77, [tally], []).measures
    assert (measure.share, measure.unit, measure.among_shown) == (Share(18, 20), "kommuner", "kommuner")


@pytest.mark.parametrize(("unit", "agrees"), [("kommuner", True), ("sager", False)])
def test_a_claim_must_count_the_same_as_the_measure(unit: str, agrees: bool) -> None:
    tally = GroupTally({}, 77, 77, 20, {"rigtig": 77}, USED, KOMMUNER_USED)
    claim = {"id": "bruger", "count": 18, "among": 20, "unit": unit}
    stated = ClaimsFile.model_validate({"study": "p", "source": "003", "claims": [claim]})
    (check,) = check_claims(stated, summarise(STUDY, IN_KOMMUNER, 77, [tally], []))
    assert check.agrees is agrees
    assert ("teksten taler om sager, men der tælles kommuner" in check.missing) is not agrees


@pytest.mark.parametrize(
    ("claim", "agrees"),
    [
        ({"id": "indkaldte", "count": 150}, True),
        ({"id": "indkaldte", "count": 139}, False),
        ({"id": "sager", "count": 5}, True),
        ({"id": "sager", "count": 6}, False),
        ({"id": "rigtige", "count": 4, "among": 5, "percent": 80}, True),
    ],
)
def test_the_studys_own_totals_are_recomputed(claim: dict[str, object], agrees: bool) -> None:
    stated = ClaimsFile.model_validate({"study": "p", "source": "003", "claims": [claim]})
    bare = RUBRIC.model_copy(update={"measures": ()})
    found = summarise(STUDY, bare, 139, [whole({"rigtig": 4, "ændres": 1})], [], asked=150)
    assert [check.agrees for check in check_claims(stated, found)] == [agrees]


@pytest.mark.parametrize(
    ("reassessed", "said"),
    [
        ([], ""),
        ([Reassessed("rigtig", "rigtig", 2)], "2 sager er bedømt igen efter høringen. Udfaldet er det samme."),
        (
            [Reassessed("forkert", "rigtig", 1)],
            "1 sag er bedømt igen efter høringen. Udfaldet er ændret fra »Forkert« til »Rigtig«. "
            "Begge bedømmelser er gemt, og den seneste tæller.",
        ),
        (
            [Reassessed("a", "a", 4), Reassessed("a", "ikke_b", 1), Reassessed("ikke_b", "a", 3)],
            "8 sager er bedømt igen efter høringen. Udfaldet er ændret i 4: fra »A« til »Ikke b« i 1, "
            "fra »Ikke b« til »A« i 3. Begge bedømmelser er gemt, og den seneste tæller.",
        ),
    ],
)
def test_what_the_hearing_changed_in_a_sentence(reassessed: list[Reassessed], said: str) -> None:
    assert after_hearing(reassessed) == said


def test_what_was_asked_for_is_not_known_before_there_is_a_sample() -> None:
    stated = ClaimsFile.model_validate({"study": "p", "source": "003", "claims": [{"id": "indkaldte", "count": 0}]})
    (check,) = check_claims(stated, summarise(STUDY, RUBRIC, 0, [GroupTally({}, 0, 0, 0)], []))
    assert check.computed is None


def test_groups_keep_together_by_fact_and_stand_in_the_rubrics_order() -> None:
    asked = rubric(
        """
        facts:
          sagstype: {type: choice, options: [fleksjob, andre]}
        sections: [{id: s, title: S, questions: [{id: q, text: Q, type: choice, options: [ja, nej]}]}]
        """
    )

    def one(**group: str) -> GroupTally:
        return GroupTally(group, 1, 1, 1, {"rigtig": 1})

    tallies = [one(), one(sagstype="andre"), one(sagstype="fleksjob"), one(kommune="101"), one(kommune="751")]
    found = summarise(STUDY, asked, 5, tallies, []).correctness
    assert [dict(entry.group) for entry in found] == [
        {},
        {"sagstype": "fleksjob"},
        {"sagstype": "andre"},
        {"kommune": "101"},
        {"kommune": "751"},
    ], "København before Aarhus, which is sorted as Århus"


@pytest.mark.parametrize(
    "claim",
    [{"count": True}, {"count": "12"}, {"count": -1}, {"count": 1, "among": -3}, {"count": 1, "percent": 400}],
)
def test_a_claim_that_is_no_number_of_cases_is_refused(claim: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        ClaimsFile.model_validate({"study": "s", "source": "k", "claims": [{"id": "a", **claim}]})


def test_a_claim_is_stated_once() -> None:
    with pytest.raises(ValidationError, match="»a« står to gange"):
        ClaimsFile.model_validate({"study": "s", "source": "k", "claims": [{"id": "a", "count": 1}] * 2})
