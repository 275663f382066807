"""The report as a web page in a file."""

from pathlib import Path

from audit.files import reason, replace_file
from audit.report.document import render
from audit.report.model import ReportError, ReportInput
from audit.report.pandoc import to_html


def write_html(report: ReportInput, path: Path) -> None:
    """Write the report to ``path``, whole or not at all; only its owner can read it (0600).

    Raises ReportError when it cannot be made or written; a file that was there
    is then untouched.
    """
    page = to_html(render(report))
    try:
        replace_file(path, page.encode("utf-8"))
    except OSError as error:
        raise ReportError(
            f"Rapporten kan ikke skrives til »{path}«: {reason(error)} Intet er ændret. Vælg et andet sted."
        ) from None
