"""Reading a CSV file row by row, so that a million rows take no more memory than one."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import dropwhile, pairwise
from pathlib import Path
from typing import NamedTuple

from audit.errors import Problem
from audit.sheets.table import (
    TOP,
    Row,
    SheetTable,
    changed_headings,
    clean,
    clean_row,
    header_problems,
    heading,
    headings_in,
    trimmed,
    unreadable,
)
from audit.sheets.text_file import TextFile, examine
from audit.wording.numbers import counted

_SEPARATORS = (";", ",", "\t")
_OTHERS = "|"
"""Separators that other programs use, so that a single column made of them is named."""
_HEAD = 1 << 16
"""Characters; as much as is looked at to find the separator."""
_BLANK = "".join(_SEPARATORS) + " \r\n"
_SAVED_AGAIN = re.compile(r'"?sep=[;,\t]?"?[;,\t]*')
_USE_SEPARATORS = "Gem den med semikolon, komma eller tabulator mellem cellerne."
_MEND_QUOTES = 'Et anførselstegn, der åbner en celle, skal også lukke den; i teksten skrives det to gange ("").'


def read_csv(path: Path, header_row: int | None = None) -> SheetTable:
    """The table in a CSV file; InputError when it is not one.

    ``header_row`` is the line of the headings; without it the first that is not empty.
    """
    reader = _CsvReader(examine(path), header_row or 0)
    name = path.name
    filled = (record for record in reader.records() if record.broken or any(map(clean, record.values)))
    top, place = headings_in(filled, header_row)
    if top and place < 0:
        what = f"der begynder ingen række i linje {header_row}."
        raise unreadable(name, what, "Skriv nummeret på linjen med overskrifterne efter --header-row.")
    if not top:
        raise unreadable(name, "den er tom.", "Vælg en fil med overskrifter i første linje.")
    first = top[place]
    if first.broken:
        raise unreadable(name, f"anførselstegnene i linje {first.number} passer ikke sammen.", _MEND_QUOTES)
    physical = tuple(heading(text) for text in first.values)
    header = trimmed(physical)

    def problem(column: int, what: str, todo: str) -> Problem:
        return Problem(what, todo, file=name, line=first.number, column=column + 1)

    table = SheetTable(
        name=name,
        sha256=reader.file.sha256,
        sheet="",
        header=header,
        problems=(*header_problems(header, problem), *changed_headings(first.values, problem)),
        records=lambda: reader.rows(first.number, len(header), len(physical)),
        header_row=first.number,
        above=tuple(map(_plain_row, top[:place])),
        top=tuple(map(_plain_row, top)),
    )
    if next(table.rows(), None) is None:
        raise unreadable(name, "den har overskrifter, men ingen rækker.", "Vælg en fil med rækker.")
    return table


def _plain_row(record: "_Record") -> Row:
    """A record as it stands, whatever the headings are."""
    cells = clean_row(record.values)
    return Row(record.number, cells, cells)


class _Record(NamedTuple):
    """One record as the csv module gives it; ``number`` is the line it begins on."""

    number: int
    values: list[str]
    broken: bool = False
    last: bool = False


@dataclass(slots=True)
class _CsvReader:
    """A text file with the separator found in its head."""

    file: TextFile
    separator: str
    skipped: int

    def __init__(self, file: TextFile, header_row: int) -> None:
        self.file = file
        with file.open() as text:
            head = text.read(_HEAD)
        if not head.strip(_BLANK):
            raise unreadable(file.path.name, "den er tom.", "Vælg en fil med overskrifter i første linje.")
        declared = _declared(head)
        self.skipped = 0 if declared is None else 1
        lines = head.splitlines(keepends=True)[max(self.skipped, header_row - 1) :]
        self.separator = declared or _separator(file.path.name, "".join(lines))

    def records(self) -> Iterator[_Record]:
        """Every record that is not blank, the headings first.

        After quotation marks that do not fit together over several lines the
        rest cannot be told apart, and that record is the last.
        """
        with self.file.open() as text:
            for _ in range(self.skipped):
                next(text)
            reader = csv.reader(text, delimiter=self.separator, strict=True, skipinitialspace=True)
            number = self.skipped + 1
            while True:
                try:
                    values = next(reader)
                except StopIteration:
                    return
                except csv.Error:
                    last = self.skipped + reader.line_num > number
                    yield _Record(number, [], broken=True, last=last)
                    if last:
                        return
                else:
                    if values:
                        yield _Record(number, values)
                number = self.skipped + reader.line_num + 1

    def rows(self, header_row: int, width: int, physical: int) -> Iterator[Row]:
        """The rows below line ``header_row``: ``width`` headings, ``physical`` with the empty ones at the end."""
        for number, values, broken, last in dropwhile(lambda record: record.number <= header_row, self.records()):
            cells = clean_row(values)
            if len(cells) == width and not broken:
                if any(cells):
                    yield Row(number, cells, cells)
            elif broken:
                rest = " Resten af filen er ikke læst." if last else ""
                what = f"anførselstegnene i rækken passer ikke sammen.{rest}"
                yield Row(number, ("",) * width, (), (self._problem(number, what, _MEND_QUOTES),))
            elif len(cells) == physical and not any(cells[width:]):
                if any(cells):
                    yield Row(number, cells[:width], cells)
            elif any(cells):
                yield self._misshapen(number, cells, width)
        self.file.must_be_unchanged()

    def _misshapen(self, number: int, cells: tuple[str, ...], width: int) -> Row:
        few = len(cells) < width
        there, wanted = counted(len(cells), "celle", "celler"), counted(width, "overskrift", "overskrifter")
        todo = (
            "Tilføj det, der mangler, eller slet rækken."
            if few
            else 'Står separatoren inde i en celle, skal cellen have anførselstegn ("") om sig.'
        )
        fitted = (*cells, *("",) * (width - len(cells)))[:width]
        return Row(number, fitted, cells, (self._problem(number, f"rækken har {there}, men der er {wanted}.", todo),))

    def _problem(self, number: int, what: str, todo: str) -> Problem:
        return Problem(what, todo, file=self.file.path.name, line=number)


def _declared(head: str) -> str | None:
    """The separator in a first line »sep=;«, which Excel writes and obeys; None without such a line.

    "" where the line was saved again as a row of the table: with cells after
    it or in quotation marks it says nothing of the file as it is now.
    """
    first = head.split("\n", 1)[0].strip("\r\ufeff").lower()
    if len(first) == 5 and first.startswith("sep=") and first[4] in _SEPARATORS:
        return first[4]
    return "" if _SAVED_AGAIN.fullmatch(first) else None


def _separator(name: str, head: str) -> str:
    """The separator that parts the headings into most columns; below a title, the one that parts most rows alike."""
    tops = {separator: _top(head, separator) for separator in _SEPARATORS}
    widths = {separator: len(records[0]) if records else 0 for separator, records in tops.items()}
    most = max(widths.values())
    best = [separator for separator in _SEPARATORS if widths[separator] == most]
    alike = {separator: _common_width(records) for separator, records in tops.items()}
    widest = max(alike.values())
    if widest > most and list(alike.values()).count(widest) == 1:
        return max(alike, key=alike.__getitem__)
    if most <= 1:
        records = [cells for separator in _SEPARATORS for cells in tops[separator][:2]]
        if any(len(cells) > 1 or any(mark in cells[0] for mark in (*_SEPARATORS, *_OTHERS)) for cells in records):
            raise unreadable(name, "separatoren mellem overskrifterne kan ikke findes.", _USE_SEPARATORS)
        return best[0]
    if len(best) > 1:
        best = [separator for separator in best if len(tops[separator]) > 1 and len(tops[separator][1]) == most]
    if len(best) != 1:
        raise unreadable(name, "overskrifterne kan deles på mere end én måde.", _USE_SEPARATORS)
    return best[0]


def _common_width(records: list[list[str]]) -> int:
    """The most cells that the next row has too; 0 when no two rows are alike."""
    return max((len(one) for one, other in pairwise(records) if len(one) == len(other)), default=0)


def _top(head: str, separator: str) -> list[list[str]]:
    """The first records that are not blank, as this separator would part them."""
    records: list[list[str]] = []
    try:
        for values in csv.reader(io.StringIO(head, newline=""), delimiter=separator, skipinitialspace=True):
            if any(value.strip() for value in values):
                records.append(values)
            if len(records) == TOP:
                break
    except csv.Error:
        pass
    return records
