"""Finds the checksum of a text file, and the one character encoding that fits all its bytes.

UTF-8 when every byte fits it, Windows-1252 when not; nothing is ever replaced
or guessed, for a letter read wrongly is a kommune or a name read wrongly.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO

from audit.sheets.table import unreadable

_BLOCK = 1 << 20
_LONGEST_LINE = 4 << 20
"""Bytes; a longer line is no row of a table, and would fill the memory."""
_UNDEFINED = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
"""Bytes without a character in Windows-1252 (the Unicode Consortium's CP1252.TXT)."""
_DANISH_IN_UTF8 = re.compile(rb"\xc3[\x85\x86\x98\xa5\xa6\xb8]")
"""ÅÆØåæø in UTF-8; as Windows-1252 they would be »Ã¦« and the like, which no one writes."""
_BOM = b"\xef\xbb\xbf"
_NOT_TEXT = {
    b"PK\x03\x04": ("det er et regneark og ikke en CSV-fil.", "Giv filen endelsen .xlsx, eller gem den som CSV."),
    b"\xd0\xcf\x11\xe0": ("det er et regneark og ikke en CSV-fil.", "Gem den som CSV eller .xlsx."),
    b"\xff\xfe": ("den er gemt i UTF-16 (»Unicode-tekst«).", "Gem den som CSV UTF-8."),
    b"\xfe\xff": ("den er gemt i UTF-16 (»Unicode-tekst«).", "Gem den som CSV UTF-8."),
}
_SAVE_AS_UTF8 = "Åbn den i et regneark, og gem den som CSV UTF-8."


@dataclass(frozen=True, slots=True)
class TextFile:
    """A text file after one pass over its bytes. ``stamp`` is its size and time of change."""

    path: Path
    sha256: str
    encoding: str
    stamp: tuple[int, int]

    def open(self) -> TextIOWrapper:
        """The file as text, line ends as they are."""
        return self.path.open(encoding=self.encoding, newline="")

    def must_be_unchanged(self) -> None:
        """Raise InputError when the file's size or time of change is not as when it was examined."""
        if file_stamp(self.path) != self.stamp:
            raise unreadable(self.path.name, "den blev ændret, mens den blev læst.", "Prøv igen.")


def file_stamp(path: Path) -> tuple[int, int]:
    """Size and time of change, to see whether a file was written to meanwhile."""
    stat = path.stat()
    return stat.st_size, stat.st_mtime_ns


def examine(path: Path) -> TextFile:
    """Checksum and encoding of a file; InputError naming the line that fits no encoding."""
    stamp = file_stamp(path)
    digest = hashlib.sha256()
    clues = _Clues(path.name)
    with path.open("rb") as file:
        _must_be_text(path.name, file)
        for piece in _whole_lines(file, path.name):
            digest.update(piece)
            clues.read(piece)
    return TextFile(path, digest.hexdigest(), clues.encoding(), stamp)


@dataclass(slots=True)
class _Clues:
    """The first lines that speak against one encoding or the other; 0 where none does."""

    name: str
    lines: int = field(default=0, init=False)
    not_utf8: int = field(default=0, init=False)
    not_cp1252: int = field(default=0, init=False)
    surely_utf8: int = field(default=0, init=False)

    def read(self, piece: bytes) -> None:
        if b"\0" in piece:
            line = self._line(piece, piece.index(b"\0"))
            raise unreadable(self.name, f"linje {line} har et nul-tegn, som ikke er tekst.", _SAVE_AS_UTF8)
        if not piece.isascii():
            self._look(piece)
        self.lines += _line_ends(piece)

    def encoding(self) -> str:
        if not self.not_utf8:
            return "utf-8-sig"
        if self.surely_utf8:
            raise unreadable(
                self.name, f"linje {self.not_utf8} er ikke UTF-8, selv om resten af filen er det.", _SAVE_AS_UTF8
            )
        if self.not_cp1252:
            raise unreadable(self.name, f"linje {self.not_cp1252} er hverken UTF-8 eller Windows-1252.", _SAVE_AS_UTF8)
        return "cp1252"

    def _look(self, piece: bytes) -> None:
        try:
            piece.decode("utf-8")
        except UnicodeDecodeError as error:
            self.not_utf8 = self.not_utf8 or self._line(piece, error.start)
        if not self.not_cp1252 and (undefined := _UNDEFINED.search(piece)):
            self.not_cp1252 = self._line(piece, undefined.start())
        if not self.surely_utf8:
            danish = _DANISH_IN_UTF8.search(piece)
            if danish or (not self.lines and piece.startswith(_BOM)):
                self.surely_utf8 = self._line(piece, danish.start() if danish else 0)

    def _line(self, piece: bytes, place: int) -> int:
        return self.lines + _line_ends(piece[:place]) + 1


def _must_be_text(name: str, file: BinaryIO) -> None:
    start = file.read(4)
    for signature, (what, todo) in _NOT_TEXT.items():
        if start.startswith(signature):
            raise unreadable(name, what, todo)
    file.seek(0)


def _whole_lines(file: BinaryIO, name: str) -> Iterator[bytes]:
    """The file in blocks that end where a line does."""
    rest = b""
    while block := file.read(_BLOCK):
        block = rest + block
        cut = max(block.rfind(b"\n"), block.rfind(b"\r", 0, -1)) + 1
        rest = block[cut:]
        if len(rest) > _LONGEST_LINE:
            raise unreadable(name, "en linje er over 4 MB lang, så det er ikke en tabel.", "Vælg en anden fil.")
        if cut:
            yield block[:cut]
    if rest:
        yield rest


def _line_ends(piece: bytes) -> int:
    return piece.count(b"\n") + piece.count(b"\r") - piece.count(b"\r\n")
