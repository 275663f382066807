"""A new statistic is one module and one entry: registered, it is in terminal, JSON, workbook and report."""

import json
from collections.abc import Iterable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from audit.cli import main
from audit.results import statistics
from audit.results.cases import CountedCases
from audit.results.model import Group, Share
from audit.results.statistics.base import Statistic
from audit.results.table import FigureColumn, FigureLine
from audit.rubric.model import Rubric
from audit.rubric.tally import Item, ItemKind
from tests.tools.report_html import read
from tests.tools.workspace import Workspace


class AskedOften(Statistic[tuple[str, Share]]):
    """How often each question is asked: nothing a study needs, and nothing any output knows of."""

    id = "asked_often"
    title = "Hvor tit der spørges"
    note = "Nævneren er alle sager."
    subject = "Spørgsmål"

    def of(self, rubric: Rubric, cases: CountedCases) -> Iterable[tuple[str, Share]]:
        for name in rubric.questions:
            yield name, Share(cases.count(Item(ItemKind.ASKED, name)), len(cases))

    def columns(self, rubric: Rubric) -> Iterable[FigureColumn]:
        return (FigureColumn("share", "Stillet"),)

    def rows(self, values: Iterable[tuple[str, Share]], group: Group) -> Iterable[FigureLine]:
        return (FigureLine(group, name, f"Spørgsmålet {name}", (share,)) for name, share in values)


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example of 2015 with its answers, and the made-up statistic in the catalogue."""
    workspace = Workspace.make(tmp_path)
    workspace.scored()
    monkeypatch.chdir(workspace.folder)
    monkeypatch.setattr(statistics, "STATISTICS", (*statistics.STATISTICS, AskedOften()))
    return workspace.folder


def test_a_registered_statistic_reaches_all_four_outputs(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """»afgørelse-truffet« is asked in all 139 cases, 49 of them about fleksjob."""
    assert main(["results", "--by", "sagstype"]) == 0
    printed = capsys.readouterr().out.replace("\N{NO-BREAK SPACE}", " ")
    told = printed.split(AskedOften.title)[1]
    assert [line.split() for line in told.splitlines() if "Spørgsmålet afgørelse-truffet" in line][:2] == [
        ["Spørgsmålet", "afgørelse-truffet", "Alle", "sager", "139", "ud", "af", "139", "(100", "%)"],
        ["Spørgsmålet", "afgørelse-truffet", "Sagstype:", "Fleksjob", "49", "ud", "af", "49", "(100", "%)"],
    ]

    assert main(["results", "--by", "sagstype", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["asked_often"]
    found = [(row["group"], row["count"], row["among"]) for row in rows if row["id"] == "afgørelse-truffet"]
    assert found[:2] == [({}, 139, 139), ({"sagstype": "fleksjob"}, 49, 49)]

    assert main(["export", "--to", "bog.xlsx"]) == 0
    sheet = load_workbook(study / "bog.xlsx")[AskedOften.title]
    lines = [row for row in sheet.iter_rows(values_only=True) if row[0] == "Spørgsmålet afgørelse-truffet"]
    assert lines[0] == (
        "Spørgsmålet afgørelse-truffet", "Hele undersøgelsen", "Alle sager", 139, 139, 0, "139 ud af 139", 100,
    )  # fmt: skip
    assert ("Fleksjob", 49) in [(row[2], row[3]) for row in lines]

    assert main(["report", "--to", "rapport.html"]) == 0
    page = read((study / "rapport.html").read_text("utf-8"))
    text = page.one("main").text.replace("\N{NO-BREAK SPACE}", " ")
    assert AskedOften.note in text
    assert "Spørgsmålet afgørelse-truffet Alle sager 139 ud af 139 (100 %)" in text
    assert "Spørgsmålet afgørelse-truffet Fleksjob 49 ud af 49 (100 %)" in text
