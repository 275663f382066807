"""Printing: lines, headings, tables and progress.

Every text is printed as it is, with control characters made visible; nothing a
user or a file has written is read as markup or reaches the terminal as a
command. Boxes and bold are left out when the output is not a terminal, with
``NO_COLOR`` (no-color.org) and with ``ACCESSIBLE=1``, for screen readers.
"""

import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from textwrap import wrap
from typing import TYPE_CHECKING, Literal, Protocol, TextIO

from audit.errors import Problem
from audit.privacy import one_line, visible
from audit.terminal.progress import Progress
from audit.terminal.tables import Column, fitted, folded, plain_table

if TYPE_CHECKING:
    from rich.console import Console as RichConsole

WIDEST = 100
"""Columns; running text is not set wider."""


class Step(Protocol):
    """Tells a progress bar that more is done."""

    def __call__(self, amount: int = 1) -> None:
        """``amount`` more of the total is done."""
        ...


class Console:
    """Where a command prints. ``accessible`` is the study's setting; the environment's counts too."""

    def __init__(
        self,
        *,
        accessible: bool = False,
        out: TextIO | None = None,
        err: TextIO | None = None,
        environ: Mapping[str, str] = os.environ,
    ) -> None:
        self.out = out or sys.stdout
        self.err = err or sys.stderr
        self.accessible = accessible or environ.get("ACCESSIBLE", "0") not in ("", "0")
        unable = environ.get("NO_COLOR", "") != "" or environ.get("TERM") == "dumb"
        self.is_terminal = self.out.isatty()
        self._undrawn = self.accessible or unable
        self.plain = self._undrawn or not self.is_terminal
        self._rich_console: RichConsole | None = None

    def line(self, text: str = "", *, hang: int = 0) -> None:
        """Print a text and a newline; on a terminal broken between words, later lines ``hang`` columns in."""
        for line in self._fitted(text, hang):
            self.out.write(f"{line}\n")

    def strong(self, text: str) -> None:
        """A heading or a question: bold where that is possible."""
        if self.plain:
            self.line(text)
            return
        from rich.text import Text

        for line in self._fitted(text, 0):
            self._rich().print(Text(line, "bold"), soft_wrap=True)

    def prompt(self, text: str) -> None:
        """Print a text without a newline, at once; on a terminal broken between words."""
        asked = text.rstrip(" ")
        self.out.write("\n".join(self._fitted(asked, 0)) + text[len(asked) :])
        self.out.flush()

    def flush(self) -> None:
        """Let everything printed reach its reader."""
        self.out.flush()

    def problems(self, problems: Iterable[Problem]) -> None:
        """Print warnings, one a line, where errors are printed."""
        self.out.flush()
        self.err.write("".join(f"{visible(str(problem))}\n" for problem in problems))

    def table(self, columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> None:
        """Print a table; numeric columns stand to the right.

        Where the screen is too narrow for it, each row is a paragraph with a line for each column, under its
        first cell unless that is empty.
        """
        if self.plain:
            for line in plain_table(columns, rows):
                self.out.write(f"{line}\n")
            return
        cells = [[one_line(cell) for cell in row] for row in rows]
        widths = fitted(columns, cells, self._rich().width - 2)
        if widths is None:
            for about, *others in cells:
                self.line()
                if about:
                    self.strong(about)
                for column, cell in zip(columns[1:], others, strict=True):
                    self.line(f"  {column.heading}: {cell}", hang=4)
            return
        from rich.box import SIMPLE_HEAD
        from rich.table import Table
        from rich.text import Text

        table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
        for column, width in zip(columns, widths, strict=True):
            justify: Literal["left", "right"] = "right" if column.numeric else "left"
            table.add_column(Text(folded(one_line(column.heading), width)), justify=justify, width=width)
        for row in cells:
            table.add_row(*(Text(folded(cell, width)) for cell, width in zip(row, widths, strict=True)))
        self._rich().print(table)

    @contextmanager
    def progress(self, label: str, total: int | None) -> Iterator[Step]:
        """Show how far something has come, when it takes more than a second and someone is watching.

        A bar on the error stream; a line now and then where boxes are left out.
        A ``total`` of None is one that is not known beforehand.
        """
        bar = Progress(visible(label), total, self.err, plain=self._undrawn)
        try:
            yield bar.step
        finally:
            bar.close()

    def _fitted(self, text: str, hang: int) -> Iterator[str]:
        """The text's lines as they are printed."""
        for line in visible(text).split("\n"):
            if not self.is_terminal or len(line) < (width := self._width()):
                yield line
                continue
            indent = " " * min(hang, width // 2)
            yield from wrap(
                line, width - 1, subsequent_indent=indent, replace_whitespace=False, break_on_hyphens=False
            ) or [""]

    def _width(self) -> int:
        """Columns now: the user may have resized the window since the last line.

        ``COLUMNS`` counts first, as it does for tables.
        """
        asked = os.environ.get("COLUMNS", "")
        try:
            columns = int(asked) if asked.isdecimal() else os.get_terminal_size(self.out.fileno()).columns
        except OSError:
            columns = 0
        return max(min(columns or 80, WIDEST), 20)

    def _rich(self) -> "RichConsole":
        if self._rich_console is None:
            from rich.console import Console as RichConsole

            self._rich_console = RichConsole(file=self.out, markup=False, emoji=False, highlight=False)
        return self._rich_console
