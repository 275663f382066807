"""Keys from a terminal on Linux and macOS."""

import codecs
import io
import os
import select
import signal
import sys
import termios
import tty
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import NoReturn

from audit.privacy import visible
from audit.terminal.console import Console
from audit.terminal.key_reader import EndOfInput, KeyReader, read_entry

_PASTE_ON, _PASTE_OFF = "\x1b[?2004h", "\x1b[?2004l"
"""Ask the terminal to say where pasted text begins and ends (xterm's bracketed paste)."""


class PosixKeys:
    """Single keys with the terminal in cbreak mode; lines with its ordinary editing."""

    by_keys = True
    line = 0

    def __init__(self, console: Console, fd: int) -> None:
        self._console, self._fd = console, fd
        self._before = termios.tcgetattr(fd)
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._reader = KeyReader(self._char)
        self._prompt: str | None = None
        if isinstance(sys.stdin, io.TextIOWrapper):  # lines as keys: UTF-8, or refused, whatever the locale says
            sys.stdin.reconfigure(encoding="utf-8", errors="strict")
        try:
            import readline
        except ImportError:  # pragma: no cover - Python built without it: the terminal's own editing then
            pass
        else:
            readline.set_auto_history(False)  # remarks are not kept anywhere but in the database
            if "libedit" not in (readline.__doc__ or ""):
                # Python turns it off; without it only the first line of a pasted text would be taken.
                readline.parse_and_bind("set enable-bracketed-paste on")
                # Where the locale has no UTF-8 it would take the first byte of æ, ø and å for Meta with a key.
                for setting in ("convert-meta off", "input-meta on", "output-meta on"):
                    readline.parse_and_bind(f"set {setting}")

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Take the keys one at a time; put everything back at the end, also after SIGTERM and SIGHUP."""
        handlers = {number: signal.signal(number, _leave) for number in (signal.SIGTERM, signal.SIGHUP)}
        handlers[signal.SIGCONT] = signal.signal(signal.SIGCONT, self._continued)
        try:
            self._take_keys()
            yield
        finally:
            self._give_back()
            for number, handler in handlers.items():
                signal.signal(number, handler)

    def entry(self, prompt: str, *, one_key: bool) -> str:
        """One key or word, or one line; what was typed before the prompt stood there is dropped."""
        self._drop_pending()
        if not one_key:
            return self._line(prompt)
        self._console.prompt(prompt)
        self._prompt = prompt
        try:
            entry = read_entry(self._reader.key, self._console.prompt)
        except EndOfInput:
            self._console.line()
            raise
        finally:
            self._prompt = None
        self._console.line()
        return entry

    def left(self) -> bool:
        """Nothing is left of what somebody types."""
        return False

    def _drop_pending(self) -> None:
        with suppress(OSError, termios.error):
            termios.tcflush(self._fd, termios.TCIFLUSH)

    def _line(self, prompt: str) -> str:
        self._console.flush()
        self._give_back()
        try:
            return input(visible(prompt)).strip()
        except EOFError:
            self._console.line()
            raise EndOfInput from None
        finally:
            self._take_keys()

    def _char(self, seconds: float | None) -> str | None:
        """The next character; a terminal that has gone away has ended its input."""
        while True:
            if not select.select([self._fd], [], [], seconds)[0]:
                return None
            try:
                byte = os.read(self._fd, 1)
            except OSError:
                byte = b""
            if not byte:
                raise EndOfInput
            if char := self._decoder.decode(byte):
                return char

    def _take_keys(self) -> None:
        with suppress(OSError, termios.error):
            tty.setcbreak(self._fd, termios.TCSANOW)
        self._say_to_terminal(_PASTE_ON)

    def _give_back(self) -> None:
        self._say_to_terminal(_PASTE_OFF)
        with suppress(OSError, termios.error):  # it may be gone
            termios.tcsetattr(self._fd, termios.TCSANOW, self._before)

    def _say_to_terminal(self, control: str) -> None:
        if self._console.is_terminal and os.environ.get("TERM") != "dumb":
            with suppress(OSError):
                self._console.out.write(control)
                self._console.out.flush()

    def _continued(self, number: int, frame: FrameType | None) -> None:
        """After Ctrl-Z and fg: the shell has set the terminal its own way."""
        if self._prompt is not None:
            self._take_keys()
            self._console.prompt(f"\n{self._prompt}")


def _leave(number: int, frame: FrameType | None) -> NoReturn:
    """End as after the signal, by the road on which everything is put back."""
    raise SystemExit(128 + number)
