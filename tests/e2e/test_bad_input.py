"""Wrong input: a Danish sentence, exit 1, and nothing half-written."""

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from audit.cli import main
from tests.tools.workspace import EXAMPLE, STEPS, Workspace

Change = Callable[[list[str]], list[str]]
"""Makes a line's cells into others."""

FRAME = f"{EXAMPLE}/frame.csv"
ANSWERS = f"{EXAMPLE}/answers.csv"
ENGLISH = re.compile(r"\b(error|invalid|not|found|failed|file|unable|cannot|Traceback|missing|line)\b")


def refused(study: Workspace, *arguments: str) -> str:
    """Run a command that must be refused; what it says."""
    ran = study.audit(*arguments)
    assert ran.code == 1, (ran.code, ran.out, ran.err)
    assert ran.out == ""
    assert not ENGLISH.search(re.sub(r"»[^«]*«|/\S+", "", ran.err)), ran.err
    return ran.err


def replace_line(study: Workspace, name: str, number: int, change: Change) -> None:
    path = study.folder / name
    lines = path.read_text("utf-8").splitlines()
    lines[number - 1] = ";".join(change(lines[number - 1].split(";")))
    path.write_text("\n".join(lines) + "\n", "utf-8")


def cell(column: int, text: str) -> Change:
    return lambda cells: [*cells[:column], text, *cells[column + 1 :]]


# The frame: sagsnr;kommune;journalnr;sagstype;mødedato;(Konstruerede data)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (cell(1, "999"), ["linje 5", "»999« er ikke en kommune"]),
        (cell(1, "Kobenhavn"), ["linje 5", "mente du »København«"]),
        (cell(4, "31-11-2013"), ["linje 5", "datoen »31-11-2013« findes ikke"]),
        (cell(3, "flexjob"), ["linje 5", "mente du »fleksjob«"]),
        (cell(0, "2013-00001"), ["linje 5", "»2013-00001«", "allerede", "række 2"]),
        (cell(0, ""), ["linje 5", "tom"]),
        (cell(4, "01-11-2012"), ["linje 5", "uden for den periode"]),
        (cell(2, "010170-1234"), ["linje 5", "CPR-nummer"]),
        (cell(2, "0101701234"), ["linje 5", "CPR-nummer"]),
        (cell(5, "borger 010170 1234"), ["linje 5", "CPR-nummer"]),
        (cell(5, "x;y"), ["linje 5"]),
    ],
)
def test_a_bad_row_of_the_frame(workspace: Workspace, change: Change, words: list[str]) -> None:
    replace_line(workspace, FRAME, 5, change)
    said = refused(workspace, "frame", "import")
    for word in words:
        assert word in said
    assert "0170" not in said
    assert not workspace.database.exists()


def test_every_bad_row_is_named_at_once(workspace: Workspace) -> None:
    for number in (3, 7, 11):
        replace_line(workspace, FRAME, number, cell(1, "999"))
    replace_line(workspace, FRAME, 5, cell(3, "flexjob"))
    said = refused(workspace, "frame", "import")
    assert "»999« er ikke en kommune" in said
    assert "linje 3, kolonne 2" in said
    assert "Det samme gælder 2 linjer mere: 7, 11." in said
    assert "linje 5" in said
    assert "mente du »fleksjob«" in said
    assert "har 4 fejl" in said


def test_a_constructed_kommune_is_refused_in_a_study_that_is_not(
    workspace: Workspace, copy_of_scored: Callable[[], Workspace]
) -> None:
    scored = copy_of_scored()
    for study in (workspace, scored):
        study.edit("audit.toml", "constructed = true", "constructed = false")
    said = refused(workspace, "frame", "import")
    assert "»901« findes kun i konstruerede undersøgelser (»constructed = true« under [study])." in said
    assert "har 1.500 fejl" in said
    for command in ("results", "report", "export"):
        assert "har sager fra konstruerede kommuner, men audit.toml siger ikke" in refused(scored, command)


def test_a_missing_column_names_the_nearest(workspace: Workspace) -> None:
    replace_line(workspace, FRAME, 1, cell(3, "sagstyper"))
    said = refused(workspace, "frame", "import")
    assert "sagstype" in said
    assert "sagstyper" in said


def test_the_wrong_separator(workspace: Workspace) -> None:
    path = workspace.folder / FRAME
    path.write_text(path.read_text("utf-8").replace(";", "|"), "utf-8")
    refused(workspace, "frame", "import")
    assert not workspace.database.exists()


def test_the_wrong_encoding(workspace: Workspace) -> None:
    path = workspace.folder / FRAME
    text = path.read_text("utf-8")
    path.write_bytes(text.encode("utf-16"))
    assert "UTF-8" in refused(workspace, "frame", "import")
    path.write_bytes(text.encode("cp1252"))
    assert "1.500 sager indlæst" in workspace.ok("frame", "import")


def test_a_cpr_number_that_excel_took_for_a_number(workspace: Workspace) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["sagsnr", "kommune", "journalnr", "sagstype", "mødedato", "bem"])
    sheet.append(["1", 101, "13/1", "fleksjob", "2013-10-01", 101701234])
    book.save(workspace.folder / "frame.xlsx")
    said = refused(workspace, "frame", "import", "frame.xlsx")
    assert "F2" in said
    assert "CPR-nummer" in said
    assert "101701234" not in said


def test_rows_can_be_left_out_but_not_a_cpr_number(workspace: Workspace) -> None:
    replace_line(workspace, FRAME, 5, cell(1, "999"))
    out = workspace.ok("frame", "import", "--skip", "5")
    assert "1.499 sager indlæst" in out
    assert "1 udeladt" in out
    replace_line(workspace, FRAME, 5, cell(5, "010170-1234"))
    assert "CPR-nummer" in refused(workspace, "frame", "import", "--skip", "5")


def test_a_failed_import_leaves_the_earlier_frame(workspace: Workspace) -> None:
    workspace.ok("frame", "import")
    before = workspace.ok("status", "--json")
    replace_line(workspace, FRAME, 900, cell(1, "999"))
    refused(workspace, "frame", "import")
    assert workspace.ok("status", "--json") == before


# Recorded answers


@pytest.mark.parametrize(
    ("line", "change", "words"),
    [
        (2, cell(0, "2013-99999"), ["»2013-99999« er ikke med i undersøgelsen"]),
        (1, cell(3, "målgrupe"), ["»målgrupe« er ikke et spørgsmål", "mente du »målgruppe«"]),
        (2, cell(3, "jaa"), ["»jaa« er ikke et svar på »målgruppe«", "mente du »ja«"]),
        (2, cell(21, "ja"), ["»genforelagt« er besvaret, men der spørges ikke om det"]),
        (2, cell(2, "Mette Hansen"), ["ikke et navn"]),
        (2, cell(24, "ring til 010170-1234"), ["CPR-nummer"]),
    ],
)
def test_bad_answers(workspace: Workspace, line: int, change: Change, words: list[str]) -> None:
    workspace.ok(*STEPS[0])
    workspace.ok(*STEPS[1])
    replace_line(workspace, ANSWERS, line, change)
    said = refused(workspace, *STEPS[2])
    for word in words:
        assert word in said
    assert '"begun": 0' in workspace.ok("status", "--json")


def test_answers_are_not_taken_in_twice_unasked(copy_of_scored: Callable[[], Workspace]) -> None:
    study = copy_of_scored()
    assert "139 af sagerne er allerede begyndt. Intet er gemt." in refused(study, *STEPS[2])
    assert "139 bedømmelser af 139 sager læst; 0 er nye eller ændrede" in study.ok(*STEPS[2], "--replace")


def test_the_second_round_in_a_file_is_another_reviewers(copy_of_scored: Callable[[], Workspace]) -> None:
    study = copy_of_scored()
    header, first, *_ = (study.folder / ANSWERS).read_text("utf-8").splitlines()
    lines = [f"{header};runde", f"{first};anden"]
    (study.folder / "again.csv").write_text("\n".join(lines) + "\n", "utf-8")
    said = refused(study, "answers", "import", "again.csv")
    assert "har »A1« selv bedømt i en anden runde" in said
    lines[1] = lines[1].replace(";A1;", ";B2;")
    (study.folder / "again.csv").write_text("\n".join(lines) + "\n", "utf-8")
    before = study.results()
    study.ok("answers", "import", "again.csv")
    assert study.results() == before, "the second round never counts by itself"


# The database


def test_no_database_says_what_to_do_first(workspace: Workspace) -> None:
    assert "audit frame import" in refused(workspace, "results")


def test_a_file_that_is_no_database_is_left_alone(workspace: Workspace) -> None:
    workspace.database.parent.mkdir()
    workspace.database.write_bytes("Kære kollega\n".encode() * 500)
    before = workspace.database.read_bytes()
    refused(workspace, "status")
    refused(workspace, "frame", "import")
    assert workspace.database.read_bytes() == before


def test_a_newer_database_is_left_alone(copy_of_scored: Callable[[], Workspace]) -> None:
    study = copy_of_scored()
    with sqlite3.connect(study.database) as connection:
        connection.execute("PRAGMA user_version = 999")
    connection.close()
    before = study.database.read_bytes()
    assert "nyere" in refused(study, "status")
    assert study.database.read_bytes() == before


def test_a_database_that_cannot_be_written(copy_of_scored: Callable[[], Workspace]) -> None:
    study = copy_of_scored()
    if os.geteuid() == 0:
        run = shutil.which("setpriv")
        if run is None:  # pragma: no cover - every Debian has it
            pytest.fail("setpriv is needed to try this as another user than root")
        for path in (study.folder, *study.folder.rglob("*")):
            os.chown(path, 65534, 65534)
        for parent in study.folder.parents:
            if str(parent).startswith("/tmp/"):
                parent.chmod(parent.stat().st_mode | 0o055)
        prefix = [run, "--reuid=65534", "--regid=65534", "--clear-groups"]
    else:
        prefix = []
    study.database.chmod(0o400)
    study.database.parent.chmod(0o500)
    try:
        command = [*prefix, sys.executable, "-m", "audit", *STEPS[2], "--replace"]
        done = subprocess.run(command, cwd=study.folder, capture_output=True, encoding="utf-8", check=False)
        assert done.returncode == 1, done.stderr
        assert "skrives" in done.stderr or "skrive" in done.stderr
    finally:
        study.database.parent.chmod(0o700)


def test_a_locked_database_says_so(
    copy_of_scored: Callable[[], Workspace], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    study = copy_of_scored()
    monkeypatch.setattr("audit.store.engine.BUSY_SECONDS", 0.2)  # that it is 20 s: tests/store/test_opening.py
    monkeypatch.chdir(study.folder)
    other = sqlite3.connect(study.database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        assert main([*STEPS[2], "--replace"]) == 1
    finally:
        other.close()
    told = capsys.readouterr()
    assert told.out == ""
    assert not ENGLISH.search(re.sub(r"»[^«]*«|/\S+", "", told.err)), told.err
    assert "optaget" in told.err or "låst" in told.err


def test_another_studys_database(copy_of_scored: Callable[[], Workspace]) -> None:
    study = copy_of_scored()
    study.edit("audit.toml", 'id = "rehabiliteringsteam-2015"', 'id = "en-anden"')
    assert "er for »en-anden«" in refused(study, "status")


@pytest.mark.parametrize(
    ("command", "own"),
    [
        ("report", "out/rehabiliteringsteam-2015.db"),
        ("export", "rubrics/rehabiliteringsteam.yaml"),
        ("report", "audit.toml"),
        ("export", f"{EXAMPLE}/frame.csv"),
        ("report", "rapport.xlsx"),
        ("export", "tal.html"),
    ],
)
def test_a_study_never_writes_over_its_own_files(
    copy_of_scored: Callable[[], Workspace], command: str, own: str
) -> None:
    study = copy_of_scored()
    before = {path: path.read_bytes() for path in study.folder.rglob("*") if path.suffix not in (".db-shm", ".db-wal")
              and path.is_file()}  # fmt: skip
    assert "Intet er skrevet." in refused(study, command, "--to", own)
    assert all(path.read_bytes() == content for path, content in before.items())


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE answer SET value = 'nej' WHERE assessment = 1 AND question = 'team-sammensat'",
        "DELETE FROM note",
        "UPDATE assessment SET outcome = 'rigtig' WHERE outcome = 'hjemvises'",
        "UPDATE assessment SET reviewer = 'ZZ' WHERE id = 3",
        "UPDATE assessment SET tally = zeroblob(length(tally)) WHERE outcome = 'hjemvises'",
    ],
)
def test_what_is_changed_outside_the_program_shows(copy_of_scored: Callable[[], Workspace], change: str) -> None:
    study = copy_of_scored()
    assert "Loggen er hel" in study.ok("log", "verify")
    with sqlite3.connect(study.database) as connection:
        assert connection.execute(change).rowcount > 0
    connection.close()
    assert "rettet uden om programmet" in refused(study, "log", "verify")


def test_deleting_the_wrong_cases_shows(copy_of_scored: Callable[[], Workspace]) -> None:
    study = copy_of_scored()
    wrong = "(SELECT id FROM assessment WHERE outcome IN ('hjemvises', 'ændres'))"
    with sqlite3.connect(study.database) as connection:
        for table in ("answer", "note"):
            connection.execute(f"DELETE FROM {table} WHERE assessment IN {wrong}")
        connection.execute(f"DELETE FROM assessment WHERE id IN {wrong}")
    connection.close()
    assert "rettet uden om programmet" in refused(study, "log", "verify")


def test_the_log_of_one_case_by_its_number(scored: Workspace) -> None:
    shown = scored.ok("log", "show", "--case", "1")
    assert "udfald" in shown
    assert "er ikke med i undersøgelsen" in refused(scored, "log", "show", "--case", "XX")


# audit.toml


def test_no_audit_toml(tmp_path: Path) -> None:
    said = refused(Workspace(tmp_path), "status")
    assert "audit init" in said
    assert "--config" in said


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("[study]", "[study", ["linje 4"]),
        ("constructed = true", "constructed = maybe", ["linje 7"]),
        ("constructed = true", "konstrueret = true", ["linje 7", "konstrueret"]),
        ('title = "', 'titel = "', ["titel", "mente du »title«"]),
        ('allocation = "given"', 'allocation = "givet"', ["givet", "given"]),
        ("fleksjob = 49", 'fleksjob = "mange"', ["fleksjob"]),
    ],
)
def test_a_broken_audit_toml(workspace: Workspace, old: str, new: str, words: list[str]) -> None:
    workspace.edit("audit.toml", old, new)
    said = refused(workspace, "status")
    for word in words:
        assert word in said


# Text that looks like something else


HOSTILE = ["[jf. § 50]", "[/x]", "\x1b[31mrød\x1b[0m", "=HYPERLINK(1)", "<b>fed</b>", "[bold]", "\u202eligo"]


def test_hostile_text_shows_as_it_is_everywhere(workspace: Workspace) -> None:
    from openpyxl import load_workbook

    workspace.ok(*STEPS[0])
    workspace.ok(*STEPS[1])
    path = workspace.folder / ANSWERS
    lines = path.read_text("utf-8").splitlines()
    remark = lines[0].split(";").index("afgørelse-truffet.bemærkning")
    for number, text in enumerate(HOSTILE, 1):
        cells = lines[number].split(";")
        cells[remark] = text
        lines[number] = ";".join(cells)
    path.write_text("\n".join(lines) + "\n", "utf-8")
    workspace.ok(*STEPS[2])
    shown = workspace.ok("log", "show", "--last", "3000")
    assert "[jf. § 50]" in shown
    assert "[/x]" in shown
    assert "\x1b" not in shown
    assert "␛[31mrød" in shown
    workspace.ok("export", "--to", "book.xlsx")
    book = load_workbook(workspace.folder / "book.xlsx")
    cells = {str(cell.value) for sheet in book for row in sheet for cell in row}
    for text in ("[jf. § 50]", "[/x]", "␛[31mrød␛[0m", "=HYPERLINK(1)", "<b>fed</b>", "[bold]"):
        assert any(text in cell for cell in cells), text


def test_hostile_names_in_rubric_and_title_stay_text_in_the_report(workspace: Workspace) -> None:
    hostile = "[jf. § 50] [/x] <script>alert(1)</script>"
    workspace.edit("audit.toml", 'title = "Kommunernes', f'title = "{hostile}')
    workspace.edit("rubrics/rehabiliteringsteam.yaml", "text: Borgeren hører", 'text: "[/x] <i>Borgeren</i> hører"  #')
    workspace.scored()
    assert "[jf. § 50] [/x] <script>" in workspace.ok("results")
    workspace.ok("report", "--to", "page.html")
    page = (workspace.folder / "page.html").read_text("utf-8")
    assert "<script>alert" not in page
    assert "<i>Borgeren" not in page
    assert "[jf. § 50] [/x]" in page.replace("&nbsp;", " ")
