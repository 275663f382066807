"""The result workbook as its reader meets it: every figure, its denominators, the chart, the printed page."""

import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from audit.cases import Case
from audit.results.claims import Check, Stated, StatedFigure
from audit.results.model import Share
from audit.sheets.results_book import ResultsBook
from audit.sheets.results_workbook import write_results_workbook
from tests.tools.counting import each, figures
from tests.tools.rubrics import rubric
from tests.tools.sheets_book import ANSWERS, KOMMUNER, RUBRIC, book_figures, sample_book, scored, with_results

FIGURES = ["Om", "Rigtighed", "Udfald", "Nøgletal", "Tal og varigheder", "Anbefalinger"]
CLASSES = rubric(
    """
    outcomes: {classes: [a, b], rules: [{class: a, when: {q: ja}}], else: b}
    sections: [{id: s, title: S, questions: [{id: q, text: Q, type: choice, options: [ja, nej]}]}]
    """
)


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbook]:
    path = tmp_path_factory.mktemp("book") / "resultater.xlsx"
    write_results_workbook(path, sample_book())
    book = load_workbook(path)
    yield book
    book.close()


def written(folder: Path, book: ResultsBook) -> Workbook:
    write_results_workbook(folder / "resultater.xlsx", book)
    return load_workbook(folder / "resultater.xlsx")


def header_row(sheet: Worksheet) -> int:
    return int(str(sheet.freeze_panes).removeprefix("A")) - 1


def records(sheet: Worksheet) -> list[dict[str, object]]:
    """The table on a sheet, each row by its headings."""
    rows = list(sheet.iter_rows(min_row=header_row(sheet), values_only=True))
    return [dict(zip(map(str, rows[0]), row, strict=True)) for row in rows[1:]]


def texts(sheet: Worksheet) -> str:
    return "\n".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None)


# --- what it says ---


def test_the_sheets_and_their_order(workbook: Workbook) -> None:
    assert workbook.sheetnames == [*FIGURES, *KOMMUNER.values()]


def test_correctness_both_ways_for_the_whole_and_each_group(workbook: Workbook) -> None:
    lines = records(workbook["Rigtighed"])
    assert lines[0] == {
        "Opdeling": "Hele undersøgelsen",
        "Gruppe": "Alle sager",
        "Sager": 139,
        "Rigtige": 107,
        "Forkerte": 21,
        "Hverken rigtige eller forkerte": 11,
        "Kan ikke vurderes": 0,
        "Rigtige af alle sager": "107 ud af 139",
        "Rigtige af alle sager, procent": 77,
        "Rigtige af sager, der kan vurderes": "107 ud af 128",
        "Rigtige af sager, der kan vurderes, procent": 84,
    }
    assert [(line["Opdeling"], line["Gruppe"]) for line in lines[1:5]] == [
        ("Sagstype", "Fleksjob"),
        ("Sagstype", "Ressourceforløb"),
        ("Sagstype", "Andre indsatser"),
        ("Kommune", "Bornholm"),
    ]
    assert len(lines) == 1 + 3 + 10
    assert lines[3]["Rigtige af sager, der kan vurderes"] == "24 ud af 26"


def test_outcomes_of_each_group(workbook: Workbook) -> None:
    line = records(workbook["Udfald"])[3]
    assert (line["Gruppe"], line["Sager"]) == ("Andre indsatser", 37)
    assert [line[name] for name in ("Rigtig", "Ændres", "Hjemvises", "Ingen afgørelse", "Kan ikke vurderes")] == [
        24,
        1,
        1,
        11,
        0,
    ]
    assert (line["Rigtig, procent"], line["Ingen afgørelse, procent"]) == (65, 30)


def test_every_measure_for_every_group_with_its_denominator(workbook: Workbook) -> None:
    lines = records(workbook["Nøgletal"])
    assert len(lines) == 3 * 14
    assert lines[0] == {
        "Nøgletal": "Den forberedende del af planen er lavet sammen med borgeren",
        "Opdeling": "Hele undersøgelsen",
        "Gruppe": "Alle sager",
        "Tælles i": "sager",
        "Antal": 69,
        "Ud af": 139,
        "Heraf ukendt": 35,
        "Andel": "69 ud af 139",
        "Procent": 50,
        "Nævner": "alle sager",
    }
    assert [line["Gruppe"] for line in lines[:14]] == [line["Gruppe"] for line in lines[14:28]]


def test_recommendations_and_a_share_of_nothing(workbook: Workbook) -> None:
    first, second = records(workbook["Anbefalinger"])
    assert list(first) == ["Anbefaling", "Gives", "Antal", "Ud af", "Heraf ukendt", "Andel", "Procent", "Nævner"]
    assert (first["Gives"], first["Andel"], first["Procent"]) == ("Ja", "12 ud af 49", 24)
    assert (first["Nævner"], first["Heraf ukendt"]) == ("sager om fleksjob", 0)
    assert (second["Gives"], second["Andel"], second["Procent"]) == ("Nej", "0 ud af 0", "–")


def test_a_percent_is_the_whole_percent_that_is_printed_elsewhere(workbook: Workbook) -> None:
    cell = workbook["Rigtighed"].cell(header_row(workbook["Rigtighed"]) + 1, 9)
    assert (cell.value, cell.data_type, cell.number_format) == (77, "n", '0" %"')
    assert Share(1, 8).percent == 13
    eight = each(RUBRIC, (1, {"afgørelsen": "spinkel", "plan": "ja", "timer": "1"}),
                 (7, {"afgørelsen": "god", "plan": "ja", "timer": "1"}))  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        book = written(Path(folder), replace(sample_book(), results=book_figures(eight)))
        assert records(book["Udfald"])[0]["Hjemvises, procent"] == 13, "12.5 %"


def _as_read(answer: object) -> object:
    """openpyxl reads a date as midnight."""
    return datetime.combine(answer, time()) if isinstance(answer, date) else answer


def test_a_kommune_sheet_holds_every_answer_of_its_cases_in_order(workbook: Workbook) -> None:
    lines = records(workbook["Greve"])
    assert len(lines) == 14 * (1 + len(ANSWERS))
    wrong = [line for line in lines if line["Udfald"] == "Hjemvises"]
    assert wrong[0] == {
        "Sag": "S-043",
        "Journalnummer": "2013-00021",
        "Sagstype": "Fleksjob",
        "Udfald": "Hjemvises",
        "Spørgsmål": "Fund",
        "Svar": "Planen er ikke lavet med borgeren.\nTeamet var ufuldstændigt.",
        "Bemærkning": None,
        "Akthenvisning": None,
    }
    assert [
        (line["Spørgsmål"], line["Svar"], line["Bemærkning"] or "", line["Akthenvisning"] or "") for line in wrong[1:6]
    ] == [(line.question, _as_read(line.answer), line.remark, line.citation) for line in ANSWERS]
    assert {line["Svar"] for line in lines if line["Spørgsmål"] == "Fund" and line["Udfald"] == "Rigtig"} == {
        "Ingen fund"
    }


def test_published_figures_stand_on_a_sheet_with_the_contradictions(tmp_path: Path) -> None:
    used = StatedFigure(18, 20, 90, "kommuner")
    checks = (
        Check("a", "kommuner", StatedFigure(18, 20, None, "kommuner"), used, "kommuner i alt"),
        Check("b", "", StatedFigure(40, 77), StatedFigure(42, 77, 55), "alle sager", "Kapitel 1 har 42."),
        Check("c", "=1+1", StatedFigure(1), None),
    )
    book = written(tmp_path, replace(sample_book(), stated=Stated("@rapport", checks)))
    sheet = book["Offentliggjorte tal"]
    assert [list(row.values()) for row in records(sheet)] == [
        [
            "kommuner",
            "18 ud af 20 kommuner",
            "18 ud af 20 kommuner",
            "kommuner i alt",
            "ja",
            None,
        ],
        ["b", "40 ud af 77", "42 ud af 77", "alle sager", "NEJ", "Kapitel 1 har 42."],
        ["=1+1", "1", "–", None, "NEJ", None],
    ]
    assert "Kilde: @rapport" in texts(sheet)
    assert "»Offentliggjorte tal«" in texts(book["Om"])
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_what_was_asked_for_stands_beside_what_came(tmp_path: Path) -> None:
    assert "141 sager er med i undersøgelsen ud af 144, der er bedt om" in texts(
        written(tmp_path, with_results(asked=144))["Om"]
    )


def test_a_measure_in_kommuner_names_its_denominator(tmp_path: Path) -> None:
    used = rubric(
        """
        sections: [{id: s, title: S, questions: [{id: q, text: Q, type: choice, options: [ja, nej]}]}]
        measures: [{id: brug, label: Brug, unit: kommuner, count: {q: ja}, among: all}]
        """
    )
    found = each(used, (19, {"q": "ja"}), (1, {"q": "nej"}), kommuner=[str(901 + n) for n in range(20)])
    (line,) = records(written(tmp_path, replace(sample_book(), results=figures(used, found)))["Nøgletal"])
    assert (line["Tælles i"], line["Andel"], line["Nævner"]) == ("kommuner", "19 ud af 20", "kommuner")


def test_numbers_are_numbers_with_their_unit(workbook: Workbook) -> None:
    """The 139 answers are 0,5 to 37,5 timer, 38 different ones in turn."""
    sheet = workbook["Tal og varigheder"]
    line = records(sheet)[0]
    assert {name: line[name] for name in list(line)[3:]} == {
        "Stillet i sager": 139, "Måske stillet i sager": 0, "Besvaret i sager": 139, "Ukendt i sager": 0,
        "Mindst": 0.5, "Midterst": 17.5, "Størst": 37.5, "Gennemsnit": 17.83,
    }  # fmt: skip
    assert sheet.cell(header_row(sheet) + 1, 8).number_format == '0.0" timer"'


def test_about_says_what_the_figures_are_and_how_to_check_them(workbook: Workbook) -> None:
    said = texts(workbook["Om"])
    for words in (
        "141 sager er med i undersøgelsen, og 139 er bedømt færdige",
        "137 journalnumre i 10 kommuner",
        "Af alle sager: nævneren er alle færdigbedømte sager",
        "Af sager, der kan vurderes: nævneren er de rigtige og de forkerte",
        "Hvordan sagerne i den oprindelige undersøgelse blev valgt, er ikke kendt.",
        "Rehabiliteringsteam, udgave 2015.1",
        "ab" * 32,
        "4.321 ændringer, den seneste med aftryk " + "cd" * 32,
        "Udgivet 5. marts 2026 kl. 14.07 (UTC+01:00) med praksisundersoegelse 0.1.0.",
        "»Nøgletal«: hvert nøgletal, i alt og for hver gruppe.",
    ):
        assert words in said


def test_constructed_data_are_marked_on_every_sheet_and_real_data_on_none(workbook: Workbook, tmp_path: Path) -> None:
    for sheet in workbook.worksheets:
        assert str(sheet["A2"].value).startswith("Konstruerede data"), sheet.title
        assert sheet.print_title_rows == f"$1:${header_row(sheet)}", "the mark is printed on every page"
    study = replace(sample_book().results.study, constructed=False)
    write_results_workbook(tmp_path / "real.xlsx", with_results(study=study))
    with zipfile.ZipFile(tmp_path / "real.xlsx") as archive:
        assert not [name for name in archive.namelist() if "onstruerede data" in archive.read(name).decode()]


def test_a_rubric_that_classifies_has_no_correctness_but_a_chart(tmp_path: Path) -> None:
    results = figures(CLASSES, each(CLASSES, (2, {"q": "ja"}), (1, {"q": "nej"})))
    book = written(tmp_path, replace(sample_book(), results=results))
    assert book.sheetnames[:3] == ["Om", "Udfald", "København"]
    assert len(book["Udfald"]._charts) == 1
    assert "Rigtighed" not in texts(book["Om"])
    assert "af alle sager: nævneren" not in texts(book["Om"]).lower()


def test_nothing_scored_yet_still_makes_a_workbook(tmp_path: Path) -> None:
    book = written(tmp_path, replace(sample_book(), results=figures(CLASSES, []), kommuner=()))
    assert book.sheetnames == ["Om", "Udfald"]


def test_crossed_groups_are_named_by_their_facts_and_values(tmp_path: Path) -> None:
    asked = rubric(
        """
        facts: {region: {type: text}, år: {type: number}}
        sections: [{id: s, title: S, questions: [{id: q, text: Q, type: choice, options: [ja, nej]}]}]
        """
    )
    found = [(Case("101", str(n), "", {"region": "nord"} | ({"år": "2013"} if n else {})), {"q": "ja"}) for n in (0, 1)]
    results = figures(asked, found, [("region", "år")])
    lines = records(written(tmp_path, replace(sample_book(), results=results))["Udfald"])
    assert [(line["Opdeling"], line["Gruppe"]) for line in lines[1:]] == [
        ("Region, År", "nord, 2013"),
        ("Region, År", "nord, uoplyst"),
    ]


def test_a_cross_table_has_a_sheet_of_its_own(tmp_path: Path) -> None:
    results = book_figures(scored(), crosses=[("plan", "afgørelsen")])
    book = written(tmp_path, replace(sample_book(), results=results))
    (name,) = [one for one in book.sheetnames if one not in (*FIGURES, *KOMMUNER.values())]
    sheet = book[name]
    line = next(one for one in records(sheet) if one["Svar"] == "Ja")
    assert (line["Gruppe"], line["Sager"]) == ("Alle sager", 69)
    assert sum(int(str(line[answer])) for answer in ("God", "Forkert", "Spinkel", "Ingen")) == 69
    assert name == "plan x afgørelsen", "a question is too long for the name of a sheet"
    assert "»" + name + "«" in texts(book["Om"])


# --- the chart ---


def test_the_chart_is_native_and_draws_outcomes_by_case_type(workbook: Workbook) -> None:
    (chart,) = workbook["Rigtighed"]._charts
    assert (chart.type, chart.grouping, chart.overlap) == ("bar", "stacked", 100)
    assert [series.val.numRef.f for series in chart.series] == [f"'Udfald'!${c}$6:${c}$8" for c in "DEFG"]
    assert [series.tx.strRef.f for series in chart.series] == [f"'Udfald'!${c}$4" for c in "DEFG"]
    assert chart.series[0].cat.numRef.f == "'Udfald'!$B$6:$B$8"
    sheet = workbook["Udfald"]
    assert [sheet["B6"].value, sheet["B8"].value, sheet["D4"].value] == ["Fleksjob", "Andre indsatser", "Rigtig"]
    assert not chart.x_axis.delete
    assert not chart.y_axis.delete


def test_what_judges_nothing_is_grey_in_the_chart(workbook: Workbook) -> None:
    (chart,) = workbook["Rigtighed"]._charts
    fills = [series.graphicalProperties.solidFill for series in chart.series]
    channels = [[int(fill.srgbClr[place : place + 2], 16) for place in (0, 2, 4)] for fill in fills]
    assert [max(parts) - min(parts) < 16 for parts in channels] == [False, False, False, True]


def test_without_a_scored_case_there_is_no_chart(tmp_path: Path) -> None:
    book = written(tmp_path, replace(sample_book(), results=book_figures([])))
    assert "Udfald" in book.sheetnames
    assert not any(sheet._charts for sheet in book.worksheets)


def test_the_chart_has_words_for_a_screen_reader(tmp_path: Path) -> None:
    write_results_workbook(tmp_path / "r.xlsx", sample_book())
    with zipfile.ZipFile(tmp_path / "r.xlsx") as archive:
        drawing = archive.read("xl/drawings/drawing1.xml").decode()
        chart = archive.read("xl/charts/chart1.xml").decode()
    assert 'descr="Vandrette, stablede søjler' in drawing
    assert "Udfald efter sagstype (konstruerede data)" in chart
    assert "Antal sager" in chart


# --- how it prints ---


def test_every_sheet_is_set_up_for_reading_and_printing(workbook: Workbook) -> None:
    for sheet in workbook.worksheets:
        assert sheet.page_setup.orientation == "landscape"
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr is not None
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.oddFooter is not None
        assert sheet.oddFooter.right.text == "Side &P af &N"
        assert header_row(sheet) >= 3


def test_an_ampersand_in_the_title_is_no_code_in_the_footer(tmp_path: Path) -> None:
    book = written(tmp_path, with_results(study=replace(sample_book().results.study, title="Børn & unge")))
    footer = book["Rigtighed"].oddFooter
    assert footer is not None
    assert footer.left.text == ["Børn && unge", " rigtighed"][0]


def test_rows_are_as_high_as_their_text(workbook: Workbook) -> None:
    sheet = workbook["Greve"]
    long = next(row for row in sheet.iter_rows(min_row=5) if len(str(row[6].value or "")) > 100)
    short = next(row for row in sheet.iter_rows(min_row=5) if row[4].value == "Hvornår blev indstillingen givet?")
    assert (sheet.row_dimensions[long[0].row].height or 0) >= 3 * 15
    assert sheet.row_dimensions[short[0].row].height == 18
