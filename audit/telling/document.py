"""An explained rubric as a document for programs: plain texts in lists, without the links of the page."""

from typing import Any

from audit.telling.page import Block, Chapter, Line, plain_words


def as_document(part: Chapter | Block) -> dict[str, Any]:
    """A chapter with its lines and blocks, or a block with its number, lines and table (None without one)."""
    if isinstance(part, Chapter):
        lines, blocks = [_line(line) for line in part.lead], [as_document(block) for block in part.blocks]
        return {"title": part.title, "lines": lines, "blocks": blocks}
    table = {"header": list(part.grid.header), "rows": [list(row) for row in part.grid.rows]} if part.grid else None
    lines = [_line(line) for line in part.lines]
    return {"number": part.number, "title": part.title, "lines": lines, "table": table}


def _line(line: Line) -> dict[str, Any]:
    return {"term": line.term, "text": plain_words(line.words), "parts": [_line(part) for part in line.parts]}
