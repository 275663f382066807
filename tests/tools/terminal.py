"""A program in a real terminal: what is typed into it, and what its user sees."""

import fcntl
import os
import signal
import struct
import termios
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pexpect
import pyte
from pexpect.fdpexpect import fdspawn

from tests.tools import forking

ROOT = Path(__file__).parents[2]
ROWS, COLUMNS = 24, 80


def program_environment(**changes: str) -> dict[str, str]:
    """The environment a program under test runs in: ours, with the project importable and a plain terminal."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ("NO_COLOR", "ACCESSIBLE", "COLUMNS", "AUDIT_REVIEWER")
    }
    inputrc = {"INPUTRC": os.devnull}
    return kept | inputrc | {"PYTHONPATH": str(ROOT), "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"} | changes


class Terminal:
    """A program with a terminal of its own."""

    def __init__(self, arguments: Sequence[str], *, cwd: Path = ROOT, environ: Mapping[str, str] | None = None) -> None:
        self.master, slave = os.openpty()
        self.resize(ROWS, COLUMNS)
        self.before = termios.tcgetattr(self.master)
        self._screen: Any = pyte.HistoryScreen(COLUMNS, ROWS, history=100_000, ratio=0.5)
        self._stream: Any = pyte.Stream(self._screen)
        environ = environ or program_environment()
        self.process = forking.start(arguments, (slave, slave, slave), cwd, environ, own_terminal=True)
        os.close(slave)
        self._spawn: Any = fdspawn(self.master, encoding="utf-8", codec_errors="replace", timeout=30)
        self._feed = _Feed(self._stream)
        self._spawn.logfile_read = self._feed

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.hang_up()

    def type(self, text: str) -> None:
        """Press the keys."""
        os.write(self.master, text.encode())

    def see(self, *texts: str) -> None:
        """Wait until the texts have come, one after the other."""
        for text in texts:
            self._spawn.expect_exact(text)

    def answer(self, prompt: str, keys: str) -> None:
        """Wait for a prompt, then press the keys."""
        self.see(prompt)
        self.type(keys)

    def lines(self) -> list[str]:
        """Everything that stands on the screen and above it, without empty lines."""
        above = ["".join(row[column].data for column in range(COLUMNS)) for row in self._screen.history.top]
        return [line.rstrip() for line in (*above, *self._screen.display) if line.strip()]

    def received(self) -> str:
        """Everything the program has sent, control sequences too."""
        return "".join(self._feed.pieces)

    def bold(self) -> list[str]:
        """The bold pieces of text on the screen."""
        rows = (self._screen.buffer[row] for row in range(ROWS))
        texts = ("".join(row[column].data for column in range(COLUMNS) if row[column].bold) for row in rows)
        return [text for text in texts if text]

    def modes(self) -> tuple[bool, bool]:
        """Whether the terminal echoes, and whether it waits for Enter."""
        flags = termios.tcgetattr(self.master)[3]
        return bool(flags & termios.ECHO), bool(flags & termios.ICANON)

    def restored(self) -> bool:
        """Whether the terminal is as it was before the program."""
        return bool(termios.tcgetattr(self.master) == self.before)

    def sane(self) -> None:
        """Set the terminal as a shell does."""
        termios.tcsetattr(self.master, termios.TCSANOW, self.before)

    def resize(self, rows: int, columns: int) -> None:
        """Pull the window's corner."""
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def kill(self, number: signal.Signals) -> None:
        """Send the program a signal."""
        self.process.send_signal(number)

    def hang_up(self) -> None:
        """Close the window."""
        if self.master >= 0:
            os.close(self.master)
            self.master = -1

    def end(self) -> int:
        """Wait for the program to end, reading what it still says; its exit code."""
        self._spawn.expect(pexpect.EOF)
        return self.process.wait(30)


class _Feed:
    """Hands what is read to the screen, and keeps it."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self.pieces: list[str] = []

    def write(self, text: str) -> None:
        self._stream.feed(text)
        self.pieces.append(text)

    def flush(self) -> None:
        pass
