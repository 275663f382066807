"""Parts of a workbook are measured before they are read."""

from pathlib import Path

import pytest

from audit.sheets import package
from audit.sheets.package import MAX_TAGS
from tests.tools.sheets import HEAD, LINE, edit_sheet, excel_file, read_rows, refusal, repack


def added(path: Path, part: str, content: bytes) -> Path:
    """The workbook with ``content`` put last into one of its parts."""

    def change(name: str, old: bytes) -> bytes:
        end = old.rindex(b"</")
        return old[:end] + content + old[end:] if name == part else old

    return repack(path, change)


READ_WHOLE = ("xl/styles.xml", "xl/workbook.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels")


@pytest.mark.parametrize("part", [*READ_WHOLE, "docProps/core.xml", "xl/theme/theme1.xml"])
@pytest.mark.parametrize("content", [b"<xf/>" * (MAX_TAGS + 1), b" " * 11_000_000], ids=["tags", "bytes"])
def test_a_part_that_would_take_long_to_read_is_refused(tmp_path: Path, part: str, content: bytes) -> None:
    path = added(excel_file(tmp_path, [HEAD, LINE]), part, content)
    said = refusal(path)
    assert "for mange formater, navne eller henvisninger" in said or "når den pakkes ud" in said


def test_as_many_formats_as_people_make_are_read(tmp_path: Path) -> None:
    path = excel_file(tmp_path, [HEAD, LINE])
    many = b'<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>' * 5000 + b"</cellXfs>"
    repack(path, lambda name, old: old.replace(b"</cellXfs>", many) if name == "xl/styles.xml" else old)
    assert read_rows(path)[0].cells == LINE


@pytest.mark.parametrize(
    ("pattern", "replacement", "words"),
    [
        ("s1", "x" * 2_000_000, "længere, end en celle kan være"),
        ('<row r="2"', '<row r="2" ' + "".join(f'a{n}="" ' for n in range(200_000)), "længere, end en celle kan være"),
        (
            "</sheetData>",
            "</sheetData>" + '<mergeCell ref="A9:B9"/>' * 90_000 + "</mergeCells>",
            "flettede",
        ),
        ("</sheetData>", "</sheetData>" + "<dataValidation/>" * 90_000, "regler eller formater"),
    ],
    ids=["a text", "attributes", "merged cells", "rules"],
)
def test_a_sheet_that_would_take_long_to_read_is_refused(
    tmp_path: Path, pattern: str, replacement: str, words: str
) -> None:
    assert words in refusal(edit_sheet(excel_file(tmp_path, [HEAD, LINE]), pattern, replacement))


def test_the_longest_text_that_a_cell_can_hold_is_read(tmp_path: Path) -> None:
    path = excel_file(tmp_path, [HEAD, ("101", "x" * 32_767, "2013-10-31")])
    edit_sheet(path, "x{32767}", "&#00000120;" * 32_767)
    assert read_rows(path)[0].cells[1] == "x" * 32_767


def test_a_sheet_may_have_more_cells_than_other_tags(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAX_TAGS", 1000)
    path = excel_file(tmp_path, [HEAD, *([LINE] * 1500)])
    assert len(read_rows(path)) == 1500


def test_charts_are_not_read(tmp_path: Path) -> None:
    path = excel_file(tmp_path, [HEAD, LINE], lambda book, _: book.create_chartsheet("Figur"))
    assert [row.cells for row in read_rows(path)] == [LINE]
