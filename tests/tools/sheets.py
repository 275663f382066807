"""Files for the tests of reading and writing tables, each made as its sender would make it."""

import os
import re
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from audit.errors import InputError, Problem
from audit.sheets.reading import read_table
from audit.sheets.table import Row

HEAD = ("kommune", "sag", "dato")
LINE = ("101", "s1", "2013-10-31")


def csv_file(folder: Path, content: str | bytes, name: str = "frame.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


def excel_file(
    folder: Path,
    rows: Sequence[Sequence[object]],
    change: Callable[[Workbook, Worksheet], None] | None = None,
    name: str = "frame.xlsx",
) -> Path:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in rows:
        sheet.append(list(row))
    if change:
        change(book, sheet)
    path = folder / name
    book.save(path)
    book.close()
    return path


@contextmanager
def plain_user() -> Iterator[Path]:
    """A folder, and the rights of someone who is not the administrator, whom nothing is forbidden."""
    administrator = os.geteuid()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o555)
        try:
            if administrator == 0:
                os.seteuid(65534)
            yield folder
        finally:
            os.seteuid(administrator)
            folder.chmod(0o755)


def repack(path: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """The package with every part sent through ``change``; None leaves the part out."""
    with zipfile.ZipFile(path) as old:
        parts = [(name, change(name, old.read(name))) for name in old.namelist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts:
            if content is not None:
                new.writestr(name, content)
    return path


def edit_sheet(path: Path, pattern: str, replacement: str) -> Path:
    """The workbook with its first sheet's XML changed, as a broken program would write it."""

    def change(name: str, content: bytes) -> bytes:
        if name != "xl/worksheets/sheet1.xml":
            return content
        text, count = re.subn(pattern, lambda _: replacement, content.decode())
        assert count, "the pattern is not in the sheet"
        return text.encode()

    return repack(path, change)


def read_rows(path: Path, sheet: str | None = None) -> list[Row]:
    table = read_table(path, sheet=sheet)
    assert not [problem for problem in table.problems if not problem.warning], table.problems
    return list(table.rows())


def all_problems(path: Path) -> list[Problem]:
    table = read_table(path)
    return [*table.problems, *(problem for row in table.rows() for problem in row.problems)]


def refusal(path: Path, sheet: str | None = None) -> str:
    """The sentence with which a file as a whole is refused, at once or further down."""
    try:
        for _ in read_table(path, sheet=sheet).rows():
            pass
    except InputError as error:
        assert "Intet er ændret" in str(error)
        return str(error)
    raise AssertionError("the file was read")
