"""The bruttoliste: the jurist's cases in tests/cases/sampling_frame.yaml, and what must hold for any frame."""

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from audit.authorities import kommuner
from audit.cases import Case
from audit.errors import Problem
from audit.rubric.model import Fact, Rubric
from audit.rubric.over_time import InForce
from audit.sampling.check import SHOWN, FrameCheck
from audit.sampling.columns import ColumnMapping
from audit.sampling.frame import LONGEST, FrameReader, facts_sha256
from audit.sheets.reading import read_table
from audit.sheets.table import address
from tests.tools.rubrics import HEAD, plain

TEXT = (Path(__file__).parents[1] / "cases" / "sampling_frame.yaml").read_text("utf-8")
FILE = plain(TEXT)
RUBRIC = Rubric.model_validate(HEAD | yaml.safe_load(TEXT)["rubric"])
MAPPING = ColumnMapping(**FILE["columns"], facts=FILE["facts"])
TODAY = date(2026, 6, 1)
GOOD = ("2013-1", "Aarhus", "13/1", "fleksjob", "31-10-2013", "", "")


class Row(NamedTuple):
    number: int
    cells: tuple[str, ...]
    raw: tuple[object, ...]
    problems: tuple[Problem, ...] = ()


@dataclass
class ListTable:
    """A workbook in memory, with its headings in row 1."""

    header: Sequence[str]
    data: Sequence[Sequence[object]]
    problems: tuple[Problem, ...] = ()
    header_row: int = 1
    above: tuple[Row, ...] = ()

    def likely_header(self, wanted: Collection[str]) -> int:
        return 0

    def rows(self) -> Iterator[Row]:
        for number, values in enumerate(self.data, start=2):
            yield Row(number, tuple(str(value) for value in values), tuple(values))

    def problem(self, row: int, column: int, what: str, todo: str = "") -> Problem:
        return Problem(what, todo, line=row, column=column + 1, cell=address(row, column))


def rows_of(problem: Problem) -> set[int]:
    """The row of a problem, and those said to have the same."""
    _, _, others = problem.todo.partition(" mere: ")
    ends = [[int(end) for end in part.split("-")] for part in others.partition(".")[0].split(", ") if part]
    return {problem.line}.union(*(range(one[0], one[-1] + 1) for one in ends)) - {0}


def table(*rows: Sequence[object]) -> ListTable:
    return ListTable(FILE["header"], rows)


def asked_for(name: str) -> Rubric:
    """The rubric of a case: the file's, or one with the case's own facts."""
    data = yaml.safe_load(TEXT)
    [own] = [case.get("asked") for case in data["cases"] if case["name"] == name]
    return Rubric.model_validate(HEAD | data["rubric"] | {"facts": own, "in_force": None}) if own else RUBRIC


def check_frame(table: ListTable, mapping: ColumnMapping, rubric: Rubric, skip: Collection[int] = ()) -> FrameCheck:
    reader = FrameReader(table, mapping, rubric, kommuner(), skip=skip)
    list(reader.cases())
    return reader.check


@pytest.mark.parametrize("case", FILE["cases"], ids=[case["name"] for case in FILE["cases"]])
def test_case(case: dict[str, Any]) -> None:
    source = ListTable(case.get("header", FILE["header"]), case["rows"])
    mapping = ColumnMapping(**case.get("columns", FILE["columns"]), facts=case.get("facts", FILE["facts"]))
    reader = FrameReader(source, mapping, asked_for(case["name"]), kommuner(), skip=case.get("skip", ()), today=TODAY)
    assert [[one.kommune, one.case_id, one.file_no, one.facts] for one in reader.cases()] == case.get("cases", [])
    assert [str(problem) for problem in reader.check.problems] == case.get("problems", [])
    stopping = [problem for problem in reader.check.problems if not problem.warning]
    assert reader.check.errors == sum(max(1, len(rows_of(problem))) for problem in stopping)
    assert reader.check.rows == len(case["rows"])
    assert reader.check.left_out == case.get("left_out", 0)


def test_without_a_column_for_it_no_journal_number_is_known() -> None:
    mapping = replace(MAPPING, file_no=None)
    [case] = FrameReader(table(GOOD), mapping, RUBRIC, kommuner()).cases()
    assert case == Case("751", "2013-1", "", {"sagstype": "fleksjob", "mødedato": "2013-10-31"})


@pytest.mark.parametrize("number", [203851234, 203851234.0, 3112851234, "311285 1234", "3112851234"])
def test_a_cpr_number_stops_the_import_whatever_its_type(number: object) -> None:
    check = check_frame(table((*GOOD[:6], number)), MAPPING, RUBRIC)
    assert (check.errors, check.cpr) == (1, 1)
    assert "1234" not in str(check.problems[0]).replace("2013-12345", "")


def test_a_cpr_number_beyond_the_headings_is_named_too() -> None:
    class Wider(ListTable):
        def rows(self) -> Iterator[Row]:
            for row in super().rows():
                yield row._replace(raw=(*row.raw, "311285-1234"))

    check = check_frame(Wider(FILE["header"], [GOOD]), MAPPING, RUBRIC)
    assert [problem.cell for problem in check.problems] == ["H2"]


def test_after_fifty_problems_they_are_counted_and_cpr_numbers_come_first() -> None:
    bad = [(f"2013-{number}", "Aarhsu", *GOOD[2:]) for number in range(80)]
    check = check_frame(table(*bad, (*GOOD[:6], "311285-1234")), MAPPING, RUBRIC)
    assert check.errors == 81
    assert [problem.cell for problem in check.problems] == ["G82", "B2"]
    assert str(check.problems[1]).endswith("Skriv kommunens navn eller kode. Det samme gælder 79 rækker mere: 3-81.")


def test_after_fifty_kinds_they_are_counted() -> None:
    wide = [f"kolonne {number}" for number in range(SHOWN + 3)]
    source = ListTable([*FILE["header"], *wide], [(*GOOD, *("x\ufffd" for _ in wide))])
    check = check_frame(source, MAPPING, RUBRIC)
    assert (check.errors, len(check.problems)) == (0, SHOWN + 1)
    assert str(check.problems[-1]) == "og 3 slags fejl mere."


def test_scattered_rows_are_named_up_to_a_limit() -> None:
    rows = [(f"2013-{number}", "Aarhsu" if number % 2 else "Aarhus", *GOOD[2:]) for number in range(60)]
    (told,) = check_frame(table(*rows), MAPPING, RUBRIC).problems
    assert str(told).endswith(
        "Det samme gælder 29 rækker mere: 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31, 33 og 14 til."
    )


def test_a_case_of_an_earlier_list_is_not_taken_in_again() -> None:
    known = [("a.csv", "751", "2013-1"), ("b.csv", "751", "2013 \u2013 2"), ("b.csv", "851", "2013-3")]
    rows = [("2013-1", *GOOD[1:]), ("2013-2", *GOOD[1:]), ("2013-3", *GOOD[1:])]
    reader = FrameReader(table(*rows), MAPPING, RUBRIC, kommuner(), known=known)
    assert [case.case_id for case in reader.cases()] == ["2013-3"]
    first, second = map(str, reader.check.problems)
    assert "sagen »2013-1« fra Aarhus (751) står allerede i listen »a.csv«." in first
    assert "kan ikke skelnes fra »2013 \u2013 2« i listen »b.csv«" in second


def test_a_list_of_one_kommune() -> None:
    mapping = replace(MAPPING, kommune="Myndighed")
    reader = FrameReader(table(GOOD), mapping, RUBRIC, kommuner(), kommune="851")
    assert [case.kommune for case in reader.cases()] == ["851"]
    both = FrameReader(table(GOOD), replace(MAPPING, kommune="KOMMUNE"), RUBRIC, kommuner(), kommune="851")
    assert list(both.cases()) == []
    assert [str(problem) for problem in both.check.problems] == [
        "celle A1: listen har selv en kolonne »KOMMUNE«, så kommunen kan ikke også oplyses. Udelad --kommune."
    ]


def test_what_was_wrong_with_reading_the_file_and_the_row_is_passed_on() -> None:
    class Damaged(ListTable):
        def rows(self) -> Iterator[Row]:
            for row in super().rows():
                yield row._replace(problems=(Problem("cellen er en fejl.", line=row.number),))

    source = Damaged(
        FILE["header"], [GOOD], (Problem("arket er skjult.", warning=True), Problem("to ens overskrifter."))
    )
    reader = FrameReader(source, MAPPING, RUBRIC, kommuner())
    assert list(reader.cases()) == []
    texts = ["to ens overskrifter.", "linje 2: cellen er en fejl.", "arket er skjult."]
    assert [str(problem) for problem in reader.check.problems] == texts
    assert reader.check.errors == 2


@pytest.mark.parametrize("column", [0, 2])
def test_an_id_may_be_long_but_not_a_novel(column: int) -> None:
    row = list(GOOD)
    row[column] = "x" * LONGEST
    assert check_frame(table(row), MAPPING, RUBRIC).errors == 0
    row[column] += "x"
    assert "er på 201 tegn; der er plads til 200" in str(check_frame(table(row), MAPPING, RUBRIC).problems[0])


def test_two_spellings_of_one_case_id_are_one_case() -> None:
    check = check_frame(table(("sag-\u00e5", *GOOD[1:]), ("sag-a\u030a ", *GOOD[1:])), MAPPING, RUBRIC)
    assert check.errors == 1
    assert "står allerede i række 2" in str(check.problems[0])


def test_a_csv_file_is_read_the_same_way(tmp_path: Path) -> None:
    path = tmp_path / "bruttoliste.csv"
    path.write_bytes(
        "Sagsnr;Kommune;Journal;Type;Dato;Timer;Note\r\n"
        "2013-1;Tårnby;13/1;ressourceforløb;31-10-2013;12,5;konstrueret\r\n"
        "2013-2;Tårnby;13/1;ressourceforløb;31-11-2013;;311285-1234\r\n"
        "2013-3;Tårnby;13/1;ressourceforløb;31-11-2013;;\r\n".encode("cp1252")
    )
    reader = FrameReader(read_table(path), MAPPING, RUBRIC, kommuner())
    facts = {"sagstype": "ressourceforløb", "mødedato": "2013-10-31", "timer": "12.5"}
    assert list(reader.cases()) == [Case("185", "2013-1", "13/1", facts)]
    shown = [str(problem) for problem in reader.check.problems]
    assert shown[0].startswith("bruttoliste.csv, linje 3, kolonne 7: cellen under »Note« ligner et CPR-nummer.")
    assert shown[1] == "bruttoliste.csv, linje 4, kolonne 5: »Dato«: datoen »31-11-2013« findes ikke."
    assert len(shown) == 2


CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["2013-1", "Aarhus", "751", "fleksjob", "31-10-2013", "12,5", "311285-1234", ""]),
    st.integers(0, 10**10),
)


@given(st.lists(st.tuples(*[CELLS] * 7), max_size=8), st.sets(st.integers(2, 9), max_size=3))
def test_every_row_is_a_case_or_a_problem_or_left_out(rows: list[tuple[object, ...]], skip: set[int]) -> None:
    reader = FrameReader(table(*rows), MAPPING, RUBRIC, kommuner(), skip=skip)
    cases = list(reader.cases())
    named = {row for problem in reader.check.problems if not problem.warning for row in rows_of(problem)}
    good = [number for number in range(2, len(rows) + 2) if number not in named | skip]
    assert len(cases) == len(good)
    assert len({(case.kommune, case.case_id) for case in cases}) == len(cases)
    assert all("311285" not in str(problem) for problem in reader.check.problems)
    again = check_frame(table(*rows), MAPPING, RUBRIC, skip=skip)
    assert again.problems == reader.check.problems


DAY = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("kind", "text", "why"),
    [
        ("date", "31-12-1899", "31-12-1899 er før 01-01-1900."),
        ("date", "01-01-1900", ""),
        ("date", "05-06-0013", "05-06-0013 er før 01-01-1900."),
        ("date", "31-12-2027", ""),
        ("date", "01-01-2028", "01-01-2028 er efter 31-12-2027."),
        ("date", "02-03-2103", "02-03-2103 er efter 31-12-2027."),
        ("number", "1000000", ""),
        ("number", "-2,5", ""),
        ("number", "1000000,5", "1000000,5 er større end 1000000."),
        ("number", "-1000001", "-1000001 er mindre end -1000000."),
        ("text", "99999999", ""),
    ],
)
def test_an_unlikely_fact_must_be_confirmed(kind: str, text: str, why: str) -> None:
    rubric = RUBRIC.model_copy(update={"facts": {"f": Fact(type=kind)}, "in_force": None})
    source = ListTable(["Sag", "Kommune", "F"], [("s-1", "Aarhus", text), ("s-2", "Aarhus", text)])
    mapping = ColumnMapping(case="Sag", kommune="Kommune", facts={"f": "F"})
    asked = FrameReader(source, mapping, rubric, kommuner(), today=DAY)
    assert len(list(asked.cases())) == (0 if why else 2)
    if why:
        (problem,) = asked.check.problems
        assert problem.what == f"»F« er måske forkert: {why}"
        assert (problem.cell, rows_of(problem), asked.check.errors) == ("C2", {2, 3}, 2)
    confirmed = FrameReader(source, mapping, rubric, kommuner())
    assert (len(list(confirmed.cases())), confirmed.check.problems) == (2, [])


@pytest.mark.parametrize(
    ("period", "text", "says"),
    [
        ({"from": "1850-01-01", "to": "1899-12-31"}, "31-12-1899", []),
        ({"from": "1850-01-01"}, "31-12-1899", ["er måske forkert"]),
        ({"from": "2013-01-01", "to": "2013-12-31"}, "31-12-1899", ["ligger uden for den periode"]),
        ({"from": "2013-01-01"}, "02-03-2103", ["er måske forkert"]),
    ],
)
def test_the_period_of_the_rubric_takes_the_place_of_the_usual_years(
    period: dict[str, str], text: str, says: list[str]
) -> None:
    in_force = InForce.model_validate({"fact": "f"} | period)
    rubric = RUBRIC.model_copy(update={"facts": {"f": Fact(type="date")}, "in_force": in_force})
    source = ListTable(["Sag", "Kommune", "F"], [("s-1", "Aarhus", text)])
    reader = FrameReader(
        source, ColumnMapping(case="Sag", kommune="Kommune", facts={"f": "F"}), rubric, kommuner(), today=DAY
    )
    list(reader.cases())
    assert len(reader.check.problems) == len(says)
    assert all(words in problem.what for words, problem in zip(says, reader.check.problems, strict=True))


PLAIN: list[tuple[str, str, list[str]]] = [("ny", "number", []), ("type", "choice", ["a", "b"])]
"""Facts without limits, which have the hash they had before there were any."""


def test_the_hash_of_the_facts_tells_what_decides_how_they_are_read() -> None:
    def hashed(**fact: object) -> str:
        facts = {"ny": {"type": "number", **fact}, "type": {"type": "choice", "options": ["a", "b"]}}
        return facts_sha256(Rubric.model_validate(HEAD | RUBRIC.model_dump(include={"sections"}) | {"facts": facts}))

    said = [{}, {"min": 1}, {"max": 1}, {"min": 1, "max": 2}, {"required": False}, {"required_if": {"type": "a"}}]
    assert len({hashed(**one) for one in (*said, {"required_if": {"type": "b"}})}) == len(said) + 1
    assert hashed(label="Ny") == hashed()
    plainly = {name: {"type": kind, "options": options, "required": True} for name, kind, options in PLAIN}
    assert hashed() == sha256(json.dumps([plainly, None], sort_keys=True).encode()).hexdigest()
