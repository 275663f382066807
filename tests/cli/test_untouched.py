"""»Intet er ændret« stands where something could have been changed, and nowhere else."""

from pathlib import Path

import pytest

from audit.cli import main
from audit.cli.registry import COMMANDS, ONLY_READ

SAID = "Intet er ændret"

LINES = {
    "frame import": "frame import b.csv",
    "score": "score --reviewer ABC",
    "answers import": "answers import s.csv",
    "review handover": "review handover 1 --to AB --reason x",
    "review release": "review release 1 --reason x",
    "report": "report",
    "export": "export",
    "sample draw": "sample draw",
    "rubric update": "rubric update m.yaml",
}
BROKEN_TOML = {
    "a wrong key": b"[studi]\nx = 1\n",
    "not TOML": b"[[[",
    "not UTF-8": "[study]\ntitle = 'æ'\n".encode("latin-1"),
}


def refusal(line: str, capsys: pytest.CaptureFixture[str]) -> str:
    assert main(line.split()) == 1, line
    shown = capsys.readouterr()
    return shown.out + shown.err


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", BROKEN_TOML)
@pytest.mark.parametrize("command", [name for name in ONLY_READ if not name.startswith("rubric")])
def test_a_command_that_only_reads_does_not_say_so(
    folder: Path, command: str, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "audit.toml").write_bytes(BROKEN_TOML[name])
    for line in (command, f"{command} --json"):
        said = refusal(line, capsys)
        assert "audit.toml" in said
        assert SAID not in said


@pytest.mark.parametrize("command", LINES)
def test_one_that_writes_does(folder: Path, command: str, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "audit.toml").write_bytes(BROKEN_TOML["a wrong key"])
    assert f"«. {SAID}. Ret filen" in refusal(LINES[command], capsys)


def test_reading_a_rubric_with_mistakes_or_a_database_that_is_none(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("m.yaml").write_text("format: 2\n", "utf-8")
    for line in ("rubric check m.yaml", "rubric test m.yaml", "rubric diff m.yaml m.yaml"):
        assert SAID not in refusal(line, capsys)
    start = '[study]\nid = "a"\ntitle = "A"\n[files]\nrubric = "m.yaml"\ndatabase = "a.db"\n'
    (folder / "audit.toml").write_text(start, "utf-8")
    (folder / "a.db").write_bytes(b"not a database at all" * 100)
    for line in ("status", "results", "sample show", "log verify", "log show"):
        said = refusal(line, capsys)
        assert "er ikke en database. Angiv en anden fil" in said
    assert f"er ikke en database. {SAID}. Angiv" in refusal("export", capsys)


def test_every_name_is_a_command() -> None:
    assert set(ONLY_READ) <= {entry.name for entry in COMMANDS}
