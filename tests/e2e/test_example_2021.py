"""The 2021 study: cases the kommuner chose, every published figure, and a case settled at the hearing."""

import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from audit.store import log, open_store
from tests.tools.report_html import read
from tests.tools.rubrics import plain
from tests.tools.workspace import PURPOSIVE, ROOT, STEPS, Workspace, same_as_committed, table_rows

NOTICE = "Konstruerede data"
CLAIMS = plain((ROOT / PURPOSIVE / "claims.yaml").read_text("utf-8"))

PUBLISHED = """
    indkaldte 80 | sager 77 | oplyst-tilstrækkeligt 77/77 | indstilling-benyttet 76/77 | indstilling-forhold 76/77
    indstilling-beskæftigelsesmål 74/77 | indstilling-kompenserende 29/77 | indstilling-progression 38/77
    kontakt-praktik 52/77 | kontakt-borger 8/77 | kontakt-kommune 4/77 | kontakt-fremgår-ikke 13/77
    inddraget-møde 40/77 | inddraget-fremgår-ikke 31/77 | inddraget-andet 6/77 | konkret-vurdering 77/77
    rigtige 77/77 | timetal-svarer-til 55/77 | timetal-forskel 19/77 | timetal-lavere 14/19 | timetal-højere 5/19
    forskel-begrundet 13/19 | forskel-ikke-begrundet 6/19 | skema-kommuner 18/20 | skema-eget 44/77 | skema-kl 20/77
    skema-fremgår-ikke 13/77 | skriftlig-afgørelse-klagevejledning 54/77 | skema-eget-uden-klagevejledning 17/44
    skema-kl-med-klagevejledning 20/20 | skema-fremgår-ikke-med-klagevejledning 7/13 | skriftlig-aftale 68/77
    forelagt 77/77 | kun-referat 1 | indstilling-benyttet-fremgår-ikke 1/77 | indstilling-mindre-detaljeret 1/77
    uden-mål-efter-praktik 2/3 | arbejdsgiver-og-løn 77/77 | forskel-to-til-seks-timer 19/19
    progression-mulig 38/77 | progression-ikke-mulig 26/77 | tiltag-planlagt 33/77 | tiltag-ikke-mulige 38/77
"""
"""Every figure of the printed text (003), typed from it once more."""

SENT_THREE = [f"Konstrueret Kommune {letter}" for letter in "GOS"]


def published() -> dict[str, tuple[int, int | None]]:
    found = {}
    for entry in re.split(r"[|\n]", PUBLISHED.strip()):
        name, _, figures = entry.strip().rpartition(" ")
        count, _, among = figures.partition("/")
        found[name] = int(count), int(among) if among else None
    return found


def test_the_claims_are_the_published_ones() -> None:
    assert {claim["id"]: (claim["count"], claim.get("among")) for claim in CLAIMS["claims"]} == published()
    assert CLAIMS["kommuner"] == 20
    assert [claim["id"] for claim in CLAIMS["claims"] if claim.get("unit") == "kommuner"] == ["skema-kommuner"]


def test_every_published_figure_comes_out_again(purposive: Workspace) -> None:
    out = purposive.ok("results", "--against", "claims.yaml")
    assert "Alle 45 tal er regnet ud igen og passer." in out
    assert "NEJ" not in out
    checks = {check["id"]: check for check in purposive.results("--against", "claims.yaml")["claims"]}
    for name, (count, among) in published().items():
        computed = checks[name]["computed"]
        assert computed["count"] == count
        assert among in (None, computed["among"])
    assert (checks["kommuner"]["computed"]["count"], checks["recommendations"]["computed"]["count"]) == (20, 4)


def test_a_form_is_counted_in_kommuner_and_says_so(purposive: Workspace) -> None:
    line = next(
        line for line in purposive.ok("results", "--against", "claims.yaml").splitlines() if "kommuner med" in line
    )
    assert line.count("18 ud af 20 kommuner") == 2
    assert "kommuner i undersøgelsen" in line
    measures = {one["id"]: one for one in purposive.results()["measures"] if not one["group"]}
    form = measures["skema-kommuner"]
    assert (form["count"], form["among"], form["unit"]) == (18, 20, "kommuner")
    assert form["among_label"] == "kommuner i undersøgelsen"
    assert {one["unit"] for name, one in measures.items() if name != "skema-kommuner"} == {"sager"}


def test_the_contradictions_of_the_printed_text_are_named(purposive: Workspace) -> None:
    out = purposive.ok("results", "--against", "claims.yaml")
    said = [line for line in out.splitlines() if line.startswith("Kilden siger sig selv imod")]
    stated = (
        "tre ikke har",
        "teamet har taget",
        "teamet har taget",
        "har 42 sager",
        "74 af de 77",
        "timer eller",
        "kan afv",
    )
    assert len(said) == len(stated)
    assert all(words in line for words, line in zip(stated, said, strict=True))


def test_no_interval_is_printed_anywhere(purposive: Workspace) -> None:
    document = purposive.results("--by", "indsendt-som", "--by", "kommune")
    shares = [entry[key] for entry in document["correctness"] for key in ("of_all", "of_assessed")]
    for share in [*shares, *document["measures"], *document["outcomes"]]:
        assert (share["low"], share["high"]) == (None, None)
    assert "ingen usikkerhedsintervaller, for de giver kun mening" in purposive.ok("sample", "show")


def test_what_each_kommune_was_asked_for_and_what_is_missing(tmp_path: Path) -> None:
    study = Workspace.purposive(tmp_path / "study")
    study.ok("frame", "import")
    ran = study.audit("sample", "draw")
    assert ran.code == 0, ran.err
    assert "77 sager er udvalgt; der er bedt om 80." in ran.out
    assert "ikke trukket tilfældigt" in ran.out
    short = re.findall(r"gruppen »(.+?)« har kun 3 sager.*der var bedt om 4, så der mangler 1\.", ran.out + ran.err)
    assert sorted(short) == SENT_THREE
    assert "startværdi" not in ran.out
    refused = Workspace.purposive(tmp_path / "another")
    refused.ok("frame", "import")
    assert "--seed kan ikke bruges" in refused.audit("sample", "draw", "--seed", "x").err


def test_a_kommune_that_sent_nothing_is_named(tmp_path: Path) -> None:
    study = Workspace.purposive(tmp_path / "study")
    study.edit("audit.toml", '"Konstrueret Kommune A", ', '"Konstrueret Kommune A", "Aarhus", ')
    study.ok("frame", "import")
    ran = study.audit("sample", "draw")
    assert "gruppen »Aarhus« har ingen sager, der kan vælges; der var bedt om 4" in ran.out + ran.err
    assert "der er bedt om 84" in ran.out


def test_a_kommune_nobody_asked_stops_the_selection(tmp_path: Path) -> None:
    study = Workspace.purposive(tmp_path / "study")
    study.edit("audit.toml", '"Konstrueret Kommune A", ', "")
    study.ok("frame", "import")
    ran = study.audit("sample", "draw")
    assert ran.code == 1
    assert "bruttolisten har også »Konstrueret Kommune A«, som der ikke er bedt om noget fra" in ran.err


def test_the_sample_says_what_each_case_was_chosen_as(purposive: Workspace) -> None:
    shown = json.loads(purposive.ok("sample", "show", "--json"))
    assert Counter(case["basis"] for case in shown) == {"god_erfaring": 30, "udfordring": 30, "latest": 17}
    assert {case["ticket"] for case in shown} == {""}
    out = purposive.ok("sample", "show")
    assert (out.count("God erfaring"), out.count("Udfordring"), out.count("Blandt de seneste")) == (30, 30, 17)
    assert "Lod" not in out


def test_one_case_is_wrong_at_first_and_right_after_the_hearing(purposive: Workspace) -> None:
    """Both assessments stay, with the new papers and the date; only the later counts."""
    rows = [row for row in table_rows(ROOT / PURPOSIVE / "answers.csv") if row["runde"] == "efter høring"]
    (settled,) = rows
    with open_store(str(purposive.database), study_id="fleksjob-2021", title="") as store, store.read() as conn:
        events = [event for event in log.events(conn) if event.case.endswith(f"/{settled['sagsnr']}")]
    assert {e.round: e.new for e in events if e.what == "outcome"} == {"first": "forkert", "after_hearing": "rigtig"}
    notes = " ".join(event.new for event in events if event.what == "note" and event.round == "after_hearing")
    assert "14. februar 2020" in notes
    assert "Nye akter" in notes
    answers = {(event.round, event.question): event.new for event in events if event.what == "answer"}
    assert answers["first", "oplyst"] == "nej"
    assert answers["first", "skånebehov"] == "tvivl"
    assert answers["after_hearing", "oplyst"] == answers["after_hearing", "skånebehov"] == "ja"
    document = purposive.results()
    assert document["after_hearing"] == [{"before": "forkert", "after": "rigtig", "cases": 1}]
    assert "Udfaldet er ændret fra »Forkert« til »Rigtig«." in purposive.ok("results")
    whole = next(one for one in document["correctness"] if not one["group"])
    assert (whole["cases"], whole["right"], whole["wrong"]) == (77, 77, 0)
    assert "78 bedømmelser er regnet efter" in purposive.ok("log", "verify")


def test_the_cases_are_what_they_say() -> None:
    frame = table_rows(ROOT / PURPOSIVE / "frame.csv")
    sent = Counter(row["kommune"] for row in frame)
    assert len(frame) == 77
    assert len(sent) == 20
    assert sorted(name for name, cases in sent.items() if cases == 3) == SENT_THREE
    assert {row["etableret"][-4:] for row in frame} == {"2019"}


def test_the_generator_makes_the_committed_files(tmp_path: Path) -> None:
    assert same_as_committed(PURPOSIVE, tmp_path)


def test_it_says_constructed_wherever_data_are_shown(purposive: Workspace) -> None:
    for arguments in (
        ["results"],
        ["results", "--against", "claims.yaml"],
        ["sample", "show"],
        ["status"],
        ["log", "show"],
        ["report", "--to", "r.html"],
        ["export", "--to", "r.xlsx"],
    ):
        assert NOTICE in purposive.ok(*arguments), arguments
    assert NOTICE in (purposive.folder / "r.html").read_text("utf-8")
    for name in ("frame.csv", "answers.csv"):
        assert NOTICE in (ROOT / PURPOSIVE / name).read_text("utf-8")


def test_report_and_workbook_list_the_contradictions_and_print_no_interval(purposive: Workspace) -> None:
    purposive.ok("report", "--to", "look.html")
    purposive.ok("export", "--to", "look.xlsx")
    page = read((purposive.folder / "look.html").read_text("utf-8")).text
    book = load_workbook(purposive.folder / "look.xlsx")
    cells = [str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    for text in (page, "\n".join(cells)):
        assert "Kapitel 1 har 42 sager, kapitel 2 har 40." in text
        assert "Det er 74 af de 77 sager; de sidste 3 gør kilden ikke rede for." in text
        assert "20 kommuner blev bedt om 4 sager hver" in text
        assert "Udfaldet er ændret fra »Forkert« til »Rigtig«." in text
        assert "ingen usikkerhedsintervaller, for de giver kun mening, når sagerne er trukket tilfældigt." in text
    assert "Der er bedt om 80" in page
    assert "(" + ", ".join(f"{one}: 1" for one in SENT_THREE[:2]) + f" og {SENT_THREE[2]}: 1)" in page
    assert "Offentliggjorte tal" in book.sheetnames
    assert all(any(NOTICE in cell for cell in sheet_texts(sheet)) for sheet in book)


@pytest.mark.parametrize(("command", "written"), [("report", "x.html"), ("export", "x.xlsx")])
def test_a_file_of_published_figures_that_is_gone_is_named(
    purposive: Workspace, tmp_path: Path, command: str, written: str
) -> None:
    root = purposive.folder.parents[1]
    shutil.copytree(root, tmp_path / "copy")
    study = Workspace(tmp_path / "copy" / purposive.folder.relative_to(root))
    (study.folder / "claims.yaml").unlink()
    ran = study.audit(command, "--to", written)
    assert ran.code == 1
    assert "med påstande kan ikke læses: filen eller mappen findes ikke." in ran.err
    assert not (study.folder / written).exists()


def sheet_texts(sheet: Worksheet) -> list[str]:
    return [str(cell) for row in sheet.iter_rows(max_row=6, values_only=True) for cell in row if cell]


def reproduce(root: Path, *names: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(root / "examples" / "reproduce.py"), *names]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


def test_a_changed_answer_is_found_by_reproducing(tmp_path: Path) -> None:
    """One case less with AB 325 makes two figures differ, and both are named."""
    shutil.copytree(ROOT / "rubrics", tmp_path / "rubrics")
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    answers = tmp_path / PURPOSIVE / "answers.csv"
    lines = answers.read_text("utf-8").splitlines()
    place = lines[0].split(";").index("skema")
    number, cells = next((n, c) for n, line in enumerate(lines) if (c := line.split(";"))[place] == "ab_325")
    cells[place] = "fremgår_ikke"
    lines[number] = ";".join(cells)
    answers.write_text("\n".join(lines) + "\n", "utf-8")
    ran = reproduce(tmp_path, "fleksjob-2021")
    assert ran.returncode == 1
    assert "»skema-kl« (linje 40) passer ikke: oplyst 20 ud af 77, regnet ud 19 ud af 77" in ran.stdout
    assert "»skema-fremgår-ikke« (linje 41) passer ikke: oplyst 13 ud af 77, regnet ud 14 ud af 77" in ran.stdout
    assert re.search(r"^\d af 45 tal passer ikke\.$", ran.stdout, re.MULTILINE)
    assert not (tmp_path / "out").exists()


def test_reproducing_leaves_nothing_behind_and_knows_its_studies() -> None:
    ran = reproduce(ROOT, "fleksjob-2020")
    assert ran.returncode == 2
    assert "fleksjob-2021" in ran.stderr


@pytest.mark.parametrize("step", STEPS[:2])
def test_a_second_time_is_refused_or_the_same(purposive: Workspace, step: list[str]) -> None:
    ran = purposive.audit(*step)
    assert ran.code == 1
    assert "ligger fast" in ran.err
