"""Two assessments of one case become one: compared, adjudicated, and measured. Konstruerede data."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from audit.store.doubles import double_cases
from tests.tools.small_study import RUBRIC, audit, make_study, opened, order

RIGHT, WRONG, WRITTEN_NOT = "1\n1\n1\n", "1\n2\n1\n", "2\n2\n"
"""Skriftlig og begrundet; skriftlig og ikke begrundet; ikke skriftlig, og så spørges der ikke til begrundelsen."""
WHY = "2\nDet følger af bilag 4.\n"


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """The folder of a study with three drawn cases."""
    make_study(tmp_path)
    return tmp_path


def done(study: Path, *arguments: str, lines: str = "") -> str:
    ran = audit(study, *arguments, lines=lines)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def refused(study: Path, *arguments: str, lines: str = "") -> str:
    ran = audit(study, *arguments, lines=lines)
    assert ran.returncode == 1, ran.stdout
    return ran.stderr


def scored(study: Path, first: str, second: str) -> str:
    """The first case in draw order, scored by ABC and independently by DEF; its number."""
    case = order(study)[0]
    done(study, "score", case, "--reviewer", "ABC", lines=first)
    done(study, "score", case, "--reviewer", "DEF", "--round", "anden", lines=second)
    return case


def state(study: Path, case: str) -> dict[str, Any]:
    found = json.loads(done(study, "review", "compare", "--json"))["cases"]
    return next(one for one in found if one["case"] == case)


def outcomes(study: Path) -> dict[str, int]:
    found = json.loads(done(study, "results", "--json"))["outcomes"]
    return {one["id"]: one["count"] for one in found if one["count"]}


def asked(output: str) -> list[str]:
    return [line for line in output.splitlines() if line.endswith("?") and line.startswith(("Er ", "Hvem "))]


def test_nothing_of_either_is_shown_until_both_are_finished(study: Path) -> None:
    case = order(study)[0]
    done(study, "score", case, "--reviewer", "ABC", lines=WRONG)
    nothing = "Ingen sager er bedømt færdige af to endnu. Anden runde: audit score --round anden\n"
    assert done(study, "review", "compare").endswith(nothing)
    never = refused(study, "review", "compare", case)
    done(study, "score", case, "--reviewer", "DEF", "--round", "anden", lines="1\n1\n")
    assert done(study, "review", "compare").endswith(f"{nothing}1 sag venter på, at begge er færdige.\n")
    assert refused(study, "review", "compare", case) == never  # whether the second is begun is not told
    assert json.loads(done(study, "review", "compare", "--json")) == {"waiting": 1, "cases": []}
    assert "har ikke to færdige bedømmelser" in refused(study, "review", "adjudicate", case, "--reviewer", "LED")
    told = json.loads(done(study, "review", "agreement", "--json"))
    assert (told["cases"], told["waiting"]) == (0, 1)


def test_the_third_decides_what_parts_the_two_and_nothing_else(study: Path) -> None:
    case = scored(study, RIGHT, WRONG)
    found = state(study, case)
    assert (found["state"], found["compared"], found["left"]) == ("differs", 3, 1)
    assert found["differences"] == [
        {
            "question": "begrundet",
            "kind": "value",
            "changes_outcome": True,
            "follows": [],
            "answers": ["ja", "nej"],
            "decided": False,
        }
    ]
    shown = done(study, "review", "compare", case)
    assert "»Ja« mod »Nej« (to svar, kan ændre udfaldet)" in shown
    assert not re.search("ABC|DEF", shown + done(study, "review", "compare"))
    output = done(study, "review", "adjudicate", "--reviewer", "LED", lines="u\n2\n" + WHY)
    assert set(asked(output)) == {"Er afgørelsen begrundet?"}
    assert not re.search("ABC|DEF", output)
    assert "Hjemvises" in output
    assert output.endswith("Der er ikke flere uenigheder til dig. I alt er 1 af 1 sag afgjort.\n")
    assert state(study, case)["state"] == "decided"
    assert outcomes(study) == {"hjemvises": 1}
    assert "er hel" in done(study, "log", "verify")
    log = done(study, "log", "show")
    assert "opmandens afgørelse" in log
    assert "grund: fortolkning" in log
    assert "Det følger af bilag 4." in log


def test_only_a_third_may_decide(study: Path) -> None:
    case = scored(study, RIGHT, WRONG)
    for one in ("ABC", "def"):
        assert "Du har selv bedømt sagen" in refused(study, "review", "adjudicate", case, "--reviewer", one)
        assert "Der er ikke flere uenigheder til dig." in done(study, "review", "adjudicate", "--reviewer", one)
    done(study, "review", "adjudicate", case, "--reviewer", "LED")
    assert "bedømmes allerede af LED" in refused(study, "review", "adjudicate", case, "--reviewer", "NY")


def test_a_parted_gate_is_one_difference_and_what_followed_comes_along(study: Path) -> None:
    case = scored(study, WRONG, WRITTEN_NOT)
    found = state(study, case)["differences"]
    assert [(one["question"], one["follows"]) for one in found] == [("skriftlig", ["begrundet"]), ("hvem", [])]
    output = done(study, "review", "adjudicate", "--reviewer", "LED", lines="1\n" + WHY + "1\n" + WHY)
    assert "1 spørgsmål længere nede følger af svaret." in output
    assert set(asked(output)) == {"Er afgørelsen skriftlig?", "Hvem har bidraget?"}
    assert outcomes(study) == {"hjemvises": 1}


def test_a_third_answer_to_a_gate_asks_what_nobody_was_asked(study: Path) -> None:
    scored(study, WRITTEN_NOT, "3\n2\n")
    output = done(study, "review", "adjudicate", "--reviewer", "LED", lines="1\n" + WHY + "1\n" + WHY)
    assert output.count("ikke spurgt") == 2
    assert outcomes(study) == {"rigtig": 1}
    assert "er hel" in done(study, "log", "verify")


def test_not_relevant_takes_the_reason_as_its_remark(study: Path) -> None:
    case = scored(study, RIGHT, WRITTEN_NOT)
    done(study, "review", "adjudicate", case, "--reviewer", "LED", lines="4\n" + WHY + "1\n" + WHY)
    with opened(study) as store, store.read() as conn:
        found = next(double_cases(conn)).adjudicated
        assert found is not None
        assert (found.answers["skriftlig"].values, found.answers["skriftlig"].remark) == (
            ("ikke_relevant",),
            "Det følger af bilag 4.",
        )


def test_what_is_settled_stays_so_and_a_changed_answer_is_asked_about_again(study: Path) -> None:
    case = scored(study, WRONG, "1\n1\n2\n")
    done(study, "review", "adjudicate", "--reviewer", "LED", lines="1\n" + WHY + "1\n" + WHY)
    assert (state(study, case)["state"], outcomes(study)) == ("decided", {"rigtig": 1})
    done(study, "score", case, "--reviewer", "DEF", "--round", "anden", lines="t\n1,2\nLægen var med.\n")
    found = state(study, case)
    assert (found["state"], found["left"]) == ("stale", 1)
    assert "skal afgøres igen" in done(study, "review", "compare")
    stale = "I 1 sag har de to svaret forskelligt; 1 skal afgøres igen, for en bedømmelse er ændret siden"
    for command in ("status", "results"):
        assert stale in done(study, command)
    output = done(study, "review", "adjudicate", "--reviewer", "LED", lines="1,2\n" + WHY)
    assert set(asked(output)) == {"Hvem har bidraget?"}
    assert state(study, case)["state"] == "decided"
    assert "er hel" in done(study, "log", "verify")


def test_leaving_loses_nothing_and_going_back_decides_anew(study: Path) -> None:
    case = scored(study, WRONG, "1\n1\n2\n")
    left = done(study, "review", "adjudicate", "--reviewer", "LED", lines="2\n" + WHY + "f\n")
    assert "Gå videre med »audit review adjudicate --reviewer LED«." in left
    assert state(study, case)["left"] == 1
    again = done(study, "review", "adjudicate", "--reviewer", "LED", lines="n\nsom a\n" + WHY)
    assert "Det er den eneste uenighed, der mangler." in again
    assert (state(study, case)["state"], outcomes(study)) == ("decided", {"hjemvises": 1})
    nothing = done(study, "review", "adjudicate", "--reviewer", "LED")
    assert "I alt er 1 af 1 sag afgjort." in nothing


def test_back_takes_the_last_decision_again(study: Path) -> None:
    case = scored(study, WRONG, "1\n1\n2\n")
    lines = "2\n" + WHY + "t\n1\n" + WHY + "1\n" + WHY
    output = done(study, "review", "adjudicate", "--reviewer", "LED", lines=lines)
    assert "Det er afgjort før: Nej." in output
    assert (state(study, case)["state"], outcomes(study)) == ("decided", {"rigtig": 1})


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ("9\n", "der er ikke noget svar 9"),
        ("1\n7\n", "grunden er et tal fra 1 til 5"),
        ("1\n2\n\n", "en afgørelse skal begrundes"),
        ("1\n2\n010190-1234\n", "CPR-nummer"),
        ("1\n" + WHY + "1\n", "er for meget"),
    ],
)
def test_a_line_that_cannot_be_used_ends_a_file_and_is_named(study: Path, lines: str, why: str) -> None:
    scored(study, RIGHT, WRONG)
    said = refused(study, "review", "adjudicate", "--reviewer", "LED", lines=lines)
    assert why in said
    assert f"Linje {lines.count(chr(10))}" in said
    assert "010190" not in said


def test_two_that_agree_leave_nothing_to_decide(study: Path) -> None:
    case = scored(study, WRONG, WRONG)
    assert state(study, case)["state"] == "alike"
    assert "Der er intet at afgøre." in refused(study, "review", "adjudicate", case, "--reviewer", "LED")
    assert "I alt er 0 af 0 sager afgjort." in done(study, "review", "adjudicate", "--reviewer", "LED")


def test_a_released_adjudication_is_decided_anew(study: Path) -> None:
    case = scored(study, RIGHT, WRONG)
    done(study, "review", "adjudicate", "--reviewer", "LED", lines="2\n" + WHY)
    done(study, "review", "release", case, "--round", "opmand", "--reason", "LED er inhabil")
    assert (state(study, case)["state"], state(study, case)["left"]) == ("differs", 1)
    assert outcomes(study) == {"rigtig": 1}
    done(study, "review", "adjudicate", "--reviewer", "NY", lines="2\n" + WHY)
    assert outcomes(study) == {"hjemvises": 1}
    assert "er hel" in done(study, "log", "verify")


def test_the_third_sees_what_each_has_come_to_also_by_a_ruling(study: Path) -> None:
    case = scored(study, RIGHT, WRONG)
    done(study, "review", "rule", case, "ændres", "--reason", "Bilag 4", "--reviewer", "ABC")
    shown = done(study, "review", "adjudicate", "--reviewer", "LED", lines="u\n")
    assert "Ændres. Det har bedømmeren selv afgjort; svarene giver: Rigtig." in shown
    assert ": Hjemvises\n" in shown
    decided = done(study, "review", "adjudicate", "--reviewer", "LED", lines="1\n" + WHY)
    assert " havde selv afgjort udfaldet: Ændres. Det gælder ikke mere." in decided
    assert outcomes(study) == {"rigtig": 1}
    done(study, "review", "rule", case, "ændres", "--reason", "Bilag 4", "--reviewer", "LED")
    assert outcomes(study) == {"ændres": 1}
    again = done(study, "score", case, "--reviewer", "ABC", lines="t\n1\n\n")
    assert "Ændres" in again


def test_nothing_is_said_of_outcomes_where_the_rubric_only_describes(tmp_path: Path) -> None:
    described = RUBRIC.replace("outcomes:\n  ladder: [rigtig, ændres, hjemvises]\n", "")
    make_study(tmp_path, rubric=re.sub(r" outcome: \w+,", "", described))
    scored(tmp_path, RIGHT, WRONG)
    shown = done(tmp_path, "review", "compare") + done(
        tmp_path, "review", "adjudicate", "--reviewer", "LED", lines="?\n"
    )
    assert "udfald" not in shown.casefold()
    assert "hvad hver af de to er kommet til" not in shown


def test_free_text_is_never_said_to_be_alike(tmp_path: Path) -> None:
    text = "      - {id: note, text: Andet, source: Konstrueret, type: text}\n"
    make_study(tmp_path, rubric=RUBRIC + text)
    case = scored(tmp_path, RIGHT + "bilag 2\n", WRONG + "brevet mangler\n")
    assert "2 af 3 svar er ens." in done(tmp_path, "review", "compare", case)
    assert state(tmp_path, case)["compared"] == 3
    assert "2 af 3 svar er ens." in done(tmp_path, "review", "adjudicate", "--reviewer", "LED", lines="2\n" + WHY)
    events = json.loads(done(tmp_path, "log", "show", "--json"))["events"]
    reasons = {one["question"]: one["reason"] for one in events if one["round"] == "adjudicated"}
    assert reasons["note"] == "fri tekst, som ikke holdes op mod hinanden"
    assert reasons["hvem"] == "ens i begge bedømmelser"


def test_agreement_is_of_what_the_two_answered_before_they_spoke(study: Path) -> None:
    case = scored(study, RIGHT, WRONG)
    before = json.loads(done(study, "review", "agreement", "--json"))
    by_id = {one["id"]: one for one in before["agreement"]}
    assert (by_id["begrundet"]["agreed"], by_id["begrundet"]["compared"]) == (0, 1)
    assert by_id["begrundet"]["confusions"] == [{"one": "ja", "other": "nej", "times": 1}]
    assert by_id["skriftlig"]["alpha"] is None
    done(study, "review", "adjudicate", "--reviewer", "LED", lines="2\n" + WHY)
    done(study, "score", case, "--reviewer", "ABC", lines="t\nt\n2\nVi har talt om det.\n1\n")
    assert state(study, case)["state"] == "decided"  # both have now come to what was decided
    after = json.loads(done(study, "review", "agreement", "--json"))
    now = {one["id"]: one for one in after["agreement"]}["begrundet"]
    assert {**now, "decided": 0, "overturned": 0, "codes": {}} == by_id["begrundet"]
    assert (now["decided"], now["overturned"], now["codes"]) == (1, 1, {"fortolkning": 1})
    shown = done(study, "review", "agreement")
    assert "Er afgørelsen begrundet? 1 af 1 gang: »Ja« mod »Nej«." in shown
    assert "Yderligere" not in shown
    assert "%" not in shown.split("Svar på")[1].split("\n", 1)[1]
