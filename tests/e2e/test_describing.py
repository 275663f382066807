"""A rubric without outcomes describes: no output says that a case is right, or what its outcome is."""

import json
import re
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.tools.small_study import RUBRIC, audit, make_study, opened, order

_JUDGING = re.compile(r"rigtig|udfald|beskrevet|hverken|forkert|correctness|outcome", re.IGNORECASE)
_DESCRIBING = re.sub(
    r"outcome: \w+, ", "", RUBRIC.replace("outcomes:\n  ladder: [rigtig, ændres, hjemvises]\n", "")
) + ("measures:\n  - {id: begrundede, label: Begrundede afgørelser, count: {begrundet: ja}, among: {skriftlig: ja}}\n")


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a study with two of its three cases scored, one of them twice and not alike."""
    folder = tmp_path_factory.mktemp("beskriv")
    make_study(folder, rubric=_DESCRIBING)
    first, second, _ = order(folder)
    score(folder, first, "ABC", "2\n1\n")
    score(folder, second, "ABC", "1\n1\n1\n")
    score(folder, first, "DEF", "1\n2\n1\n", "--round", "second")
    return folder


def score(folder: Path, case: str, reviewer: str, lines: str, *more: str) -> str:
    done = audit(folder, "score", case, "--reviewer", reviewer, *more, lines=lines)
    assert done.returncode == 0, done.stderr
    return str(done.stdout)


def printed(folder: Path, *arguments: str) -> str:
    done = audit(folder, *arguments)
    assert done.returncode == 0, done.stderr
    return str(done.stdout)


def test_a_finished_case_is_finished_and_says_its_findings_alone(study: Path) -> None:
    shown = score(study, order(study)[2], "ABC", "2\n1\n")
    assert "Sagen er bedømt" in shown
    assert "  Fund: Afgørelsen er ikke skriftlig\n" in shown
    assert not _JUDGING.search(shown)
    with opened(study) as store, store.read() as conn:
        from audit.store.progress import study_progress

        assert study_progress(conn).complete == 3


@pytest.mark.parametrize(
    "arguments",
    [
        ("results",),
        ("results", "--json"),
        ("results", "--by", "art"),
        ("status",),
        ("rubric", "explain", "måleskema.yaml"),
    ],
)
def test_no_command_says_how_a_case_ended(study: Path, arguments: tuple[str, ...]) -> None:
    assert not _JUDGING.search(printed(study, *arguments))


def test_cases_scored_twice_differ_by_their_answers(study: Path) -> None:
    assert "I 1 sag har de to svaret forskelligt; opmanden har ikke afgjort 1 af dem." in printed(study, "status")


def test_the_results_have_findings_and_measures(study: Path) -> None:
    found = json.loads(printed(study, "results", "--json"))
    assert [one["count"] for one in found["findings"]][1] == 0
    assert [(one["id"], one["count"]) for one in found["measures"]] == [("begrundede", 1)]


def test_the_report_and_the_workbook_judge_nothing(study: Path) -> None:
    printed(study, "report", "--to", "rapport.html")
    page = (study / "rapport.html").read_text("utf-8")
    text = re.sub(r"<style.*?</style>|<[^>]*>", " ", page, flags=re.DOTALL)
    assert "Begrundede afgørelser" in text
    assert not _JUDGING.findall(text)
    printed(study, "export", "--to", "tal.xlsx")
    printed(study, "rubric", "export", "måleskema.yaml", "--to", "papir.xlsx")
    for name in ("tal.xlsx", "papir.xlsx"):
        book = load_workbook(study / name)
        words = [str(cell.value) for sheet in book for row in sheet for cell in row if cell.value]
        assert words
        assert not _JUDGING.findall(" ".join([*book.sheetnames, *words]))


def test_no_outcome_can_be_decided(study: Path) -> None:
    from audit.review.ruling import Ruling, refusal
    from audit.rubric.reading import read_rubric

    rubric = read_rubric(_DESCRIBING.encode(), "r.yaml").rubric
    assert rubric
    refused = refusal(rubric, "beskrevet", Ruling("beskrevet", "Fordi"))
    assert "beskriver sagerne og bedømmer dem ikke" in str(refused)
