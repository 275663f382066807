"""The self-test by mutation: what it finds, what it leaves alone, and that it claims nothing it cannot show."""

import re
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from audit.rubric.evaluate import Evaluator
from audit.rubric.model import Rubric
from audit.rubric.reading import read_rubric
from audit.rubric.values import NotAnAnswer
from audit.workshop.mutation import Mutation, Verdict
from audit.workshop.mutation.mutants import Mutant, mutants
from audit.workshop.mutation.noticing import OwnTests
from audit.workshop.mutation.specimens import specimens
from audit.workshop.selftest import ready, run_tests
from tests.tools.rubrics import plain, rubric
from tests.tools.workspace import Workspace

ROOT = Path(__file__).parents[2]
CASES = plain((ROOT / "tests" / "cases" / "mutate.yaml").read_text("utf-8"))
SHIPPED = ROOT / "rubrics" / "rehabiliteringsteam.yaml"
RUBRICS = sorted((ROOT / "rubrics").glob("*.yaml"), key=lambda path: path.stat().st_size)


def shipped(path: Path = SHIPPED) -> Rubric:
    read = read_rubric(path.read_bytes(), path.name).rubric
    assert read is not None
    return read


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    made = rubric(case["rubric"])
    assert run_tests(made).passed
    judged = list(Mutation(made).run())
    said = {
        "holes": [one.hole for one in judged if one.verdict is Verdict.SURVIVED],
        "same": [one.told for one in judged if one.verdict is Verdict.SAME],
        "open": [one.told for one in judged if one.verdict is Verdict.OPEN],
    }
    assert {key: set(found) for key, found in said.items()} == {key: set(case.get(key, ())) for key in said}


@pytest.mark.parametrize("path", RUBRICS, ids=[path.stem for path in RUBRICS])
def test_the_tests_of_a_shipped_rubric_leave_no_hole_and_hide_none_as_open(path: Path) -> None:
    judged = list(Mutation(shipped(path)).run())
    assert [one.hole for one in judged if one.verdict in (Verdict.SURVIVED, Verdict.OPEN)] == []
    assert sum(one.verdict is Verdict.KILLED for one in judged) > 150


def noticed_by_running_all(made: Rubric, mutant: Mutant) -> bool:
    """Whether a test fails on the whole mutant, or its answers cannot be read by it."""
    changed = mutant.of(made)
    try:
        read = [ready(changed, test) for test in made.tests]
    except NotAnAnswer:
        return True
    evaluator = Evaluator(changed)
    return any(trial.run(evaluator)[1] for trial in read)


@pytest.mark.parametrize(("path", "step"), [(path, 1 + 4 * place) for place, path in enumerate(RUBRICS)])
def test_what_is_told_quickly_is_what_running_all_the_tests_would_tell(path: Path, step: int) -> None:
    made = shipped(path)
    half = made.model_copy(update={"tests": made.tests[::2]})
    tests = OwnTests(half)
    for mutant in mutants(half)[::step]:
        assert tests.notice(mutant) == noticed_by_running_all(half, mutant), mutant.said


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_what_is_told_quickly_of_a_small_rubric_is_what_running_all_its_tests_would_tell(case: dict[str, Any]) -> None:
    made = rubric(case["rubric"])
    tests = OwnTests(made)
    for mutant in mutants(made):
        if mutant.parts:
            assert tests.notice(mutant) == noticed_by_running_all(made, mutant), mutant.said


def seen_by_tests(evaluator: Evaluator, answers: Any, facts: Any) -> tuple[Any, ...]:
    """What an inline test can tell of a case; what could be, but is unknown, it cannot."""
    found, catalogue = evaluator.evaluate(answers, facts), evaluator.catalogue
    return found.asked, found.findings, found.outcome, catalogue.told(found.tally)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_no_case_tells_a_mutant_that_is_said_to_mean_the_same_from_the_rubric(case: dict[str, Any]) -> None:
    made = rubric(case["rubric"])
    whole = list(islice(specimens(made), 300))
    assert whole
    for one in Mutation(made).run():
        if one.verdict is Verdict.SAME:
            unchanged, changed = Evaluator(made), Evaluator(one.mutant.of(made))
            assert all(seen_by_tests(changed, *tried) == seen_by_tests(unchanged, *tried) for tried in whole), one.told


def test_a_hole_comes_with_a_case_that_shows_it() -> None:
    below, above = (one for one in Mutation(rubric(CASES[2]["rubric"])).run() if one.verdict is Verdict.SURVIVED)
    assert below.note == "Skriv en prøve med »findings«, fx for given: {måneder: 5}."
    assert above.note == "Skriv en prøve med »findings«, fx for given: {måneder: 6}."


def told(tests: str) -> list[str]:
    changed = rubric(MEASURED + "tests:\n" + tests)
    return [failure for outcome in run_tests(changed).outcomes for failure in outcome.failures]


MEASURED = """
sections:
  - id: s
    title: S
    questions:
      - id: truffet
        text: Er den truffet
        type: choice
        options: [ja, nej]
        findings:
          nej: {id: ingen, outcome: hjemvises, recommend: træf}
      - {id: timer, text: Hvor mange, ask_if: {truffet: ja}, type: number, max: 37}
measures:
  - {id: mange, label: Mange, count: {timer: {at_least: 30}}, among: {truffet: ja}}
recommendations:
  træf: {text: Træf afgørelse.}
"""


@pytest.mark.parametrize(
    ("expect", "failure"),
    [
        ("recommend: []", "anbefalingen »træf« kom, men var ikke ventet."),
        ("measures: {mange: ja}", "»mange« blev »uden_for«, ikke »ja«."),
        ("recommendations: {træf: nej}", "»træf« blev »ja«, ikke »nej«."),
        ("not_asked: truffet", "der spørges om »truffet«, men det var ikke ventet."),
        ("refused: {timer: 37}", "svaret »37« kan gives på »timer«, men det var ikke ventet."),
    ],
)
def test_what_a_test_may_expect_is_told_when_it_does_not_come(expect: str, failure: str) -> None:
    assert told(f"  - {{name: t, given: {{truffet: nej}}, expect: {{{expect}}}}}\n") == [failure]


@pytest.mark.parametrize(
    "expect",
    [
        "recommend: træf",
        "measures: {mange: uden_for}",
        "recommendations: {træf: ja}",
        "not_asked: timer",
        "refused: {timer: 38}",
    ],
)
def test_what_a_test_may_expect_passes_when_it_comes(expect: str) -> None:
    assert told(f"  - {{name: t, given: {{truffet: nej}}, expect: {{{expect}}}}}\n") == []


@pytest.mark.parametrize(
    ("expect", "problem"),
    [
        ("not_asked: tuffet", "»tuffet« er ikke et spørgsmål – mente du »truffet«?"),
        ("recommend: traf", "»traf« er ikke en anbefaling – mente du »træf«?"),
        ("measures: {mage: ja}", "»mage« er ikke et nøgletal – mente du »mange«?"),
        ("refused: {time: 3}", "»time« er hverken et spørgsmål eller en oplysning – mente du »timer«?"),
    ],
)
def test_a_name_that_is_none_is_a_mistake_in_the_test(expect: str, problem: str) -> None:
    head = "format: 1\nid: prøve\nversion: '1'\ntitle: Prøve\noutcomes: {ladder: [rigtig, hjemvises]}"
    text = f"{head}{MEASURED}tests:\n  - {{name: t, given: {{truffet: nej}}, expect: {{{expect}}}}}\n"
    assert problem in [one.what for one in read_rubric(text.encode(), "prøve.yaml").problems]


def test_the_command_names_the_holes_and_ends_with_1(tmp_path: Path) -> None:
    work = Workspace(tmp_path)
    head = "format: 1\nid: prøve\nversion: '1'\ntitle: Prøve\noutcomes: {ladder: [rigtig, hjemvises]}"
    test = "{name: t, given: {truffet: nej}, expect: {outcome: hjemvises, findings: [ingen]}}"
    (tmp_path / "prøve.yaml").write_text(f"{head}{MEASURED}tests:\n  - {test}\n", "utf-8")
    assert work.audit("rubric", "test", "prøve.yaml").code == 0
    ran = work.audit("rubric", "test", "--mutate", "prøve.yaml")
    assert ran.code == 1
    assert "ændringer prøvet; prøverne opdager" in ran.out
    assert "prøve.yaml, linje 16, kolonne 81: ingen prøve afgør grænsen 37 (»max« på »timer«)." in ran.err, ran.err
    assert "ingen prøve afgør, om »ingen« taler for anbefalingen »træf«. Skriv en prøve med »recommend«" in ran.err


def test_a_failing_rubric_is_not_mutated_and_hides_no_hole_of_another(tmp_path: Path) -> None:
    work = Workspace(tmp_path)
    head = "format: 1\nid: prøve\nversion: '1'\ntitle: Prøve\noutcomes: {ladder: [rigtig, hjemvises]}"
    test = "{name: t, given: {truffet: nej}, expect: {outcome: hjemvises, findings: [ingen]}}"
    (tmp_path / "huller.yaml").write_text(f"{head}{MEASURED}tests:\n  - {test}\n", "utf-8")
    (tmp_path / "fejler.yaml").write_text(f"{head}{MEASURED}tests:\n  - {test.replace('nej', 'ja')}\n", "utf-8")
    ran = work.audit("rubric", "test", "--mutate", "fejler.yaml", "huller.yaml")
    assert ran.code == 1
    assert "fejler.yaml: ændringer er ikke prøvet. Ret først prøverne.\nhuller.yaml: 1 af 1 prøve består" in ran.out
    assert "Måleskemaets prøver består ikke, og der er " in ran.err
    assert "fejler.yaml, »t«: udfaldet blev »rigtig«, ikke »hjemvises«." in ran.err
    assert "huller.yaml, linje 16, kolonne 81: ingen prøve afgør grænsen 37" in ran.err


def test_holes_are_looked_for_before_all_findings_are_covered(tmp_path: Path) -> None:
    head = "format: 1\nid: prøve\nversion: '1'\ntitle: Prøve\noutcomes: {ladder: [rigtig, hjemvises]}"
    test = "{name: t, given: {truffet: ja, timer: 37}, expect: {outcome: rigtig, findings: []}}"
    (tmp_path / "prøve.yaml").write_text(f"{head}{MEASURED}tests:\n  - {test}\n", "utf-8")
    ran = Workspace(tmp_path).audit("rubric", "test", "--mutate", "prøve.yaml")
    assert ran.code == 1
    assert "ingen prøve afgør fundet »ingen«." in ran.err
    assert "ingen prøve afgør grænsen 37 (»max« på »timer«)." in ran.err
    holes = re.search(r"overser (\d+),", ran.out)
    assert holes is not None
    assert f"Prøverne afgør ikke alle fund, og der er {holes[1]} huller." in ran.err, "one hole for each change"


CONDITIONAL = """
sections:
  - id: s
    title: S
    questions:
      - {id: timer, text: Hvor mange, type: number}
      - {id: forventet, text: Er det ventet, ask_if: {timer: {at_most: 10}}, type: choice, options: [ja, nej]}
tests:
"""


def test_the_advice_about_a_question_closes_the_hole_when_it_is_followed() -> None:
    """Where the question is asked, the test must answer it; where it is not, ``not_asked`` says so."""
    tests = "  - {name: under, given: {timer: 5, forventet: ja}, expect: {outcome: rigtig}}\n"
    for _ in range(8):
        made = rubric(CONDITIONAL + tests)
        assert run_tests(made).passed
        holes = [one for one in Mutation(made).run() if one.verdict is Verdict.SURVIVED]
        if not holes:
            break
        given = re.search(r"given: ({.*})", holes[0].note)
        answers = given[1] if given else "{}"
        expect = "outcome: rigtig" if "svarer på »forventet«" in holes[0].note else "not_asked: forventet"
        tests += f"  - {{name: {holes[0].note!r}, given: {answers}, expect: {{{expect}}}}}\n"
        again = [one.mutant for one in Mutation(rubric(CONDITIONAL + tests)).run() if one.verdict is Verdict.SURVIVED]
        assert holes[0].mutant not in again
    assert holes == []


def test_a_rubric_without_tests_is_told_so_in_one_line(tmp_path: Path) -> None:
    head = "format: 1\nid: prøve\nversion: '1'\ntitle: Prøve\noutcomes: {ladder: [rigtig, hjemvises]}"
    (tmp_path / "uden.yaml").write_text(f"{head}{MEASURED}", "utf-8")
    ran = Workspace(tmp_path).audit("rubric", "test", "--mutate", "uden.yaml")
    assert ran.code == 1
    what = "der er ingen prøver, så intet fund er afgjort. Skriv dem under »tests«, mindst én for hvert fund."
    assert ran.err.splitlines() == ["Prøverne afgør ikke alle fund.", f"  uden.yaml: {what}"]


def test_a_file_that_cannot_be_read_is_told_before_any_long_run(tmp_path: Path) -> None:
    (tmp_path / "forkert.yaml").write_text("format: 1\n", "utf-8")
    ran = Workspace(tmp_path).audit("rubric", "test", "--mutate", str(SHIPPED), "forkert.yaml")
    assert (ran.code, ran.out) == (1, "")
    assert "Måleskemaet har fejl." in ran.err


def test_the_command_names_what_no_test_can_decide_and_ends_with_0(tmp_path: Path) -> None:
    ran = Workspace(tmp_path).audit("rubric", "test", "--mutate", str(SHIPPED))
    assert ran.code == 0, ran.err
    assert "overser 0, 1 ændrer intet, og 0 kan ikke afgøres." in ran.out
    assert "når det kommer, kommer »ingen-afgørelse« også" in ran.out


def test_a_mutant_changes_one_thing_and_leaves_the_rubric_alone() -> None:
    made = shipped()
    before = made.model_dump_json()
    for mutant in mutants(made):
        assert mutant.of(made).model_dump_json() != before, mutant.said
    assert made.model_dump_json() == before


def test_every_mutant_points_into_the_file() -> None:
    reading = read_rubric(SHIPPED.read_bytes(), SHIPPED.name)
    assert reading.rubric is not None
    lines = SHIPPED.read_text("utf-8").splitlines()
    for mutant in mutants(reading.rubric):
        line, _ = reading.locate(mutant.place)
        part = mutant.place if reading.locate(mutant.place) != reading.locate(mutant.place[:-1]) else mutant.place[:-1]
        assert str(part[-1]) in lines[line - 1] or isinstance(part[-1], int), mutant.said
