"""The måleskema on paper as a document: an annex to a report, and a form to fill in by hand."""

from audit.report.document import Document, markdown_templates
from audit.telling.paper import Paper


def render_paper(paper: Paper, program_version: str) -> Document:
    """The måleskema as Markdown; there is no time in it, so the same rubric gives the same text on any day."""
    environment = markdown_templates("paper")
    environment.filters["paragraphs"] = _paragraphs
    text = environment.get_template("paper.md.j2").render(paper=paper, program_version=program_version)
    return Document(text, {}, "måleskemaet")


def _paragraphs(text: str) -> list[str]:
    """A guidance's lines, each a paragraph; empty ones left out."""
    return [line for line in text.splitlines() if line.strip()]
