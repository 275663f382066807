"""Reading Excel workbooks as kommuner send them, and as no one should."""

import hashlib
import os
import zipfile
from datetime import date, datetime, time
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.worksheet import Worksheet

from audit.privacy import holds_cpr
from audit.sheets.reading import read_table
from tests.tools.sheets import (
    HEAD,
    LINE,
    all_problems,
    edit_sheet,
    excel_file,
    read_rows,
    refusal,
    repack,
)


def test_name_checksum_sheet_headings_and_rows(tmp_path: Path) -> None:
    path = excel_file(tmp_path, [HEAD, LINE, ("147", "s2", None)])
    table = read_table(path)
    assert (table.name, table.sheet, table.header, table.problems) == ("frame.xlsx", "Sheet", HEAD, ())
    assert table.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert [(row.number, row.cells) for row in table.rows()] == [(2, LINE), (3, ("147", "s2", ""))]
    assert len(list(table.rows())) == 2, "a table can be read again"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (12, "12"),
        (12.0, "12"),
        (12.5, "12,5"),
        (1.125, "1,125"),
        (0.1 + 0.2, "0,3"),
        (-1e-7, "-0,0000001"),
        (999_999_999_999_999, "999999999999999"),
        (date(2013, 10, 31), "2013-10-31"),
        (datetime(2013, 10, 31), "2013-10-31"),
        (datetime(2013, 10, 31, 14, 5), "2013-10-31 14:05:00"),
        (time(14, 5), "14:05"),
        ("\u00a0A\u030arsag\u202f1 ", "Årsag 1"),
        ("to\nlinjer", "to\nlinjer"),
        ("to_x000D_\nlinjer", "to\nlinjer"),
        ("[jf. § 50] [/x]", "[jf. § 50] [/x]"),
    ],
)
def test_values_become_text(tmp_path: Path, value: object, text: str) -> None:
    assert read_rows(excel_file(tmp_path, [HEAD, ("101", value)]))[0].cells == ("101", text, "")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("=1+1", ["formel", "Indsæt speciel, Værdier"]),
        (ArrayFormula("B2:B2", "=SUM(1,2)"), ["formel"]),
        ("#REF!", ["fejlen #REF!"]),
        ("#N/A", ["fejlen #N/A"]),
        (True, ["sandhedsværdien SAND", "ja eller nej"]),
        (False, ["sandhedsværdien FALSK"]),
        (1_000_000_000_000_000, ["15 cifre", "som tekst"]),
        (-1.5e300, ["15 cifre"]),
    ],
)
def test_a_cell_that_cannot_be_trusted_is_named(tmp_path: Path, value: object, words: list[str]) -> None:
    path = excel_file(tmp_path, [HEAD, ("101", value, "2013-10-31")])
    (problem,) = all_problems(path)
    assert str(problem).startswith("frame.xlsx, celle B2: cellen")
    assert (problem.line, problem.column) == (2, 2)
    for word in words:
        assert word in str(problem)
    assert next(read_table(path).rows()).cells == ("101", "", "2013-10-31"), "the rest of the row is still read"


def test_text_that_looks_like_a_formula_or_an_error_is_text(tmp_path: Path) -> None:
    def as_text(_: Workbook, sheet: Worksheet) -> None:
        sheet["A2"].data_type = sheet["B2"].data_type = "s"

    path = excel_file(tmp_path, [HEAD, ("=1+1", "#REF!")], as_text)
    assert read_rows(path)[0].cells == ("=1+1", "#REF!", "")


def test_a_cpr_number_typed_as_a_number_can_still_be_found(tmp_path: Path) -> None:
    path = excel_file(tmp_path, [HEAD, (101, 101901234, None), (101, 3112701234.0, None), (101, "=0+101901234", "x")])
    rows = list(read_table(path).rows())
    assert [[holds_cpr(value) for value in row.raw] for row in rows] == [
        [False, True],
        [False, True],
        [False, False, False],
    ]
    assert rows[0].cells[1] == "101901234"


def test_empty_rows_are_passed_over_and_counted(tmp_path: Path) -> None:
    path = excel_file(tmp_path, [(), HEAD, (), LINE, (None, " ", None), LINE])
    assert [row.number for row in read_rows(path)] == [4, 6]


def test_all_mistakes_of_a_sheet_come_at_once(tmp_path: Path) -> None:
    rows = [
        ("kommune", "Sag", None, "sag", "=A1"),
        (101, "#REF!", 1, True, "=1"),
        (101, "s2", None, "s2", 1, None, "uden"),
    ]
    assert [str(problem) for problem in all_problems(excel_file(tmp_path, rows))] == [
        "frame.xlsx, celle E1: cellen har en formel, hvis resultat ikke kan efterprøves. "
        "Erstat formlen med værdien (Indsæt speciel, Værdier).",
        "frame.xlsx, celle C1: kolonne 3 har ingen overskrift. Giv kolonnen et navn, eller slet den.",
        "frame.xlsx, celle D1: overskriften »sag« står mere end én gang. Omdøb den ene.",
        "frame.xlsx, celle B2: cellen har fejlen #REF!. Ret den i Excel.",
        "frame.xlsx, celle D2: cellen har sandhedsværdien SAND. Skriv den som tekst, fx ja eller nej.",
        "frame.xlsx, celle E2: cellen har en formel, hvis resultat ikke kan efterprøves. "
        "Erstat formlen med værdien (Indsæt speciel, Værdier).",
        "frame.xlsx, celle E3: cellen har indhold, men kolonnen har ingen overskrift. Giv kolonnen en, eller slet det.",
        "frame.xlsx, celle G3: cellen har indhold, men kolonnen har ingen overskrift. Giv kolonnen en, eller slet det.",
    ]


def test_merged_cells_are_named(tmp_path: Path) -> None:
    def merge(_: Workbook, sheet: Worksheet) -> None:
        sheet.merge_cells("B2:C3")

    path = excel_file(tmp_path, [HEAD, LINE, ("147", None, None)], merge)
    (problem,) = all_problems(path)
    assert str(problem).startswith("frame.xlsx, celle B2: cellerne B2:C3 er flettet")
    assert problem.line == 2
    assert not problem.warning


def test_what_is_hidden_is_read_and_told(tmp_path: Path) -> None:
    def hide(book: Workbook, sheet: Worksheet) -> None:
        sheet.row_dimensions[3].hidden = True
        sheet.row_dimensions[4].hidden = True
        sheet.column_dimensions["C"].hidden = True
        book.create_sheet("Gemt væk").append(["x"])
        book["Gemt væk"].sheet_state = "veryHidden"

    path = excel_file(tmp_path, [HEAD, LINE, LINE, LINE], hide)
    table = read_table(path)
    assert [row.number for row in table.rows()] == [2, 3, 4]
    assert all(problem.warning for problem in table.problems)
    said = " ".join(map(str, table.problems))
    for words in ("2 skjulte rækker fra række 3", "skjulte kolonner", "skjulte ark, som ikke læses: »Gemt væk«"):
        assert words in said


def test_links_to_other_files_are_told_and_not_followed(tmp_path: Path) -> None:
    def link(name: str, content: bytes) -> bytes:
        return content

    path = excel_file(tmp_path, [HEAD, LINE])
    repack(path, link)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/externalLinks/externalLink1.xml", "<externalLink/>")
    table = read_table(path)
    assert [row.cells for row in table.rows()] == [LINE]
    assert [(problem.warning, "henviser til andre filer" in str(problem)) for problem in table.problems] == [
        (True, True)
    ]


# --- which sheet ---


def test_the_only_visible_sheet_with_content_is_read(tmp_path: Path) -> None:
    def add(book: Workbook, sheet: Worksheet) -> None:
        book.create_sheet("Tomt", 0)
        chart = BarChart()
        chart.add_data(Reference(sheet, min_col=1, min_row=1, max_row=2))
        book.create_chartsheet("Figur", 0).add_chart(chart)

    assert read_table(excel_file(tmp_path, [HEAD, LINE], add)).sheet == "Sheet"


def test_two_sheets_with_content_must_be_chosen_between(tmp_path: Path) -> None:
    def add(book: Workbook, _: Worksheet) -> None:
        for row in (HEAD, ("147", "s9", "2013-12-01")):
            book.create_sheet("Bruttoliste") if "Bruttoliste" not in book.sheetnames else None
            book["Bruttoliste"].append(list(row))

    path = excel_file(tmp_path, [HEAD, LINE], add)
    message = refusal(path)
    assert "flere ark har indhold: »Sheet«, »Bruttoliste«" in message
    assert read_rows(path, "bruttoliste")[0].cells[1] == "s9"
    assert "der er intet ark »Andet«. " in refusal(path, "Andet")
    assert "»Bruttoliste«" in refusal(path, "Andet")


def test_empty_workbook_and_headings_alone(tmp_path: Path) -> None:
    assert "intet synligt ark med indhold" in refusal(excel_file(tmp_path, []))
    assert "arket »Sheet« er tomt" in refusal(excel_file(tmp_path, []), "Sheet")
    assert "arket »Sheet« er tomt" in refusal(excel_file(tmp_path, [(" ",)]))
    assert "overskrifter, men ingen rækker" in refusal(excel_file(tmp_path, [HEAD]))


def test_a_date_outside_the_calendar_is_an_error_cell(tmp_path: Path) -> None:
    path = excel_file(tmp_path, [HEAD, ("101", "s1", date(2013, 10, 31))])
    edit_sheet(path, r"<v>41578</v>", "<v>99999999</v>")
    assert "celle C2: cellen har fejlen #VALUE!" in str(all_problems(path)[0])


def test_a_name_that_is_not_utf_8_is_refused_and_shown_in_characters(tmp_path: Path) -> None:
    path = excel_file(tmp_path, [HEAD, LINE])
    message = refusal(path.rename(tmp_path / os.fsdecode(b"s\xe6r.xlsx")))
    assert message == (
        "Filen »s‹U+DCE6›r.xlsx« kan ikke læses: navnet er ikke skrevet i UTF-8. Intet er ændret. "
        "Omdøb filen, og prøv igen."
    )
    message.encode("utf-8")
