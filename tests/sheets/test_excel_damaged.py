"""Excel files that cannot be read at all: each is refused in a sentence, and none is half read."""

import re
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from audit.errors import InputError
from audit.sheets import package
from audit.sheets.reading import read_table
from tests.tools.sheets import (
    HEAD,
    LINE,
    all_problems,
    csv_file,
    edit_sheet,
    excel_file,
    read_rows,
    refusal,
    repack,
)


def test_bytes_that_are_no_workbook(tmp_path: Path) -> None:
    def refused(content: bytes) -> str:
        return refusal(csv_file(tmp_path, content, "frame.xlsx"))

    assert "den er tom" in refused(b"")
    assert "ikke en Excel-fil" in refused(b"kommune;sag\n101;s1\n")
    assert "ikke en Excel-fil" in refused(b"PK\x03\x04 and then nothing")
    assert "gamle Excel-format (.xls)" in refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    encrypted = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 99
    assert "låst med adgangskode" in refused(encrypted)


def test_zip_files_that_are_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "frame.xlsx"
    for parts in (["readme.txt"], ["mimetype", "content.xml"], ["[Content_Types].xml", "xl/workbook.bin"]):
        with zipfile.ZipFile(path, "w") as archive:
            for part in parts:
                archive.writestr(part, "x")
        assert "ikke en Excel-fil af typen .xlsx" in refusal(path)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    assert "beskadiget" in refusal(path)


def test_a_zip_file_with_a_password(tmp_path: Path) -> None:
    path = excel_file(tmp_path, [HEAD, LINE])
    content = bytearray(path.read_bytes())
    for match in re.finditer(rb"PK\x01\x02", bytes(content)):
        flags = match.start() + 8
        content[flags : flags + 2] = struct.pack("<H", 1)
    path.write_bytes(content)
    assert "låst med adgangskode" in refusal(path)


def test_a_part_that_is_there_twice(tmp_path: Path) -> None:
    path = excel_file(tmp_path, [HEAD, LINE])
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/worksheets/sheet1.xml", "<worksheet/>")
    assert "to gange" in refusal(path)


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = excel_file(tmp_path, [HEAD, LINE])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/image1.png", b"\0" * 30_000_000)
    assert path.stat().st_size < 60_000
    message = refusal(path)
    assert "fylder 30 MB, når den pakkes ud" in message
    assert "CSV" in message


def test_a_sheet_too_large_for_memory_is_sent_to_csv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = excel_file(tmp_path, [HEAD, LINE])
    monkeypatch.setattr(package, "MAX_UNPACKED", 1000)
    assert "Gem arket som CSV" in refusal(path)


def test_an_xml_bomb_is_not_expanded(tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "x" * 10}">' for n in range(12))
    path = edit_sheet(excel_file(tmp_path, [HEAD, LINE]), r"^", f"<!DOCTYPE worksheet [{entities}]>")
    edit_sheet(path, "s1", "&e11;")
    assert "dokumenttype" in refusal(path)


PLACES = st.lists(st.tuples(st.integers(0, 1_000_000), st.integers(0, 255)), min_size=1, max_size=5)


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(spoilt=PLACES)
def test_a_spoilt_byte_gives_a_sentence_or_the_table(tmp_path: Path, spoilt: list[tuple[int, int]]) -> None:
    path = excel_file(tmp_path, [HEAD, LINE])
    content = bytearray(path.read_bytes())
    for place, byte in spoilt:
        content[place % len(content)] = byte
    path.write_bytes(content)
    try:
        assert len(all_problems(path)) < 5
    except InputError as error:
        assert "Intet er ændret" in str(error)


def test_a_truncated_workbook(tmp_path: Path) -> None:
    path = excel_file(tmp_path, [HEAD, LINE])
    path.write_bytes(path.read_bytes()[:-200])
    assert "beskadiget" in refusal(path)


def test_a_part_with_a_wrong_checksum(tmp_path: Path) -> None:
    path = excel_file(tmp_path, [HEAD, LINE])
    with zipfile.ZipFile(path) as archive:
        part = archive.getinfo("xl/worksheets/sheet1.xml")
    content = bytearray(path.read_bytes())
    central = content.index(b"PK\x01\x02", content.rindex(b"sheet1.xml") - 200)
    while bytes(content[central + 46 : central + 46 + len(part.filename)]) != part.filename.encode():
        central = content.index(b"PK\x01\x02", central + 1)
    content[central + 16] ^= 0xFF
    path.write_bytes(content)
    assert "beskadiget" in refusal(path)


@pytest.mark.parametrize(
    ("pattern", "replacement", "words"),
    [
        (r'<row r="2"', '<row r="1"', "rækkerne efter række 1 står ikke i orden"),
        (r'<row r="2"', '<row r="1048577"', "rækkerne efter række 1"),
        (r'<row r="2"', '<row r="x"', "rækkerne efter række 1"),
        (r'<c r="B2"', '<c r="A2"', "cellerne i række 2 står ikke i orden"),
        (r'<c r="B2"', '<c r="B9"', "cellerne i række 2"),
        (r'<c r="C2"', '<c r="ZZZ2"', "række 2 har for mange kolonner"),
        (r"</row></sheetData>", "</sheetData>", "beskadiget"),
        (r't="inlineStr"><is><t>s1</t></is>', 't="s"><v>99</v>', "beskadiget"),
        (r't="inlineStr"><is><t>s1</t></is>', "><v>x</v>", "beskadiget"),
    ],
)
def test_a_damaged_sheet_is_refused_and_no_row_is_lost_silently(
    tmp_path: Path, pattern: str, replacement: str, words: str
) -> None:
    path = edit_sheet(excel_file(tmp_path, [HEAD, LINE]), pattern, replacement)
    assert words in refusal(path)


def test_a_sheet_of_nothing_but_distance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = edit_sheet(excel_file(tmp_path, [HEAD, LINE]), r'<c r="C2"', '<c r="XFD2"')
    assert "ingen overskrift" in str(all_problems(path)[0])
    monkeypatch.setattr(package, "MAX_CELLS", 10_000)
    assert "for mange celler" in refusal(path)


def test_a_dimension_that_lies_hides_no_cell(tmp_path: Path) -> None:
    path = edit_sheet(excel_file(tmp_path, [HEAD, LINE]), r'<dimension ref="[^"]*"', '<dimension ref="A1:A1"')
    assert read_rows(path)[0].cells == LINE
    edit_sheet(path, r'<dimension ref="[^"]*"', '<dimension ref="A1:XFD1048576"')
    assert read_rows(path)[0].cells == LINE


def test_the_strict_variant_says_how_to_save(tmp_path: Path) -> None:
    def strict(_: str, content: bytes) -> bytes:
        return content.replace(
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        )

    assert "Strict Open XML" in refusal(repack(excel_file(tmp_path, [HEAD, LINE]), strict))


def test_a_workbook_that_changes_while_it_is_read(tmp_path: Path) -> None:
    table = read_table(excel_file(tmp_path, [HEAD, LINE]))
    excel_file(tmp_path, [HEAD, LINE, LINE])
    with pytest.raises(InputError, match="ændret, mens den blev læst"):
        list(table.rows())


def test_no_cpr_number_reaches_a_message(tmp_path: Path) -> None:
    def title(book: Workbook, sheet: Worksheet) -> None:
        sheet.title = "010190-1234"
        book.create_sheet("010190-1235").append(["x"])

    path = excel_file(tmp_path, [("010190-1234", "010190-1234"), ("=A1", 1)], title)
    chosen = refusal(path, "010190-1234")
    assert "Arkets navn indeholder et CPR-nummer" in chosen
    messages = chosen + refusal(path) + refusal(path, "020290-1234")
    plain = excel_file(tmp_path, [("010190-1234", "010190-1234"), ("=A1", 1)], name="plain.xlsx")
    messages += "".join(map(str, read_table(plain).problems))
    assert "står mere end én gang" in messages
    assert not re.search(r"0[12]0[12]90", messages)
