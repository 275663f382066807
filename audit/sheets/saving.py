"""Writing a workbook: all at once or not at all, and the same bytes for the same values."""

import errno
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

from audit.errors import AuditError
from audit.files import replace_file
from audit.privacy import visible
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


Edit = Callable[[str, bytes], bytes]
"""Changes one part of the package, by its name, before it is written."""


@dataclass(frozen=True, slots=True)
class Properties:
    """What the file says of itself. ``produced`` has a time zone; None leaves every time out."""

    title: str
    subject: str
    program_version: str
    produced: datetime | None = None


def save(path: Path, workbook: Workbook, properties: Properties, edit: Edit = lambda _, part: part) -> None:
    """Write the workbook to ``path``, replacing what is there; readable by its owner only.

    The same workbook and properties give the same bytes. Raises AuditError when
    the file cannot be written; then one that was there before is untouched.
    """
    content = _fixed(workbook, properties, edit)
    try:
        replace_file(path, content)
    except OSError as error:
        todo = _REMEDIES.get(error.errno or 0, "Vælg et andet drev.")
        raise AuditError(f"Projektmappen {quoted(path.name)} kan ikke skrives. Intet er ændret. {todo}") from error


def _fixed(workbook: Workbook, properties: Properties, edit: Edit) -> bytes:
    """The workbook's bytes, with no time in them but that of ``properties.produced``."""
    own = workbook.properties
    own.title = visible(properties.title)
    own.subject = properties.subject
    own.creator = own.lastModifiedBy = f"praksisundersoegelse {properties.program_version}"
    own.language = "da-DK"
    own.created = own.modified = _utc(properties.produced) if properties.produced else datetime(*_EPOCH)
    drafted, fixed = BytesIO(), BytesIO()
    ExcelWriter(workbook, ZipFile(drafted, "w", ZIP_DEFLATED)).save()
    with ZipFile(drafted) as draft, ZipFile(fixed, "w") as archive:
        for name in draft.namelist():
            part = ZipInfo(name, _EPOCH)
            part.compress_type, part.external_attr = ZIP_DEFLATED, _MODE << 16
            archive.writestr(part, edit(name, draft.read(name)))
    return fixed.getvalue()


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(tzinfo=None, microsecond=0)
