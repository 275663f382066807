"""Lint: every caution is given where it should be, can be silenced with a reason, and is gone when mended.

The cases stand in ``tests/cases/rubric_lint``: each file has one rule and cases
that change ``rent-skema.yaml``, which gives no caution. ``at``: what it is
silenced by; ``line``: words on the line it is shown at; ``also``: what else the
change leaves unused; ``absent``: nothing of this rule is said.
"""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.errors import Problem
from audit.rubric.cautions import LintRule
from audit.rubric.condition import parse_condition
from audit.rubric.evaluate import Evaluator
from audit.rubric.model import Rubric
from audit.rubric.reading import read_rubric
from audit.workshop.lint import lint, warnings_of
from audit.workshop.lint.texts import two_in_one
from tests.tools.rubrics import plain

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "tests" / "cases" / "rubric_lint"
CLEAN = (FOLDER / "rent-skema.yaml").read_text("utf-8")
FILES = {
    path.stem: plain(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.yaml")) if path.stem != "rent-skema"
}
CASES = [
    pytest.param(LintRule(file["rule"]), case, id=f"{stem}-{case['name']}")
    for stem, file in FILES.items()
    for case in file["cases"]
]
SHIPPED = sorted((ROOT / "rubrics").glob("*.yaml"))


def warnings(text: str) -> list[Problem]:
    reading = read_rubric(text.encode(), "f")
    assert reading.problems == ()
    return warnings_of(reading, "f")


def changed(case: dict[str, Any], text: str = CLEAN) -> str:
    for old, new in case["changes"].items():
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def with_silence(text: str, rule: str, at: str) -> str:
    return text.replace("silence: []\n", f'silence:\n  - {{rule: {rule}, at: "{at}", reason: Sådan skal det være.}}\n')


def test_the_clean_rubric_gives_no_caution() -> None:
    assert warnings(CLEAN) == []


@pytest.mark.parametrize(("rule", "case"), CASES)
def test_each_rule_speaks_where_it_should_and_can_be_silenced(rule: LintRule, case: dict[str, Any]) -> None:
    text = changed(case)
    found = [one for one in warnings(text) if not any(f"»{name}«" in one.what for name in case.get("also", ()))]
    if case.get("absent"):
        assert not [one for one in found if one.rule == rule]
        return
    assert [one.rule for one in found] == [rule], found
    assert case["says"] in found[0].what
    line = text[: text.index(case["line"])].count("\n") + (0 if case.get("before") else 1)
    assert (found[0].line, found[0].warning) == (line, True)
    if not case.get("always"):
        quiet = warnings(with_silence(text, rule, case["at"]))
        assert not [one for one in quiet if one.rule in (rule, "tier-om-intet")]


def test_every_rule_has_a_case() -> None:
    spoken = {
        LintRule(file["rule"]) for file in FILES.values() if any(not case.get("absent") for case in file["cases"])
    }
    assert spoken == set(LintRule)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_shipped_rubrics_are_clean_or_say_why_not(path: Path) -> None:
    assert warnings(path.read_text("utf-8")) == []


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_without_its_silences_a_shipped_rubric_has_just_the_cautions_they_name(path: Path) -> None:
    rubric = read_rubric(path.read_bytes(), path.name).rubric
    assert rubric is not None
    silenced = {(silence.rule, at) for silence in rubric.silence for at in silence.at}
    assert {(one.rule, one.at) for one in lint(rubric.model_copy(update={"silence": ()}))} == silenced


@pytest.mark.parametrize(
    ("silence", "says"),
    [
        ("{rule: to-spørgsmål, at: opfulgt, reason: Derfor.}", "mente du »to-spørgsmål-i-ét«?"),
        ("{rule: samme-tekst, at: opfult, reason: Derfor.}", "mente du »opfulgt«?"),
        ("{rule: samme-tekst, at: opfulgt}", "nøglen »reason« mangler i fravalget."),
        ("{rule: samme-tekst, at: opfulgt, reason: ''}", "»reason« må ikke være tom."),
        ("{rule: samme-tekst, at: opfulgt, reason: '  '}", "»reason« må ikke være tom."),
        ("{rule: samme-tekst, at: [], reason: Derfor.}", "»at« skal mindst have 1 i listen."),
        ("{rule: samme-tekst, at: opfulgt, grund: Derfor.}", "ukendt nøgle »grund« i fravalget"),
    ],
)
def test_mistakes_in_a_silence_are_named(silence: str, says: str) -> None:
    problems = read_rubric(CLEAN.replace("silence: []", f"silence:\n  - {silence}").encode(), "f").problems
    assert any(says in problem.what for problem in problems), problems


@pytest.mark.parametrize(
    "text",
    [
        "Er der truffet en afgørelse? Er den skriftlig?",
        "Er der truffet en afgørelse, og er den skriftlig?",
        "Har borgeren deltaget, og har kommunen skrevet et referat?",
        "Er der indhentet en erklæring, og hvornår blev det gjort?",
        "Er afgørelsen skriftlig og begrundet?",
        "Fremgår det, at borgeren er hørt, og at svaret er vurderet?",
        "Se på journalen. Er der et brev, og er det sendt?",
    ],
)
def test_two_questions_in_one_are_seen(text: str) -> None:
    assert two_in_one(text)


@pytest.mark.parametrize(
    "text",
    [
        "Er der indhentet oplysninger fra læge og sygehus?",
        "Er der oplysninger om helbredet og arbejdet?",
        "Hvad beskriver og vurderer ressourceprofilen?",
        "Er arbejdsevnen varigt og væsentligt nedsat?",
        "Er borgeren mødt med respekt og ordentlighed?",
        "Kan borgeren se af meddelelsen, hvordan tilskuddet er regnet ud?",
        "Er det begrundet, hvordan timetallet førte til afgørelsen?",
        "Er borgeren blevet hørt, før kommunen afgjorde sagen?",
        "Er der truffet en skriftlig og begrundet afgørelse?",
        "Både gruppe A og gruppe B passer. Hvilken hører sagen til?",
        "Var beskæftigelses-, sundheds- og socialområdet repræsenteret i teamet?",
    ],
)
def test_one_question_with_og_in_it_is_let_be(text: str) -> None:
    assert not two_in_one(text)


@given(st.text())
def test_any_text_can_be_asked_about(text: str) -> None:
    assert two_in_one(text) in (True, False)


def conditions() -> st.SearchStrategy[dict[str, Any]]:
    leaves = st.sampled_from(
        [
            {"opfulgt": "ja"}, {"opfulgt": ["delvist", "nej"]}, {"samtaler": "møde"}, {"samtaler": "ingen"},
            {"uger": {"at_least": 22}}, {"uger": {"at_most": {"parameter": "grænse"}}}, {"sagstype": "job"},
            {"afgørelse": "nej"}, {"afgjort": {"at_most": {"question": "sygemeldt"}}},
            {"sygemeldt": {"at_least": "2023-01-01"}}, {"afgjort": {"at_least": "2021-01-01"}},
        ]
    )  # fmt: skip
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"all": parts}),
            st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"any": parts}),
            inner.map(lambda part: {"not": part}),
        ),
        max_leaves=4,
    )


ANSWERS = st.fixed_dictionaries(
    {
        "opfulgt": st.sampled_from(["ja", "delvist", "nej"]),
        "samtaler": st.sampled_from([("møde",), ("brev", "telefon"), ("ingen",)]),
        "uger": st.integers(0, 104).map(Decimal),
        "afgørelse": st.sampled_from(["ja", "nej"]),
        "afgjort": st.dates(date(2019, 1, 1), date(2024, 1, 1)),
    }
)
FACTS = st.fixed_dictionaries(
    {"sygemeldt": st.dates(date(2020, 1, 1), date(2022, 12, 31)), "sagstype": st.sampled_from(["job", "ledig"])}
)
BASE = read_rubric(CLEAN.encode(), "f").rubric


@given(conditions(), conditions(), st.lists(st.tuples(ANSWERS, FACTS), min_size=10, max_size=10))
def test_no_case_gainsays_what_is_said_never_or_always_to_come(
    when: dict[str, Any], asked: dict[str, Any], cases: list[tuple[Any, Any]]
) -> None:
    assert BASE is not None
    finding = BASE.findings[0].model_copy(update={"when": parse_condition(when)})
    section = BASE.sections[0]
    earlier = str(asked).count("afgjort") == 0
    last = (
        section.questions[-1].model_copy(update={"ask_if": parse_condition(asked)})
        if earlier
        else section.questions[-1]
    )
    changed = section.model_copy(update={"questions": (*section.questions[:-1], last)})
    rubric = Rubric.model_validate(
        BASE.model_copy(update={"findings": (finding,), "sections": (changed,)}).model_dump(by_alias=True)
    )
    said = {(one.rule, one.at, one.path[-1]) for one in lint(rubric)}
    for answers, facts in cases:
        evaluation = Evaluator(rubric).evaluate(answers, facts)
        asks, makes = "afgjort" in evaluation.asked, "for-længe" in evaluation.findings
        assert not (asks and (LintRule.NEVER_ASKED, "afgjort", "ask_if") in said)
        assert asks or (LintRule.ALWAYS_HOLDS, "afgjort", "ask_if") not in said
        assert not (makes and (LintRule.FINDING_NEVER, "for-længe", "when") in said)
        assert makes or (LintRule.ALWAYS_HOLDS, "for-længe", "when") not in said


def test_nothing_is_claimed_of_what_is_too_large_to_try() -> None:
    questions = "".join(
        f"      - {{id: q{n}, text: Spørgsmål {n}?, law: a, type: choice, options: [a, b, c, d]}}\n" for n in range(20)
    )
    long = ", ".join(f"q{n}: b" for n in range(20))
    text = (
        "format: 1\nid: x\nversion: '1'\ntitle: X\noutcomes: {ladder: [rigtig, ændres]}\n"
        "laws: {a: {cite: A, source: A}}\n"
        f"sections:\n  - id: s\n    title: S\n    questions:\n{questions}"
        f"findings:\n  - {{id: f, text: F, outcome: ændres, law: a, when: {{{long}, not: {{q19: b}}}}}}\n"
    )
    assert warnings(text) == []
    assert [one.rule for one in warnings(text.replace(long, "q19: b"))] == ["fund-kommer-aldrig"]
