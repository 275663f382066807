"""Keys out of the characters a terminal sends: what is a key, and what only looks like several."""

from collections.abc import Callable

PASTED = "\x1b[200~"
"""What ``entry`` gives for pasted text where a key was asked for: what a terminal sends before it."""

ERASE = "\x7f"
"""What ``key`` gives for backspace."""

_ESCAPE, _END_OF_FILE = "\x1b", "\x04"
_PASTE_END = "\x1b[201~"


class EndOfInput(Exception):
    """There is nothing more to read: the pipe is empty, Ctrl-D was pressed or the terminal is gone."""


def read_entry(key: Callable[[], str], echo: Callable[[str], None]) -> str:
    """One entry out of keys, shown as it is typed: a digit or a sign at once, or a word up to Enter.

    A letter begins a word, so that no word does what its first letter stands for. ``key`` gives the next key,
    "" for Enter, PASTED or ERASE. A word that is erased again is no entry.
    """
    word = ""
    while True:
        one = key()
        if one == ERASE:
            if word:
                word = word[:-1]
                echo("\b \b")
        elif one == PASTED:
            return PASTED
        elif not one:
            return word
        else:
            word += one
            echo(one)
            if not word[0].isalpha():
                return word


class KeyReader:
    """Keys out of the characters a terminal sends.

    ``read`` gives the next character, waiting the seconds given or for ever;
    None when none came in time. Escape sequences are swallowed whole (ECMA-48
    § 5.4: after ESC [ come parameters up to a character from @ to ~).
    """

    def __init__(self, read: Callable[[float | None], str | None]) -> None:
        self._read = read
        self._escaped = False

    def key(self) -> str:
        """The next printable character, "" for Enter, PASTED or ERASE. Raises EndOfInput for Ctrl-D."""
        while True:
            char = self._read(None)
            late, self._escaped = self._escaped and char in ("[", "O"), False
            if late or char == _ESCAPE:
                if self._sequence(char if late else None) == PASTED:
                    self._skip_paste()
                    return PASTED
            elif char in ("\r", "\n"):
                return ""
            elif char == _END_OF_FILE:
                raise EndOfInput
            elif char in (ERASE, "\b"):
                return ERASE
            elif char and char.isprintable():
                return char

    def _sequence(self, first: str | None) -> str:
        """Read the rest of an escape sequence; a slow line may bring it long after the ESC."""
        char = first or self._read(0.05)
        while char == _ESCAPE:
            char = self._read(0.05)
        if char is None:
            self._escaped = True
            return _ESCAPE
        sequence = _ESCAPE + char
        if char == "O":
            return sequence + (self._read(None) or "")
        if char == "[":
            # A second [ is not the end: the Linux console's function keys have it.
            while char == "[" or not "@" <= char <= "~":
                char = self._read(None) or ""
                sequence += char
        return sequence

    def _skip_paste(self) -> None:
        tail = ""
        while tail != _PASTE_END:
            tail = (tail + (self._read(None) or ""))[-len(_PASTE_END) :]
