"""The 2015 study, from the frame to every figure Ankestyrelsen published."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.tools.rubrics import plain
from tests.tools.workspace import EXAMPLE, ROOT, STEPS, Workspace, same_as_committed, table_rows

PUBLISHED = plain((ROOT / EXAMPLE / "claims.yaml").read_text("utf-8"))
NOTICE = "Konstruerede data"


def test_every_published_figure_comes_out_again(scored: Workspace) -> None:
    out = scored.ok("results", "--against", f"{EXAMPLE}/claims.yaml")
    assert "Alle 18 tal er regnet ud igen og passer." in out
    assert "NEJ" not in out


def test_the_claims_are_the_published_ones(scored: Workspace) -> None:
    """Figures printed in 004; the two denominators of 21 are both there."""
    printed = {claim["id"]: (claim["count"], claim.get("among"), claim.get("percent")) for claim in PUBLISHED["claims"]}
    assert printed["sager"] == (139, None, None)
    assert printed["rigtige"] == (107, 139, None)
    assert printed["ændret-eller-hjemvist"] == (21, 139, 15)
    assert printed["uden-de-11"] == (21, 128, 16)
    assert len(printed) == 16
    document = scored.results("--against", f"{EXAMPLE}/claims.yaml")
    computed = {claim["id"]: claim["computed"] for claim in document["claims"]}
    for name, (count, among, percent) in printed.items():
        assert computed[name]["count"] == count
        assert among in (None, computed[name]["among"])
        assert percent in (None, computed[name]["percent"])


def test_correctness_both_ways_whole_and_by_case_type(scored: Workspace) -> None:
    entries = scored.results("--by", "sagstype")["correctness"]
    seen = {
        entry["group"].get("sagstype", ""): (
            entry["cases"],
            entry["right"],
            entry["wrong"],
            entry["outside"],
            entry["not_assessable"],
            (entry["of_all"]["count"], entry["of_all"]["among"]),
            (entry["of_assessed"]["count"], entry["of_assessed"]["among"]),
        )
        for entry in entries
    }
    assert seen == {
        "": (139, 107, 21, 11, 0, (107, 139), (107, 128)),
        "fleksjob": (49, 33, 16, 0, 0, (33, 49), (33, 49)),
        "ressourceforløb": (53, 50, 3, 0, 0, (50, 53), (50, 53)),
        "andre": (37, 24, 2, 11, 0, (24, 37), (24, 26)),
    }


def test_no_interval_is_printed(scored: Workspace) -> None:
    document = scored.results("--by", "sagstype")
    shares = [entry[key] for entry in document["correctness"] for key in ("of_all", "of_assessed")]
    for share in [*shares, *document["measures"], *document["outcomes"]]:
        assert (share["low"], share["high"]) == (None, None)


def test_six_recommendations_are_triggered_by_findings(scored: Workspace) -> None:
    recommendation = scored.results()["recommendations"]
    assert [entry["triggered"] for entry in recommendation] == [True] * 6
    assert all(0 < entry["count"] <= entry["among"] for entry in recommendation)


def test_a_changed_answer_changes_the_figures(workspace: Workspace) -> None:
    """The figures come out of the answers: one more thin basis, and the claims no longer hold."""
    path = workspace.folder / EXAMPLE / "answers.csv"
    lines = path.read_text("utf-8").splitlines()
    place = lines[0].split(";").index("helbred-undersøgt")
    number, cells = next(
        (n, c) for n, line in enumerate(lines) if (c := line.split(";"))[place] == "ja" and "nej" not in c
    )
    cells[place] = "nej"
    lines[number] = ";".join(cells)
    path.write_text("\n".join(lines) + "\n", "utf-8")
    workspace.scored()
    ran = workspace.audit("results", "--against", f"{EXAMPLE}/claims.yaml")
    assert ran.code == 1
    assert "tal passer ikke" in ran.out
    assert workspace.results()["correctness"][0]["right"] == 106


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("count: 107, among: 139", "count: 108, among: 139"),
        ("count: 21, among: 128, percent: 16", "count: 21, among: 128, percent: 15"),
        ("kommuner: 10", "kommuner: 11"),
        ("recommendations: 6", "recommendations: 7"),
    ],
)
def test_a_claim_that_differs_is_named_and_ends_with_1(
    copy_of_scored: Callable[[], Workspace], old: str, new: str
) -> None:
    study = copy_of_scored()
    study.edit(f"{EXAMPLE}/claims.yaml", old, new)
    ran = study.audit("results", "--against", f"{EXAMPLE}/claims.yaml")
    assert ran.code == 1
    assert ran.out.count("NEJ") == 1
    assert "1 af 18 tal passer ikke." in ran.out


def test_the_frame_is_what_it_says(scored: Workspace) -> None:
    frame = table_rows(ROOT / EXAMPLE / "frame.csv")
    met = [date(*map(int, reversed(row["mødedato"].split("-")))) for row in frame]
    assert len({row["kommune"] for row in frame}) == 10
    assert len(frame) > 139
    assert date(2013, 10, 1) <= min(met) <= max(met) <= date(2013, 12, 31)
    assert Counter(row["sagstype"] for row in frame) == {"fleksjob": 600, "ressourceforløb": 500, "andre": 400}
    files = Counter((row["kommune"], row["journalnr"]) for row in frame)
    assert max(files.values()) > 1, "some cases share a journal number"


def test_every_case_of_the_frame_takes_part_in_the_draw(workspace: Workspace) -> None:
    workspace.ok("frame", "import")
    out = workspace.ok("sample", "draw")
    assert re.search(r"fleksjob +600 +49 +49\n", out)
    assert re.search(r"ressourceforløb +500 +53 +53\n", out)
    assert re.search(r"andre +400 +37 +37\n", out)


def test_the_generator_makes_the_committed_files(tmp_path: Path) -> None:
    assert same_as_committed(EXAMPLE, tmp_path)


def test_a_second_run_gives_the_same(scored: Workspace, workspace: Workspace) -> None:
    """The same figures to the byte; the log's hashes follow from the times and are left out."""
    workspace.scored()
    for arguments in (["results", "--json", "--by", "sagstype", "--by", "kommune"], ["sample", "show", "--json"]):
        assert workspace.ok(*arguments) == scored.ok(*arguments)

    def page(study: Workspace) -> str:
        study.ok("report", "--to", "page.html")
        text = (study.folder / "page.html").read_text("utf-8")
        text = re.sub(r"\b[0-9a-f]{64}\b", "HASH", text)
        return re.sub(r"\d{1,2}\. [a-zæøå]+ \d{4}|kl\. \d\d[.:]\d\d|\d\d[.:]\d\d", "TIME", text)

    assert page(workspace) == page(scored)


def test_it_says_constructed_wherever_data_are_shown(scored: Workspace) -> None:
    for arguments in (
        ["results"],
        ["results", "--against", f"{EXAMPLE}/claims.yaml"],
        ["sample", "show"],
        ["status"],
        ["log", "show"],
        ["log", "verify"],
        ["report", "--to", "r.html"],
        ["export", "--to", "r.xlsx"],
    ):
        assert NOTICE in scored.ok(*arguments), arguments
    assert NOTICE in (scored.folder / "r.html").read_text("utf-8")
    for name in ("frame.csv", "answers.csv"):
        assert NOTICE in (ROOT / EXAMPLE / name).read_text("utf-8")


def test_every_sheet_says_constructed(scored: Workspace) -> None:
    from openpyxl import load_workbook

    scored.ok("export", "--to", "sheets.xlsx")
    book = load_workbook(scored.folder / "sheets.xlsx")
    assert len(book.sheetnames) >= 4 + 10
    for sheet in book:
        texts = [str(cell.value) for row in sheet.iter_rows(max_row=6) for cell in row if cell.value]
        assert any(NOTICE in text for text in texts), sheet.title


def test_steps_out_of_order_say_what_to_do_first(workspace: Workspace) -> None:
    assert "audit frame import" in workspace.audit("results").err
    workspace.ok(*STEPS[0])
    ran = workspace.audit("answers", "import", f"{EXAMPLE}/answers.csv")
    assert (ran.code, "audit sample draw" in ran.err) == (1, True)
    workspace.ok(*STEPS[1])
    assert "audit score" in workspace.audit("results").err
    again = workspace.audit(*STEPS[1])
    assert again.code == 1
    assert "det sker kun én gang" in again.err
