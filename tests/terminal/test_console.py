"""Printing: what stands where, in a terminal and outside one."""

import io
import re
import subprocess
import sys

import pytest

from audit.errors import Problem
from audit.terminal.console import Console
from audit.terminal.tables import Column, display_width, plain_table
from tests.tools.terminal import Terminal, program_environment

TABLE = """
from audit.terminal.console import Console
from audit.terminal.tables import Column
console = Console()
console.strong("Rigtighed")
console.table(
    [Column("Kommune"), Column("Sager", numeric=True)],
    [("Ærø [jf. § 50]", "9"), ("[/x] \\x1b[31m", "1.234"), ("to\\nlinjer", "10")],
)
"""
PROGRESS = """
import time
from audit.terminal.console import Console
with Console().progress("Trækker [x]", {total}) as step:
    for _ in range({steps}):
        time.sleep({pause})
        step(10)
print("færdig")
"""


def progress(*, steps: int, pause: float, total: int | None = 100) -> str:
    return PROGRESS.format(steps=steps, pause=pause, total=total)


def console(**environ: str) -> tuple[Console, io.StringIO]:
    out = io.StringIO()
    return Console(out=out, err=out, environ=environ), out


def test_text_stands_as_it_is_but_for_control_characters() -> None:
    printer, out = console()
    printer.line("[jf. § 50] og [/x] [bold]\x1b[31m\u202e " + "ord " * 60)
    printer.strong("[red]Spørgsmål[/red]")
    assert out.getvalue() == "[jf. § 50] og [/x] [bold]␛[31m‹U+202E› " + "ord " * 60 + "\n[red]Spørgsmål[/red]\n"


def test_problems_stand_one_to_a_line() -> None:
    printer, out = console()
    printer.problems([Problem("Tom.", file="a.csv", line=2), Problem("Ukendt \x1b.", "Ret den.")])
    assert out.getvalue() == "a.csv, linje 2: Tom.\nUkendt ␛. Ret den.\n"


def test_a_plain_table_has_its_numbers_to_the_right() -> None:
    columns = [Column("Kommune"), Column("Sager", numeric=True), Column("Note")]
    rows = [("Ærø", "9", ""), ("Lyngby-Taarbæk", "1.234", "to\nlinjer"), ("漢字e\u0301", "10", "\x1b")]
    assert list(plain_table(columns, rows)) == [
        "Kommune         Sager  Note",
        "Ærø                 9",
        "Lyngby-Taarbæk  1.234  to linjer",
        "漢字e\u0301              10  ␛",
    ]


def test_a_table_without_rows_is_its_headings() -> None:
    assert list(plain_table([Column("Sag"), Column("Nr.", numeric=True)], [])) == ["Sag  Nr."]


def test_wide_and_combining_characters_take_the_room_they_take() -> None:
    assert [display_width(text) for text in ("abc", "æøå", "漢字", "e\u0301", "\u200b")] == [3, 3, 4, 1, 0]


@pytest.mark.parametrize(
    ("environ", "accessible", "plain"),
    [({}, False, True), ({"ACCESSIBLE": "1"}, True, True), ({"ACCESSIBLE": "0"}, False, True)],
)
def test_outside_a_terminal_everything_is_plain(environ: dict[str, str], accessible: bool, plain: bool) -> None:
    printer = Console(out=io.StringIO(), environ=environ)
    assert (printer.accessible, printer.plain) == (accessible, plain)
    assert Console(out=io.StringIO(), environ=environ, accessible=True).accessible


def test_a_piped_table_is_plain_and_never_broken() -> None:
    done = subprocess.run(
        [sys.executable, "-c", TABLE], capture_output=True, encoding="utf-8", env=program_environment(COLUMNS="20")
    )
    assert done.stdout == (
        "Rigtighed\nKommune         Sager\nÆrø [jf. § 50]      9\n[/x] ␛[31m      1.234\nto linjer          10\n"
    )


def test_a_table_in_a_terminal_has_a_rule_under_its_headings() -> None:
    with Terminal([sys.executable, "-c", TABLE]) as terminal:
        assert terminal.end() == 0
        title, headings, rule, *rows = terminal.lines()
        assert title == "Rigtighed" and terminal.bold()[0] == "Rigtighed"
    assert set(rule.strip()) <= set("─ ")
    assert [line.split() for line in (headings, *rows)] == [
        ["Kommune", "Sager"],
        ["Ærø", "[jf.", "§", "50]", "9"],
        ["[/x]", "␛[31m", "1.234"],
        ["to", "linjer", "10"],
    ]
    assert len({len(line.rstrip()) for line in (headings, *rows)}) == 1, "numbers end in the same column"


@pytest.mark.parametrize("environ", [{"ACCESSIBLE": "1"}, {"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_a_terminal_can_be_asked_for_no_boxes(environ: dict[str, str]) -> None:
    with Terminal([sys.executable, "-c", TABLE], environ=program_environment(**environ)) as terminal:
        assert terminal.end() == 0
        assert terminal.lines()[1:3] == ["Kommune         Sager", "Ærø [jf. § 50]      9"]
        assert "\x1b" not in terminal.received()


def test_progress_of_what_takes_time_is_shown_and_taken_away() -> None:
    with Terminal([sys.executable, "-c", progress(steps=10, pause=0.2)]) as terminal:
        terminal.see("Trækker [x]", "%", "færdig")
        assert terminal.end() == 0
        assert terminal.lines() == ["færdig"]


def test_progress_without_a_bar_is_a_line() -> None:
    environ = program_environment(ACCESSIBLE="1")
    with Terminal([sys.executable, "-c", progress(steps=10, pause=0.2)], environ=environ) as terminal:
        assert terminal.end() == 0
        first, *others = terminal.lines()
        assert first.startswith("Trækker [x]: ") and first.endswith("\N{NO-BREAK SPACE}%")
        assert others == ["færdig"]


def test_progress_towards_an_unknown_total_is_a_count() -> None:
    program = [sys.executable, "-c", progress(steps=10, pause=0.2, total=None)]
    with Terminal(program) as terminal, Terminal(program, environ=program_environment(ACCESSIBLE="1")) as plain:
        terminal.see("Trækker [x]", "60", "færdig")
        assert "%" not in terminal.received()
        assert plain.end() == 0
        assert re.fullmatch(r"Trækker \[x\]: [1-9]0", plain.lines()[0])


def test_progress_of_what_is_quick_or_unwatched_is_not_shown() -> None:
    with Terminal([sys.executable, "-c", progress(steps=10, pause=0)]) as terminal:
        assert terminal.end() == 0
        assert terminal.lines() == ["færdig"]
    done = subprocess.run(
        [sys.executable, "-c", progress(steps=6, pause=0.25)],
        capture_output=True,
        encoding="utf-8",
        env=program_environment(),
    )
    assert (done.stdout, done.stderr) == ("færdig\n", "")


def test_what_is_asked_is_broken_between_words_and_keeps_the_space_before_the_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    out = _Screen()
    Console(out=out, err=out, environ={}).prompt("Enter næste afgørelse, t tilbage i afgørelsen, f forlad: ")
    assert out.getvalue() == "Enter næste afgørelse, t tilbage i\nafgørelsen, f forlad: "


class _Screen(io.StringIO):
    def isatty(self) -> bool:
        return True
