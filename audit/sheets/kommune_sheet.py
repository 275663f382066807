"""One kommune's sheet: its cases, each with facts, outcome, findings and every answer.

Case, journal number, facts and outcome are repeated on every line, so that the sheet
can be filtered and sorted without losing which case a line belongs to.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from openpyxl.worksheet.worksheet import Worksheet

from audit.nouns import capital
from audit.review.wording import NOT_KNOWN, fact_label
from audit.sheets.long_texts import LongTexts, TextPlace
from audit.sheets.page import Look, Quantity, Row, SheetColumn, SheetPage, Tone, Value
from audit.sheets.results_book import KommuneCases, ResultsBook, ScoredCase
from audit.sheets.streamed import Streamed
from audit.wording.numbers import counted

FINDINGS = "Fund"
NO_FINDINGS = "Ingen fund"

_FILE = SheetColumn("Journalnummer", widest=18, tone=Tone.FAINT)
_ANSWER = (
    SheetColumn("Spørgsmål", widest=46),
    SheetColumn("Svar", widest=32),
    SheetColumn("Bemærkning", widest=40),
    SheetColumn("Akthenvisning", widest=18),
)


def fill_kommune(sheet: Worksheet, kommune: KommuneCases, book: ResultsBook, long_texts: LongTexts) -> Streamed:
    """Write the kommune's head; its cases are left to write with the file.

    A case is a line with the findings, then a line for each answer. A text that
    is longer than a row can show goes to ``long_texts`` as well.
    """
    rubric, case = book.results.rubric, book.results.rubric.case
    facts = [
        SheetColumn(fact_label(rubric, book.results.authorities, name), widest=18, tone=Tone.FAINT)
        for name in rubric.facts
    ]
    ended = [SheetColumn(rubric.called_outcome, widest=16, tone=Tone.FAINT)] if rubric.called_outcome else []
    of_case = SheetColumn(capital(case.one), widest=16, tone=Tone.FAINT)
    page = SheetPage(sheet, (of_case, _FILE, *facts, *ended, *_ANSWER))
    cases = kommune.cases()
    files = len({one.file_no for one in cases if one.file_no})
    known = f" med {counted(files, 'journalnummer', 'journalnumre')}" if files else ""
    said = f"{counted(len(cases), f'bedømt {case.one}', f'bedømte {case.many}')}{known}."
    page.head(kommune.name, [f"{said} {book.results.study.title}."], constructed=book.results.study.constructed)

    def rows() -> Iterator[Row]:
        for one in kommune.cases():
            for number, (values, look) in enumerate(_rows(one, list(rubric.facts))):
                question = one.answers[number - 1].question if number else FINDINGS
                place = TextPlace(kommune.name, one.case_id, number, question)
                yield long_texts.fitted(page.columns, values, look, place), look

    page.stream(rows)
    return page.finish(f"{book.results.study.title}: {kommune.name}")


def _rows(case: ScoredCase, facts: Sequence[str]) -> Iterator[Row]:
    known = (case.facts.get(name, NOT_KNOWN) for name in facts)
    key = (case.case_id, case.file_no or None, *map(_cell, known), *([] if case.outcome is None else [case.outcome]))
    findings = "\n".join(case.findings) or NO_FINDINGS
    yield [*key, FINDINGS, findings, None, None], Look.STRONG
    for line in case.answers:
        answer = _cell(line.answer, line.unit)
        yield [*key, line.question, answer, line.remark or None, line.citation or None], Look.PLAIN


def _cell(value: str | Decimal | date, unit: str = "") -> Value:
    """A number with its unit, a date or words."""
    return Quantity(value, unit) if isinstance(value, Decimal) else value
