"""The one place where errors are printed: usage, failures, bugs, Ctrl-C, a reader that goes away."""

import json
import pkgutil
import re
import subprocess
import sys
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Annotated, Any

import pytest
import typer

import audit.cli.app
from audit.cli import main
from audit.cli.danish import UsageFailure
from audit.cli.failures import BROKEN_PIPE, BUG, INTERRUPTED, OTHER_CODES, REFUSED, guarded
from audit.cli.registry import COMMANDS, EXIT_CODES, CommandEntry
from audit.errors import AuditError, Problem, StoreError
from tests.tools.terminal import ROOT, program_environment


class Art(StrEnum):
    FLEKS = "fleksjob"
    ANDET = "andet"


def prøve(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FIL", help="En fil")],
    must: Annotated[str, typer.Option("--navn", metavar="NAVN", help="Et navn")],
    number: Annotated[int, typer.Option("--antal", metavar="TAL", min=1, max=9, help="Et antal")] = 3,
    share: Annotated[float, typer.Option("--andel", metavar="TAL", help="En andel")] = 0.5,
    art: Annotated[Art, typer.Option("--art", help="En art")] = Art.FLEKS,
    rows: Annotated[list[int] | None, typer.Option("--række", metavar="RÆKKE", help="En række")] = None,
    quick: Annotated[bool, typer.Option("--hurtigt", help="Hurtigt")] = False,
) -> None:
    """English, for the programmer."""
    sys.stdout.write(f"{ctx.obj.config} {file} {number} {share} {art} {must} {rows} {quick}\n")


@pytest.fixture
def probe(monkeypatch: pytest.MonkeyPatch) -> None:
    """A command with every kind of parameter."""
    module = ModuleType("audit.commands.prøve")
    vars(module).update(prøve=prøve, HELP={"prøve": "Længere tekst [jf. § 50]."})
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setattr(audit.cli.app, "COMMANDS", (*COMMANDS, CommandEntry("prøve", "Prøv", "Prøv alt")))


@pytest.mark.usefixtures("probe")
def test_a_command_gets_what_was_given(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["-c", "a.toml", "prøve", "f.csv", "--navn", "X", "--antal=4", "--art", "andet", "--række", "7"])
    assert (code, capsys.readouterr().out) == (0, "a.toml f.csv 4 0.5 andet X [7] False\n")


@pytest.mark.usefixtures("probe")
@pytest.mark.parametrize(
    ("line", "config"),
    [
        ("prøve f --navn X -c a.toml", "a.toml"),
        ("prøve -c a.toml f --navn X", "a.toml"),
        ("prøve f --navn X --config=mappe", "mappe"),
        ("-c a.toml prøve f --navn X -c b.toml", "b.toml"),
        ("prøve f --navn X", "None"),
    ],
)
def test_the_study_may_be_named_after_the_command(capsys: pytest.CaptureFixture[str], line: str, config: str) -> None:
    assert main(line.split()) == 0
    assert capsys.readouterr().out.split()[0] == config


@pytest.mark.usefixtures("probe")
def test_its_help_is_made_of_the_registry_and_its_own_longer_text(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert main(["prøve", "--help"]) == 0
    assert capsys.readouterr().out == (
        "Brug: audit prøve [VALG] FIL\n"
        "\n"
        "  Prøv alt.\n"
        "\n"
        "  Længere tekst [jf. § 50].\n"
        "\n"
        "Argumenter:\n"
        "  FIL  En fil\n"
        "\n"
        "Valg:\n"
        "  --navn NAVN           Et navn (skal gives)\n"
        "  --antal TAL           Et antal (ellers 3)\n"
        "  --andel TAL           En andel (ellers 0.5)\n"
        "  --art fleksjob|andet  En art (ellers fleksjob)\n"
        "  --række RÆKKE         En række\n"
        "  --hurtigt             Hurtigt\n"
        "  -c, --config STI      Undersøgelsens mappe eller audit.toml, når du ikke\n"
        "                        står i mappen\n"
        "  -h, --help            Vis denne hjælp\n"
    )


CPR = "Der står et CPR-nummer på linjen, så kommandoen er ikke udført. Skriv linjen uden det."
WRONG = {
    "foo": "Der er ingen kommando, der hedder »foo«.",
    "scor": "Der er ingen kommando, der hedder »scor« – mente du »score«?",
    "draw": "Der er ingen kommando, der hedder »draw« – mente du »sample draw«?",
    "frame imp": "Der er ingen kommando, der hedder »imp« – mente du »import«?",
    "--confg x": "Der er intet valg, der hedder »--confg« – mente du »--config«?",
    "--config": "Valget »--config« mangler en værdi.",
    "-c x": "Der mangler en kommando på linjen.",
    "--version=3": "Valget »--version« kan ikke have en værdi.",
    "prøve f --navn": "Valget »--navn« mangler en værdi.",
    "prøve f --hurtigt=ja": "Valget »--hurtigt« kan ikke have en værdi.",
    "prøve f -x": "Der er intet valg, der hedder »-x«.",
    "prøve f --version": "»--version« skal stå lige efter »audit«: audit --version … prøve.",
    "rubric check f --config a.toml": "»--config« skal stå lige efter »audit«: audit --config … rubric check.",
    "prøve --navn x": "Der mangler FIL på linjen.",
    "prøve f": "Valget »--navn NAVN« mangler.",
    "prøve f g --navn x": "Der er for meget på linjen: »g«.",
    "prøve f --navn x --antal tre": "--antal: »tre« er ikke et helt tal.",
    "prøve f --navn x --antal 10": "--antal: »10« er uden for grænserne.",
    "prøve f --navn x --andel halv": "--andel: »halv« er ikke et tal.",
    "prøve f --navn x --art fleksjobb": "--art: »fleksjobb« er ikke en mulighed – mente du »fleksjob«? "
    "Mulighederne er »fleksjob«, »andet«.",
    "prøve f --navn x --række 1 --række to": "--række: »to« er ikke et helt tal.",
    "prøve f --navn x --antal \x1b[2J": "--antal: »␛[2J« er ikke et helt tal.",
    "010203-1234": CPR,
    "prøve f --navn x --antal 010203\u200b1234": CPR,
    "prøve 010203-1234/f.csv --navn x": CPR,
    "prøve f --navn=Borger(010203)1234": CPR,
    "-c 010203-1234.toml prøve f --navn x": CPR,
    "\x1b[2J": "Der er ingen kommando, der hedder »␛[2J«.",
}


@pytest.mark.usefixtures("probe")
@pytest.mark.parametrize("line", WRONG)
def test_a_wrong_command_line_is_answered_in_danish(capsys: pytest.CaptureFixture[str], line: str) -> None:
    assert main(line.split()) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.splitlines()[0] == WRONG[line]
    assert not re.search(r"\b(Usage|Error|Try|No such|Invalid|Missing|requires|Input|valid)\b", shown.err)
    for told in shown.err.splitlines()[1:]:
        assert told.startswith(("Brug: audit ", "Hjælp: audit "))


def failing(error: BaseException) -> int:
    def run() -> int:
        raise error

    return guarded(run)


def test_a_failure_is_its_sentence_and_its_problems(capsys: pytest.CaptureFixture[str]) -> None:
    problems = [
        Problem("»jaa« er ikke et svar – mente du »ja«?", file="skema.yaml", line=30, column=7),
        Problem("tom celle.", "Udfyld den.", file="svar.xlsx", cell="B7"),
        Problem("[jf. § 50] [/x] \x1b[31m"),
        Problem("010203\x1b-1234", file="010203-1234.csv"),
    ]
    assert failing(AuditError("Svarene kan ikke indlæses. Intet er ændret.", problems)) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err == (
        "Svarene kan ikke indlæses. Intet er ændret.\n"
        "  skema.yaml, linje 30, kolonne 7: »jaa« er ikke et svar – mente du »ja«?\n"
        "  svar.xlsx, celle B7: tom celle. Udfyld den.\n"
        "  [jf. § 50] [/x] ␛[31m\n"
        "  ██████-████.csv: ██████-████\n"
    )


def told_as_json(capsys: pytest.CaptureFixture[str], error: BaseException) -> dict[str, Any]:
    def run() -> int:
        raise error

    guarded(run, as_json=True)
    shown = capsys.readouterr()
    assert shown.out == ""
    document: dict[str, Any] = json.loads(shown.err)
    assert list(document) == ["error"]
    assert list(document["error"]) == ["code", "message", "problems"]
    return document


def test_a_failure_as_json_has_its_code_its_sentence_and_its_problems(capsys: pytest.CaptureFixture[str]) -> None:
    problems = [
        Problem("»jaa« er ikke et svar.", "Skriv »ja«.", file="skema.yaml", line=30, column=7),
        Problem("010203\x1b-1234", file="010203-1234.csv", cell="B7", warning=True, rule="navn"),
    ]
    assert told_as_json(capsys, StoreError("Databasen er optaget.", problems))["error"] == {
        "code": "store",
        "message": "Databasen er optaget.",
        "problems": [
            {
                "where": "skema.yaml, linje 30, kolonne 7",
                "what": "»jaa« er ikke et svar.",
                "what_to_do": "Skriv »ja«.",
                "file": "skema.yaml",
                "line": 30,
                "column": 7,
                "cell": "",
                "warning": False,
                "rule": "",
            },
            {
                "where": "██████-████.csv, celle B7",
                "what": "██████-████",
                "what_to_do": "",
                "file": "██████-████.csv",
                "line": 0,
                "column": 0,
                "cell": "B7",
                "warning": True,
                "rule": "navn",
            },
        ],
    }


@pytest.mark.parametrize(
    ("error", "code", "message"),
    [
        (KeyboardInterrupt(), "interrupted", "Afbrudt. Alt, der er vist som gemt, er gemt."),
        (PermissionError(13, "no", "/etc/x"), "file", "»/etc/x« kan ikke bruges: "),
        (ValueError("hov"), "bug", "Der er en fejl i programmet. Alt, der er vist som gemt, er gemt. Send denne fil"),
    ],
)
def test_what_is_no_failure_of_ours_has_a_code_too(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    error: BaseException,
    code: str,
    message: str,
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    told = told_as_json(capsys, error)["error"]
    assert (told["code"], told["problems"]) == (code, [])
    assert told["message"].startswith(message)
    assert code in OTHER_CODES


@pytest.mark.parametrize("line", ["foo --json", "results --jso --json", "score --json", "status x --json"])
def test_a_wrong_command_line_is_json_where_json_is_asked_for(capsys: pytest.CaptureFixture[str], line: str) -> None:
    assert main(line.split()) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    told = json.loads(shown.err)["error"]
    assert (told["code"], told["problems"]) == ("usage", [])
    assert "\n" not in told["message"] and told["message"].startswith("Der er")


def every_kind() -> set[type[AuditError]]:
    """Every class of failure in the house."""
    for module in pkgutil.walk_packages([str(ROOT / "audit")], "audit."):
        if "migrations" not in module.name and module.name != "audit.__main__":
            import_module(module.name)
    found: set[type[AuditError]] = set()
    waiting = [AuditError]
    while waiting:
        kind = waiting.pop()
        found.add(kind)
        waiting += kind.__subclasses__()
    return {kind for kind in found if kind.__module__.startswith("audit.")}


def test_every_kind_of_failure_has_a_code_of_its_own_that_is_documented() -> None:
    kinds = every_kind()
    codes = [kind.code for kind in kinds] + list(OTHER_CODES)
    assert len(set(codes)) == len(codes)
    assert all({"code", "meaning"} <= vars(kind).keys() for kind in kinds), "one that is inherited says nothing"
    page = (ROOT / "docs" / "kommandoer.md").read_text("utf-8")
    assert set(re.findall(r"^\| `(\w+)` \| \d+ \|", page, re.MULTILINE)) == set(codes)
    assert {str(kind.exit_code) for kind in kinds} <= {code for code, _ in EXIT_CODES}


def test_every_exit_code_there_is_is_documented() -> None:
    page = (ROOT / "docs" / "kommandoer.md").read_text("utf-8")
    codes = ["0", *map(str, (REFUSED, UsageFailure.exit_code, BUG, INTERRUPTED, BROKEN_PIPE))]
    assert [code for code, _ in EXIT_CODES] == codes
    assert re.findall(r"^\| (\d+) \| .+ \|$", page, re.MULTILINE) == codes


def test_the_codes_are_those_they_were() -> None:
    """A program that reads them must not find another tomorrow."""
    assert {kind.code for kind in every_kind()} == {
        *("error", "config", "rubric", "input", "state", "store", "report", "usage")
    }
    assert set(OTHER_CODES) == {"file", "drive_full", "interrupted", "bug"}


def test_a_failure_ends_with_its_own_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert failing(StoreError("Databasen er optaget.")) == 1
    assert capsys.readouterr().err == "Databasen er optaget.\n"


def test_ctrl_c(capsys: pytest.CaptureFixture[str]) -> None:
    assert failing(KeyboardInterrupt()) == 130
    assert capsys.readouterr().err == "\nAfbrudt. Alt, der er vist som gemt, er gemt.\n"


def test_a_bug_goes_into_a_private_file_without_its_message(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    assert failing(ValueError("rækken med 010113-1234 fejlede")) == 3
    shown = capsys.readouterr().err
    assert "Traceback" not in shown and "ValueError" not in shown and "010113" not in shown
    (file,) = (tmp_path / "praksisundersoegelse").iterdir()
    assert shown == (
        "Der er en fejl i programmet. Alt, der er vist som gemt, er gemt.\n"
        f"Send denne fil til dem, der vedligeholder programmet: {file}\n"
    )
    assert file.stat().st_mode & 0o777 == 0o600
    text = file.read_text("utf-8")
    assert "\nbuiltins.ValueError\n" in text and "tests.cli.test_errors, linje" in text
    assert "rækken" not in text and "010113" not in text


def test_a_bug_is_told_also_where_no_file_can_be_written(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    nowhere = tmp_path / "fil"
    nowhere.write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(nowhere))
    monkeypatch.setattr("tempfile.tempdir", str(nowhere / "heller ikke her"))
    assert failing(ValueError("hov")) == 3
    assert capsys.readouterr().err.endswith("Fejlen (ValueError) kunne ikke skrives i en fil.\n")


def program(code: str, **environ: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env=program_environment(**environ),
    )


def test_a_reader_that_goes_away_is_met_with_silence() -> None:
    code = (
        "import sys; from audit.cli.failures import guarded\n"
        "def run():\n"
        "    for n in range(100_000): sys.stdout.write(f'linje {n}\\n')\n"
        "    return 0\n"
        "sys.exit(guarded(run))"
    )
    with program(code) as process:
        assert process.stdout and process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.wait(30) == 141
        assert process.stderr.read() == b""


@pytest.mark.parametrize("encoding", ["latin-1", "ascii", "utf-8"])
def test_what_is_piped_is_utf_8_whatever_the_locale(encoding: str) -> None:
    with program("from audit.__main__ import main; main()", PYTHONIOENCODING=encoding) as process:
        out, _ = process.communicate(timeout=30)
    assert process.returncode == 0
    assert "Bedøm sagerne, ét spørgsmål ad gangen" in out.decode("utf-8")
    assert "KOMMANDO …" in out.decode("utf-8")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def test_a_full_drive_under_the_output_is_named(tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "audit", "--help"], stdout=full, stderr=subprocess.PIPE, check=False, timeout=60
        )
    assert done.returncode == 1
    assert "der er ikke mere plads på drevet" in done.stderr.decode()


def test_no_private_module_of_typer_is_imported() -> None:
    private = re.compile(r"\btyper\._|\bfrom typer import .*\b_|\bimport click\b|\bfrom click\b")
    files = [*(ROOT / "audit").rglob("*.py"), *(ROOT / "docs").glob("*.py")]
    assert [path.name for path in files if private.search(path.read_text("utf-8"))] == []


def test_a_signal_keeps_its_code_where_nothing_can_be_written_any_more() -> None:
    program = (
        "import sys; from audit.cli.failures import guarded\n"
        "def leave(): sys.stdout.write('x'); raise SystemExit(129)\n"
        "sys.exit(guarded(leave))"
    )
    environ = {name: value for name, value in program_environment().items() if name != "PYTHONUNBUFFERED"}
    with Path("/dev/full").open("w") as full:
        done = subprocess.run([sys.executable, "-c", program], stdout=full, stderr=subprocess.PIPE, env=environ)
    assert (done.returncode, done.stderr) == (129, b"")
