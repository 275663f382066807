"""Opening a table the user gave, whatever kind of file it turns out to be.

The kind is read off the name, and the bytes must agree with it.
"""

import errno
import stat
from pathlib import Path

from audit.errors import InputError
from audit.privacy import holds_cpr
from audit.sheets.table import SheetTable, unreadable

_TEXT = (".csv", ".txt", ".tsv")
_EXCEL = (".xlsx",)
_NO_ACCESS, _GET_ACCESS = "du har ikke adgang til den.", "Luk den i Excel, eller ret adgangen til den."
_SAVE_AS_XLSX = "Åbn den i et regneark, og gem den som .xlsx eller som CSV."


def read_table(path: Path, *, sheet: str | None = None, header_row: int | None = None) -> SheetTable:
    """The table in a CSV file (.csv, .txt, .tsv) or an Excel workbook (.xlsx).

    ``sheet`` names the sheet of a workbook; without it the workbook must have
    one visible sheet with content. ``header_row`` is the row of the headings;
    without it the first row that is not empty. Mistakes in headings and cells are problems
    of the table and its rows. Raises InputError when the file as a whole
    cannot be read.
    """
    _must_be_a_file(path)
    kind = path.suffix.lower()
    try:
        if kind in _TEXT:
            from audit.sheets.csv_table import read_csv

            if sheet is not None:
                raise unreadable(path.name, "en CSV-fil har ingen ark.", "Udelad arkets navn.")
            return read_csv(path, header_row)
        if kind in _EXCEL:
            from audit.sheets.excel_table import read_excel

            table = read_excel(path, sheet, header_row)
            if holds_cpr(table.sheet):
                raise InputError("Arkets navn indeholder et CPR-nummer. Intet er ændret. Omdøb arket, og prøv igen.")
            return table
    except PermissionError:
        raise unreadable(path.name, _NO_ACCESS, _GET_ACCESS) from None
    except OSError as error:
        what = f"drevet melder fejl ({errno.errorcode.get(error.errno or 0, 'ukendt')})."
        raise unreadable(path.name, what, "Kopiér filen til et andet drev.") from error
    if kind in (".xls", ".xlsb", ".xlsm", ".ods", ".numbers"):
        raise unreadable(path.name, f"formatet {kind} læses ikke.", _SAVE_AS_XLSX)
    raise unreadable(path.name, "navnet skal ende på .csv, .txt eller .xlsx.", _SAVE_AS_XLSX)


def _must_be_a_file(path: Path) -> None:
    """Refuse what is not a plain file, and a name that must not be stored or shown."""
    if holds_cpr(path.name):
        raise InputError("Filens navn indeholder et CPR-nummer. Intet er ændret. Omdøb filen, og prøv igen.")
    try:
        path.name.encode("utf-8")
    except UnicodeEncodeError:
        raise unreadable(path.name, "navnet er ikke skrevet i UTF-8.", "Omdøb filen, og prøv igen.") from None
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        raise unreadable(path.name, "den findes ikke.", "Se efter, om navn og mappe er skrevet rigtigt.") from None
    except PermissionError:
        raise unreadable(path.name, _NO_ACCESS, _GET_ACCESS) from None
    except (OSError, ValueError):
        raise unreadable(path.name, "navnet kan ikke bruges.", "Omdøb filen, og prøv igen.") from None
    if stat.S_ISDIR(mode):
        raise unreadable(path.name, "det er en mappe.", "Skriv navnet på en fil i mappen.")
    if not stat.S_ISREG(mode):
        raise unreadable(path.name, "det er ikke en almindelig fil.", "Kopiér indholdet til en fil.")
