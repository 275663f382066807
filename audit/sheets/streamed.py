"""Sheets whose rows are made while the file is written, so that no more than one row of them is in memory."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zipfile import ZipFile

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.packaging.relationship import RelationshipList
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.dimensions import SheetDimension
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter


@dataclass(frozen=True, slots=True)
class Streamed:
    """What is left to write of a sheet: all the cells it will have, as »A1:H70«, and its rows below those it keeps.

    Each row is given with its number; its height is in the sheet until the next row is asked for.
    """

    cells: str
    rows: Callable[[], Iterator[tuple[int, Sequence[Cell]]]]


class StreamingWriter(ExcelWriter):
    """Writes a workbook as openpyxl does, and the rows of ``streamed``, by the sheet's name, as they come."""

    def __init__(self, workbook: Workbook, archive: ZipFile, streamed: Mapping[str, Streamed]) -> None:
        super().__init__(workbook, archive)
        self._package = archive
        self._streamed = streamed

    def write_worksheet(self, ws: Any) -> None:
        """Write one sheet."""
        streamed = self._streamed.get(ws.title)
        if streamed is None:
            super().write_worksheet(ws)
            return
        ws._drawing = SpreadsheetDrawing()
        writer = _SheetWriter(ws, streamed)
        writer.write()
        ws._rels = writer._rels
        self._package.write(writer.out, ws.path[1:])
        self.manifest.append(ws)
        writer.cleanup()


class _SheetWriter(WorksheetWriter):
    out: str
    _rels: RelationshipList

    def __init__(self, ws: Worksheet, streamed: Streamed) -> None:
        super().__init__(ws)
        self._streamed = streamed

    def write_dimensions(self) -> None:
        """The cells the sheet will have, not those it keeps: readers trust it."""
        self.xf.send(SheetDimension(self._streamed.cells).to_tree())

    def rows(self) -> Any:
        """The rows the sheet keeps, then the others."""
        yield from super().rows()
        yield from self._streamed.rows()
