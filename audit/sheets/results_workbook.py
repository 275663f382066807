"""Writing the result workbook: all at once or not at all, and the same bytes for the same values."""

import errno
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

from audit.errors import AuditError
from audit.files import replace_file
from audit.privacy import visible
from audit.sheets.about import ABOUT, fill_about
from audit.sheets.chart import describe_chart
from audit.sheets.figures import CLAIMS, CORRECTNESS, MEASURES, OUTCOMES, RECOMMENDATIONS, add_figures
from audit.sheets.kommune_sheet import fill_kommune
from audit.sheets.page import CONSTRUCTED, add_styles
from audit.sheets.results_book import ResultsBook
from audit.sheets.storable import sheet_names
from audit.sheets.table import quoted

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip file can hold; every part gets it, so that the bytes do not depend on the clock."""
_MODE = 0o600
_NOT_ALLOWED = "Luk filen, hvis den er åben i Excel, eller vælg en mappe, du må skrive i."
_REMEDIES = {
    errno.EACCES: _NOT_ALLOWED,
    errno.EPERM: _NOT_ALLOWED,
    errno.EROFS: _NOT_ALLOWED,
    errno.EBUSY: _NOT_ALLOWED,
    errno.ENOENT: "Mappen findes ikke. Opret den, eller vælg en anden.",
    errno.ENOTDIR: "Mappen findes ikke. Opret den, eller vælg en anden.",
    errno.EISDIR: "Der er en mappe med samme navn. Vælg et andet navn.",
    errno.ENOSPC: "Drevet er fyldt. Skaf plads, og prøv igen.",
    errno.EDQUOT: "Drevet er fyldt. Skaf plads, og prøv igen.",
    errno.ENAMETOOLONG: "Navnet er for langt. Vælg et kortere.",
}


def write_results_workbook(path: Path, book: ResultsBook) -> None:
    """Write the workbook to ``path``, replacing what is there; readable by its owner only.

    The same ``book`` gives the same bytes. Raises AuditError when the file
    cannot be written; then a workbook that was there before is untouched.
    """
    content = _fixed(_workbook(book), book)
    try:
        replace_file(path, content)
    except OSError as error:
        todo = _REMEDIES.get(error.errno or 0, "Vælg et andet drev.")
        raise AuditError(f"Projektmappen {quoted(path.name)} kan ikke skrives. Intet er ændret. {todo}") from error


def _workbook(book: ResultsBook) -> Workbook:
    workbook = Workbook()
    add_styles(workbook)
    about = workbook.worksheets[0]
    about.title = ABOUT
    add_figures(workbook, book)
    fixed = (ABOUT, CORRECTNESS, OUTCOMES, MEASURES, RECOMMENDATIONS, CLAIMS)
    names = sheet_names([kommune.name for kommune in book.kommuner], fixed)
    for name, kommune in zip(names, book.kommuner, strict=True):
        fill_kommune(workbook.create_sheet(name), kommune, book)
    fill_about(about, book, names)
    return workbook


def _fixed(workbook: Workbook, book: ResultsBook) -> bytes:
    """The workbook's bytes, with no time in them but that of ``book.produced``."""
    properties = workbook.properties
    properties.title = visible(book.results.title)
    properties.subject = CONSTRUCTED if book.results.constructed else "Praksisundersøgelse"
    properties.creator = properties.lastModifiedBy = f"praksisundersoegelse {book.program_version}"
    properties.language = "da-DK"
    properties.created = properties.modified = _utc(book.produced)
    drafted, fixed = BytesIO(), BytesIO()
    ExcelWriter(workbook, ZipFile(drafted, "w", ZIP_DEFLATED)).save()
    with ZipFile(drafted) as draft, ZipFile(fixed, "w") as archive:
        for name in draft.namelist():
            part = ZipInfo(name, _EPOCH)
            part.compress_type, part.external_attr = ZIP_DEFLATED, _MODE << 16
            archive.writestr(part, describe_chart(name, draft.read(name)))
    return fixed.getvalue()


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(tzinfo=None, microsecond=0)
