"""The måleskema on paper as a document: an annex to a report, and a form to fill in by hand."""

from audit.report.document import Document, markdown_templates
from audit.telling.telling import Telling, begun, choices, specials


def render_paper(telling: Telling, sha256: str, program_version: str) -> Document:
    """The måleskema as Markdown; ``sha256`` is of the rubric's file, in hex.

    There is no time in it, so the same rubric gives the same text on any day.
    """
    environment = markdown_templates("paper")
    environment.filters.update(paragraphs=_paragraphs, begun=begun, choices=choices, specials=specials)
    text = environment.get_template("paper.md.j2").render(
        rubric=telling.rubric, telling=telling, sha256=sha256, program_version=program_version
    )
    return Document(text, {}, "måleskemaet")


def _paragraphs(text: str) -> list[str]:
    """A guidance's lines, each a paragraph; empty ones left out."""
    return [line for line in text.splitlines() if line.strip()]
