"""docs/skriv-et-maaleskema.md, followed to the letter: each block is written, each command run, each answer compared.

A block marked ``tilføj`` is written at the end of the file; one marked
``forkert`` stands there only for the command below it. When the program says
things otherwise than before, ``python -m tests.e2e.test_tutorial`` writes its
answers into the page; read them before they are committed.
"""

import os
import re
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from audit.rubric.model import Rubric
from audit.rubric.reading import read_rubric
from audit.workshop.schema import schema_text
from tests.tools import forking

PAGE = Path(__file__).parents[2] / "docs" / "skriv-et-maaleskema.md"
FILE = "begrundelse.yaml"
BLOCK = re.compile(r"^```([^\n]*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Step:
    """A command on the page, the file as the reader has it by then, and what the page says comes of it."""

    command: str
    written: str
    shown: str


def blocks(page: str) -> list[tuple[str, str]]:
    """The blocks of a page: what they are marked with, and what is in them."""
    return [(match[1], match[2]) for match in BLOCK.finditer(page)]


def steps(page: str) -> list[Step]:
    """The commands of the page in order."""
    found: list[Step] = []
    lasting = mistaken = ""
    for kind, text in blocks(page):
        if kind == "yaml tilføj":
            lasting, mistaken = lasting + text, ""
        elif kind == "yaml forkert":
            mistaken = text
        else:
            command, _, shown = text.partition("\n")
            found.append(Step(command.removeprefix("$ "), lasting + mistaken, shown))
            mistaken = ""
    return found


def printed(step: Step, folder: Path) -> str:
    """What the command prints in a folder with nothing but the file."""
    (folder / FILE).write_text(step.written, "utf-8")
    program, *arguments = step.command.split()
    assert program == "audit"
    with tempfile.TemporaryFile() as nothing, tempfile.TemporaryFile() as screen:
        files = (nothing.fileno(), screen.fileno(), screen.fileno())
        code = forking.start([sys.executable, "-m", "audit", *arguments], files, folder, os.environ).wait()
        screen.seek(0)
        shown = screen.read().decode()
    assert code in (0, 1), shown
    assert (folder / FILE).read_text("utf-8") == step.written
    return shown


TEXT = PAGE.read_text("utf-8")
STEPS = steps(TEXT)


@pytest.mark.parametrize("number", range(len(STEPS)))
def test_the_command_prints_what_the_page_shows(tmp_path: Path, number: int) -> None:
    assert printed(STEPS[number], tmp_path) == STEPS[number].shown


def test_every_block_is_tried() -> None:
    kinds = [kind for kind, _ in blocks(TEXT)]
    assert {*kinds} == {"yaml tilføj", "yaml forkert", "console"}
    assert kinds[0] == "yaml tilføj"
    for kind, after in zip(kinds, [*kinds[1:], ""], strict=True):
        assert kind != "yaml forkert" or after == "console", "a wrong block is followed by what comes of it"
    assert TEXT.count("\n```") == 2 * len(kinds)


def finished() -> Rubric:
    text = "".join(text for kind, text in blocks(TEXT) if kind == "yaml tilføj")
    reading = read_rubric(text.encode(), FILE)
    assert reading.problems == ()
    assert reading.rubric is not None
    return reading.rubric


def test_the_reader_ends_with_ten_questions_of_all_five_types() -> None:
    rubric = finished()
    assert len(rubric.questions) == 10
    assert {question.type for question in rubric.questions.values()} == {"choice", "multi", "number", "date", "text"}
    for part in ("laws", "findings", "deadlines", "measures", "recommendations", "tests"):
        assert getattr(rubric, part), part
    assert any(question.ask_if for question in rubric.questions.values())
    assert {word for question in rubric.questions.values() for word in question.allow} == {
        "ikke_relevant",
        "kan_ikke_vurderes",
        "fremgår_ikke",
    }


def test_the_hole_is_found_and_closed() -> None:
    first, second = (step for step in STEPS if "--mutate" in step.command)
    assert "1 hul i prøverne." in first.shown
    assert "grænsen 3 i »klagefrist«" in first.shown
    assert "overser 0" in second.shown
    assert "hul" not in second.shown


def test_the_first_line_names_the_schema_that_the_first_command_writes(tmp_path: Path) -> None:
    named = STEPS[0].written.splitlines()[0].removeprefix("# yaml-language-server: $schema=")
    printed(STEPS[0], tmp_path)
    assert (tmp_path / named).read_text("utf-8") == schema_text()


def refreshed(page: str) -> str:
    """The page with what the program says now."""
    coming = iter(steps(page))

    def block(match: re.Match[str]) -> str:
        if match[1] != "console":
            return match[0]
        step = next(coming)
        with tempfile.TemporaryDirectory() as folder:
            return f"```console\n$ {step.command}\n{printed(step, Path(folder))}```"

    return BLOCK.sub(block, page)


if __name__ == "__main__":
    PAGE.write_text(refreshed(TEXT), "utf-8")
