"""Nothing is cut on a narrow screen: every name, case number and figure of a table stands whole."""

import io
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.cli import main
from audit.privacy import one_line
from audit.terminal.console import Console
from audit.terminal.tables import LONGEST, Column, display_width
from tests.tools.workspace import EXAMPLE, Workspace

RUBRIC = "rubrics/rehabiliteringsteam.yaml"
WIDTHS = (80, 72, 60, 50)
COMMANDS = (
    "status",
    "sample show",
    "log show --last 20",
    "results",
    "results --by sagstype",
    "results --by kommune",
    "results --by sagstype,kommune",
    "results --against {example}/claims.yaml",
    "rubric diff {old} {new}",
    "rubric explain {new}",
)


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def words(text: str) -> list[str]:
    """Split as a reader does: a hard space holds together."""
    return [word.strip("\u00a0") for word in re.split(r"[ \n]+", re.sub(r"\x1b\[[0-9;]*m", "", text))]


def held(columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """What must stand whole: the words of the first column, what has a digit in it, and words of usual length."""
    for row in rows:
        for place, (column, cell) in enumerate(zip(columns, row, strict=True)):
            text = one_line(cell)
            if column.numeric and text:
                yield from words(text)
            else:
                yield from (one for one in words(text) if not place or _digits(one) or len(one) <= LONGEST)


def _digits(word: str) -> bool:
    return any(char.isdigit() for char in word)


def assert_whole(screen: Screen, wanted: Iterable[str], width: int) -> None:
    shown = re.sub(r"\x1b\[[0-9;]*m", "", screen.getvalue())
    for line in shown.split("\n"):
        assert display_width(line) <= width, line
    missing = Counter(one for one in wanted if one and len(one) <= width - 6) - Counter(words(shown))
    assert not missing, shown


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The study of 2015, and its rubric in two versions."""
    made = Workspace.make(tmp_path_factory.mktemp("narrow") / "study").scored()
    text = (made.folder / RUBRIC).read_text("utf-8")
    (made.folder / "ny.yaml").write_text(re.sub(r"(?m)^version: .*$", 'version: "2099.1"', text), "utf-8")
    return made


def run(command: Sequence[str], monkeypatch: pytest.MonkeyPatch, out: io.StringIO) -> list[str]:
    """Run with this as the screen; what its tables must show whole."""
    wanted: list[str] = []
    table = Console.table

    def recorded(self: Console, columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> None:
        kept = list(rows)
        wanted.extend(held(columns, kept))
        table(self, columns, kept)

    with monkeypatch.context() as patched:
        patched.setattr(Console, "table", recorded)
        patched.setattr(sys, "stdout", out)
        assert main(list(command)) == 0
    return wanted


@pytest.mark.parametrize("command", COMMANDS)
def test_a_narrow_screen_shows_every_name_and_figure_whole(
    study: Workspace, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(study.folder)
    monkeypatch.setenv("TERM", "xterm")
    given = command.format(example=EXAMPLE, old=RUBRIC, new="ny.yaml").split()
    piped = io.StringIO()
    run(given, monkeypatch, piped)
    for width in WIDTHS:
        monkeypatch.setenv("COLUMNS", str(width))
        screen = Screen()
        assert_whole(screen, run(given, monkeypatch, screen), width)
        figures = {one for one in words(piped.getvalue()) if _digits(one) and len(one) <= width - 6}
        assert not figures - set(words(screen.getvalue())), screen.getvalue()


CELLS = st.text(st.sampled_from("ab æ1290-§.%\u00a0"), max_size=45)
TABLES: Any = st.integers(1, 9).flatmap(
    lambda count: st.tuples(
        st.lists(st.tuples(CELLS.map(lambda text: f"H{text}"[:30]), st.booleans()), min_size=count, max_size=count),
        st.lists(st.lists(CELLS, min_size=count, max_size=count), min_size=1, max_size=4),
        st.integers(50, 80),
    )
)


@settings(deadline=None)
@given(TABLES)
def test_any_table_on_any_screen_is_whole(drawn: Any) -> None:
    heads, rows, width = drawn
    columns = [Column(head, numeric) for head, numeric in heads]
    screen = Screen()
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("COLUMNS", str(width))
        Console(out=screen, environ={}).table(columns, rows)
    assert_whole(screen, held(columns, rows), width)
