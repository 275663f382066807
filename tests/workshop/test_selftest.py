"""A rubric's own tests: what passes, what fails, and what nobody has tried."""

import pytest

from audit.workshop.selftest import run_tests
from tests.tools.rubrics import rubric

RULES = """
facts:
  sagstype: {type: choice, options: [fleksjob, andre]}
sections:
  - id: s
    title: S
    questions:
      - id: truffet
        text: Er der truffet afgørelse?
        type: choice
        options: [ja, nej]
        findings:
          nej: {id: ingen, outcome: ingen_afgørelse}
      - id: skriftlig
        text: Er den skriftlig?
        ask_if: {truffet: ja, sagstype: fleksjob}
        type: choice
        options: [ja, nej]
        findings:
          nej: {id: mundtlig, outcome: ændres}
"""


def messages(tests: str) -> list[str]:
    return [
        failure for outcome in run_tests(rubric(RULES + "tests:\n" + tests)).outcomes for failure in outcome.failures
    ]


def test_a_passing_test_decides_its_findings() -> None:
    ran = run_tests(
        rubric(
            RULES
            + """
tests:
  - {name: uden, given: {truffet: nej}, expect: {outcome: ingen_afgørelse, findings: [ingen]}}
"""
        )
    )
    assert [outcome.passed for outcome in ran.outcomes] == [True]
    assert ran.undecided == ("mundtlig",)
    assert not ran.passed


def test_a_wrong_expectation_is_told_in_danish() -> None:
    assert messages("  - {name: t, given: {truffet: nej}, expect: {outcome: rigtig, findings: [mundtlig]}}\n") == [
        "udfaldet blev »ingen_afgørelse«, ikke »rigtig«.",
        "fundet »mundtlig« kom ikke.",
        "fundet »ingen« kom, men var ikke ventet.",
    ]


def test_answering_what_is_not_asked_fails_the_test() -> None:
    assert messages(
        "  - {name: t, facts: {sagstype: andre}, given: {truffet: ja, skriftlig: nej}, expect: {outcome: rigtig}}\n"
    ) == ["»skriftlig« er besvaret, men der spørges ikke om det i denne sag."]


def test_a_test_that_does_not_name_its_findings_decides_none() -> None:
    ran = run_tests(
        rubric(RULES + "tests:\n  - {name: t, given: {truffet: nej}, expect: {outcome: ingen_afgørelse}}\n")
    )
    assert "ingen" in ran.undecided


COUNTED = """
sections:
  - id: s
    title: S
    questions:
      - id: skriftlig
        text: Er den skriftlig?
        type: choice
        options: [ja, nej]
        allow: [kan_ikke_vurderes]
        findings:
          nej: {id: mundtlig, outcome: ændres, recommend: skriv}
measures:
  - {id: rigtige, label: R, count: {outcome: rigtig}, among: all}
  - {id: forkerte, label: F, count: {not: {outcome: rigtig}}, among: all}
  - {id: skriftlige, label: S, count: {skriftlig: ja}, among: all}
recommendations:
  skriv: {text: Skriv.}
tests:
"""


@pytest.mark.parametrize(
    ("answer", "rigtige", "forkerte", "skriv"),
    [("ja", "ja", "nej", "nej"), ("nej", "nej", "ja", "ja"), ("kan_ikke_vurderes", "ukendt", "ukendt", "ukendt")],
)
def test_a_count_that_an_unknown_answer_decides_is_neither_yes_nor_no(
    answer: str, rigtige: str, forkerte: str, skriv: str
) -> None:
    def wrong(places: str, speaks: str) -> list[str]:
        expect = f"{{measures: {{{places}}}, recommendations: {{skriv: {speaks}}}}}"
        test = f"  - {{name: t, given: {{skriftlig: {answer}}}, expect: {expect}}}\n"
        return [one for outcome in run_tests(rubric(COUNTED + test)).outcomes for one in outcome.failures]

    assert wrong(f"rigtige: {rigtige}, forkerte: {forkerte}, skriftlige: {rigtige}", skriv) == []
    others = {"ja", "nej", "ukendt", "uden_for"} - {rigtige}
    assert all(wrong(f"rigtige: {one}", skriv) == [f"»rigtige« blev »{rigtige}«, ikke »{one}«."] for one in others)


@pytest.mark.parametrize(
    ("day", "failures"),
    [
        ("2012-12-31", ("»afgjort« er 31. december 2012, og da gælder skemaet ikke (»in_force«).",)),
        ("2013-01-01", ()),
        ("2014-12-31", ()),
        ("2015-01-01", ("»afgjort« er 1. januar 2015, og da gælder skemaet ikke (»in_force«).",)),
    ],
)
def test_a_test_dated_outside_the_time_the_rubric_is_in_force_is_refused(day: str, failures: tuple[str, ...]) -> None:
    made = rubric(
        "in_force: {fact: afgjort, from: 2013-01-01, to: 2014-12-31}\n"
        "facts: {afgjort: {type: date}}\n"
        "sections: [{id: s, title: S, questions: [{id: q, text: Hvad, type: choice, options: [ja, nej]}]}]\n"
        f"tests: [{{name: t, facts: {{afgjort: {day}}}, given: {{q: ja}}, expect: {{outcome: rigtig}}}}]\n"
    )
    assert run_tests(made).outcomes[0].failures == failures
