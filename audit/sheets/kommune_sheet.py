"""One kommune's sheet: its cases, each with outcome, findings and every answer.

Case, journal number and outcome are repeated on every line, so that the sheet
can be filtered and sorted without losing which case a line belongs to.
"""

from decimal import Decimal

from openpyxl.worksheet.worksheet import Worksheet

from audit.sheets.page import Look, Quantity, SheetColumn, SheetPage, Tone
from audit.sheets.results_book import KommuneCases, ResultsBook, ScoredCase
from audit.wording.numbers import counted

FINDINGS = "Fund"
NO_FINDINGS = "Ingen fund"

_COLUMNS = (
    SheetColumn("Sag", widest=16, tone=Tone.FAINT),
    SheetColumn("Journalnummer", widest=18, tone=Tone.FAINT),
    SheetColumn("Udfald", widest=16, tone=Tone.FAINT),
    SheetColumn("Spørgsmål", widest=46),
    SheetColumn("Svar", widest=32),
    SheetColumn("Bemærkning", widest=40),
    SheetColumn("Akthenvisning", widest=18),
)


def fill_kommune(sheet: Worksheet, kommune: KommuneCases, book: ResultsBook) -> None:
    """Write the kommune's cases: a line with the findings, then a line for each answer."""
    page = SheetPage(sheet, _COLUMNS)
    files = len({case.file_no for case in kommune.cases if case.file_no})
    known = f" med {counted(files, 'journalnummer', 'journalnumre')}" if files else ""
    said = f"{counted(len(kommune.cases), 'bedømt sag', 'bedømte sager')}{known}."
    page.head(kommune.name, [f"{said} {book.results.study.title}."], constructed=book.results.study.constructed)
    for case in kommune.cases:
        _add_case(page, case)
    page.finish(f"{book.results.study.title}: {kommune.name}")


def _add_case(page: SheetPage, case: ScoredCase) -> None:
    key = (case.case_id, case.file_no or None, case.outcome)
    findings = "\n".join(case.findings) or NO_FINDINGS
    page.add([*key, FINDINGS, findings, None, None], Look.STRONG)
    for line in case.answers:
        answer = Quantity(line.answer, line.unit) if isinstance(line.answer, Decimal) else line.answer
        page.add([*key, line.question, answer, line.remark or None, line.citation or None])
