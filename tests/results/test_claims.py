"""Claims: what a text prints beside what comes out, and what is said of a file that cannot be read."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.errors import InputError
from audit.results.claimable import OWN_TOTALS
from audit.results.claims import Check, StatedFigure, check_claims, contradiction
from audit.results.claims_file import ClaimsRead, read_claims
from audit.results.claims_model import Claim
from audit.results.claims_words import claims_header, claims_rows, contradictions, differences, unmatched, verdict
from audit.results.figures import Figures
from audit.results.model import rounded_percent
from audit.rubric.model import Rubric
from tests.tools.counting import each, figures
from tests.tools.rubrics import plain as parsed
from tests.tools.rubrics import rubric

CASES: dict[str, Any] = parsed(Path("tests/cases/claims.yaml").read_text("utf-8"))
HEAD = "study: prøve\nsource: En tekst\nclaims:\n"


def study(asked: Rubric) -> Figures:
    many = [(case["times"], {key: text for key, text in case.items() if key != "times"}) for case in CASES["cases"]]
    scored = each(asked, *many, kommuner=CASES["kommuner"])
    found = [
        (replace(case, file_no=file), answers) for (case, answers), file in zip(scored, CASES["files"], strict=True)
    ]
    return figures(asked, found, **{name: CASES[name] for name in ("drawn", "asked", "kommuner_asked")})


STUDY = study(rubric(CASES["rubric"]))


def read(claim: str, head: str = HEAD) -> ClaimsRead:
    return read_claims(f"{head}  - {{{claim}}}\n".encode(), "påstande.yaml", "prøve")


def checked(claim: str) -> Check:
    found = read(claim)
    (check,) = check_claims(found.stated, STUDY, found.lines)
    return check


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("case", CASES["claims"], ids=lambda case: case["claim"])
def test_a_claim_beside_its_recomputation(case: dict[str, Any]) -> None:
    check = checked(case["claim"])
    assert plain(check.published.shown) == case["printed"]
    assert plain(check.shown) == case["computed"]
    assert check.agrees is {"ja": True, "nej": False}[case["agrees"]]
    assert plain(check.conflict) == case.get("conflict", "")
    assert check.missing == case.get("missing", "")
    assert plain(check.derived.shown) == case.get("derived", "–")
    if "among" in case:
        assert check.among_label == case["among"]


@pytest.mark.parametrize("case", CASES["mistakes"], ids=lambda case: case["claim"])
def test_a_file_that_cannot_be_read_is_told_where_and_why(case: dict[str, Any]) -> None:
    with pytest.raises(InputError) as raised:
        read(case["claim"])
    said = [str(problem) for problem in raised.value.problems]
    assert any(case["said"] in one for one in said), said
    assert all("linje " in one for one in said)


@pytest.mark.parametrize(
    ("head", "said"),
    [
        (
            "study: anden\nsource: T\n",
            "linje 1, kolonne 8: påstandene er om undersøgelsen »anden«, men her er det »prøve«",
        ),
        ("study: prøve\nsource: T\nkommuner: 4\n", "antallet af kommuner står to gange"),
        ("study: prøve\nsource: T\nkommuner: true\n", "»kommuner« skal være et helt tal, ikke »true«."),
        ('study: prøve\nsource: T\nrecommendations: "2"\n', "»recommendations« skal være et helt tal, ikke »2«."),
        ("study: prøve\nsource: T\nnotes: [1]\n", "punkt 1 i »notes« skal være tekst, ikke »1«."),
        ("study: 7\nsource: T\n", "»study« skal være tekst, ikke »7«."),
        ("study: prøve\nsource: 4\n", "»source« skal være tekst, ikke »4«."),
        ("study: prøve\nsource: T\nkomuner: 4\n", "ukendt nøgle »komuner« i påstandene – mente du »kommuner«?"),
        ("source: T\n", "nøglen »study« mangler i påstandene."),
    ],
)
def test_what_stands_over_the_claims_is_strict_too(head: str, said: str) -> None:
    with pytest.raises(InputError) as raised:
        read("id: kommuner, count: 4", f"{head}claims:\n")
    assert [one for one in map(str, raised.value.problems) if said in one], raised.value.problems


def test_the_totals_over_the_claims_are_recomputed() -> None:
    found = read("id: skriftlige, count: 7", "study: prøve\nsource: T\nkommuner: 4\nrecommendations: 1\nclaims:\n")
    checks = check_claims(found.stated, STUDY, found.lines)
    assert [(check.id, check.shown, check.agrees) for check in checks] == [
        ("skriftlige", "7 ud af 10", True),
        ("kommuner", "4", True),
        ("recommendations", "0", False),
    ]


def test_the_same_figure_may_be_stated_out_of_two_numbers() -> None:
    found = read("id: rigtige, count: 5, among: 10}\n  - {id: rigtige, count: 5, among: 8")
    assert [one.agrees for one in check_claims(found.stated, STUDY)] == [True, True]
    assert found.lines == (4, 5)


def test_json_has_what_is_printed_apart_from_what_is_derived() -> None:
    document = checked("id: skriftlige, count: 7, among: 10, percent: 70.0, derived: [count, among]").as_document()
    assert document["published"] == {"count": None, "among": None, "percent": 70, "unit": None}
    assert document["derived"] == {"count": 7, "among": 10, "percent": None, "unit": None}
    assert document["computed"] == {"count": 7, "among": 10, "percent": 70, "unit": "sager"}
    assert checked("id: rigtige, percent: 62.5").as_document()["computed"]["percent"] == 62.5
    assert checked("id: rigtige, percent: 62.5").as_document()["derived"] is None


def test_a_measure_of_an_outcome_may_be_out_of_the_cases_that_can_be_assessed() -> None:
    measures = [{"id": "rigtige", "label": "R", "count": {"outcome": "rigtig"}, "among": "all"}]
    asked = rubric(CASES["rubric"], measures=measures)
    found = read("id: rigtige, count: 5, among: 8").stated
    (check,) = check_claims(found, study(asked))
    assert (check.agrees, check.among_label) == (True, "sager, der kan vurderes")
    narrower = rubric(CASES["rubric"], measures=[{**measures[0], "among": {"skriftlig": "ja"}}])
    assert not check_claims(found, study(narrower))[0].agrees


def test_what_was_asked_for_is_not_known_before_there_is_a_sample() -> None:
    (check,) = check_claims(read("id: indkaldte, count: 0").stated, figures(rubric(CASES["rubric"]), []))
    assert check.computed is None
    assert check.missing == "undersøgelsen har ikke tallet »indkaldte«: sager, der er bedt om."


@pytest.mark.parametrize("name", OWN_TOTALS)
def test_every_total_that_is_documented_can_be_claimed(name: str) -> None:
    assert checked(f"id: {name}, count: 1").computed is not None


def test_the_words_of_the_table_and_below_it() -> None:
    found = read("id: skriftlige, count: 7}\n  - {id: sager, count: 9}\n  - {id: skriftligt, count: 7")
    checks = check_claims(found.stated, STUDY, found.lines)
    assert claims_header(checks) == ("Tal", "Trykt", "Regnet ud", "Ud af", "Passer")
    assert claims_rows(checks) == [
        ("Skriftlige afgørelser", "7", "7 ud af 10", "alle sager", "ja"),
        ("gennemgåede sager", "9", "10", "", "NEJ"),
        ("skriftligt", "7", "–", "", "NEJ"),
    ]
    assert differences(checks) == ["»sager« (linje 5) passer ikke: oplyst 9, regnet ud 10."]
    assert [str(one) for one in unmatched(checks, "f.yaml")] == [
        "f.yaml, linje 6: påstanden »skriftligt«: måleskemaet har ikke et nøgletal, der hedder »skriftligt« "
        "– mente du »skriftlige«?"
    ]
    assert verdict(checks) == "2 af 3 tal passer ikke."
    assert verdict(checks[:1]) == "Tallet er regnet ud igen og passer."
    assert contradictions(checks) == []


def test_a_column_of_what_is_derived_stands_only_where_there_is_something_in_it() -> None:
    found = read("id: skriftlige, count: 7, percent: 70, derived: count}\n  - {id: sager, count: 10")
    checks = check_claims(found.stated, STUDY)
    assert claims_header(checks) == ("Tal", "Trykt", "Afledt", "Regnet ud", "Ud af", "Passer")
    assert [row[1:3] for row in claims_rows(checks)] == [("70\N{NO-BREAK SPACE}%", "7"), ("10", "")]


whole_numbers = st.integers(0, 400)
decimals = st.integers(0, 2)


def claim(**parts: object) -> Claim:
    return Claim.model_validate({"id": "a", **parts})


@given(whole_numbers, st.integers(1, 400), decimals)
def test_what_is_true_of_some_numbers_never_contradicts_itself(count: int, among: int, places: int) -> None:
    count = min(count, among)
    percent = rounded_percent(count, among, places)
    for parts in ({"count": count, "among": among}, {"count": count}, {"among": among}, {}):
        assert contradiction(claim(percent=percent, **parts)) == ""


@given(st.integers(0, 30), st.integers(0, 1000))
def test_a_percent_that_no_numbers_give_contradicts_itself(number: int, tenths: int) -> None:
    """Tried by hand: every count out of the number, and the number out of everything it could be out of."""
    percent = Fraction(tenths, 10)
    stated = rounded_percent(tenths, 1000, 1)

    def given_by(count: int, among: int) -> bool:
        return -Fraction(1, 20) < percent - Fraction(100 * count, among) + Fraction(0) <= Fraction(1, 20)

    out_of = any(given_by(count, number) for count in range(number + 1)) if number else False
    assert (contradiction(claim(percent=stated, among=number)) == "") is out_of
    counted = any(given_by(number, among) for among in range(max(number, 1), 2100 * max(number, 1)))
    assert (contradiction(claim(percent=stated, count=number)) == "") is counted


@given(whole_numbers, st.integers(1, 400), decimals)
def test_a_percent_alone_is_compared_at_its_own_precision(count: int, among: int, places: int) -> None:
    count = min(count, among)
    percent = rounded_percent(count, among, places)
    assert percent is not None
    exact = Fraction(100 * count, among)
    half = Fraction(1, 2 * 10**places)
    assert -half < Fraction(percent) - exact <= half
    assert percent.as_tuple().exponent == -places


def test_a_stated_figure_with_nothing_in_it_is_a_dash() -> None:
    assert StatedFigure().shown == "–"
    assert StatedFigure(among=5).shown == "ud af 5"


def test_the_file_the_reference_takes_its_examples_from_is_true() -> None:
    found = read_claims(Path("tests/cases/claims_written.yaml").read_bytes(), "f.yaml", "prøve")
    assert [one for one in check_claims(found.stated, STUDY, found.lines) if not one.agrees] == []
