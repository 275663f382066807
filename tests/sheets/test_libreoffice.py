"""Workbooks through LibreOffice: what others write is read, and what we write is read by others.

Without LibreOffice these tests are passed over, unless AUDIT_TEST_ALL=1 asks for every test.
"""

import csv
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TextIO

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from audit.authorities import kommuner
from audit.rubric.reading import read_rubric
from audit.sampling.columns import ColumnMapping
from audit.sampling.frame import FrameReader
from audit.sheets.paper_workbook import write_paper_workbook
from audit.sheets.reading import read_table
from audit.sheets.results_book import AnsweredQuestion, ScoredCase
from audit.sheets.results_workbook import write_results_workbook
from audit.telling.condition_words import ConditionWords
from audit.telling.telling import Telling
from tests.tools.sheets import all_problems, csv_file, excel_file, read_rows, refusal
from tests.tools.sheets_book import KOMMUNER, kommune_cases, native_answers, sample_book
from tests.tools.small_study import RUBRIC
from tests.tools.workspace import ROOT

Convert = Callable[..., Path]
ALL_SHEETS = "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,true,false,false,-1"
"""Semicolons, quotation marks, UTF-8, values as shown, one file for each sheet."""
SEMICOLONS = "--infilter=CSV:59,34,76,1,,0,false,false"
HOSTILE = (
    "=1+1",
    "+45 12",
    "-2",
    "@SUM(A1)",
    "#REF!",
    "[jf. § 50]",
    "[/x]",
    "_x0041_",
    "_x000D_",
    "to\nlinjer",
    "<b>&",
)


@pytest.fixture(scope="session")
def soffice(tmp_path_factory: pytest.TempPathFactory) -> Convert:
    """``soffice(path, to, *options)`` converts a file and returns the new one; in a profile of its own."""
    program = shutil.which("soffice")
    if program is None:
        if os.environ.get("AUDIT_TEST_ALL") == "1":
            pytest.fail("soffice is missing: install LibreOffice Calc")
        pytest.skip("soffice is not installed")
    profile = tmp_path_factory.mktemp("profile")

    def convert(path: Path, to: str, *options: str) -> Path:
        folder = tmp_path_factory.mktemp("converted")
        command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", *options]
        subprocess.run(
            [*command, "--convert-to", to, "--outdir", str(folder), str(path)],
            check=True,
            capture_output=True,
            timeout=120,
        )
        return folder / f"{path.stem}.{to.split(':')[0]}"

    return convert


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("book") / "resultater.xlsx"
    answers = tuple(AnsweredQuestion("Spørgsmål", "Svar", text) for text in HOSTILE)
    case = ScoredCase("S-1", "J-1", "Rigtig", (), answers)
    book = sample_book()
    measured = kommune_cases("Tal", (ScoredCase("S-2", "J-2", "Rigtig", (), native_answers()),))
    write_results_workbook(
        path, replace(book, kommuner=(*book.kommuner, kommune_cases("Fjendtlig", (case,)), measured))
    )
    return path


# --- what others write ---


def test_a_csv_file_and_what_libreoffice_makes_of_it_are_the_same_table(tmp_path: Path, soffice: Convert) -> None:
    text = 'kommune;sag;dato;note\n101;Å-1;2013-10-31;"to\nlinjer; og æøå"\n860;=1;2014-01-02;[jf. § 50]\n'
    path = csv_file(tmp_path, text.replace("=1", "'x'"))
    book = soffice(path, "xlsx", SEMICOLONS)
    assert [row.cells for row in read_rows(book)] == [row.cells for row in read_rows(path)]
    assert read_table(book).header == read_table(path).header


def test_a_workbook_with_shared_texts_numbers_dates_and_formulas(tmp_path: Path, soffice: Convert) -> None:
    rows = [("kommune", "sag", "dato", "sum"), (101, "s1", "s1", "=1+1"), (147.5, "s1", True, None)]
    book = soffice(excel_file(tmp_path, rows), "xlsx")
    assert [row.cells for row in read_table(book).rows()] == [("101", "s1", "s1", ""), ("147,5", "s1", "", "")]
    assert [problem.cell for problem in all_problems(book)] == ["D2", "C3"]


@pytest.mark.parametrize(("kind", "words"), [("xls", "gamle Excel-format"), ("ods", "ikke en Excel-fil")])
def test_other_formats_under_an_xlsx_name(tmp_path: Path, soffice: Convert, kind: str, words: str) -> None:
    other = soffice(excel_file(tmp_path, [("a", "b"), (1, 2)]), kind)
    assert "gem den som .xlsx" in refusal(other)
    assert words in refusal(shutil.copy(other, tmp_path / "omdøbt.xlsx"))


FORMATS: list[tuple[object, str, str]] = [
    (44, "00000", "00044"),
    (44, '"2013-"00000', "2013-00044"),
    (44, '0000"-"00', "0000-44"),
    (12345678, "00 00 00 00", "12 34 56 78"),
    (date(2013, 10, 31), "dd-mm-yyyy", "2013-10-31"),
    (date(2013, 10, 31), "d. mmmm yyyy", "2013-10-31"),
    (date(2013, 10, 31), "mm/dd/yyyy", "2013-10-31"),
    (date(2013, 3, 4), "dd/mm/yy", "2013-03-04"),
    (date(2013, 10, 31), "mmm yy", ""),
    (date(2013, 10, 31), "yyyy", ""),
    (datetime(2013, 10, 31, 14, 30), "dd-mm-yyyy hh:mm", "2013-10-31 14:30:00"),
    (datetime(2013, 10, 31, 14, 30), "dd-mm-yyyy", "2013-10-31"),
    (time(14, 30), "hh:mm", "14:30"),
    (time(14, 30, 5), "hh:mm:ss", "14:30:05"),
    (timedelta(hours=26, minutes=30), "[h]:mm", "26:30"),
    (timedelta(hours=26, minutes=30, seconds=5), "[h]:mm:ss", "26:30:05"),
    (0.5, "# ?/?", ""),
    (1.25, "# ??/??", ""),
    (0.956, "0%", "95,6 %"),
    (0.95, "0.0%", "95 %"),
    (3.14159265358979, "0.00", "3,14"),
    (3.14159265358979, "General", "3,14159265358979"),
    (0.1 + 0.2, "General", "0,3"),
    (1234567.891, "#,##0.00", "1.234.567,89"),
    (-5, "0;(0)", "(5)"),
    (12000, "0.0E+00", ""),
    (1500, '0" kr."', "1500 kr."),
    (7, '[<10]"lav";"høj"', ""),
    (123456789012, "General", "123456789012"),
]
"""A value, how the spreadsheet shows it, and how it is read: as shown, a date in ISO 8601, a percent whole;
"" where the way it is shown is not worked out."""


def test_a_cell_is_read_as_its_reader_sees_it_or_refused_by_name(tmp_path: Path, soffice: Convert) -> None:
    """A case number that is one of these is the number shown, or its cell is named; nothing is taken in otherwise."""

    def formats(_: Workbook, sheet: Worksheet) -> None:
        for row, (value, number_format, _read) in enumerate(FORMATS, 2):
            sheet.cell(row, 1, value).number_format = number_format

    table = read_table(soffice(excel_file(tmp_path, [("sag",)], formats), "xlsx"))
    assert [row.cells[0] for row in table.rows()] == [read for _, _, read in FORMATS]
    rubric = read_rubric(RUBRIC.replace("choice, options", "choice, required: false, options", 1).encode(), "r").rubric
    assert rubric is not None
    reader = FrameReader(table, ColumnMapping("sag", None), rubric, kommuner(), kommune="751")
    taken = [case.case_id for case in reader.cases()]
    assert taken == [read for value, _, read in FORMATS if read and not isinstance(value, date | time | timedelta)]
    assert reader.check.errors == len(FORMATS) - len(taken)
    told = " ".join(map(str, reader.check.problems))
    for word in ("som brøk", "Excel har lavet en dato", "Excel har lavet et klokkeslæt", "Excel har lavet en varighed"):
        assert word in told


# --- what we write ---


def test_every_value_survives_libreoffice(written: Path, soffice: Convert) -> None:
    ours, theirs = load_workbook(written), load_workbook(soffice(written, "xlsx"))
    assert theirs.sheetnames == ours.sheetnames
    for sheet in ours.worksheets:
        if sheet.title == "Fjendtlig":
            continue
        wanted = [[cell.value for cell in row] for row in sheet.iter_rows()]
        got = [[cell.value for cell in row] for row in theirs[sheet.title].iter_rows(max_col=sheet.max_column)]
        assert got[: len(wanted)] == wanted, sheet.title
        assert not [cell for row in got[len(wanted) :] for cell in row if cell is not None]


def answered(file: TextIO) -> Iterator[dict[str, str]]:
    """The lines of a kommune's sheet, by their headings."""
    rows = csv.reader(file, delimiter=";")
    head = next(row for row in rows if row[:1] == ["Sag"])
    return (dict(zip(head, row, strict=True)) for row in rows)


def test_hostile_text_is_text_in_libreoffice(written: Path, soffice: Convert) -> None:
    """LibreOffice reads ``_x0041_`` as the file format says, so it shows what was typed."""
    table = soffice(written, ALL_SHEETS).parent / "resultater-Fjendtlig.csv"
    with table.open(encoding="utf-8", newline="") as file:
        remarks = [row["Bemærkning"] for row in answered(file)]
    assert remarks[-len(HOSTILE) :] == list(HOSTILE)


def test_figures_are_shown_as_they_are_printed_elsewhere(written: Path, soffice: Convert) -> None:
    table = soffice(written, ALL_SHEETS).parent / "resultater-Rigtighed.csv"
    with table.open(encoding="utf-8", newline="") as file:
        (whole,) = (row for row in csv.reader(file, delimiter=";") if row[1] == "Alle sager")
    assert whole[2:11] == ["139", "107", "21", "11", "0", "107 ud af 139", "77 %", "107 ud af 128", "84 %"]


def test_answers_are_shown_as_on_the_screen(written: Path, soffice: Convert) -> None:
    """LibreOffice writes the decimal sign of its own language, here English, since the cell is a number."""
    table = soffice(written, ALL_SHEETS).parent / "resultater-Tal.csv"
    with table.open(encoding="utf-8", newline="") as file:
        shown = [row["Svar"].replace("12.5", "12,5") for row in answered(file) if row["Sag"] == "S-2"]
    assert shown[1:] == [
        "12,5 timer",
        "0",
        '1500 kr. "netto"',
        "31-10-2013",
        "31-12-1899",
        "1234567890123456,5 kr.",
        "Fremgår ikke",
    ]


def test_the_chart_is_still_a_chart(written: Path, soffice: Convert) -> None:
    book = load_workbook(soffice(written, "xlsx"))
    (chart,) = book["Rigtighed"]._charts
    assert (chart.type, chart.grouping) == ("bar", "stacked")
    drawn = [[int(point.v) for point in series.val.numRef.numCache.pt] for series in chart.series]
    assert drawn == [[33, 50, 24], [4, 1, 1], [12, 2, 1], [0, 0, 11]]


def test_it_prints_with_title_mark_and_page_numbers_on_every_page(written: Path, soffice: Convert) -> None:
    if shutil.which("pdftotext") is None:
        pytest.fail("pdftotext is missing: install poppler-utils")
    pdf = soffice(written, "pdf")
    pages = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True).stdout
    pages = pages.rstrip("\f").split("\f")
    for number, page in enumerate(pages, 1):
        assert f"Side {number} af {len(pages)}" in page
        assert "onstruerede data" in page
    assert all(any(name in page for page in pages) for name in KOMMUNER.values())
    assert any("Udfald efter sagstype" in page and "Antal sager" in page for page in pages)


def test_the_paper_rubric_reads_in_libreoffice_as_it_was_written(tmp_path: Path, soffice: Convert) -> None:
    reading = read_rubric((ROOT / "rubrics" / "rehabiliteringsteam.yaml").read_bytes(), "skema.yaml")
    assert reading.rubric is not None
    path = tmp_path / "skema.xlsx"
    write_paper_workbook(path, Telling(reading.rubric, ConditionWords(reading.rubric, {})), reading.sha256, "1")
    ours, theirs = load_workbook(path), load_workbook(soffice(path, "xlsx"))
    assert theirs.sheetnames == ours.sheetnames
    for sheet in ours.worksheets:
        wanted = [[cell.value for cell in row] for row in sheet.iter_rows()]
        rows = theirs[sheet.title].iter_rows(max_row=sheet.max_row, max_col=sheet.max_column)
        assert [[cell.value for cell in row] for row in rows] == wanted, sheet.title
