"""The sheets with the study's figures: one for each statistic of the catalogue, and the stated figures.

Every figure is taken from ``Figures`` as it stands; nothing is added up or
rounded here, so that the workbook cannot differ from the report.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from audit.cases import KOMMUNE
from audit.nouns import capital
from audit.results.claims import Stated
from audit.results.claims_words import claims_header, claims_rows
from audit.results.layout import by_subject, cell_words
from audit.results.model import Group, Share
from audit.results.statistics import OUTCOMES, Output
from audit.results.table import Amount, FigureCell, FigureLine, FigureTable, NamedCode
from audit.review.wording import every_case, fact_label, value_label
from audit.sheets.chart import OutcomeChart, add_outcome_chart
from audit.sheets.page import CellKind, Look, Quantity, SheetColumn, SheetPage, Value, percent
from audit.sheets.results_book import ResultsBook
from audit.sheets.storable import sheet_names
from audit.wording.labels import lower_first
from audit.wording.shares import out_of

CLAIMS = "Offentliggjorte tal"
WHOLE = "Hele undersøgelsen"
_CONFLICT = "Kilden siger sig selv imod"

_GROUP = (SheetColumn("Opdeling", widest=20), SheetColumn("Gruppe", widest=28))


def add_figures(workbook: Workbook, book: ResultsBook, taken: Sequence[str]) -> list[tuple[str, str]]:
    """Add the sheets with figures, none that would be empty; each sheet's name and what it holds.

    ``taken`` are names that other sheets have.
    """
    tables = list(book.results.tables(Output.WORKBOOK))
    sheets = {}
    chart = None
    for name, table in zip(sheet_names([one.short for one in tables], [*taken, CLAIMS]), tables, strict=True):
        sheets[table.id] = workbook.create_sheet(name)
        filled = _fill(sheets[table.id], book, table)
        if table.id == OUTCOMES.id and book.results.whole.cases:
            chart = _chart(book, sheets[table.id], filled)
    if chart:
        add_outcome_chart(next(iter(sheets.values())), chart)
    if book.stated:
        _add_claims(workbook.create_sheet(CLAIMS), book, book.stated)
    held = [(sheets[table.id].title, _held(table)) for table in tables]
    stated = "hvert offentliggjort tal ved siden af det, der er regnet ud, og modsigelser i kilden."
    return [*held, *([(CLAIMS, stated)] if book.stated else [])]


def _held(table: FigureTable) -> str:
    """What a sheet holds, in a sentence."""
    grouped = ", i alt og for hver gruppe" if any(row.group for row in table.rows) else ""
    return f"{table.about}{grouped}."


@dataclass(frozen=True, slots=True)
class _Filled:
    """A statistic's sheet: its page, and the numbers of the rows of each crossing of facts."""

    page: SheetPage
    rows: Mapping[tuple[str, ...], list[int]]


def _fill(sheet: Worksheet, book: ResultsBook, table: FigureTable) -> _Filled:
    """Write a statistic: a line for each thing and group, the things in order and the whole first."""
    rows = by_subject(table.rows)
    grouped, besides = table.grouped, _besides(table)
    subject = (SheetColumn(table.subject, widest=56),) if table.subject else ()
    many = capital(book.results.rubric.case.many)
    page = SheetPage(sheet, (*subject, *(_GROUP if grouped else ()), *_columns(table, besides, many)))
    title = f"{book.results.study.title}: {lower_first(table.title)}"
    page.head(title, [table.note] if table.note else [], constructed=book.results.study.constructed)
    written: dict[tuple[str, ...], list[int]] = {}
    for row in rows:
        label = [row.label] if table.subject else []
        group = _group(book, row.group) if grouped else ()
        number = page.add([*label, *group, *_values(table, row, besides)], Look.PLAIN if row.group else Look.STRONG)
        written.setdefault(tuple(row.group), []).append(number)
    page.finish(book.results.study.title)
    return _Filled(page, written)


def _columns(table: FigureTable, besides: bool, cases: str) -> Iterator[SheetColumn]:
    """The headings of the figures. A share that stands alone has its parts in columns of their own.

    ``cases`` heads the number of cases.
    """
    first = table.rows[0]
    if table.spread:
        yield SheetColumn(cases, CellKind.NUMBER)
        yield from (SheetColumn(column.label, CellKind.NUMBER) for column in table.columns)
        yield from (SheetColumn(f"{column.label}, procent", CellKind.PERCENT) for column in table.columns)
        return
    alone = _alone(first)
    for column, cell in zip(table.columns, first.cells, strict=True):
        if not isinstance(cell, Share):
            number = isinstance(cell, int) and not isinstance(cell, bool)
            yield SheetColumn(column.label, CellKind.NUMBER if number else CellKind.TEXT)
            continue
        if alone:
            yield SheetColumn("Antal", CellKind.NUMBER)
            yield SheetColumn("Ud af", CellKind.NUMBER)
            yield SheetColumn("Heraf ukendt", CellKind.NUMBER)
            if besides:
                yield SheetColumn("Ukendt, om de hører med", CellKind.NUMBER)
        yield SheetColumn(column.label, widest=20)
        yield SheetColumn("Procent" if alone else f"{column.label}, procent", CellKind.PERCENT)


def _values(table: FigureTable, row: FigureLine, besides: bool) -> list[Value]:
    if table.spread:
        shares = [cell for cell in row.cells if isinstance(cell, Share)]
        counts, percents = [one.count for one in shares], [percent(one.percent) for one in shares]
        return [shares[0].among, *counts, *percents]
    alone = _alone(row)
    return [value for cell in row.cells for value in _cells(cell, alone, besides)]


def _besides(table: FigureTable) -> bool:
    """Whether it is unknown of any case, or kommune, whether it belongs in a denominator."""
    return any(isinstance(cell, Share) and cell.among_unknown for row in table.rows for cell in row.cells)


def _cells(cell: FigureCell, alone: bool, besides: bool) -> list[Value]:
    """The cells of the sheet for one of the statistic's: numbers and dates as such."""
    match cell:
        case Share():
            if alone:
                plain = out_of(cell.count, cell.among)
                beside = [cell.among_unknown] if besides else []
                return [cell.count, cell.among, cell.unknown, *beside, plain, percent(cell.percent)]
            return [cell.out_of, percent(cell.percent)]
        case Amount(value=Decimal() as number):
            return [Quantity(number, cell.unit)]
        case Amount(value=date() as day):
            return [day]
        case bool() | Amount() | NamedCode():
            return [cell_words(cell)]
        case _:
            return [cell]


def _alone(row: FigureLine) -> bool:
    return sum(isinstance(cell, Share) for cell in row.cells) == 1


def _chart(book: ResultsBook, sheet: Worksheet, filled: _Filled) -> OutcomeChart:
    """The cells of the chart: of the first single fact that is not the kommune, else of the whole study."""
    facts = next((one for one in filled.rows if len(one) == 1 and one != (KOMMUNE,)), ())
    rows = filled.rows[facts]
    return OutcomeChart(
        source=sheet,
        title=f"Udfald efter {lower_first(fact_label(book.results.rubric, book.results.authorities, *facts))}"
        if facts
        else "Udfald",
        cases=book.results.rubric.case.many,
        constructed=book.results.study.constructed,
        header_row=filled.page.header_row,
        first_row=rows[0],
        last_row=rows[-1],
        label_column=2,
        first_column=4,
        settled=tuple(one.settled for one in book.results.whole.of(OUTCOMES)),
    )


def _add_claims(sheet: Worksheet, book: ResultsBook, stated: Stated) -> None:
    header = claims_header(stated.checks)
    widest = {header[0]: 44, "Ud af": 32}
    columns = (*(SheetColumn(name, widest=widest.get(name, 28)) for name in header), SheetColumn(_CONFLICT, widest=44))
    page = SheetPage(sheet, columns)
    notes = [
        f"Kilde: {stated.source}",
        f"Hvert offentliggjort tal er regnet ud igen af undersøgelsens egne {book.results.rubric.case.many} og svar.",
    ]
    title = f"{book.results.study.title}: offentliggjorte tal"
    page.head(title, notes, constructed=book.results.study.constructed)
    for check, row in zip(stated.checks, claims_rows(stated.checks), strict=True):
        page.add([*row, check.conflict or None])
    page.finish(book.results.study.title)


def _group(book: ResultsBook, group: Group) -> tuple[str, str]:
    """The facts a group is made by, and the values its cases have in common; for the whole study both say so."""
    if not group:
        return WHOLE, every_case(book.results.rubric)
    known = book.results.rubric, book.results.authorities
    labels = [fact_label(*known, fact) for fact in group]
    return ", ".join(labels), ", ".join(value_label(*known, fact, value) for fact, value in group.items())
