"""Keys from a Windows console."""

import sys

from audit.privacy import visible
from audit.terminal.console import Console
from audit.terminal.key_reader import ERASE, PASTED, EndOfInput, read_entry

if sys.platform == "win32":
    import msvcrt

    _INTERRUPT, _END_OF_FILE = "\x03", "\x1a"
    _FIRST_OF_TWO = ("\x00", "\xe0")
    """What an arrow or function key begins with."""

    class WindowsKeys:
        """Single keys and lines from the console."""

        by_keys = True
        line = 0

        def __init__(self, console: Console) -> None:
            self._console = console

        def entry(self, prompt: str, *, one_key: bool) -> str:
            """One key or word, or one line; what was typed before the prompt stood there is dropped."""
            _drop_pending()
            if one_key:
                self._console.prompt(prompt)
                entry = read_entry(self._key, self._console.prompt)
                self._console.line()
                return entry
            self._console.flush()
            try:
                return input(visible(prompt)).strip()
            except EOFError:
                raise EndOfInput from None

        def left(self) -> bool:
            """Nothing is left of what somebody types."""
            return False

        def _key(self) -> str:
            while True:
                key = msvcrt.getwch()
                if key in _FIRST_OF_TWO and msvcrt.kbhit():  # alone it is the letter à
                    msvcrt.getwch()
                elif key == _INTERRUPT:
                    raise KeyboardInterrupt
                elif key == _END_OF_FILE:
                    raise EndOfInput
                elif key == "\r":
                    return ""
                elif key == "\b":
                    return ERASE
                elif msvcrt.kbhit():  # no hand is that fast
                    _drop_pending()
                    return PASTED
                elif key.isprintable():
                    return key

    def _drop_pending() -> None:
        while msvcrt.kbhit():
            msvcrt.getwch()
