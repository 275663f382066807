"""Writes an explained rubric as a web page, by Markdown and pandoc as the report."""

from pathlib import Path

from audit import __version__
from audit.errors import AuditError
from audit.files import reason, replace_file
from audit.report.document import Document, markdown_templates
from audit.report.lines import bullets, grid_table
from audit.report.markdown import Markdown, table
from audit.report.pandoc import to_html
from audit.telling.explain import TITLE
from audit.telling.page import ExplainedPage, Grid


def render_explained(page: ExplainedPage, sha256: str) -> Document:
    """The page as Markdown; ``sha256`` is of the rubric's file, in hex."""
    tables = 0

    def number_table(grid: Grid) -> Markdown:
        nonlocal tables
        tables += 1
        return table(grid_table(grid), tables)

    environment = markdown_templates("explain")
    environment.filters["bullets"] = bullets
    text = environment.get_template("explained.md.j2").render(
        page=page, kind=TITLE, table=number_table, version=__version__, sha256=sha256
    )
    return Document(text, {}, "forklaringen")


def write_explained(page: ExplainedPage, sha256: str, path: Path) -> None:
    """Write the page to ``path``, whole or not at all; an older explanation is replaced.

    Raises AuditError when another file is there, or it cannot be written.
    """
    try:
        if path.is_file() and TITLE.encode() not in path.read_bytes():
            raise AuditError(
                f"Der ligger allerede en anden fil, »{path}«. Intet er skrevet. Vælg et andet navn, eller flyt filen."
            )
        made = to_html(render_explained(page, sha256))
        replace_file(path, made.encode("utf-8"))
    except OSError as error:
        raise AuditError(
            f"Siden kan ikke skrives til »{path}«: {reason(error)} Intet er ændret. Vælg et andet sted."
        ) from None
