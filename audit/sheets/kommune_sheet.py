"""One kommune's sheet: its cases, each with facts, outcome, findings and every answer.

Case, journal number, facts and outcome are repeated on every line, so that the sheet
can be filtered and sorted without losing which case a line belongs to.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from openpyxl.worksheet.worksheet import Worksheet

from audit.review.wording import NOT_KNOWN, fact_label
from audit.sheets.page import Look, Quantity, SheetColumn, SheetPage, Tone, Value
from audit.sheets.results_book import KommuneCases, ResultsBook, ScoredCase
from audit.wording.numbers import counted

FINDINGS = "Fund"
NO_FINDINGS = "Ingen fund"

_CASE = (
    SheetColumn("Sag", widest=16, tone=Tone.FAINT),
    SheetColumn("Journalnummer", widest=18, tone=Tone.FAINT),
)
_ANSWER = (
    SheetColumn("Spørgsmål", widest=46),
    SheetColumn("Svar", widest=32),
    SheetColumn("Bemærkning", widest=40),
    SheetColumn("Akthenvisning", widest=18),
)


def fill_kommune(sheet: Worksheet, kommune: KommuneCases, book: ResultsBook) -> None:
    """Write the kommune's cases: a line with the findings, then a line for each answer."""
    rubric = book.results.rubric
    facts = [SheetColumn(fact_label(rubric, name), widest=18, tone=Tone.FAINT) for name in rubric.facts]
    ended = [SheetColumn(rubric.called_outcome, widest=16, tone=Tone.FAINT)] if rubric.called_outcome else []
    page = SheetPage(sheet, (*_CASE, *facts, *ended, *_ANSWER))
    files = len({case.file_no for case in kommune.cases if case.file_no})
    known = f" med {counted(files, 'journalnummer', 'journalnumre')}" if files else ""
    said = f"{counted(len(kommune.cases), 'bedømt sag', 'bedømte sager')}{known}."
    page.head(kommune.name, [f"{said} {book.results.study.title}."], constructed=book.results.study.constructed)
    for case in kommune.cases:
        _add_case(page, case, list(rubric.facts))
    page.finish(f"{book.results.study.title}: {kommune.name}")


def _add_case(page: SheetPage, case: ScoredCase, facts: Iterable[str]) -> None:
    known = (case.facts.get(name, NOT_KNOWN) for name in facts)
    key = (case.case_id, case.file_no or None, *map(_cell, known), *([] if case.outcome is None else [case.outcome]))
    findings = "\n".join(case.findings) or NO_FINDINGS
    page.add([*key, FINDINGS, findings, None, None], Look.STRONG)
    for line in case.answers:
        page.add([*key, line.question, _cell(line.answer, line.unit), line.remark or None, line.citation or None])


def _cell(value: str | Decimal | date, unit: str = "") -> Value:
    """A number with its unit, a date or words."""
    return Quantity(value, unit) if isinstance(value, Decimal) else value
