"""What in a frame is no case, or not what was sent: rows with sums, numbers a spreadsheet has spoilt, wrong letters."""

import re
import unicodedata
from collections.abc import Sequence

from audit.privacy import without_unseen

_SUM = r"(?:(?:sub|hoved|del|slut)?total|grand total|sum|i ?alt|samlet|mellemsum|antal i alt)"
_SUM_ROW = re.compile(rf"{_SUM}\b.*|.*\s(?:{_SUM}|resultat)\W*", re.IGNORECASE | re.DOTALL)
_SUM_CELL = re.compile(rf"(?:^|(?<=\t)){_SUM}[\s:.]*(?=\t|$)", re.IGNORECASE)
_POWER = re.compile(r"[-+]?\d(?:[.,]\d+)?E[-+]\d{1,3}|[-+]?\d[.,]\d+E\d{1,3}", re.IGNORECASE)
_MONTH = r"(?:jan|feb|mar|apr|ma[jy]|jun|jul|aug|sep|o[kc]t|nov|dec)[a-z]*\.?"
_DAY = re.compile(rf"\d{{1,2}}\.?[-. /]{_MONTH}([-. /]\d{{2,4}})?|{_MONTH}[-. /]\d{{2,4}}", re.IGNORECASE)
_WHOLE_DAY = re.compile(
    r"\d{1,2}[-./]\d{1,2}[-./](19|20)\d\d|(19|20)\d\d-\d\d-\d\d( \d\d:\d\d(:\d\d)?)?|\d{1,4}:[0-5]\d:[0-5]\d"
)
_ERROR = re.compile(
    r"#+|#(?:REF|REFERENCE|NAVN|NAME|VÆRDI|VALUE|DIV(?:ISION)?/0|I/T|N/A|NUM|NUL|NULL|OVERLØB|SPILL)[!?]?",
    re.IGNORECASE,
)
_ROUNDED = re.compile(r"[1-9]\d{14}0+")
_WRONG_LETTERS = re.compile(
    r"\ufffd|Ã[\u0080-\u00bf\u0152-\u0178\u02c6\u02dc\u2013-\u2022\u2026-\u203a\u20ac\u2122]"
    r"|(?<=[A-Za-z])[\u2018\u203a\u2020\u00be\u00bf\u0152\u00b5\u00b0\u00d5](?=[a-z])"
    r"|\b[\u2019\u0152\u00ae](?=[a-z]{3})"
)
"""UTF-8 read as Windows-1252, the sign for a letter that was lost, and æøå of DOS and of old Macs read so."""
_DASHES = re.compile(r"\s*[\-\u00ad\u2010-\u2015\u2212\ufe58\ufe63\uff0d]\s*")

_SHOW = "Hent nummeret igen i det system, listen kommer fra, og formatér kolonnen som tekst, før det sættes ind."


def sum_row(case_id: str) -> bool:
    """Whether what stands as a case's number is the name of a row with sums: »I alt«, »Total:«, »Aarhus Total«."""
    return bool(_SUM_ROW.fullmatch(case_id))


def sum_cell(cells: Sequence[str]) -> int:
    """The first cell that says »I alt«, »Total« or the like and nothing more; -1 when there is none."""
    row = "\t".join(cells)
    found = _SUM_CELL.search(row)
    return row.count("\t", 0, found.start()) if found else -1


def spoilt(case_id: str) -> tuple[str, str] | None:
    """What a spreadsheet has made of a case's number, and what to do; None when the number is fit to be one."""
    if _POWER.fullmatch(case_id):
        return "er et nummer, som et regneark har forkortet, så cifre er gået tabt.", _SHOW
    if _DAY.fullmatch(case_id):
        return "er en dato, som et regneark har lavet af nummeret.", _SHOW
    if _ERROR.fullmatch(case_id):
        return "er en fejl fra et regneark og ikke et nummer.", _SHOW
    return None


def perhaps_spoilt(case_id: str) -> tuple[str, str] | None:
    """What looks as if a spreadsheet had changed it, but may be a number as it should be."""
    if _ROUNDED.fullmatch(case_id):
        return "ender på nul efter 15 cifre; et regneark gør resten af et langt nummer til nuller.", "Se efter."
    if _WHOLE_DAY.fullmatch(case_id):
        return "ligner en dato eller et klokkeslæt; et regneark kan have lavet det af nummeret.", "Se efter."
    return None


def wrong_letters(text: str) -> bool:
    """Whether letters have been read in the wrong character set: »TÃ¥rnby«, »T†rnby«, »T\ufffdrnby«."""
    return not text.isascii() and bool(_WRONG_LETTERS.search(text))


def alike(case_id: str) -> str:
    """The number without what a reader does not see: the kind of hyphen, spaces, upper and lower case."""
    if case_id.isascii() and " " not in case_id:
        return case_id.upper()
    text = without_unseen(_DASHES.sub("-", unicodedata.normalize("NFKC", case_id)))
    return "".join(text.split()).casefold().upper()
