"""One kommune's sheet: its cases, each with outcome, findings and every answer.

Case, journal number and outcome are repeated on every line, so that the sheet
can be filtered and sorted without losing which case a line belongs to.
"""

from openpyxl.worksheet.worksheet import Worksheet

from audit.sheets.page import Look, SheetColumn, SheetPage, Tone
from audit.sheets.results_book import KommuneCases, ResultsBook, ScoredCase

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
    cases, files = len(kommune.cases), len({case.file_no for case in kommune.cases})
    said = f"{cases} {'bedømt sag' if cases == 1 else 'bedømte sager'} med "
    said += f"{files} {'journalnummer' if files == 1 else 'journalnumre'}. {book.results.title}."
    page.head(kommune.name, [said], constructed=book.results.constructed)
    for case in kommune.cases:
        _add_case(page, case)
    page.finish(f"{book.results.title}: {kommune.name}")


def _add_case(page: SheetPage, case: ScoredCase) -> None:
    key = (case.case_id, case.file_no, case.outcome)
    findings = "\n".join(case.findings) or NO_FINDINGS
    page.add([*key, FINDINGS, findings, None, None], Look.STRONG)
    for line in case.answers:
        page.add([*key, line.question, line.answer, line.remark or None, line.citation or None])
