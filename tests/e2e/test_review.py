"""``audit review``: cases that change hands, and what status and results say of cases scored twice."""

import json
from pathlib import Path

import pytest

from tests.tools.small_study import audit, make_study, order, stored_answers


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """The folder of a study with three drawn cases."""
    make_study(tmp_path)
    return tmp_path


def score(study: Path, case: str, reviewer: str, lines: str, *more: str) -> None:
    done = audit(study, "score", case, "--reviewer", reviewer, *more, lines=lines)
    assert done.returncode == 0, done.stderr


def test_a_begun_case_is_handed_over_with_its_answers_under_the_right_name(study: Path) -> None:
    case = order(study)[0]
    score(study, case, "ABC", "1\n")
    done = audit(study, "review", "handover", case, "--to", "DEF", "--reviewer", "CHEF")
    assert (done.returncode, done.stdout) == (0, f"Sagen »{case}« er overdraget fra ABC til DEF.\n")
    assert stored_answers(study) == {case: {"skriftlig": ("ja",)}}
    assert "bedømmes allerede af DEF" in audit(study, "score", case, "--reviewer", "ABC").stderr
    last = audit(study, "log", "show", "--last", "1").stdout.splitlines()[-2].split()
    assert last[-3:] == [f"751/{case}" if f"751/{case}" in last else f"101/{case}", "ABC", "DEF"]
    assert "CHEF" in last
    score(study, case, "DEF", "1\n1\n")
    assert audit(study, "log", "verify").returncode == 0


def test_a_released_case_is_begun_anew_by_another(study: Path) -> None:
    case = order(study)[0]
    score(study, case, "ABC", "b\nEt brev mangler\n1\n")
    done = audit(study, "review", "release", case)
    assert done.stdout == (
        f"Sagen »{case}« er frigivet. ABC havde den.\n1 svar er taget ud af sagen og står kun i loggen.\n"
    )
    assert stored_answers(study) == {}
    assert "Et brev mangler" in audit(study, "log", "show").stdout
    assert audit(study, "log", "verify").returncode == 0
    score(study, case, "DEF", "f\n")
    score(study, case, "GHI", "2\n1\n")  # DEF had only opened it: what ABC did before is not DEF's
    assert stored_answers(study) == {case: {"skriftlig": ("nej",), "hvem": ("borger",)}}
    assert audit(study, "log", "verify").returncode == 0


@pytest.mark.parametrize("command", [("release",), ("handover", "--to", "DEF")])
def test_a_finished_case_changes_hands_only_with_a_reason(study: Path, command: tuple[str, ...]) -> None:
    case = order(study)[0]
    score(study, case, "ABC", "2\n1\n")
    refused = audit(study, "review", command[0], case, *command[1:])
    assert refused.returncode == 1
    assert "er bedømt færdig. Intet er ændret." in refused.stderr
    done = audit(study, "review", command[0], case, *command[1:], "--reason", "ABC er rejst")
    assert done.returncode == 0, done.stderr
    assert "ABC er rejst" in audit(study, "log", "show").stdout
    assert audit(study, "log", "verify").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("release", "S-1"), "Sagen »S-1« er ikke begyndt i den runde"),
        (("handover", "S-1", "--to", "DEF"), "Sagen »S-1« er ikke begyndt i den runde"),
        (("release", "S-9"), "Sagen »S-9« er ikke med i undersøgelsen"),
        (("release", "S-1", "--round", "tredje"), "»tredje« er ikke en runde"),
        (("handover", "S-1", "--to", "Jens Jensen"), "skrives som en kode"),
    ],
)
def test_what_cannot_change_hands_is_told(study: Path, arguments: tuple[str, ...], said: str) -> None:
    refused = audit(study, "review", *arguments)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert said in refused.stderr


def test_independence_holds_for_whoever_is_handed_a_case(study: Path) -> None:
    case = order(study)[0]
    score(study, case, "ABC", "1\n")
    score(study, case, "DEF", "1\n", "--round", "anden")
    for reviewer, said in (("def", "har selv bedømt"), ("abc", "er allerede ABCs")):
        refused = audit(study, "review", "handover", case, "--to", reviewer)
        assert refused.returncode == 1
        assert said in refused.stderr


def test_status_and_results_tell_what_is_scored_twice_and_differs(study: Path) -> None:
    case, same, _ = order(study)
    score(study, case, "ABC", "2\n1\n")
    assert "bedømt to gange" not in audit(study, "status").stdout
    score(study, case, "DEF", "1\n1\n1\n", "--round", "anden")
    score(study, same, "ABC", "2\n1\n")
    score(study, same, "DEF", "2\n1\n", "--round", "anden")
    said = "2 sager er bedømt to gange. I 1 sag har de to svaret forskelligt; opmanden har ikke afgjort 1 af dem."
    for command in ("status", "results"):
        assert said in audit(study, command).stdout
    shown = json.loads(audit(study, "status", "--json").stdout)
    assert shown["rounds"] == [
        {"round": "first", "begun": 2, "complete": 2},
        {"round": "second", "begun": 2, "complete": 2},
    ]
    assert shown["double_scoring"] == {"cases": 2, "differing": 1, "undecided": 1, "stale": 0}
    file = study / "opmand.csv"
    file.write_text(f"sagsnr;bedømmer;runde;skriftlig;hvem\n{case};GHI;opmand;nej;borger\n", "utf-8")
    assert audit(study, "answers", "import", "opmand.csv").returncode == 0
    assert "opmanden har afgjort dem alle" in audit(study, "status").stdout
    assert "Opmanden er gået i gang" in audit(study, "review", "release", case, "--reason", "fejl").stderr


def test_a_file_changes_a_finished_case_only_with_a_reason(study: Path) -> None:
    case = order(study)[0]
    score(study, case, "ABC", "2\n1\n")
    (study / "svar.csv").write_text(f"sagsnr;bedømmer;skriftlig;hvem\n{case};ABC;nej;læge\n", "utf-8")
    refused = audit(study, "answers", "import", "svar.csv", "--replace")
    assert refused.returncode == 1
    assert "er bedømt færdig, og filen ændrer i den. Skriv, hvorfor den ændres, med --reason." in refused.stderr
    done = audit(study, "answers", "import", "svar.csv", "--replace", "--reason", "Brevet var fra lægen")
    assert done.returncode == 0, done.stderr
    assert "Brevet var fra lægen" in audit(study, "log", "show").stdout
    assert stored_answers(study)[case]["hvem"] == ("læge",)
