"""The sheets with the study's figures: correctness, outcomes, measures, recommendations.

Every figure is taken from ``Results`` as it stands; nothing is added up or
rounded here, so that the workbook cannot differ from the report.
"""

from collections.abc import Callable, Iterable
from typing import TypeVar

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from audit.results.claims import Stated
from audit.results.model import Correctness, Group, MeasureResult, OutcomeCount, Share
from audit.sheets.chart import OutcomeChart, add_outcome_chart
from audit.sheets.page import CellKind, Look, SheetColumn, SheetPage, Value, percent
from audit.sheets.results_book import KOMMUNE, ResultsBook
from audit.wording.labels import readable

_Figure = TypeVar("_Figure", OutcomeCount, MeasureResult)

CORRECTNESS, OUTCOMES, MEASURES, RECOMMENDATIONS = "Rigtighed", "Udfald", "Nøgletal", "Anbefalinger"
CLAIMS = "Offentliggjorte tal"
WHOLE = "Hele undersøgelsen"

OF_ALL = "Af alle sager: nævneren er alle færdigbedømte sager i gruppen, uanset udfald."
OF_ASSESSED = (
    "Af sager, der kan vurderes: nævneren er de rigtige og de forkerte sager. Sager, der hverken er rigtige "
    "eller forkerte, og sager, der ikke kan vurderes, er ikke med."
)

_GROUP = (SheetColumn("Opdeling", widest=20), SheetColumn("Gruppe", widest=28))
_SHARE = (
    SheetColumn("Antal", CellKind.NUMBER),
    SheetColumn("Ud af", CellKind.NUMBER),
    SheetColumn("Andel", widest=20),
    SheetColumn("Procent", CellKind.PERCENT),
)


def add_figures(workbook: Workbook, book: ResultsBook) -> None:
    """Add the sheets with figures; one that would be empty for this rubric is left out."""
    results = book.results
    first = _add_correctness(workbook, book) if results.correctness else None
    outcomes = workbook.create_sheet(OUTCOMES)
    chart = _fill_outcomes(outcomes, book)
    if results.measures:
        _add_measures(workbook.create_sheet(MEASURES), book)
    if results.recommendations:
        _add_recommendations(workbook.create_sheet(RECOMMENDATIONS), book)
    if book.stated:
        _add_claims(workbook.create_sheet(CLAIMS), book, book.stated)
    if chart:
        add_outcome_chart(first or outcomes, chart)


def _add_correctness(workbook: Workbook, book: ResultsBook) -> Worksheet:
    columns = (
        *_GROUP,
        SheetColumn("Sager", CellKind.NUMBER),
        SheetColumn("Rigtige", CellKind.NUMBER),
        SheetColumn("Forkerte", CellKind.NUMBER),
        SheetColumn("Hverken rigtige eller forkerte", CellKind.NUMBER),
        SheetColumn("Kan ikke vurderes", CellKind.NUMBER),
        SheetColumn("Rigtige af alle sager", widest=20),
        SheetColumn("Procent af alle sager", CellKind.PERCENT),
        SheetColumn("Rigtige af sager, der kan vurderes", widest=20),
        SheetColumn("Procent af sager, der kan vurderes", CellKind.PERCENT),
    )
    sheet: Worksheet = workbook.create_sheet(CORRECTNESS)
    page = SheetPage(sheet, columns)
    page.head(_title(book, "rigtighed"), [OF_ALL, OF_ASSESSED], constructed=book.results.constructed)
    for line in book.results.correctness:
        page.add([*_group(book, line.group), *_correctness(line)], _look(line.group))
    page.finish(book.results.title)
    return sheet


def _correctness(line: Correctness) -> list[Value]:
    return [
        line.cases,
        line.right,
        line.wrong,
        line.outside,
        line.not_assessable,
        line.of_all.out_of,
        percent(line.of_all.percent),
        line.of_assessed.out_of,
        percent(line.of_assessed.percent),
    ]


def _fill_outcomes(sheet: Worksheet, book: ResultsBook) -> OutcomeChart | None:
    """One line for each group, one column for each outcome; returns what the chart is drawn from."""
    lines = _together(book.results.outcomes, lambda count: tuple(count.group.items()))
    labels = [(count.outcome, count.label) for count in lines[0]] if lines else []
    columns = (
        *_GROUP,
        SheetColumn("Sager", CellKind.NUMBER),
        *(SheetColumn(label, CellKind.NUMBER) for _, label in labels),
        *(SheetColumn(f"{label}, procent", CellKind.PERCENT) for _, label in labels),
    )
    page = SheetPage(sheet, columns)
    page.head(
        _title(book, "udfald"), [OF_ALL.replace("Af alle sager", "Procent")], constructed=book.results.constructed
    )
    rows: dict[str, list[int]] = {}
    for line in lines:
        by_code = {count.outcome: count for count in line}
        counts = [by_code[code] for code, _ in labels]
        group = line[0].group
        row = page.add(
            [
                *_group(book, group),
                counts[0].share.among,
                *(count.share.count for count in counts),
                *(percent(count.share.percent) for count in counts),
            ],
            _look(group),
        )
        rows.setdefault(_fact(group), []).append(row)
    page.finish(book.results.title)
    return (
        _chart(book, sheet, page.header_row, rows, [count.settled for count in lines[0]])
        if book.results.cases
        else None
    )


def _chart(
    book: ResultsBook, sheet: Worksheet, header_row: int, rows: dict[str, list[int]], settled: list[bool]
) -> OutcomeChart | None:
    """The cells of the chart: of the first grouping with rows that is not the kommune, else of the whole study."""
    for fact, label in [*((grouping.fact, grouping.label) for grouping in book.groupings), ("", "")]:
        if fact != KOMMUNE and fact in rows:
            return OutcomeChart(
                source=sheet,
                title=f"Udfald efter {label[:1].lower()}{label[1:]}" if label else "Udfald",
                constructed=book.results.constructed,
                header_row=header_row,
                first_row=rows[fact][0],
                last_row=rows[fact][-1],
                label_column=2,
                first_column=4,
                settled=tuple(settled),
            )
    return None


def _add_measures(sheet: Worksheet, book: ResultsBook) -> None:
    columns = (SheetColumn("Nøgletal", widest=44), *_GROUP, *_SHARE, SheetColumn("Nævner", widest=32))
    page = SheetPage(sheet, columns)
    note = "Hvert nøgletal tælles blandt de sager eller kommuner, som nævneren navngiver."
    page.head(_title(book, "nøgletal"), [note], constructed=book.results.constructed)
    for line in _together(book.results.measures, lambda measure: measure.id):
        for measure in line:
            values = [measure.label, *_group(book, measure.group), *_share(measure.share), measure.among_shown]
            page.add(values, _look(measure.group))
    page.finish(book.results.title)


def _add_recommendations(sheet: Worksheet, book: ResultsBook) -> None:
    columns = (SheetColumn("Anbefaling", widest=80), SheetColumn("Gives"), *_SHARE, SheetColumn("Nævner", widest=32))
    page = SheetPage(sheet, columns)
    note = "Antal er de sager, der taler for anbefalingen. Den gives, når andelen når måleskemaets grænse."
    page.head(_title(book, "anbefalinger"), [note], constructed=book.results.constructed)
    for recommendation in book.results.recommendations:
        given = "Ja" if recommendation.triggered else "Nej"
        page.add([recommendation.text, given, *_share(recommendation.share), recommendation.among_label])
    page.finish(book.results.title)


def _add_claims(sheet: Worksheet, book: ResultsBook, stated: Stated) -> None:
    columns = (
        SheetColumn("Tal", widest=44),
        SheetColumn("Trykt", widest=24),
        SheetColumn("Regnet ud", widest=28),
        SheetColumn("Nævner", widest=32),
        SheetColumn("Passer"),
        SheetColumn("Kilden siger sig selv imod", widest=44),
    )
    page = SheetPage(sheet, columns)
    notes = [f"Kilde: {stated.source}", "Hvert offentliggjort tal er regnet ud igen af svarene og stikprøven."]
    page.head(_title(book, "offentliggjorte tal"), notes, constructed=book.results.constructed)
    for check in stated.checks:
        agrees = "Ja" if check.agrees else "Nej"
        figures = [check.published.shown, check.shown, check.among_label]
        page.add([check.what or check.id, *figures, agrees, check.conflict or None])
    page.finish(book.results.title)


def _share(share: Share) -> list[Value]:
    return [share.count, share.among, share.out_of, percent(share.percent)]


def _title(book: ResultsBook, subject: str) -> str:
    return f"{book.results.title}: {subject}"


def _group(book: ResultsBook, group: Group) -> tuple[str, str]:
    """The grouping's heading and the group's name; for the whole study both say so."""
    if not group:
        return WHOLE, "Alle sager"
    known = {grouping.fact: grouping for grouping in book.groupings}
    labels = [known[fact].label if fact in known else readable(fact) for fact in group]
    values = [known[fact].values.get(value, value) if fact in known else value for fact, value in group.items()]
    return ", ".join(labels), ", ".join(values)


def _fact(group: Group) -> str:
    return ",".join(group)


def _look(group: Group) -> Look:
    return Look.PLAIN if group else Look.STRONG


def _together(items: Iterable[_Figure], key: Callable[[_Figure], object]) -> list[list[_Figure]]:
    """Figures with the same key together, keys in the order they first occur."""
    found: dict[object, list[_Figure]] = {}
    for item in items:
        found.setdefault(key(item), []).append(item)
    return list(found.values())
