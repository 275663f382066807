"""Tab in the shells: what is offered, by the protocol each shell speaks, and that nothing else is ever printed."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from audit.cases import Round
from audit.cli import COMPLETE, main
from audit.cli.registry import COMMANDS
from audit.store import assessments, samples
from tests.cli.test_help import HEAVY, imported
from tests.tools.small_study import make_study, opened
from tests.tools.terminal import ROOT, program_environment

SHELLS = ("bash", "zsh", "fish", "powershell")


def asking(shell: str, line: str) -> dict[str, str]:
    """What the shell puts into the environment when the cursor stands at the end of the line."""
    words = line.split(" ")
    variables = {COMPLETE: f"complete_{shell}"}
    if shell == "bash":
        return variables | {"COMP_WORDS": "\n".join(words), "COMP_CWORD": str(len(words) - 1)}
    variables |= {"_TYPER_COMPLETE_ARGS": line}
    if shell == "fish":
        return variables | {"_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    return variables | ({"_TYPER_COMPLETE_WORD_TO_COMPLETE": words[-1]} if shell == "powershell" else {})


def offered(shell: str, printed: str) -> list[str]:
    """The words in what the shell reads."""
    if shell == "zsh":
        inner = printed.strip().removeprefix("_arguments '*: :((").removesuffix("))'")
        return [] if printed.strip() in ("", "_files") else [word.strip('"') for word in inner.split("\n")]
    return [line.split(":::")[0] for line in printed.splitlines() if line]


class Tab:
    """Presses Tab in a folder."""

    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self._capsys, self._patch = capsys, monkeypatch

    def press(self, line: str, shell: str = "bash") -> list[str]:
        """The words offered for a line."""
        with self._patch.context() as patch:
            for name, value in asking(shell, line).items():
                patch.setenv(name, value)
            code = main([])
        shown = self._capsys.readouterr()
        assert code in (0, 1), line
        assert shown.err == "", line
        return offered(shell, shown.out)


@pytest.fixture
def tab(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Tab:
    return Tab(capsys, monkeypatch)


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A study with three drawn cases, one of them begun, as the folder one stands in."""
    make_study(tmp_path, cases=3)
    with opened(tmp_path) as store, store.read() as conn:
        key = samples.drawn(conn)[0].case.key
    with opened(tmp_path) as store, store.write("ABC") as tx:
        assessments.begin(tx, key, Round.FIRST, "ABC")
    monkeypatch.chdir(tmp_path)
    return tmp_path


WORDS = {
    "audit ": list(dict.fromkeys(entry.name.split()[0] for entry in COMMANDS)),
    "audit re": ["review", "results", "report"],
    "audit log ": ["show", "verify"],
    "audit log v": ["verify"],
    "audit results --c": ["--cross", "--config"],
    "audit score ": ["S-1", "S-2", "S-3"],
    "audit score s-": ["s-1", "s-2", "s-3"],
    "audit score --reviewer ": ["ABC"],
    "audit score --round a": ["anden"],
    "audit review handover ": ["S-1", "S-2", "S-3"],
    "audit review handover S-1 --to ": ["ABC"],
    "audit log show --case S-": ["S-1", "S-2", "S-3"],
    "audit results --by ": ["art", "kommune"],
    "audit results --by AR": ["ARt"],
    "audit results --by art,": ["art,kommune"],
    "audit results --cross s": ["skriftlig"],
    "audit results --cross skriftlig,": ["skriftlig,begrundet", "skriftlig,hvem"],
    "audit sample show --kommune køb": ["københavn"],
    "audit frame import x.csv --kommune Aa": ["Aabenraa", "Aalborg", "Aarhus"],
    "audit init --rubric re": ["rehabiliteringsteam"],
    "audit frame import ": [],
    "audit foo ": [],
    "audit score S-1 ": [],
}


@pytest.mark.usefixtures("study")
@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("line", WORDS)
def test_the_words_that_can_come_next_are_offered(tab: Tab, shell: str, line: str) -> None:
    assert tab.press(line, shell) == WORDS[line]


def test_the_study_named_on_the_line_is_the_one_that_is_asked(
    tab: Tab, study: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("andetsteds"))
    assert tab.press("audit score ") == []
    assert tab.press(f"audit -c {study} score ") == ["S-1", "S-2", "S-3"]
    assert tab.press(f"audit score -c {study} ") == ["S-1", "S-2", "S-3"]


LINES = (
    *WORDS,
    "audit --version ",
    "audit --version",
    "audit --show-completion bash ",
    "audit --help ",
    "audit -",
    "x",
)


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("broken", ["audit.toml", "måleskema.yaml", "lille.db", "alt"])
def test_in_a_study_that_cannot_be_read_nothing_is_printed_but_words(
    tab: Tab, study: Path, broken: str, shell: str
) -> None:
    for path in study.iterdir():
        if broken in (path.name, "alt"):
            path.write_bytes(b"\x00\xffnoget andet: [")
    for line in LINES:
        before = {path: path.read_bytes() for path in study.iterdir()}
        for word in tab.press(line, shell):
            assert word and word.isprintable() and " " not in word, (line, word)
        assert {path: path.read_bytes() for path in study.iterdir()} == before


@pytest.mark.parametrize("asked", ["complete_nu", "source", "x", "complete_"])
def test_a_shell_nobody_knows_is_answered_with_silence(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, asked: str
) -> None:
    monkeypatch.setenv(COMPLETE, asked)
    assert main([]) == 1
    assert capsys.readouterr() == ("", "")


EVIL = ("A 1", "$(rm x)", "it's", "`x`", "a:b", "-x", "[b]")


def drawn_again(study: Path, rows: list[str]) -> None:
    """Another frame in the study, and all of it drawn."""
    (study / "lille.db").unlink()
    (study / "liste.csv").write_text("sagsnr;kommune;art\n" + "".join(f"{row};fleks\n" for row in rows), "utf-8")
    config = (study / "audit.toml").read_text("utf-8")
    added = f'[frame.facts]\nart = "art"\n[sample]\nn = {len(rows)}\n'
    (study / "audit.toml").write_text(config + added, "utf-8")
    assert main(["frame", "import", "liste.csv"]) == 0
    assert main(["sample", "draw", "--seed", "prøve"]) == 0


@pytest.mark.parametrize("shell", SHELLS)
def test_a_word_that_a_shell_would_read_as_more_is_offered_as_its_place(
    tab: Tab, study: Path, capsys: pytest.CaptureFixture[str], shell: str
) -> None:
    numbers = [*EVIL, "B-2", "Ø/3"]
    drawn_again(study, [f"{one};Aarhus" for one in numbers])
    capsys.readouterr()
    assert main(["sample", "show", "--json"]) == 0
    drawn = {one["case"]: str(one["number"]) for one in json.loads(capsys.readouterr().out)}
    assert sorted(drawn) == sorted(numbers)
    assert tab.press("audit score ", shell) == sorted([*(drawn[one] for one in EVIL), "B-2", "Ø/3"])


def test_the_kommune_stands_before_a_number_that_two_have(
    tab: Tab, study: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    drawn_again(study, ["1-A;Aarhus", "1-A;Odense", "2-B;Odense"])
    capsys.readouterr()
    assert tab.press("audit score ") == ["2-B", "461/1-A", "751/1-A"]


def test_pressing_tab_does_not_migrate_an_older_database(tab: Tab, study: Path) -> None:
    with closing(sqlite3.connect(study / "lille.db")) as conn:
        (version,) = conn.execute("PRAGMA user_version").fetchone()
        conn.execute(f"PRAGMA user_version = {version - 1}")
        conn.commit()
    before = (study / "lille.db").read_bytes()
    assert tab.press("audit score ") == []
    assert (study / "lille.db").read_bytes() == before
    assert not list(study.glob("*.db?*"))


def in_bash(folder: Path, line: str) -> list[str]:
    """What the real bash has in COMPREPLY when Tab is pressed, with the script the program gives."""
    program = folder / "bin" / "audit"
    program.parent.mkdir(exist_ok=True)
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m audit "$@"\n')
    program.chmod(0o755)
    words = " ".join(f"'{word}'" for word in line.split(" "))
    script = (
        "source <(audit --show-completion bash)\ncomplete -p audit >&2\n"
        f"COMP_WORDS=({words})\nCOMP_CWORD={len(line.split(' ')) - 1}\n_audit_completion audit\n"
        "printf '%s\\n' \"${COMPREPLY[@]}\""
    )
    path = f"{program.parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "--norc", "-c", script],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        env=program_environment(PATH=path),
        timeout=60,
    )
    assert done.stderr == "complete -o default -F _audit_completion audit\n"
    return done.stdout.split()


def test_bash_itself_is_given_the_cases(study: Path) -> None:
    assert in_bash(study, "audit score S-") == ["S-1", "S-2", "S-3"]


@pytest.mark.parametrize("shell", SHELLS)
def test_each_shell_has_a_script_that_asks_by_its_name(capsys: pytest.CaptureFixture[str], shell: str) -> None:
    assert main(["--show-completion", shell]) == 0
    shown = capsys.readouterr()
    assert f"complete_{shell}" in shown.out
    assert COMPLETE in shown.out
    assert shown.err == ""


def test_the_names_of_commands_cost_no_more_than_typer(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in asking("zsh", "audit sample sh").items():
        monkeypatch.setenv(name, value)
    modules = imported()
    assert not modules & set(HEAVY) - {"pydantic"}
    assert not {name for name in modules if name.startswith("audit.commands.")}


def test_the_names_of_options_load_neither_database_nor_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in asking("zsh", "audit sample show --").items():
        monkeypatch.setenv(name, value)
    assert not imported() & (set(HEAVY) - {"pydantic", "yaml"})


def test_the_readme_says_how_each_shell_learns_it() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert all(f"audit --show-completion {shell}" in readme for shell in SHELLS)
