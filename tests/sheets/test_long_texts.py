"""Texts longer than a row can show are marked where they stand, and given in full on a sheet of their own."""

import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.workbook.workbook import Workbook

from audit.sheets.long_texts import LONG_TEXTS
from audit.sheets.results_book import AnsweredQuestion, ScoredCase
from audit.sheets.results_workbook import write_results_workbook
from audit.sheets.storable import MAX_UNITS, shown
from audit.sheets.text_room import GOES_ON, MOST_LINES, line_count, lines, longest_line, parts
from tests.tools.sheets_book import kommune_cases, sample_book

MARK = re.compile(rf"\n… fortsættes på arket »{LONG_TEXTS}«, række (\d+)$")
HIGHEST = 409
LONG = {
    "many words": "Borgeren er ikke hørt. " * 94,
    "line feeds": "\n" * 254 + "til sidst",
    "short lines": "ja\n" * 60,
    "one word": "æ" * 40_000,
    "more than a cell": "Sagen er forelagt for teamet. " * 2_000,
    "read as escapes": "_x000D_" * 5_000,
    "wide signs": "😀" * 17_000,
    "signs made visible": "\x1b[31m\ufffe" * 300,
    "begins like a formula": "=1+1 " * 400,
    "ends with blanks": "Planen mangler.\n" * 40 + "   \n\n",
}


def book_of(folder: Path, *cases: ScoredCase, name: str = "Greve") -> Workbook:
    write_results_workbook(folder / "r.xlsx", replace(sample_book(), kommuner=(kommune_cases(name, cases),)))
    return load_workbook(folder / "r.xlsx")


def read_back(text: str) -> str:
    """As Excel reads it; openpyxl leaves the escape."""
    return text.replace("_x005F_", "_")


def case_of(case_id: str, *answers: AnsweredQuestion, findings: tuple[str, ...] = ()) -> ScoredCase:
    return ScoredCase(case_id, "J-1", "Hjemvises", findings, answers, {"sagstype": "Fleksjob"})


def in_full(book: Workbook, row: int) -> tuple[list[object], str]:
    """What a row of the sheet says of itself, and the text that begins there with its parts joined."""
    sheet = book[LONG_TEXTS]
    of = int(str(sheet.cell(row, 5).value).split(" af ")[1])
    part = [[cell.value for cell in cells] for cells in sheet.iter_rows(min_row=row, max_row=row + of - 1)]
    assert [one[4] for one in part] == [f"{number} af {of}" for number in range(1, of + 1)]
    return part[0][:4], "".join(str(one[5]) for one in part)


def test_long_remarks_are_marked_and_stand_in_full(tmp_path: Path) -> None:
    answers = [AnsweredQuestion(kind, "Ja", remark) for kind, remark in LONG.items()]
    book = book_of(tmp_path, case_of("S-1", AnsweredQuestion("Er planen lavet?", "Ja", "kort"), *answers))
    cells = [str(cell.value) for row in book["Greve"].iter_rows() for cell in row]
    found = [(text, mark[1]) for text in cells if (mark := MARK.search(text))]
    for (kind, remark), (said, row) in zip(LONG.items(), found, strict=True):
        about, whole = in_full(book, int(row))
        assert about == ["Greve", "S-1", kind, "Bemærkning"]
        assert read_back(whole) == shown(remark)
        assert read_back(whole).startswith(read_back(MARK.sub("", said)))


def test_no_row_holds_more_than_it_shows(tmp_path: Path) -> None:
    """Counted on the file: at the columns' own widths no cell has more lines than the highest row."""
    answers = [AnsweredQuestion(f"{kind}?", text, text, text) for kind, text in LONG.items()]
    book = book_of(tmp_path, case_of("S-1", *answers, findings=tuple(f"Fund {n}" for n in range(60))))
    for sheet in (book["Greve"], book[LONG_TEXTS]):
        for row in sheet.iter_rows(min_row=int(str(sheet.freeze_panes).removeprefix("A"))):
            assert (sheet.row_dimensions[row[0].row].height or 0) <= HIGHEST
            for cell in row:
                room = int((sheet.column_dimensions[cell.column_letter].width - 1) * (0.95 if cell.font.bold else 1.05))
                text = read_back(str(cell.value or ""))
                assert line_count(text, room) <= MOST_LINES, (sheet.title, cell.coordinate)
                assert text.count("\n") <= 253
                assert len(text.encode("utf-16-le")) // 2 <= MAX_UNITS


def test_every_long_text_of_a_row_has_its_own_place(tmp_path: Path) -> None:
    text = LONG["many words"]
    one = AnsweredQuestion("Hvad skete der?", text, text, text)
    findings = tuple(f"Fund nummer {number}" for number in range(40))
    book = book_of(tmp_path, case_of("S-1", one, findings=findings), case_of("S-2", one))
    cells = [str(cell.value) for row in book["Greve"].iter_rows() for cell in row]
    found = [in_full(book, int(mark[1])) for mark in map(MARK.search, cells) if mark]
    assert [about for about, _ in found] == [
        ["Greve", "S-1", "Fund", "Svar"],
        ["Greve", "S-1", "Hvad skete der?", "Svar"],
        ["Greve", "S-1", "Hvad skete der?", "Bemærkning"],
        ["Greve", "S-1", "Hvad skete der?", "Akthenvisning"],
        ["Greve", "S-2", "Hvad skete der?", "Svar"],
        ["Greve", "S-2", "Hvad skete der?", "Bemærkning"],
        ["Greve", "S-2", "Hvad skete der?", "Akthenvisning"],
    ]
    assert [whole for _, whole in found] == ["\n".join(findings), *[text] * 6]


def test_a_long_fact_stands_once_though_it_is_repeated(tmp_path: Path) -> None:
    case = replace(case_of("S-1", AnsweredQuestion("Q", "Ja")), facts={"sagstype": LONG["many words"]})
    book = book_of(tmp_path, case)
    cells = [str(cell.value) for row in book["Greve"].iter_rows() for cell in row]
    assert len({mark[1] for mark in map(MARK.search, cells) if mark}) == 1
    assert in_full(book, 5) == (["Greve", "S-1", None, "Sagstype"], LONG["many words"])


def test_where_nothing_is_long_there_is_no_such_sheet_and_nothing_says_so(tmp_path: Path) -> None:
    fits = "\n".join(["En linje, der kan være der."] * MOST_LINES)
    book = book_of(tmp_path, case_of("S-1", AnsweredQuestion("Q", "Ja", fits)))
    assert LONG_TEXTS not in book.sheetnames
    assert fits in [cell.value for row in book["Greve"].iter_rows() for cell in row]
    book = book_of(tmp_path, case_of("S-1", AnsweredQuestion("Q", "Ja", f"{fits}\nen til")))
    assert book.sheetnames[-1] == LONG_TEXTS
    assert f"»{LONG_TEXTS}«: tekster, der er længere, end en række kan vise, i fuld længde." in [
        cell.value for row in book["Om"].iter_rows() for cell in row
    ]


def test_a_kommune_cannot_take_the_name_of_the_sheet(tmp_path: Path) -> None:
    case = case_of("S-1", AnsweredQuestion("Q", "Ja", LONG["one word"]))
    book = book_of(tmp_path, case, name=LONG_TEXTS)
    assert book.sheetnames[-2:] == [f"{LONG_TEXTS} (2)", LONG_TEXTS]


@settings(deadline=None)
@given(st.text(st.sampled_from("ab æ\n\t-.,=😀\u00a0\u2028") | st.characters(codec="utf-8"), max_size=300),
       st.integers(1, 60))  # fmt: skip
def test_lines_and_parts_lose_nothing(text: str, letters: int) -> None:
    assert "".join(lines(text, letters)) == text
    assert all(len(line.removesuffix("\n")) <= letters for line in lines(text, letters))
    assert "".join(parts(text, letters)) == text
    assert all(line_count(part, letters) <= MOST_LINES for part in parts(text, letters))
    assert longest_line(text) <= len(text)


def test_rows_are_made_while_they_are_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many cases there are, a kommune's sheet keeps no cell but those of its head."""
    import audit.sheets.results_workbook as module

    kept = {}
    save = module.save

    def looked_at(path: Path, workbook: Workbook, *rest: Any) -> None:
        kept["before"] = {sheet.title: sheet.max_row for sheet in workbook.worksheets}
        save(path, workbook, *rest)
        kept["after"] = {sheet.title: sheet.max_row for sheet in workbook.worksheets}
        kept["heights"] = {sheet.title: len(sheet.row_dimensions) for sheet in workbook.worksheets}

    monkeypatch.setattr(module, "save", looked_at)
    book = book_of(tmp_path, *(case_of(f"S-{n}", AnsweredQuestion("Q", "Ja", "kort")) for n in range(300)))
    assert kept["before"]["Greve"] == kept["after"]["Greve"] == kept["heights"]["Greve"] == 4
    assert book["Greve"].max_row == 4 + 600
    with zipfile.ZipFile(tmp_path / "r.xlsx") as archive:
        sheet = next(text for name in archive.namelist() if "S-299" in (text := archive.read(name).decode()))
    assert '<dimension ref="A1:H604"' in sheet


@pytest.mark.parametrize("kind", [name for name in LONG if name not in ("signs made visible", "ends with blanks")])
def test_a_long_text_on_any_other_sheet_goes_on_in_the_rows_below(tmp_path: Path, kind: str) -> None:
    """On the first sheet, as on all others but the kommuner's: never cut, and every part but the last says so."""
    note = LONG[kind]
    write_results_workbook(tmp_path / "r.xlsx", replace(sample_book(), notes=("Før.", note, "Efter.")))
    sheet = load_workbook(tmp_path / "r.xlsx")["Om"]
    texts = [read_back(str(row[1] or "")) for row in sheet.iter_rows(values_only=True)]
    found = texts[texts.index("Før.") + 1 : texts.index("Efter.")]
    assert all(text.endswith(f"\n{GOES_ON}") for text in found[:-1])
    whole = "".join(text.removesuffix(f"\n{GOES_ON}") for text in found)
    assert "".join(whole.split()) == "".join(shown(note).split())
    assert max((sheet.row_dimensions[row].height or 0) for row in range(1, sheet.max_row + 1)) <= HIGHEST
    room = int((sheet.column_dimensions["B"].width - 1) * 1.05)
    assert max(line_count(text, room) for text in texts) <= MOST_LINES
