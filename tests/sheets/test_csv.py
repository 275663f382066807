"""Reading CSV files as kommuner send them, and as no one should."""

import csv
import hashlib
import os
import shutil
import tracemalloc
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit.privacy import holds_cpr
from audit.sheets.reading import read_table
from audit.sheets.table import clean, clean_row
from tests.tools.sheets import (
    HEAD,
    LINE,
    all_problems,
    csv_file,
    excel_file,
    plain_user,
    read_rows,
    refusal,
)

TABLE = "kommune;sag;dato\n101;s1;2013-10-31\n"


def test_name_checksum_headings_and_rows(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "kommune;sag;dato\r\n101;s1;2013-10-31\r\n147;s2;2013-11-01\r\n")
    table = read_table(path)
    assert (table.name, table.sheet, table.header, table.problems) == ("frame.csv", "", HEAD, ())
    assert table.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert [(row.number, row.cells) for row in table.rows()] == [(2, LINE), (3, ("147", "s2", "2013-11-01"))]
    assert len(list(table.rows())) == 2, "a table can be read again"


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_separators_and_encodings_give_the_same_table(tmp_path: Path, separator: str, encoding: str) -> None:
    text = "kommune;sag;årsag\n101;ærø;»å« – €\n".replace(";", separator)
    table = read_table(csv_file(tmp_path, text, encoding=encoding))
    assert table.header == ("kommune", "sag", "årsag")
    assert next(table.rows()).cells == ("101", "ærø", "»å« – €")


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_line_ends_of_all_systems(tmp_path: Path, ends: str) -> None:
    path = csv_file(tmp_path, TABLE.replace("\n", ends) + "101;s2")
    assert [(row.number, row.cells[1]) for row in read_table(path).rows()] == [(2, "s1"), (3, "s2")]


def test_text_is_normalised_and_freed_of_space(tmp_path: Path) -> None:
    decomposed = unicodedata.normalize("NFD", "Årsag")
    path = csv_file(tmp_path, f'kommune; {decomposed} \n101; a\u00a0b\u202fc \n102;" \u00a0d\r\ne "\n')
    table = read_table(path)
    assert table.header == ("kommune", "Årsag")
    assert [row.cells[1] for row in table.rows()] == ["a b c", "d\ne"]


def test_quoted_cells_with_separators_newlines_and_quotes(tmp_path: Path) -> None:
    path = csv_file(tmp_path, 'kommune;sag\n101;"to\nlinjer; og ""citat"""\n102; "x"\n')
    rows = read_rows(path)
    assert rows[0].cells == ("101", 'to\nlinjer; og "citat"')
    assert (rows[1].number, rows[1].cells) == (4, ("102", "x")), "numbers are the lines of the file"


def test_what_looks_like_a_formula_or_markup_is_text(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "kommune;sag\n=1+1;[jf. § 50] [/x]\n")
    assert read_rows(path)[0].cells == ("=1+1", "[jf. § 50] [/x]")


def test_empty_lines_are_passed_over_and_counted(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "\n;;\nkommune;sag;dato\n\n101;s1;2013-10-31\n;;\n101;s2;\n")
    assert [row.number for row in read_rows(path)] == [5, 7]


def test_the_separator_line_excel_writes(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "sep=,\r\n" + TABLE.replace(";", ",").replace("dato", "dato;tid"), encoding="utf-8-sig")
    table = read_table(path)
    assert table.header == ("kommune", "sag", "dato;tid")
    assert next(table.rows()).number == 3


def test_commas_inside_headings_do_not_part_them(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "Kommune;Dato, modtaget;Art, kort\n101;2013-10-31;a\n")
    assert read_table(path).header == ("Kommune", "Dato, modtaget", "Art, kort")


def test_the_second_line_settles_a_doubtful_separator(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "sag, nr.;dato\n1,5;2013-10-31\n")
    assert "mere end én måde" in refusal(path)
    path = csv_file(tmp_path, "sag, nr.;dato\ns1;2013-10-31\n")
    assert read_table(path).header == ("sag, nr.", "dato")


def test_columns_without_heading_or_content_at_the_end_are_no_columns(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "kommune;sag;;\n101;s1;;\n101;s2\n101;s3;x;\n")
    rows = list(read_table(path).rows())
    assert [row.cells for row in rows] == [("101", "s1"), ("101", "s2"), ("101", "s3")]
    assert [bool(row.problems) for row in rows] == [False, False, True]


def test_place_and_problem_name_the_line_and_the_column(tmp_path: Path) -> None:
    table = read_table(csv_file(tmp_path, TABLE))
    row = next(table.rows())
    assert table.place(row, 2) == "linje 2, kolonne »dato«"
    assert table.place(7, 9) == "linje 7, kolonne 10"
    assert str(table.problem(row, 2, "datoen findes ikke.")) == "frame.csv, linje 2, kolonne 3: datoen findes ikke."


# --- mistakes in rows are problems, and all of them come at once ---


def test_rows_with_too_few_and_too_many_cells(tmp_path: Path) -> None:
    path = csv_file(tmp_path, TABLE + "101;s2\n101;Hansen; Jens;2013-10-31\n101;s4;2013-10-31\n")
    rows = list(read_table(path).rows())
    assert [len(row.cells) for row in rows] == [3, 3, 3, 3], "a row always fits its headings"
    assert [row.number for row in rows if row.problems] == [3, 4]
    few, many = (str(row.problems[0]) for row in rows if row.problems)
    assert few.startswith("frame.csv, linje 3: rækken har 2 celler, men der er 3 overskrifter.")
    assert many.startswith("frame.csv, linje 4: rækken har 4 celler, men der er 3 overskrifter.")
    assert "anførselstegn" in many


def test_a_cpr_number_beyond_the_headings_can_still_be_found(tmp_path: Path) -> None:
    path = csv_file(tmp_path, TABLE + "101;s2;2013-10-31;010190-1234\n")
    row = list(read_table(path).rows())[1]
    assert any(holds_cpr(value) for value in row.raw)
    assert "0101" not in str(row.problems)


def test_a_quote_that_is_never_closed(tmp_path: Path) -> None:
    path = csv_file(tmp_path, TABLE + '101;"s2;2013-10-31\n101;s3;2013-10-31\n')
    (problem,) = all_problems(path)
    assert (problem.line, problem.file) == (3, "frame.csv")
    assert "anførselstegn" in str(problem)
    assert "Resten af filen er ikke læst" in str(problem)


def test_a_quote_that_swallows_more_than_a_cell_may_hold(tmp_path: Path) -> None:
    path = csv_file(tmp_path, TABLE + '101;"s2;2013-10-31\n' + "101;s3;2013-10-31\n" * 10_000)
    (problem,) = all_problems(path)
    assert problem.line == 3


def test_a_stray_quote_on_one_line_spoils_only_that_line(tmp_path: Path) -> None:
    path = csv_file(tmp_path, TABLE + '101;"s2"x;2013-10-31\n101;s3;2013-10-31\n')
    rows = list(read_table(path).rows())
    assert [row.number for row in rows] == [2, 3, 4]
    assert "anførselstegnene i rækken passer ikke sammen" in str(rows[1].problems[0])
    assert "Resten" not in str(rows[1].problems[0])
    assert rows[2].cells[1] == "s3"


def test_duplicate_and_empty_headings(tmp_path: Path) -> None:
    table = read_table(csv_file(tmp_path, "kommune;Sag;;sag;dato\n1;2;3;4;5\n"))
    assert [str(problem) for problem in table.problems] == [
        "frame.csv, linje 1, kolonne 3: kolonne 3 har ingen overskrift. Giv kolonnen et navn, eller slet den.",
        "frame.csv, linje 1, kolonne 4: overskriften »sag« står mere end én gang. Omdøb den ene.",
    ]


def test_a_heading_that_is_a_cpr_number_is_not_repeated(tmp_path: Path) -> None:
    """A file without headings has a citizen in its first line."""
    table = read_table(csv_file(tmp_path, "101;010190-1234;010190-1234\n1;2;3\n"))
    assert "står mere end én gang" in str(table.problems[0])
    assert "0101" not in "".join(map(str, table.problems)) + table.place(2, 1)


# --- files that cannot be read at all ---


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", ["tom"]),
        (b"\xef\xbb\xbf\n\n;;\n", ["tom"]),
        (b"kommune;sag\n", ["overskrifter, men ingen rækker"]),
        (b"kommune;sag\n;\n", ["overskrifter, men ingen rækker"]),
        ("kommune;sag\n101;æ\n".encode("utf-16"), ["UTF-16", "CSV UTF-8"]),
        ("kommune;sag\n101;æ\n".encode("utf-16-le"), ["linje 1", "nul-tegn", "CSV UTF-8"]),
        (b"kommune;sag\n101;a\n101;\0\n", ["linje 3", "nul-tegn"]),
        (b"kommune;sag\r\n101;a\r\n101;K\x9dbenhavn\r\n", ["linje 3", "hverken UTF-8 eller Windows-1252"]),
        ("kommune;sag\n101;ærø\n".encode() + b"101;\xe6r\xf8\n", ["linje 3 er ikke UTF-8"]),
        (b"\xef\xbb\xbfkommune;sag\n101;\xe6r\xf8\n", ["linje 2 er ikke UTF-8"]),
        (b"kommune|sag\n101|a\n", ["separatoren", "semikolon"]),
        (b"kommune\n101;a\n", ["separatoren", "semikolon"]),
        (b'"kommune;sag"\n"101;a"\n', ["separatoren", "semikolon"]),
        (b'kommune;"sag\n101;a\n', ["anførselstegnene i linje 1"]),
        (b"PK\x03\x04 and so on", ["regneark", ".xlsx"]),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ["regneark"]),
        (b"x" * 6_000_000, ["over 4 MB lang"]),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_words(tmp_path: Path, content: bytes, words: list[str]) -> None:
    message = refusal(csv_file(tmp_path, content))
    assert message.startswith("Filen »frame.csv« kan ikke læses: ")
    for word in words:
        assert word in message


def test_a_missing_file_a_folder_and_a_device(tmp_path: Path) -> None:
    assert "den findes ikke" in refusal(tmp_path / "frame.csv")
    assert "mappe" in refusal(tmp_path)
    os.mkfifo(tmp_path / "pipe.csv")
    assert "ikke en almindelig fil" in refusal(tmp_path / "pipe.csv")
    assert "navnet kan ikke bruges" in refusal(tmp_path / ("x" * 300 + ".csv"))
    assert "navnet kan ikke bruges" in refusal(Path("a\0.csv"))


@pytest.mark.parametrize("name", ["frame.csv", "frame.xlsx"])
def test_a_file_one_may_not_read(tmp_path: Path, name: str) -> None:
    source = csv_file(tmp_path, TABLE)
    with plain_user() as folder:
        path = folder / name
        rights = os.geteuid()
        os.seteuid(os.getuid())
        shutil.copy(source, path)
        path.chmod(0o600 if rights != os.getuid() else 0)
        os.seteuid(rights)
        assert "du har ikke adgang til den" in refusal(path)


@pytest.mark.parametrize("name", ["frame.xls", "frame.ods", "frame.xlsm", "frame.pdf", "frame"])
def test_other_formats_say_how_to_save(tmp_path: Path, name: str) -> None:
    assert "gem den som .xlsx eller som CSV" in refusal(csv_file(tmp_path, TABLE, name))


def test_a_sheet_cannot_be_asked_of_a_csv_file(tmp_path: Path) -> None:
    assert "ingen ark" in refusal(csv_file(tmp_path, TABLE), sheet="Ark1")


def test_a_cpr_number_in_the_file_name_is_refused_and_not_repeated(tmp_path: Path) -> None:
    message = refusal(csv_file(tmp_path, TABLE, "sag 010190-1234.csv"))
    assert "Filens navn indeholder et CPR-nummer" in message
    assert "0101" not in message


def test_a_file_that_changes_while_it_is_read(tmp_path: Path) -> None:
    path = csv_file(tmp_path, TABLE)
    table = read_table(path)
    path.write_text(TABLE + "101;s2;2013-10-31\n", encoding="utf-8")
    with pytest.raises(Exception, match="ændret, mens den blev læst"):
        list(table.rows())


def test_an_excel_file_under_a_csv_name(tmp_path: Path) -> None:
    path = excel_file(tmp_path, [HEAD, LINE])
    assert "Giv filen endelsen .xlsx" in refusal(path.rename(tmp_path / "frame.csv"))


# --- size, and whatever text may come ---


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    line = f"101;s1;{'ærlig tekst af en vis længde ' * 200};2013-10-31\n"
    path = csv_file(tmp_path, "kommune;sag;tekst;dato\n" + line * 4_000)
    tracemalloc.start()
    count = sum(1 for _ in read_table(path).rows())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 4_000
    assert peak < 8_000_000 < 20_000_000 < path.stat().st_size


CELLS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(rows=st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=5), separator=st.sampled_from(";,\t"))
def test_what_the_csv_module_writes_is_read_back(
    tmp_path: Path, rows: list[tuple[str, str, str]], separator: str
) -> None:
    path = tmp_path / "any.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=separator, quoting=csv.QUOTE_ALL)
        writer.writerows([HEAD, ("fast", "fast", "fast"), *rows])
    spaces = str.maketrans("\u00a0\u2007\u202f", "   ")
    wanted = [tuple(unicodedata.normalize("NFC", cell.translate(spaces)).strip() for cell in row) for row in rows]
    assert [row.cells for row in read_rows(path)][1:] == [row for row in wanted if any(row)]


@given(st.lists(st.text("ab \r\n\u00a0\u2007\u202få\u030aa", max_size=6), max_size=4))
def test_a_row_is_cleaned_as_each_of_its_cells_is(texts: list[str]) -> None:
    assert clean_row(texts) == tuple(map(clean, texts))
