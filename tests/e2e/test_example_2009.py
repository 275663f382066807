"""The study of 2009: nine kommuner in two groups, all of them in, and every published figure."""

import json
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest
from openpyxl import load_workbook

from audit.rubric.reading import read_rubric
from tests.tools.report_html import read
from tests.tools.rubrics import plain
from tests.tools.workspace import CENSUS, ROOT, Workspace, same_as_committed, table_rows

NOTICE = "Konstruerede data"
CLAIMS = plain((ROOT / CENSUS / "claims.yaml").read_text("utf-8"))
NO_INTERVAL = "Der er ingen usikkerhedsintervaller, for alle sager på bruttolisten er med, og intet er skønnet."

PUBLISHED = """
    gruppe-få 6/9 | gruppe-mange 3/9 | interview-samlet 4/9 | interview-hver-for-sig 5/9 | sammenlagt 7/9
    sammenlagt-lille 1/9 | efterslæb-få 4/4 | efterslæb-mange 0/2 | mål-arbejde-få 4/6 | mål-arbejde-mange 3/3
    færre-langvarige-få 5/6 | færre-langvarige-mange 2/3 | måltal-langvarige-få 3/6 | måltal-fleksjob-få 2/6
    måltal-pension-få 1/2 | måltal-pension-mange 1/3 | økonomi-ingen-rolle-få 3/6 | økonomi-rolle-få 1/6
    økonomi-ingen-rolle-mange 3/3 | tilbud-mangler-få 0/6 | tilbud-mangler-mange 0/3 | personale-mangler-få 4/6
    personale-nok-få 2/6 | personale-mangler-mange 3/3 | pensionsordning-få 2/6 | pensionsordning-mange 1/3
    udskiftning-få 3/6 | stabil-få 1/6 | stabil-mange 2/3 | uddannelsesrevalidering-mange 2/3
    revalidering-strammet 9/9 | lægekonsulent 9/9
"""
"""What 000 prints, written down a second time, apart from claims.yaml."""


def published() -> dict[str, tuple[int, int]]:
    stated = (one.split() for line in PUBLISHED.split("\n") if line.strip() for one in line.split("|"))
    return {name: (int(share.split("/")[0]), int(share.split("/")[1])) for name, share in stated}


def test_the_claims_are_what_was_published() -> None:
    assert {claim["id"]: (claim["count"], claim["among"]) for claim in CLAIMS["claims"]} == published()
    assert {claim["unit"] for claim in CLAIMS["claims"]} == {"kommuner"}
    assert CLAIMS["kommuner"] == 9


def test_every_published_figure_comes_out_again(census: Workspace) -> None:
    out = census.ok("results", "--against", "claims.yaml")
    assert "Alle 33 tal er regnet ud igen og passer." in out
    assert "NEJ" not in out
    checks = {check["id"]: check["computed"] for check in census.results("--against", "claims.yaml")["claims"]}
    for name, share in published().items():
        assert (checks[name]["count"], checks[name]["among"]) == share, name
    assert checks["kommuner"]["count"] == 9


def test_fourteen_interviews_are_eighteen_less_four(census: Workspace) -> None:
    given = {
        one["answer"]: one["count"]
        for one in census.results()["answers"]
        if (one["id"], one["group"]) == ("interview", {})
    }
    assert 2 * given["hver_for_sig"] + given["samlet"] == 2 * 9 - given["samlet"] == 14


def test_who_was_not_said_to_differ_is_not_counted_as_a_no(census: Workspace) -> None:
    unknown = {one["id"]: one["unknown"] for one in census.results()["measures"] if not one["group"]}
    told = {"måltal-langvarige-få": 2, "økonomi-ingen-rolle-få": 2, "økonomi-rolle-få": 2, "stabil-mange": 1}
    assert {name: number for name, number in unknown.items() if number} == told


def test_the_contradictions_of_the_printed_text_are_named(census: Workspace) -> None:
    out = census.ok("results", "--against", "claims.yaml")
    said = [line for line in out.splitlines() if line.startswith("Kilden siger sig selv imod")]
    assert len(said) == 7
    (table,) = (line for line in said if "»tilbud-mangler-få«" in line)
    assert "Oversigten i 1.1" in table
    assert "Afsnit 3.3 siger, at ingen gør." in table


def test_the_study_describes_and_sorts_no_kommune(census: Workspace) -> None:
    document = census.results()
    assert not {"outcomes", "correctness", "after_hearing", "overruled"} & document.keys()
    assert not [word for word in ("udfald", "rigtig", "forkert") if word in census.ok("results").lower()]


def test_all_are_in_and_nothing_is_drawn(census: Workspace) -> None:
    document = census.results("--by", "gruppe")
    assert (document["drawn"], document["asked"], document["cases"]) == (9, 9, 9)
    shown = json.loads(census.ok("sample", "show", "--json"))
    assert Counter(case["facts"]["gruppe"] for case in shown) == {"få": 6, "mange": 3}
    assert {(case["ticket"], case["basis"]) for case in shown} == {("", "")}
    out = census.ok("sample", "show")
    assert NO_INTERVAL in out
    assert "Lod" not in out
    assert "hele bruttolisten taget med" in census.ok("status")
    assert "9 bedømmelser er regnet efter" in census.ok("log", "verify")


def test_the_draw_says_so_and_takes_no_seed(tmp_path: Path) -> None:
    study = Workspace.census(tmp_path / "study")
    study.ok("frame", "import")
    assert "--seed kan ikke bruges. Intet er taget med." in study.audit("sample", "draw", "--seed", "x").err
    out = study.ok("sample", "draw")
    assert f"9 sager er med. {NO_INTERVAL}" in out
    assert not any(word in out for word in ("Ønsket", "Trukket", "startværdi"))


def test_report_and_workbook_say_it_is_a_census_and_list_the_contradictions(census: Workspace) -> None:
    census.ok("report", "--to", "look.html")
    census.ok("export", "--to", "look.xlsx")
    page = read((census.folder / "look.html").read_text("utf-8")).text
    cells = [
        str(cell)
        for sheet in load_workbook(census.folder / "look.xlsx")
        for row in sheet.iter_rows(values_only=True)
        for cell in row
        if cell
    ]
    for text in (page, "\n".join(cells)):
        assert "Oversigten i 1.1 siger om begge grupper" in text
        assert NO_INTERVAL in text
        assert NOTICE in text
    assert "Undersøgelsen er en totaltælling: Alle sager på bruttolisten er med." in page
    assert "Startværdien" not in page


def test_it_says_constructed_wherever_data_are_shown(census: Workspace) -> None:
    for arguments in (["results"], ["sample", "show"], ["status"], ["log", "show"]):
        assert NOTICE in census.ok(*arguments), arguments
    for name in ("frame.csv", "answers.csv"):
        assert NOTICE in (ROOT / CENSUS / name).read_text("utf-8")
        assert all(row["kommune"].startswith("Konstrueret Kommune ") for row in table_rows(ROOT / CENSUS / name))


def test_the_generator_makes_the_committed_files(tmp_path: Path) -> None:
    assert same_as_committed(CENSUS, tmp_path)


def test_the_rubric_has_no_caution_and_no_hole(tmp_path: Path) -> None:
    study = Workspace.census(tmp_path / "study")
    study.ok("rubric", "check", "--strict", "kommunernes-praksis.yaml")
    assert "overser 0" in study.ok("rubric", "test", "--mutate", "kommunernes-praksis.yaml")


def test_every_measure_is_held_against_a_claim() -> None:
    rubric = read_rubric((ROOT / CENSUS / "kommunernes-praksis.yaml").read_bytes(), "kommunernes-praksis").rubric
    assert rubric is not None
    assert {measure.id for measure in rubric.measures} == published().keys()


@pytest.mark.parametrize(
    "behind",
    ["DELETE FROM drawn WHERE number = 9", "UPDATE drawn SET number = number + 10 WHERE number = 1"],
)
def test_a_census_that_is_no_longer_whole_is_found(tmp_path: Path, behind: str) -> None:
    study = Workspace.census(tmp_path / "study")
    study.ok("frame", "import")
    study.ok("sample", "draw")
    study.ok("log", "verify")
    with closing(sqlite3.connect(study.database)) as connection:
        connection.execute(behind)
        connection.commit()
    ran = study.audit("log", "verify")
    assert ran.code == 1
    assert "Noget er rettet uden om programmet." in ran.err
