"""``audit sample draw``: the frame that is drawn from, and the rubric that is frozen, are those that fit each other."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.tools.workspace import Workspace

CONFIG = """
[study]
id = "lille"
title = "Konstruerede data"
constructed = true
[files]
rubric = "rubric.yaml"
database = "lille.db"
[frame]
file = "frame.csv"
[frame.columns]
case = "sagsnr"
kommune = "kommune"
[sample]
seed = "Konstrueret frø"
allocation = "proportional"
n = 2
"""

RUBRIC = """format: 1
id: lille
version: "1"
title: Lille
in_force: {fact: dato, from: 2013-01-01}
facts:
  sagstype: {type: choice, options: [fleksjob, andre], label: Sagstype}
  dato: {type: date}
  timer: {type: number, required: false}
outcomes: {ladder: [rigtig, hjemvises]}
sections:
  - id: a
    title: A
    questions:
      - id: q1
        text: Er der en afgørelse?
        source: en prøve
        type: choice
        options: [ja, nej]
        findings: {nej: {id: ingen, outcome: hjemvises}}
"""

FRAME = """sagsnr;kommune;sagstype;dato;timer
K-1;Aarhus;fleksjob;01-10-2013;12
K-2;Aarhus;andre;02-10-2013;
K-3;Odense;andre;03-10-2013;
"""


@pytest.fixture
def imported(tmp_path: Path) -> Workspace:
    """A small study whose frame is imported."""
    for name, text in (("audit.toml", CONFIG), ("rubric.yaml", RUBRIC), ("frame.csv", FRAME)):
        (tmp_path / name).write_text(text, "utf-8")
    study = Workspace(tmp_path)
    study.ok("frame", "import")
    return study


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("facts:\n", "facts:\n  borger: {type: choice, options: [ung, voksen]}\n"),
        ("[fleksjob, andre]", "[fleks, andre]"),
        ("timer: {type: number", "timer: {type: text"),
        ("timer: {type: number, required: false}", "timer: {type: number}"),
        ("from: 2013-01-01", "from: 2013-10-02"),
        ("in_force: {fact: dato, from: 2013-01-01}\n", ""),
    ],
    ids=["a new fact", "an option", "a type", "required", "the period", "no period"],
)
def test_a_frame_that_was_read_by_other_facts_is_not_drawn_from(imported: Workspace, old: str, new: str) -> None:
    imported.edit("rubric.yaml", old, new)
    ran = imported.audit("sample", "draw")
    assert (ran.code, ran.out) == (1, "")
    assert "ændret i måleskemaet, siden bruttolisten blev indlæst" in ran.err
    assert "Intet er lagt fast. Indlæs bruttolisten igen: audit frame import" in ran.err
    assert "sager ligger ikke fast endnu" in imported.audit("sample", "show").err


def test_imported_again_it_is_drawn_from(imported: Workspace) -> None:
    imported.edit("rubric.yaml", "from: 2013-01-01", "from: 2013-09-01")
    assert imported.audit("sample", "draw").code == 1
    imported.ok("frame", "import", "--replace")
    assert "2 sager er trukket" in imported.ok("sample", "draw")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Er der en afgørelse?", "Er der truffet en afgørelse?"),
        ("label: Sagstype", "label: Sagens art"),
        ("options: [fleksjob, andre]", "options: {andre: Andet, fleksjob: Fleksjob}"),
    ],
    ids=["a question", "a label", "the options' labels and order"],
)
def test_what_does_not_concern_the_facts_may_change(imported: Workspace, old: str, new: str) -> None:
    imported.edit("rubric.yaml", old, new)
    assert "2 sager er trukket" in imported.ok("sample", "draw")


def test_the_log_says_how_to_read_the_same_frame_again(imported: Workspace) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.active.title = "Forside"
    sheet = book.create_sheet("Sager")
    for line in (*FRAME.splitlines(), "K-3;Odense;andre;03-10-2013;", "K-4;Ukendt;andre;03-10-2013;"):
        sheet.append(line.split(";"))
    book.save(imported.folder / "frame.xlsx")
    imported.ok(
        "frame", "import", "frame.xlsx", "--replace", "--sheet", "sager", "--skip", "6", "--skip", "5", "--skip", "6"
    )
    with closing(sqlite3.connect(imported.folder / "lille.db")) as conn:
        ((logged,),) = conn.execute("SELECT new FROM event ORDER BY number DESC LIMIT 1")
        ((sheet_name, rows),) = conn.execute("SELECT sheet, left_out_rows FROM frame_file")
    said = json.loads(logged)
    assert (said["sheet"], said["left_out"], said["left_out_rows"]) == ("Sager", 2, [5, 6])
    assert (sheet_name, json.loads(rows)) == ("Sager", [5, 6])


def test_a_second_draw_is_called_so_also_when_the_rubric_has_changed(imported: Workspace) -> None:
    imported.ok("sample", "draw")
    imported.edit("rubric.yaml", "[fleksjob, andre]", "[fleks, andre]")
    assert "det sker kun én gang" in imported.audit("sample", "draw").err
