"""The result workbook as a file: harmless text, names Excel takes, the same bytes, and never half a file."""

import errno
import os
import re
import stat
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from audit.errors import AuditError
from audit.sheets.results_book import AnsweredQuestion, ResultsBook, ScoredCase
from audit.sheets.results_workbook import write_results_workbook
from audit.sheets.storable import CUT, MAX_UNITS, sheet_names, storable
from tests.tools.sheets import plain_user
from tests.tools.sheets_book import PRODUCED, kommune_cases, native_answers, sample_book


def written(folder: Path, book: ResultsBook) -> Workbook:
    write_results_workbook(folder / "resultater.xlsx", book)
    return load_workbook(folder / "resultater.xlsx")


HOSTILE = (
    "=1+1",
    '=HYPERLINK("http://x";"tryk")',
    "+45 12 34 56 78",
    "-2",
    "@SUM(A1)",
    "\tindrykket",
    "=cmd|' /C calc'!A0",
    "#REF!",
    "[jf. § 50]",
    "[/x]",
    "<b>&amp;</b>",
    " mellemrum ",
)


def column(sheet: Worksheet, heading: str) -> list[Cell | MergedCell]:
    """The cells of the answers under a heading, the line with the findings left out."""
    head = next(row for row in sheet.iter_rows() if any(cell.value == heading for cell in row))
    (place,) = (cell.column for cell in head if cell.value == heading)
    return [row[place - 1] for row in sheet.iter_rows(min_row=head[0].row + 2)]


def remarks(folder: Path, *given: str) -> list[object]:
    answers = tuple(AnsweredQuestion("Spørgsmål", "Svar", text) for text in given)
    case = ScoredCase("S-1", "J-1", "Rigtig", (), answers)
    book = written(folder, replace(sample_book(), kommuner=(kommune_cases("Greve", (case,)),)))
    cells = column(book["Greve"], "Bemærkning")
    assert {cell.data_type for cell in cells} == {"s"}, "text is stored as text"
    return [cell.value for cell in cells]


def test_no_text_becomes_a_formula_or_is_altered(tmp_path: Path) -> None:
    assert remarks(tmp_path, *HOSTILE) == list(HOSTILE)
    with zipfile.ZipFile(tmp_path / "resultater.xlsx") as archive:
        sheets = [archive.read(name).decode() for name in archive.namelist() if "worksheets/sheet" in name]
    assert not [sheet for sheet in sheets if "<f>" in sheet or "<f " in sheet]


def test_numbers_and_dates_are_numbers_and_dates(tmp_path: Path) -> None:
    """What Excel cannot hold exactly is written in words."""
    case = ScoredCase("S-1", "J-1", "Rigtig", (), native_answers())
    book = written(tmp_path, replace(sample_book(), kommuner=(kommune_cases("Greve", (case,)),)))
    cells = column(book["Greve"], "Svar")
    assert [(cell.value, cell.data_type, cell.number_format) for cell in cells] == [
        (12.5, "n", '0.0" timer"'),
        (0, "n", "0"),
        (1500, "n", '0" kr. "\\""netto"\\"""'),
        (datetime(2013, 10, 31), "d", "dd-mm-yyyy"),
        ("31-12-1899", "s", "General"),
        ("1234567890123456,5 kr.", "s", "General"),
        ("Fremgår ikke", "s", "General"),
    ]


def test_what_looks_like_a_formula_stays_text_when_the_cell_is_edited(tmp_path: Path) -> None:
    remarks(tmp_path, *HOSTILE)
    book = load_workbook(tmp_path / "resultater.xlsx")
    marked = {cell.value: cell.quotePrefix for cell in column(book["Greve"], "Bemærkning")}
    assert [text for text, prefix in marked.items() if prefix] == list(HOSTILE[:7])


def test_control_characters_are_made_visible(tmp_path: Path) -> None:
    assert remarks(tmp_path, "a\x1b[31mb\x00c\x07", "x\ufffey\ud800z", "to\r\nlinjer\tog tab") == [
        "a␛[31mb␀c␇",
        "x‹U+FFFE›y‹U+D800›z",
        "to\nlinjer\tog tab",
    ]


ESCAPES = st.sampled_from(["_x000D_", "_x005F_", "😀", "_x0041_", "_xx0041_"])


@settings(deadline=None)
@given(st.text(max_size=10) | ESCAPES, st.sampled_from([1, 3, 4_600, 8_200, 33_000]))
def test_any_text_fits_a_cell_and_is_valid_xml(text: str, times: int) -> None:
    stored = storable(text * times)
    assert len(stored.encode("utf-16-le")) // 2 <= MAX_UNITS
    assert not re.search(r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]", stored)
    assert stored.endswith(CUT) or "…" not in stored or "…" in text


NAMES = st.sampled_from(["om", "OM", "History", "a/b", "a:b", "'x'", "x" * 40])


@settings(deadline=None)
@given(st.lists(st.text(max_size=50) | NAMES, max_size=12))
def test_any_names_become_sheet_names_excel_takes(wanted: list[str]) -> None:
    names = sheet_names(wanted, ["Om"])
    assert len({name.casefold() for name in ["Om", "History", *names]}) == len(names) + 2
    for name in names:
        assert 0 < len(name.encode("utf-16-le")) // 2 <= 31
        assert not re.search(r"[\[\]:*?/\\\x00-\x1f]", name)
        assert not name.startswith("'")
        assert not name.endswith("'")
        assert name == name.strip()


def test_kommune_names_that_make_bad_sheet_names(tmp_path: Path) -> None:
    wanted = ["rigtighed", "A/B: [*?]", "Aa Bb", "aa bb", "Den meget lange kommune i det ganske land", "''", "O'Neill"]
    book = sample_book()
    kommuner = tuple(kommune_cases(name, book.kommuner[0].cases()[:1]) for name in wanted)
    sheets = written(tmp_path, replace(book, kommuner=kommuner))
    assert sheets.sheetnames[6:] == [
        "rigtighed (2)",
        "A-B- ----",
        "Aa Bb",
        "aa bb (2)",
        "Den meget lange kommune i det g",
        "Ark",
        "O'Neill",
    ]
    assert [sheets[name]["A1"].value for name in sheets.sheetnames[6:]] == wanted
    assert sheets["O'Neill"].print_title_rows == "$1:$4"


# --- the file ---


def test_the_same_values_give_the_same_bytes(tmp_path: Path) -> None:
    """Also in another process, with another order of hashing and at another time."""
    write_results_workbook(tmp_path / "one.xlsx", sample_book())
    code = (
        "import sys; from pathlib import Path\n"
        "from audit.sheets.results_workbook import write_results_workbook\n"
        "from tests.tools.sheets_book import sample_book\n"
        "write_results_workbook(Path(sys.argv[1]), sample_book())"
    )
    root = Path(__file__).parents[2]
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo", "PYTHONPATH": str(root)}
        other = tmp_path / f"{seed}.xlsx"
        subprocess.run([sys.executable, "-c", code, str(other)], env=environment, cwd=tmp_path, check=True)
        assert other.read_bytes() == (tmp_path / "one.xlsx").read_bytes()


def test_the_only_time_in_it_is_when_it_was_produced(tmp_path: Path) -> None:
    book = written(tmp_path, sample_book())
    assert book.properties.created == book.properties.modified == datetime(2026, 3, 5, 13, 7, 9)
    assert book.properties.title == "Kommunernes rehabiliteringsteams"
    assert book.properties.subject == "Konstruerede data"
    later = replace(sample_book(), produced=PRODUCED.astimezone(UTC).replace(year=2027))
    first = (tmp_path / "resultater.xlsx").read_bytes()
    write_results_workbook(tmp_path / "resultater.xlsx", later)
    with zipfile.ZipFile(tmp_path / "resultater.xlsx") as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert first != (tmp_path / "resultater.xlsx").read_bytes()


def test_only_the_owner_can_read_it_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "resultater.xlsx"
    path.write_text("et gammelt indhold")
    path.chmod(0o644)
    write_results_workbook(path, sample_book())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [left.name for left in tmp_path.iterdir()] == ["resultater.xlsx"]


def test_a_missing_folder_and_a_folder_in_the_way(tmp_path: Path) -> None:
    with pytest.raises(AuditError, match=r"»r\.xlsx« kan ikke skrives\. Intet er ændret\. Mappen findes ikke"):
        write_results_workbook(tmp_path / "ingen" / "r.xlsx", sample_book())
    (tmp_path / "r.xlsx").mkdir()
    with pytest.raises(AuditError, match="Der er en mappe med samme navn"):
        write_results_workbook(tmp_path / "r.xlsx", sample_book())
    with pytest.raises(AuditError, match="Navnet er for langt"):
        write_results_workbook(tmp_path / ("r" * 300), sample_book())
    assert [left.name for left in tmp_path.iterdir()] == ["r.xlsx"], "no temporary file is left"


def test_a_folder_that_may_not_be_written_to() -> None:
    with plain_user() as folder, pytest.raises(AuditError) as caught:
        write_results_workbook(folder / "r.xlsx", sample_book())
    assert str(caught.value) == (
        "Projektmappen »r.xlsx« kan ikke skrives. Intet er ændret. "
        "Luk filen, hvis den er åben i Excel, eller vælg en mappe, du må skrive i."
    )


def test_a_disk_that_fills_leaves_the_old_workbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "r.xlsx"
    path.write_text("et gammelt indhold")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(AuditError, match=r"Intet er ændret\. Drevet er fyldt"):
        write_results_workbook(path, sample_book())
    assert path.read_text() == "et gammelt indhold"
    assert [left.name for left in tmp_path.iterdir()] == ["r.xlsx"]
