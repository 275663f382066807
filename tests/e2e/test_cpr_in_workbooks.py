"""CPR numbers in the parts of a table that are not its rows: refused where they could be stored, shown nowhere."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from tests.tools.sheets import csv_file, excel_file
from tests.tools.small_study import audit, make_study, stored_answers

CPR = "010170-1234"
HEAD = ("sagsnr", "bedømmer", "skriftlig", "hvem")
ROW = ("S-1", "ABC", "nej", "borger")
Change = Callable[[Workbook, Worksheet], None]


def bytes_of(folder: Path) -> Iterator[bytes]:
    yield from (file.read_bytes() for file in folder.glob("lille.db*"))


@pytest.mark.parametrize("title", [CPR, f"Liste for {CPR}", "0101701234", "010170 1234", 101701234])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_title_row_above_the_headings_of_answers(tmp_path: Path, title: object, kind: str) -> None:
    make_study(tmp_path)
    rows: list[tuple[object, ...]] = [(title,), ("Svar", "fra", title), HEAD, ROW]
    if kind == "csv":
        file = csv_file(tmp_path, "".join(";".join(map(str, row)) + "\n" for row in rows), "svar.csv")
    else:
        file = excel_file(tmp_path, rows, name="svar.xlsx")
    ran = audit(tmp_path, "answers", "import", file.name, "--header-row", "3")
    assert ran.returncode == 1
    assert "cellen indeholder et CPR-nummer. Fjern det fra filen." in ran.stderr
    assert str(title) not in ran.stdout + ran.stderr
    assert stored_answers(tmp_path) == {}


def comment(_: Workbook, sheet: Worksheet) -> None:
    sheet["A2"].comment = Comment(f"Borger {CPR}", f"jurist {CPR}")


def header_and_footer(_: Workbook, sheet: Worksheet) -> None:
    assert sheet.oddHeader is not None
    assert sheet.oddFooter is not None
    sheet.oddHeader.center.text = sheet.oddFooter.left.text = f"Borger {CPR}"


def properties(book: Workbook, _: Worksheet) -> None:
    own = book.properties
    own.title = own.creator = own.description = own.keywords = own.lastModifiedBy = f"Borger {CPR}"


def defined_name(book: Workbook, _: Worksheet) -> None:
    book.defined_names["borger"] = DefinedName("borger", attr_text=f'"{CPR}"', comment=CPR)


def hidden_sheet(book: Workbook, _: Worksheet) -> None:
    other = book.create_sheet(f"Borger {CPR}")
    other.sheet_state = "hidden"
    other["A1"] = CPR


@pytest.mark.parametrize("change", [comment, header_and_footer, properties, defined_name, hidden_sheet])
def test_what_is_not_read_is_neither_stored_nor_shown(tmp_path: Path, change: Change) -> None:
    """Notes, page headers, properties, names and other sheets are not taken in, so they stop nothing."""
    make_study(tmp_path)
    excel_file(tmp_path, [HEAD, ROW], change, "svar.xlsx")
    ran = audit(tmp_path, "answers", "import", "svar.xlsx")
    assert ran.returncode == 0, ran.stderr
    assert set(stored_answers(tmp_path)) == {"S-1"}
    shown = [audit(tmp_path, *line.split()).stdout for line in ("log show", "log show --json", "status --json")]
    for text in (ran.stdout, ran.stderr, *shown):
        assert CPR not in text
    assert not [content for content in bytes_of(tmp_path) if CPR.encode() in content]


def hidden_column(_: Workbook, sheet: Worksheet) -> None:
    sheet["E1"], sheet["E2"] = "(note)", CPR
    sheet.column_dimensions["E"].hidden = True


def hidden_row(_: Workbook, sheet: Worksheet) -> None:
    sheet.append(("S-2", "ABC", "nej", CPR))
    sheet.row_dimensions[3].hidden = True


def beyond_the_headings(_: Workbook, sheet: Worksheet) -> None:
    sheet["H2"] = CPR


def in_a_heading(_: Workbook, sheet: Worksheet) -> None:
    sheet["E1"] = f"({CPR})"


def sheet_name(_: Workbook, sheet: Worksheet) -> None:
    sheet.title = f"Borger {CPR}"


@pytest.mark.parametrize("change", [hidden_column, hidden_row, beyond_the_headings, in_a_heading, sheet_name])
def test_what_is_read_or_named_is_refused(tmp_path: Path, change: Change) -> None:
    make_study(tmp_path)
    excel_file(tmp_path, [HEAD, ROW], change, "svar.xlsx")
    ran = audit(tmp_path, "answers", "import", "svar.xlsx")
    assert ran.returncode == 1
    assert "CPR-nummer" in ran.stderr
    assert CPR not in ran.stdout + ran.stderr
    assert stored_answers(tmp_path) == {}


def test_an_asked_for_sheet_that_is_not_there_names_the_others_without_a_cpr_number(tmp_path: Path) -> None:
    make_study(tmp_path)
    excel_file(tmp_path, [HEAD, ROW], hidden_sheet, "svar.xlsx")
    ran = audit(tmp_path, "answers", "import", "svar.xlsx", "--sheet", "Mangler")
    assert ran.returncode == 1
    assert "Arkene er" in ran.stderr
    assert CPR not in ran.stderr
