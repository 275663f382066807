"""Figures from counts: percentages, both denominators and recommendations."""

import re
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.cases import Case
from audit.results.document import as_document
from audit.results.figures import Figures
from audit.results.hearing import after_hearing
from audit.results.model import Correctness, Moved, Share
from audit.results.overruling import by_ruling
from audit.results.statistics import ANSWERS, CORRECTNESS, MEASURES, RECOMMENDATIONS, Output
from audit.rubric.model import Rubric
from tests.tools.counting import Scored, each, figures, read
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
          - id: truffet
            text: Truffet
            type: choice
            options: [ja, nej]
            findings: {nej: {id: ingen, outcome: ingen_afgørelse}}
          - {id: papirer, text: Papirer, type: multi, options: [a, b]}
          - {id: timer, text: Timer, type: number}
    measures:
      - {id: rigtige, label: Rigtige, count: {outcome: rigtig}, among: all, among_label: alle sager}
    recommendations:
      skriv: {text: Skriv., at_least_percent: 15}
    """
)
KOMMUNER = ("101", "147", "153", "155", "157", "159", "161", "163", "165", "167")


def judged(right: int, wrong: int = 0, undecided: int = 0, unknown: int = 0) -> list[Scored]:
    """So many cases that are right, wrong, without a decision, and not assessable, from ten kommuner."""
    rest = {"papirer": "a", "timer": "12,5"}
    return each(
        RUBRIC,
        (right, rest | {"skriftlig": "ja", "truffet": "ja"}),
        (wrong, rest | {"skriftlig": "nej", "truffet": "ja"}),
        (undecided, rest | {"skriftlig": "ja", "truffet": "nej"}),
        (unknown, rest | {"skriftlig": "fremgår_ikke", "truffet": "ja"}),
        kommuner=KOMMUNER,
    )


def results(found: list[Scored], asked_of: Rubric = RUBRIC) -> Figures:
    return figures(asked_of, found, drawn=139, asked=150)


def correctness(found: list[Scored]) -> Correctness:
    (one,) = results(found).whole.of(CORRECTNESS)
    return one


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
    entry = correctness(judged(107, 21, 11))
    assert (entry.right, entry.wrong, entry.outside, entry.not_assessable) == (107, 21, 11, 0)
    assert (entry.of_all.count, entry.of_all.among, entry.of_all.percent) == (107, 139, 77)
    assert (entry.of_assessed.count, entry.of_assessed.among, entry.of_assessed.percent) == (107, 128, 84)


def test_cases_that_cannot_be_assessed_are_neither_right_nor_wrong() -> None:
    entry = correctness(judged(3, 1, 0, 2))
    assert (entry.right, entry.wrong, entry.not_assessable) == (3, 1, 2)
    assert entry.of_assessed.among == 4
    assert entry.of_all.among == 6


@pytest.mark.parametrize(("count", "triggered"), [(0, False), (14, False), (15, True), (100, True)])
def test_a_recommendation_needs_its_share(count: int, triggered: bool) -> None:
    recommendation = results(judged(100 - count, count)).whole.of(RECOMMENDATIONS)
    assert [entry.triggered for entry in recommendation] == [triggered]


def test_the_share_is_compared_before_rounding() -> None:
    """29 of 200 is 14.5 %, printed as 15 %, but does not reach 15 %."""
    (recommendation,) = results(judged(171, 29)).whole.of(RECOMMENDATIONS)
    assert recommendation.share.percent == 15
    assert not recommendation.triggered


def test_answers_are_listed_in_the_rubrics_order_with_what_nobody_chose() -> None:
    given_ = {"truffet": "ja", "papirer": "a, b", "timer": "12,5"}
    five = each(RUBRIC, (4, given_ | {"skriftlig": "ja"}), (1, given_ | {"skriftlig": "fremgår_ikke"}))
    found = results(five).whole.of(ANSWERS)
    assert [(a.question, a.label, a.share.count, a.share.among) for a in found] == [
        ("skriftlig", "Ja, skriftligt", 4, 5),
        ("skriftlig", "Nej", 0, 5),
        ("skriftlig", "Fremgår ikke", 1, 5),
        ("truffet", "Ja", 5, 5),
        ("truffet", "Nej", 0, 5),
        ("papirer", "A", 5, 5),
        ("papirer", "B", 5, 5),
        ("timer", "12.5", 5, 5),
    ]


def test_the_documented_json() -> None:
    by_kommune = figures(
        RUBRIC, judged(2), [("kommune",)], asked=150, drawn=139, overruled=(Moved("ændres", "rigtig", 1),),
        crosses=[("skriftlig", "papirer")],
    )  # fmt: skip
    document = as_document(by_kommune)
    share = {"count": 2, "among": 2, "percent": 100, "unknown": 0, "among_unknown": 0, "low": None, "high": None}
    counts = ["cases", "files", "asked", "drawn", "kommuner"]
    tables = [
        "correctness",
        "outcomes",
        "measures",
        "number_measures",
        "numbers",
        "answers",
        "findings",
        "recommendations",
        "crosses",
    ]
    assert list(document) == ["study", *counts, "words", "after_hearing", "overruled", *tables]
    assert [document[name] for name in counts] == [2, 2, 150, 139, 2]
    assert document["study"] == {"id": "prøve", "title": "Prøve", "constructed": True}
    called = {"case": {"one": "sag", "many": "sager"}, "authority": {"one": "kommune", "many": "kommuner"}}
    assert document["words"] == called
    assert document["overruled"] == [{"before": "ændres", "after": "rigtig", "cases": 1}]
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
    assert [entry["group"] for entry in document["correctness"]] == [{}, {"kommune": "147"}, {"kommune": "101"}]
    assert document["outcomes"][0] == {"id": "rigtig", "label": "Rigtig", "group": {}, **share}
    named = {"id", "label", "unit", "among_label", "group"}
    assert set(document["measures"][0]) == named | set(share)
    assert set(document["recommendations"][0]) == {"id", "text", "triggered", "among_label", "group", *share}
    assert document["numbers"][0] == {
        "id": "timer", "label": "Timer", "group": {}, "asked": 2, "perhaps": 0, "answered": 2, "unknown": 0,
        "smallest": 12.5, "middle": 12.5, "largest": 12.5, "mean": 12.5,
    }  # fmt: skip
    assert document["answers"][0] == {
        "id": "skriftlig", "label": "Ja, skriftligt", "group": {}, "answer": "ja", "special": False, **share,
    }  # fmt: skip
    assert document["findings"][0] == {
        "id": "mundtlig", "label": "Mundtlig", "group": {}, "outcome": "ændres", "among_label": "alle sager",
        **share, "count": 0, "percent": 0,
    }  # fmt: skip
    (cross,) = document["crosses"]
    assert (cross["id"], cross["label"]) == ("skriftlig x papirer", "Skriftlig – Papirer")
    assert cross["rows"][0] == {
        "id": "a", "label": "A", "row": "ja", "row_label": "Ja, skriftligt", "group": {}, **share,
    }  # fmt: skip


def test_every_key_of_the_json_is_in_its_documentation() -> None:
    """Every key at any depth stands in backticks or in an example on the page."""
    page = (Path(__file__).parents[2] / "docs" / "resultater-json.md").read_text("utf-8")
    written = set(re.findall(r"`(\w+)`|\"(\w+)\":", page.replace("study.constructed", "constructed")))
    said = {name for pair in written for name in pair if name}
    document = as_document(figures(RUBRIC, judged(2, 1), [("kommune",)], crosses=[("skriftlig", "papirer")],
                                   overruled=(Moved("a", "b", 1),), reassessed=(Moved("a", "b", 1),)))  # fmt: skip

    def keys(part: object) -> set[str]:
        if isinstance(part, list):
            return {name for one in part for name in keys(one)}
        if not isinstance(part, dict):
            return set()
        return {*part} | {name for key, one in part.items() if key != "group" for name in keys(one)}

    assert sorted(keys(document) - said) == []


IN_KOMMUNER = rubric(
    """
    sections:
      - {id: s, title: S, questions: [{id: q, text: Q, type: choice, options: [ja, nej], allow: [fremgår_ikke]}]}
    measures: [{id: bruger, label: Bruger, unit: kommuner, count: {q: ja}, among: all}]
    """
)
TWENTY = [str(100 + number) for number in range(20)]
USED = [(18, {"q": "ja"}), (2, {"q": "nej"}), (57, {"q": "nej"})]
"""77 cases in 20 kommuner, in 18 of which there is a yes."""


def test_a_measure_in_kommuner_counts_kommuner() -> None:
    (measure,) = results(each(IN_KOMMUNER, *USED, kommuner=TWENTY), IN_KOMMUNER).whole.of(MEASURES)
    assert (measure.share, measure.unit, measure.among_shown) == (Share(18, 20), "kommuner", "kommuner")


def test_a_kommune_is_unknown_where_no_case_is_counted_and_one_might_be() -> None:
    found = each(
        IN_KOMMUNER,
        *((1, {"q": answer}) for answer in ("ja", "nej", "fremgår_ikke", "fremgår_ikke", "nej", "nej")),
        kommuner=("101", "147", "153"),
    )
    (measure,) = results([*found, *each(IN_KOMMUNER, (1, {"q": "fremgår_ikke"}))], IN_KOMMUNER).whole.of(MEASURES)
    assert measure.share == Share(1, 3, unknown=1), "101 has a yes beside the unknown, 147 none, 153 only unknown ones"


def test_outcomes_of_the_hearing_that_read_alike_are_told_apart() -> None:
    asked = "sections: [{id: s, title: S, questions: [{id: q, text: Q, type: choice, options: [ja, nej]}]}]"
    alike = rubric(asked, outcomes={"ladder": ["rigtig", "Rigtig"]})
    said = after_hearing(alike, [Moved("rigtig", "Rigtig", 1)])
    assert "fra »Rigtig (rigtig)« til »Rigtig (Rigtig)«" in said


@pytest.mark.parametrize(
    ("reassessed", "said"),
    [
        ([], ""),
        ([Moved("rigtig", "rigtig", 2)], "2 sager er bedømt igen efter høringen. Udfaldet er det samme."),
        (
            [Moved("forkert", "rigtig", 1)],
            "1 sag er bedømt igen efter høringen. Udfaldet er ændret fra »Forkert« til »Rigtig«. "
            "Begge bedømmelser er gemt, og den seneste tæller.",
        ),
        (
            [Moved("a", "a", 4), Moved("a", "ikke_b", 1), Moved("ikke_b", "a", 3)],
            "8 sager er bedømt igen efter høringen. Udfaldet er ændret i 4: fra »A« til »Ikke b« i 1, "
            "fra »Ikke b« til »A« i 3. Begge bedømmelser er gemt, og den seneste tæller.",
        ),
    ],
)
def test_what_the_hearing_changed_in_a_sentence(reassessed: list[Moved], said: str) -> None:
    assert after_hearing(RUBRIC, reassessed) == said


@pytest.mark.parametrize(
    ("overruled", "said"),
    [
        ([], ""),
        (
            [Moved("forkert", "rigtig", 1)],
            "I 1 sag har bedømmeren selv afgjort udfaldet: fra »Forkert« til »Rigtig«. "
            "Begge udfald er gemt, og det afgjorte tæller.",
        ),
        (
            [Moved("a", "ikke_b", 1), Moved("ikke_b", "a", 3)],
            "I 4 sager har bedømmeren selv afgjort udfaldet: fra »A« til »Ikke b« i 1 og fra »Ikke b« til »A« i 3. "
            "Begge udfald er gemt, og det afgjorte tæller.",
        ),
    ],
)
def test_what_reviewers_have_ruled_in_a_sentence(overruled: list[Moved], said: str) -> None:
    assert by_ruling(RUBRIC, overruled) == said


def test_groups_keep_together_by_fact_and_stand_in_the_rubrics_order() -> None:
    asked = rubric(
        """
        facts:
          sagstype: {type: choice, options: [fleksjob, andre]}
        sections: [{id: s, title: S, questions: [{id: q, text: Q, type: choice, options: [ja, nej]}]}]
        """
    )

    kinds = (("101", "andre"), ("751", "fleksjob"), ("101", "fleksjob"), ("751", "andre"))
    found = [
        (Case(code, f"s{n}", "", {"sagstype": kind}), read(asked, {"q": "ja"})) for n, (code, kind) in enumerate(kinds)
    ]
    made = figures(asked, found, [("sagstype",), ("kommune",), ("kommune", "sagstype")])
    assert [dict(one.group) for one in made.groups] == [
        {},
        {"sagstype": "fleksjob"},
        {"sagstype": "andre"},
        {"kommune": "101"},
        {"kommune": "751"},
        {"kommune": "101", "sagstype": "fleksjob"},
        {"kommune": "101", "sagstype": "andre"},
        {"kommune": "751", "sagstype": "fleksjob"},
        {"kommune": "751", "sagstype": "andre"},
    ], "København before Aarhus, which is sorted as Århus"
    assert made.crossings == (("sagstype",), ("kommune",), ("kommune", "sagstype"))
    assert [one.cases for one in made.groups] == [4, 2, 2, 2, 2, 1, 1, 1, 1]


def test_of_more_groups_than_can_be_read_only_the_whole_is_told_where_each_has_several_rows() -> None:
    made = figures(RUBRIC, judged(12), [("kommune",)])
    for most, many in ((None, False), (len(made.groups), False), (len(made.groups) - 1, True)):
        tables = list(made.tables(Output.TERMINAL, most))
        assert {table.id: table.whole_only for table in tables} == {
            "correctness": False,
            "outcomes": False,
            "measures": many,
            "numbers": many,
        }
        for table in tables:
            assert len({tuple(row.group.items()) for row in table.rows}) == (1 if table.whole_only else 11), table.id
