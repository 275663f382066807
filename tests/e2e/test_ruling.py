"""The reviewer's own outcome of a case, by command and at the result. Konstruerede data."""

import json
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.tools.small_study import audit, make_study, order

WRONG = "2\n1\n"
WHY = "Fejlen er rettet i klagesagen"


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """The folder of a study whose first case is scored by ABC, and comes to »ændres«."""
    make_study(tmp_path)
    assert audit(tmp_path, "score", order(tmp_path)[0], "--reviewer", "ABC", lines=WRONG).returncode == 0
    return tmp_path


def outcomes(study: Path) -> dict[str, int]:
    found = json.loads(audit(study, "results", "--json").stdout)["outcomes"]
    return {one["id"]: one["count"] for one in found if one["count"]}


def rule(study: Path, *arguments: str, reviewer: str = "ABC") -> CompletedProcess[str]:
    return audit(study, "review", "rule", order(study)[0], *arguments, "--reviewer", reviewer)


def test_a_ruling_counts_and_is_taken_back(study: Path) -> None:
    case = order(study)[0]
    assert outcomes(study) == {"ændres": 1}
    done = rule(study, "Rigtig", "--reason", WHY)
    assert (done.returncode, done.stdout) == (0, f"Sagen »{case}« er afgjort: Rigtig. Svarene giver: Ændres.\n")
    assert outcomes(study) == {"rigtig": 1}
    assert "I 1 sag har bedømmeren selv afgjort udfaldet: fra »Ændres« til »Rigtig«." in audit(study, "results").stdout
    assert "er hel" in audit(study, "log", "verify").stdout
    assert WHY in audit(study, "log", "show").stdout
    document = json.loads(rule(study, "hjemvises", "--reason", WHY, "--json").stdout)
    assert (document["derived"], document["outcome"], document["round"]) == ("ændres", "hjemvises", "first")
    back = rule(study, "--take-back")
    assert back.stdout == f"Sagen »{case}« har igen det udfald, svarene giver: Ændres.\n"
    assert outcomes(study) == {"ændres": 1}
    assert "ingen afgørelse af udfaldet at tage tilbage" in rule(study, "--take-back").stderr
    assert "er hel" in audit(study, "log", "verify").stdout


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("rigtigt", "--reason", WHY), "»rigtigt« er ikke et udfald i måleskemaet – mente du »rigtig«?"),
        (("ændres", "--reason", WHY), "svarene giver allerede udfaldet"),
        (("rigtig",), "begrundelsen mangler"),
        ((), "Skriv enten et udfald eller --take-back."),
        (("rigtig", "--take-back"), "Skriv enten et udfald eller --take-back."),
        (("rigtig", "--reason", WHY, "--round", "anden"), "ABC har ikke bedømt sagen"),
    ],
)
def test_what_cannot_be_ruled_is_refused_and_changes_nothing(study: Path, arguments: tuple[str, ...], why: str) -> None:
    before = audit(study, "log", "verify").stdout
    refused = rule(study, *arguments)
    assert refused.returncode == 1
    assert why in refused.stderr
    assert audit(study, "log", "verify").stdout == before


def test_only_who_has_scored_the_case_rules(study: Path) -> None:
    refused = rule(study, "rigtig", "--reason", WHY, reviewer="DEF")
    assert refused.returncode == 1
    assert "DEF har ikke bedømt sagen" in refused.stderr


def test_at_the_result_the_reviewer_decides_and_takes_back(study: Path) -> None:
    case = order(study)[0]
    done = audit(study, "score", case, "--reviewer", "ABC", lines=f"u\n1\n{WHY}\n\n")
    assert done.returncode == 0, done.stderr
    assert "  2  Ændres (som svarene giver)\n" in done.stdout
    assert "Gemt: udfaldet" in done.stdout
    assert f"  Afgjort af bedømmeren; svarene giver: Ændres. {WHY}.\n" in done.stdout
    assert outcomes(study) == {"rigtig": 1}
    again = audit(study, "score", case, "--reviewer", "ABC", lines="u\n2\n\n")
    assert "Udfald: Rigtig" in again.stdout.split("Gemt")[0]
    assert again.stdout.split("Gemt")[1].count("Udfald: Ændres") == 1
    assert outcomes(study) == {"ændres": 1}
    assert "er hel" in audit(study, "log", "verify").stdout


def test_a_ruling_stands_when_an_answer_is_changed_after_it(study: Path) -> None:
    case = order(study)[0]
    rule(study, "rigtig", "--reason", WHY)
    done = audit(study, "score", case, "--reviewer", "ABC", lines="t\n2\nDet var lægen.\n")
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("Afgjort af bedømmeren") == 2
    assert outcomes(study) == {"rigtig": 1}
