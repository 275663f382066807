"""The examples of use, in the help and in the README: each is read by the real parser."""

import re
import shlex
from functools import wraps
from importlib import import_module
from typing import Any

import pytest

from audit.cli import main
from audit.cli.registry import COMMANDS, CommandEntry
from tests.tools.terminal import ROOT

EXAMPLES = [
    (entry, line)
    for entry in COMMANDS
    for line in getattr(import_module(entry.module), "EXAMPLES", {}).get(entry.function, ())
]
PAGES = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md")))
LINES = [
    (page.name, line)
    for page in PAGES
    for block in re.findall(r"^```(?:sh|console)\n(.*?)^```", page.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    for line in re.findall(r"^(?:\$ )?(audit (?!--).*)$", block, re.MULTILINE)
]


def parsed(
    line: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> tuple[str, dict[str, Any]]:
    """The command a line runs and what it is given; nothing is run."""
    taken: list[tuple[str, dict[str, Any]]] = []
    for entry in COMMANDS:
        module = import_module(entry.module)
        function = getattr(module, entry.function)

        def stub(name: str = entry.name, **given: Any) -> None:
            taken.append((name, given))

        monkeypatch.setattr(module, entry.function, wraps(function)(stub))
    program, *arguments = shlex.split(line, comments=True)
    assert program == "audit"
    code = main(arguments)
    assert code == 0, capsys.readouterr().err
    (run,) = taken
    return run


@pytest.mark.parametrize("entry", COMMANDS, ids=lambda entry: entry.name)
def test_every_command_has_an_example_that_its_help_and_the_page_of_commands_show(
    entry: CommandEntry, capsys: pytest.CaptureFixture[str]
) -> None:
    own = [line for other, line in EXAMPLES if other is entry]
    assert own
    assert main([*entry.name.split(), "--help"]) == 0
    shown = capsys.readouterr().out
    assert shown.endswith("\nEksempler:\n" + "".join(f"  {line}\n" for line in own))
    section = (ROOT / "docs" / "kommandoer.md").read_text("utf-8").split(f"## audit {entry.name}\n")[1]
    assert all(f"\n  {line}\n" in section.split("\n## ")[0] for line in own)
    assert all(len(line) <= 78 or "--expect" in line for line in own)


@pytest.mark.parametrize(("entry", "line"), EXAMPLES, ids=[line for _, line in EXAMPLES])
def test_the_parser_takes_the_example(
    entry: CommandEntry, line: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert parsed(line, monkeypatch, capsys)[0] == entry.name


@pytest.mark.parametrize(("page", "line"), LINES, ids=[f"{page}: {line}" for page, line in LINES])
def test_the_parser_takes_what_the_papers_say(
    page: str, line: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert line.startswith(f"audit {parsed(line, monkeypatch, capsys)[0]}")


def test_the_readme_has_lines_to_read() -> None:
    assert sum(page == "README.md" for page, _ in LINES) > 15


def test_a_line_that_the_parser_does_not_take_is_seen(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(AssertionError, match="intet valg"):
        parsed("audit results --bye art", monkeypatch, capsys)
