"""Progress of what takes more than a second, on the error stream, when someone is watching."""

from time import monotonic
from typing import TYPE_CHECKING, TextIO

from audit.wording.numbers import whole
from audit.wording.shares import percent_words

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress
    from rich.progress import TaskID

_PATIENCE = 1.0
"""Seconds before anything is shown."""
_BETWEEN_LINES, _BETWEEN_BARS = 10.0, 0.1
"""Seconds between two lines, or two drawings of the bar."""


class Progress:
    """How far one thing has come: a bar, or now and then a line when ``plain``; a count where no total is known."""

    def __init__(self, label: str, total: int | None, err: TextIO, *, plain: bool) -> None:
        self._label, self._total, self._err, self._plain = label, total, err, plain
        self._done = 0
        self._bar: tuple[RichProgress, TaskID] | None = None
        self._next = monotonic() + _PATIENCE if err.isatty() else float("inf")

    def step(self, amount: int = 1) -> None:
        """``amount`` more of the total is done."""
        self._done += amount
        if monotonic() >= self._next:
            self._next = monotonic() + (_BETWEEN_LINES if self._plain else _BETWEEN_BARS)
            self._show()

    def close(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar[0].stop()

    def _show(self) -> None:
        if self._plain:
            self._err.write(f"{self._label}: {self._how_far()}\n")
            self._err.flush()
            return
        if self._bar is None:
            from rich.console import Console
            from rich.progress import BarColumn, Progress, TextColumn

            text, how_far = (
                TextColumn(f"{{task.{name}}}", markup=False) for name in ("description", "fields[how_far]")
            )
            bar = Progress(text, BarColumn(), how_far, console=Console(file=self._err), transient=True)
            self._bar = (bar, bar.add_task(self._label, total=self._total, how_far=""))
            bar.start()
        self._bar[0].update(self._bar[1], completed=self._done, how_far=self._how_far())

    def _how_far(self) -> str:
        if self._total is None:
            return whole(self._done)
        return percent_words(100 * self._done // self._total if self._total else 100)
