"""Writing a workbook: all at once or not at all, and the same bytes for the same values."""

import errno
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from shutil import copyfileobj
from types import MappingProxyType
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook

from audit.errors import AuditError
from audit.files import replace_file
from audit.privacy import visible
from audit.sheets.streamed import Streamed, StreamingWriter
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


def save(
    path: Path,
    workbook: Workbook,
    properties: Properties,
    edit: Edit = lambda _, part: part,
    streamed: Mapping[str, Streamed] = MappingProxyType({}),
) -> None:
    """Write the workbook to ``path``, replacing what is there; readable by its owner only.

    ``streamed`` is what is left to write of some sheets, by their names. The
    same workbook and properties give the same bytes. Raises AuditError when
    the file cannot be written; then one that was there before is untouched.
    """
    own = workbook.properties
    own.title = visible(properties.title)
    own.subject = properties.subject
    own.creator = own.lastModifiedBy = f"praksisundersoegelse {properties.program_version}"
    own.language = "da-DK"
    own.created = own.modified = _utc(properties.produced) if properties.produced else datetime(*_EPOCH)
    content = BytesIO()
    StreamingWriter(workbook, _Package(content, edit), streamed).save()
    try:
        replace_file(path, content.getvalue())
    except OSError as error:
        todo = _REMEDIES.get(error.errno or 0, "Vælg et andet drev.")
        raise AuditError(f"Projektmappen {quoted(path.name)} kan ikke skrives. Intet er ændret. {todo}") from error


class _Package(ZipFile):
    """The file being written: no part says when, every part but the sheets is edited, and no sheet is read whole."""

    def __init__(self, content: BytesIO, edit: Edit) -> None:
        super().__init__(content, "w")
        self._edit = edit

    def write(self, filename: Any, arcname: Any = None, compress_type: Any = None, compresslevel: Any = None) -> None:
        """Add a sheet from its temporary file."""
        part = _part(arcname)
        part.file_size = Path(filename).stat().st_size
        with Path(filename).open("rb") as sheet, self.open(part, "w") as packed:
            copyfileobj(sheet, packed)

    def writestr(self, zinfo_or_arcname: Any, data: Any, compress_type: Any = None, compresslevel: Any = None) -> None:
        """Add any other part."""
        edited = self._edit(zinfo_or_arcname, data.encode() if isinstance(data, str) else data)
        super().writestr(_part(zinfo_or_arcname), edited)


def _part(name: str) -> ZipInfo:
    part = ZipInfo(name, _EPOCH)
    part.compress_type, part.external_attr = ZIP_DEFLATED, _MODE << 16
    return part


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(tzinfo=None, microsecond=0)
