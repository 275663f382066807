"""A document as a web page in a file."""

from pathlib import Path

from audit.files import reason, replace_file
from audit.report.document import Document, render
from audit.report.model import ReportError, ReportInput
from audit.report.pandoc import to_html


def write_html(report: ReportInput, path: Path) -> None:
    """Write the report to ``path``; see ``write_page``."""
    write_page(render(report), path)


def write_page(document: Document, path: Path) -> None:
    """Write a document as a web page to ``path``, whole or not at all; only its owner can read it (0600).

    Raises ReportError when it cannot be made or written; a file that was there
    is then untouched.
    """
    page = to_html(document)
    try:
        replace_file(path, page.encode("utf-8"))
    except OSError as error:
        called = document.called[:1].upper() + document.called[1:]
        raise ReportError(
            f"{called} kan ikke skrives til »{path}«: {reason(error)} Intet er ændret. Vælg et andet sted."
        ) from None
