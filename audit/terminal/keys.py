"""What the user types: single keys and lines from a terminal, or lines from a pipe.

At a terminal a digit counts at once, and a letter begins a word that ends with
Enter. An arrow or function key is never an answer, pasted text is not either,
and keys pressed before the prompt is there are dropped, so that nothing is
answered unseen. The terminal is put back as it was however the program ends,
short of SIGKILL.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, Protocol

from audit.terminal.console import Console
from audit.terminal.key_reader import EndOfInput


class Entries(Protocol):
    """Where entries come from."""

    by_keys: bool
    """Whether single keys count at once."""
    line: int
    """The lines read so far; 0 where someone is typing."""

    def entry(self, prompt: str, *, one_key: bool) -> str:
        """One key or word, or one line; "" for Enter alone, PASTED for pasted text where one key was asked for.

        Raises EndOfInput, and UnicodeError for bytes that are not text.
        """
        ...

    def left(self) -> bool:
        """Whether a line that is not empty is left of a file; it is read with that."""
        ...


class PipedLines:
    """Lines from a file or a pipe: each is one entry."""

    by_keys = False

    def __init__(self, console: Console, source: BinaryIO) -> None:
        self._console, self._source = console, source
        self.line = 0

    def entry(self, prompt: str, *, one_key: bool) -> str:
        """The next line."""
        self._console.prompt(prompt)
        line = self._source.readline()
        self._console.line()
        if not line:
            raise EndOfInput
        self.line += 1
        return line.decode("utf-8-sig").strip()

    def left(self) -> bool:
        """Whether a line that is not empty is left."""
        while line := self._source.readline():
            self.line += 1
            if line.strip():
                return True
        return False


@contextmanager
def open_entries(console: Console) -> Iterator[Entries]:
    """The keyboard when there is one, else the pipe; the terminal is put back afterwards."""
    if not sys.stdin.isatty():
        yield PipedLines(console, sys.stdin.buffer)
    elif sys.platform == "win32":
        from audit.terminal.windows_keys import WindowsKeys

        yield WindowsKeys(console)
    else:
        from audit.terminal.posix_keys import PosixKeys

        keys = PosixKeys(console, sys.stdin.fileno())
        with keys.listening():
            yield keys
