"""The lines of an explained rubric as Markdown, for the report's annex and for a page of their own."""

from collections.abc import Sequence

from audit.report.markdown import Markdown, MarkdownTable, escape
from audit.telling.page import Grid, Line, Mention, Words

_INDENT = "    "


def bullets(lines: Sequence[Line], linked: bool = True, depth: int = 0) -> Markdown:
    """Lines as a list, with the lines below each in a list of their own. ``linked``: mentions lead to their part."""
    found = []
    for line in lines:
        term = f"[{escape(line.term)}]{{.term}} " if line.term else ""
        found.append(f"{_INDENT * depth}- {term}{_words(line.words, linked)}")
        if line.parts:
            found.append(bullets(line.parts, linked, depth + 1))
    return Markdown("\n".join(found))


def grid_table(grid: Grid) -> MarkdownTable:
    """A table of words as the report has its tables."""
    return MarkdownTable(grid.caption, grid.header, grid.rows, align="l" * len(grid.header))


def _words(words: Words, linked: bool) -> str:
    return "".join(_piece(word, linked) for word in words)


def _piece(word: str | Mention, linked: bool) -> str:
    if isinstance(word, Mention):
        return f"[{escape(word.text)}](#{word.anchor})" if linked else escape(word.text)
    kept = escape(word)
    if not kept:
        return " " if word else ""
    return f"{' ' if word[0] == ' ' else ''}{kept}{' ' if word[-1] == ' ' else ''}"
