"""The result workbook: its sheets, put together and written."""

from functools import partial
from pathlib import Path

from openpyxl import Workbook

from audit.nouns import capital
from audit.sheets.about import ABOUT, fill_about
from audit.sheets.chart import describe_chart
from audit.sheets.figures import add_figures
from audit.sheets.kommune_sheet import fill_kommune
from audit.sheets.long_texts import LONG_TEXTS, LongTexts
from audit.sheets.page import CONSTRUCTED, add_styles
from audit.sheets.results_book import ResultsBook
from audit.sheets.saving import Properties, save
from audit.sheets.storable import sheet_names
from audit.sheets.streamed import Streamed
from audit.wording.authority_words import authority_heading


def write_results_workbook(path: Path, book: ResultsBook) -> None:
    """Write the workbook to ``path``, replacing what is there; see ``saving`` for what it promises and raises."""
    results = book.results
    subject = CONSTRUCTED if results.study.constructed else "Praksisundersøgelse"
    properties = Properties(results.study.title, subject, book.program_version, book.produced)
    workbook, streamed = _workbook(book)
    save(path, workbook, properties, partial(describe_chart, results.rubric.case.many), streamed)


def _workbook(book: ResultsBook) -> tuple[Workbook, dict[str, Streamed]]:
    """The workbook, and what is left to write of the kommuner's sheets."""
    workbook, results = Workbook(), book.results
    add_styles(workbook)
    about = workbook.worksheets[0]
    about.title = ABOUT
    figures = add_figures(workbook, book, [ABOUT, LONG_TEXTS])
    taken = [ABOUT, LONG_TEXTS, *(name for name, _ in figures)]
    names = sheet_names([kommune.name for kommune in book.kommuner], taken)
    long_texts = LongTexts(
        workbook,
        results.study.title,
        authority_heading(results.authorities),
        capital(results.rubric.case.one),
        constructed=results.study.constructed,
    )
    streamed = {
        name: fill_kommune(workbook.create_sheet(name), kommune, book, long_texts)
        for name, kommune in zip(names, book.kommuner, strict=True)
    }
    fill_about(about, book, figures, kommuner=bool(names), long_texts=long_texts.finish())
    return workbook, streamed
