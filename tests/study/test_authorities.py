"""A study of its own authorities: named as they are, frozen with the frame, and a list that is changed is told."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from audit.cli import main
from audit.sampling.tickets import ticket

CONFIG = """
[study]
id = "naevn"
title = "Nævnenes afgørelser"
[files]
rubric = "r.yaml"
database = "n.db"
output = "out"
[authorities]
file = "myndigheder.csv"
[frame]
file = "frame.csv"
[frame.columns]
case = "sagsnr"
kommune = "myndighed"
[sample]
seed = "s"
strata = ["kommune"]
allocation = "equal"
n = 2
[results]
by = ["kommune"]
"""
RUBRIC = """
format: 1
id: naevn
version: "1"
title: Nævnenes afgørelser
laws: {r: {cite: Lov § 1, source: kilde}}
sections:
  - id: s
    title: Afsnit
    questions: [{id: q, text: Er det oplyst?, law: r, type: choice, options: [ja, nej]}]
"""
LIST = "code;name;kind\nN-1;Nævnet i Vest;nævn\nN-20;Nævnet i Øst;nævn\n189;Farum;kommune\n"


@pytest.fixture
def study(tmp_path: Path) -> Path:
    (tmp_path / "audit.toml").write_text(CONFIG, "utf-8")
    (tmp_path / "r.yaml").write_text(RUBRIC, "utf-8")
    (tmp_path / "myndigheder.csv").write_text(LIST, "utf-8")
    (tmp_path / "frame.csv").write_text("sagsnr;myndighed\n1;Nævnet i Vest\n1;n-20\n2;189\n", "utf-8")
    return tmp_path


def said(study: Path, capsys: pytest.CaptureFixture[str], *command: str, code: int = 0) -> str:
    assert main(["-c", str(study / "audit.toml"), *command]) == code, capsys.readouterr().err
    told = capsys.readouterr()
    return " ".join((told.out + told.err).split())


def change(study: Path, old: str, new: str) -> None:
    path = study / "myndigheder.csv"
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


def test_a_study_of_its_own_authorities_runs_to_its_end(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said(study, capsys, "frame", "import")
    assert "Nævnet i Vest 1 2 1" in said(study, capsys, "sample", "draw")
    drawn = json.loads(said(study, capsys, "sample", "show", "--json"))
    assert {one["ticket"] for one in drawn} == {
        ticket("s", code, case) for code, case in (("N-1", "1"), ("N-20", "1"), ("189", "2"))
    }
    (study / "svar.csv").write_text(
        "sagsnr;kommune;bedømmer;q\n1;N-1;AB;ja\n1;Nævnet i Øst;AB;nej\n2;;AB;ja\n", "utf-8"
    )
    said(study, capsys, "answers", "import", str(study / "svar.csv"))
    assert "Flere sager hedder »1«: N-1/1 (Nævnet i Vest), N-20/1 (Nævnet i Øst)." in said(
        study, capsys, "score", "1", "--reviewer", "AB", code=1
    ).replace("N-20/1 (Nævnet i Øst), N-1/1 (Nævnet i Vest)", "N-1/1 (Nævnet i Vest), N-20/1 (Nævnet i Øst)")
    status = said(study, capsys, "status")
    assert "Myndigheder: 2 nævn og 1 kommune fra myndigheder.csv, aftryk" in status
    assert "Nævnet i Øst 1 1 1 0" in status
    assert "Loggen er hel" in said(study, capsys, "log", "verify")
    assert "»kommune« " not in said(study, capsys, "results", "--by", "kommune")


def test_a_list_that_is_changed_after_the_import_is_told_and_the_names_stay(
    study: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said(study, capsys, "frame", "import")
    change(study, "Nævnet i Vest", "Nævnet i Nord")
    changed = "Listen over myndigheder er ændret, siden bruttolisten blev indlæst."
    assert changed in said(study, capsys, "sample", "draw", code=1)
    (study / "flere.csv").write_text("sagsnr;myndighed\n9;Nævnet i Nord\n", "utf-8")
    told = said(study, capsys, "frame", "import", str(study / "flere.csv"), "--add", code=1)
    assert "Listen over myndigheder er en anden, end da bruttolisten blev indlæst." in told
    change(study, "Nævnet i Nord", "Nævnet i Vest")
    said(study, capsys, "sample", "draw")
    assert changed not in said(study, capsys, "status")
    change(study, "Nævnet i Vest", "Nævnet i Nord")
    status = said(study, capsys, "status")
    assert changed in status
    assert "Nævnet i Vest" in status
    assert json.loads(said(study, capsys, "status", "--json"))["authorities"]["changed"] is True
    (study / "myndigheder.csv").unlink()
    assert "Nævnet i Vest" in said(study, capsys, "status"), "the list is only needed once"


def test_a_frame_put_in_the_place_of_another_brings_its_list(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said(study, capsys, "frame", "import")
    change(study, "Nævnet i Vest", "Nævnet i Nord")
    (study / "frame.csv").write_text("sagsnr;myndighed\n1;Nævnet i Nord\n", "utf-8")
    said(study, capsys, "frame", "import", "--replace")
    assert said(study, capsys, "log", "show").count("myndigheder: 3; fil: myndigheder.csv") == 3  # first; old and new
    (study / "audit.toml").write_text(CONFIG.replace('[authorities]\nfile = "myndigheder.csv"', ""), "utf-8")
    (study / "frame.csv").write_text("sagsnr;myndighed\n1;Aarhus\n", "utf-8")
    said(study, capsys, "frame", "import", "--replace")
    said(study, capsys, "sample", "draw")
    assert "Kommune Sager" in said(study, capsys, "status")
    assert "Loggen er hel" in said(study, capsys, "log", "verify")


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE authority_list SET text = replace(text, 'Nævnet i Vest', 'Nævnet i Nord')",
        "UPDATE authority_list SET sha256 = 'x'",
        "UPDATE authority_list SET file = 'andre.csv'",
        "DELETE FROM authority_list",
    ],
)
def test_a_list_changed_behind_the_programs_back_is_seen(
    study: Path, capsys: pytest.CaptureFixture[str], tampering: str
) -> None:
    said(study, capsys, "frame", "import")
    said(study, capsys, "sample", "draw")
    with closing(sqlite3.connect(study / "n.db")) as database, database:
        database.execute(tampering)
    told = said(study, capsys, "log", "verify", code=1)
    assert "isten over myndigheder er ikke den, der blev låst" in told or "»frame_case«" in told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Furesø", "»Furesø« står ikke i undersøgelsens liste over myndigheder. Skriv myndighedens navn eller kode."),
        ("Nævnet i Vst", "– mente du »Nævnet i Vest«?"),
        ("", "»myndighed« er tom. Skriv myndighedens navn eller kode."),
    ],
)
def test_what_is_not_in_the_list_is_refused(
    study: Path, capsys: pytest.CaptureFixture[str], text: str, told: str
) -> None:
    (study / "frame.csv").write_text(f"sagsnr;myndighed\n1;{text}\n", "utf-8")
    assert told in said(study, capsys, "frame", "import", code=1)


def test_a_list_that_is_not_there_is_told(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (study / "myndigheder.csv").unlink()
    assert "»myndigheder.csv« kan ikke læses: den findes ikke." in said(study, capsys, "frame", "import", code=1)
