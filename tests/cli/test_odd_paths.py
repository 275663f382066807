"""Names and paths of every odd kind, where something is written: a sentence, and never our bug (exit 3)."""

import os
from pathlib import Path

import pytest

from audit.cli import main
from tests.tools.tampering import scored_study

ODD = {
    "unknown user": "~ingen-bruger-her/x",
    "empty": "",
    "above": "..",
    "blanks": "   ",
    "blanks after": "x  ",
    "line break": "a\nb",
    "control": "\x1b[31m",
    "not unicode": "\udcff",
    "direction": "\u202egpj",
    "lone surrogate": "\ud800",
    "too long a name": "x" * 300,
    "too long a path": "/".join(["x" * 200] * 30),
    "through a file": "audit.toml/x",
    "folder": "folder",
    "no folder": "findes/ikke/x",
    "device": "/dev/full",
    "loop": "loop",
    "below a loop": "loop/x",
    "pipe": "pipe",
}
COMMANDS = (
    ("init", "{}"),
    ("init", "ny", "--title", "{}"),
    ("export", "--to", "{}.xlsx"),
    ("report", "--to", "{}"),
    ("rubric", "export", "måleskema.yaml", "--to", "{}"),
    ("rubric", "export", "måleskema.yaml", "--to", "{}.xlsx"),
    ("rubric", "fmt", "{}"),
    ("rubric", "update", "--template", "{}"),
)
NOT_IN_DEVICES = {"device"}
"""Beside a device a file would really be made."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("study") / "inner"  # so that »..« is the test's own folder too
    folder.mkdir()
    scored_study(folder)
    for name in ("folder", "folder.xlsx", "folder.html"):
        (folder / name).mkdir()
    for name in ("loop", "loop.xlsx", "loop.html"):
        (folder / name).symlink_to(name)
    os.mkfifo(folder / "pipe")
    return folder


@pytest.fixture
def study(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(made)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    return made


def answered(arguments: list[str], capfd: pytest.CaptureFixture[str]) -> int:
    code = main(arguments)
    said = capfd.readouterr()
    assert code in (0, 1, 2), said.err
    assert "Traceback" not in said.err
    assert code == 0 or said.err.strip()
    assert "\x1b[31m" not in said.out + said.err
    assert "\u202e" not in said.out + said.err
    return code


@pytest.mark.usefixtures("study")
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_an_odd_name_is_answered_in_a_sentence(command: tuple[str, ...], capfd: pytest.CaptureFixture[str]) -> None:
    for kind, name in ODD.items():
        if kind in NOT_IN_DEVICES and any("{}." in part for part in command):
            continue
        answered([part.format(name) for part in command], capfd)


@pytest.mark.usefixtures("study")
@pytest.mark.parametrize(("name", "refused"), [("loop", 0), ("folder", 1), ("x" * 300, 1), ("ingen/mappe", 1)])
def test_a_report_is_written_or_refused(name: str, refused: int, capfd: pytest.CaptureFixture[str]) -> None:
    """A loop of links is replaced, as any link is."""
    assert answered(["report", "--to", f"{name}.html"], capfd) == refused


@pytest.mark.usefixtures("study")
@pytest.mark.parametrize("name", ["loop", "loop/x", "audit.toml/x", "x" * 300])
def test_a_study_is_not_begun_where_no_folder_can_be(name: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert answered(["init", name], capfd) == 1
