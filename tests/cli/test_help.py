"""Help: wholly Danish, in the order of a case's way, and cheap."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.core import TyperArgument, TyperOption

from audit.cli import main
from audit.cli.app import front, load, run
from audit.cli.registry import COMMANDS, GROUPS, OPTIONS, CommandEntry
from tests.tools.terminal import program_environment

ENGLISH = re.compile(
    r"\b(usage|options?|arguments?|commands?|show this|message|exit|default|required|error|try|missing|invalid|"
    r"text|integer|float|str|int|bool|path|file|dir|args|env var|range|choose|help for)\b",
    re.IGNORECASE,
)
ENTRIES = pytest.mark.parametrize("entry", COMMANDS, ids=lambda entry: entry.name)


def words(text: str) -> str:
    """The text without the names of options and commands, which are English by design."""
    text = re.sub(r"(?<!\w)--?[a-z][\w-]*", "", text)
    return re.sub("|".join(rf"\b{entry.name}\b" for entry in COMMANDS), "", text)


def test_the_front_page(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert main([]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("Brug: audit [VALG] KOMMANDO …\n")
    headings = re.findall(r"^(\S.*):$", shown, re.MULTILINE)
    assert headings == ["Forbered", "Træk", "Bedøm", "Opgør", "Følg og kontrollér", "Måleskema", "Valg", "Slutkoder"]
    assert re.findall(r"^  ([a-z]+(?: [a-z]+)?)  ", shown, re.MULTILINE) == [entry.name for entry in COMMANDS]
    assert not ENGLISH.search(words(shown))
    assert max(map(len, shown.splitlines())) <= 80


@pytest.mark.parametrize("columns", ["40", "60", "300"])
def test_the_front_page_fits_the_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    main(["--help"])
    longest = max(map(len, capsys.readouterr().out.splitlines()))
    assert longest <= int(columns)
    assert longest <= 100


def test_typer_shows_the_same_front_page(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--help"])
    direct = capsys.readouterr().out
    run(["--config", "x", "--help"])
    assert capsys.readouterr().out == direct


def test_the_front_page_names_the_options_there_are() -> None:
    command = front()
    ctx = command.make_context("audit", ["score"])
    there = [param for param in command.get_params(ctx) if isinstance(param, TyperOption)]
    assert [", ".join(sorted(param.opts, key=len)) for param in there] == [
        re.sub(" [A-Z]+$", "", name) for name, _ in OPTIONS
    ]
    assert [param.help for param in there] == [text for _, text in OPTIONS]


@pytest.mark.parametrize("group", GROUPS)
def test_a_group_lists_its_commands(capsys: pytest.CaptureFixture[str], group: str) -> None:
    assert main([group]) == 0
    alone = capsys.readouterr().out
    assert main([group, "--help"]) == 0
    assert capsys.readouterr().out == alone
    assert alone.startswith(f"Brug: audit {group} [VALG] KOMMANDO …\n")
    assert not ENGLISH.search(words(alone))
    for entry in COMMANDS:
        if entry.name.startswith(f"{group} "):
            assert entry.help in alone


@ENTRIES
def test_every_command_has_danish_help(capsys: pytest.CaptureFixture[str], entry: CommandEntry) -> None:
    assert main([*entry.name.split(), "--help"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith(f"Brug: audit {entry.name} [VALG]")
    assert f"{entry.help}." in re.sub(r"\s+", " ", shown)
    assert not ENGLISH.search(words(shown)), shown
    assert "(ellers )" not in shown
    assert main([*entry.name.split(), "-h"]) == 0
    assert capsys.readouterr().out == shown


@ENTRIES
def test_every_parameter_says_in_danish_what_it_is(entry: CommandEntry) -> None:
    for param in load(entry).params:
        assert isinstance(param, TyperArgument | TyperOption)
        assert param.help, param.name
        assert not param.secondary_opts, f"{param.name} has a --no- option nobody named"
        takes_value = not (isinstance(param, TyperOption) and param.is_flag)
        assert param.metavar or param.type_descriptor.choices or not takes_value, param.name


def test_every_first_word_of_two_is_a_group() -> None:
    assert {entry.name.split()[0] for entry in COMMANDS if " " in entry.name} == set(GROUPS)


HEAVY = ("rich", "pydantic", "sqlmodel", "sqlalchemy", "openpyxl", "jinja2", "yaml", "scipy", "pypandoc", "holidays")


RUN = "from audit.cli import main; main(sys.argv[1:])"


def imported(*arguments: str, code: str = RUN) -> set[str]:
    """The modules that are loaded when the code has run."""
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; {code}; sys.stderr.write(' '.join(sys.modules))", *arguments],
        capture_output=True,
        encoding="utf-8",
        env=program_environment(),
        timeout=60,
    )
    assert done.returncode == 0
    return set(done.stderr.split())


@pytest.mark.parametrize("arguments", [(), ("--help",)])
def test_the_front_page_imports_next_to_nothing(arguments: tuple[str, ...]) -> None:
    """Five small modules of ours, beyond what the installed program's first line (``re``) and wrapping load."""
    own = {"audit", "audit.cli", "audit.cli.failures", "audit.cli.front", "audit.cli.registry"}
    assert imported(*arguments) - imported(code="import collections.abc, errno, re, textwrap") == own


@pytest.mark.parametrize("arguments", [("frame",), ("sample", "--help"), ("--version",)])
def test_a_group_imports_no_command(arguments: tuple[str, ...]) -> None:
    modules = imported(*arguments)
    assert not modules & set(HEAVY) - {"pydantic"}, "Typer itself reads values through pydantic"
    assert not any(name.startswith("audit.commands.") for name in modules)


def test_a_commands_help_imports_no_other_command() -> None:
    modules = {name for name in imported("rubric", "check", "--help") if name.startswith("audit.commands.")}
    assert modules <= {"audit.commands.rubric", "audit.commands.rubric.check", "audit.study.opening"}


def test_the_program_can_be_run_as_a_module(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "audit", "--version"],
        capture_output=True,
        encoding="utf-8",
        cwd=tmp_path,
        env=program_environment(),
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert re.fullmatch(r"audit \d+\.\d+\.\d+\S*\n", done.stdout)
