"""Reading one sheet of an Excel workbook, row by row.

A number stands as Excel shows it. A cell whose value cannot be trusted (a
formula, an error, a truth value, a number Excel has rounded) is a problem of
its row, and its text is "".
"""

import errno
import hashlib
import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from openpyxl.reader.excel import ExcelReader

from audit.errors import AuditError, Problem
from audit.sheets.excel_cells import Read, read_cell
from audit.sheets.package import Damaged, Scan, check_package, scan
from audit.sheets.table import (
    Row,
    SheetTable,
    address,
    changed_headings,
    header_problems,
    heading,
    headings_in,
    quoted,
    trimmed,
    unreadable,
)
from audit.sheets.text_file import file_stamp

_BATCH = 500
_CHOOSE_ROW = "Skriv nummeret på rækken med overskrifterne efter --header-row."
_NO_HEADING = "cellen har indhold, men kolonnen har ingen overskrift."
_DAMAGED = "Åbn den i Excel, og gem den igen, eller gem arket som CSV."


def read_excel(path: Path, sheet: str | None = None, header_row: int | None = None) -> SheetTable:
    """The table of one sheet; InputError when the workbook or the sheet cannot be read.

    ``header_row`` is the row of the headings; without it the first that is not empty.
    """
    stamp = file_stamp(path)
    check_package(path)
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    name = path.name
    with _opened(path) as reader:
        title, found = _choose(reader, name, sheet)
        warned = _warnings(reader, name, title, found)
        filled = (row for row in _every_row(reader, name, title) if any(row.cells))
        top, place = headings_in(filled, header_row)
    if top and place < 0:
        raise unreadable(name, f"række {header_row} i arket {quoted(title)} er tom.", _CHOOSE_ROW)
    if not top:
        raise unreadable(name, f"arket {quoted(title)} er tomt.", "Skriv overskrifterne i første række.")
    if place + 1 == len(top):
        raise unreadable(name, f"arket {quoted(title)} har overskrifter, men ingen rækker.", "Vælg et ark med rækker.")
    source = _Source(path, title, stamp)
    found_headings = top[place]
    header = trimmed([heading(cell.text) for cell in found_headings.cells])
    return SheetTable(
        name=name,
        sha256=sha256,
        sheet=title,
        header=header,
        problems=(
            *_heading_problems(name, found_headings, header),
            *(_merged(name, one) for one in found.merged if _last_row(one) >= found_headings.number),
            *warned,
        ),
        records=lambda: source.rows(found_headings.number, len(header)),
        header_row=found_headings.number,
        above=tuple(map(_plain_row, top[:place])),
        top=tuple(map(_plain_row, top)),
    )


@dataclass(frozen=True, slots=True)
class _Cells:
    """One row as read; ``number`` is the sheet's own."""

    number: int
    cells: tuple[Read, ...]


def _every_row(reader: ExcelReader, name: str, title: str) -> Iterator[_Cells]:
    """The rows of a sheet that was looked over, empty ones too."""
    sheet = reader.wb[title]
    sheet.reset_dimensions()
    numbered = enumerate(sheet.iter_rows(), 1)
    while True:
        with _guarded(name):
            batch = [_Cells(number, tuple(map(read_cell, row))) for number, row in islice(numbered, _BATCH)]
        if not batch:
            return
        yield from batch


def _heading_problems(name: str, row: _Cells, header: Sequence[str]) -> list[Problem]:
    def problem(column: int, what: str, todo: str) -> Problem:
        return _problem(name, row.number, column, what, todo)

    wrong = [problem(column, cell.wrong, cell.todo) for column, cell in enumerate(row.cells) if cell.wrong]
    named = {one.cell for one in wrong}
    found = [one for one in header_problems(header, problem) if one.cell not in named]
    return [*wrong, *found, *changed_headings([cell.text for cell in row.cells], problem)]


@dataclass(frozen=True, slots=True)
class _Source:
    """A sheet that can be read more than once; ``stamp`` is of the file that was looked over."""

    path: Path
    title: str
    stamp: tuple[int, int]

    def rows(self, heading: int, width: int) -> Iterator[Row]:
        """The rows below row ``heading`` that are not empty, ``width`` cells wide."""
        with _opened(self.path) as reader:
            for row in _every_row(reader, self.path.name, self.title):
                if row.number > heading and any(row.cells):
                    yield self._row(row.number, row.cells, width)
        if file_stamp(self.path) != self.stamp:
            raise unreadable(self.path.name, "den blev ændret, mens den blev læst.", "Prøv igen.")

    def _row(self, number: int, cells: tuple[Read, ...], width: int) -> Row:
        name = self.path.name
        problems = [
            _problem(name, number, column, cell.wrong, cell.todo) for column, cell in enumerate(cells) if cell.wrong
        ]
        for column, cell in enumerate(cells[width:], width):
            if cell.text:
                problems.append(_problem(name, number, column, _NO_HEADING, "Giv kolonnen en, eller slet det."))
        texts = tuple(cell.text for cell in cells[:width])
        return Row(number, texts + ("",) * (width - len(texts)), tuple(cell.raw for cell in cells), tuple(problems))


def _problem(name: str, row: int, column: int, what: str, todo: str) -> Problem:
    return Problem(what, todo, file=name, line=row, column=column + 1, cell=address(row, column))


@contextmanager
def _guarded(name: str) -> Iterator[None]:
    """openpyxl raises nearly anything on a damaged file, and warns about what does not matter here."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except AuditError:
        raise
    except Damaged as error:
        raise unreadable(name, str(error), _DAMAGED) from None
    except Exception as error:
        if isinstance(error, OSError) and error.errno not in (None, errno.EINVAL):
            raise
        raise unreadable(name, "den er beskadiget.", _DAMAGED) from error


class _Reader(ExcelReader):
    """Reads no charts."""

    def read_chartsheet(self, sheet: object, rel: object) -> None:
        """A sheet that is nothing but a chart has no table."""


@contextmanager
def _opened(path: Path) -> Iterator[ExcelReader]:
    with path.open("rb") as file:
        with _guarded(path.name):
            reader = _Reader(file, read_only=True, keep_links=False)
            reader.read()
        yield reader


def _choose(reader: ExcelReader, name: str, wanted: str | None) -> tuple[str, Scan]:
    """The sheet to read, looked over: the one asked for, or the only visible one with content."""
    with _guarded(name):
        parts = {sheet.name: rel.target for sheet, rel in reader.parser.find_sheets()}
        sheets = {sheet.title: sheet.sheet_state for sheet in reader.wb.worksheets}
        if len(sheets) < len(reader.wb.worksheets):
            raise Damaged("to ark har samme navn.")
    if wanted is not None:
        same = [title for title in sheets if title.casefold() == wanted.casefold()]
        if not same:
            raise unreadable(name, f"der er intet ark {quoted(wanted)}.", f"Arkene er {_listed(sheets)}.")
        looked_over = {same[0]: _scan(reader, name, parts[same[0]])}
    else:
        visible = [title for title, state in sheets.items() if state == "visible"]
        scans = {title: _scan(reader, name, parts[title]) for title in visible}
        looked_over = {title: found for title, found in scans.items() if found.content}
    if not looked_over:
        raise unreadable(name, "den har intet synligt ark med indhold.", "Vælg en anden fil.")
    if len(looked_over) > 1:
        raise unreadable(name, f"flere ark har indhold: {_listed(looked_over)}.", "Skriv arkets navn efter --sheet.")
    return next(iter(looked_over.items()))


def _scan(reader: ExcelReader, name: str, part: str) -> Scan:
    with _guarded(name), reader.archive.open(part) as xml:
        return scan(xml)


def _plain_row(row: _Cells) -> Row:
    """A row as it stands, whatever the headings are."""
    return Row(row.number, tuple(cell.text for cell in row.cells), tuple(cell.raw for cell in row.cells))


def _last_row(reference: str) -> int:
    return int(re.findall(r"\d+", reference)[-1])


def _merged(name: str, reference: str) -> Problem:
    first, _, _ = reference.partition(":")
    row = int("".join(filter(str.isdecimal, first)) or 0)
    return Problem(
        f"cellerne {reference} er flettet, så kun den første har en værdi.",
        "Ophæv fletningen, og udfyld hver celle.",
        file=name,
        line=row,
        cell=first,
    )


def _warnings(reader: ExcelReader, name: str, title: str, found: Scan) -> list[Problem]:
    """What the user should know, but need not mend."""
    said = []
    hidden = [sheet.title for sheet in reader.wb.worksheets if sheet.sheet_state != "visible" and sheet.title != title]
    if hidden:
        said.append(f"projektmappen har skjulte ark, som ikke læses: {_listed(hidden)}.")
    if found.hidden_rows:
        rows = "én skjult række" if found.hidden_rows == 1 else f"{found.hidden_rows} skjulte rækker"
        said.append(f"arket har {rows} fra række {found.first_hidden}, som læses med.")
    if found.hidden_columns:
        said.append("arket har skjulte kolonner, som læses med.")
    if any(part.startswith("xl/externalLinks/") for part in reader.valid_files):
        said.append("projektmappen henviser til andre filer; henvisningerne følges ikke.")
    return [Problem(what, file=name, warning=True) for what in said]


def _listed(titles: Iterable[str]) -> str:
    return ", ".join(quoted(title) for title in titles)
