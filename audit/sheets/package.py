"""Checks the package of XML parts in an .xlsx file before openpyxl reads it.

openpyxl trusts a file: it fills every gap between the rows, forgets rows that
come in the wrong order, and unpacks whatever is packed. Files it would
misread, or that would use up memory, are refused here first.
"""

import errno
import mmap
import re
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from xml.parsers.expat import ParserCreate
from zipfile import BadZipFile, ZipFile

from audit.errors import InputError
from audit.sheets.table import unreadable

MAX_UNPACKED = 200 * 1000 * 1000
"""Bytes of all parts together; a sheet larger than this belongs in a CSV file."""
MAX_RATIO = 200
"""Times a package may grow when unpacked; sheets full of the same text reach about 60."""
MAX_CELLS = 50_000_000
"""Cells counted from column A to the last one of each row."""

MAX_TAGS = 80_000
"""Tags in a part that openpyxl reads whole, and in a sheet outside its cells; a sheet may have 65,530 links."""
MAX_FORMAT_TAGS = 40_000
"""Tags in the formats of a workbook; openpyxl takes some 60 µs and 1 kB for each."""

_SMALL = 10 * 1000 * 1000
"""Bytes; below this the ratio does not matter. Parts that are read whole are no larger."""
_CHUNK = 512 * 1024
"""Bytes without a tag: more than the text of any cell (32,767 characters, each up to ten bytes) or any attributes."""
_READ_WHOLE = re.compile(r"\[Content_Types\]\.xml|.*\.rels|docProps/.*|(?:xl/)?[^/]*\.xml|xl/theme/.*", re.IGNORECASE)
_READ_ALONG = re.compile(r"xl/(?:worksheets/.*|sharedStrings\d*)\.xml", re.IGNORECASE)
_NOT_READ = re.compile(r"xl/(?:calcChain|metadata|connections)\.xml", re.IGNORECASE)
_MAX_ROW, _MAX_COLUMN = 1_048_576, 16_384
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LETTERS = re.compile(r"[A-Z]{1,3}")
_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SAVE_AS_XLSX = "Åbn den i et regneark, og gem den som en almindelig Excel-projektmappe (.xlsx)."


class Damaged(ValueError):
    """A sheet whose contents cannot be right; the message says what, in Danish."""


@dataclass(slots=True)
class Scan:
    """What one pass over a sheet's XML shows; ``content`` is whether any cell has a value."""

    content: bool = False
    merged: list[str] = field(default_factory=list)
    hidden_rows: int = 0
    first_hidden: int = 0
    hidden_columns: int = 0
    _row: int = 0
    _column: int = 0
    _cells: int = 0
    _others: int = 0
    _row_text: str = ""
    _columns: dict[str, int] = field(default_factory=dict)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Called by the XML parser for each element."""
        if tag == _CELL:
            self._take_cell(attributes.get("r"))
        elif tag in _CONTENT:
            self.content = True
        elif tag == _ROW:
            self._take_row(attributes)
        else:
            self._take_other(tag, attributes)

    def doctype(self, *_: object) -> None:
        """Called by the XML parser for a document type, which no spreadsheet has and XML bombs need."""
        raise Damaged("arket har en dokumenttype i sin XML.")

    def _take_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r", str(self._row + 1))
        if not (number.isdecimal() and self._row < int(number) <= _MAX_ROW):
            raise Damaged(f"rækkerne efter række {self._row} står ikke i orden.")
        self._row, self._column, self._row_text = int(number), 0, number
        if attributes.get("hidden") in ("1", "true"):
            self.hidden_rows += 1
            self.first_hidden = self.first_hidden or self._row

    def _take_other(self, tag: str, attributes: dict[str, str]) -> None:
        self._others += 1
        if self._others > MAX_TAGS:
            raise Damaged("arket har for mange flettede celler, regler eller formater.")
        if tag == _MERGED:
            self.merged.append(attributes.get("ref", ""))
        elif tag == _COLUMN and attributes.get("hidden") in ("1", "true"):
            self.hidden_columns += 1

    def _take_cell(self, reference: str | None) -> None:
        column = self._column + 1
        if reference is not None:
            letters = reference.removesuffix(self._row_text)
            column = self._columns.get(letters) or self._columns.setdefault(letters, _column_number(letters))
            if column <= self._column:
                raise Damaged(f"cellerne i række {self._row} står ikke i orden.")
        if column > _MAX_COLUMN:
            raise Damaged(f"række {self._row} har for mange kolonner.")
        self._cells += column - self._column
        self._column = column
        if self._cells > MAX_CELLS:
            raise Damaged("arket har for mange celler.")


_ROW, _CELL, _MERGED, _COLUMN = (_MAIN + name for name in ("row", "c", "mergeCell", "col"))
_CONTENT = frozenset(_MAIN + name for name in ("v", "is", "t", "f"))


def scan(part: IO[bytes]) -> Scan:
    """Look through a sheet's XML; raises Damaged, ExpatError and what the zip file raises."""
    found = Scan()
    parser = ParserCreate(namespace_separator="}")
    parser.StartElementHandler = found.start
    parser.StartDoctypeDeclHandler = found.doctype
    parser.ParseFile(part)
    return found


def check_package(path: Path) -> None:
    """Raise InputError unless the file is an unencrypted .xlsx package of a bearable size."""
    name = path.name
    if not path.stat().st_size:
        raise unreadable(name, "den er tom.", "Vælg en anden fil.")
    _check_old_format(path)
    try:
        with ZipFile(path) as archive:
            _check_size(name, archive, path.stat().st_size)
            _check_parts(name, archive)
            _check_kind(name, archive)
    except (BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError, OSError) as error:
        if isinstance(error, OSError) and error.errno != errno.EINVAL:
            raise
        raise unreadable(name, "det er ikke en Excel-fil, eller den er beskadiget.", _SAVE_AS_XLSX) from None


def _check_old_format(path: Path) -> None:
    """Raise InputError for an OLE file: an .xlsx with a password, or an .xls."""
    with path.open("rb") as file:
        if file.read(4) != _OLE:
            return
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            if content.find(_ENCRYPTED) >= 0:
                raise unreadable(path.name, "den er låst med adgangskode.", "Fjern adgangskoden i Excel, og gem den.")
    raise unreadable(path.name, "den er gemt i det gamle Excel-format (.xls).", _SAVE_AS_XLSX)


def _check_size(name: str, archive: ZipFile, packed: int) -> None:
    parts = archive.infolist()
    if any(part.flag_bits & 0x1 for part in parts):
        raise unreadable(name, "den er låst med adgangskode.", "Fjern adgangskoden, og gem den.")
    if len({part.filename for part in parts}) < len(parts):
        raise unreadable(name, "den samme del findes to gange i filen.", _SAVE_AS_XLSX)
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MAX_UNPACKED or (unpacked > _SMALL and unpacked > MAX_RATIO * packed):
        raise unreadable(
            name, f"den fylder {unpacked // 1_000_000} MB, når den pakkes ud.", "Gem arket som CSV, og brug den fil."
        )


def _check_parts(name: str, archive: ZipFile) -> None:
    """Refuse parts that would take long to read, or more memory than there is, before openpyxl reads them."""
    for part in archive.infolist():
        if _NOT_READ.fullmatch(part.filename):
            continue
        along = bool(_READ_ALONG.fullmatch(part.filename))
        if not along and not _READ_WHOLE.fullmatch(part.filename):
            continue
        if not along and part.file_size > _SMALL:
            raise _too_much(name)
        tags, most = 0, MAX_FORMAT_TAGS if part.filename.lower() == "xl/styles.xml" else MAX_TAGS
        with archive.open(part) as xml:
            while chunk := xml.read(_CHUNK):
                if len(chunk) == _CHUNK and b"<" not in chunk:
                    raise unreadable(name, "noget i den er længere, end en celle kan være.", "Gem arket som CSV.")
                tags += 0 if along else chunk.count(b"<")
                if tags > most:
                    raise _too_much(name)


def _too_much(name: str) -> InputError:
    return unreadable(
        name, "den har for mange formater, navne eller henvisninger til at blive læst.", "Gem arket som CSV."
    )


def _check_kind(name: str, archive: ZipFile) -> None:
    parts = set(archive.namelist())
    if "[Content_Types].xml" not in parts or "xl/workbook.bin" in parts:
        raise unreadable(name, "det er ikke en Excel-fil af typen .xlsx.", _SAVE_AS_XLSX)
    if "xl/workbook.xml" in parts and b"purl.oclc.org/ooxml/spreadsheetml" in archive.read("xl/workbook.xml"):
        raise unreadable(name, "den er gemt som »Strict Open XML«.", _SAVE_AS_XLSX)


def _column_number(letters: str) -> int:
    """Counted from 1; 0 for what is no column."""
    number = 0
    for letter in letters if _LETTERS.fullmatch(letters) else "":
        number = 26 * number + ord(letter) - 64
    return number
